"""A folder of saved notebooks says how far a learner has come."""

import json
import sys

import pytest

from authoring import notebooks
from facelab import progress
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
    with pytest.raises(SystemExit, match="Reading Faces: There is no lesson in"):
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
