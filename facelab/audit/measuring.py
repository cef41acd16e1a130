"""Measure what a report says: `measure(comparisons, settings)` returns `Findings`, numbers without words.

The line is chosen on some people and tried on others. Every interval is over people.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from facelab.audit.columns import BadTable
from facelab.audit.comparisons import Comparisons, PeoplesScores
from facelab.audit.drawing import eer_over_people
from facelab.audit.grouping import Grouping, grouping
from facelab.candidates import smallest_candidate
from facelab.intervals import Rate, rate_over_people, support_for
from facelab.measures import EerOverPeople, OperatingPoint

FEWEST_OF_A_HALF = 20  # people: with fewer the halves say less than the same people twice, and the report says which
ASKED = (0.01, 0.001, 0.0001)


class Choice(StrEnum):
    """On whom the line was chosen."""

    MARKED = "marked"
    HALVES = "halves"
    SAME = "same"
    GIVEN = "given"


@dataclass(frozen=True)
class Settings:
    """What is asked of the scores.

    asked: FMRs, each of which gets a line. lines: (threshold, FMR promised for it or None), as the file counts them,
        so that a distance is a distance; with lines and nothing asked, no line is chosen.
    same_people: choose the line on the people on whom it is reported. distrust: refuse scores that seem turned round.
    draws, shuffles: how often people are drawn and labels dealt. seed: of every draw, and of the two halves.
    """

    asked: tuple[float, ...] = ASKED
    lines: tuple[tuple[float, float | None], ...] = ()
    same_people: bool = False
    distrust: bool = True
    draws: int = 300
    shuffles: int = 1000
    seed: int = 0


@dataclass(frozen=True)
class Line:
    """What one line does.

    at: rates, counts and intervals on the people reported on. chosen: (false matches, non-mated comparisons) at the
    line among the people on whom it was chosen; None for a line that was given.
    refused: of all mated comparisons, those that did not match, for a score below the line or for none.
    """

    at: OperatingPoint
    chosen: tuple[int, int] | None
    refused: Rate

    @property
    def kept(self) -> bool | None:
        """Whether the FMR asked was kept: True or False where the interval tells, None where it does not."""
        asked, (low, high) = self.at.asked, self.at.fmr_interval
        if asked is None or low <= asked < high:
            return None
        return high <= asked


@dataclass(frozen=True)
class Failures:
    """Comparisons without a score, by kind, and people of whom no enrolment or no probe ever gave one."""

    n_mated: int
    n_mated_failed: int
    n_nonmated: int
    n_nonmated_failed: int
    n_people: int
    n_not_enrolled: int
    n_not_acquired: int


@dataclass(frozen=True)
class Findings:
    """Everything that a report says, as numbers.

    whole: the table as it was read. reported: the comparisons that the rates are of. settings: what was asked.
    choice: on whom the lines were chosen. n_chosen_on: people among them. n_left_out: comparisons across the two sets.
    lines: from the loosest. eer, in_order: of the reported scores. groupings: one for each pair of columns.
    """

    whole: Comparisons
    reported: Comparisons
    settings: Settings
    choice: Choice
    n_chosen_on: int
    n_left_out: int
    scores: PeoplesScores
    lines: tuple[Line, ...]
    eer: EerOverPeople
    in_order: float
    failures: Failures
    groupings: tuple[Grouping, ...]

    @property
    def main(self) -> int:
        """Which line the groups are shown at: the middle one, so that no result decides it."""
        return len(self.lines) // 2


def measure(whole: Comparisons, settings: Settings, step: Callable[[str], None] = lambda _: None) -> Findings:
    """Return what a report says about a table of comparisons.

    Args:
        whole: the table. settings: what is asked of it. step: told what is being done.

    Raises:
        BadTable: if the table cannot answer: one kind of comparison only, a set without comparisons, scores that seem
            to be turned round, a grouping with too many labels.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Most mated scores lie below")  # said here in its own way
        return _measure(whole, settings, step)


def _measure(whole: Comparisons, settings: Settings, step: Callable[[str], None]) -> Findings:
    step("sorting")
    _refuse_turned_round(_scores(whole, whole.name), whole, settings)
    choice, chosen_on, reported = _sides(whole, settings)
    scores = _scores(reported, whole.name if reported is whole else f"{whole.name}, the people reported on")
    lines = _lines(scores, reported, chosen_on, settings)
    step("drawing people")
    not_enrolled, not_acquired = reported.without_any_score()
    eer = eer_over_people(scores, reported.present, settings.draws, settings.seed)
    groups = []
    for name, labels in whole.groups.items():
        step(f"groups: {name}")
        thresholds = [line.at.threshold for line in lines]
        groups.append(grouping(name, labels, reported, scores, thresholds, settings.shuffles, settings.seed))
    mated, failed = reported.mated, reported.failed
    counted = len(reported.score) + (len(chosen_on.score) if chosen_on is not None else 0)
    return Findings(
        whole=whole,
        reported=reported,
        settings=settings,
        choice=choice,
        n_chosen_on=0 if chosen_on is None else int(chosen_on.present.sum()),
        n_left_out=len(whole.score) - counted if choice is Choice.HALVES else 0,
        scores=scores,
        lines=lines,
        eer=eer,
        in_order=scores.share_in_order(),
        failures=Failures(
            n_mated=int(mated.sum()),
            n_mated_failed=int((mated & failed).sum()),
            n_nonmated=int((~mated).sum()),
            n_nonmated_failed=int((~mated & failed).sum()),
            n_people=int(reported.present.sum()),
            n_not_enrolled=int(not_enrolled.sum()),
            n_not_acquired=int(not_acquired.sum()),
        ),
        groupings=tuple(groups),
    )


