"""The numbers of a report: those of the library where a table is a full matrix, and by hand where it is not."""

import numpy as np
import pytest

from facelab.audit.columns import BadTable
from facelab.audit.comparisons import NOT_CODED, Comparisons
from facelab.audit.drawing import eer_over_people, shuffled_ratios
from facelab.audit.grouping import grouping
from facelab.audit.measuring import Choice, Settings, measure
from facelab.errors import ScoreMatrix, Scores
from facelab.errors import eer_over_people as eer_of_matrix
from facelab.fairness import by_group, permutation_null, ratio
from facelab.intervals import Support

QUICK = Settings(asked=(0.1, 0.01), draws=50, shuffles=50)


def world(n=60, seed=0, failed=True):
    """A matrix of n people whose likenesses differ, with a failed probe and a failed enrolment, and labels."""
    random = np.random.RandomState(seed)
    effect = random.normal(0, 0.6, n)
    values = np.round(random.normal(0, 1, (n, n)) + effect + effect[:, np.newaxis], 3)
    np.fill_diagonal(values, np.round(random.normal(2.2, 1, n), 3))
    if failed:
        values[3], values[:, 5] = np.nan, np.nan
    return ScoreMatrix(values, np.arange(1, n + 1)), np.array(["north", "south", "east"])[random.randint(0, 3, n)]


def as_table(matrix, labels=None, development=None, distance=False):
    probe, enrolled = (side.ravel().astype(np.int32) for side in np.indices(matrix.values.shape))
    names = matrix.person.astype(str)
    groups = {} if labels is None else {"region": labels}
    return Comparisons("made up", names, probe, enrolled, matrix.values.ravel(), distance, development, groups)


def test_a_full_table_gives_the_numbers_of_the_matrix():
    matrix, labels = world()
    table = as_table(matrix, labels)
    scores = table.scores()
    for threshold in (-5.0, 1.0, 2.5, 4.0, 9.0):
        assert scores.at(threshold) == matrix.at(threshold)
    assert scores.at_fmr(0.01) == matrix.at_fmr(0.01)
    assert scores.eer() == matrix.eer()
    assert scores.share_in_order() == pytest.approx(matrix.order_share().value)
    assert eer_over_people(scores, table.present, 40, 7) == eer_of_matrix(matrix, 40, 7)
    not_enrolled, not_acquired = table.without_any_score()
    assert list(np.flatnonzero(not_enrolled)) == [5]
    assert list(np.flatnonzero(not_acquired)) == [3]


def test_the_curve_lies_on_the_curve_of_all_scores():
    matrix, _ = world(40, failed=False)
    table = as_table(matrix).scores()
    for one, other in zip(table.det(), matrix.det(), strict=True):
        np.testing.assert_array_equal(one, other)
    random = np.random.RandomState(0)
    many = Comparisons("", np.array(["1", "2"]), np.repeat([0, 0], 30_000), np.repeat([0, 1], 30_000),
                       random.normal(size=60_000), False, None, {}).scores()  # fmt: skip
    thresholds, fmr, fnmr = many.det()
    assert len(thresholds) < 5000
    for place in (0, 1, 700, -2, -1):
        at = Scores(many.mated, many.nonmated).at(thresholds[place])
        assert (at.fmr, at.fnmr) == (fmr[place], fnmr[place])


@pytest.mark.parametrize("dense", [True, False])
def test_shuffles_are_those_of_the_matrix(dense, monkeypatch):
    matrix, labels = world()
    labels = np.where(labels == "north", "north", "other")
    table = as_table(matrix)
    if not dense:
        from facelab.audit import drawing

        whole = drawing._counts
        monkeypatch.setattr(drawing, "_counts", lambda *given: drawing.sparse.csr_array(whole(*given)))
    (found,) = shuffled_ratios(table.scores(), [2.0], labels, matrix.usable, "other", 30, 4)
    known = permutation_null(matrix, 2.0, labels, lambda rates: rates[0] / rates[1], 30, 4)
    assert found["north"].value == pytest.approx(known.value)
    np.testing.assert_allclose(found["north"].ratios, known.shuffled)
    far = np.sum(known.shuffled >= known.value) if known.value >= 1 else np.sum(known.shuffled <= known.value)
    assert found["north"].as_far == far


