"""What promises a float gives Python's own: numpy's prints as np.float64(0.5), and surprises in a learner's cell."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from facelab import (
    city,
    decisions,
    errors,
    given,
    groups,
    identification,
    matching,
    pews,
    resampling,
    scenes,
    summaries,
    templates,
)
from facelab.answers import (
    lesson01,
    lesson02,
    lesson04,
    lesson05,
    lesson06,
    lesson07,
    lesson08,
    lesson10,
    lesson11,
    lesson12,
    lesson13,
    lesson14,
    lesson15,
    lesson16,
)
from facelab.datasets import load_lfw_scores
from facelab.play import Cast
from facelab.scores import Counted, ScoreMatrix, Scores

DRAW = np.random.RandomState(0)
N = 40
MATRIX = ScoreMatrix(np.round(DRAW.normal(size=(N, N)) + 1.2 * np.eye(N), 2), np.arange(1, N + 1))
LABELS = np.repeat(["a", "b"], N // 2)
WITH_PEOPLE = Scores(MATRIX.mated, MATRIX.nonmated, MATRIX.person, np.argwhere(~np.eye(N, dtype=bool)))
MATCHES = MATRIX.false_matches(1)
POINTS, PERSON = DRAW.normal(size=(12, 9)), np.repeat([1, 2, 3], 4)
STEPS, COUNTS = np.arange(2000) / 1000, np.arange(2000, 0, -1)
TAIL = city.tails(STEPS, COUNTS)[0]
CAST = Cast.of_matrix(MATRIX)

# What a learner's own computation gives, and hands on.
HALF, TENTH, ONE, TWO, MANY = np.float64(0.5), np.float64(0.1), np.float64(1), np.int64(2), np.int64(1000)

CALLS = {
    "at": lambda: [one.at(ONE) for one in (MATRIX, WITH_PEOPLE, Scores(MATRIX.mated, MATRIX.nonmated))],
    "at, nothing counted": lambda: [one.at(np.float64(99)) for one in (MATRIX, WITH_PEOPLE)],
    "at_fmr": lambda: (MATRIX.at_fmr(TENTH), Counted(STEPS, COUNTS).at_fmr(TENTH)),
    "threshold_for_fmr": lambda: (MATRIX.threshold_for_fmr(ONE), errors.threshold_for_fmr(MATRIX.nonmated, TENTH)),
    "eer": lambda: (MATRIX.eer(), Scores([1, 2, 3], [1, 2, 2]).eer()),
    "eer_over_people": lambda: (resampling.eer_over_people(MATRIX, 20), resampling.eer_over_people(MATRIX, 20, seed=1)),
    "order_share": lambda: (MATRIX.order_share(), errors.order_share(MATRIX.mated, MATRIX.nonmated)),
    "n_failed": lambda: (MATRIX.n_failed_acquire, MATRIX.n_failed_enrol),
    "permutation_null": lambda: resampling.permutation_null(MATRIX, ONE, LABELS, replicates=9),
    "wilson": lambda: [errors.wilson(count, MANY) for count in (np.int64(0), TWO, MANY)],
    "effective_interval": lambda: [errors.effective_interval(k, MANY, HALF * MANY) for k in (np.int64(0), TWO, MANY)],
    "rate_over_people": lambda: [errors.rate_over_people(np.isin(PERSON, some), PERSON) for some in ([], [1], PERSON)],
    "by_group": lambda: [
        groups.by_group(MATRIX, ONE, LABELS, ["a", "b", "nobody"]),
        groups.by_pair_of_groups(MATRIX, ONE, LABELS),
        groups.threshold_for_each_group(MATRIX, LABELS, TENTH),
        groups.at_thresholds(MATRIX, {"a": ONE, "b": TWO}, LABELS),
    ],
    "expected_cost": lambda: decisions.expected_cost(TENTH, HALF, TENTH, MANY, ONE),
    "break_even_ratio": lambda: decisions.break_even_ratio((HALF, TENTH), (TENTH, HALF), HALF),
    "people_a_day": lambda: decisions.people_a_day(TENTH, HALF, MANY, HALF),
    "alerts_a_day": lambda: decisions.alerts_a_day(TENTH, HALF, MANY, HALF),
    "precision_of_alert": lambda: decisions.precision_of_alert(TENTH, HALF, HALF),
    "required_fmr": lambda: (decisions.required_fmr(TWO, MANY, TWO), decisions.required_fmr(TWO, TWO, TWO)),
    "comparisons_to_show": lambda: decisions.comparisons_to_show(TENTH),
    "threshold_for_promise": lambda: decisions.threshold_for_promise(MATRIX, HALF),
    "carried": lambda: decisions.carried(decisions.precision_of_alert, base_rate=HALF, fnir=HALF,
                                         rates={"fpir": (HALF, TENTH, ONE)}),
    "fpir_formula": lambda: identification.fpir_formula(TENTH, TWO),
    "zoo": lambda: identification.zoo(MATRIX, ONE),
    "fpir_by_size": lambda: identification.fpir_by_size(MATRIX, ONE, [1, 2]),
    "tails": lambda: city.tails(STEPS, COUNTS, np.float64(1e-3), np.float64(1e-6)),
    "Tail": lambda: [(tail.fmr(ONE), tail.threshold(TENTH**7)) for tail in city.tails(STEPS, COUNTS)],
    "national_file": lambda: (
        city.national_file(STEPS, COUNTS, ONE, MANY, MANY),
        city.national_file(STEPS, COUNTS, TWO, MANY, MANY, TAIL),
    ),
    "rank1_rate": lambda: matching.rank1_rate(POINTS, PERSON, POINTS, PERSON),
    "summaries": lambda: [
        *[one([HALF, TENTH]) for one in (summaries.max_over_min, summaries.max_over_geometric_mean, summaries.gini)],
        *[one([HALF, TENTH], [TENTH, HALF], HALF)
          for one in (summaries.fairness_discrepancy_rate, summaries.inequity_rate, summaries.garbe)],
    ],
    "Log": lambda: [
        (log.fpir(), log.fnir(), log.count("right"))
        for log in (scenes.watch_list(CAST, ONE, 5, 200, HALF), scenes.cash_machine(CAST, ONE, 200, HALF),
                    scenes.paper_dispenser(CAST, ONE, 200, ONE, returning=HALF))
    ],
    "rating": lambda: scenes.rating(CAST, ONE, 200),
    "follow": lambda: scenes.follow([MATRIX.values, MATRIX.values], 0, ONE),
    "LfwScores.line": lambda: load_lfw_scores().line("dlib", TENTH),
    "given": lambda: (given.threshold(ONE), given.threshold(np.array(1)), given.share(HALF, "A share")),
    "lesson 1": lambda: lesson01.leave_one_out_rate(POINTS, PERSON),
    "lesson 2": lambda: (
        lesson02.eigenface_rank1_rate(POINTS, PERSON, POINTS, PERSON, 2),
        lesson02.choose_k([1, 2], np.array([0.5, 0.9]), TENTH),
    ),
    "lesson 4": lambda: (
        matching.ncc(POINTS, POINTS + 1),
        matching.ncc(POINTS, np.ones_like(POINTS)),
        lesson04.verify(POINTS[0], POINTS[1], HALF),
        lesson04.identify(PERSON[::4], POINTS[::4], POINTS[1], -ONE),
        lesson04.open_set_errors(np.array([1, 0, 2]), np.array([1, 3, 3]), np.array([1, 2])),
    ),
    "lesson 5": lambda: (
        errors.fmr(MATRIX.nonmated, ONE),
        errors.fnmr(MATRIX.mated, ONE),
        lesson05.equal_error_rate(MATRIX.mated, MATRIX.nonmated),
        lesson05.error_rates(np.array([1.0, 2]), np.array([True, False]), ONE),
    ),
    "lesson 6": lambda: lesson06.fmr_of_draw(MATCHES, np.arange(N)),
    "lesson 7": lambda: (
        lesson07.cheapest_threshold(MATRIX.mated, MATRIX.nonmated, HALF, ONE, ONE),
        lesson07.tune_and_report(MATRIX.values, LABELS == "a", HALF, ONE, ONE),
    ),
    "lesson 8": lambda: (
        lesson08.fpir(MATRIX.values, ONE),
        lesson08.survivors(MATCHES, MATCHES),
        lesson08.precision_elsewhere(TWO, ONE, TENTH, HALF),
    ),
    "lesson 10": lambda: (lesson10.fmr_by_group(MATCHES, LABELS), lesson10.hidden_share(MATCHES, LABELS, "a")),
    "lesson 11": lambda: (
        lesson11.ratio_or_words(MANY, MANY, MANY, 2 * MANY),
        lesson11.shuffled_ratio(MATCHES, LABELS, np.arange(N), "a"),
        lesson11.range_of_ratios([(TWO * 20, MANY, TWO * 10, MANY)]),
    ),
    "lesson 12": lambda: (
        lesson12.line_for_each(MATRIX.values, LABELS, TENTH),
        lesson12.diluted(HALF, TENTH, TENTH, TENTH),
        lesson12.fmr_with_guess(HALF, TENTH, TENTH),
    ),
    "lesson 13": lambda: (
        lesson13.against_the_lazy(LABELS, LABELS),
        lesson13.share_over_people(MATCHES[0], LABELS),
        lesson13.kappa(LABELS, LABELS[::-1]),
    ),
    "pews": lambda: (
        lesson15.pews(MATRIX.values, np.arange(N), np.arange(N), ONE),
        pews.search_pews(MATRIX.values, np.arange(N), np.arange(N), ONE),
        pews.middle_of([TWO, MANY], MANY),
    ),
    "templates": lambda: (
        templates.climb(lambda one: HALF, np.zeros(2), np.eye(2), 3, ONE).asked_until(TENTH),
        templates.scorer(np.ones(2), np.zeros(3), np.eye(3)[:2], np.ones(2))(np.ones(3)),
    ),
    "lesson 14": lambda: (lesson14.chain(np.array([0.5, 0.1]), TWO), lesson14.two_sightings(MATCHES)),
    "lesson 16": lambda: (
        lesson16.let_in(MATRIX.values, ONE),
        lesson16.turned_away(MATRIX.values, ONE, LABELS),
        lesson16.one_line_keeps_both(np.array([0.5, 0.1]), np.array([0.1, 0.2]), TENTH, HALF),
    ),
}  # fmt: skip


def numpys(value, where=""):
    """Yield the place of every number of numpy's in a result; arrays may hold what they like."""
    if isinstance(value, np.generic):
        yield f"{where}: {value!r}"
    elif is_dataclass(value):
        for field in fields(value):
            yield from numpys(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from numpys([key, one], f"{where}[{key!r}]")
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from numpys(one, f"{where}[{place}]")


@pytest.mark.parametrize("name", CALLS)
def test_numbers_are_pythons_own(name):
    assert not list(numpys(CALLS[name]()))


def test_a_number_of_numpys_is_seen():
    assert len(list(numpys({"a": (1.0, np.float64(1)), np.int64(3): [np.array([1.0])]}))) == 2
