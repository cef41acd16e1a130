"""A whole city, counted and not played: searches in a file of millions, and a watch list of one.

Beyond the scores that were counted an FMR is an assumption about the tail (`Tail`), and says so in `CityDay.how`.
"""

from dataclasses import dataclass, replace
from math import inf

import numpy as np
from scipy.special import ndtr, ndtri

from facelab import given
from facelab.decisions import comparisons_to_show
from facelab.identification import fpir_formula
from facelab.intervals import NONE_SEEN
from facelab.play import Cast


@dataclass(frozen=True)
class Tail:
    """FMR beyond the scores that were counted, under an assumption about the tail.

    name: "exponential" or "bell", or "floor" where no threshold gets below a floor.
    start: threshold from which on the assumption is used. fmr_at_start: counted there, from n_beyond comparisons.
    scale: of the exponential or the bell, in score units. middle: of the bell. floor: lowest FMR.
    """

    name: str
    start: float
    fmr_at_start: float
    n_beyond: int
    scale: float
    middle: float = 0.0
    floor: float = 0.0

    def fmr(self, threshold: float | np.ndarray) -> float | np.ndarray:
        """Return the assumed FMR at a threshold, or at an array of them, from `start` on."""
        if self.name == "bell":
            value = ndtr(-(np.asarray(threshold) - self.middle) / self.scale)
        else:
            value = self.fmr_at_start * np.exp(-(np.asarray(threshold) - self.start) / self.scale)
        value = np.maximum(value, self.floor)
        return float(value) if np.ndim(value) == 0 else value

    def threshold(self, fmr: float) -> float:
        """Return the threshold with this assumed FMR; +inf if it lies below the floor."""
        if fmr < self.floor:
            return inf
        if self.name == "bell":
            return float(self.middle - self.scale * ndtri(fmr))
        return float(self.start + self.scale * np.log(self.fmr_at_start / fmr))


def tails(scores: np.ndarray, counts: np.ndarray, start: float = 1e-4, floor: float = 1e-6) -> list[Tail]:
    """Return three assumptions that all fit what was counted down to an FMR of `start`, and part beyond it.

    exponential: each further step of the threshold divides the FMR by the same factor (from the mean excess).
    bell: the tail of the bell curve through the counted rates of 100 x start and start.
    floor: the exponential, but never below `floor`, as if some pairs of strangers could not be told apart.

    Args:
        scores: (n,) distinct non-mated scores. counts: (n,) how often each occurs.
        start: lowest FMR that is taken from the counts; at least 30 comparisons must lie beyond it.
        floor: lowest FMR of the third assumption.

    Raises:
        ValueError: if fewer than 30 comparisons lie beyond the start, or the rates do not fit.
    """
    order = np.argsort(scores)
    scores, counts = np.asarray(scores)[order], np.asarray(counts)[order]
    share = counts[::-1].cumsum()[::-1] / counts.sum()
    if not 0 < 100 * start < 1 or not 0 <= floor < start:
        raise ValueError(f"tails needs a start above 0 and below 0.01, and a lower floor; got {start} and {floor}.")
    here = int(np.argmax(share <= start))
    beyond = scores >= scores[here]
    n_beyond = int(counts[beyond].sum())
    if share[-1] > start or n_beyond < 30:
        raise ValueError(f"Only {n_beyond} comparisons lie beyond an FMR of {start:g}: take a larger start.")
    excess = float((counts[beyond] * (scores[beyond] - scores[here])).sum() / n_beyond)
    looser = int(np.argmax(share <= 100 * start))
    far, near = -ndtri(share[here]), -ndtri(share[looser])
    scale = float((scores[here] - scores[looser]) / (far - near))
    exponential = Tail("exponential", float(scores[here]), float(share[here]), n_beyond, excess)
    return [
        exponential,
        replace(exponential, name="bell", scale=scale, middle=float(scores[here] - scale * far)),
        replace(exponential, name="floor", floor=float(floor)),
    ]


