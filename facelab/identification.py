"""Searches of a gallery: who is found, who is not, and who is named without being in it.

Terms after ISO/IEC 19795-1: FPIR is the share of searches with a person who is not enrolled that name somebody, FNIR
the share of searches with an enrolled person that do not name them. N is the number of people in the gallery.

Rates as functions of N are means over *all* galleries of N people that can be drawn from a `ScoreMatrix`, by counting
(the hypergeometric distribution), not by drawing some of them. A person whose photo failed is left out: their number
stands in `GalleryRates.n_left_out`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import bdtr, gammaln

from facelab import given
from facelab.intervals import effective_interval
from facelab.scores import ScoreMatrix


def fpir_formula(fmr: float | np.ndarray, size: float | np.ndarray) -> float | np.ndarray:
    """Return 1 - (1 - FMR)^N: the FPIR if the N comparisons of a search matched independently of each other.

    Args:
        fmr: per comparison, 0 to 1. size: N, people in the gallery, at least 0. Both may be arrays.

    Raises:
        ValueError: if a rate is outside 0 to 1 or a size is negative.
    """
    rates, sizes = np.asarray(fmr, dtype=float), np.asarray(size, dtype=float)
    if not ((rates >= 0) & (rates <= 1)).all() or not (sizes >= 0).all():
        raise ValueError(f"fpir_formula needs rates from 0 to 1 and sizes of at least 0; it was given {fmr}, {size}.")
    with np.errstate(divide="ignore", invalid="ignore"):
        exponent = np.where(sizes == 0, 0.0, sizes * np.log1p(-rates))  # log1p keeps rates as small as 1e-15
    result = -np.expm1(exponent)
    return float(result) if result.ndim == 0 else result


@dataclass(frozen=True)
class GalleryRates:
    """A rate of searches for each gallery size, with 95 % intervals over people.

    size: (k,) people in the gallery. value, low, high: (k,), per search.
    n_people: people who were searched, each against galleries of all the others.
    n_left_out: people left out because a photo of theirs failed.
    """

    size: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    n_people: int
    n_left_out: int


def fpir_by_size(matrix: ScoreMatrix, threshold: float, sizes: Sequence[int]) -> GalleryRates:
    """Return FPIR for galleries of each size, the searched person never being in them.

    Of the M other people, a_i match the probe of person i falsely. A gallery of N of them contains none of the a_i
    with probability C(M - a_i, N) / C(M, N).

    Args:
        matrix: every probe against every enrolment.
        threshold: a search names somebody when a score is at least this.
        sizes: N, from 1 to the number of people less 2.

    Raises:
        ValueError: if a size is not possible or the threshold is not one number.
    """
    part, left_out = _compared(matrix)
    n, checked = len(part.person), _checked_sizes(sizes, 1, len(part.person) - 2)
    hit = [lambda among, others, size=size: 1 - _none_drawn(among, others, size) for size in checked]
    return _rates_without_each(part.false_matches(threshold), np.ones(n, dtype=bool), hit, checked, left_out)


def fnir_by_size(matrix: ScoreMatrix, threshold: float, sizes: Sequence[int], rank: int = 1) -> GalleryRates:
    """Return FNIR for galleries of each size that hold the searched person and N - 1 others.

    A search succeeds when the person's own score is at least the threshold and fewer than `rank` others score higher
    (an equal score of another counts as higher). With the threshold -inf, 1 - FNIR is the closed-set rank-k rate.

    Args:
        matrix: every probe against every enrolment.
        threshold: lowest score of a candidate.
        sizes: N, from 1 to the number of people.
        rank: length of the candidate list, at least 1.

    Raises:
        ValueError: if a size or the rank is not possible, or the threshold is not one number.
    """
    if rank < 1:
        raise ValueError(f"A candidate list has at least 1 place; rank was {rank}.")
    part, left_out = _compared(matrix)
    above = part.values >= part.mated[:, np.newaxis]
    np.fill_diagonal(above, False)
    checked = _checked_sizes(sizes, 1, len(part.person))
    passed = part.mated >= given.threshold(threshold)
    missed = [lambda among, others, size=size: 1 - _fewer_drawn(among, others, size - 1, rank) for size in checked]
    return _rates_without_each(above, passed, missed, checked, left_out)


def cmc(similarity: np.ndarray, probe_person: np.ndarray, enrolled_person: np.ndarray) -> np.ndarray:
    """Return the cumulative match characteristic: the share of searches whose right person is among the best k.

    Args:
        similarity: (m, N) of m probes against N templates, one template a person, without NaN.
        probe_person: (m,) who is on each probe, all of them enrolled. enrolled_person: (N,) whose each template is.

    Returns:
        (N,) shares for k = 1 to N. An equal score of another person counts as higher.

    Raises:
        ValueError: if the shapes do not fit, somebody has two templates or none, or a score is NaN.
    """
    similarity = np.asarray(similarity)
    probes, enrolled = np.asarray(probe_person), np.asarray(enrolled_person)
    if similarity.shape != (len(probes), len(enrolled)) or similarity.size == 0 or np.isnan(similarity).any():
        raise ValueError(f"cmc needs {len(probes)} by {len(enrolled)} scores without NaN; it got {similarity.shape}.")
    if len(np.unique(enrolled)) != len(enrolled) or not np.isin(probes, enrolled).all():
        raise ValueError("cmc needs one template for each person, and everybody who is searched must be enrolled.")
    right = probes[:, np.newaxis] == enrolled
    own = similarity[right][:, np.newaxis]
    rank = 1 + np.count_nonzero((similarity >= own) & ~right, axis=1)
    return np.bincount(rank, minlength=len(enrolled) + 1)[1:].cumsum() / len(probes)


@dataclass(frozen=True)
class Zoo:
    """How unevenly false matches fall on people, beside the spread that chance alone gives.

    as_probe: (n,) share of the others' templates that each person's probe matches.
    as_enrolled: (n,) share of the others' probes that match each person's template.
    spread: standard deviation of as_probe. chance: what it would be if every comparison matched by the same lot.
    n_without, n_people: people whose probe matches nobody falsely; all people.
    most_affected_tenth: share of all false matches that the tenth of the probes with the most of them have.
    tenth_by_lot: what that share would be if every comparison matched by the same lot (binomial counts).
    predicts: correlation between as_probe over one half of the others and as_enrolled over the other half, so that no
        two people are compared in both. Near 0 if false matches fell by lot; the lot leaves about 1 / sqrt(n).
    """

    as_probe: np.ndarray
    as_enrolled: np.ndarray
    spread: float
    chance: float
    n_without: int
    n_people: int
    most_affected_tenth: float
    tenth_by_lot: float
    predicts: float

    @property
    def others_matched(self) -> np.ndarray:
        """(n,) how many others each person's probe matches."""
        return np.round(self.as_probe * (self.n_people - 1)).astype(int)


