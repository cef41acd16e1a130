"""Scores as lists, as a table and as counts: exact where truth is known, refusing what has no answer."""

import warnings
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import det_curve, roc_auc_score, roc_curve

from facelab.answers.lesson05 import fmr, fnmr
from facelab.intervals import wilson
from facelab.scores import Counted, ScoreMatrix, Scores, order_share, scores_of_photos, scores_of_probes

INF = float("inf")
# Small whole numbers make ties likely; a wide range makes them rare. Both are needed.
SCORES = st.lists(st.integers(-3, 5), min_size=1, max_size=12) | st.lists(
    st.integers(-999, 999), min_size=1, max_size=12
)


def normal_quantiles(n, mean):
    normal = NormalDist(mean)
    return np.array([normal.inv_cdf((i + 0.5) / n) for i in range(n)])


# --- truth known -----------------------------------------------------------------------------------


def test_two_normal_distributions_in_closed_form():
    scores = Scores(normal_quantiles(200_000, 2.0), normal_quantiles(200_000, 0.0))
    assert scores.eer().value == pytest.approx(0.158655, abs=2e-5)
    point = scores.at_fmr(0.001)
    assert point.fmr == pytest.approx(0.001, abs=1e-12)
    assert point.fnmr == pytest.approx(0.862195, abs=2.5e-4)  # the grid's nearest score is not the exact quantile
    assert scores.at(NormalDist().inv_cdf(0.999)).fnmr == pytest.approx(0.862195, abs=1e-5)


def test_the_best_score_of_all_is_an_impostors():
    point = Scores([0.1, 0.6, 0.7, 0.8], [0.2, 0.3, 0.4, 0.9]).at_fmr(0)
    assert (point.threshold, point.fmr, point.fnmr) == (INF, 0.0, 1.0)


def test_a_target_below_what_the_data_can_show_says_so():
    nonmated = np.arange(500) / 1000
    point = Scores([0.6, 0.7], nonmated).at_fmr(0.001)
    assert (point.asked, point.fmr, point.support) == (0.001, 0.0, "none")
    assert point.threshold == 0.6
    assert point.fmr_interval == (0.0, 3 / 500)
    assert point.assumption == "assumes independent comparisons"


def test_whole_numbers_with_ties_give_only_rates_a_threshold_gives():
    scores = Scores([2, 2, 3, 3], [0, 1, 2, 2, 2])
    assert scores.at_fmr(0.5).threshold == 3  # 2 would accept three of five
    assert scores.at_fmr(0.6).threshold == 2
    assert scores.at_fmr(1).threshold == 0
    assert scores.at_fmr(1).fmr == 1.0


def test_every_step_counts_the_same_however_it_is_written():
    steps = np.arange(-1000, 1001)
    nonmated = steps.astype(np.int16).astype(float) / 1000
    scores = Scores(nonmated, nonmated)
    for step in range(-1000, 1001):
        typed = float(f"{step / 1000:.3f}")
        array_entry = np.array([step])[0] / 1000
        counts = {scores.at(t).n_false_matches for t in (typed, np.float64(typed), array_entry, step * 1 / 1000)}
        assert counts == {1000 - step + 1}
        assert round(fmr(nonmated, typed) * 2001) == 1000 - step + 1


@pytest.mark.parametrize("numerator", [1, 3, 7, 57, 99])
def test_a_target_that_is_a_share_of_the_data_is_reached_exactly(numerator):
    for n in (100, 300, 700, 990):
        point = Scores([2.0], np.arange(n) / n).at_fmr(numerator / n)
        assert point.n_false_matches == numerator


def test_eer_after_fvc2000_by_hand():
    # Thresholds 1, 2, 3, 4, inf: FNMR 0, 0, 1/3, 1/3, 1 and FMR 1, 2/3, 1/3, 0, 0.
    eer = Scores([2, 4, 4], [1, 2, 3]).eer()
    assert (eer.value, eer.low, eer.high, eer.threshold) == pytest.approx((1 / 3, 1 / 3, 1 / 3, 3))
    # Two candidates, equal sums: 1 gives (FMR 1, FNMR 0), inf gives (0, 1).
    assert Scores([1], [1]).eer().value == 0.5
    assert Scores([1], [0]).eer().value == 0
    assert Scores([0], [1]).eer().value == 1


