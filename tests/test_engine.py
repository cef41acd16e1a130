"""The error-rate engine: exact where truth is known, refusing what has no answer, and as sure as it says."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import det_curve, roc_auc_score, roc_curve

from facelab import errors
from facelab.errors import (
    ScoreMatrix,
    Scores,
    eer_bootstrap,
    effective_interval,
    equal_error_rate,
    error_rates,
    fmr,
    fmr_of_draw,
    fnmr,
    order_share,
    person_bootstrap,
    scores_of_photos,
    scores_of_probes,
    support,
    threshold_for_fmr,
    verdict,
    wilson,
)

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


def test_candidates_come_from_both_classes():
    assert threshold_for_fmr(np.array([0.1, 0.5]), 0.0) == INF
    assert threshold_for_fmr(np.array([0.1, 0.5]), 0.0, mated=[0.7, 0.9]) == 0.7
    assert threshold_for_fmr(np.array([0.1, 0.5]), 1.0, mated=[0.05]) == 0.05


def test_counts_stand_for_repeated_scores():
    random = np.random.RandomState(0)
    for _ in range(50):
        scores, counts = random.permutation(20)[:6] / 10, random.randint(0, 5, 6)
        counts[0] += 1
        for target in (0, 0.1, 0.25, 1 / 3, 0.5, 1):
            repeated = np.repeat(scores, counts)
            assert threshold_for_fmr(scores, target, counts=counts) == threshold_for_fmr(repeated, target)


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
        (lambda: fmr([np.nan], 0), "NaN or infinite"),
        (lambda: fnmr([], 0), "at least one"),
        (lambda: threshold_for_fmr([1, 2], 0.1, counts=[1]), "one count"),
        (lambda: threshold_for_fmr([1, 2], 0.1, counts=[0, 0]), "not all of them 0"),
        (lambda: ScoreMatrix(np.zeros((2, 3)), [1, 2]), "square table"),
        (lambda: ScoreMatrix(np.zeros((1, 1)), [1]), "at least 2 by 2"),
        (lambda: ScoreMatrix(np.zeros((2, 2)), [1, 1]), "each number once"),
        (lambda: ScoreMatrix(np.zeros((2, 2)), [1, 2], {"g": ["a"]}), "'g' has"),
        (lambda: ScoreMatrix([[0, np.nan], [0, 0.0]], [1, 2], None), "NaN in single cells|at least one"),
        (lambda: ScoreMatrix(np.full((2, 2), np.nan), [1, 2]), "at least one"),
        (lambda: person_bootstrap(ScoreMatrix(np.zeros((2, 2)), [1, 2]), 0, groups=["a"]), "needs 2 labels"),
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


@given(st.integers(0, 50), st.integers(1, 50))
def test_intervals_hold_the_rate(count, n):
    count = min(count, n)
    low, high = effective_interval(count, n, n / 3)
    assert 0 <= low <= count / n <= high <= 1


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


# --- bootstrap ---------------------------------------------------------------------------------------


def plain_bootstrap(values, threshold, weights, rows, columns):
    """The definition, in loops."""
    errors = trials = 0.0
    for i in rows:
        for j in columns:
            if i != j and not np.isnan(values[i, j]):
                trials += weights[i] * weights[j]
                errors += weights[i] * weights[j] * (values[i, j] >= threshold)
    return errors / trials if trials else np.nan


def test_the_bootstrap_is_its_definition():
    from facelab.errors import _draw_within

    random = np.random.RandomState(4)
    values = np.round(random.random_sample((9, 9)), 3)
    values[2], values[:, 5] = np.nan, np.nan
    labels = np.array(list("aabbbabab"))
    matrix = ScoreMatrix(values, np.arange(9))
    result = person_bootstrap(matrix, 0.4, labels, replicates=30, seed=7)
    own = {name: np.flatnonzero(labels == name) for name in "ab"}
    weights = _draw_within([own["a"], own["b"]], 9, 30, 7)
    assert (weights[:, own["a"]].sum(axis=1) == 4).all()
    for r in range(30):
        assert result.fmr[r] == pytest.approx(plain_bootstrap(values, 0.4, weights[r], range(9), range(9)), nan_ok=True)
        for one in "ab":
            for other in "ab":
                expected = plain_bootstrap(values, 0.4, weights[r], own[one], own[other])
                assert result.group_fmr[one, other][r] == pytest.approx(expected, nan_ok=True)
            diagonal = [i for i in own[one] if not np.isnan(values[i, i])]
            hits = sum(weights[r][i] * (values[i, i] < 0.4) for i in diagonal)
            total = sum(weights[r][i] for i in diagonal)
            assert result.group_fnmr[one][r] == pytest.approx(hits / total if total else np.nan, nan_ok=True)


def test_the_bootstrap_repeats_itself_and_pairs_its_draws():
    values = np.round(np.random.RandomState(5).random_sample((30, 30)), 3)
    matrix = ScoreMatrix(values, np.arange(30))
    assert (person_bootstrap(matrix, 0.7).fmr == person_bootstrap(matrix, 0.7).fmr).all()
    double = ScoreMatrix(values / 2, np.arange(30))
    assert (person_bootstrap(matrix, 0.7).fmr == person_bootstrap(double, 0.35).fmr).all()


def test_a_person_drawn_twice_is_no_stranger_to_himself():
    """A natural mistake, kept as a known failure: M[idx][:, idx] compares a doubled person with his own photo."""
    random = np.random.RandomState(6)
    values = np.round(random.normal(size=(60, 60)), 3)
    np.fill_diagonal(values, 5.0)
    matrix = ScoreMatrix(values, np.arange(60))
    truth, threshold = matrix.at(2.5).fmr, 2.5
    naive = []
    for _ in range(300):
        drawn = random.randint(60, size=60)
        again = values[drawn][:, drawn]
        naive.append((again[~np.eye(60, dtype=bool)] >= threshold).mean())
    assert np.mean(naive) > 2 * truth
    assert np.mean(person_bootstrap(matrix, threshold, replicates=300).fmr) == pytest.approx(truth, rel=0.15)


# --- coverage ----------------------------------------------------------------------------------------


def population(random, n, effect):
    """Return an (n, n) matrix whose non-mated scores share what people bring as probe and as enrolment."""
    person = random.normal(size=n) * effect
    return random.normal(size=(n, n)) + person[:, None] + person


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


def test_rows_and_columns_drawn_apart_are_too_sure():
    """The other natural mistake: it treats the probe and the enrolment of a person as if they were strangers."""
    n, effect, threshold, random = 80, 0.5, 2.3, np.random.RandomState(8)
    widths = []
    for _ in range(10):
        matrix = ScoreMatrix(population(random, n, effect), np.arange(n))
        errors = matrix.false_matches(threshold).astype(float)
        apart = []
        for _ in range(200):
            rows = np.bincount(random.randint(n, size=n), minlength=n)
            columns = np.bincount(random.randint(n, size=n), minlength=n)
            apart.append(rows @ errors @ columns / (n * (n - 1)))
        widths.append(np.std(apart) / np.std(person_bootstrap(matrix, threshold, replicates=200).fmr))
    assert np.mean(widths) < 0.85


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


def test_error_rates_have_their_own_denominators():
    scores, mated = np.array([0.5, 0.1, 0.6, 0.5, 0.2]), np.array([True, True, False, False, False])
    assert error_rates(scores, mated, 0.5) == (2 / 3, 0.5)
    with pytest.raises(ValueError, match="True or False for each"):
        error_rates(scores, mated.astype(int), 0.5)


def test_equal_error_rate_is_that_of_scores():
    mated, nonmated = np.array([1.0, 3, 4]), np.array([0.0, 1, 2, 2])
    assert equal_error_rate(mated, nonmated) == Scores(mated, nonmated).eer().value


def test_a_person_drawn_twice_is_no_stranger():
    matches = np.array([[True, True, False], [False, True, False], [False, False, False]])
    assert fmr_of_draw(matches, np.array([0, 0, 1])) == 2 / 4  # four cells of different people, two of them match
    assert fmr_of_draw(matches, np.arange(3)) == 1 / 6
    with pytest.raises(ValueError, match="two different people"):
        fmr_of_draw(matches, np.array([1, 1]))
    with pytest.raises(ValueError, match="square table of True and False"):
        fmr_of_draw(np.eye(2), np.arange(2))


def test_verdicts_say_what_a_count_can_say():
    assert verdict(0.001, 0, 3000) == "supported"
    assert verdict(0.0009, 0, 3000) == "not measurable"
    assert verdict(0.001, 21, 1680) == "contradicted"
    assert verdict(0.01, 21, 1680) == "not supported"
    with pytest.raises(ValueError, match="n above 0"):
        verdict(0.1, 0, 0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        verdict(float("nan"), 0, 10)
    with pytest.raises(ValueError, match="n above 0"):
        support(0.1, 0, 0)
    with pytest.raises(ValueError, match="outside 0 to 1"):
        fmr_of_draw(np.eye(2, dtype=bool), np.array([0, 5]))
    assert [support(0.001, count, 3000) for count in (0, 29, 30)] == ["none", "thin", "measured"]


def test_an_eer_in_a_draw_is_the_eer_of_the_people_drawn():
    random = np.random.RandomState(1)
    for _ in range(20):
        values = np.round(random.normal(size=(12, 12)) + 1.5 * np.eye(12), 1)
        matrix = ScoreMatrix(values, np.arange(12))
        drawn = random.randint(12, size=12)
        apart = drawn[:, np.newaxis] != drawn
        people = Scores(values[drawn, drawn], values[np.ix_(drawn, drawn)][apart])
        weights = np.bincount(drawn, minlength=12).astype(float)[np.newaxis]
        for band in [(-np.inf, np.inf), (0.2, 1.1), (0.9, 1.0)]:
            found = errors._eer_of_draws(matrix, weights, *band)[0]
            assert np.isnan(found) or found == pytest.approx(people.eer().value)
        assert not np.isnan(errors._eer_of_draws(matrix, weights, -np.inf, np.inf)[0])


def test_the_interval_of_an_eer_covers_it():
    # Two bells two apart: the EER is the bell's tail beyond 1. Scores of one person hang together by `own`.
    held = 0
    for seed in range(60):
        random = np.random.RandomState(seed)
        own = 0.5 * random.normal(size=60)
        values = np.sqrt(0.75) * random.normal(size=(60, 60)) + own[:, np.newaxis] + 2 * np.eye(60)
        draws = eer_bootstrap(ScoreMatrix(np.round(values, 3), np.arange(60)), replicates=100, seed=seed)
        low, high = np.quantile(draws, [0.025, 0.975])
        held += low <= stats.norm.cdf(-1) <= high
    assert held >= 51  # 95 % of 60 are 57; a binomial falls below 51 once in a few hundred times


def test_an_eer_needs_a_draw():
    with pytest.raises(ValueError, match="at least one replicate"):
        eer_bootstrap(ScoreMatrix(np.eye(3), np.arange(3)), replicates=0)
