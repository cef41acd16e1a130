"""Marking with nbgrader, as far as it can be tried without nbgrader; teaching/marking.md says what was run with it."""

import base64
import os
import pickle
from collections import namedtuple

import nbformat
import numpy as np
import pandas as pd
import pytest

from authoring import notebooks
from facelab import errors, lesson
from facelab.lesson import CheckFailed, check, marked
from facelab.marking import asking, source
from facelab.marking.__main__ import main
from facelab.marking.looking import reached_for
from tests.test_answers import EXERCISES, rows

MARKED = [path for path in notebooks.paths(notebooks.LESSONS) if lesson.exercises_of(str(int(path.name[:2])))]
# What nbgrader's schema 3 wants of a cell that is graded by a program; a key beside these is refused.
KEYS = {"schema_version", "grade_id", "cell_type", "grade", "locked", "solution", "task", "points"}


@pytest.fixture(autouse=True)
def empty_store(monkeypatch):
    for store in ("_verdicts", "_answers"):
        monkeypatch.setattr(lesson, store, {})


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_a_source_is_the_lesson_and_a_marking_cell_for_each_exercise(path):
    made, given = source.with_marking_cells(path, 2), notebooks.read(path)
    nbformat.validate(made)
    assert made.cells[: len(given.cells)] == given.cells
    assert not any("nbgrader" in cell.metadata for cell in given.cells)  # so each of them can be written in
    marks = made.cells[len(given.cells) :]
    assert [source.number_of(cell) for cell in marks] == list(lesson.exercises_of(str(int(path.name[:2]))))
    assert len({cell.metadata.nbgrader.grade_id for cell in marks}) == len(marks)
    assert len({cell.id for cell in made.cells}) == len(made.cells)
    for cell in marks:
        data = cell.metadata.nbgrader
        assert data.keys() == KEYS
        assert (data.schema_version, data.cell_type, data.points) == (3, cell.cell_type, 2)
        assert (data.grade, data.locked, data.solution, data.task) == (True, True, False, False)
        assert (cell.metadata.deletable, cell.metadata.editable) == (False, False)
        assert f'marked("{source.number_of(cell)}")' in cell.source


def test_the_program_writes_a_course_and_leaves_changes_alone(tmp_path, capsys):
    main([str(tmp_path), "--lessons", "5", "--only", "5.1", "5.2"])
    name = "lesson-05/05-error-rates.ipynb"
    made = notebooks.read(tmp_path / "source" / name)
    assert [source.number_of(cell) for cell in made.cells[-2:]] == ["5.1", "5.2"]
    assert source.number_of(made.cells[-3]) is None
    assert (tmp_path / "submitted" / "untouched" / name).read_text() == (tmp_path / "source" / name).read_text()
    reference = notebooks.read(tmp_path / "submitted" / "reference" / name)
    assert reference.cells[-2:] == made.cells[-2:]
    assert "SOLUTION" not in str(reference)
    assert "return ..." not in str(reference)
    config = tmp_path / "nbgrader_config.py"
    config.write_text(config.read_text() + "# mine\n")
    assert "left alone" not in capsys.readouterr().out
    main([str(tmp_path), "--lessons", "5", "--only", "5.1", "5.2"])
    assert "nbgrader_config.py is there and differs, so it was left alone" in capsys.readouterr().out
    assert config.read_text().endswith("# mine\n")
    main([str(tmp_path), "--lessons", "5", "--replace"])
    assert config.read_text() == source.CONFIGURATION


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lessons", "99"], "There is no lesson 99"),
        (["--lessons", "5", "--only", "5.9"], "There is no exercise '5.9'"),
        (["--lessons", "5", "--only", "6.1"], "has no exercise to mark"),
        (["--lessons", "5", "--points", "0"], "a positive number of points, not 0"),
        (["--lessons", "5", "--points", "nan"], "a positive number of points, not nan"),
    ],
)
def test_bad_wishes_are_sentences_and_nothing_is_written(tmp_path, arguments, said):
    with pytest.raises(SystemExit, match=said):
        main([str(tmp_path / "course"), *arguments])
    assert not (tmp_path / "course").exists()


def test_the_configuration_sets_the_limits(tmp_path):
    class Any:
        def __getattr__(self, name):
            self.__dict__[name] = Any()
            return self.__dict__[name]

    c = Any()
    exec(compile(source.CONFIGURATION, "nbgrader_config.py", "exec"), {"get_config": lambda: c, "__file__": "x.py"})
    assert c.OverwriteCells.add_missing_cells is True
    assert (c.Execute.timeout, c.RunAndAsk.seconds_in_all, c.RunAndAsk.megabytes) == (60, 300, 2000)
    clean = c.Autograde.sanitize_preprocessors
    assert clean.index("facelab.marking.preprocessors.MarkingCells") < clean.index(
        "nbgrader.preprocessors.OverwriteCells"
    )
    assert c.Autograde.autograde_preprocessors[0] == "facelab.marking.preprocessors.RunAndAsk"


