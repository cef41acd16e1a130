"""A folder of saved notebooks says how far a learner has come."""

import json
import os
import sys

import pytest

from authoring import notebooks
from facelab import classroom, progress
from facelab.lesson import exercises_of
from facelab.workbook import ORIGINALS


def saved(folder, name, *verdicts):
    """Save a notebook whose cells answered these (exercise, verdict)."""
    outputs = [{"metadata": {"facelab": {"exercise": one, "verdict": said}}} for one, said in verdicts]
    (folder / name).write_text(json.dumps({"cells": [{"outputs": outputs}, {"cell_type": "markdown"}]}))


def test_the_example_reads_as_its_card_says():
    frame = progress.read(progress.EXAMPLE).frame
    counts = [len(exercises_of(lesson)) for lesson in "012"]
    assert list(frame["right"]) == [f"{done} of {of}" for done, of in zip((1, 2, 0), counts, strict=True)]
    assert list(frame["tried, not yet right"]) == ["-", "1.2", "2.1"]
    assert frame.loc[1, "open"].split(", ") == [one for one in exercises_of("1") if one not in ("1.1a", "1.2", "1.3")]


def test_the_best_verdict_counts_in_whatever_file_it_stands(tmp_path):
    saved(tmp_path, "05-error-rates.ipynb", ("5.1", "right"), ("5.1", "not yet"), ("5.2", "right, and slow"))
    saved(tmp_path, "new2-05-error-rates.ipynb", ("5.1", "not tried"), ("5.3", "not yet"))
    frame = progress.read(tmp_path).frame
    assert frame.loc[5, "right"] == f"2 of {len(exercises_of('5'))}"
    assert frame.loc[5, "tried, not yet right"] == "5.3"
    assert "5.4" in frame.loc[5, "open"]