@dataclass(frozen=True)
class CityDay:
    """One day of a camera system that searches a file of everybody, computed, not played.

    threshold: of the search. fmr: per comparison. how: "counted", or the name of the assumed tail.
    comparisons: a day. false_candidates: expected a day, exact whatever hangs together (comparisons x FMR).
    alerts: share of searches with at least one false candidate, as (at least, if independent, at most): FMR, the
        formula 1 - (1 - FMR)^N, and N x FMR or 1.
    comparisons_needed: independent comparisons without an error that would show this FMR (rule of 3).
    """

    threshold: float
    fmr: float
    how: str
    comparisons: float
    false_candidates: float
    alerts: tuple[float, float, float]
    comparisons_needed: float


def national_file(
    scores: np.ndarray, counts: np.ndarray, threshold: float, people: float, searches: float, tail: Tail | None = None
) -> CityDay:
    """Compute a day of searches in a file of millions from a measured distribution of scores.

    Args:
        scores: (n,) distinct non-mated scores. counts: (n,) how often each was counted.
        threshold: of the search.
        people: in the file, at least 1. searches: a day, above 0.
        tail: the assumption to use beyond the counts; without one the FMR is counted, and must be measurable.

    Raises:
        ValueError: if numbers are not possible, the threshold is not one number, no tail is given where fewer than 3
            comparisons were counted, or the threshold lies before the tail's start.
    """
    threshold = given.threshold(threshold)
    if not people >= 1 or not searches > 0:
        raise ValueError(f"A file needs at least 1 person and a day some searches; given {people} and {searches}.")
    people, searches = float(people), float(searches)
    if tail is None:
        counted = int(counts[scores >= threshold].sum())
        if counted < NONE_SEEN:
            raise ValueError(
                f"Only {counted} of {counts.sum():,} counted comparisons reach {threshold}: the FMR cannot be counted "
                "there. Give a tail, and say that it is assumed."
            )
        fmr, how = counted / int(counts.sum()), "counted"
    else:
        if threshold < tail.start:
            raise ValueError(f"The tail begins at {tail.start}; at {threshold} the FMR is counted, not assumed.")
        fmr, how = float(tail.fmr(threshold)), tail.name
    false = people * searches * fmr
    alerts = (fmr, float(fpir_formula(fmr, people)), min(1.0, people * fmr))
    needed = comparisons_to_show(fmr) if fmr > 0 else inf
    return CityDay(threshold, fmr, how, people * searches, false, alerts, needed)


def others_a_day(scores: np.ndarray, threshold: float, passers: float) -> np.ndarray:
    """Return, for each person put on a list of their own, how many other people a day raise its alarm.

    Args:
        scores: (n, n), the photo of passer-by i against the stored photo of person j, the same people in the same
            order; n at least 2, no NaN.
        threshold: a comparison matches at this score or above.
        passers: people who pass in a day, at least 0, all of them others of the same kind.

    Returns:
        (n,) people a day.

    Raises:
        ValueError: if the table is not square or holds NaN, passers is negative, or the threshold is not one number.
    """
    scores, threshold = np.asarray(scores), given.threshold(threshold)
    if scores.ndim != 2 or scores.shape[0] != scores.shape[1] or len(scores) < 2 or np.isnan(scores).any():
        raise ValueError(f"others_a_day needs a square table without NaN, of at least 2 people; got {scores.shape}.")
    if not passers >= 0:
        raise ValueError(f"Passers a day must be at least 0; there were {passers}.")
    matches = scores >= threshold
    np.fill_diagonal(matches, False)
    return passers * matches.sum(axis=0) / (len(scores) - 1)


@dataclass(frozen=True)
class Alarm:
    """A watch list of one, for each person who could be on it.

    noticed: (n,) whether the person's own photo matches. others: (n,) how many others a day raise the alarm.
    """

    noticed: np.ndarray
    others: np.ndarray


def watch_list_of_one(cast: Cast, threshold: float, passers: float) -> Alarm:
    """Put each person of a cast of one searched and one stored photo on a watch list of one: the case of the critic.

    Args:
        cast: the people, one searched and one stored photo each.
        threshold: a comparison matches at this score or above.
        passers: people who pass in a day.

    Raises:
        ValueError: if the cast has more than one photo a person, the threshold is not one number, or the passers are
            negative.
    """
    threshold = given.threshold(threshold)
    if cast.same_photos or (cast.searched != cast.stored).any():
        raise ValueError("A watch list of one needs one searched and one stored photo a person, in the same order.")
    return Alarm(cast.scores.diagonal() >= threshold, others_a_day(cast.scores, threshold, passers))
