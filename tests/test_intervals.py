"""How sure a count is: intervals that cover the truth, and the natural mistakes that do not."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.intervals import Support, effective_interval, n_eff, rate_over_people, support_for, wilson
from facelab.scores import ScoreMatrix
from tests.made_up import population


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    # The four examples of Newcombe, Statistics in Medicine 17, 1998, method 3 (Wilson's score interval).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_agrees_with_newcombes_table(count, n, low, high):
    assert wilson(count, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_reaches_the_ends_exactly():
    assert wilson(0, 7)[0] == 0.0
    assert wilson(7, 7)[1] == 1.0


@pytest.mark.parametrize(("count", "n"), [(1, 0), (-1, 5), (6, 5), (0, -3), (float("nan"), 5)])
def test_wilson_refuses_nonsense(count, n):
    with pytest.raises(ValueError, match="wilson needs"):
        wilson(count, n)


def test_one_test_a_person_is_wilson_with_the_people():
    hits = np.array([True] * 30 + [False] * 10)
    rate = rate_over_people(hits, np.arange(40))
    # Independent people: n_eff is n up to the factor (m - 1) / m of the sample variance.
    assert (rate.low, rate.high) == pytest.approx(wilson(30 * 39 / 40, 39), abs=1e-12)


def test_whole_people_right_or_wrong_count_as_people():
    hits, person = np.repeat([True, True, True, False], 50), np.repeat(np.arange(4), 50)
    rate = rate_over_people(hits, person)
    assert (rate.value, rate.count, rate.n, rate.n_people) == (0.75, 150, 200, 4)
    assert (rate.low, rate.high) == pytest.approx(wilson(0.75 * 3, 3))


def test_no_error_is_never_certainty():
    person = np.repeat(np.arange(40), 5)
    none, all_of_them = rate_over_people(np.zeros(200, bool), person), rate_over_people(np.ones(200, bool), person)
    assert (none.low, none.high) == (0.0, 3 / 40)
    assert (all_of_them.low, all_of_them.high) == (1 - 3 / 40, 1.0)


def test_one_person_says_nothing_about_others():
    rate = rate_over_people(np.array([True, False, True]), np.zeros(3))
    assert (rate.low, rate.high) == (0.0, 1.0)


def test_evenly_spread_errors_are_not_surer_than_independent_ones():
    hits, person = np.tile([True] * 4 + [False], 40), np.repeat(np.arange(40), 5)
    rate = rate_over_people(hits, person)
    assert (rate.low, rate.high) == pytest.approx(wilson(160, 200))


@pytest.mark.parametrize(
    ("hits", "person"),
    [([], []), ([True], [1, 2]), ([[True]], [[1]]), ([0.5, 1.0], [1, 2]), ([1, 0], [1, 2])],
)
def test_nonsense_is_refused(hits, person):
    with pytest.raises(ValueError, match="rate_over_people needs"):
        rate_over_people(np.array(hits), np.array(person))


def test_a_rate_prints_its_count_and_interval():
    assert str(rate_over_people(np.arange(40) < 30, np.arange(40))) == (
        "0.75 (30 of 40, 40 people; 95 % interval 0.60 to 0.86)"
    )


def test_the_interval_covers_and_counting_photos_does_not():
    """Forty people whose rates differ, ten photos each: the truth is known, 0.85."""
    random, truth = np.random.RandomState(1), 0.85
    person = np.repeat(np.arange(40), 10)
    covered, covered_by_photos = 0, 0
    for _ in range(400):
        hits = random.random_sample(400) < np.repeat(random.beta(1.7, 0.3, 40), 10)  # mean 0.85, widely spread
        rate = rate_over_people(hits, person)
        low, high = wilson(rate.count, rate.n)
        covered += rate.low <= truth <= rate.high
        covered_by_photos += low <= truth <= high
    assert covered / 400 >= 0.90
    assert covered_by_photos / 400 < 0.75


@given(st.integers(0, 50), st.integers(1, 50))
def test_intervals_hold_the_rate(count, n):
    count = min(count, n)
    low, high = effective_interval(count, n, n / 3)
    assert 0 <= low <= count / n <= high <= 1


@pytest.mark.parametrize("expected", [1.5, 8, 30, 200])
def test_intervals_cover_and_the_natural_mistakes_do_not(expected):
    """80 people, 6,320 non-mated comparisons; the true FMR follows from the normal distribution of one comparison."""
    n, effect, rounds, random = 80, 0.5, 250, np.random.RandomState(int(10 * expected))
    truth = expected / (n * (n - 1))
    threshold = NormalDist(0, (1 + 2 * effect**2) ** 0.5).inv_cdf(1 - truth)
    covered, by_pairs = 0, 0
    for _ in range(rounds):
        matrix = ScoreMatrix(population(random, n, effect), np.arange(n))
        point = matrix.at(threshold)
        low, high = point.fmr_interval
        covered += low <= truth <= high
        low, high = effective_interval(point.n_false_matches, point.n_nonmated, point.n_nonmated)
        by_pairs += low <= truth <= high
    assert covered / rounds >= 0.90
    if expected >= 30:
        assert by_pairs / rounds < 0.80


def test_support_by_hand():
    """Asked below 3 / n_eff or nothing seen: none; worth fewer than 30, or people in them: thin."""
    assert support_for(None, 0.0, 1000.0) is Support.NONE
    assert support_for(0.002, 0.04, 1000.0) is Support.NONE
    assert support_for(0.003, 0.04, 1000.0) is Support.MEASURED
    assert support_for(None, 0.029, 1000.0) is Support.THIN
    assert support_for(None, 0.04, 1000.0, 29) is Support.THIN
    assert support_for(None, 0.04, 1000.0, 30) is Support.MEASURED
    assert [f"{one}" for one in Support] == ["none", "thin", "measured"]


def test_n_eff_by_hand():
    # Two of four people err in both their trials: p 1/2, residuals 1, 1, -1, -1; SE^2 = 4/3 * 4 / 64 = 1/12.
    assert n_eff(np.array([2, 2, 0, 0]), np.array([2, 2, 2, 2]), parts=1) == pytest.approx(3)
    assert n_eff(np.zeros(6), np.full(6, 5), parts=2) == 3  # no spread: the people, two to a comparison


@pytest.mark.parametrize("missing", [np.nan, None])
def test_tests_of_unknown_people_are_no_one_persons(missing):
    person = np.array([missing] * 6 + [1, 2, 3, 4], dtype=object)
    with pytest.raises(ValueError, match="6 of the 10 entries of person"):
        rate_over_people(np.array([True, False] * 5), person)
    with pytest.raises(ValueError, match="do not count as one person"):
        rate_over_people(np.array([True, False]), [missing, 1])


@pytest.mark.parametrize(("count", "n", "worth"), [(-1, 5, 5), (6, 5, 5), (1, 5, 0), (0, 0, 5)])
def test_an_effective_interval_refuses_nonsense(count, n, worth):
    with pytest.raises(ValueError, match="effective_interval needs"):
        effective_interval(count, n, worth)
