"""What a threshold costs and how many people it touches: from error rates to decisions.

Rates are per comparison (FMR, FNMR) or per search (FPIR, FNIR); whatever is counted in people is per day. Where a
rate may be an array, one call answers for all thresholds; from numbers comes a number. `carried` takes a result along
the 95 % intervals of the rates it was computed from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from facelab import given
from facelab.intervals import NONE_SEEN
from facelab.scores import ScoreMatrix

Rates = float | np.ndarray


def expected_cost(
    fmr: Rates, fnmr: Rates, share_nonmated: float, cost_false_match: float, cost_false_nonmatch: float
) -> Rates:
    """Return the mean cost of an attempt.

    Args:
        fmr, fnmr: per comparison, at one or many thresholds.
        share_nonmated: share of all attempts that strangers make, 0 to 1: the base rate.
        cost_false_match, cost_false_nonmatch: of one error, at least 0, both in the same unit of money.

    Returns:
        money per attempt, of the shape of the rates.

    Raises:
        ValueError: if a rate or the share is outside 0 to 1, or a cost is negative.
    """
    _check_costs(cost_false_match, cost_false_nonmatch)
    fmrs, fnmrs, share = _rates(fmr=fmr, fnmr=fnmr, share_nonmated=share_nonmated)
    return _plain(share * fmrs * cost_false_match + (1 - share) * fnmrs * cost_false_nonmatch)


def break_even_ratio(loose: tuple[float, float], strict: tuple[float, float], share_nonmated: float) -> float:
    """Return how many false non-matches one false match must cost for two thresholds to cost the same.

    Above this ratio of costs the strict threshold is cheaper, below it the loose one.

    Args:
        loose, strict: (FMR, FNMR) of the two thresholds, per comparison.
        share_nonmated: share of attempts that strangers make, above 0 and below 1.

    Raises:
        ValueError: if a rate is outside 0 to 1, the strict threshold has not the lower FMR and the higher FNMR, or
            the share is 0 or 1.
    """
    (fmr_loose, fnmr_loose), (fmr_strict, fnmr_strict) = loose, strict
    _rates(fmr=[fmr_loose, fmr_strict], fnmr=[fnmr_loose, fnmr_strict])
    if not (fmr_strict < fmr_loose and fnmr_strict >= fnmr_loose):
        raise ValueError(
            f"break_even_ratio needs a strict threshold with the lower FMR; it was given {loose} and {strict}."
        )
    if not 0 < share_nonmated < 1:
        raise ValueError(f"break_even_ratio needs a share of strangers above 0 and below 1; it was {share_nonmated}.")
    return float((1 - share_nonmated) * (fnmr_strict - fnmr_loose) / (share_nonmated * (fmr_loose - fmr_strict)))


def people_a_day(fmr: Rates, fnmr: Rates, attempts: float, share_nonmated: float) -> tuple[Rates, Rates]:
    """Return (strangers accepted, owners refused) a day at a door that compares 1:1.

    Args:
        fmr, fnmr: per comparison. attempts: per day, at least 0, one comparison each.
        share_nonmated: share of attempts that strangers make, 0 to 1.

    Raises:
        ValueError: if a rate or the share is outside 0 to 1, or the attempts are negative.
    """
    _check_counts(attempts=attempts)
    fmrs, fnmrs, share = _rates(fmr=fmr, fnmr=fnmr, share_nonmated=share_nonmated)
    return _plain(attempts * share * fmrs), _plain(attempts * (1 - share) * fnmrs)


def alerts_a_day(fpir: Rates, fnir: Rates, searches: float, base_rate: float) -> tuple[Rates, Rates]:
    """Return (true alerts, false alerts) a day of a camera that searches a list for everybody who passes.

    Args:
        fpir, fnir: per search. searches: per day, at least 0.
        base_rate: share of those who pass that are on the list, 0 to 1.

    Raises:
        ValueError: if a rate is outside 0 to 1 or the searches are negative.
    """
    _check_counts(searches=searches)
    fpirs, fnirs, base = _rates(fpir=fpir, fnir=fnir, base_rate=base_rate)
    return _plain(searches * base * (1 - fnirs)), _plain(searches * (1 - base) * fpirs)


def precision_of_alert(fpir: Rates, fnir: Rates, base_rate: Rates) -> Rates:
    """Return the share of alerts that are true; NaN where there is no alert at all.

    Args:
        fpir, fnir: per search. base_rate: share of those who pass that are on the list, 0 to 1.

    Raises:
        ValueError: if a rate is outside 0 to 1.
    """
    fpirs, fnirs, base = _rates(fpir=fpir, fnir=fnir, base_rate=base_rate)
    true, false = base * (1 - fnirs), (1 - base) * fpirs
    with np.errstate(invalid="ignore"):
        return _plain(true / (true + false))


def required_fmr(false_alerts: float, searches: float, size: float) -> float:
    """Return the FMR at which a camera raises this many false alerts a day, if comparisons were independent.

    Args:
        false_alerts: a day, as promised; above 0 and at most the searches.
        searches: of people who are not on the list, a day.
        size: people on the list, at least 1.

    Returns:
        FMR per comparison: the solution of searches * (1 - (1 - FMR)^size) = false_alerts.

    Raises:
        ValueError: if the numbers do not fit.
    """
    if not 0 < false_alerts <= searches or not size >= 1:
        raise ValueError(
            "required_fmr needs 0 < false alerts <= searches and a list of at least 1 person; "
            f"it was given {false_alerts}, {searches} and {size}."
        )
    if false_alerts == searches:
        return 1.0
    return float(-np.expm1(np.log1p(-false_alerts / searches) / size))


def comparisons_to_show(rate: float) -> float:
    """Return how many independent comparisons, all without error, show that a rate is at most this (rule of 3).

    Raises:
        ValueError: if the rate is not above 0 and at most 1.
    """
    if not 0 < rate <= 1:
        raise ValueError(f"A rate that can be shown lies above 0 and at most at 1; it was {rate}.")
    return NONE_SEEN / float(rate)


def threshold_for_promise(matrix: ScoreMatrix, promised: float) -> float:
    """Return a threshold at which the upper end of the FMR's 95 % interval keeps a promise, and just below it does not.

    "At most 1 in 1,000" is a promise about people who were not there: the counted FMR must lie below it by the
    interval's margin. Found by bisection: the upper end falls as the threshold grows.

    Args:
        matrix: every probe against every enrolment.
        promised: highest FMR per comparison, 0 to 1.

    Raises:
        ValueError: if promised is outside 0 to 1, or no threshold can be shown to keep it with these people.
    """
    promised = given.share(promised, "A promised FMR")
    candidates = np.unique(matrix.nonmated)
    low, high = 0, len(candidates)  # the place of the first candidate that keeps the promise lies between
    while low < high:
        middle = (low + high) // 2
        if matrix.at(candidates[middle]).fmr_interval[1] <= promised:
            high = middle
        else:
            low = middle + 1
    # Above the highest score no false match is left; a promise that only this line keeps is not shown by any count.
    if low == len(candidates):
        raise ValueError(
            f"No threshold can be shown to keep an FMR of {promised:g} with {len(matrix.person)} people: "
            "more people are needed, or a weaker promise."
        )
    return float(candidates[low])


@dataclass(frozen=True)
class Carried:
    """A number computed from rates, and the 95 % interval that their intervals leave it.

    value, low, high: in the unit of the function that made them; numbers, or arrays over thresholds.
    """

    value: Any
    low: Any
    high: Any


def carried(function: Callable[..., Any], *, rates: dict[str, tuple], **fixed: Any) -> Carried:
    """Compute a number from rates and take their 95 % intervals along.

    The function is evaluated at all ends of all intervals, and the lowest and highest result are kept. For a function
    that rises or falls with each rate this covers at least 95 %, however the errors of the rates hang together: it is
    wider than needed where they do not.

    Args:
        function: such as `expected_cost` or `precision_of_alert`; it must return one number, or one array.
        rates: name of an argument to its (value, low, high); each may be an array over thresholds.
        fixed: the other arguments.

    Raises:
        ValueError: if a rate does not come as (value, low, high) with low <= value <= high, or none is given.
    """
    if not rates:
        raise ValueError("carried needs at least one rate with its interval.")
    for name, ends in rates.items():
        if len(ends) != 3 or not (np.less_equal(ends[1], ends[0]).all() and np.less_equal(ends[0], ends[2]).all()):
            raise ValueError(f"carried needs (value, low, high) for {name}, with low <= value <= high; it got {ends}.")
    value = function(**{name: ends[0] for name, ends in rates.items()}, **fixed)
    corners = [
        function(**dict(zip(rates, corner, strict=True)), **fixed)
        for corner in product(*(ends[1:] for ends in rates.values()))
    ]
    return Carried(_plain(value), _plain(np.min(corners, axis=0)), _plain(np.max(corners, axis=0)))


def _rates(**named: Any) -> list[np.ndarray]:
    """Return the rates as arrays, or say which of them lies outside 0 to 1."""
    values = []
    for name, rate in named.items():
        value = np.asarray(rate, dtype=float)
        if not ((value >= 0) & (value <= 1)).all():
            raise ValueError(f"{name} must lie between 0 and 1; it was {rate}.")
        values.append(value)
    return values


def _plain(result: Any) -> Any:
    """Return one number as Python's own float, and an array as it is."""
    return float(result) if np.ndim(result) == 0 else result


def _check_costs(*costs: float) -> None:
    if not all(0 <= cost < np.inf for cost in costs):
        raise ValueError(f"A cost is a number of at least 0; the costs were {costs}.")


def _check_counts(**named: float) -> None:
    for name, value in named.items():
        if not 0 <= value < np.inf:
            raise ValueError(f"{name} a day must be a number of at least 0; it was {value}.")
