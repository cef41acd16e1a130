"""Count errors and say how sure the count is: rates with intervals that treat people, not comparisons, as the sample.

Scores are similarities: a comparison is a match when `score >= threshold`. Terms after ISO/IEC 19795-1: a mated
comparison is one of a person with themselves, a non-mated one is of two people; FMR is the share of non-mated
comparisons that match, FNMR the share of mated comparisons that do not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor, inf, nan, sqrt

import numpy as np
from scipy.special import expit, logit, stdtrit

CONFIDENCE_95 = 1.959963984540054  # the normal quantile that leaves 2.5 % above
ENOUGH = 30  # errors, and people in them, from which a rate counts as measured (Doddington et al. 2000: rule of 30)
NONE_SEEN = 3  # no error in n independent trials: the rate is below 3 / n with 95 % confidence (rule of 3)


@dataclass(frozen=True)
class Rate:
    """A share, what it was counted from, and its 95 % interval over people.

    value: count / n, between 0 and 1.
    count, n: how many of how many (photos, tests or comparisons).
    n_people: the number of different people behind them.
    low, high: 95 % interval for the rate if other people of the same kind had been drawn.
    """

    value: float
    count: int
    n: int
    n_people: int
    low: float
    high: float

    def __str__(self) -> str:
        """Return the rate with its count, its people and its interval."""
        return (
            f"{self.value:.3f} ({self.count} of {self.n}, {self.n_people} people; "
            f"95 % interval {self.low:.2f} to {self.high:.2f})"
        )


def wilson(count: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of Wilson (1927) for a share of `count` in `n` independent trials.

    Args:
        count: number of hits, 0 to n; need not be whole, so that it works with an effective number of trials.
        n: number of trials, above 0.

    Returns:
        (low, high), both between 0 and 1.

    Raises:
        ValueError: if n is not above 0 or count is not between 0 and n.
    """
    if not n > 0 or not 0 <= count <= n:
        raise ValueError(f"wilson needs n above 0 and 0 <= count <= n; it was given count={count} and n={n}.")
    share, z2 = count / n, CONFIDENCE_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = CONFIDENCE_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 and n the formula is exact up to rounding: keep the rounding from crossing the end of the scale.
    return (0.0 if count == 0 else max(0.0, centre - half), 1.0 if count == n else min(1.0, centre + half))


def rate_over_people(hits: np.ndarray, person: np.ndarray) -> Rate:
    """Return the share of hits with an interval that resamples people, not photos.

    The photos of one person succeed and fail together, so ten photos of one person tell less than one photo of ten
    people. The spread between people gives a standard error SE, and n_eff = p (1 - p) / SE^2 is the number of
    independent trials with the same uncertainty; the interval is Wilson's with n_eff (never more than n) trials.
    Without a single hit, or without a miss, the people give the bound: 3 divided by their number.

    Args:
        hits: (n,) bool, one entry a test.
        person: (n,) the person tested, any labels.

    Raises:
        ValueError: if nothing is given, the shapes differ, or hits are not True and False.

    Source: linearised standard error of a ratio over clusters (Cochran, Sampling Techniques, 1977, section 3.12).
    """
    hits, person = np.asarray(hits), np.asarray(person)
    if hits.ndim != 1 or hits.shape != person.shape or len(hits) == 0:
        raise ValueError(
            "rate_over_people needs two one-dimensional arrays of the same length, with at least one entry; "
            f"it was given hits of shape {hits.shape} and person of shape {person.shape}."
        )
    if hits.dtype != bool:
        raise ValueError(f"rate_over_people needs hits that are True or False; it was given {hits.dtype} values.")
    _, code = np.unique(person, return_inverse=True)
    tests_each = np.bincount(code)
    n, n_people, count = len(hits), len(tests_each), int(hits.sum())
    if n_people == 1:
        low, high = 0.0, 1.0  # one person says nothing about others
    else:
        low, high = effective_interval(count, n, _n_eff(np.bincount(code, weights=hits), tests_each, parts=1))
    return Rate(value=count / n, count=count, n=n, n_people=n_people, low=low, high=high)


@dataclass(frozen=True)
class OperatingPoint:
    """What a matcher does at one threshold.

    threshold: a comparison matches when its score is at least this; +inf rejects everything.
    asked: the FMR that was asked for, or None when the threshold itself was given.
    fmr, fnmr: the rates that this threshold achieves, 0 to 1.
    n_false_matches, n_nonmated, n_false_nonmatches, n_mated: the counts behind them.
    n_people_in_false_matches: how many different people have a part in a false match; None without person numbers.
    fmr_interval, fnmr_interval: (low, high), 95 %, over people where they are known.
    fmr_n_eff, fnmr_n_eff: how many independent comparisons the counts are worth; the intervals come from them.
    support: "none" (no false match, or asked for less than the data can show), "thin" (fewer than 30 false matches,
        or fewer than 30 people in them), or "measured".
    assumption: "people resampled" or "assumes independent comparisons".
    """

    threshold: float
    asked: float | None
    fmr: float
    fnmr: float
    n_false_matches: int
    n_nonmated: int
    n_false_nonmatches: int
    n_mated: int
    n_people_in_false_matches: int | None
    fmr_interval: tuple[float, float]
    fnmr_interval: tuple[float, float]
    fmr_n_eff: float
    fnmr_n_eff: float
    support: str
    assumption: str


