"""Every check accepts right answers in many styles and names the mistake of typical wrong ones, whatever it draws."""

import contextlib
import importlib
import io
import re

import pytest

from facelab.checks import examine
from facelab.lesson import CheckFailed, check, find_exercise

LESSONS = [f"lesson{number:02d}" for number in (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14)]
TABLES = {lesson: importlib.import_module(f"tests.answers.{lesson}") for lesson in LESSONS}
REPEATS = 3  # each time the check draws new questions


def rows(kind):
    for lesson, table in TABLES.items():
        for number, answers in getattr(table, kind).items():
            for place, answer in enumerate(answers):
                yield pytest.param(number, answer, id=f"{lesson}-{number}-{place}")


def said(number, answer):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        result = check(number, answer)
    return result, " ".join(out.getvalue().split())


@pytest.fixture
def short_time_limit(monkeypatch):
    monkeypatch.setattr(examine, "TIME_LIMIT", 0.5)


@pytest.mark.parametrize(("number", "answer"), list(rows("RIGHT")))
def test_right_answers_pass(number, answer):
    for _ in range(REPEATS):
        result, text = said(number, answer)
        assert result is answer, text
        assert "right" in text


@pytest.mark.parametrize(("number", "row"), list(rows("WRONG")))
def test_wrong_answers_meet_their_message(number, row, monkeypatch):
    answer, pattern = row
    if "never ends" in pattern:
        monkeypatch.setattr(examine, "TIME_LIMIT", 0.3)
    for _ in range(REPEATS):
        result, text = said(number, answer)
        assert result is find_exercise(number).library, text
        assert re.search(pattern, text), text


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_exercise_has_answers(lesson):
    exercises = importlib.import_module(f"facelab.checks.{lesson}").EXERCISES
    assert exercises.keys() == TABLES[lesson].RIGHT.keys() == TABLES[lesson].WRONG.keys()
    for number in exercises:
        assert len(TABLES[lesson].RIGHT[number]) >= 3
        assert len(TABLES[lesson].WRONG[number]) >= 5


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_library_passes_its_own_checks(lesson):
    for number, exercise in importlib.import_module(f"facelab.checks.{lesson}").EXERCISES.items():
        for _ in range(20):
            assert said(number, exercise.library)[0] is exercise.library


def untouched(*arguments):
    return ...


@pytest.mark.parametrize("number", [n for table in TABLES.values() for n in table.RIGHT])
def test_an_untouched_stub_is_not_tried_yet(number):
    result, text = said(number, untouched)
    assert "not tried yet" in text
    assert result is find_exercise(number).library
    assert "not tried yet" in said(number, ...)[1]


@pytest.mark.parametrize("answer", [untouched, lambda photo: 20])
def test_a_marking_tool_sees_failures(monkeypatch, answer):
    monkeypatch.setenv("FACELAB_STRICT", "1")
    with pytest.raises(CheckFailed, match=r"0\.1"):
        check("0.1", answer)
    assert check("0.1", lambda photo: photo.mean())


def test_a_crash_is_told_with_its_line():
    def answer(photo):
        wide = photo.shape[7]
        return wide

    text = said("0.1", answer)[1]
    assert "IndexError" in text
    assert "`wide = photo.shape[7]`" in text
    assert "photo = [[0, 10], [20, 50]]" in text


def test_work_in_progress_above_the_dots_is_noticed():
    def answer(photo):
        total = photo.sum()
        total / photo.size
        return ...

    assert "still returns the three dots" in said("0.1", answer)[1]


def test_leaving_python_is_no_way_out():
    def answer(photo):
        raise SystemExit

    assert "SystemExit" in said("0.1", answer)[1]


def test_swallowing_exceptions_does_not_escape_the_time_limit(short_time_limit):
    def answer(photo):
        while True:
            with contextlib.suppress(Exception):
                photo.sum()

    assert "never ends" in said("0.1", answer)[1]


def test_an_unknown_exercise_is_a_sentence():
    with pytest.raises(ValueError, match=r"There is no exercise '9\.9'"):
        check("9.9", untouched)


def test_a_question_that_no_draw_tells_apart_is_an_error():
    with pytest.raises(RuntimeError, match="none tells all"):
        examine.told_apart(lambda: examine.Question((), 1.0, [(2.0, "one"), (2.0, "the same")]), tries=3)
