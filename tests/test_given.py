"""What functions are given is checked in one place, and every function uses it."""

from fractions import Fraction

import numpy as np
import pytest

from facelab import (
    city,
    decisions,
    errors,
    fairness,
    given,
    identification,
    pews,
    plots,
    scenes,
    templates,
    trails,
)
from facelab.answers import (
    lesson04,
    lesson05,
    lesson06,
    lesson08,
    lesson11,
    lesson12,
    lesson13,
    lesson14,
    lesson15,
    lesson16,
)
from facelab.errors import ScoreMatrix, Scores
from facelab.play import Cast, play

MATRIX = ScoreMatrix(np.random.RandomState(0).randn(8, 8) + 3 * np.eye(8), np.arange(8))
GROUPS = np.array(list("aaaabbbb"))
PEOPLE = Cast.of_matrix(ScoreMatrix(MATRIX.values, np.arange(1, 9)))
PHOTOS = Cast.of_photos(np.eye(8), np.repeat([1, 2], 4))
UNIT = np.eye(3)
# Every function of the library that takes a threshold.
TAKES_A_THRESHOLD = {
    "fmr": lambda t: errors.fmr(np.array([0.1]), t),
    "fnmr": lambda t: errors.fnmr(np.array([0.1]), t),
    "error_rates": lambda t: lesson05.error_rates(np.array([0.1, 0.2]), np.array([True, False]), t),
    "Scores.at": lambda t: Scores([0.1], [0.2]).at(t),
    "ScoreMatrix.at": lambda t: MATRIX.at(t),
    "ScoreMatrix.false_matches": lambda t: MATRIX.false_matches(t),
    "person_bootstrap": lambda t: errors.person_bootstrap(MATRIX, t, None, 3),
    "by_group": lambda t: fairness.by_group(MATRIX, t, GROUPS),
    "by_group, nobody": lambda t: fairness.by_group(MATRIX, t, GROUPS, ["c"]),
    "by_pair_of_groups": lambda t: fairness.by_pair_of_groups(MATRIX, t, GROUPS),
    "at_thresholds": lambda t: fairness.at_thresholds(MATRIX, {"a": 0.5, "b": t}, GROUPS),
    "ratio": lambda t: fairness.ratio(MATRIX, t, GROUPS, "a", "b"),
    "permutation_null": lambda t: fairness.permutation_null(MATRIX, t, GROUPS, replicates=3),
    "cost_of_parity": lambda t: lesson12.cost_of_parity(np.ones(2), ["a", "b"], {"a": 1, "b": t}, {"a": 1, "b": 1}),
    "fpir": lambda t: lesson08.fpir(np.eye(2), t),
    "fpir_by_size": lambda t: identification.fpir_by_size(MATRIX, t, [2]),
    "fnir_by_size": lambda t: identification.fnir_by_size(MATRIX, t, [2]),
    "zoo": lambda t: identification.zoo(MATRIX, t),
    "verify": lambda t: lesson04.verify(UNIT[0], UNIT[1], t),
    "identify": lambda t: lesson04.identify(np.array([1, 2, 3]), UNIT, UNIT[1], t),
    "look_alike": lambda t: lesson13.look_alike(np.eye(2), t),
    "play": lambda t: play(PEOPLE, [0], t, gallery=[1]),
    "cash_machine": lambda t: scenes.cash_machine(PEOPLE, t, 3, 0.5),
    "work_door": lambda t: scenes.work_door(PEOPLE, t, 1),
    "forum_gate": lambda t: scenes.forum_gate(PEOPLE, t, 2, 3),
    "watch_list": lambda t: scenes.watch_list(PEOPLE, t, 2, 3, 0.5),
    "departure_gate": lambda t: scenes.departure_gate(PEOPLE, t, 2, 0.5),
    "crosswalk": lambda t: scenes.crosswalk(PEOPLE, t, 3),
    "paper_dispenser": lambda t: scenes.paper_dispenser(PEOPLE, t, 3, 1.0, minutes=1.0),
    "rating": lambda t: scenes.rating(PEOPLE, t, 3),
    "pews": lambda t: lesson15.pews(np.eye(2), np.arange(2), np.arange(2), t),
    "search_pews": lambda t: pews.search_pews(np.eye(2), np.arange(2), np.arange(2), t),
    "many_sundays": lambda t: pews.many_sundays(np.eye(8), np.arange(8), t, 3, 1, 1, 1),
    "link": lambda t: templates.link(np.eye(2), t),
    "asked_until": lambda t: templates.climb(lambda one: 1, np.zeros(2), np.eye(2), 2, 1).asked_until(t),
    "dispense": lambda t: lesson14.dispense(np.eye(2), np.arange(2), 5, t),
    "let_in": lambda t: lesson16.let_in(np.eye(2), t),
    "turned_away": lambda t: lesson16.turned_away(np.eye(2), t, np.array(["a", "b"])),
    "running_track": lambda t: trails.running_track(PHOTOS, t, 2, 0.0),
    "restricted_floor": lambda t: trails.restricted_floor(PHOTOS, t, 2, 2),
    "follow": lambda t: trails.follow([np.eye(2)], 0, t),
    "others_a_day": lambda t: city.others_a_day(np.eye(2), t, 10),
    "watch_list_of_one": lambda t: city.watch_list_of_one(PEOPLE, t, 10),
    "national_file": lambda t: city.national_file(np.array([0.1]), np.array([1000]), t, 10, 10),
    "purposes": lambda t: plots.purposes(Scores([0.1, 0.3], [0.2, 0.4]), {"door": t}, "score"),
    "histograms": lambda t: plots.histograms({"door": Scores([0.1, 0.3], [0.2, 0.4])}, "score", t),
}
NO_THRESHOLD = {"NaN": np.nan, "None": None, "text": "0.5", "list": [0.5], "array": np.array([0.5, 0.6]), "True": True,
                "complex": 1j, "too long": 10**400}  # fmt: skip