@dataclass(frozen=True)
class EqualErrorRate:
    """Where FMR and FNMR meet, after FVC2000 (Maio et al. 2002).

    value: midpoint of low and high; low, high: the two rates at the threshold; threshold: where they stand.
    """

    value: float
    low: float
    high: float
    threshold: float


FEWEST_PEOPLE = 10  # people with an error, below which draws of people say too little for an interval


@dataclass(frozen=True)
class OrderShare:
    """How often a mated score is higher than a non-mated one; 0.5 is what coin tosses give.

    value: 0 to 1. n_mated, n_nonmated: comparisons.
    n_people: different people behind them, None if unknown.
    n_overlapping: people with a mated score that some non-mated score reaches; None if people are unknown.
    low, high: 95 % interval over people; None without person numbers, or with fewer than 10 overlapping people.
    """

    value: float
    n_mated: int
    n_nonmated: int
    n_people: int | None
    n_overlapping: int | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """Return the share with its counts, its people and its interval."""
        digits = 3 if self.value < 0.999 else 5
        text = f"{self.value:.{digits}f} ({self.n_mated:,} mated, {self.n_nonmated:,} non-mated scores"
        if self.n_people is None:
            return text + ")"
        if self.low is None:
            return (
                f"{text}; people with a score that a stranger's reaches: {self.n_overlapping} of {self.n_people}, "
                "too few for an interval)"
            )
        return f"{text}, {self.n_people} people; 95 % interval {self.low:.{digits}f} to {self.high:.{digits}f})"


def order_share(mated: np.ndarray, nonmated: np.ndarray) -> float:
    """Return the share of all (mated, non-mated) pairs of scores in which the mated one is higher; ties count half.

    The same number as the area under the ROC curve.

    Args:
        mated: (m,) scores. nonmated: (n,) scores.

    Raises:
        ValueError: if a class is empty, or a score is NaN, infinite or float32.

    Source: Mann & Whitney 1947.
    """
    mated, nonmated = _checked(mated, "mated"), np.sort(_checked(nonmated, "non-mated"))
    higher = np.searchsorted(nonmated, mated, side="left") + np.searchsorted(nonmated, mated, side="right")
    return float(higher.sum() / 2 / len(mated) / len(nonmated))


def fmr(nonmated: np.ndarray, threshold: float) -> float:
    """Return the share of non-mated scores (n,) that are at or above the threshold.

    Raises:
        ValueError: if there is no score, or one is NaN, infinite or float32.
    """
    scores = _checked(nonmated, "non-mated")
    return float(np.count_nonzero(scores >= _checked_threshold(threshold)) / len(scores))


def fnmr(mated: np.ndarray, threshold: float) -> float:
    """Return the share of mated scores (n,) that are below the threshold.

    Raises:
        ValueError: if there is no score, or one is NaN, infinite or float32.
    """
    scores = _checked(mated, "mated")
    return float(np.count_nonzero(scores < _checked_threshold(threshold)) / len(scores))


def threshold_for_fmr(
    nonmated: np.ndarray, target: float, mated: np.ndarray | Sequence[float] = (), counts: np.ndarray | None = None
) -> float:
    """Return the smallest candidate threshold whose FMR does not exceed the target.

    Candidates are all distinct scores, of both classes if both are given, and +inf. The smallest one that keeps the
    target has the lowest FNMR. The FMR it achieves can be far below the target: report both.

    Args:
        nonmated: (n,) scores.
        target: the FMR asked for, 0 to 1.
        mated: (m,) scores; they only add candidates.
        counts: (n,) how often each non-mated score occurs, for scores that are stored as counts.

    Raises:
        ValueError: if there is no non-mated score, the target is outside 0 to 1, or counts do not fit.
    """
    scores = _checked(nonmated, "non-mated")
    if counts is not None:
        counts = np.asarray(counts)
        if counts.shape != scores.shape or (counts < 0).any() or counts.sum() == 0:
            raise ValueError("threshold_for_fmr needs one count of at least 0 for each score, and not all of them 0.")
        scores = scores[counts > 0]
        order = np.argsort(scores)
        return _smallest_candidate(scores[order], target, _sorted(mated, "mated"), counts[counts > 0][order].cumsum())
    return _smallest_candidate(np.sort(scores), target, _sorted(mated, "mated"))


def equal_error_rate(mated: np.ndarray, nonmated: np.ndarray) -> float:
    """Return the equal error rate of mated (m,) and non-mated (n,) scores, after FVC2000: see `Scores.eer`.

    Raises:
        ValueError: if a class is empty, or a score is NaN, infinite or float32.
    """
    return Scores(mated, nonmated).eer().value


def error_rates(scores: np.ndarray, mated: np.ndarray, threshold: float) -> tuple[float, float]:
    """Return (FMR, FNMR) of scores (n,) in one list, of which mated (n,) bool are mated, each over its own comparisons.

    Raises:
        ValueError: if the lengths differ, mated is not True and False, a class is empty, or a score is NaN.
    """
    scores, mated = np.asarray(scores), np.asarray(mated)
    if mated.dtype != bool or mated.shape != scores.shape:
        raise ValueError(
            f"error_rates needs True or False for each of {scores.shape} scores; it was given {mated.dtype} "
            f"values of shape {mated.shape}."
        )
    return fmr(scores[~mated], threshold), fnmr(scores[mated], threshold)


