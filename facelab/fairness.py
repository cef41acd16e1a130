"""Error rates by group, what may be said about their differences, and the summaries that reports print.

A group is whatever a label says: `datasets/lfw/README.md` tells how the labels of this course were made and how often
they are wrong. Within a group means that both people of a non-mated comparison carry the label. Every function works
at one threshold for all, fixed before: choose it on other people.

Groups that are empty, of one person, or without a code stay in the tables as rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan

import numpy as np

from facelab.errors import ScoreMatrix, effective_interval, person_bootstrap
from facelab.errors import support as support_of

NOT_MEASURABLE = "not measurable"
ENOUGH_FOR_A_RATIO = 10  # errors on either side from which a ratio is measured (course.md, Statistics)


@dataclass(frozen=True)
class GroupRow:
    """What a matcher does to one group at one threshold.

    group: the label. n_people: people who carry it. n_failed: of them, people with a photo that failed.
    fmr, fnmr: within the group, 0 to 1; NaN where there is no comparison.
    n_false_matches, n_nonmated, n_false_nonmatches, n_mated: the counts behind them.
    fmr_interval, fnmr_interval: (low, high), 95 %, over people; (0, 1) where nothing can be said.
    support: of the FMR, "none", "thin" or "measured", as in `facelab.errors.OperatingPoint`.
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
    support: str

    def __str__(self) -> str:
        """Return the row as a line of text."""
        return (
            f"{self.group}: {self.n_people:,} people, FMR {self.fmr:.6f} ({self.n_false_matches:,} of "
            f"{self.n_nonmated:,}; {self.fmr_interval[0]:.6f} to {self.fmr_interval[1]:.6f}; {self.support}), "
            f"FNMR {self.fnmr:.4f} ({self.n_false_nonmatches} of {self.n_mated:,}; "
            f"{self.fnmr_interval[0]:.4f} to {self.fnmr_interval[1]:.4f})"
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
        ValueError: if the labels do not fit.
    """
    labels = _checked_labels(matrix, labels)
    rows = []
    for group in np.unique(labels) if groups is None else groups:
        members = np.flatnonzero(labels == group)
        failed = int(np.count_nonzero(~(matrix.acquired & matrix.enrolled)[members]))
        part = _part(matrix, members)
        if part is None:
            rows.append(
                GroupRow(str(group), len(members), failed, nan, 0, 0, (0.0, 1.0), nan, 0, 0, (0.0, 1.0), "none")
            )
            continue
        at = part.at(threshold)
        rows.append(
            GroupRow(
                str(group),
                len(members),
                failed,
                at.fmr,
                at.n_false_matches,
                at.n_nonmated,
                at.fmr_interval,
                at.fnmr,
                at.n_false_nonmatches,
                at.n_mated,
                at.fnmr_interval,
                at.support,
            )
        )
    return rows


@dataclass(frozen=True)
class PairRow:
    """Non-mated comparisons of probes of one group with enrolments of another (or of the same).

    fmr: 0 to 1, NaN without a comparison. interval: (low, high), 95 %, over the people of both groups.
    support: "none", "thin" or "measured", from the false matches and their effective number of trials.
    """

    probe: str
    enrolled: str
    fmr: float
    n_false_matches: int
    n_nonmated: int
    interval: tuple[float, float]
    support: str


def by_pair_of_groups(matrix: ScoreMatrix, threshold: float, labels: np.ndarray) -> list[PairRow]:
    """Return the FMR of every directed pair of groups, probe first.

    The standard error leaves room for both samples of people: each probe and each enrolment contributes its own
    deviation, SE^2 = sum of h_i^2 / (m (m - 1)) over probes plus the same over enrolments. Within one group the two are
    the same people, whose deviations are added before they are squared.

    Raises:
        ValueError: if the labels do not fit.
    """
    labels = _checked_labels(matrix, labels)
    matches = matrix.false_matches(threshold)
    compared = matrix.compared & ~np.eye(len(labels), dtype=bool)
    names = [str(name) for name in np.unique(labels)]
    rows = []
    for probe in names:
        for enrolled in names:
            cell = np.ix_(labels == probe, labels == enrolled)
            rows.append(_pair_row(probe, enrolled, matches[cell], compared[cell]))
    return rows


def fmr_by_group(matches: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """Return label to FMR within its group; NaN for a group of one.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person.

    Raises:
        ValueError: if the table is not square and of True and False, or the labels do not fit.
    """
    matches, labels = _checked_table(matches, labels)
    table, names = cross_group(matches, labels), np.unique(labels)
    return {str(name): float(table[g, g]) for g, name in enumerate(names)}


def cross_group(matches: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return (k, k) FMR of probes of each group against enrolments of each group, in the order of `np.unique`.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person.

    Returns:
        (k, k); NaN where there is no comparison.

    Raises:
        ValueError: if the table is not square and of True and False, or the labels do not fit.
    """
    matches, labels = _checked_table(matches, labels)
    belongs = (labels[:, np.newaxis] == np.unique(labels)).astype(float)
    false = matches & ~np.eye(len(labels), dtype=bool)
    trials = np.outer(belongs.sum(axis=0), belongs.sum(axis=0)) - np.diag(belongs.sum(axis=0))
    with np.errstate(invalid="ignore"):
        return belongs.T @ false @ belongs / trials


def hidden_share(matches: np.ndarray, labels: np.ndarray, dropped: str) -> float:
    """Return the share of false matches in which at least one person carries a label that is dropped.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person. dropped: the label that is left out.

    Raises:
        ValueError: if the table or the labels do not fit, or there is no false match.
    """
    matches, labels = _checked_table(matches, labels)
    false = matches & ~np.eye(len(labels), dtype=bool)
    if not false.any():
        raise ValueError("There is no false match, so no share of them can be hidden.")
    stays = labels != dropped
    return float(1 - false[np.ix_(stays, stays)].sum() / false.sum())


def fmr_met(rates: np.ndarray, mix: np.ndarray) -> np.ndarray:
    """Return the FMR that people of each group meet in a gallery of a given mixture.

    Args:
        rates: (k, k) of `cross_group`. mix: (k,) shares of the gallery, adding up to 1.

    Raises:
        ValueError: if the shapes do not fit or the shares are no shares.
    """
    rates, mix = np.asarray(rates, dtype=float), np.asarray(mix, dtype=float)
    if rates.shape != (len(mix), len(mix)) or (mix < 0).any() or not np.isclose(mix.sum(), 1):
        raise ValueError(f"fmr_met needs a square table and shares that add up to 1; got {rates.shape} and {mix}.")
    return rates @ mix


@dataclass(frozen=True)
class Ratio:
    """How many times as high one group's rate is as another's.

    value: the ratio of the counted rates; NaN if the other rate is 0 or missing.
    low, high: 95 % interval over people, drawn within each group; None where it is not measurable.
    at_least, at_most: bounds from both groups' own intervals, for a ratio that is not measurable: the lower end of the
        one over the upper end of the other, and the other way round.
    errors: (of the one, of the other), the counts behind it.
    """

    value: float
    low: float | None
    high: float | None
    at_least: float
    at_most: float
    errors: tuple[int, int]

    @property
    def measurable(self) -> bool:
        """Whether both groups have the ten errors that an interval needs."""
        return self.low is not None

    def __str__(self) -> str:
        """Return the ratio with its interval, or the words that it is not measurable."""
        one, other = self.errors
        if self.low is None:
            between = f"{self.at_least:.2f} to {self.at_most:.1f}" if isfinite(self.at_most) else "no bound above"
            return f"ratio not measurable: {one:,} and {other:,} errors; by both intervals {between}"
        return f"{self.value:.2f} times ({self.low:.2f} to {self.high:.2f}; {one:,} and {other:,} errors)"


def ratio(
    matrix: ScoreMatrix,
    threshold: float,
    labels: np.ndarray,
    one: str,
    other: str,
    rate: str = "fmr",
    replicates: int = 1000,
    seed: int = 0,
) -> Ratio:
    """Return the ratio of two groups' rates within the groups, with an interval over people.

    Args:
        rate: "fmr" or "fnmr". replicates, seed: of the draws of people, within each group.

    Raises:
        ValueError: if a group has no comparison, the rate is unknown or the labels do not fit.
    """
    if rate not in ("fmr", "fnmr"):
        raise ValueError(f"The rate of a ratio is 'fmr' or 'fnmr'; it was {rate!r}.")
    labels = _checked_labels(matrix, labels)
    rows = {row.group: row for row in by_group(matrix, threshold, labels, [one, other])}
    if any(np.isnan(getattr(row, rate)) for row in rows.values()):
        raise ValueError(f"{one!r} or {other!r} has no comparison: there is no rate to divide.")
    counts = tuple(
        rows[name].n_false_matches if rate == "fmr" else rows[name].n_false_nonmatches for name in (one, other)
    )
    values = [getattr(rows[name], rate) for name in (one, other)]
    value = values[0] / values[1] if values[1] else nan
    ends = [getattr(rows[name], f"{rate}_interval") for name in (one, other)]
    at_least, at_most = ends[0][0] / ends[1][1], ends[0][1] / ends[1][0] if ends[1][0] else inf
    if min(counts) < ENOUGH_FOR_A_RATIO:
        return Ratio(value, None, None, at_least, at_most, counts)
    pair = np.isin(labels, [one, other])
    part = ScoreMatrix(matrix.values[np.ix_(pair, pair)], matrix.person[pair])
    draws = person_bootstrap(part, threshold, labels[pair], replicates, seed)
    if rate == "fmr":
        drawn = draws.group_fmr[one, one] / draws.group_fmr[other, other]
    else:
        drawn = draws.group_fnmr[one] / draws.group_fnmr[other]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Ratio(value, float(low), float(high), at_least, at_most, counts)


def ratio_or_words(errors_one: int, n_one: int, errors_other: int, n_other: int) -> float | str:
    """Return the ratio of two rates, or "not measurable" if either rests on fewer than ten errors.

    Args:
        errors_one, n_one, errors_other, n_other: errors and comparisons of two groups.

    Raises:
        ValueError: if a count is negative or above its comparisons, or there is no comparison.
    """
    if not 0 <= errors_one <= n_one or not 0 <= errors_other <= n_other or min(n_one, n_other) < 1:
        raise ValueError(
            f"ratio_or_words needs 0 to n errors among n comparisons, n at least 1; given {errors_one} of {n_one} and "
            f"{errors_other} of {n_other}."
        )
    if min(errors_one, errors_other) < ENOUGH_FOR_A_RATIO:
        return NOT_MEASURABLE
    return (errors_one / n_one) / (errors_other / n_other)


def range_of_ratios(cells: Sequence[tuple[int, int, int, int]]) -> tuple[float, float, int]:
    """Return the smallest and the largest measurable ratio, and how many rows are not measurable.

    Args:
        cells: rows of (errors_one, n_one, errors_other, n_other), at least one of them measurable.

    Raises:
        ValueError: if no row is measurable, or a count is not possible.
    """
    found = [ratio_or_words(*row) for row in cells]
    ratios = [one for one in found if not isinstance(one, str)]
    if not ratios:
        raise ValueError(f"None of the {len(found)} rows is measurable, so there is no range of ratios.")
    return min(ratios), max(ratios), len(found) - len(ratios)


def what_may_be_said(low: float, high: float, errors_one: int, errors_other: int, confirmed: bool) -> str:
    """Return what an interval of a ratio and the errors behind it license one to say.

    Returns:
        "not measurable" with fewer than ten errors on a side; "no difference shown" if the interval contains 1; else
        "found here, to be confirmed", or "found and confirmed" if the question was fixed before and put to other data.

    Raises:
        ValueError: if low is above high.
    """
    if low > high:
        raise ValueError(f"An interval runs from low to high; it was {low} to {high}.")
    if min(errors_one, errors_other) < ENOUGH_FOR_A_RATIO:
        return NOT_MEASURABLE
    if low <= 1 <= high:
        return "no difference shown"
    return "found and confirmed" if confirmed else "found here, to be confirmed"


def shuffled_ratio(matches: np.ndarray, labels: np.ndarray, order: np.ndarray, one: str) -> float:
    """Return the FMR within one group over that within all others, with the labels dealt out in another order.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person. order: (n,) the places 0 to n - 1 in any order. one: the group.

    Returns:
        the ratio; infinite or NaN if the others have no false match.

    Raises:
        ValueError: if the table, the labels or the order do not fit, or there are fewer than two people on a side.
    """
    matches, labels = _checked_table(matches, labels)
    order = np.asarray(order)
    if order.shape != labels.shape or (np.sort(order) != np.arange(len(labels))).any():
        raise ValueError(f"The order must hold each place from 0 to {len(labels) - 1} once.")
    member = labels[order] == one
    if min(np.count_nonzero(member), np.count_nonzero(~member)) < 2:
        raise ValueError(f"Both {one!r} and the others need at least two people.")
    rates = fmr_by_group(matches, np.where(member, "one", "others"))
    return rates["one"] / rates["others"] if rates["others"] else inf if rates["one"] else nan


def max_over_min(rates: Sequence[float]) -> float:
    """Return the largest rate over the smallest.

    Known failure: it grows with the number of groups and with small groups by chance alone (see `permutation_null`),
    and one group without an error makes it infinite; then it is refused.

    Raises:
        ValueError: if there are fewer than two rates, or one is not above 0 and at most 1.
    """
    values = _checked_rates(rates, above_zero=True)
    return float(values.max() / values.min())


def max_over_geometric_mean(rates: Sequence[float]) -> float:
    """Return the largest rate over the geometric mean of all.

    Less moved by one small rate than `max_over_min`; refused with a rate of 0. Known failure: it says nothing about a
    group that fares much *better*, and adding similar groups changes it.

    Raises:
        ValueError: if there are fewer than two rates, or one is not above 0 and at most 1.

    Source: P. Grother, NISTIR 8429 (2022), as cited by others; the report itself was not read.
    """
    values = _checked_rates(rates, above_zero=True)
    return float(values.max() / np.exp(np.log(values).mean()))


def fairness_discrepancy_rate(fmr: Sequence[float], fnmr: Sequence[float], alpha: float = 0.5) -> float:
    """Return FDR = 1 - (alpha A + (1 - alpha) B), with A and B the largest differences of FMR and FNMR; 1 is equal.

    Known failure: differences of rates, not ratios. With FMRs of 1 in 1,000,000 and 1 in 10,000 the hundredfold gap
    moves it by 0.00005, so FNMR alone decides.

    Args:
        fmr, fnmr: one rate a group. alpha: weight of FMR, 0 to 1.

    Raises:
        ValueError: if the rates do not fit or alpha is outside 0 to 1.

    Source: T. de Freitas Pereira and S. Marcel, arXiv:2011.02395 (2021), formula as documented in bob.bio.demographics.
    """
    fmr, fnmr = _both(fmr, fnmr, alpha, above_zero=False)
    return float(1 - (alpha * np.ptp(fmr) + (1 - alpha) * np.ptp(fnmr)))


def inequity_rate(fmr: Sequence[float], fnmr: Sequence[float], alpha: float = 0.5) -> float:
    """Return IR = A^alpha B^(1 - alpha), with A and B the largest over the smallest FMR and FNMR; 1 is equal.

    Known failure: a group without an error leaves it undefined; it is refused then. A hundredfold ratio on four
    errors weighs as much as one on four thousand.

    Args:
        fmr, fnmr: one rate a group, above 0. alpha: weight of FMR, 0 to 1.

    Raises:
        ValueError: if the rates do not fit, one is 0 or alpha is outside 0 to 1.

    Source: attributed to NIST in J. Howard et al., arXiv:2203.05051 (2022); formula checked against public code.
    """
    fmr, fnmr = _both(fmr, fnmr, alpha, above_zero=True)
    return float(max_over_min(fmr) ** alpha * max_over_min(fnmr) ** (1 - alpha))


def gini(rates: Sequence[float]) -> float:
    """Return the Gini coefficient of the rates with the correction n / (n - 1): 0 if all are equal, 1 if one has all.

    Raises:
        ValueError: if there are fewer than two rates, one is outside 0 to 1, or all are 0.
    """
    values = _checked_rates(rates, above_zero=False)
    if not values.any():
        raise ValueError("All rates are 0: nothing was counted, and the Gini coefficient is undefined.")
    n = len(values)
    differences = np.abs(values[:, np.newaxis] - values).sum()
    return float(n / (n - 1) * differences / (2 * n**2 * values.mean()))


def garbe(fmr: Sequence[float], fnmr: Sequence[float], alpha: float = 0.5) -> float:
    """Return GARBE = alpha G(FMR) + (1 - alpha) G(FNMR), G the corrected Gini coefficient; 0 is equal.

    Known failure: like every one number it hides which group and which error; a group without an error by chance
    raises it, and it has no interval of its own.

    Args:
        fmr, fnmr: one rate a group. alpha: weight of FMR, 0 to 1.

    Raises:
        ValueError: if the rates do not fit, all of a kind are 0 or alpha is outside 0 to 1.

    Source: J. Howard et al., arXiv:2203.05051 (2022), abstract read; formula checked against public code.
    """
    fmr, fnmr = _both(fmr, fnmr, alpha, above_zero=False)
    return alpha * gini(fmr) + (1 - alpha) * gini(fnmr)


@dataclass(frozen=True)
class Null:
    """What a summary gives when the labels are dealt out by lot.

    value: with the labels as they are. shuffled: (replicates,) with shuffled labels; infinite where the summary is
        undefined because a group has no error. n_undefined: how many of those.
    share_as_large: of the shuffled values, those at least as large, with (k + 1) / (replicates + 1).
    """

    value: float
    shuffled: np.ndarray
    n_undefined: int
    share_as_large: float


def permutation_null(
    matrix: ScoreMatrix,
    threshold: float,
    labels: np.ndarray,
    summary: Callable[[Sequence[float]], float] = max_over_min,
    replicates: int = 1000,
    seed: int = 0,
) -> Null:
    """Deal the labels out by lot, people keeping all their scores, and compute a summary of the groups' FMRs each time.

    Args:
        summary: of the FMRs within the groups, one a group, such as `max_over_min`.
        replicates: number of shuffles. seed: of `RandomState`.

    Raises:
        ValueError: if the labels do not fit, a group has fewer than two usable people, or there is no replicate.
    """
    labels = _checked_labels(matrix, labels)
    usable = matrix.acquired & matrix.enrolled
    names, code = np.unique(labels[usable], return_inverse=True)
    sizes = np.bincount(code)
    if replicates < 1 or len(names) < 2 or sizes.min() < 2:
        raise ValueError("permutation_null needs two groups of at least two usable people, and one replicate.")
    probe, enrolled = np.nonzero(matrix.false_matches(threshold)[np.ix_(usable, usable)])
    trials = sizes * (sizes - 1)
    draw = np.random.RandomState(seed)

    def value_of(code: np.ndarray) -> float:
        inside = code[probe] == code[enrolled]
        rates = np.bincount(code[probe[inside]], minlength=len(names)) / trials
        try:
            return summary(rates)
        except ValueError:
            return inf

    value = value_of(code)
    shuffled = np.array([value_of(draw.permutation(code)) for _ in range(replicates)])
    as_large = np.count_nonzero(shuffled >= value)
    return Null(value, shuffled, int(np.isinf(shuffled).sum()), (as_large + 1) / (replicates + 1))


def thresholds_for_fmr(matrix: ScoreMatrix, labels: np.ndarray, target: float) -> dict[str, float]:
    """Return, for each group, the smallest threshold that keeps the target FMR within the group.

    Report the rates on other people: a group of twenty leaves 380 comparisons to choose on.

    Raises:
        ValueError: if the labels do not fit, the target is outside 0 to 1, or a group has no comparison.
    """
    labels = _checked_labels(matrix, labels)
    found = {}
    for group in np.unique(labels):
        part = _part(matrix, np.flatnonzero(labels == group))
        if part is None:
            raise ValueError(f"The group {str(group)!r} has no comparison to choose a threshold on.")
        found[str(group)] = part.at_fmr(target).threshold
    return found


def line_for_each(scores: np.ndarray, labels: np.ndarray, target: float) -> dict[str, float]:
    """Return label to the smallest threshold that keeps the target FMR within its group.

    Args:
        scores: (n, n), probe i against enrolment j, mated on the diagonal, no NaN.
        labels: (n,) one label a person; every group has at least two people.
        target: FMR asked, 0 to 1.

    Raises:
        ValueError: if the labels do not fit, a group has one person, a score is NaN or the target is outside 0 to 1.
    """
    scores, labels = np.asarray(scores), np.asarray(labels)
    if scores.shape != (len(labels), len(labels)):
        raise ValueError(
            f"There are {len(labels)} labels for a table of {scores.shape}: one for each person is needed."
        )
    return thresholds_for_fmr(ScoreMatrix(scores, np.arange(len(labels))), labels, target)


def cost_of_parity(
    mated: np.ndarray, labels: np.ndarray, before: Mapping[str, float], after: Mapping[str, float]
) -> dict[str, float]:
    """Return label to the rise of its FNMR when thresholds change.

    Args:
        mated: (n,) one mated score a person. labels: (n,).
        before, after: label to threshold, for every label that occurs.

    Raises:
        ValueError: if the shapes differ, a score is NaN or a label has no threshold.
    """
    mated, labels = np.asarray(mated, dtype=float), np.asarray(labels)
    names = np.unique(labels)
    if mated.shape != labels.shape or mated.ndim != 1 or np.isnan(mated).any():
        raise ValueError(f"cost_of_parity needs one score without NaN for each of {labels.shape} people.")
    missing = [str(name) for name in names if name not in before or name not in after]
    if missing:
        raise ValueError(f"There is no threshold for {', '.join(missing)}, before or after.")
    cost = {}
    for name in names:
        own = mated[labels == name]
        cost[str(name)] = float(np.mean(own < after[name]) - np.mean(own < before[name]))
    return cost


def at_thresholds(matrix: ScoreMatrix, thresholds: Mapping[str, float], labels: np.ndarray) -> list[GroupRow]:
    """Return a row for each group, each at a threshold of its own.

    Args:
        thresholds: label to threshold, one for every label that occurs.

    Raises:
        ValueError: if the labels do not fit or one has no threshold.
    """
    labels = _checked_labels(matrix, labels)
    missing = sorted(set(map(str, np.unique(labels))) - set(thresholds))
    if missing:
        raise ValueError(f"There is no threshold for {', '.join(missing)}: people without a group need one too.")
    return [by_group(matrix, thresholds[str(group)], labels, [str(group)])[0] for group in np.unique(labels)]


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
    """Return the matrix of some people among themselves, or None if it holds no comparison of either kind."""
    both = (matrix.acquired & matrix.enrolled)[members]
    if np.count_nonzero(both) < 2:
        return None
    return ScoreMatrix(matrix.values[np.ix_(members, members)], matrix.person[members])


def _pair_row(probe: str, enrolled: str, matches: np.ndarray, compared: np.ndarray) -> PairRow:
    trials, errors = int(compared.sum()), int(matches.sum())
    if trials == 0:
        return PairRow(probe, enrolled, nan, 0, 0, (0.0, 1.0), "none")
    rate = errors / trials
    # Each person's trials and errors: as probe and as enrolment apart, unless it is one group and the same people.
    parts = [(compared.sum(axis=axis), matches.sum(axis=axis)) for axis in (1, 0)]
    if probe == enrolled:
        parts = [(parts[0][0] + parts[1][0], parts[0][1] + parts[1][1])]
    squared_error = 0.0
    for own_trials, own_errors in parts:
        m = int(np.count_nonzero(own_trials))
        if m > 1:
            squared_error += m / (m - 1) * np.sum((own_errors - rate * own_trials) ** 2)
    squared_error /= trials**2
    people = min(np.count_nonzero(compared.any(axis=1)), np.count_nonzero(compared.any(axis=0)))
    # Without an error, or with nothing else, there is no spread: the people of the smaller side give the bound.
    n_eff = rate * (1 - rate) / squared_error if squared_error > 0 else people
    n_eff = float(max(1.0, min(trials, n_eff)))
    return PairRow(
        probe,
        enrolled,
        rate,
        errors,
        trials,
        effective_interval(errors, trials, n_eff),
        support_of(1.0, errors, trials),
    )


def _checked_table(matches: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    matches, labels = np.asarray(matches), np.asarray(labels)
    if labels.ndim != 1 or matches.shape != (len(labels), len(labels)) or matches.dtype != bool or len(labels) == 0:
        raise ValueError(
            f"Needed is a square table of True and False with a label for each person; got {matches.shape} "
            f"{matches.dtype} values and {labels.shape} labels."
        )
    return matches, labels


def _checked_labels(matrix: ScoreMatrix, labels: np.ndarray) -> np.ndarray:
    labels = np.asarray(labels)
    if labels.shape != matrix.person.shape:
        raise ValueError(f"There are {labels.shape} labels for {len(matrix.person)} people: one for each is needed.")
    return labels.astype(str)


def _checked_rates(rates: Sequence[float], above_zero: bool) -> np.ndarray:
    values = np.asarray(rates, dtype=float)
    if values.ndim != 1 or len(values) < 2:
        raise ValueError(f"A summary over groups needs at least two rates; it was given {values.shape}.")
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(f"Rates lie between 0 and 1, and none may be missing; they were {values}.")
    if above_zero and not values.all():
        raise ValueError("A group has a rate of 0: no error was counted there, and a ratio to it is not measurable.")
    return values


def _both(fmr: Sequence[float], fnmr: Sequence[float], alpha: float, above_zero: bool) -> tuple[np.ndarray, np.ndarray]:
    one, other = _checked_rates(fmr, above_zero), _checked_rates(fnmr, above_zero)
    if one.shape != other.shape or not 0 <= alpha <= 1:
        raise ValueError(
            f"Needed are one FMR and one FNMR a group, and alpha from 0 to 1; got {len(one)}, {len(other)}."
        )
    return one, other