@pytest.mark.parametrize("value", NO_THRESHOLD.values(), ids=NO_THRESHOLD)
@pytest.mark.parametrize("call", [pytest.param(c, id=n) for n, c in TAKES_A_THRESHOLD.items() if n != "histograms"])
def test_what_is_no_threshold_is_refused_everywhere(call, value):
    with pytest.raises(ValueError, match=r"^A threshold is one number, and not NaN; it was .+\.$") as error:
        call(value)
    assert "\n" not in str(error.value)


def test_a_figure_needs_a_threshold_or_none():
    with pytest.raises(ValueError, match="A threshold is one number"):
        TAKES_A_THRESHOLD["histograms"](np.nan)


@pytest.mark.parametrize("call", [pytest.param(c, id=n) for n, c in TAKES_A_THRESHOLD.items() if n != "histograms"])
def test_infinite_thresholds_are_thresholds(call):
    for value in (np.inf, -np.inf):
        said = ""
        try:
            call(value)
        except ValueError as other:  # nothing to look at there is another sentence
            said = str(other)
        assert "A threshold is" not in said


@pytest.mark.parametrize("value", [0, 0.25, np.float64(0.25), np.int64(3), np.array(0.25), Fraction(1, 4), -np.inf])
def test_a_threshold_is_a_float_of_its_own(value):
    assert given.threshold(value) == value
    assert type(given.threshold(value)) is float


def test_a_share_lies_between_0_and_1():
    assert [given.share(value, "It") for value in (0, 1, np.float64(0.5))] == [0.0, 1.0, 0.5]
    for value in (-0.1, 1.1, np.nan, None, "0.5", [0.5], np.inf):
        with pytest.raises(ValueError, match=r"^A rate lies between 0 and 1; it was .+\.$"):
            given.share(value, "A rate")


def test_a_table_of_truth_values_is_square():
    assert given.square([[True, False], [False, True]], "f").dtype == bool
    for table in (np.eye(2), np.ones((2, 3), bool), np.ones(4, bool), np.ones((0, 0), bool), None):
        with pytest.raises(ValueError, match="f needs a square table of True and False, at least 1 by 1"):
            given.square(table, "f")
    with pytest.raises(ValueError, match="at least 2 by 2"):
        given.square([[True]], "f", least=2)


def test_labels_stay_as_they_are_and_none_is_missing():
    for values in (["a", "b"], np.array([1, 2]), np.array([1.5, 2.5]), np.array(["nan", ""]), [True, False]):
        assert given.labels(values, 2).tolist() == list(values)
    masked = np.ma.masked_array(["a", "b"], mask=[True, False])
    for values in ([None, "b"], ["a", float("nan")], np.array([np.nan, 1]), np.array([None, "b"], object), masked):
        with pytest.raises(ValueError, match=r"1 of the 2 people have no label .* such as 'not coded'"):
            given.labels(values, 2)
    for values in (["a"], [["a", "b"]], "ab"):
        with pytest.raises(ValueError, match="2 people needs 2 labels, one for each person"):
            given.labels(values, 2)


def test_missing_values_of_pandas_are_missing():
    pandas = pytest.importorskip("pandas")
    for values in (pandas.Series(["a", None]), pandas.Series(["a", pandas.NA], dtype="string"), [pandas.NaT, 1]):
        with pytest.raises(ValueError, match="1 of the 2 people have no label"):
            given.labels(values, 2)


def test_people_are_known():
    assert given.people([1, 2, 2], "person").tolist() == [1, 2, 2]
    with pytest.raises(ValueError, match="2 of the 3 entries of person are None or NaN"):
        given.people([1, np.nan, None], "person")