def test_groups_are_those_of_the_matrix():
    matrix, labels = world()
    table = as_table(matrix, labels)
    found = grouping("region", labels, table, table.scores(), [1.0, 2.5], 20, 0)
    for threshold, rows, fmr, fnmr in zip([1.0, 2.5], found.rows, found.fmr_ratios, found.fnmr_ratios, strict=True):
        assert list(rows) == by_group(matrix, threshold, labels)
        for group, one in fmr.items():
            assert one == ratio(matrix, threshold, labels, group, found.beside)
        for group, one in fnmr.items():
            assert one == ratio(matrix, threshold, labels, group, found.beside, "fnmr")
    assert found.beside == max(set(labels), key=list(labels).count)


def test_groups_of_one_and_people_without_a_label():
    matrix, labels = world(40, failed=False)
    labels = np.where(labels == "east", NOT_CODED, labels).astype(object)
    labels[0] = "alone"
    table = as_table(matrix, labels)
    found = grouping("region", labels, table, table.scores(), [1.0], 20, 0)
    (rows,) = found.rows
    alone = next(row for row in rows if row.group == "alone")
    assert np.isnan(alone.fmr)
    assert (alone.n_people, alone.n_nonmated, alone.n_mated, alone.fnmr_interval) == (1, 0, 1, (0.0, 1.0))
    assert alone.support is Support.NONE
    assert found.shuffled is None
    assert NOT_CODED not in found.fmr_ratios[0]
    assert "alone" not in found.fmr_ratios[0]
    assert any(row.group == NOT_CODED and row.n_nonmated for row in rows)


def test_the_line_is_chosen_on_the_marked_and_tried_on_the_others():
    matrix, _ = world(failed=False)
    first = np.arange(60) < 30
    values = matrix.values.copy()
    table = as_table(ScoreMatrix(values, matrix.person), development=first)
    apart = table.where(first[table.probe] == first[table.enrolled])
    found = measure(apart, QUICK)
    assert found.choice is Choice.MARKED
    chosen_on, tried_on = matrix.among(first), matrix.among(~first)
    for line, asked in zip(found.lines, (0.1, 0.01), strict=True):
        threshold = chosen_on.threshold_for_fmr(asked)
        assert line.at.threshold == threshold
        known = tried_on.at(threshold)
        assert (line.at.fmr, line.at.fmr_interval, line.at.fnmr) == (known.fmr, known.fmr_interval, known.fnmr)
        assert line.chosen == (chosen_on.at(threshold).n_false_matches, 30 * 29)


def test_without_marks_the_people_are_split_in_two_by_lot():
    matrix, _ = world(failed=False)
    found = measure(as_table(matrix), QUICK)
    assert found.choice is Choice.HALVES
    assert found.n_chosen_on == found.failures.n_people == 30
    assert found.n_left_out == 2 * 30 * 30
    again = measure(as_table(matrix), QUICK)
    assert [line.at for line in found.lines] == [line.at for line in again.lines]


def test_few_people_and_a_wish_choose_the_line_on_the_same():
    few, _ = world(30, failed=False)
    assert measure(as_table(few), QUICK).choice is Choice.SAME
    matrix, _ = world(failed=False)
    found = measure(as_table(matrix), Settings(asked=(0.1,), same_people=True, draws=20))
    assert found.choice is Choice.SAME
    assert found.lines[0].at.threshold == matrix.threshold_for_fmr(0.1)


