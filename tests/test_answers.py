"""Every check accepts right answers in many styles and names the mistake of typical wrong ones, whatever it draws."""

import importlib
import os
import re

import numpy as np
import pytest

from facelab.checks import answer as answering
from facelab.checks.asking import NotTried, Slow, Wrong
from facelab.lesson import find_exercise

LESSONS = [f"lesson{number:02d}" for number in range(17)]
TABLES = {lesson: importlib.import_module(f"tests.answers.{lesson}") for lesson in LESSONS}
EXERCISES = {
    number: exercise
    for lesson in LESSONS
    for number, exercise in importlib.import_module(f"facelab.checks.{lesson}").EXERCISES.items()
}


def rows(kind):
    for lesson, table in TABLES.items():
        for number, answers in getattr(table, kind).items():
            for place, answer in enumerate(answers):
                yield pytest.param(number, answer, id=f"{lesson}-{number}-{place}")


def mistakes():
    for number, exercise in EXERCISES.items():
        for place, (sentence, mistake) in enumerate(exercise.mistakes.items()):
            yield pytest.param(number, sentence, mistake, id=f"{number}-{place}")


def verdict(number, answer, seed, at_lesson_size=True):
    """Return the word and the sentence that a learner would meet."""
    try:
        find_exercise(number).examine(answer, seed, at_lesson_size)
    except (NotTried, Wrong, Slow) as state:
        return type(state).__name__, " ".join(str(state).split())
    return "Right", ""


@pytest.mark.parametrize(("number", "answer"), list(rows("RIGHT")))
def test_right_answers_pass(number, answer, seeds):
    for seed in seeds:
        state = verdict(number, answer, seed, at_lesson_size=False)
        assert state[0] == "Right", (seed, state)


# The lesson's own size takes time. The solved lessons run with one style of each exercise, `make test` asks another
# here, and `make prove`, which sets FACELAB_SEEDS, asks all.
LARGE = [row for row in rows("RIGHT") if "FACELAB_SEEDS" in os.environ or row.id.endswith("-1")]


@pytest.mark.slow
@pytest.mark.parametrize(("number", "answer"), LARGE)
def test_right_answers_pass_at_the_lessons_size(number, answer):
    state = verdict(number, answer, 0)
    assert state[0] == "Right", state


@pytest.mark.parametrize(("number", "row"), list(rows("WRONG")))
def test_wrong_answers_meet_their_message(number, row, monkeypatch, seeds):
    answer, pattern = row
    if "never ends" in pattern:
        monkeypatch.setattr(answering, "TIME_LIMIT", 0.3)
    for seed in seeds:
        word, text = verdict(number, answer, seed)
        assert word == "Wrong", (seed, text)
        assert re.search(pattern, text), (seed, text)


@pytest.mark.parametrize(("number", "sentence", "mistake"), list(mistakes()))
def test_every_named_mistake_meets_its_sentence(number, sentence, mistake, seeds):
    exercise = find_exercise(number)
    for seed in seeds:
        word, text = verdict(number, lambda *given: mistake(*given), seed)
        assert word == "Wrong", (seed, text)
        if isinstance(sentence, str):
            assert text.startswith(" ".join(sentence.split())), (seed, text)
        else:
            first = exercise.questions(np.random.default_rng(seed))
            assert text in {" ".join(sentence(*question.arguments).split()) for question in first}


@pytest.mark.slow
@pytest.mark.parametrize("number", EXERCISES)
def test_messages_print_no_large_tables(number):
    """No message prints more than nine numbers of a table, whatever the answer returns."""
    exercise = find_exercise(number)
    for odd in (lambda *given: np.arange(60.0).reshape(6, 10), lambda *given: list(range(40)), lambda *given: 7.25):
        _, text = verdict(number, odd, 0)
        assert not re.search(r"(-?\d+\.?\d*(e-?\d+)?[,\s\[\]]+){13}", text), text
    assert exercise.names


@pytest.mark.parametrize("number", EXERCISES)
def test_every_exercise_has_answers(number):
    lesson = f"lesson{int(number.split('.')[0]):02d}"
    table = TABLES[lesson]
    assert len(table.RIGHT.get(number, [])) >= 3, f"tests/answers/{lesson}.py: RIGHT wants three styles of {number}"
    wrong = len(table.WRONG.get(number, [])) + len(find_exercise(number).mistakes)
    assert wrong >= 6, (
        f"tests/answers/{lesson}.py: WRONG and the named mistakes of {number} are {wrong}; six are wanted"
    )


def test_no_table_holds_an_exercise_that_is_gone():
    assert {n for table in TABLES.values() for n in table.RIGHT} == set(EXERCISES)
    assert {n for table in TABLES.values() for n in table.WRONG} == set(EXERCISES)


@pytest.mark.parametrize("number", EXERCISES)
def test_three_questions_or_more_and_none_twice_alike(number, seeds):
    exercise = find_exercise(number)
    if exercise.ask is None:
        pytest.skip("asks in its own way")
    for seed in seeds:
        asked = exercise.questions(np.random.default_rng(seed))
        assert len(asked) >= 3
        for place in range(len(exercise.names)):
            values = [question.arguments[place] for question in asked if place in question.scalars]
            assert not values or len(set(values)) > 1, exercise.names[place]
