"""The church: who sits in the pews, who is named, and who is only said to be there."""

import numpy as np
import pytest

from facelab import scenes
from facelab.answers import lesson15
from facelab.pews import Pews, congregation, many_sundays, middle_of, search_pews

SCORES = np.array([[0.75, 0.25], [0.25, 0.5], [0.125, 0.25]])
SEATED, MEMBERS = np.array([7, 30, 31]), np.array([7, 9])


def test_by_hand():
    assert search_pews(SCORES, SEATED, MEMBERS, 0.5) == Pews(right=1, wrong=1, unnamed=1, placed=1)
    assert lesson15.pews(SCORES, SEATED, MEMBERS, 0.5) == (1, 1)
    assert search_pews(SCORES, SEATED, MEMBERS, 2) == Pews(0, 0, 3, 0)
    swapped = np.array([[0.25, 0.75], [0.75, 0.25]])
    assert search_pews(swapped, MEMBERS, MEMBERS, 0.5) == Pews(0, 2, 0, 0)
    twice = np.array([[0.25, 0.75], [0.25, 0.75]])
    assert search_pews(twice, np.array([30, 31]), MEMBERS, 0.5) == Pews(0, 2, 0, 1)


def test_a_congregation_has_those_it_should():
    seated, listed = congregation(np.arange(50), 20, 8, 5, seed=1)
    assert len(set(seated)) == 13
    assert len(set(listed)) == 20
    assert len(set(seated) & set(listed)) == 8
    assert not np.array_equal(seated, congregation(np.arange(50), 20, 8, 5, seed=2)[0])


def test_a_matcher_without_errors_names_all_and_places_nobody():
    for day in many_sundays(np.eye(50), np.arange(50), 0.5, 20, 8, 5, sundays=3):
        assert day == Pews(right=8, wrong=0, unnamed=5, placed=0)
    assert scenes.search_pews is search_pews


def test_a_row_of_sundays_has_its_mean_and_its_ends():
    *numbers, note = middle_of([2, 4, 6], 10)
    assert numbers == pytest.approx([0.4, 0.21, 0.59])
    assert note == "2 to 6 of 10"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: search_pews(SCORES.T, SEATED, MEMBERS, 0.5), "3 by 2 scores"),
        (lambda: search_pews(SCORES * np.nan, SEATED, MEMBERS, 0.5), "without NaN.*Leave out"),
        (lambda: search_pews(SCORES, np.array([7, 7, 8]), MEMBERS, 0.5), "once in the pews"),
        (lambda: search_pews(SCORES, SEATED, np.array([7, 7]), 0.5), "once on the list"),
        (lambda: search_pews(SCORES, SEATED, MEMBERS, np.nan), "A threshold is one number"),
        (lambda: congregation(np.arange(10), 5, 6, 0), "no more members present"),
        (lambda: congregation(np.arange(10), 0, 0, 1), "a member"),
        (lambda: congregation(np.arange(10), 5, 2, -1), "-1 visitors"),
        (lambda: congregation(np.arange(10), 5, 0, 0), "somebody in the pews"),
        (lambda: congregation(np.arange(10), 8, 2, 5), "13 people to draw from; there are 10"),
        (lambda: congregation([1, 1, 2], 1, 1, 1), "people who differ"),
        (lambda: many_sundays(np.eye(9), np.arange(9), 0.5, 3, 1, 1, sundays=0), "at least one Sunday"),
        (lambda: middle_of([], 10), "needs counts"),
        (lambda: middle_of([1], 0), "people to count"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