class Scores:
    """Mated and non-mated scores of a matcher, sorted once and queried often."""

    def __init__(
        self,
        mated: np.ndarray,
        nonmated: np.ndarray,
        mated_person: np.ndarray | None = None,
        nonmated_people: np.ndarray | None = None,
    ) -> None:
        """Take the scores.

        Args:
            mated: (m,) scores, at least one; float64 or integers.
            nonmated: (n,) scores, at least one.
            mated_person: (m,) whose comparison each is.
            nonmated_people: (n, 2) the two people of each comparison.

        Raises:
            ValueError: if a class is empty, a score is NaN, infinite or float32, or the people do not fit.
        """
        self._mated, self._nonmated = _checked(mated, "mated"), _checked(nonmated, "non-mated")
        self._mated_person = _checked_people(mated_person, (len(self._mated),), "mated_person")
        self._nonmated_people = _checked_people(nonmated_people, (len(self._nonmated), 2), "nonmated_people")

    @property
    def mated(self) -> np.ndarray:
        """The mated scores (m,), in the order given."""
        return self._mated

    @property
    def nonmated(self) -> np.ndarray:
        """The non-mated scores (n,), in the order given."""
        return self._nonmated

    # Sorted when first asked for: of several matrices that are loaded together often only one is used.
    @cached_property
    def _sorted_mated(self) -> np.ndarray:
        return np.sort(self._mated)

    @cached_property
    def _sorted_nonmated(self) -> np.ndarray:
        return np.sort(self.nonmated)

    def at(self, threshold: float) -> OperatingPoint:
        """Return the operating point at a threshold.

        Raises:
            ValueError: if the threshold is NaN.
        """
        return self._point(_checked_threshold(threshold), None)

    def at_fmr(self, target: float) -> OperatingPoint:
        """Return the operating point at the smallest candidate threshold whose FMR does not exceed the target.

        Raises:
            ValueError: if the target is outside 0 to 1.
        """
        return self._point(_smallest_candidate(self._sorted_nonmated, target, self._sorted_mated), target)

    def eer(self) -> EqualErrorRate:
        """Return the equal error rate after FVC2000 (Maio et al. 2002).

        t1 is the last candidate with FNMR <= FMR, t2 the first with FNMR >= FMR; the one with the smaller sum of rates
        is taken, and on equal sums the one whose rates lie closer together.
        """
        before = max(_last(scores, lambda t: self._gap(t) <= 0) for scores in self._classes)
        after = min(_first(scores, lambda t: self._gap(t) >= 0) for scores in self._classes)
        points = [(*sorted(self._rates(threshold)), threshold) for threshold in (before, after)]
        low, high, threshold = min(points, key=lambda point: (point[0] + point[1], point[1] - point[0]))
        return EqualErrorRate((low + high) / 2, low, high, threshold)

    def order_share(self) -> OrderShare:
        """Return the share of (mated, non-mated) pairs in the right order, with an interval over people.

        The standard error is the jackknife's: everything is counted again without one person at a time. The interval
        is Student's t around the share's logit. Percentiles of drawn people cover too little with the few people for
        whom this is used: with 20 and a strong effect of the person 83 % instead of 95 %, this interval 94 %.

        Source: the jackknife over people after Efron & Stein, Annals of Statistics 9 (1981).
        """
        value = order_share(self._mated, self.nonmated)
        if self._mated_person is None or self._nonmated_people is None:
            return OrderShare(value, len(self._mated), len(self._sorted_nonmated), None, None, None, None)
        people, code = np.unique(
            np.concatenate([self._mated_person, self._nonmated_people.ravel()]), return_inverse=True
        )
        mated_code, pair_code = code[: len(self._mated)], code[len(self._mated) :].reshape(-1, 2)
        overlapping = len(np.unique(mated_code[self._mated <= self._sorted_nonmated[-1]]))
        counts = len(self._mated), len(self._sorted_nonmated), len(people), overlapping
        if overlapping < FEWEST_PEOPLE:
            return OrderShare(value, *counts, None, None)
        pairs = pair_code[np.argsort(self._nonmated, kind="stable")]
        below = np.searchsorted(self._sorted_nonmated, self._mated, side="left")
        up_to = np.searchsorted(self._sorted_nonmated, self._mated, side="right")
        without = []
        for one in range(len(people)):
            up_here = np.concatenate([[0], np.all(pairs != one, axis=1).cumsum()])
            others = mated_code != one
            in_order = (up_here[below[others]] + up_here[up_to[others]]).sum() / 2
            without.append(in_order / np.count_nonzero(others) / up_here[-1])
        n = len(people)
        error = sqrt((n - 1) / n * np.sum((without - np.mean(without)) ** 2))
        half = stdtrit(n - 1, 0.975) * error / (value * (1 - value))
        return OrderShare(value, *counts, float(expit(logit(value) - half)), float(expit(logit(value) + half)))

    def det(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (thresholds, fmr, fnmr), each (k,), at every candidate threshold, +inf last: points of a DET curve."""
        thresholds = np.append(np.union1d(*map(_distinct, self._classes)), inf)
        false_matches = len(self._sorted_nonmated) - np.searchsorted(self._sorted_nonmated, thresholds)
        false_nonmatches = np.searchsorted(self._sorted_mated, thresholds)
        return thresholds, false_matches / len(self._sorted_nonmated), false_nonmatches / len(self._sorted_mated)

    @property
    def _assumption(self) -> str:
        return "assumes independent comparisons" if self._nonmated_people is None else "people resampled"

    @property
    def _classes(self) -> tuple[np.ndarray, np.ndarray]:
        return self._sorted_mated, self._sorted_nonmated

    def _counts(self, threshold: float) -> tuple[int, int]:
        """Return (false matches, false non-matches)."""
        return (
            len(self._sorted_nonmated) - int(np.searchsorted(self._sorted_nonmated, threshold)),
            int(np.searchsorted(self._sorted_mated, threshold)),
        )

    def _rates(self, threshold: float) -> tuple[float, float]:
        false_matches, false_nonmatches = self._counts(threshold)
        return false_matches / len(self._sorted_nonmated), false_nonmatches / len(self._sorted_mated)

    def _gap(self, threshold: float) -> float:
        """Return FNMR - FMR in exact integers, up to a positive factor; it never falls as the threshold grows."""
        false_matches, false_nonmatches = self._counts(threshold)
        return false_nonmatches * len(self._sorted_nonmated) - false_matches * len(self._sorted_mated)

    def _point(self, threshold: float, asked: float | None) -> OperatingPoint:
        false_matches, false_nonmatches = self._counts(threshold)
        n_nonmated, n_mated = len(self._sorted_nonmated), len(self._sorted_mated)
        n_eff, mated_n_eff = self._effective_nonmated(threshold), self._effective_mated(threshold)
        n_people = self._people_in_false_matches(threshold)
        return OperatingPoint(
            threshold=float(threshold),
            asked=asked,
            fmr=false_matches / n_nonmated,
            fnmr=false_nonmatches / n_mated,
            n_false_matches=false_matches,
            n_nonmated=n_nonmated,
            n_false_nonmatches=false_nonmatches,
            n_mated=n_mated,
            n_people_in_false_matches=n_people,
            fmr_interval=effective_interval(false_matches, n_nonmated, n_eff),
            fnmr_interval=effective_interval(false_nonmatches, n_mated, mated_n_eff),
            fmr_n_eff=n_eff,
            fnmr_n_eff=mated_n_eff,
            support=_support(asked, false_matches, n_people, n_eff),
            assumption=self._assumption,
        )

    def _people_in_false_matches(self, threshold: float) -> int | None:
        if self._nonmated_people is None:
            return None
        return len(np.unique(self._nonmated_people[self._nonmated >= threshold]))

    def _effective_nonmated(self, threshold: float) -> float:
        if self._nonmated_people is None:
            return float(len(self._sorted_nonmated))
        people, code = np.unique(self._nonmated_people, return_inverse=True)
        pairs = code.reshape(-1, 2)
        errors = pairs[self._nonmated >= self._threshold_with_false_matches(threshold)]
        return _n_eff(np.bincount(errors.ravel(), minlength=len(people)), np.bincount(pairs.ravel()), parts=2)

    def _threshold_with_false_matches(self, threshold: float) -> float:
        """Return the threshold, or, if nothing matches falsely there, the nearest looser one with 30 false matches.

        Without 30 non-mated scores the threshold stays, and the people alone give the bound.
        """
        if self._counts(threshold)[0] or len(self._sorted_nonmated) < ENOUGH:
            return threshold
        return float(self._sorted_nonmated[-ENOUGH])

    def _effective_mated(self, threshold: float) -> float:
        if self._mated_person is None:
            return float(len(self._mated))
        people, code = np.unique(self._mated_person, return_inverse=True)
        if self._counts(threshold)[1] == 0 and len(self._mated) >= ENOUGH:
            threshold = np.nextafter(self._sorted_mated[ENOUGH - 1], inf)
        return _n_eff(np.bincount(code[self._mated < threshold], minlength=len(people)), np.bincount(code), parts=1)


def scores_of_photos(similarity: np.ndarray, person: np.ndarray) -> Scores:
    """Return the scores of all pairs of photos, each pair once, with their people.

    Args:
        similarity: (n, n), symmetric: every photo against every photo. A photo that failed is a row and a column of
            NaN and is left out.
        person: (n,) who is on each photo.

    Raises:
        ValueError: if the shapes do not fit, the table is not symmetric, NaN stands in single cells, or a class is
            empty.
    """
    similarity, person = np.asarray(similarity), np.asarray(person)
    if similarity.ndim != 2 or similarity.shape != (len(person), len(person)):
        raise ValueError(
            f"scores_of_photos needs one row and one column for each of the {len(person)} photos; "
            f"it was given {similarity.shape}."
        )
    whole = ~np.isnan(similarity).all(axis=1)
    similarity, person = similarity[np.ix_(whole, whole)], person[whole]
    if not np.allclose(similarity, similarity.T, rtol=0, atol=1e-9):
        raise ValueError("scores_of_photos needs a symmetric table: photo a against b scores like b against a.")
    one, other = np.triu_indices(len(person), 1)
    same = person[one] == person[other]
    scores = similarity[one, other]
    return Scores(
        scores[same], scores[~same], person[one[same]], np.stack([person[one[~same]], person[other[~same]]], axis=1)
    )


def scores_of_probes(similarity: np.ndarray, probe_person: np.ndarray, enrolled_person: np.ndarray) -> Scores:
    """Return the scores of probes against one template for each enrolled person, with their people.

    Args:
        similarity: (m, k) of every probe against every template, without NaN.
        probe_person: (m,) who is on each probe; people who are not enrolled have non-mated scores only.
        enrolled_person: (k,) whose each template is.

    Raises:
        ValueError: if the shapes do not fit, a score is NaN, or a class is empty.
    """
    similarity, probes, enrolled = np.asarray(similarity), np.asarray(probe_person), np.asarray(enrolled_person)
    if similarity.shape != (len(probes), len(enrolled)):
        raise ValueError(
            f"scores_of_probes needs one row for each of the {len(probes)} probes and one column for each of the "
            f"{len(enrolled)} templates; it was given {similarity.shape}."
        )
    row, column = np.indices(similarity.shape)
    same = probes[row] == enrolled[column]
    people = np.stack([probes[row[~same]], enrolled[column[~same]]], axis=1)
    return Scores(similarity[same], similarity[~same], probes[row[same]], people)


class ScoreMatrix(Scores):
    """Every probe of n people against every enrolment of the same n people: mated scores on the diagonal."""

    def __init__(self, values: np.ndarray, person: np.ndarray, groups: Mapping[str, np.ndarray] | None = None) -> None:
        """Take the matrix.

        Args:
            values: (n, n) float64 scores, n at least 2; row i is person i's probe, column j person j's enrolment.
                A row of NaN is a probe that could not be acquired, a column of NaN an enrolment that failed.
            person: (n,) numbers of the people, each once.
            groups: name of a grouping to its (n,) labels, for `person_bootstrap` and for lessons.

        Raises:
            ValueError: if the shape, the people or the labels do not fit, NaN stands in single cells, or too little
                is left.
        """
        values, person = np.asarray(values), np.asarray(person)
        if values.ndim != 2 or values.shape[0] != values.shape[1] or len(values) < 2:
            raise ValueError(
                f"ScoreMatrix needs a square table of at least 2 by 2 scores; it was given {values.shape}."
            )
        if person.shape != (len(values),) or len(np.unique(person)) != len(person):
            raise ValueError(f"ScoreMatrix needs one number for each of the {len(values)} people, each number once.")
        self.groups = {name: np.asarray(labels) for name, labels in (groups or {}).items()}
        for name, labels in self.groups.items():
            if labels.shape != person.shape:
                raise ValueError(f"The grouping {name!r} has {labels.shape} labels for {len(person)} people.")
        _check_kind(values, "table's")
        missing = np.isnan(values)
        self.acquired, self.enrolled = ~missing.all(axis=1), ~missing.all(axis=0)
        self.compared = self.acquired[:, np.newaxis] & self.enrolled
        if (missing & self.compared).any():
            raise ValueError(
                "ScoreMatrix found NaN in single cells. A failure is a whole row (probe not acquired) "
                "or a whole column (not enrolled)."
            )
        both = self.acquired & self.enrolled
        self.values, self.person = values.astype(np.float64, copy=False), person
        self._mated = _checked(self.values.diagonal()[both], "mated")
        self._mated_person, self._nonmated_people = person[both], None
        if np.isinf(values).any() or np.count_nonzero(self.compared) == np.count_nonzero(both):
            _checked(self.nonmated, "non-mated")  # says what is wrong

    @property
    def nonmated(self) -> np.ndarray:
        """The non-mated scores (n,), row by row: a copy of everything off the diagonal that was compared."""
        return self.values[self.compared & ~np.eye(len(self.values), dtype=bool)]

    @property
    def n_failed_acquire(self) -> int:
        """How many probes could not be acquired."""
        return int(np.count_nonzero(~self.acquired))

    @property
    def n_failed_enrol(self) -> int:
        """How many people could not be enrolled."""
        return int(np.count_nonzero(~self.enrolled))

    def false_matches(self, threshold: float) -> np.ndarray:
        """Return (n, n) bool: which non-mated comparisons match at the threshold."""
        matches = np.zeros(self.values.shape, dtype=bool)
        np.greater_equal(self.values, threshold, out=matches, where=self.compared)
        np.fill_diagonal(matches, False)
        return matches

    @cached_property
    def _taken_part(self) -> np.ndarray:
        """In how many non-mated comparisons each person takes part, as probe or as enrolment."""
        itself = self.acquired & self.enrolled
        as_probe = self.acquired * (np.count_nonzero(self.enrolled) - itself)
        return as_probe + self.enrolled * (np.count_nonzero(self.acquired) - itself)

    def _people_in_false_matches(self, threshold: float) -> int:
        matches = self.false_matches(threshold)
        return int(np.count_nonzero(matches.any(axis=0) | matches.any(axis=1)))

    def _effective_nonmated(self, threshold: float) -> float:
        matches = self.false_matches(self._threshold_with_false_matches(threshold))
        return _n_eff(matches.sum(axis=0) + matches.sum(axis=1), self._taken_part, parts=2)

    @property
    def _assumption(self) -> str:
        return "people resampled"


@dataclass(frozen=True)
class Bootstrap:
    """Rates in draws of people: the same draws for every rate, so that ratios and differences are paired.

    fmr, fnmr: (replicates,), over everybody.
    group_fnmr: label to (replicates,).
    group_fmr: (label of the probe, label of the enrolment) to (replicates,); NaN where a draw holds no comparison.
    """

    fmr: np.ndarray
    fnmr: np.ndarray
    group_fnmr: Mapping[str, np.ndarray]
    group_fmr: Mapping[tuple[str, str], np.ndarray]


def person_bootstrap(
    matrix: ScoreMatrix, threshold: float, groups: np.ndarray | None = None, replicates: int = 1000, seed: int = 0
) -> Bootstrap:
    """Draw people with replacement, within each group, and return the rates of every draw at a fixed threshold.

    A draw gives each person a weight w_i, the same for row and column: FNMR = sum w_i e_ii / sum w_i, and
    FMR = sum over i != j of w_i w_j e_ij / sum over i != j of w_i w_j. A person drawn twice is never compared with
    themselves as if they were two people.

    Args:
        matrix: the scores.
        threshold: fixed; how it was chosen is not part of the interval.
        groups: (n,) labels, or None for one group.
        replicates: number of draws.
        seed: of `RandomState`, whose draws are the same in every version of numpy.

    Raises:
        ValueError: if the labels do not fit or there is no replicate.
    """
    n = len(matrix.person)
    labels = np.zeros(n, dtype=int).astype(str) if groups is None else np.asarray(groups)
    if labels.shape != (n,) or replicates < 1:
        raise ValueError(f"person_bootstrap needs {n} labels and at least one replicate.")
    names = np.unique(labels)
    members = [np.flatnonzero(labels == name) for name in names]
    weights = _draw_within(members, n, replicates, seed)
    belongs = (labels[:, np.newaxis] == names).astype(np.float32)  # person, group
    matches = matrix.false_matches(threshold).astype(np.float32)
    # errors[r, g, h]: false matches of probes in group g with enrolments in group h, weighted as in draw r.
    errors = np.stack([((weights[:, own] @ matches[own]) * weights) @ belongs for own in members], axis=1)
    probes, enrolments = (weights * matrix.acquired) @ belongs, (weights * matrix.enrolled) @ belongs
    trials = probes[:, :, np.newaxis].astype(float) * enrolments[:, np.newaxis]
    with_themselves = (weights**2 * (matrix.acquired & matrix.enrolled)) @ belongs
    trials[:, range(len(names)), range(len(names))] -= with_themselves
    both = matrix.acquired & matrix.enrolled
    missed = np.zeros(n, dtype=bool)
    missed[both] = matrix.values.diagonal()[both] < threshold
    mated, false_nonmatches = (weights * both) @ belongs, (weights * missed) @ belongs
    with np.errstate(invalid="ignore"):
        return Bootstrap(
            fmr=errors.sum(axis=(1, 2), dtype=float) / trials.sum(axis=(1, 2)),
            fnmr=false_nonmatches.sum(axis=1) / mated.sum(axis=1),
            group_fnmr={str(name): false_nonmatches[:, g] / mated[:, g] for g, name in enumerate(names)},
            group_fmr={
                (str(one), str(other)): errors[:, g, h] / trials[:, g, h]
                for g, one in enumerate(names)
                for h, other in enumerate(names)
            },
        )


def eer_bootstrap(matrix: ScoreMatrix, replicates: int = 300, seed: int = 0) -> np.ndarray:
    """Draw people with replacement and return the equal error rate of every draw.

    Weights as in `person_bootstrap`, the rule of `Scores.eer` in each draw. The threshold moves with the draw: an EER
    belongs to no threshold that was fixed before.

    Returns:
        (replicates,), 0 to 1, NaN for a draw without a comparison of either kind; the middle 95 % of them are an
        interval over people.

    Raises:
        ValueError: if there is no replicate.
    """
    if replicates < 1:
        raise ValueError("eer_bootstrap needs at least one replicate.")
    middle = matrix.eer().value
    draws = _draw_within([np.arange(len(matrix.person))], len(matrix.person), replicates, seed)
    # Single scores are looked at near the crossing only; of those above it, the number is enough.
    rates = min(1.0, 1.5 * middle + 0.02), 0.5 * middle
    near = [_smallest_candidate(matrix._sorted_nonmated, rate, matrix._sorted_mated) for rate in rates]
    found = _eer_of_draws(matrix, draws, *near)
    outside = np.isnan(found)
    if outside.any():
        found[outside] = _eer_of_draws(matrix, draws[outside], -inf, inf)
    return found


def _eer_of_draws(matrix: ScoreMatrix, draws: np.ndarray, lowest: float, highest: float) -> np.ndarray:
    """Return the EER of each row of weights (d, n); NaN where the rates do not cross between the two thresholds."""
    both = matrix.acquired & matrix.enrolled
    above = matrix.false_matches(highest)
    row, column = np.nonzero(matrix.false_matches(lowest) & ~above)
    scores, mated = matrix.values[row, column], matrix.values.diagonal()[both]
    candidates = np.append(np.unique(np.concatenate([scores, mated[(mated >= lowest) & (mated < highest)]])), highest)
    step, missed_from = np.searchsorted(candidates, scores), np.searchsorted(candidates, mated, side="right")
    matches_above = ((draws @ above.astype(draws.dtype)) * draws).sum(axis=1, dtype=float)
    found = np.full(len(draws), nan)
    for draw, weights in enumerate(draws.astype(float)):
        mated_weight = weights[both]
        trials = weights[matrix.acquired].sum() * weights[matrix.enrolled].sum() - np.sum(mated_weight**2)
        if not trials or not mated_weight.sum():
            continue
        matches = np.bincount(step, weights[row] * weights[column], minlength=len(candidates))
        misses = np.bincount(missed_from, mated_weight, minlength=len(candidates) + 1)[:-1]
        fmr = (matches[::-1].cumsum()[::-1] + matches_above[draw]) / trials
        fnmr = misses.cumsum() / mated_weight.sum()
        if fnmr[0] > fmr[0] or fnmr[-1] < fmr[-1]:
            continue
        before, after = int(np.flatnonzero(fnmr <= fmr)[-1]), int(np.argmax(fnmr >= fmr))
        found[draw] = min((fmr[k] + fnmr[k], abs(fmr[k] - fnmr[k])) for k in (before, after))[0] / 2
    return found


def fmr_of_draw(matches: np.ndarray, drawn: np.ndarray) -> float:
    """Return the FMR of people drawn with replacement; somebody drawn twice is no stranger to themselves.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        drawn: places of the drawn people, 0 to n - 1, any number of them.

    Raises:
        ValueError: if the table is not square and of True and False, a place is outside it, or fewer than two
            different people were drawn.
    """
    matches = np.asarray(matches)
    if matches.ndim != 2 or matches.shape[0] != matches.shape[1] or matches.dtype != bool:
        raise ValueError(
            f"fmr_of_draw needs a square table of True and False; it was given {matches.shape}, {matches.dtype}."
        )
    drawn = np.asarray(drawn)
    if drawn.ndim != 1 or not np.isin(drawn, np.arange(len(matches))).all():
        raise ValueError(f"fmr_of_draw was given places outside 0 to {len(matches) - 1}.")
    weights = np.bincount(drawn, minlength=len(matches)).astype(float)
    trials = weights.sum() ** 2 - (weights**2).sum()
    if trials == 0:
        raise ValueError("fmr_of_draw needs at least two different people in the draw.")
    return float((weights @ matches @ weights - weights**2 @ matches.diagonal()) / trials)


def verdict(promised: float, count: int, n: float) -> str:
    """Say whether `count` errors in n independent trials support the claim that the rate is at most `promised`.

    Returns:
        "contradicted" if the lower end of the 95 % interval is above promised; "not measurable" if promised is below
        3 / n; "supported" if the upper end (3 / n without errors) is at most promised; else "not supported".

    Raises:
        ValueError: if n is not above 0, count is not between 0 and n, or promised not between 0 and 1.
    """
    if not 0 <= promised <= 1:
        raise ValueError(f"A promised rate lies between 0 and 1; it was {promised}.")
    low, high = wilson(count, n)
    if count == 0:
        high = NONE_SEEN / n
    if low > promised:
        return "contradicted"
    if promised < NONE_SEEN / n:
        return "not measurable"
    return "supported" if high <= promised else "not supported"


def support(asked: float, false_matches: int, n: float) -> str:
    """Say how far n independent non-mated comparisons carry an FMR that was asked for.

    Returns:
        "none" if asked is below 3 / n or there is no false match, "thin" with fewer than 30 of them, else "measured".

    Raises:
        ValueError: if n is not above 0, the false matches are not between 0 and n, or asked not between 0 and 1.
    """
    if not 0 <= asked <= 1 or not n > 0 or not 0 <= false_matches <= n:
        raise ValueError(
            "support needs asked from 0 to 1, n above 0 and 0 to n false matches; "
            f"it was given {asked}, {n} and {false_matches}."
        )
    return _support(asked, false_matches, None, n)


def effective_interval(count: float, n: float, n_eff: float) -> tuple[float, float]:
    """Return the 95 % interval of count / n when the n trials are worth n_eff independent ones.

    Wilson with n_eff; without an error (or without a success) the rule of three gives the open side.

    Args:
        count: errors among the n trials; need not be whole.
        n: trials.
        n_eff: effective number of independent trials, above 0.
    """
    if count == 0:
        return 0.0, min(1.0, NONE_SEEN / n_eff)
    if count == n:
        return max(0.0, 1 - NONE_SEEN / n_eff), 1.0
    return wilson(count / n * n_eff, n_eff)


def _draw_within(members: list[np.ndarray], n: int, replicates: int, seed: int) -> np.ndarray:
    """Return (replicates, n) float32 weights: how often each person is drawn when each group is drawn from itself."""
    random = np.random.RandomState(seed)
    weights = np.zeros((replicates, n), dtype=np.float32)
    for own in members:
        drawn = random.randint(len(own), size=(replicates, len(own)))
        rows = np.arange(replicates)[:, np.newaxis]
        counts = np.bincount((rows * len(own) + drawn).ravel(), minlength=replicates * len(own))
        weights[:, own] = counts.reshape(replicates, len(own))
    return weights


def _n_eff(errors: np.ndarray, taken_part: np.ndarray, parts: int) -> float:
    """Return p (1 - p) / SE^2 from each person's errors and trials.

    SE^2 = m / (m - 1) * sum of (errors_i - p trials_i)^2 / trials^2 over the m people; for a full matrix this is the
    closed form 4 sum h_i^2 / (n (n - 1)). Where every trial ends alike there is no spread to measure: then the people
    count, divided by the `parts` people that each trial has.
    """
    involved = taken_part > 0
    n_people, trials = int(np.count_nonzero(involved)), taken_part.sum() / parts
    share = errors.sum() / parts / trials
    if n_people < 2 or share in (0, 1):
        return max(1.0, n_people / parts)
    residual = errors[involved] - share * taken_part[involved]
    squared_error = n_people / (n_people - 1) * np.sum(residual**2) / trials**2
    return float(trials if squared_error == 0 else min(trials, share * (1 - share) / squared_error))


def _support(asked: float | None, false_matches: int, n_people: int | None, n_eff: float) -> str:
    if false_matches == 0 or (asked is not None and asked < NONE_SEEN / n_eff):
        return "none"
    if false_matches < ENOUGH or (n_people is not None and n_people < ENOUGH):
        return "thin"
    return "measured"


def _smallest_candidate(
    sorted_nonmated: np.ndarray, target: float, sorted_mated: np.ndarray, cumulated: np.ndarray | None = None
) -> float:
    """Return the smallest distinct score, or +inf, at which at most the target share of non-mated scores is accepted.

    cumulated: number of comparisons up to each non-mated score, for scores that are stored as counts.
    """
    if not 0 <= target <= 1:
        raise ValueError(f"A target FMR lies between 0 and 1; it was {target}.")
    total = len(sorted_nonmated) if cumulated is None else int(cumulated[-1])
    allowed = floor(target * total)
    # The product is rounded: correct by one where the quotient, which is what a learner computes, says otherwise.
    allowed += (allowed + 1) / total <= target
    allowed -= allowed / total > target
    if allowed >= total:
        return float(min([sorted_nonmated[0], *sorted_mated[:1]]))
    if cumulated is None:
        highest_rejected = sorted_nonmated[total - allowed - 1]
    else:
        highest_rejected = sorted_nonmated[np.searchsorted(cumulated, total - allowed)]
    return min(_first_above(scores, highest_rejected) for scores in (sorted_nonmated, sorted_mated))


def _distinct(sorted_scores: np.ndarray) -> np.ndarray:
    """Return each score once; unlike np.unique without sorting a copy of millions that are sorted already."""
    return sorted_scores[np.append(True, sorted_scores[1:] != sorted_scores[:-1])]


def _first_above(scores: np.ndarray, value: float) -> float:
    place = np.searchsorted(scores, value, side="right")
    return float(scores[place]) if place < len(scores) else inf


def _first(scores: np.ndarray, holds: Callable[[float], bool]) -> float:
    """Return the first of the sorted scores for which a lasting condition holds; +inf if none does."""
    low, high = 0, len(scores)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(scores[middle]) else (middle + 1, high)
    return float(scores[low]) if low < len(scores) else inf


def _last(scores: np.ndarray, holds: Callable[[float], bool]) -> float:
    """Return the last of the sorted scores for which a condition holds that then ends for good; -inf if none does."""
    low, high = 0, len(scores)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if holds(scores[middle]) else (low, middle)
    return float(scores[low - 1]) if low else -inf


def _sorted(scores: np.ndarray | Sequence[float], name: str) -> np.ndarray:
    return np.sort(_checked(scores, name)) if len(scores) else np.array([])


def _checked(scores: np.ndarray | Sequence[float], name: str) -> np.ndarray:
    """Return the scores as float64, or say what is wrong with them."""
    values = np.asarray(scores)
    if values.ndim != 1 or len(values) == 0:
        raise ValueError(f"The {name} scores must be one row of at least one number; they have shape {values.shape}.")
    _check_kind(values, name)
    values = values.astype(np.float64, copy=False)
    # The extremes are NaN or infinite when a score is, and need no array of their own.
    if not np.isfinite((values.min(), values.max())).all():
        raise ValueError(
            f"{np.count_nonzero(~np.isfinite(values))} of the {len(values)} {name} scores are NaN or infinite. "
            "A comparison that failed has no score: leave it out and count it, or give the whole table to ScoreMatrix."
        )
    return values


def _check_kind(values: np.ndarray, name: str) -> None:
    """Refuse scores that are no numbers, or too coarse to be compared with a typed threshold."""
    if values.dtype in (np.float32, np.float16):
        raise ValueError(
            f"The {name} scores are {values.dtype}: there a score of 0.368 is not the number 0.368, and a threshold of "
            "0.368 may miss it. Round them to the steps they were measured in and store them as float64."
        )
    if not np.issubdtype(values.dtype, np.number) or np.iscomplexobj(values):
        raise ValueError(f"The {name} scores must be numbers; they are {values.dtype}.")


def _checked_people(people: np.ndarray | None, shape: tuple[int, ...], name: str) -> np.ndarray | None:
    if people is None:
        return None
    people = np.asarray(people)
    if people.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, like its scores; it has {people.shape}.")
    return people


def _checked_threshold(threshold: float) -> float:
    if np.ndim(threshold) != 0 or np.isnan(threshold):
        raise ValueError(f"A threshold is one number, and not NaN; it was {threshold!r}.")
    return float(threshold)
