import numpy as np
import pytest

from facelab import simulate
from facelab.answers.lesson10 import cross_group, fmr_by_group, fmr_met, hidden_share
from facelab.answers.lesson11 import shuffled_ratio
from facelab.answers.lesson12 import cost_of_parity, line_for_each
from facelab.datasets import load_lfw_scores
from facelab.groups import at_thresholds, by_group, by_pair_of_groups, cohort_normalised, threshold_for_each_group
from facelab.ratios import ratio
from facelab.resampling import permutation_null, person_bootstrap
from facelab.scores import ScoreMatrix
from facelab.summaries import max_over_min
from tests.made_up import people


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


def test_each_group_at_its_own_threshold():
    draw = np.random.RandomState(0)
    labels = np.repeat(["a", "b"], 60)
    values = np.round(draw.normal(size=(120, 120)) + 0.8 * (labels[:, np.newaxis] == "b") + 4 * np.eye(120), 3)
    matrix = ScoreMatrix(values, np.arange(120))
    lines = threshold_for_each_group(matrix, labels, 0.05)
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
        (lambda m, labels: threshold_for_each_group(m, np.array(["a", "b", "b", "b", "b"]), 0.1), "no comparison"),
        (lambda m, labels: cross_group(m.values, labels), "True and False"),
        (lambda m, labels: hidden_share(np.zeros((5, 5), bool), labels, "a"), "no false match"),
        (lambda m, labels: fmr_met(np.eye(2), np.array([0.5, 0.6])), "add up to 1"),
        (lambda m, labels: cohort_normalised(np.zeros((2, 2)), np.zeros((3, 4))), "needs \\(n, m\\) scores"),
        (lambda m, labels: cohort_normalised(np.zeros((2, 2)), np.zeros((2, 1))), "at least 2"),
        (lambda m, labels: cohort_normalised(np.zeros((2, 2)), np.ones((2, 3))), "no spread"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(five, call, message):
    with pytest.raises(ValueError, match=message) as error:
        call(*five)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("threshold", [0.5, 2.0])
def test_a_cell_of_a_group_with_itself_is_the_groups_row(threshold):
    """At 2.0 nothing matches: both borrow what comparisons are worth from a looser line (first edition: two rules)."""
    matrix, labels = people([60, 80, 1], [0.1, 0.03, 0.0])
    cells = {row.probe: row for row in by_pair_of_groups(matrix, threshold, labels) if row.probe == row.enrolled}
    for row in by_group(matrix, threshold, labels):
        cell = cells[row.group]
        assert cell.interval == row.fmr_interval
        assert (cell.n_false_matches, cell.n_nonmated, cell.support) == (
            row.n_false_matches,
            row.n_nonmated,
            row.support,
        )


def test_no_false_match_on_the_list_has_one_interval():
    """SFace at the line for 1 in 10,000, listed with listed: 0 of 3,422, and the one upper end 0.0031."""
    lfw = load_lfw_scores()
    matrix, line = lfw.matrix["sface"], lfw.line("sface", 0.0001)
    row = by_group(matrix, line, lfw.family_name_list, ["listed"])[0]
    cell = by_pair_of_groups(matrix, line, lfw.family_name_list)[0]
    assert (cell.probe, cell.enrolled, cell.n_false_matches, cell.n_nonmated) == ("listed", "listed", 0, 3422)
    assert cell.interval == row.fmr_interval
    assert row.fmr_interval == pytest.approx((0, 0.0031), abs=5e-5)


def test_a_pair_of_people_with_one_failed_photo_keeps_its_count_and_says_nothing(five):
    matrix, labels = five
    values = matrix.values.copy()
    values[4] = np.nan
    rows = by_pair_of_groups(ScoreMatrix(values, matrix.person), 0.5, labels)
    assert (rows[-1].n_false_matches, rows[-1].n_nonmated, rows[-1].interval) == (1, 1, (0.0, 1.0))


MISSING = {
    "None in an array": np.array([None, "a", "a", "b", "b"], dtype=object),
    "NaN in an array": np.array([np.nan, "a", "a", "b", "b"], dtype=object),
    "numbers": np.array([np.nan, 0, 0, 1, 1]),
    "None in a list": [None, "a", "a", "b", "b"],
    "NaN in a list": [float("nan"), "a", "a", "b", "b"],
}


@pytest.mark.parametrize("labels", MISSING.values(), ids=MISSING)
@pytest.mark.parametrize(
    "call",
    [
        lambda m, t, labels: by_group(m, 0.5, labels),
        lambda m, t, labels: by_pair_of_groups(m, 0.5, labels),
        lambda m, t, labels: at_thresholds(m, {"a": 0.5, "b": 0.5}, labels),
        lambda m, t, labels: threshold_for_each_group(m, labels, 0.1),
        lambda m, t, labels: line_for_each(m.values, labels, 0.1),
        lambda m, t, labels: cost_of_parity(m.mated, labels, {"a": 1, "b": 1}, {"a": 1, "b": 1}),
        lambda m, t, labels: fmr_by_group(t, labels),
        lambda m, t, labels: cross_group(t, labels),
        lambda m, t, labels: hidden_share(t, labels, "a"),
        lambda m, t, labels: shuffled_ratio(t, labels, np.arange(5), "a"),
        lambda m, t, labels: ratio(m, 0.5, labels, "a", "b"),
        lambda m, t, labels: permutation_null(m, 0.5, labels),
        lambda m, t, labels: person_bootstrap(m, 0.5, labels, 3),
        lambda m, t, labels: simulate.mislabel(labels, 0.5),
    ],
)
def test_a_missing_label_is_refused_everywhere_with_what_to_do(five, call, labels):
    matrix, _ = five
    with pytest.raises(ValueError, match=r"1 of the 5 people have no label .* such as 'not coded'"):
        call(matrix, matrix.values >= 0.5, labels)
