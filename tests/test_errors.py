import numpy as np
import pytest

from facelab.errors import rate_over_people, wilson


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
        "0.750 (30 of 40, 40 people; 95 % interval 0.60 to 0.86)"
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