def outside(number, function):
    """Ask a function as the marking process does, without a kernel between the two."""
    lesson._answers[number] = function
    asking.put(number, lambda arguments: asking.reply(number, arguments))


@pytest.mark.proof
@pytest.mark.parametrize(("number", "answer"), list(rows("RIGHT")))
def test_right_answers_are_right_from_outside(number, answer):
    outside(number, answer)


@pytest.mark.parametrize("number", EXERCISES)
def test_every_exercise_can_be_asked_from_outside(number):
    library = EXERCISES[number].library
    mistake = next(iter(EXERCISES[number].mistakes.values()), lambda *given: "something else")
    outside(number, lambda *given: library(*given))
    with pytest.raises(asking.Refused, match="asked again"):
        outside(number, lambda *given: mistake(*given))


def test_a_written_store_earns_nothing():
    lesson._verdicts["5.1"] = "right"
    with pytest.raises(asking.Refused, match="asked again, it stopped: KeyError"):
        asking.put("5.1", lambda arguments: asking.reply("5.1", arguments))
    with pytest.raises(asking.Refused, match="the same for every question"):
        outside("5.1", lambda *given: 0.5)


def test_a_check_keeps_the_right_answer():
    check("5.1", lambda nonmated, threshold: 0.5)
    assert "5.1" not in lesson._answers
    check("5.1", lambda nonmated, threshold: np.mean(nonmated >= threshold))
    check("5.1", lambda nonmated, threshold: 0.5)
    asking.put("5.1", lambda arguments: asking.reply("5.1", arguments))


class Command:
    def __reduce__(self):
        return os.mkdir, ("made_by_a_reply",)


@pytest.mark.parametrize(
    "said",
    [
        base64.b64encode(pickle.dumps(("returned", Command()))).decode(),
        base64.b64encode(pickle.dumps(errors.fmr)).decode(),
        "no base64!",
        "",
        asking.packed(1),
        asking.packed(("returned",)),
        asking.packed(("raised", "x")),
    ],
)
def test_a_reply_is_data_and_nothing_in_it_is_run(said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(asking.Refused):
        asking.put("5.1", lambda arguments: said)
    assert not list(tmp_path.iterdir())


def test_results_travel_as_plain_data():
    Pair = namedtuple("Pair", "a b")
    sent = [Pair(1, [np.float64(2)]), {"x": pd.Series([1.5, 2.5])}, np.arange(3), None, True, {1, 2}, "text"]
    (pair, named, *rest) = asking.unpacked(asking.packed(asking.plain(sent)))
    assert type(pair) is tuple
    assert pair == (1, [2])
    assert named["x"].tolist() == [1.5, 2.5]
    assert rest[0].tolist() == [0, 1, 2]
    assert rest[1:] == [None, True, {1, 2}, "text"]


def test_a_teacher_is_told_what_a_submission_reaches_for():
    given = notebooks.read(notebooks.LESSONS / "05-error-rates.ipynb").cells
    solved = notebooks.read(notebooks.SOLUTIONS / "05-error-rates.ipynb").cells
    assert reached_for(solved) <= reached_for(given)
    odd = [
        "import os\nfrom facelab.errors import fmr\nimport facelab.lesson as l\nl._verdicts['5.1'] = 'right'",
        "!ls ..\nopen('x')",
        "def broken(",
        "%%bash\nls",
    ]
    found = reached_for([*given, *map(nbformat.v4.new_code_cell, odd)]) - reached_for(given)
    assert found == {"os", "facelab.errors.fmr", "facelab.lesson", "_verdicts", "open", "a command with ! or %"}


def test_nbgrader_alone_is_told_what_is_wrong_too(monkeypatch):
    check("5.1", lambda nonmated, threshold: np.mean(nonmated >= threshold))
    assert not marked("5.2")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert marked("5.1")
    with pytest.raises(CheckFailed, match="its check did not run"):
        marked("5.2")


def test_teachers_are_told_what_the_files_are():
    text = (notebooks.ROOT / "teaching" / "marking.md").read_text()
    for name in ("nbgrader_config.py", "gradebook.db", "grades.csv", "source/", "release/", "submitted/", "feedback/"):
        assert name in text, name
