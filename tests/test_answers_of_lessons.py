"""The right answers that only an exercise calls: each where it belongs, and right where truth is known."""

import importlib
import inspect

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from authoring import notebooks
from facelab.answers.lesson13 import against_the_lazy, folds_by_person, kappa, look_alike, share_over_people

LESSONS = sorted(path.stem for path in (notebooks.ROOT / "facelab" / "answers").glob("lesson*.py"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_answers_stand_in_the_order_of_the_exercises(lesson):
    answers = importlib.import_module(f"facelab.answers.{lesson}")
    own = [one for one in vars(answers).values() if inspect.isfunction(one) and one.__module__ == answers.__name__]
    exercises = importlib.import_module(f"facelab.checks.{lesson}").EXERCISES.values()
    stand = [one.__name__ for one in own if not one.__name__.startswith("_")]
    asked = [exercise.library.__name__ for exercise in exercises if exercise.library in own]
    assert stand == asked, f"facelab/answers/{lesson}.py: as its exercises are numbered, {', '.join(asked)}"


def test_photos_of_a_person_stay_together():
    person = np.array([5, 2, 5, 9, 2, 9])
    assert folds_by_person(person, 2, np.array([9, 5, 2])).tolist() == [1, 0, 1, 0, 0, 0]


def test_small_functions_by_hand():
    assert against_the_lazy(np.array([1, 0, 0, 0]), np.array([1, 1, 0, 1])) == (0.5, 0.75)
    hits = np.array([True, False, True, True, True])
    assert share_over_people(hits, np.array([1, 1, 2, 2, 2])) == (0.75, 0.5, 1.0)
    scores = np.array([[0.2, 0.7], [0.5, 0.1]])
    assert look_alike(scores, 0.6).tolist() == [1, -1]
    assert look_alike(scores, 0.5).tolist() == [1, 0]
    assert look_alike(scores, -np.inf).tolist() == [1, 0]


def test_kappa_by_hand_and_as_scikit_learn_has_it():
    one, other = np.array(list("aabb")), np.array(list("abbb"))
    # observed 3/4; expected 1/2 * 1/4 + 1/2 * 3/4 = 1/2.
    assert kappa(one, other) == pytest.approx(0.5)
    draw = np.random.RandomState(0)
    one, other = draw.choice(list("xyz"), (2, 200))
    assert kappa(one, other) == pytest.approx(cohen_kappa_score(one, other))
    assert kappa(one, one) == pytest.approx(1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: folds_by_person(np.array([1, 2]), 2, np.array([1, 1])), "every person"),
        (lambda: folds_by_person(np.array([1, 2]), 3, np.array([1, 2])), "2 to 2 parts"),
        (lambda: against_the_lazy(np.array([]), np.array([])), "one guess for each"),
        (lambda: share_over_people(np.array([1, 0]), np.array([1, 1])), "True or False"),
        (lambda: look_alike(np.array([[np.nan]]), 0.5), "without NaN"),
        (lambda: look_alike(np.zeros((0, 2)), 0.5), "table of scores"),
        (lambda: kappa(np.array(["a"]), np.array(["a", "b"])), "same things"),
        (lambda: kappa(np.array(["a", "a"]), np.array(["a", "a"])), "cannot be seen"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