NUMBERS = {
    "wilson": lambda: errors.wilson(np.int64(3), np.int64(10)),
    "wilson, none": lambda: errors.wilson(np.float64(0), np.float64(10)),
    "effective_interval": lambda: errors.effective_interval(np.float64(3), np.int64(10), np.float64(5)),
    "effective_interval, none": lambda: errors.effective_interval(np.int64(0), np.int64(10), np.float64(5)),
    "effective_interval, all": lambda: errors.effective_interval(np.int64(10), np.int64(10), np.float64(5)),
    "rate_over_people": lambda: vars(errors.rate_over_people(np.arange(9) < 4, np.arange(9) // 2)),
    "fmr": lambda: errors.fmr(np.array([0.1, 0.2]), np.float64(0.2)),
    "threshold_for_fmr": lambda: errors.threshold_for_fmr(np.array([0.1, 0.2]), np.float64(0.5)),
    "Scores.at": lambda: vars(Scores([0.1, 0.5], [0.2, 0.3], [1, 2], [[1, 2], [2, 3]]).at(np.float64(0.2))),
    "ScoreMatrix.at_fmr": lambda: vars(MATRIX.at_fmr(np.float64(0.1))),
    "eer": lambda: vars(MATRIX.eer()),
    "order_share": lambda: vars(MATRIX.order_share()),
    "by_group": lambda: vars(fairness.by_group(MATRIX, np.float64(0.5), GROUPS)[0]),
    "by_pair_of_groups": lambda: [vars(row) for row in fairness.by_pair_of_groups(MATRIX, 0.5, GROUPS)],
    "ratio": lambda: vars(fairness.ratio(MATRIX, np.float64(-9), GROUPS, "a", "b")),
    "ratio_or_words": lambda: lesson11.ratio_or_words(*np.array([20, 100, 10, 200])),
    "range_of_ratios": lambda: lesson11.range_of_ratios(np.array([[20, 100, 10, 200]])),
    "garbe": lambda: fairness.garbe(np.array([0.1, 0.2]), np.array([0.1, 0.2]), np.float64(0.5)),
    "verdict": lambda: lesson06.verdict(np.float64(0.1), np.int64(0), np.int64(10)),
    "expected_cost": lambda: decisions.expected_cost(*np.array([0.1, 0.1, 0.1, 5, 6])),
    "break_even_ratio": lambda: decisions.break_even_ratio(np.array([0.2, 0.1]), np.array([0.1, 0.2]), np.float64(0.5)),
    "people_a_day": lambda: decisions.people_a_day(*np.array([0.1, 0.1, 100, 0.5])),
    "alerts_a_day": lambda: decisions.alerts_a_day(*np.array([0.1, 0.1, 100, 0.5])),
    "precision_of_alert": lambda: decisions.precision_of_alert(*np.array([0.1, 0.1, 0.5])),
    "precision_elsewhere": lambda: lesson08.precision_elsewhere(*np.array([3, 4, 0.5, 0.1])),
    "comparisons_to_show": lambda: decisions.comparisons_to_show(np.float64(0.1)),
    "required_fmr": lambda: decisions.required_fmr(*np.array([3, 10, 5])),
    "threshold_for_promise": lambda: decisions.threshold_for_promise(MATRIX, np.float64(1.0)),
    "carried": lambda: vars(decisions.carried(decisions.comparisons_to_show, rates={"rate": (0.1, 0.1, 0.2)})),
    "chain": lambda: lesson14.chain(np.array([0.5, 1.0]), np.int64(3)),
    "two_sightings": lambda: lesson14.two_sightings(np.eye(3, dtype=bool)),
    "diluted": lambda: lesson12.diluted(*np.array([0.1, 0.2, 0.3, 0.4])),
    "fmr_with_guess": lambda: lesson12.fmr_with_guess(*np.array([0.1, 0.2, 0.3])),
    "kappa": lambda: lesson13.kappa(np.array(list("aab")), np.array(list("abb"))),
    "fpir": lambda: lesson08.fpir(np.eye(3), np.float64(0.5)),
    "fpir_formula": lambda: identification.fpir_formula(np.float64(0.1), np.int64(3)),
    "zoo": lambda: {k: v for k, v in vars(identification.zoo(MATRIX, 0.5)).items() if np.ndim(v) == 0},
    "national_file": lambda: vars(
        city.national_file(np.array([0.1, 0.2]), np.array([990, 10]), np.float64(0.2), np.int64(5), np.int64(7))
    ),
}


def numbers_in(value):
    """Yield every number and text of nested results."""
    if isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(one)
    else:
        yield value


@pytest.mark.parametrize("call", NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_pythons_own(call):
    kinds = {type(one) for one in numbers_in(call()) if not isinstance(one, str)}
    assert kinds <= {float, int, type(None)}
