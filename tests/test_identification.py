from itertools import combinations

import numpy as np
import pytest

from facelab.answers.lesson04 import open_set_errors
from facelab.answers.lesson08 import fpir
from facelab.errors import ScoreMatrix
from facelab.identification import cmc, counts_by_chance, fnir_by_size, fpir_by_size, fpir_formula, zoo


@pytest.fixture
def small():
    """Twelve people; the diagonal is high but not always highest."""
    draw = np.random.RandomState(1)
    values = np.round(draw.normal(size=(12, 12)) + 1.5 * np.eye(12), 3)
    return ScoreMatrix(values, np.arange(1, 13))


def over_all_galleries(people, size, error):
    """Mean over people and over all galleries of `size` others."""
    return np.mean(
        [np.mean([error(i, list(g)) for g in combinations([j for j in people if j != i], size)]) for i in people]
    )


@pytest.mark.parametrize("size", [1, 3, 10])
def test_fpir_is_the_mean_over_all_galleries_and_its_interval_leaves_people_out(small, size):
    def named(i, gallery):
        return small.values[i, gallery].max() >= 1.0

    rates = fpir_by_size(small, 1.0, [size])
    value = over_all_galleries(range(12), size, named)
    assert rates.value[0] == pytest.approx(value)
    without = [over_all_galleries([i for i in range(12) if i != j], size, named) for j in range(12)]
    error = np.sqrt(11 / 12 * np.sum((without - np.mean(without)) ** 2))
    p, n_eff, z = value, value * (1 - value) / error**2, 1.959964
    middle, half = p + z**2 / (2 * n_eff), z * np.sqrt(p * (1 - p) / n_eff + z**2 / (4 * n_eff**2))
    ends = np.array([middle - half, middle + half]) / (1 + z**2 / n_eff)
    assert (rates.low[0], rates.high[0]) == pytest.approx(tuple(ends), abs=1e-5)


@pytest.mark.parametrize(("size", "rank"), [(1, 1), (4, 1), (4, 2), (11, 3)])
def test_fnir_is_the_mean_over_all_galleries(small, size, rank):
    own = small.values.diagonal()

    def missed(i, others):
        return own[i] < 1.0 or np.count_nonzero(small.values[i, others] >= own[i]) >= rank

    rates = fnir_by_size(small, 1.0, [size], rank)
    assert rates.value[0] == pytest.approx(over_all_galleries(range(12), size - 1, missed))


def test_without_a_threshold_fnir_is_what_the_cmc_leaves(small):
    curve = cmc(small.values, small.person, small.person)
    for rank in (1, 2, 5):
        whole = fnir_by_size(small, -np.inf, [12], rank).value[0]
        assert 1 - whole == pytest.approx(curve[rank - 1])
    assert curve[-1] == 1


def test_with_independent_comparisons_the_formula_holds():
    draw = np.random.RandomState(0)
    matrix = ScoreMatrix(np.round(draw.random_sample((400, 400)), 3), np.arange(400))
    rates = fpir_by_size(matrix, 0.99, [10, 100])
    at = matrix.at(0.99)
    assert rates.value == pytest.approx(fpir_formula(at.fmr, np.array([10, 100])), abs=0.02)
    beasts = zoo(matrix, 0.99)
    assert beasts.spread == pytest.approx(beasts.chance, rel=0.1)
    assert abs(beasts.predicts) < 3 / np.sqrt(400)
    assert beasts.most_affected_tenth == pytest.approx(beasts.tenth_by_lot, rel=0.1)


def test_counts_by_chance_are_those_that_a_simulation_gives():
    drawn = np.random.RandomState(3).binomial(299, 0.01, (400, 300))
    even = counts_by_chance(300, 0.01)
    assert (np.diff(even) >= 0).all()
    assert even.mean() == pytest.approx(2.99, abs=0.05)
    np.testing.assert_allclose(
        np.bincount(even, minlength=6)[:6], [np.mean(np.sum(drawn == k, 1)) for k in range(6)], atol=2
    )
    np.testing.assert_array_equal(counts_by_chance(3, 1), [2, 2, 2])


def test_the_formula_by_hand_and_for_tiny_rates():
    assert fpir_formula(0.1, 2) == pytest.approx(0.19)
    assert fpir_formula(1e-15, 10**9) == pytest.approx(1e-6, rel=1e-6)
    assert fpir_formula(np.array([0.0, 1.0]), 5) == pytest.approx([0, 1])
    assert fpir_formula(1.0, 0) == 0


def test_a_failed_photo_is_left_out_and_counted(small):
    values = small.values.copy()
    values[3] = np.nan
    rates = fpir_by_size(ScoreMatrix(values, small.person), 1.0, [2])
    assert (rates.n_people, rates.n_left_out) == (11, 1)


def test_no_error_at_all_leaves_the_bound_of_three(small):
    rates = fpir_by_size(small, 99, [5])
    assert (rates.value[0], rates.low[0], rates.high[0]) == (0, 0, pytest.approx(3 / 12))


def test_fpir_of_a_table_and_ranks_by_hand():
    scores = np.array([[0.1, 0.5], [0.4, 0.2], [0.0, 0.0]])
    assert fpir(scores, 0.4) == 2 / 3
    # The second search has an equal score of another person before its own.
    assert cmc(np.array([[0.9, 0.1], [0.3, 0.3]]), np.array([1, 2]), np.array([1, 2])) == pytest.approx([0.5, 1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m: fpir_by_size(m, 1.0, [11]), "Galleries of 1 to 10"),
        (lambda m: fpir_by_size(m, np.nan, [5]), "not NaN"),
        (lambda m: fpir_by_size(m, 1.0, [2.5]), "whole numbers"),
        (lambda m: fnir_by_size(m, 1.0, [0]), "Galleries of 1 to 12"),
        (lambda m: fnir_by_size(m, 1.0, [5], 0), "at least 1 place"),
        (lambda m: zoo(m, 99), "no spread"),
        (lambda m: counts_by_chance(1, 0.5), "at least 2 people"),
        (lambda m: counts_by_chance(5, 1.5), "share of comparisons"),
        (lambda m: fpir(np.zeros((0, 3)), 0.5), "not empty"),
        (lambda m: fpir(np.array([[np.nan]]), 0.5), "NaN"),
        (lambda m: fpir_formula(1.5, 3), "rates from 0 to 1"),
        (lambda m: fpir_formula(0.5, -3), "sizes of at least 0"),
        (lambda m: cmc(np.zeros((1, 2)), np.array([5]), np.array([1, 2])), "must be enrolled"),
        (lambda m: cmc(np.zeros((2, 2)), np.array([1, 1]), np.array([1, 1])), "one template"),
        (lambda m: cmc(np.zeros((2, 3)), np.array([1, 1]), np.array([1, 1])), "scores without NaN"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(small, call, message):
    with pytest.raises(ValueError, match=message):
        call(small)


def test_open_set_errors_by_hand():
    named = np.array([1, 2, 0, 1, 0, 0])
    person = np.array([1, 1, 2, 8, 9, 9])  # found, another, missed; named, nobody, nobody
    assert open_set_errors(named, person, np.array([1, 2])) == (1 / 3, 2 / 3)


@pytest.mark.parametrize(
    ("named", "person", "message"),
    [([1, 0], [1, 2], "2 of 2 were of enrolled"), ([0], [7], "0 of 1"), ([1], [1, 7], "one name a search")],
)
def test_open_set_errors_says_what_is_wrong(named, person, message):
    with pytest.raises(ValueError, match=message):
        open_set_errors(np.array(named), np.array(person), np.array([1, 2]))