# --- nonsense is refused in a sentence ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Scores([], [1]), "mated scores must be one row of at least one"),
        (lambda: Scores([1], []), "non-mated scores must be one row of at least one"),
        (lambda: Scores([1, np.nan], [1]), "1 of the 2 mated scores are NaN"),
        (lambda: Scores([1], [1, INF, -INF]), "2 of the 3 non-mated scores are NaN or infinite"),
        (lambda: Scores([[1]], [1]), r"shape \(1, 1\)"),
        (lambda: Scores(np.float32([1]), [1]), "mated scores are float32"),
        (lambda: Scores(["a"], [1]), "must be numbers"),
        (lambda: Scores([1j], [1]), "must be numbers"),
        (lambda: Scores([1], [1], mated_person=[1, 2]), "mated_person must have shape"),
        (lambda: Scores([1], [1], nonmated_people=[1, 2]), "nonmated_people must have shape"),
        (lambda: Scores([1], [1]).at(np.nan), "A threshold is one number"),
        (lambda: Scores([1], [1]).at([1, 2]), "A threshold is one number"),
        (lambda: Scores([1], [1]).at_fmr(-0.1), "between 0 and 1"),
        (lambda: Scores([1], [1]).at_fmr(np.nan), "between 0 and 1"),
        (lambda: Scores([1], [1]).at_fmr(1.1), "between 0 and 1"),
        (lambda: ScoreMatrix(np.zeros((2, 3)), [1, 2]), "square table"),
        (lambda: ScoreMatrix(np.zeros((1, 1)), [1]), "at least 2 by 2"),
        (lambda: ScoreMatrix(np.zeros((2, 2)), [1, 1]), "each number once"),
        (lambda: ScoreMatrix([[0, np.nan], [0, 0.0]], [1, 2]), "NaN in single cells|at least one"),
        (lambda: ScoreMatrix(np.full((2, 2), np.nan), [1, 2]), "at least one"),
    ],
)
def test_nonsense_is_refused(call, says):
    with pytest.raises(ValueError, match=says) as error:
        call()
    assert "\n" not in str(error.value)


def test_thresholds_may_be_infinite():
    scores = Scores([1, 2], [0, 1])
    assert (scores.at(INF).fmr, scores.at(INF).fnmr) == (0.0, 1.0)
    assert (scores.at(-INF).fmr, scores.at(-INF).fnmr) == (1.0, 0.0)


# --- properties ------------------------------------------------------------------------------------


@given(SCORES, SCORES)
def test_rates_are_monotone_and_agree_with_the_plain_functions(mated, nonmated):
    scores = Scores(mated, nonmated)
    thresholds, false_match_rates, false_nonmatch_rates = scores.det()
    assert (np.diff(false_match_rates) <= 0).all()
    assert (np.diff(false_nonmatch_rates) >= 0).all()
    for threshold, one, other in zip(thresholds, false_match_rates, false_nonmatch_rates, strict=True):
        point = scores.at(threshold)
        assert (point.fmr, point.fnmr) == (one, other)
        assert point.fmr == sum(s >= threshold for s in nonmated) / len(nonmated) == fmr(nonmated, threshold)
        assert point.fnmr == sum(s < threshold for s in mated) / len(mated) == fnmr(mated, threshold)


@given(SCORES, SCORES, st.integers(0, 24) | st.floats(0, 1))
def test_the_target_is_kept_with_the_lowest_fnmr(mated, nonmated, target):
    target = target / 24 if isinstance(target, int) else target
    point = Scores(mated, nonmated).at_fmr(target)
    thresholds, rates, misses = Scores(mated, nonmated).det()
    assert point.fmr <= target
    assert point.threshold == min(thresholds[rates <= target])
    assert point.fnmr == min(misses[rates <= target])