def test_given_lines_stand_where_they_were_given():
    matrix, _ = world()
    found = measure(as_table(matrix), Settings(asked=(), lines=((2.0, 0.05), (1.0, None)), draws=20))
    assert found.choice is Choice.GIVEN
    loose, strict = found.lines
    assert loose.at == matrix.at(1.0)
    assert (strict.at.asked, strict.at.threshold, strict.chosen) == (0.05, 2.0, None)
    below = ScoreMatrix(-matrix.values, matrix.person)
    turned = as_table(below)  # distances are kept as their negatives
    turned = Comparisons("d", turned.people, turned.probe, turned.enrolled, -turned.score, True, None, {})
    at_distance = measure(turned, Settings(asked=(), lines=((-2.0, None),), draws=20)).lines[0]
    assert at_distance.at.fmr == matrix.at(2.0).fmr


def test_failures_are_counted_and_refused():
    matrix, _ = world()
    found = measure(as_table(matrix), Settings(asked=(), lines=((2.0, None),), draws=20))
    failures, line = found.failures, found.lines[0]
    assert (failures.n_mated, failures.n_mated_failed) == (60, 2)
    assert (failures.n_not_enrolled, failures.n_not_acquired, failures.n_people) == (1, 1, 60)
    assert failures.n_nonmated_failed == 58 + 59
    assert line.refused.count == line.at.n_false_nonmatches + 2
    assert line.refused.n == 60


@pytest.mark.parametrize(("fmr", "kept"), [(0.9, True), (1e-6, False), (None, None)])
def test_a_promise_is_kept_broken_or_open(fmr, kept):
    matrix, _ = world()
    line = measure(as_table(matrix), Settings(asked=(), lines=((1.0, fmr),), draws=20)).lines[0]
    assert line.kept is kept
    middle = measure(as_table(matrix), Settings(asked=(), lines=((1.0, line.at.fmr),), draws=20)).lines[0]
    assert middle.kept is None


def test_scores_that_are_turned_round_are_refused_unless_somebody_means_it():
    matrix, _ = world()
    turned = as_table(ScoreMatrix(-matrix.values, matrix.person))
    with pytest.raises(BadTable, match="say --distance"):
        measure(turned, QUICK)
    assert measure(turned, Settings(asked=(0.1,), distrust=False, draws=20)).in_order < 0.5


def test_repeated_comparisons_of_people_are_worth_less_than_as_many_people():
    matrix, _ = world(failed=False)
    table = as_table(matrix)
    thrice = Comparisons("", table.people, np.tile(table.probe, 3), np.tile(table.enrolled, 3),
                         np.tile(table.score, 3), False, None, {})  # fmt: skip
    one, other = table.scores().at(2.0), thrice.scores().at(2.0)
    assert other.n_nonmated == 3 * one.n_nonmated
    assert other.fmr_n_eff == pytest.approx(one.fmr_n_eff)
    assert other.fnmr_interval == pytest.approx(one.fnmr_interval)


def made_up_world(random, n, each, gallery):
    """Comparisons between people drawn by lot, or with a gallery of a tenth; a quarter of a score is its two people."""
    people, k = random.normal(0, np.sqrt(0.125), n), n * each
    probe = random.randint(0, n, k)
    enrolled = random.randint(0, n // 10, k) if gallery else (probe + random.randint(1, n, k)) % n
    probe, enrolled = probe[probe != enrolled], enrolled[probe != enrolled]
    score = people[probe] + people[enrolled] + random.normal(0, np.sqrt(0.75), len(probe))
    own = np.arange(n)
    table = Comparisons("", own.astype(str), np.r_[own, probe], np.r_[own, enrolled],
                        np.r_[random.normal(3, 1, n), score], False, None, {})  # fmt: skip
    return table.scores()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "gallery", "least", "most"),
    [(50, False, 0.93, 1.0), (200, False, 0.93, 1.0), (200, True, 0.9, 0.98), (50, True, 0.7, 0.9)],
)
def test_intervals_of_made_up_worlds_hold_the_truth_as_often_as_the_docstring_says(n, gallery, least, most):
    random, truth = np.random.RandomState(1), 0.1  # of a standard normal score, 0.1 lies above 1.2816
    held = 0
    for _ in range(200):
        low, high = made_up_world(random, n, 20, gallery).at(1.2816).fmr_interval
        held += low <= truth <= high
    assert least <= held / 200 <= most