def test_every_lesson_that_was_only_copied_is_open(tmp_path):
    for path in (notebooks.ROOT / "lessons").glob("*.ipynb"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    frame = progress.read(tmp_path).frame
    assert set(frame["tried, not yet right"]) == {"-"}
    assert all(right.startswith("0 of ") for right in frame["right"])


@pytest.mark.parametrize("content", ["", "no notebook", "[]", '{"cells": 3}', '{"cells": [{"outputs": [3]}]}'])
def test_a_damaged_file_is_named_and_the_rest_is_read(tmp_path, content):
    saved(tmp_path, "05-error-rates.ipynb", ("5.1", "right"))
    (tmp_path / "06-how-sure-are-we.ipynb").write_text(content)
    frame, unreadable = progress.read(tmp_path)
    assert unreadable == ["06-how-sure-are-we.ipynb"]
    assert frame.loc[5, "right"].startswith("1 of ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_in_place_of_a_file_keeps_nobody_waiting(tmp_path):
    saved(tmp_path, "05-error-rates.ipynb", ("5.1", "right"))
    os.mkfifo(tmp_path / "06-how-sure-are-we.ipynb")
    assert progress.read(tmp_path).unreadable == ["06-how-sure-are-we.ipynb"]


def test_a_record_of_something_else_counts_as_none(tmp_path):
    saved(tmp_path, "05-error-rates.ipynb", ("99.1", "right"), ("5.1", "perfect"), ("6.1", "right"))
    assert progress.read(tmp_path).frame.loc[5, "right"].startswith("0 of ")


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_lessons_is_refused(tmp_path, name):
    (tmp_path / "notes.ipynb").write_text("{}")
    with pytest.raises(FileNotFoundError, match="There is no lesson in"):
        progress.read(tmp_path / name)


def test_the_program_prints_a_table_and_names_what_it_cannot_read(tmp_path, monkeypatch, capsys):
    saved(tmp_path, "05-error-rates.ipynb", ("5.1", "right"))
    (tmp_path / "06-how-sure-are-we.ipynb").write_text("x")
    monkeypatch.setattr(sys, "argv", ["progress", str(tmp_path)])
    progress.main()
    told = capsys.readouterr()
    assert f"1 of {len(exercises_of('5'))}" in told.out
    assert "06-how-sure-are-we.ipynb cannot be read" in told.err
    monkeypatch.setattr(sys, "argv", ["progress", str(tmp_path / "nowhere")])
    with pytest.raises(SystemExit, match="Reading Faces: There is no folder"):
        progress.main()


def test_a_lesson_in_a_workbook_shows_its_own_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ORIGINALS).write_text("{}")
    saved(tmp_path, "05-error-rates.ipynb", ("5.1", "right"))
    progress.show()
    assert f"1 of {len(exercises_of('5'))}" in capsys.readouterr().out


def test_a_lesson_without_a_workbook_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    progress.show()
    assert "Markdown" in capsys.readouterr().out


def a_class(folder):
    for name, *verdicts in (
        ("ada", ("5.1", "right"), ("5.2", "right, and slow")),
        ("ben", ("5.1", "not yet")),
    ):
        (folder / name).mkdir()
        saved(folder / name, "05-error-rates.ipynb", *verdicts)
    (folder / "cem" / "workbook").mkdir(parents=True)
    saved(folder / "cem" / "workbook", "06-how-sure-are-we.ipynb", ("6.2", "right"))
    (folder / "cem" / "workbook" / "05-error-rates.ipynb").write_text("{")
    (folder / "empty").mkdir()
    return folder


def test_a_class_is_a_folder_of_folders(tmp_path):
    found = classroom.read_class(a_class(tmp_path))
    of = {lesson: len(exercises_of(str(lesson))) for lesson in (5, 6)}
    overview = found.overview()
    assert list(overview.index) == ["ada", "ben", "cem"]
    assert list(overview["lesson 5"]) == [f"2 of {of[5]}", f"0 of {of[5]}", f"0 of {of[5]}"]
    assert list(overview["lesson 6"]) == ["-", "-", f"1 of {of[6]}"]
    assert found.begun == [5, 6]
    assert found.not_begun() == ""
    assert found.by_exercise(5).loc["5.1"].tolist() == [1, 1, 1]
    assert found.unreadable == ["cem/05-error-rates.ipynb"]


def test_lessons_that_nobody_began_are_named_and_take_no_room(tmp_path):
    """On a class server every learner has all lessons from the first minute."""
    a_class(tmp_path)
    (tmp_path / "dora").mkdir()
    for name in ("01-photographs-as-points.ipynb", "07-thresholds.ipynb"):
        saved(tmp_path / "dora", name)
    found = classroom.read_class(tmp_path)
    assert list(found.overview().columns) == ["lesson 5", "lesson 6"]
    assert list(found.overview().loc["dora"]) == ["-", "-"]
    assert found.not_begun() == "Nobody has tried an exercise of lesson 1, 7 yet."
    page = classroom.html(found)
    assert "of lesson 1, 7 yet" in page
    assert "Lesson 7" not in page


def test_a_class_that_has_not_begun_has_its_names(tmp_path):
    for learner in ("ada", "ben"):
        (tmp_path / learner).mkdir()
        saved(tmp_path / learner, "05-error-rates.ipynb")
    found = classroom.read_class(tmp_path)
    assert list(found.overview().index) == ["ada", "ben"]
    assert "lesson 5 yet" in classroom.html(found)


def test_a_class_as_page_and_as_rows(tmp_path, capsys):
    page, rows = tmp_path / "class.html", tmp_path / "class.csv"
    (tmp_path / "class").mkdir()
    progress.main([str(a_class(tmp_path / "class")), "--html", str(page), "--csv", str(rows)])
    said = page.read_text(encoding="utf-8")
    assert "<h2" in said
    assert "3 learners" in said
    assert "cem/05-error-rates.ipynb" in said
    assert "it is no proof" in said
    lines = rows.read_text().splitlines()
    assert lines[0] == "learner,lesson,exercise,state"
    assert "ada,5,5.2,right" in lines
    assert "ben,5,5.1,tried" in lines
    printed = capsys.readouterr()
    assert "Right exercises" in printed.out
    assert "cem/05-error-rates.ipynb cannot be read" in printed.err


@pytest.mark.parametrize(
    ("name", "sentence"), [("nowhere", "There is no folder"), ("", "Nobody in .* has a saved lesson")]
)
def test_a_class_that_is_none_is_told(tmp_path, name, sentence):
    with pytest.raises(FileNotFoundError, match=sentence):
        classroom.read_class(tmp_path / name)
