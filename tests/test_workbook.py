"""An update never costs an answer."""

import hashlib
import json
import subprocess
import sys

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from authoring import notebooks
from facelab import workbook as prepared
from facelab.workbook import ORIGINALS, update


@pytest.fixture
def folders(tmp_path):
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    (lessons / "00-a.ipynb").write_text("zero")
    (lessons / "01-b.ipynb").write_text("one")
    return lessons, tmp_path / "workbook"


def test_the_first_start_copies_everything(folders):
    assert update(*folders) == []
    assert (folders[1] / "00-a.ipynb").read_text() == "zero"
    assert (folders[1] / "01-b.ipynb").read_text() == "one"


def test_a_second_start_changes_nothing(folders):
    update(*folders)
    (folders[1] / "00-a.ipynb").write_text("my answer")
    assert update(*folders) == []
    assert (folders[1] / "00-a.ipynb").read_text() == "my answer"
    assert sorted(path.name for path in folders[1].glob("*.ipynb")) == ["00-a.ipynb", "01-b.ipynb"]


def test_new_lessons_are_added(folders):
    update(*folders)
    (folders[0] / "02-c.ipynb").write_text("two")
    assert update(*folders) == []
    assert (folders[1] / "02-c.ipynb").read_text() == "two"


def test_an_unchanged_lesson_is_updated_and_said(folders):
    update(*folders)
    (folders[0] / "01-b.ipynb").write_text("one, better")
    (sentence,) = update(*folders)
    assert "01-b.ipynb has been updated" in sentence
    assert (folders[1] / "01-b.ipynb").read_text() == "one, better"


def test_a_changed_lesson_keeps_its_answers_and_gets_the_new_version_beside(folders):
    update(*folders)
    (folders[1] / "01-b.ipynb").write_text("my answer")
    (folders[0] / "01-b.ipynb").write_text("one, better")
    (sentence,) = update(*folders)
    (beside,) = folders[1].glob("new*-01-b.ipynb")
    assert beside.name in sentence
    assert "untouched" in sentence
    assert beside.read_text() == "one, better"
    assert (folders[1] / "01-b.ipynb").read_text() == "my answer"
    assert update(*folders) == []
    beside.write_text("answers in the new version")
    (folders[0] / "01-b.ipynb").write_text("one, best")
    update(*folders)
    assert beside.read_text() == "answers in the new version"
    assert len(list(folders[1].glob("*01-b*.ipynb"))) == 3


@pytest.mark.parametrize("record", [None, "{", "[]"])
def test_without_a_record_nothing_is_overwritten(folders, record):
    update(*folders)
    (folders[1] / "00-a.ipynb").write_text("my answer")
    file = folders[1] / ORIGINALS
    file.unlink() if record is None else file.write_text(record)
    update(*folders)
    assert (folders[1] / "00-a.ipynb").read_text() == "my answer"


def test_a_deleted_copy_comes_back(folders):
    update(*folders)
    (folders[1] / "00-a.ipynb").unlink()
    update(*folders)
    assert (folders[1] / "00-a.ipynb").read_text() == "zero"


def test_no_lessons_is_a_sentence(tmp_path):
    (tmp_path / "lessons").mkdir()
    with pytest.raises(FileNotFoundError, match="There are no lessons"):
        update(tmp_path / "lessons", tmp_path / "workbook")


def a_notebook(text, output=None):
    cell = nbformat.v4.new_code_cell(text, id="a")
    if output:
        cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text=output)], 1
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))


def test_only_running_a_lesson_does_not_change_it(folders):
    (folders[0] / "01-b.ipynb").write_text(a_notebook("x = ..."))
    update(*folders)
    (folders[1] / "01-b.ipynb").write_text(a_notebook("x = ...", output="run"))
    (folders[0] / "01-b.ipynb").write_text(a_notebook("x = ...  # better"))
    (sentence,) = update(*folders)
    assert "you had not changed it" in sentence
    assert "better" in (folders[1] / "01-b.ipynb").read_text()
    (folders[1] / "01-b.ipynb").write_text(a_notebook("x = 5", output="run"))
    (folders[0] / "01-b.ipynb").write_text(a_notebook("x = ...  # best"))
    (sentence,) = update(*folders)
    assert "untouched" in sentence
    assert (folders[1] / "new2-01-b.ipynb").exists()
    assert "x = 5" in (folders[1] / "01-b.ipynb").read_text()


def test_a_workbook_of_the_first_edition_is_updated_and_keeps_every_answer(folders):
    """Its record holds digests of whole files."""
    (folders[0] / "00-a.ipynb").write_text(a_notebook("x = ..."))
    (folders[0] / "01-b.ipynb").write_text(a_notebook("y = ..."))
    update(*folders)
    names = ("00-a.ipynb", "01-b.ipynb")
    record = {name: hashlib.sha256((folders[1] / name).read_bytes()).hexdigest() for name in names}
    (folders[1] / ORIGINALS).write_text(json.dumps(record))
    (folders[1] / "00-a.ipynb").write_text(a_notebook("x = 5"))
    (folders[0] / "00-a.ipynb").write_text(a_notebook("x = ...  # second"))
    (folders[0] / "01-b.ipynb").write_text(a_notebook("y = ...  # second"))
    kept, updated = update(*folders)
    assert "00-a.ipynb has a new version" in kept
    assert "01-b.ipynb has been updated" in updated
    assert "x = 5" in (folders[1] / "00-a.ipynb").read_text()
    assert "second" in (folders[1] / "01-b.ipynb").read_text()


def test_the_courses_notebooks_are_trusted_and_a_damaged_one_is_no_obstacle(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "a.ipynb").write_text(a_notebook("1"))
    (tmp_path / "b.ipynb").write_text("{")
    prepared.trust(tmp_path)
    assert NotebookNotary().check_signature(nbformat.read(tmp_path / "a.ipynb", as_version=4))


def test_who_may_not_write_here_gets_a_workbook_at_home(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared.os, "access", lambda path, mode: False)
    monkeypatch.setattr(prepared.Path, "home", lambda: tmp_path)
    assert prepared.place() == tmp_path / "reading-faces"
    assert (tmp_path / "reading-faces" / "GLOSSARY.md").read_text() == (notebooks.ROOT / "GLOSSARY.md").read_text()
    assert (tmp_path / "reading-faces" / "datasets" / "README.md").exists()
    assert prepared.place() == tmp_path / "reading-faces"


@pytest.mark.slow
def test_the_folder_is_the_first_line_that_is_printed():
    run = subprocess.run([sys.executable, "-m", "facelab.workbook"], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[0] == str(notebooks.ROOT)
