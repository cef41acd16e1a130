"""Rates by group for a list of comparisons: within each group, beside the largest group, and beside chance.

Rows and ratios are those of `facelab.groups` and `facelab.ratios`; a full matrix gives the same numbers.
"""

from dataclasses import dataclass
from math import nan

import numpy as np

from facelab.audit.columns import BadTable
from facelab.audit.comparisons import NOT_CODED, Comparisons, PeoplesScores
from facelab.audit.drawing import Shuffled, shuffled_ratios
from facelab.groups import GroupRow
from facelab.intervals import Support, effective_interval, n_eff, rate_over_people, support_for
from facelab.ratios import Ratio, ratio_interval

MOST_GROUPS = 20  # of a grouping: more nobody reads, and the largest of them differs from the smallest by chance


@dataclass(frozen=True)
class Grouping:
    """What a matcher does to the groups of one grouping.

    name: of the grouping. beside: the group with the most people, which the others are compared with; None with fewer
    than two groups. rows: for each line, a row a group. fmr_ratios, fnmr_ratios: for each line, group to its rate over
    that of `beside`. shuffled: the same ratio of FMRs with labels dealt out by lot; None where a group has no
    comparison within it.
    """

    name: str
    beside: str | None
    rows: tuple[tuple[GroupRow, ...], ...]
    fmr_ratios: tuple[dict[str, Ratio], ...]
    fnmr_ratios: tuple[dict[str, Ratio], ...]
    shuffled: tuple[dict[str, Shuffled], ...] | None


def grouping(
    name: str,
    labels: np.ndarray,
    comparisons: Comparisons,
    scores: PeoplesScores,
    thresholds: list[float],
    shuffles: int,
    seed: int,
) -> Grouping:
    """Return rates, ratios and shuffles of the groups that labels (n_people,) make, at each threshold.

    People without a label stay in the table as a group; they are left out of ratios and shuffles.

    Raises:
        BadTable: if there are more than 20 groups.
    """
    groups = [str(label) for label in np.unique(labels[comparisons.present].astype(str))]
    if len(groups) > MOST_GROUPS:
        raise BadTable(
            f"{comparisons.name}: the grouping '{name}' has {len(groups)} labels, and a report shows at most "
            f"{MOST_GROUPS}. Join them to fewer groups before anybody looks at rates, or name other groupings "
            "(--groups)."
        )
    failed = np.logical_or(*comparisons.without_any_score())
    tables = [_rows(group, labels == group, comparisons, failed, thresholds) for group in groups]
    rows = tuple(zip(*tables, strict=True))
    coded = [row for row in rows[0] if row.group != NOT_CODED]
    beside = max(coded, key=lambda row: row.n_people).group if len(coded) > 1 else None
    shuffled = None
    if beside is not None and all(row.n_nonmated for row in coded):
        dealt = comparisons.present & ~failed & (labels != NOT_CODED)
        shuffled = tuple(shuffled_ratios(scores, thresholds, labels, dealt, beside, shuffles, seed))
    return Grouping(
        name=name,
        beside=beside,
        rows=rows,
        fmr_ratios=tuple(_ratios(line, beside, "fmr") for line in rows),
        fnmr_ratios=tuple(_ratios(line, beside, "fnmr") for line in rows),
        shuffled=shuffled,
    )


def _rows(
    group: str, members: np.ndarray, comparisons: Comparisons, failed: np.ndarray, thresholds: list[float]
) -> list[GroupRow]:
    inside = comparisons.among(members)
    members = members & comparisons.present
    people, n_failed = int(members.sum()), int((members & failed).sum())
    scored = ~inside.failed
    n_mated, n_nonmated = int((scored & inside.mated).sum()), int((scored & ~inside.mated).sum())
    if n_mated and n_nonmated:
        own = inside.scores()
        found = []
        for threshold in thresholds:
            at = own.at(threshold)
            found.append(
                GroupRow(
                    group, people, n_failed,
                    at.fmr, at.n_false_matches, at.n_nonmated, at.fmr_interval,
                    at.fnmr, at.n_false_nonmatches, at.n_mated, at.fnmr_interval, at.support,
                )
            )  # fmt: skip
        return found
    return [_row_of_one_kind(group, people, n_failed, inside, threshold) for threshold in thresholds]


def _row_of_one_kind(group: str, people: int, n_failed: int, inside: Comparisons, threshold: float) -> GroupRow:
    """Return the row of a group with comparisons of one kind only: a group of one person, for example."""
    scored = inside.where(~inside.failed)
    nothing = nan, 0, 0, (0.0, 1.0)
    fmr, fnmr, support = nothing, nothing, Support.NONE
    hits = scored.score >= threshold
    if scored.mated.any():
        rate = rate_over_people(~hits[scored.mated], scored.probe[scored.mated])
        fnmr = rate.value, rate.count, rate.n, (rate.low, rate.high)
    elif len(hits):
        n = len(scored.people)
        errors = np.bincount(scored.probe[hits], minlength=n) + np.bincount(scored.enrolled[hits], minlength=n)
        trials = np.bincount(scored.probe, minlength=n) + np.bincount(scored.enrolled, minlength=n)
        worth = n_eff(errors, trials, parts=2)
        fmr = float(hits.mean()), int(hits.sum()), len(hits), effective_interval(int(hits.sum()), len(hits), worth)
        support = support_for(None, fmr[0], worth, int(np.count_nonzero(errors)))
    return GroupRow(group, people, n_failed, *fmr, *fnmr, support)


def _ratios(rows: tuple[GroupRow, ...], beside: str | None, rate: str) -> dict[str, Ratio]:
    """Return group to its rate over that of the group beside it; groups without such a comparison are left out."""
    found = {row.group: row for row in rows if row.group != NOT_CODED and not np.isnan(getattr(row, rate))}
    if beside not in found:
        return {}
    other = found.pop(beside)
    count = "n_false_matches" if rate == "fmr" else "n_false_nonmatches"
    answers = {}
    for group, one in found.items():
        upper, lower = ((getattr(row, rate), *getattr(row, f"{rate}_interval")) for row in (one, other))
        low, high = ratio_interval(upper, lower)
        value = upper[0] / lower[0] if lower[0] else nan
        answers[group] = Ratio(value, low, high, (getattr(one, count), getattr(other, count)))
    return answers
