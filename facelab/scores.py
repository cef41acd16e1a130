"""The scores of one matcher, sorted once and queried often: as two lists, as a table of people, or as counts.

`Scores` takes mated and non-mated scores as lists. `ScoreMatrix` takes every probe of some people against every
enrolment of the same people, and answers the same questions from the table. `Counted` holds so many scores that only
the number of each is stored.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit, stdtrit

from facelab import given
from facelab.candidates import distinct, first_at_which, last_at_which, smallest_candidate
from facelab.intervals import ENOUGH, effective_interval, n_eff, support_for
from facelab.measures import EqualErrorRate, OperatingPoint, OrderShare

FEWEST_OVERLAPPING = 10  # people with a score that a stranger's reaches, below which an order share has no interval


def order_share(mated: np.ndarray, nonmated: np.ndarray) -> float:
    """Return the share of all (mated, non-mated) pairs of scores in which the mated one is higher; ties count half.

    The same number as the area under the ROC curve.

    Args:
        mated: (m,) scores. nonmated: (n,) scores.

    Raises:
        ValueError: if a class is empty, or a score is NaN, infinite or float32.

    Source: Mann & Whitney 1947.
    """
    mated, nonmated = given.scores(mated, "mated"), np.sort(given.scores(nonmated, "non-mated"))
    return float(_twice_below(mated, nonmated).sum() / 2 / len(mated) / len(nonmated))


class Counted(NamedTuple):
    """Non-mated scores of so many comparisons that each score is stored once, with how often it occurs.

    scores: (n,) distinct scores. counts: (n,) comparisons with each, at least 0.
    It is a pair: `scores, counts = counted` takes it apart.
    """

    scores: np.ndarray
    counts: np.ndarray

    def at_fmr(self, target: float, mated: np.ndarray | Sequence[float] = ()) -> float:
        """Return the smallest candidate threshold whose FMR does not exceed the target.

        Args:
            target: the FMR asked for, 0 to 1. mated: (m,) scores; they only add candidates.

        Raises:
            ValueError: if a score is NaN, the counts do not fit, or the target is outside 0 to 1.
        """
        scores, counts = given.scores(self.scores, "non-mated"), np.asarray(self.counts)
        if counts.shape != scores.shape or (counts < 0).any() or counts.sum() == 0:
            raise ValueError("Counted scores need one count of at least 0 for each score, and not all of them 0.")
        occur = np.flatnonzero(counts)
        occur = occur[np.argsort(scores[occur])]
        mated = np.sort(given.scores(mated, "mated")) if len(mated) else np.array([])
        return smallest_candidate(scores[occur], target, mated, counts[occur].cumsum())


class Scores:
    """Mated and non-mated scores of a matcher, sorted once and queried often.

    Scores are similarities: the first question that needs them in order warns if they look like distances.
    """

    def __init__(
        self,
        mated: np.ndarray | Sequence[float],
        nonmated: np.ndarray | Sequence[float],
        mated_person: np.ndarray | Sequence[int] | None = None,
        nonmated_people: np.ndarray | Sequence[Sequence[int]] | None = None,
    ) -> None:
        """Take the scores.

        Args:
            mated: (m,) scores, at least one; float64 or integers.
            nonmated: (n,) scores, at least one.
            mated_person: (m,) whose comparison each is.
            nonmated_people: (n, 2) the two people of each comparison.

        Raises:
            ValueError: if a class is empty, a score is NaN, infinite or float32, or the people do not fit or are not
                all known.
        """
        self._mated, self._nonmated = given.scores(mated, "mated"), given.scores(nonmated, "non-mated")
        self._mated_person = _people_of(mated_person, (len(self._mated),), "mated_person")
        self._nonmated_people = _people_of(nonmated_people, (len(self._nonmated), 2), "nonmated_people")

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
        return np.sort(self.mated)

    @cached_property
    def _sorted_nonmated(self) -> np.ndarray:
        found = np.sort(self.nonmated)
        given.warn_of_distances(self._sorted_mated, found)
        return found

    def at(self, threshold: float) -> OperatingPoint:
        """Return the operating point at a threshold.

        Raises:
            ValueError: if the threshold is not one number, or NaN.
        """
        return self._point(given.threshold(threshold), None)

    def at_fmr(self, target: float) -> OperatingPoint:
        """Return the operating point at the smallest candidate threshold whose FMR does not exceed the target.

        Raises:
            ValueError: if the target is outside 0 to 1.
        """
        return self._point(self.threshold_for_fmr(target), given.share(target, "A target FMR"))

    def threshold_for_fmr(self, target: float) -> float:
        """Return the smallest candidate threshold whose FMR does not exceed the target: that of `at_fmr`, sooner.

        Raises:
            ValueError: if the target is outside 0 to 1.
        """
        return smallest_candidate(self._sorted_nonmated, target, self._sorted_mated)

    def eer(self) -> EqualErrorRate:
        """Return the equal error rate after FVC2000 (Maio et al. 2002).

        t1 is the last candidate with FNMR <= FMR, t2 the first with FNMR >= FMR; the one with the smaller sum of rates
        is taken, and on equal sums the one whose rates lie closer together.
        """
        before = max(last_at_which(scores, lambda t: self._gap(t) <= 0) for scores in self._classes)
        after = min(first_at_which(scores, lambda t: self._gap(t) >= 0) for scores in self._classes)
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
        n_mated, n_nonmated = len(self._sorted_mated), len(self._sorted_nonmated)
        in_order = _twice_below(self._sorted_mated, self._sorted_nonmated).sum() / 2
        value, known = float(in_order / n_mated / n_nonmated), self._people()
        if known is None:
            return OrderShare(value, n_mated, n_nonmated, None, None, None, None)
        mated_person, n_people = known
        overlapping = len(np.unique(mated_person[self.mated <= self._sorted_nonmated[-1]]))
        if overlapping < FEWEST_OVERLAPPING:
            return OrderShare(value, n_mated, n_nonmated, n_people, overlapping, None, None)
        without = self._order_without_each()
        error = sqrt((n_people - 1) / n_people * np.sum((without - np.mean(without)) ** 2))
        half = stdtrit(n_people - 1, 0.975) * error / (value * (1 - value))
        low, high = float(expit(logit(value) - half)), float(expit(logit(value) + half))
        return OrderShare(value, n_mated, n_nonmated, n_people, overlapping, low, high)

    def det(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (thresholds, fmr, fnmr), each (k,), at every candidate threshold, +inf last: points of a DET curve."""
        thresholds = np.append(np.union1d(*map(distinct, self._classes)), inf)
        false_matches = len(self._sorted_nonmated) - np.searchsorted(self._sorted_nonmated, thresholds)
        false_nonmatches = np.searchsorted(self._sorted_mated, thresholds)
        return thresholds, false_matches / len(self._sorted_nonmated), false_nonmatches / len(self._sorted_mated)

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
        fmr_n_eff, fnmr_n_eff = self._effective_nonmated(threshold), self._effective_mated(threshold)
        n_people = self._people_in_false_matches(threshold)
        return OperatingPoint(
            threshold=threshold,
            asked=asked,
            fmr=false_matches / n_nonmated,
            fnmr=false_nonmatches / n_mated,
            n_false_matches=false_matches,
            n_nonmated=n_nonmated,
            n_false_nonmatches=false_nonmatches,
            n_mated=n_mated,
            n_people_in_false_matches=n_people,
            fmr_interval=effective_interval(false_matches, n_nonmated, fmr_n_eff),
            fnmr_interval=effective_interval(false_nonmatches, n_mated, fnmr_n_eff),
            fmr_n_eff=fmr_n_eff,
            fnmr_n_eff=fnmr_n_eff,
            support=support_for(asked, false_matches / n_nonmated, fmr_n_eff, n_people),
            assumption="assumes independent comparisons" if n_people is None else "people resampled",
        )

    def _order_without_each(self) -> np.ndarray:
        """Return (n_people,) order shares, each without the comparisons in which one person has a part."""
        total = _twice_below(self._sorted_mated, self._sorted_nonmated).sum()
        shares = []
        for own, involved in self._scores_of_each_person():
            # Pairs of scores that are lost: of the own mated ones, of the non-mated ones; those of both count once.
            lost = _twice_below(own, self._sorted_nonmated).sum() + _twice_above(involved, self._sorted_mated).sum()
            lost -= _twice_above(involved, np.sort(own)).sum()
            left = len(self._sorted_mated) - len(own), len(self._sorted_nonmated) - len(involved)
            shares.append((total - lost) / 2 / left[0] / left[1])
        return np.array(shares)

    def _threshold_with_false_matches(self, threshold: float) -> float:
        """Return the threshold, or, if nothing matches falsely there, the nearest looser one with 30 false matches.

        Without 30 non-mated scores the threshold stays, and the people alone give the bound.
        """
        if self._counts(threshold)[0] or len(self._sorted_nonmated) < ENOUGH:
            return threshold
        return float(self._sorted_nonmated[-ENOUGH])

    def _threshold_with_misses(self, threshold: float) -> float:
        """Return the threshold, or, if nobody is missed there, the nearest stricter one with 30 misses."""
        if self._counts(threshold)[1] or len(self.mated) < ENOUGH:
            return threshold
        return float(np.nextafter(self._sorted_mated[ENOUGH - 1], inf))

    def _effective_mated(self, threshold: float) -> float:
        if self._mated_person is None:
            return float(len(self.mated))
        people, code = np.unique(self._mated_person, return_inverse=True)
        threshold = self._threshold_with_misses(threshold)
        return n_eff(np.bincount(code[self.mated < threshold], minlength=len(people)), np.bincount(code), parts=1)

    # What follows asks for the people of each non-mated score, and ScoreMatrix, which has a table in place of these
    # lists (and so no `_nonmated` and no `_nonmated_people`), answers each question in its own way.

    def _people_in_false_matches(self, threshold: float) -> int | None:
        if self._nonmated_people is None:
            return None
        return len(np.unique(self._nonmated_people[self.nonmated >= threshold]))

    def _effective_nonmated(self, threshold: float) -> float:
        if self._nonmated_people is None:
            return float(len(self._sorted_nonmated))
        people, code = np.unique(self._nonmated_people, return_inverse=True)
        pairs = code.reshape(-1, 2)
        errors = pairs[self.nonmated >= self._threshold_with_false_matches(threshold)]
        return n_eff(np.bincount(errors.ravel(), minlength=len(people)), np.bincount(pairs.ravel()), parts=2)

    def _people(self) -> tuple[np.ndarray, int] | None:
        """Return whose each mated score is, and how many people stand behind both classes; None if that is unknown."""
        if self._mated_person is None or self._nonmated_people is None:
            return None
        return self._mated_person, len(np.unique(np.concatenate([self._mated_person, self._nonmated_people.ravel()])))

    def _scores_of_each_person(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield (own mated scores, non-mated scores in which they have a part) for each known person."""
        if self._mated_person is not None and self._nonmated_people is not None:
            for one in np.unique(np.concatenate([self._mated_person, self._nonmated_people.ravel()])):
                involved = (self._nonmated_people == one).any(axis=1)
                yield self.mated[self._mated_person == one], self.nonmated[involved]


class ScoreMatrix(Scores):
    """Every probe of n people against every enrolment of the same n people: mated scores on the diagonal.

    values: (n, n) float64, NaN where a photo failed. person: (n,) numbers of the people.
    acquired, enrolled: (n,) bool, whose probe and whose enrolment could be used. compared: (n, n) bool, both of a cell.
    """

    def __init__(self, values: np.ndarray | Sequence, person: np.ndarray | Sequence[int]) -> None:
        """Take the matrix.

        Args:
            values: (n, n) float64 scores, n at least 2; row i is person i's probe, column j person j's enrolment.
                A row of NaN is a probe that could not be acquired, a column of NaN an enrolment that failed.
            person: (n,) numbers of the people, each once.

        Raises:
            ValueError: if the shape or the people do not fit, NaN stands in single cells, or too little is left.
        """
        values, person = np.asarray(values), given.people(person, "person in ScoreMatrix")
        if values.ndim != 2 or values.shape[0] != values.shape[1] or len(values) < 2:
            raise ValueError(
                f"ScoreMatrix needs a square table of at least 2 by 2 scores; it was given {values.shape}."
            )
        if person.shape != (len(values),) or len(np.unique(person)) != len(person):
            raise ValueError(f"ScoreMatrix needs one number for each of the {len(values)} people, each number once.")
        given.check_kind_of_scores(values, "table's")
        missing = np.isnan(values)
        self.acquired, self.enrolled = ~missing.all(axis=1), ~missing.all(axis=0)
        self.compared = self.acquired[:, np.newaxis] & self.enrolled
        if (missing & self.compared).any():
            raise ValueError(
                "ScoreMatrix found NaN in single cells. A failure is a whole row (probe not acquired) "
                "or a whole column (not enrolled)."
            )
        self.values, self.person = values.astype(np.float64, copy=False), person
        given.scores(self.mated, "mated")  # says what is wrong
        self._mated_person: np.ndarray = person[self.usable]
        if np.isinf(values).any() or np.count_nonzero(self.compared) == np.count_nonzero(self.usable):
            given.scores(self.nonmated, "non-mated")

    @property
    def mated(self) -> np.ndarray:
        """The mated scores (m,), in the order of the people who have one."""
        return self.values.diagonal()[self.usable]

    @property
    def nonmated(self) -> np.ndarray:
        """The non-mated scores (n,), row by row: a copy of everything off the diagonal that was compared."""
        return self.values[self.compared & ~np.eye(len(self.values), dtype=bool)]

    @property
    def usable(self) -> np.ndarray:
        """(n,) bool: the people both of whose photos could be used, so that they have a mated score."""
        return self.acquired & self.enrolled

    @property
    def n_failed_acquire(self) -> int:
        """How many probes could not be acquired."""
        return int(np.count_nonzero(~self.acquired))

    @property
    def n_failed_enrol(self) -> int:
        """How many people could not be enrolled."""
        return int(np.count_nonzero(~self.enrolled))

    def among(self, keep: np.ndarray | Sequence[int]) -> "ScoreMatrix":
        """Return the scores of some of the people among themselves; they keep their numbers.

        Args:
            keep: (n,) bool, or the places 0 to n - 1 of the people, each once, in the order wanted.

        Raises:
            ValueError: if keep is neither, or too little is left: fewer than two people, or no comparison of a kind.
        """
        places = given.places(keep, len(self.person))
        return ScoreMatrix(self.values[np.ix_(places, places)], self.person[places])

    def false_matches(self, threshold: float) -> np.ndarray:
        """Return (n, n) bool: which non-mated comparisons match at the threshold.

        Raises:
            ValueError: if the threshold is not one number, or NaN.
        """
        with np.errstate(invalid="ignore"):  # what was not compared is NaN, and not at or above anything
            matches = self.values >= given.threshold(threshold)
        np.fill_diagonal(matches, False)
        return matches

    @cached_property
    def _taken_part(self) -> np.ndarray:
        """In how many non-mated comparisons each person takes part, as probe or as enrolment."""
        as_probe = self.acquired * (np.count_nonzero(self.enrolled) - self.usable)
        return as_probe + self.enrolled * (np.count_nonzero(self.acquired) - self.usable)

    def _people_in_false_matches(self, threshold: float) -> int:
        matches = self.false_matches(threshold)
        return int(np.count_nonzero(matches.any(axis=0) | matches.any(axis=1)))

    def _effective_nonmated(self, threshold: float) -> float:
        matches = self.false_matches(self._threshold_with_false_matches(threshold))
        return n_eff(matches.sum(axis=0) + matches.sum(axis=1), self._taken_part, parts=2)

    def _people(self) -> tuple[np.ndarray, int]:
        return self._mated_person, int(np.count_nonzero(self.usable | (self._taken_part > 0)))

    def _scores_of_each_person(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for place in np.flatnonzero(self.usable | (self._taken_part > 0)):
            own = self.values[place, [place]] if self.usable[place] else np.array([])
            others = np.arange(len(self.values)) != place
            lines = [(self.values[place], self.compared[place]), (self.values[:, place], self.compared[:, place])]
            yield own, np.concatenate([scores[compared & others] for scores, compared in lines])


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
    similarity, person = np.asarray(similarity), given.people(person, "person in scores_of_photos")
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
    similarity = np.asarray(similarity)
    probes, enrolled = given.people(probe_person, "probe_person"), given.people(enrolled_person, "enrolled_person")
    if similarity.shape != (len(probes), len(enrolled)):
        raise ValueError(
            f"scores_of_probes needs one row for each of the {len(probes)} probes and one column for each of the "
            f"{len(enrolled)} templates; it was given {similarity.shape}."
        )
    row, column = np.indices(similarity.shape)
    same = probes[row] == enrolled[column]
    people = np.stack([probes[row[~same]], enrolled[column[~same]]], axis=1)
    return Scores(similarity[same], similarity[~same], probes[row[same]], people)


def _people_of(people: np.ndarray | Sequence | None, shape: tuple[int, ...], name: str) -> np.ndarray | None:
    if people is None:
        return None
    found = given.people(people, name)
    if found.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, like its scores; it has {found.shape}.")
    return found


def _twice_below(scores: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Return, for each score, twice the number of the sorted others below it, plus the number that equal it."""
    return np.searchsorted(among, scores, side="left") + np.searchsorted(among, scores, side="right")


def _twice_above(scores: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Return, for each score, twice the number of the sorted others above it, plus the number that equal it."""
    return 2 * len(among) - _twice_below(scores, among)
