import numpy as np
import pytest

from facelab import simulate
from facelab.datasets import load_lfw_scores
from facelab.errors import ScoreMatrix
from facelab.fairness import (
    at_thresholds,
    by_group,
    by_pair_of_groups,
    cohort_normalised,
    cross_group,
    fairness_discrepancy_rate,
    fmr_by_group,
    fmr_met,
    garbe,
    gini,
    hidden_share,
    inequity_rate,
    max_over_geometric_mean,
    max_over_min,
    permutation_null,
    range_of_ratios,
    ratio,
    ratio_or_words,
    shuffled_ratio,
    thresholds_for_fmr,
    what_may_be_said,
)


@pytest.fixture
def five():
    """People 1 to 3 in group a, 4 and 5 in group b; scores of 1 match at 0.5, those of 0 do not."""
    values = np.array(
        [[1, 1, 0, 0, 1], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 1], [0, 1, 0, 1, 1]], dtype=float
    )
    return ScoreMatrix(values, np.arange(1, 6)), np.array(["a", "a", "a", "b", "b"])


def people(sizes, rates, seed=0):
    """Scores of 0 and 1: non-mated comparisons within group g match with the rate g, across groups never."""
    draw, labels = np.random.RandomState(seed), np.repeat(np.arange(len(sizes)).astype(str), sizes)
    own = np.repeat(rates, sizes)
    values = (draw.random_sample((len(labels), len(labels))) < own[:, np.newaxis]) & (labels[:, np.newaxis] == labels)
    np.fill_diagonal(values, True)
    return ScoreMatrix(values.astype(float), np.arange(len(labels))), labels


def test_groups_by_hand(five):
    matrix, labels = five
    a, b, empty = by_group(matrix, 0.5, labels, ["a", "b", "c"])
    assert (a.n_people, a.n_false_matches, a.n_nonmated, a.n_false_nonmatches, a.n_mated) == (3, 2, 6, 1, 3)
    assert (b.fmr, b.fnmr) == (1.0, 0.0)
    assert (empty.n_people, empty.n_nonmated, empty.support) == (0, 0, "none")
    assert np.isnan(empty.fmr)
    assert "2 of 6" in str(a)


def test_one_person_and_failed_photos_stay_as_rows(five):
    matrix, labels = five
    values = matrix.values.copy()
    values[4] = np.nan
    rows = by_group(ScoreMatrix(values, matrix.person), 0.5, labels)
    assert [(row.n_people, row.n_failed) for row in rows] == [(3, 0), (2, 1)]
    assert rows[1].n_nonmated == 0
    assert rows[1].fmr_interval == (0.0, 1.0)


def test_pairs_of_groups_by_hand(five):
    matrix, labels = five
    rows = {(row.probe, row.enrolled): row for row in by_pair_of_groups(matrix, 0.5, labels)}
    assert {pair: (row.n_false_matches, row.n_nonmated) for pair, row in rows.items()} == {
        ("a", "a"): (2, 6), ("a", "b"): (1, 6), ("b", "a"): (1, 6), ("b", "b"): (2, 2),
    }  # fmt: skip
    total = sum(row.n_false_matches for row in rows.values())
    assert total == matrix.at(0.5).n_false_matches


def test_tables_of_matches_by_hand(five):
    matrix, labels = five
    matches = matrix.values >= 0.5
    assert fmr_by_group(matches, labels) == pytest.approx({"a": 1 / 3, "b": 1.0})
    assert cross_group(matches, labels) == pytest.approx(np.array([[1 / 3, 1 / 6], [1 / 6, 1.0]]))
    assert hidden_share(matches, labels, "b") == pytest.approx(4 / 6)
    assert fmr_met(cross_group(matches, labels), np.array([0.5, 0.5])) == pytest.approx([0.25, 7 / 12])
    assert np.isnan(fmr_by_group(matches, np.array(["a", "b", "b", "b", "b"]))["a"])


def test_a_pair_within_one_group_agrees_with_the_group():
    matrix, labels = people([60, 80], [0.1, 0.03])
    rows = {(row.probe, row.enrolled): row for row in by_pair_of_groups(matrix, 0.5, labels)}
    for group in by_group(matrix, 0.5, labels):
        pair = rows[group.group, group.group]
        assert (pair.fmr, pair.n_nonmated) == (group.fmr, group.n_nonmated)
        assert pair.interval == pytest.approx(group.fmr_interval, rel=0.02)


def test_the_interval_across_two_groups_covers_a_known_rate():
    """Each person has a tendency; true rate known from many people; 100 worlds of 40 and 30 people."""

    def world(draw, one, other):
        tendency = draw.normal(size=(one + other)) * 0.7
        scores = tendency[:, np.newaxis] + tendency + draw.normal(size=(one + other, one + other))
        return ScoreMatrix(np.round(scores, 3), np.arange(one + other)), np.repeat(["a", "b"], [one, other])

    draw = np.random.RandomState(3)
    matrix, labels = world(draw, 1000, 1000)
    truth = next(r for r in by_pair_of_groups(matrix, 2.0, labels) if (r.probe, r.enrolled) == ("a", "b")).fmr
    held = 0
    for _ in range(100):
        matrix, labels = world(draw, 40, 30)
        row = next(r for r in by_pair_of_groups(matrix, 2.0, labels) if (r.probe, r.enrolled) == ("a", "b"))
        held += row.interval[0] <= truth <= row.interval[1]
    assert held >= 88


