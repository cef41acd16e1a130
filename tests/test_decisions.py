import numpy as np
import pytest
from scipy.stats import norm

from facelab.answers.lesson07 import cheapest_threshold, tune_and_report
from facelab.answers.lesson08 import precision_elsewhere, survivors
from facelab.decisions import (
    alerts_a_day,
    break_even_ratio,
    carried,
    comparisons_to_show,
    expected_cost,
    people_a_day,
    precision_of_alert,
    required_fmr,
    threshold_for_promise,
)
from facelab.errors import ScoreMatrix, wilson
from facelab.identification import fpir_formula


def test_a_day_by_hand():
    assert people_a_day(0.01, 0.05, 1000, 0.1) == pytest.approx((1.0, 45.0))
    assert alerts_a_day(0.01, 0.2, 10_000, 0.001) == pytest.approx((8.0, 99.9))
    assert precision_of_alert(0.01, 0.2, 0.001) == pytest.approx(8 / 107.9)
    assert expected_cost(0.01, 0.05, 0.1, 200, 2) == pytest.approx(0.1 * 0.01 * 200 + 0.9 * 0.05 * 2)


def test_one_call_answers_for_all_thresholds():
    fmr, fnmr = np.array([0.1, 0.01]), np.array([0.0, 0.2])
    assert expected_cost(fmr, fnmr, 0.5, 10, 1) == pytest.approx([0.5, 0.15])
    strangers, owners = people_a_day(fmr, fnmr, 100, 0.5)
    assert strangers == pytest.approx([5, 0.5])
    assert owners == pytest.approx([0, 10])
    assert np.isnan(precision_of_alert(0.0, 1.0, 0.5))


def test_the_cheapest_threshold_of_two_bell_curves_is_where_the_weighted_densities_meet():
    """Non-mated N(0, 1), mated N(2, 1): with r = s C_FM / ((1 - s) C_FNM) the best line is at 1 + ln(r) / 2."""
    steps = (np.arange(20_000) + 0.5) / 20_000
    nonmated, mated = norm.ppf(steps), norm.ppf(steps) + 2
    for share, false_match, false_nonmatch in [(0.5, 1, 1), (0.1, 50, 1), (0.01, 10, 5)]:
        best = 1 + np.log(share * false_match / ((1 - share) * false_nonmatch)) / 2
        found = cheapest_threshold(mated, nonmated, share, false_match, false_nonmatch)
        assert found == pytest.approx(best, abs=0.03)


def test_costs_decide_at_the_ends_of_the_scale():
    mated, nonmated = np.array([0.6, 0.8]), np.array([0.1, 0.7])
    assert cheapest_threshold(mated, nonmated, 0.5, 100, 1) == 0.8
    assert cheapest_threshold(mated, nonmated, 0.5, 1, 100) == 0.6
    assert cheapest_threshold(mated, np.array([0.9]), 0.5, 100, 1) == np.inf
    assert cheapest_threshold(mated, nonmated, 0.5, 0, 1) == 0.1


def test_at_the_break_even_ratio_both_thresholds_cost_the_same():
    loose, strict, share = (0.02, 0.01), (0.001, 0.08), 0.05
    ratio = break_even_ratio(loose, strict, share)
    assert expected_cost(*loose, share, ratio, 1) == pytest.approx(expected_cost(*strict, share, ratio, 1))
    assert expected_cost(*loose, share, 2 * ratio, 1) > expected_cost(*strict, share, 2 * ratio, 1)


def test_the_required_rate_keeps_the_promise():
    needed = required_fmr(10, 1e6, 1.4e9)
    assert 1e6 * fpir_formula(needed, 1.4e9) == pytest.approx(10)
    assert needed == pytest.approx(1e-5 / 1.4e9, rel=1e-4)
    assert required_fmr(5, 5, 100) == 1
    assert comparisons_to_show(0.001) == 3000


def test_a_promise_needs_a_margin():
    draw = np.random.RandomState(0)
    matrix = ScoreMatrix(np.round(draw.normal(size=(150, 150)) + 4 * np.eye(150), 3), np.arange(150))
    threshold = threshold_for_promise(matrix, 0.01)
    at = matrix.at(threshold)
    assert at.fmr_interval[1] <= 0.01
    assert at.fmr < 0.01
    next_lower = matrix.nonmated[matrix.nonmated < threshold].max()
    assert matrix.at(next_lower).fmr_interval[1] > 0.01
    with pytest.raises(ValueError, match="more people are needed"):
        threshold_for_promise(matrix, 1e-6)