@given(SCORES, SCORES)
def test_increasing_transforms_change_nothing(mated, nonmated):
    def cube(values):
        return np.array(values, dtype=float) ** 3 / 7 + 2

    one, other = Scores(mated, nonmated), Scores(cube(mated), cube(nonmated))
    assert (one.det()[1] == other.det()[1]).all()
    assert one.eer().value == other.eer().value
    assert one.at_fmr(0.2).fnmr == other.at_fmr(0.2).fnmr


@given(SCORES, SCORES)
def test_eer_is_symmetric_and_lies_between_its_ends(mated, nonmated):
    one = Scores(mated, nonmated).eer()
    other = Scores(-np.array(nonmated), -np.array(mated)).eer()
    assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high), abs=1e-12)
    assert one.low <= one.value <= one.high
    point = Scores(mated, nonmated).at(one.threshold)
    assert sorted((point.fmr, point.fnmr)) == [one.low, one.high]


@given(SCORES, SCORES)
def test_scikit_learn_agrees_at_its_own_thresholds(mated, nonmated):
    labels = np.array([1] * len(mated) + [0] * len(nonmated))
    values = np.array(mated + nonmated, dtype=float)
    scores = Scores(mated, nonmated)
    false_positive, true_positive, thresholds = roc_curve(labels, values, drop_intermediate=False)
    for one, other, threshold in zip(false_positive, true_positive, thresholds, strict=True):
        point = scores.at(threshold)
        assert (point.fmr, point.fnmr) == pytest.approx((one, 1 - other))
    for one, other, threshold in zip(*det_curve(labels, values), strict=True):
        point = scores.at(threshold)
        assert (point.fmr, point.fnmr) == pytest.approx((one, other))


# --- matrices ----------------------------------------------------------------------------------------


def small_matrix():
    """Three people worked by hand: at 0.5 persons 1 and 2 match falsely twice, person 3 is refused once."""
    return ScoreMatrix([[0.9, 0.5, 0.1], [0.6, 0.8, 0.2], [0.3, 0.1, 0.4]], [11, 12, 13])


def test_a_matrix_by_hand():
    point = small_matrix().at(0.5)
    assert (point.n_false_matches, point.n_nonmated, point.n_false_nonmatches, point.n_mated) == (2, 6, 1, 3)
    assert point.n_people_in_false_matches == 2
    assert point.support == "thin"
    assert point.assumption == "people resampled"
    # h = a / (2 (n - 1)) - FMR with a = 2, 2, 0: 1/6, 1/6, -1/3; SE^2 = 4 (1/36 + 1/36 + 4/36) / 6 = 1/9.
    n_eff = (1 / 3) * (2 / 3) / (1 / 9)
    assert point.fmr_interval == pytest.approx(wilson(1 / 3 * n_eff, n_eff))


def test_failures_are_counted_and_left_out():
    values = np.array(small_matrix().values)
    values = np.pad(values, ((0, 1), (0, 1)), constant_values=0.0)
    values[3], values[:, 2] = np.nan, np.nan
    matrix = ScoreMatrix(values, [11, 12, 13, 14])
    assert (matrix.n_failed_acquire, matrix.n_failed_enrol) == (1, 1)
    point = matrix.at(0.5)
    assert (point.n_mated, point.n_nonmated) == (2, 3 * 3 - 2)
    assert point.n_false_matches == 2
    assert matrix.mated.tolist() == [0.9, 0.8]
    assert matrix._taken_part.tolist() == [4, 4, 3, 3]


def test_a_matrix_and_its_flat_scores_agree():
    random = np.random.RandomState(2)
    values = random.randint(0, 1000, (12, 12)) / 1000
    matrix = ScoreMatrix(values, np.arange(12))
    pairs = np.array([(i, j) for i in range(12) for j in range(12) if i != j])
    flat = Scores(values.diagonal(), values[pairs[:, 0], pairs[:, 1]], np.arange(12), pairs)
    for threshold in (0.05, 0.5, 0.93, 2.0):
        one, other = vars(matrix.at(threshold)), vars(flat.at(threshold))
        for name in one:
            assert one[name] == pytest.approx(other[name]), name


