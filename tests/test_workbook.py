"""An update never costs an answer."""

import pytest

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
    (beside,) = folders[1].glob("01-b.updated-*.ipynb")
    assert beside.name in sentence
    assert "untouched" in sentence
    assert beside.read_text() == "one, better"
    assert (folders[1] / "01-b.ipynb").read_text() == "my answer"
    assert update(*folders) == []
    beside.write_text("answers in the new version")
    (folders[0] / "01-b.ipynb").write_text("one, best")
    update(*folders)
    assert beside.read_text() == "answers in the new version"
    assert len(list(folders[1].glob("01-b*.ipynb"))) == 3


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