def test_intervals_are_carried_along():
    result = carried(precision_of_alert, rates={"fpir": (0.01, 0.005, 0.02), "fnir": (0.2, 0.1, 0.3)}, base_rate=0.001)
    assert result.value == precision_of_alert(0.01, 0.2, 0.001)
    assert result.low == precision_of_alert(0.02, 0.3, 0.001)
    assert result.high == precision_of_alert(0.005, 0.1, 0.001)
    many = np.array([[0.01, 0.001], [0.005, 0.0], [0.02, 0.003]])
    over = carried(expected_cost, rates={"fmr": tuple(many)}, fnmr=0.1, share_nonmated=0.5, cost_false_match=2,
                   cost_false_nonmatch=1)  # fmt: skip
    assert over.low == pytest.approx([0.055, 0.05])
    assert over.high == pytest.approx([0.07, 0.053])


def test_the_interval_of_a_cost_covers_the_truth():
    """Known rates 0.02 and 0.1, counted on 500 and 300 trials, 400 times: the carried interval covers at least 95 %."""
    draw, held = np.random.RandomState(5), 0
    costs = {"share_nonmated": 0.3, "cost_false_match": 20, "cost_false_nonmatch": 1}
    truth = expected_cost(0.02, 0.1, **costs)
    for _ in range(400):
        a, b = draw.binomial(500, 0.02), draw.binomial(300, 0.1)
        rates = {"fmr": (a / 500, *wilson(a, 500)), "fnmr": (b / 300, *wilson(b, 300))}
        found = carried(expected_cost, rates=rates, **costs)
        held += found.low <= truth <= found.high
    assert held / 400 >= 0.95


def test_a_precision_changes_with_the_street_and_only_with_it():
    true, false = alerts_a_day(0.01, 0.2, 1000, 0.5)
    for base in (0.3, 1e-4):
        assert precision_elsewhere(true, false, 0.5, base) == pytest.approx(precision_of_alert(0.01, 0.2, base))
    assert precision_elsewhere(3, 1, 0.2, 0.2) == pytest.approx(0.75)


def test_two_checks_by_hand():
    machine = np.array([True, True, False, False])
    assert survivors(machine, machine) == (0.25, 0.5)
    assert survivors(machine, np.array([True, False, True, False])) == (0.25, 0.25)


def test_what_was_tuned_is_not_reported():
    scores = np.array([[0.9, 0.2, 0.0, 0.8], [0.4, 0.7, 0.0, 0.0], [0.9, 0.0, 0.3, 0.6], [0.0, 0.9, 0.1, 0.8]])
    tuning = np.array([True, True, False, False])
    # Chosen on the first two: any line above 0.4 and up to 0.7 is free of errors, 0.7 is the lowest candidate.
    assert tune_and_report(scores, tuning, 0.5, 1, 1) == (0.7, 0.0, 0.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tune_and_report(np.eye(3), np.array([True, False, False]), 0.5, 1, 1), "at least two people"),
        (lambda: tune_and_report(np.eye(3), np.array([1, 0, 0]), 0.5, 1, 1), "True or False"),
        (lambda: expected_cost(1.2, 0, 0.5, 1, 1), "fmr must lie between 0 and 1"),
        (lambda: expected_cost(0.1, 0, -0.5, 1, 1), "share_nonmated must lie"),
        (lambda: expected_cost(0.1, np.nan, 0.5, 1, 1), "fnmr must lie"),
        (lambda: expected_cost(0.1, 0, 0.5, -1, 1), "at least 0"),
        (lambda: cheapest_threshold([0.5], [np.nan], 0.5, 1, 1), "NaN"),
        (lambda: cheapest_threshold([], [0.5], 0.5, 1, 1), "at least one"),
        (lambda: break_even_ratio((0.01, 0.2), (0.02, 0.1), 0.5), "lower FMR"),
        (lambda: break_even_ratio((0.02, 0.1), (0.01, 0.2), 0), "above 0 and below 1"),
        (lambda: people_a_day(0.1, 0.1, -5, 0.5), "attempts a day"),
        (lambda: alerts_a_day(0.1, 0.1, np.inf, 0.5), "searches a day"),
        (lambda: precision_of_alert(0.1, 0.1, 1.5), "base_rate must lie"),
        (lambda: precision_elsewhere(0, 0, 0.5, 0.1), "at least one alert"),
        (lambda: precision_elsewhere(1, 1, 0, 0.1), "Base rates lie"),
        (lambda: precision_elsewhere(1, 0, 0.5, 0), "no alert is left"),
        (lambda: survivors(np.ones(2), np.ones(2)), "True and False"),
        (lambda: required_fmr(0, 100, 10), "0 < false alerts"),
        (lambda: required_fmr(1, 100, 0), "at least 1 person"),
        (lambda: comparisons_to_show(0), "above 0"),
        (lambda: carried(expected_cost, rates={}), "at least one rate"),
        (lambda: carried(expected_cost, rates={"fmr": (0.1, 0.2, 0.3)}), "low <= value <= high"),
        (lambda: threshold_for_promise(ScoreMatrix(np.eye(3), np.arange(3)), 2), "between 0 and 1"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