def test_no_false_match_borrows_the_design_effect_of_a_looser_threshold():
    random = np.random.RandomState(3)
    values = np.round(random.normal(size=(40, 40)) + random.normal(size=40)[:, None], 3)
    matrix = ScoreMatrix(values, np.arange(40))
    none, looser = matrix.at(99.0), matrix.at(np.sort(matrix.nonmated)[-30])
    assert none.n_false_matches == 0
    assert none.support == "none"
    assert looser.n_false_matches == 30
    assert none.fmr_interval[1] > 3 / none.n_nonmated


def test_too_few_comparisons_leave_the_people_as_the_bound():
    assert small_matrix().at(0.95).fmr_interval == (0.0, min(1, 6 / 3))
    five = ScoreMatrix(np.zeros((5, 5)), np.arange(5)).at(0.5)
    assert five.fmr_interval == (0.0, 1.0)
    assert Scores([1.0] * 4, [0.0], mated_person=[1, 2, 3, 4]).at(0.5).fnmr_interval == (0.0, 3 / 4)


def with_failures(n=30, seed=9):
    """A matrix in which somebody was not acquired, somebody not enrolled, and scores overlap and tie."""
    random = np.random.RandomState(seed)
    values = np.round(random.normal(size=(n, n)) + random.normal(size=n)[:, None] + 2 * np.eye(n), 1)
    values[3], values[:, 7] = np.nan, np.nan
    return ScoreMatrix(values, np.arange(100, 100 + n))


def flat(matrix):
    """The same scores as lists with their people."""
    n, person = len(matrix.person), matrix.person
    pairs = np.array([(i, j) for i in range(n) for j in range(n) if i != j and matrix.compared[i, j]])
    scores = matrix.values[pairs[:, 0], pairs[:, 1]]
    return Scores(matrix.mated, scores, person[matrix.usable], person[pairs])


@pytest.mark.parametrize("n", [12, 30])
def test_the_order_share_of_a_matrix_knows_its_people(n):
    matrix = with_failures(n)
    one, other = matrix.order_share(), flat(matrix).order_share()
    assert one == other
    assert one.n_people == n
    assert one.value == pytest.approx(order_share(matrix.mated, matrix.nonmated))
    assert (one.low is None) == (n == 12)
    assert n == 12 or one.low < one.value < one.high


def test_an_order_share_without_one_person_is_counted_again():
    matrix = with_failures()
    without = matrix._order_without_each()
    for place, share in enumerate(without):
        rest = matrix.among(np.arange(len(without)) != place)
        assert share == pytest.approx(order_share(rest.mated, rest.nonmated))


def test_some_people_among_themselves():
    matrix = with_failures()
    chosen = [5, 3, 20]
    part = matrix.among(chosen)
    assert part.person.tolist() == [105, 103, 120]
    assert np.array_equal(part.values, matrix.values[np.ix_(chosen, chosen)], equal_nan=True)
    assert part.n_failed_acquire == 1
    keep = np.isin(np.arange(30), [20, 5, 3])
    assert matrix.among(keep).person.tolist() == [103, 105, 120]
    assert matrix.among(np.array(chosen)).at(0.5) == part.at(0.5)


@pytest.mark.parametrize(
    ("keep", "says"),
    [
        ([1, 1, 2], "each once"),
        ([1, 30], "places from 0 to 29"),
        ([-1, 2], "places from 0 to 29"),
        ([True, False], "True or False for each of the 30"),
        ([0.0, 1.0], "float64"),
        (["a"], "each of the 30"),
        ([4], "at least 2 by 2"),
        ([], "at least 2 by 2|each of the 30"),
        ([3, 7], "at least one"),
    ],
)
def test_people_who_cannot_be_kept_are_refused(keep, says):
    with pytest.raises(ValueError, match=says):
        with_failures().among(keep)