def _scores(comparisons: Comparisons, what: str) -> PeoplesScores:
    scored = comparisons.mated[~comparisons.failed]
    if len(scored) == 0:
        raise BadTable(f"{what}: no comparison has a score, so there is nothing to measure.")
    for kind, n, missing in (
        (
            "mated",
            int(scored.sum()),
            "Who is missed cannot be counted. Add comparisons of each person with themselves.",
        ),
        ("non-mated", int((~scored).sum()), "False matches cannot be counted. Add comparisons of two people."),
    ):
        if n == 0:
            raise BadTable(f"{what}: no {kind} comparison has a score. {missing}")
    return comparisons.scores()


def _refuse_turned_round(scores: PeoplesScores, whole: Comparisons, settings: Settings) -> None:
    share = scores.share_in_order()
    if not settings.distrust or share >= 0.5:
        return
    way = "distances (--distance)" if whole.is_distance else "similarities"
    other = "leave --distance out" if whole.is_distance else "say --distance"
    raise BadTable(
        f"{whole.name} was read as {way}, and then two people look more alike than one person with themselves in "
        f"{1 - share:.0%} of all pairs of a non-mated and a mated score. If the scores are the other way round, "
        f"{other}; if they are right as they are, say --as-they-are."
    )


def _sides(whole: Comparisons, settings: Settings) -> tuple[Choice, Comparisons | None, Comparisons]:
    """Return on whom the line is chosen, these comparisons, and those that are reported."""
    if whole.development is not None:
        chosen_on, reported = whole.among(whole.development), whole.among(~whole.development)
        if len(reported.score) == 0:
            raise BadTable(f"{whole.name}: every row is marked development, and none test. Nothing can be reported.")
        if not settings.asked:
            return Choice.GIVEN, None, reported
        if not (~chosen_on.mated & ~chosen_on.failed).any():
            raise BadTable(
                f"{whole.name}: no development row is a non-mated comparison with a score, so no line can be chosen on "
                "these people. Mark some, or give the line as --threshold."
            )
        return Choice.MARKED, chosen_on, reported
    if not settings.asked:
        return Choice.GIVEN, None, whole
    if not settings.same_people:
        first = np.zeros(len(whole.people), dtype=bool)
        order = np.random.RandomState(settings.seed).permutation(len(whole.people))
        first[order[: len(order) // 2]] = True
        sides = whole.among(first), whole.among(~first)
        if all(_can_stand_alone(side) for side in sides):
            return Choice.HALVES, *sides
    return Choice.SAME, whole, whole


def _can_stand_alone(side: Comparisons) -> bool:
    scored = ~side.failed
    people = np.unique(side.probe[scored & side.mated])
    return len(people) >= FEWEST_OF_A_HALF and int((scored & ~side.mated).sum()) >= FEWEST_OF_A_HALF


def _lines(
    scores: PeoplesScores, reported: Comparisons, chosen_on: Comparisons | None, settings: Settings
) -> tuple[Line, ...]:
    wanted: list[tuple[float, float | None, np.ndarray | None]] = []
    if settings.asked and chosen_on is not None:
        scored = ~chosen_on.failed
        nonmated = np.sort(chosen_on.score[scored & ~chosen_on.mated])
        mated = np.sort(chosen_on.score[scored & chosen_on.mated])
        wanted += [(smallest_candidate(nonmated, asked, mated), asked, nonmated) for asked in settings.asked]
    sign = -1.0 if reported.is_distance else 1.0
    wanted += [(sign * line, promised, None) for line, promised in settings.lines]
    lines = []
    for threshold, asked, on in sorted(wanted, key=lambda one: one[0]):
        at = scores.at(threshold)
        support = support_for(asked, at.fmr, at.fmr_n_eff, at.n_people_in_false_matches)
        chosen = None if on is None else (int(len(on) - np.searchsorted(on, threshold)), len(on))
        score, person = reported.score[reported.mated], reported.probe[reported.mated]
        lines.append(
            Line(replace(at, asked=asked, support=support), chosen, rate_over_people(~(score >= threshold), person))
        )
    return tuple(lines)