def test_a_ratio_and_when_it_is_not_measurable():
    matrix, labels = people([60, 80], [0.1, 0.02])
    found = ratio(matrix, 0.5, labels, "0", "1")
    assert found.measurable
    assert found.low < 5 < found.high
    assert found.value == pytest.approx(found.errors[0] / (60 * 59) / (found.errors[1] / (80 * 79)))
    few, labels = people([60, 80], [0.1, 0.0005])
    unknown = ratio(few, 0.5, labels, "0", "1")
    assert not unknown.measurable
    assert unknown.at_least > 5
    assert unknown.at_least < unknown.at_most
    assert "not measurable" in str(unknown)


def test_the_interval_of_a_ratio_covers_a_known_one():
    held = 0
    for seed in range(60):
        matrix, labels = people([40, 50], [0.12, 0.04], seed)
        found = ratio(matrix, 0.5, labels, "0", "1", replicates=300)
        held += found.low <= 3 <= found.high
    assert held >= 54


def test_ratios_words_and_shuffles_by_hand(five):
    assert ratio_or_words(20, 100, 10, 200) == pytest.approx(4)
    assert ratio_or_words(9, 100, 500, 1000) == "not measurable"
    assert range_of_ratios([(20, 100, 10, 200), (3, 9, 1, 9), (10, 100, 10, 100)]) == pytest.approx((1, 4, 1))
    assert what_may_be_said(2, 3, 9, 50, True) == "not measurable"
    assert what_may_be_said(1, 3, 10, 50, True) == "no difference shown"
    assert what_may_be_said(1.1, 3, 10, 50, False) == "found here, to be confirmed"
    assert what_may_be_said(0.2, 0.9, 10, 50, True) == "found and confirmed"
    matrix, labels = five
    matches = matrix.values >= 0.5
    assert shuffled_ratio(matches, labels, np.arange(5), "a") == pytest.approx(1 / 3)
    # With the order reversed the people 3 to 5 carry a: 2 of 6 match, and 1 of 2 among the first two.
    assert shuffled_ratio(matches, labels, np.arange(5)[::-1], "a") == pytest.approx(2 / 6 / (1 / 2))


def test_summaries_by_hand():
    assert max_over_min([0.01, 0.02, 0.04]) == pytest.approx(4)
    assert max_over_geometric_mean([0.01, 0.02, 0.04]) == pytest.approx(2)
    assert fairness_discrepancy_rate([0.01, 0.03], [0.1, 0.2]) == pytest.approx(1 - (0.5 * 0.02 + 0.5 * 0.1))
    assert fairness_discrepancy_rate([0.01, 0.03], [0.1, 0.2], alpha=1) == pytest.approx(0.98)
    assert inequity_rate([0.01, 0.04], [0.1, 0.9]) == pytest.approx(2 * 3)
    # Two groups, one with everything: corrected for n, the coefficient is 1.
    assert gini([0.0, 0.4]) == pytest.approx(1)
    assert gini([0.2, 0.2, 0.2]) == 0
    # |1 - 3| + |3 - 1| = 4; 4 / (2 * 4 * 2) = 0.25; times 2 / 1.
    assert gini([0.1, 0.3]) == pytest.approx(0.5)
    assert garbe([0.1, 0.3], [0.2, 0.2]) == pytest.approx(0.25)


def test_the_known_failure_of_fdr():
    near, far = (
        fairness_discrepancy_rate([1e-6, 1e-5], [0.02, 0.03]),
        fairness_discrepancy_rate([1e-6, 1e-4], [0.02, 0.03]),
    )
    assert near - far < 5e-5
    assert max_over_min([1e-6, 1e-4]) == pytest.approx(100)


def test_without_a_difference_the_null_holds_the_value():
    shares = []
    for seed in range(60):
        matrix, labels = people([25, 25], [0.05, 0.05], seed)
        labels = np.random.RandomState(seed + 999).permutation(labels)
        shares.append(permutation_null(matrix, 0.5, labels, replicates=99).share_as_large)
    assert 0.01 <= np.mean(np.array(shares) <= 0.1) <= 0.22


def test_with_a_difference_the_null_is_left_behind():
    matrix, labels = people([40, 40], [0.15, 0.02])
    null = permutation_null(matrix, 0.5, labels, replicates=199)
    assert null.value > 4
    assert null.share_as_large == 1 / 200
    again = permutation_null(matrix, 0.5, labels, replicates=199)
    assert (null.shuffled == again.shuffled).all()


def test_a_shuffle_without_errors_is_infinite_and_counted():
    matrix, labels = people([6, 60], [0.2, 0.002])
    null = permutation_null(matrix, 0.5, labels, replicates=99)
    assert null.n_undefined == np.isinf(null.shuffled).sum() > 0