def test_a_matrix_takes_no_labels():
    """The first edition took groups and read them nowhere: labels are given to the functions that need them."""
    with pytest.raises(TypeError):
        ScoreMatrix(np.zeros((2, 2)), [1, 2], {"g": ["a", "b"]})
    assert not hasattr(small_matrix(), "groups")


def test_an_operating_point_is_a_sentence():
    assert str(small_matrix().at(0.5)) == (
        "At a threshold of 0.5 the FMR is 0.33 (2 of 6; 95 % interval 0.05 to 0.84; thin) "
        "and the FNMR 0.33 (1 of 3; 0.05 to 0.84), people resampled."
    )
    asked = str(Scores([0.6, 0.7], np.arange(500) / 1000).at_fmr(0.001))
    assert "(asked 0.001; 0 of 500; 95 % interval 0.0000 to 0.0060; none)" in asked
    assert asked.endswith("assumes independent comparisons.")


@given(SCORES, SCORES, st.floats(0, 1))
def test_the_threshold_alone_is_that_of_the_point(mated, nonmated, target):
    scores = Scores(mated, nonmated)
    assert scores.threshold_for_fmr(target) == scores.at_fmr(target).threshold


# --- order share, and scores of all pairs of photos ----------------------------------------------------


def test_order_share_is_the_area_under_the_roc_curve():
    random = np.random.RandomState(3)
    mated, nonmated = random.randint(5, 12, 40) / 8, random.randint(0, 9, 70) / 8
    truth = np.repeat([1, 0], [40, 70])
    assert order_share(mated, nonmated) == pytest.approx(roc_auc_score(truth, np.concatenate([mated, nonmated])))
    assert order_share(nonmated, mated) == pytest.approx(1 - order_share(mated, nonmated))


def test_scores_of_photos_takes_each_pair_once_and_leaves_failures_out():
    similarity = np.arange(16.0).reshape(4, 4)
    similarity = similarity + similarity.T
    similarity[3] = similarity[:, 3] = np.nan
    scores = scores_of_photos(similarity, np.array([7, 7, 9, 9]))
    assert scores.mated.tolist() == [5.0]
    assert scores.nonmated.tolist() == [10.0, 15.0]
    with pytest.raises(ValueError, match="symmetric"):
        scores_of_photos(np.arange(4.0).reshape(2, 2), np.array([1, 2]))
    with pytest.raises(ValueError, match="one row and one column for each of the 3 photos"):
        scores_of_photos(np.zeros((2, 2)), np.array([1, 2, 3]))


def test_the_interval_of_an_order_share_covers_other_people():
    """30 people, 4 photos each, a person effect: the interval over people holds the true share nine times in ten."""
    random = np.random.RandomState(0)
    truth = stats.norm.cdf(1.5 / np.sqrt(2))
    person = np.repeat(np.arange(30), 4)
    upper = np.triu_indices(len(person), 1)
    held = 0
    for _ in range(60):
        # Each person's photos score high or low together, and so do all comparisons with that person.
        own = random.normal(size=30) * 0.5
        table = np.zeros((len(person), len(person)))
        noise = random.normal(size=len(upper[0])) * np.sqrt(0.5)
        pair = (own[person[upper[0]]] + own[person[upper[1]]]) * np.where(
            person[upper[0]] == person[upper[1]], np.sqrt(0.5), 1
        )
        table[upper] = pair + noise + 1.5 * (person[upper[0]] == person[upper[1]])
        share = scores_of_photos(table + table.T, person).order_share()
        held += share.low <= truth <= share.high
    assert held >= 54


def test_too_few_people_out_of_order_give_no_interval():
    person = np.repeat(np.arange(12), 2)
    same = person[:, np.newaxis] == person
    share = scores_of_photos(same.astype(float), person).order_share()
    assert (share.value, share.n_overlapping, share.low) == (1.0, 0, None)
    assert "too few for an interval" in str(share)
    assert "people" not in str(Scores(np.array([2.0]), np.array([1.0])).order_share())


