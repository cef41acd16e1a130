"""Write numbers as people say them: in tables, in sentences, on axes."""

from math import floor, log10
from string import Formatter
from typing import Any

import numpy as np

from facelab.intervals import Rate, places_for
from facelab.measures import OperatingPoint


def one_in(rate: float) -> str:
    """Return a rate as people say it: 0.001 is "1 in 1,000", 1 is "all", 0 is "none"."""
    if rate <= 0:
        return "none"
    if rate >= 1:
        return "all"
    each = 1 / rate
    if each < 3:
        return f"{rate:.0%}"
    digits = max(0, floor(log10(each)) - 1)
    return f"1 in {round(each, -digits):,.0f}"


def said(value: Any) -> str:
    """Return a value as the course writes it: 1,680, 0.0012, 2.4, 379, "no" for False, "-" for a missing number."""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, int | np.integer):
        return f"{int(value):,}"
    if isinstance(value, float | np.floating):
        return "-" if np.isnan(value) else _number(float(value))
    return str(value)


def share(rate: float) -> str:
    """Return a rate with two digits that count, however small it is: 0.18, 0.0012, 0.0000012."""
    return "-" if np.isnan(rate) else _significant(rate, 2)


def span(low: float, high: float) -> str:
    """Return both ends of an interval: "0.12 to 0.27"."""
    return f"{share(low)} to {share(high)}"


def with_interval(rate: float, low: float, high: float) -> str:
    """Return a rate with its interval, all three with the places that the interval supports: "0.12 (0.10 to 0.15)"."""
    places = places_for(low, high)
    return f"{rate:.{places}f} ({low:.{places}f} to {high:.{places}f})"


def in_full(rate: float, low: float, high: float, errors: int, n: int) -> str:
    """Return a rate with its count and its interval: "1 in 85 (8,318 of 704,760; 95 % 1 in 91 to 1 in 79)".

    Without an error it is "none (0 of 9; at most 1 in 3)".
    """
    if rate == 0:
        return f"none ({count(errors, n)}; at most {one_in(high)})"
    return f"{one_in(rate)} ({count(errors, n)}; 95 % {one_in(low)} to {one_in(high)})"


def both_errors(at: OperatingPoint) -> tuple[str, str]:
    """Return the false matches and the misses of a line, each as `in_full` writes them."""
    return (
        in_full(at.fmr, *at.fmr_interval, at.n_false_matches, at.n_nonmated),
        in_full(at.fnmr, *at.fnmr_interval, at.n_false_nonmatches, at.n_mated),
    )


def count(errors: int, n: int) -> str:
    """Return a count and what it was counted in: "612 of 3,422"."""
    return f"{errors:,} of {n:,}"


def _number(value: float) -> str:
    """Return a number with three digits that count, and whole ones with their thousands."""
    if value == 0 or (abs(value) >= 100 or value.is_integer()):
        return f"{value:,.0f}"
    return _significant(value, 3)


def _significant(value: float, digits: int) -> str:
    """Return a number with so many digits that count, in plain figures: 1e-06 is 0.000001, and never 0."""
    return np.format_float_positional(float(f"{value:.{digits}g}"), trim="-")


class Sentence(Formatter):
    """Fill braces: `{}` writes a value as `said` does, `{:1 in}` a rate as "1 in 1,000", `{:share}` as `share` does.

    Any other format is Python's own.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return one value as text."""
        if format_spec == "":
            return said(value)
        if format_spec == "1 in":
            return one_in(float(value.value if isinstance(value, Rate) else value))
        if format_spec == "share":
            return share(float(value.value if isinstance(value, Rate) else value))
        return format(value, format_spec)


def said_at(scores: np.ndarray, line: float) -> list[str]:
    """Return what a matcher says of each score (n,) at a line, such as "0.65, yes"; "no face" stands for NaN."""
    return ["no face" if np.isnan(one) else f"{one:.2f}, {'yes' if one >= line else 'no'}" for one in scores]