def test_each_group_at_its_own_threshold():
    draw = np.random.RandomState(0)
    labels = np.repeat(["a", "b"], 60)
    values = np.round(draw.normal(size=(120, 120)) + 0.8 * (labels[:, np.newaxis] == "b") + 4 * np.eye(120), 3)
    matrix = ScoreMatrix(values, np.arange(120))
    lines = thresholds_for_fmr(matrix, labels, 0.05)
    assert lines["b"] - lines["a"] == pytest.approx(0.8, abs=0.2)
    rows = at_thresholds(matrix, lines, labels)
    assert all(row.fmr <= 0.05 for row in rows)
    assert max_over_min([row.fmr for row in rows]) < 1.02
    with pytest.raises(ValueError, match="no threshold for b"):
        at_thresholds(matrix, {"a": 1.0}, labels)


def test_the_tables_of_the_course_add_up():
    lfw = load_lfw_scores()
    matrix = lfw.matrix["sface"]
    rows = by_pair_of_groups(matrix, 0.358, lfw.first_name_code)
    assert sum(row.n_false_matches for row in rows) == matrix.at(0.358).n_false_matches
    assert sum(row.n_people for row in by_group(matrix, 0.358, lfw.first_name_code)) == 1680


def test_cohort_normalisation_by_hand():
    scores = np.array([[0.5, 0.1], [0.8, np.nan], [0.3, 0.4]])
    cohort = np.array([[0.1, 0.3, np.nan], [0.4, 0.4, 0.7], [np.nan, np.nan, 0.2]])
    got = cohort_normalised(scores, cohort)
    assert got[0] == pytest.approx([3.0, -1.0])  # mean 0.2, spread 0.1
    assert got[1, 0] == pytest.approx((0.8 - 0.5) / np.sqrt(0.02), abs=5e-4)
    assert np.isnan(got[1, 1])
    assert np.isnan(got[2]).all()  # one score with the cohort has no spread


def test_cohort_normalisation_brings_crowded_people_to_the_common_level():
    groups = {"A": simulate.Group(150, spread=0.8), "B": simulate.Group(150, spread=0.6)}
    crowd, cohort = (simulate.people(groups, seed) for seed in (4, 6))
    raw = crowd.matrix()
    same = ScoreMatrix(cohort_normalised(raw.values, crowd.probes @ cohort.enrolled.T), raw.person)
    gaps = []
    for matrix in (raw, same):
        a, b = by_group(matrix, matrix.at_fmr(0.003).threshold, crowd.labels)
        gaps.append(b.fmr / a.fmr)
    assert gaps[1] < gaps[0] / 3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m, labels: by_group(m, 0.5, labels[:3]), "one for each"),
        (lambda m, labels: ratio(m, 0.5, labels, "a", "z"), "no comparison"),
        (lambda m, labels: ratio(m, 0.5, labels, "a", "b", "eer"), "'fmr' or 'fnmr'"),
        (lambda m, labels: permutation_null(m, 0.5, np.array(["a", "b", "b", "b", "b"])), "at least two usable"),
        (lambda m, labels: permutation_null(m, 0.5, labels, replicates=0), "one replicate"),
        (lambda m, labels: thresholds_for_fmr(m, np.array(["a", "b", "b", "b", "b"]), 0.1), "no comparison"),
        (lambda m, labels: cross_group(m.values, labels), "True and False"),
        (lambda m, labels: ratio_or_words(5, 3, 1, 9), "0 to n errors"),
        (lambda m, labels: range_of_ratios([(1, 9, 1, 9)]), "no range"),
        (lambda m, labels: what_may_be_said(3, 2, 10, 10, True), "from low to high"),
        (lambda m, labels: shuffled_ratio(m.values > 0, labels, np.zeros(5, int), "a"), "each place"),
        (lambda m, labels: shuffled_ratio(m.values > 0, labels, np.arange(5), "z"), "at least two people"),
        (lambda m, labels: hidden_share(np.zeros((5, 5), bool), labels, "a"), "no false match"),
        (lambda m, labels: fmr_met(np.eye(2), np.array([0.5, 0.6])), "add up to 1"),
        (lambda m, labels: max_over_min([0.1]), "at least two rates"),
        (lambda m, labels: max_over_min([0.1, 0.0]), "not measurable"),
        (lambda m, labels: gini([0.1, np.nan]), "none may be missing"),
        (lambda m, labels: gini([0.0, 0.0]), "undefined"),
        (lambda m, labels: garbe([0.1, 0.2], [0.1, 0.2, 0.3]), "one FMR and one FNMR"),
        (lambda m, labels: inequity_rate([0.1, 0.2], [0.1, 0.2], alpha=2), "alpha from 0 to 1"),
        (lambda m, labels: cohort_normalised(np.zeros((2, 2)), np.zeros((3, 4))), "needs \\(n, m\\) scores"),
        (lambda m, labels: cohort_normalised(np.zeros((2, 2)), np.zeros((2, 1))), "at least 2"),
        (lambda m, labels: cohort_normalised(np.zeros((2, 2)), np.ones((2, 3))), "no spread"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(five, call, message):
    with pytest.raises(ValueError, match=message):
        call(*five)