def test_scores_of_probes_tells_mated_from_nonmated():
    scores = scores_of_probes(np.array([[9, 1], [2, 3], [4, 5.0]]), np.array([7, 7, 8]), np.array([7, 6]))
    assert scores.mated.tolist() == [9, 2]
    assert scores.nonmated.tolist() == [1, 3, 4, 5]
    assert scores.at(4).n_people_in_false_matches == 3
    with pytest.raises(ValueError, match="one row for each of the 2 probes"):
        scores_of_probes(np.eye(3), np.array([1, 2]), np.array([1, 2, 3]))


def test_counted_scores_are_a_pair_with_a_threshold():
    counted = Counted(np.array([0.3, 0.1, 0.5]), np.array([2, 7, 1]))
    scores, counts = counted
    assert (scores is counted.scores, counts is counted[1]) == (True, True)
    repeated = np.repeat(scores, counts)
    for target in (0, 0.1, 0.25, 0.3, 1):
        assert counted.at_fmr(target) == Scores([9], repeated).threshold_for_fmr(target) or target == 0
    assert counted.at_fmr(0) == INF
    assert counted.at_fmr(0.1, mated=[0.4]) == 0.4
    assert type(counted.at_fmr(0.1)) is float
    with pytest.raises(ValueError, match="one count"):
        Counted(scores, counts[:2]).at_fmr(0.1)
    with pytest.raises(ValueError, match="not all of them 0"):
        Counted(scores, 0 * counts).at_fmr(0.1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        counted.at_fmr(1.5)


@pytest.mark.parametrize("missing", [np.nan, None])
@pytest.mark.parametrize(
    "call",
    [
        lambda missing: Scores([1, 2], [0], mated_person=[1, missing]),
        lambda missing: Scores([1], [0, 0], nonmated_people=[[1, 2], [1, missing]]),
        lambda missing: ScoreMatrix(np.eye(2), [1, missing]),
        lambda missing: scores_of_photos(np.eye(2), [1, missing]),
        lambda missing: scores_of_probes(np.eye(2), [1, missing], [1, 2]),
        lambda missing: scores_of_probes(np.eye(2), [1, 2], [1, missing]),
    ],
)
def test_nobody_is_known_as_nan(call, missing):
    with pytest.raises(ValueError, match=r"1 of the . entries of .* are None or NaN"):
        call(missing)


def distances(seed=0):
    draw = np.random.RandomState(seed)
    return draw.normal(0.3, 0.1, 50), draw.normal(0.9, 0.1, 500)


@pytest.mark.parametrize(
    "ask",
    [
        lambda scores: scores.eer(),
        lambda scores: scores.at(0.5),
        lambda scores: scores.at_fmr(0.01),
        lambda scores: scores.threshold_for_fmr(0.01),
        lambda scores: scores.det(),
        lambda scores: scores.order_share(),
    ],
)
def test_distances_are_asked_about_once(ask):
    scores = Scores(*distances())
    with pytest.warns(UserWarning, match="are these distances") as told:
        ask(scores)
    assert [one.filename for one in told] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ask(scores)


def test_a_matrix_of_distances_is_asked_about():
    values = np.random.RandomState(1).random_sample((20, 20)) + 1 - np.eye(20)
    with pytest.warns(UserWarning, match="use -distances"):
        ScoreMatrix(values, np.arange(20)).eer()


@pytest.mark.filterwarnings("error")
def test_similarities_and_scores_of_a_coin_tosser_are_not_taken_for_distances():
    mated, nonmated = distances()
    Scores(-mated, -nonmated).eer()
    Scores([1], [2]).eer()
    Scores([1, 1, 1], [2, 2, 1, 1]).eer()
    Scores(np.ones(5000), np.ones(5000)).eer()
    for seed in range(300):
        draw = np.random.RandomState(seed)
        Scores(np.round(draw.normal(size=30), 1), np.round(draw.normal(size=200), 1)).eer()