def zoo(matrix: ScoreMatrix, threshold: float) -> Zoo:
    """Return each person's false matches as probe and as enrolled person.

    Args:
        matrix: every probe against every enrolment; people whose photo failed are left out.
        threshold: a comparison matches at this score or above.

    Raises:
        ValueError: if nothing matches falsely at the threshold, or it is not one number.

    Source: the name is Doddington et al. 1998, "Sheep, goats, lambs and wolves".
    """
    matches = _compared(matrix)[0].false_matches(threshold)
    n = len(matches)
    if not matches.any():
        raise ValueError(f"Nobody is falsely matched at the threshold {threshold}: there is no spread to look at.")
    rows, columns = matches.sum(axis=1), matches.sum(axis=0)
    share = rows.sum() / (n * (n - 1))
    odd = np.arange(n) % 2 == 1
    one, other = matches[:, odd].sum(axis=1), matches[~odd].sum(axis=0)
    varied = one.std() > 0 and other.std() > 0
    most = np.sort(rows)[-max(1, n // 10) :]
    return Zoo(
        as_probe=rows / (n - 1),
        as_enrolled=columns / (n - 1),
        spread=float((rows / (n - 1)).std()),
        chance=sqrt(share * (1 - share) / (n - 1)),
        n_without=int(np.count_nonzero(rows == 0)),
        n_people=n,
        most_affected_tenth=float(most.sum() / rows.sum()),
        tenth_by_lot=_tenth_by_lot(n, share),
        predicts=float(np.corrcoef(one, other)[0, 1]) if varied else float("nan"),
    )


def counts_by_chance(n: int, share: float) -> np.ndarray:
    """Return (n,) how many others each of n people matches if every comparison matches with the same chance, rising.

    Binomial counts at n evenly spaced places, and not drawn.

    Args:
        n: people, at least 2, each compared with all others. share: of comparisons that match, 0 to 1.

    Raises:
        ValueError: if there are fewer than 2 people, or the share is outside 0 to 1.
    """
    if n < 2:
        raise ValueError(f"counts_by_chance needs at least 2 people; it was given {n}.")
    given.share(share, "The share of comparisons that match")
    return np.searchsorted(bdtr(np.arange(n), n - 1, share), (np.arange(n) + 0.5) / n)


def _tenth_by_lot(n: int, share: float) -> float:
    """Return which share of all false matches the tenth with the most has if their numbers are binomial."""
    typical = counts_by_chance(n, share)
    return float(typical[-max(1, n // 10) :].sum() / max(1, typical.sum()))


def _compared(matrix: ScoreMatrix) -> tuple[ScoreMatrix, int]:
    """Return the scores of the people both of whose photos could be used, and how many are left out."""
    return matrix.among(matrix.usable), int(np.count_nonzero(~matrix.usable))


def _checked_sizes(sizes: Sequence[int], least: int, most: int) -> np.ndarray:
    values = np.asarray(sizes)
    if values.ndim != 1 or not np.issubdtype(values.dtype, np.integer) or len(values) == 0:
        raise ValueError(f"Gallery sizes are whole numbers, at least one of them; they were {sizes}.")
    if values.min() < least or values.max() > most:
        raise ValueError(
            f"Galleries of {least} to {most:,} people can be drawn from these scores; sizes from {values.min():,} to "
            f"{values.max():,} were asked for. For larger ones see facelab.city.national_file."
        )
    return values


def _log_choose(n: np.ndarray | float, k: np.ndarray | int) -> np.ndarray:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def _none_drawn(among: np.ndarray, others: int, size: int) -> np.ndarray:
    """Return the chance that `size` people drawn from `others` hold none of the `among` marked ones."""
    left = np.asarray(others - among, dtype=float)
    possible = left >= size
    chance = np.exp(_log_choose(np.where(possible, left, size), size) - _log_choose(float(others), size))
    return np.where(possible, chance, 0.0)


def _fewer_drawn(among: np.ndarray, others: int, size: int, rank: int) -> np.ndarray:
    """Return the chance that `size` people drawn from `others` hold fewer than `rank` of the `among` marked ones."""
    total = np.zeros(np.shape(among))
    for hits in range(min(rank, size + 1)):
        possible = (among >= hits) & (others - among >= size - hits)
        marked, rest = np.where(possible, among, hits), np.where(possible, others - among, size - hits)
        log = _log_choose(marked, hits) + _log_choose(rest, size - hits) - _log_choose(float(others), size)
        total += np.where(possible, np.exp(log), 0.0)
    return total


def _rates_without_each(
    marks: np.ndarray, passed: np.ndarray, errors: list[Callable], sizes: np.ndarray, left_out: int
) -> GalleryRates:
    """Return the mean error of the searches for each size, and its interval by leaving out one person at a time.

    marks: (n, n) bool, diagonal False: which others stand in the way of person i's search. passed: (n,) bool; where it
    is False the search is an error whatever the gallery holds. errors: for each size, a function of (marked others,
    number of others). Without person j, search i has one other less, and one marked other less if j was marked.
    """
    n, among = len(marks), marks.sum(axis=1)
    value, low, high = [], [], []
    for error in errors:
        searched = np.where(passed, error(among, n - 1), 1.0)
        mean = searched.mean()
        kept = np.where(passed, error(np.minimum(among, n - 2), n - 2), 1.0)
        freed = np.where(passed, error(np.maximum(among - 1, 0), n - 2), 1.0)
        without = (kept.sum() - kept - (kept - freed) @ marks) / (n - 1)
        squared_error = (n - 1) / n * np.sum((without - without.mean()) ** 2)
        n_eff = n if squared_error == 0 else max(1.0, mean * (1 - mean) / squared_error)
        ends = effective_interval(mean * n, n, n_eff)
        value.append(mean)
        low.append(ends[0])
        high.append(ends[1])
    return GalleryRates(sizes, np.array(value), np.array(low), np.array(high), n, left_out)
