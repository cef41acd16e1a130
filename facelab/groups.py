"""Error rates by group: one line for all or one for each, within a group and across two.

A group is whatever a label says: `datasets/lfw/README.md` tells how the labels of this course were made and how often
they are wrong. Within a group means that both people of a non-mated comparison carry the label. Every function works
at thresholds fixed before: choose them on other people.

Groups that are empty, of one person, or without a code stay in the tables as rows. A missing label (None, NaN) is
refused everywhere: name it, for example "not coded".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from facelab import given
from facelab.intervals import Support, effective_interval, places_for, support_for
from facelab.measures import OperatingPoint
from facelab.scores import ScoreMatrix


@dataclass(frozen=True)
class GroupRow:
    """What a matcher does to one group at one threshold.

    group: the label. n_people: people who carry it. n_failed: of them, people with a photo that failed.
    fmr, fnmr: within the group, 0 to 1; NaN where there is no comparison.
    n_false_matches, n_nonmated, n_false_nonmatches, n_mated: the counts behind them.
    fmr_interval, fnmr_interval: (low, high), 95 %, over people; (0, 1) where nothing can be said.
    support: of the FMR, "none", "thin" or "measured", as in `facelab.measures.OperatingPoint`.
    """

    group: str
    n_people: int
    n_failed: int
    fmr: float
    n_false_matches: int
    n_nonmated: int
    fmr_interval: tuple[float, float]
    fnmr: float
    n_false_nonmatches: int
    n_mated: int
    fnmr_interval: tuple[float, float]
    support: Support

    def __str__(self) -> str:
        """Return the row as a line of text."""
        (low, high), (low_fnmr, high_fnmr) = self.fmr_interval, self.fnmr_interval
        one, other = places_for(low, high), places_for(low_fnmr, high_fnmr)
        return (
            f"{self.group}: {self.n_people:,} people, FMR {self.fmr:.{one}f} ({self.n_false_matches:,} of "
            f"{self.n_nonmated:,}; {low:.{one}f} to {high:.{one}f}; {self.support}), FNMR {self.fnmr:.{other}f} "
            f"({self.n_false_nonmatches} of {self.n_mated:,}; {low_fnmr:.{other}f} to {high_fnmr:.{other}f})"
        )


def by_group(
    matrix: ScoreMatrix, threshold: float, labels: np.ndarray, groups: Sequence[str] | None = None
) -> list[GroupRow]:
    """Return a row for each group: its FMR within the group and its FNMR, at one threshold for all.

    Args:
        matrix: every probe against every enrolment.
        threshold: a comparison matches at this score or above.
        labels: (n,) one label a person.
        groups: the labels to list, in this order; by default all that occur. A label that nobody has is a row too.

    Raises:
        ValueError: if the labels do not fit or one is missing, or the threshold is not one number.
    """
    labels, threshold = _labels(matrix, labels), given.threshold(threshold)
    rows = []
    for group in map(str, np.unique(labels) if groups is None else groups):
        members = np.flatnonzero(labels == group)
        failed = int(np.count_nonzero(~matrix.usable[members]))
        rows.append(_group_row(group, len(members), failed, _within(matrix, members, threshold)))
    return rows


@dataclass(frozen=True)
class PairRow:
    """Non-mated comparisons of probes of one group with enrolments of another (or of the same).

    fmr: 0 to 1, NaN without a comparison. interval: (low, high), 95 %, over the people of both groups.
    support: "none", "thin" or "measured", from the false matches and the people in them.
    """

    probe: str
    enrolled: str
    fmr: float
    n_false_matches: int
    n_nonmated: int
    interval: tuple[float, float]
    support: Support


def by_pair_of_groups(matrix: ScoreMatrix, threshold: float, labels: np.ndarray) -> list[PairRow]:
    """Return the FMR of every directed pair of groups, probe first.

    The standard error leaves room for both samples of people: each probe and each enrolment contributes its own
    deviation, SE^2 = sum of h_i^2 / (m (m - 1)) over probes plus the same over enrolments. Within one group the two are
    the same people, whose deviations are added before they are squared: a group with itself has the interval and the
    support of its row in `by_group`.

    Args:
        matrix: every probe against every enrolment.
        threshold: a comparison matches at this score or above.
        labels: (n,) one label a person.

    Raises:
        ValueError: if the labels do not fit or one is missing, or the threshold is not one number.
    """
    labels, threshold = _labels(matrix, labels), given.threshold(threshold)
    matches = matrix.false_matches(threshold)
    compared = matrix.compared & ~np.eye(len(labels), dtype=bool)
    names = [str(name) for name in np.unique(labels)]
    rows = []
    for probe in names:
        for enrolled in names:
            cell = np.ix_(labels == probe, labels == enrolled)
            n_false_matches, n_nonmated = int(matches[cell].sum()), int(compared[cell].sum())
            if probe == enrolled:
                at = _within(matrix, np.flatnonzero(labels == probe), threshold)
                interval, support = (at.fmr_interval, at.support) if at else ((0.0, 1.0), Support.NONE)
            else:
                interval, support = _across(matches[cell], compared[cell])
            fmr = n_false_matches / n_nonmated if n_nonmated else nan
            rows.append(PairRow(probe, enrolled, fmr, n_false_matches, n_nonmated, interval, support))
    return rows


def threshold_for_each_group(matrix: ScoreMatrix, labels: np.ndarray, target: float) -> dict[str, float]:
    """Return, for each group, the smallest threshold that keeps the target FMR within the group.

    Report the rates on other people: a group of twenty leaves 380 comparisons to choose on.

    Raises:
        ValueError: if the labels do not fit or one is missing, the target is outside 0 to 1, or a group has no
            comparison.
    """
    labels = _labels(matrix, labels)
    found = {}
    for group in map(str, np.unique(labels)):
        part = _part(matrix, np.flatnonzero(labels == group))
        if part is None:
            raise ValueError(f"The group {group!r} has no comparison to choose a threshold on.")
        found[group] = part.threshold_for_fmr(target)
    return found


def at_thresholds(matrix: ScoreMatrix, thresholds: Mapping[str, float], labels: np.ndarray) -> list[GroupRow]:
    """Return a row for each group, each at a threshold of its own.

    Args:
        thresholds: label to threshold, one for every label that occurs.

    Raises:
        ValueError: if the labels do not fit, one is missing or has no threshold.
    """
    labels = _labels(matrix, labels)
    missing = sorted(set(map(str, np.unique(labels))) - set(thresholds))
    if missing:
        raise ValueError(f"There is no threshold for {', '.join(missing)}: people without a group need one too.")
    return [by_group(matrix, thresholds[group], labels, [group])[0] for group in map(str, np.unique(labels))]


def cohort_normalised(scores: np.ndarray, cohort: np.ndarray) -> np.ndarray:
    """Return scores as standard deviations above what each probe scores with a cohort of strangers.

    A probe that is like many people is brought down to the common level without anybody's group. The cohort must hold
    nobody who is compared, and who is in it decides what is repaired: a probe is lowered as far as it is like them.

    Args:
        scores: (n, m) of n probes with m enrolments; NaN, where a photo failed, stays.
        cohort: (n, c) of the same probes with c strangers, c at least 2; NaN is left out.

    Returns:
        (n, m), rounded to 0.001; NaN for a probe without two scores with the cohort.

    Raises:
        ValueError: if the shapes do not fit, or a probe scores the same with the whole cohort.

    Source: the T-norm of speaker verification (Auckenthaler, Carey and Lloyd-Thomas 2000; known, the paper not read).
    """
    scores, cohort = np.asarray(scores, dtype=float), np.asarray(cohort, dtype=float)
    if scores.ndim != 2 or cohort.ndim != 2 or len(scores) != len(cohort) or cohort.shape[1] < 2:
        raise ValueError(
            f"cohort_normalised needs (n, m) scores and (n, c) with a cohort of at least 2; got {scores.shape} and "
            f"{cohort.shape}."
        )
    normalised = np.full(scores.shape, nan)
    usable = np.count_nonzero(~np.isnan(cohort), axis=1) >= 2
    mean, spread = np.nanmean(cohort[usable], axis=1), np.nanstd(cohort[usable], axis=1)
    if not spread.all():
        raise ValueError("A probe scores the same with everybody in the cohort: there is no spread to divide by.")
    normalised[usable] = np.round((scores[usable] - mean[:, np.newaxis]) / spread[:, np.newaxis], 3)
    return normalised


def _part(matrix: ScoreMatrix, members: np.ndarray) -> ScoreMatrix | None:
    """Return the matrix of some people among themselves, or None if fewer than two of them have both photos."""
    return matrix.among(members) if np.count_nonzero(matrix.usable[members]) >= 2 else None


def _within(matrix: ScoreMatrix, members: np.ndarray, threshold: float) -> OperatingPoint | None:
    """Return the operating point of some people among themselves, or None if fewer than two of them have both photos.

    The one place where a group's interval is made, for its row and for its cell with itself.
    """
    part = _part(matrix, members)
    return None if part is None else part.at(threshold)


def _group_row(group: str, n_people: int, n_failed: int, at: OperatingPoint | None) -> GroupRow:
    return GroupRow(
        group=group,
        n_people=n_people,
        n_failed=n_failed,
        fmr=at.fmr if at else nan,
        n_false_matches=at.n_false_matches if at else 0,
        n_nonmated=at.n_nonmated if at else 0,
        fmr_interval=at.fmr_interval if at else (0.0, 1.0),
        fnmr=at.fnmr if at else nan,
        n_false_nonmatches=at.n_false_nonmatches if at else 0,
        n_mated=at.n_mated if at else 0,
        fnmr_interval=at.fnmr_interval if at else (0.0, 1.0),
        support=at.support if at else Support.NONE,
    )


def _across(matches: np.ndarray, compared: np.ndarray) -> tuple[tuple[float, float], Support]:
    """Return the interval and the support of the FMR of probes of one group with enrolments of another.

    matches, compared: (m, k) bool, m probes against k enrolments of other people.
    """
    trials, errors = int(compared.sum()), int(matches.sum())
    if trials == 0:
        return (0.0, 1.0), Support.NONE
    rate, squared_error = errors / trials, 0.0
    for axis in (1, 0):  # each probe's trials and errors, then each enrolment's
        own_trials, own_errors = compared.sum(axis=axis), matches.sum(axis=axis)
        m = int(np.count_nonzero(own_trials))
        if m > 1:
            squared_error += m / (m - 1) * np.sum((own_errors - rate * own_trials) ** 2)
    squared_error /= trials**2
    people = min(np.count_nonzero(compared.any(axis=1)), np.count_nonzero(compared.any(axis=0)))
    # Without an error, or with nothing else, there is no spread: the people of the smaller side give the bound.
    worth = rate * (1 - rate) / squared_error if squared_error > 0 else people
    worth = float(max(1.0, min(trials, worth)))
    involved = int(np.count_nonzero(matches.any(axis=1)) + np.count_nonzero(matches.any(axis=0)))
    return effective_interval(errors, trials, worth), support_for(None, rate, worth, involved)


def _labels(matrix: ScoreMatrix, labels: np.ndarray) -> np.ndarray:
    return given.labels(labels, len(matrix.person)).astype(str)
