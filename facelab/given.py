"""What functions are given, checked in one place.

Each function returns what it was given in one form, or says in one sentence what is wrong with it, as a `ValueError`.
"""

import sys
import warnings
from collections.abc import Sequence
from math import sqrt
from numbers import Real
from typing import Any

import numpy as np


def threshold(value: Any) -> float:
    """Return a threshold as a float; -inf accepts everything, +inf nothing.

    Raises:
        ValueError: if it is not one number (None, text, an array, a truth value), or NaN.
    """
    number = _number(value)
    if number is None or number != number:
        raise ValueError(f"A threshold is one number, and not NaN; it was {_short(value)}.")
    return number


def share(value: Any, what: str) -> float:
    """Return a share or a rate, 0 to 1, as a float.

    Args:
        value: what was given. what: its name, as the sentence begins ("A target FMR").

    Raises:
        ValueError: if it is not one number from 0 to 1.
    """
    number = _number(value)
    if number is None or not 0 <= number <= 1:
        raise ValueError(f"{what} lies between 0 and 1; it was {_short(value)}.")
    return number


def square(table: Any, who: str, least: int = 1) -> np.ndarray:
    """Return a square table of truth values: probe i against enrolment j, the same people in the same order.

    Args:
        table: (n, n) bool. who: the function that needs it. least: people, at the least.

    Raises:
        ValueError: if the table is not square, smaller, or not of True and False.
    """
    values = np.asarray(table)
    if values.ndim != 2 or values.shape[0] != values.shape[1] or len(values) < least or values.dtype != bool:
        raise ValueError(
            f"{who} needs a square table of True and False, at least {least} by {least}; "
            f"it was given {values.shape}, {values.dtype}."
        )
    return values


def labels(values: Any, n_people: int) -> np.ndarray:
    """Return the labels of n people as an array, the values as they are.

    Raises:
        ValueError: if there is not one label for each of them, or one is missing (None or NaN).
    """
    found, missing = _array_and_missing(values)
    if found.shape != (n_people,):
        raise ValueError(
            f"A table of {n_people} people needs {n_people} labels, one for each person; it was given {found.shape}."
        )
    if missing:
        raise ValueError(
            f"{missing} of the {n_people} people have no label (None or NaN): give them one that says so, such as "
            "'not coded', so that they stay in the table as a group of their own."
        )
    return found


def people(values: Any, what: str) -> np.ndarray:
    """Return the numbers or names of people as an array, the values as they are.

    Args:
        values: of any shape. what: the argument's name.

    Raises:
        ValueError: if one is missing (None or NaN): all of them together would count as one person.
    """
    found, missing = _array_and_missing(values)
    if missing:
        raise ValueError(
            f"{missing} of the {found.size} entries of {what} are None or NaN, and people who are not known do not "
            "count as one person: leave them out and count them, or give each a number of their own."
        )
    return found


def places(keep: Any, n_people: int) -> np.ndarray:
    """Return which of n people are kept, as their places, from a mask or from places.

    Args:
        keep: (n_people,) bool, or whole numbers from 0 to n_people - 1, each at most once, in the order wanted.

    Raises:
        ValueError: if it is neither.
    """
    values = np.asarray(keep)
    if values.dtype == bool and values.shape == (n_people,):
        return np.flatnonzero(values)
    whole = values.ndim == 1 and np.issubdtype(values.dtype, np.integer)
    if not whole or len(np.unique(values)) != len(values) or not ((values >= 0) & (values < n_people)).all():
        raise ValueError(
            f"People are kept by True or False for each of the {n_people}, or by places from 0 to {n_people - 1}, each "
            f"once; given was {values.dtype} of shape {values.shape}."
        )
    return values


def scores(values: np.ndarray | Sequence[float], name: str) -> np.ndarray:
    """Return scores as a row of float64.

    Args:
        values: (n,), at least one; float64 or whole numbers. name: of their kind, such as "mated".

    Raises:
        ValueError: if there is none, one is NaN or infinite, or they are no numbers or float32.
    """
    found = np.asarray(values)
    if found.ndim != 1 or len(found) == 0:
        raise ValueError(f"The {name} scores must be one row of at least one number; they have shape {found.shape}.")
    check_kind_of_scores(found, name)
    found = found.astype(np.float64, copy=False)
    # The extremes are NaN or infinite when a score is, and need no array of their own.
    if not np.isfinite((found.min(), found.max())).all():
        raise ValueError(
            f"{np.count_nonzero(~np.isfinite(found))} of the {len(found)} {name} scores are NaN or infinite. "
            "A comparison that failed has no score: leave it out and count it, or give the whole table to ScoreMatrix."
        )
    return found


def check_kind_of_scores(values: np.ndarray, name: str) -> None:
    """Refuse scores that are no numbers, or too coarse to be compared with a typed threshold.

    Raises:
        ValueError: if they are float32, float16, complex or not numbers.
    """
    if values.dtype in (np.float32, np.float16):
        raise ValueError(
            f"The {name} scores are {values.dtype}: there a score of 0.368 is not the number 0.368, and a threshold of "
            "0.368 may miss it. Round them to the steps they were measured in and store them as float64."
        )
    if not np.issubdtype(values.dtype, np.number) or np.iscomplexobj(values):
        raise ValueError(f"The {name} scores must be numbers; they are {values.dtype}.")


def warn_of_distances(mated: np.ndarray, nonmated: np.ndarray) -> None:
    """Warn if mated scores lie below the non-mated ones, as distances do, and not by a coin tosser's chance.

    Looked at is the share of (mated, non-mated) pairs in the right order. It must lie three standard errors of
    independent scores below 0.5, so that a matcher that knows nothing, or ten scores, are not taken for distances.

    Args:
        mated: (m,) rising; of more than a thousand evenly spaced ones are looked at. nonmated: (n,) rising.

    Source: the standard error of a coin tosser is that of Mann & Whitney 1947.
    """
    some = mated[np.linspace(0, len(mated) - 1, min(len(mated), 1000)).astype(int)]
    below = sum(np.searchsorted(nonmated, some, side=side).mean() / 2 for side in ("left", "right"))
    chance = sqrt((len(mated) + len(nonmated) + 1) / (12 * len(mated) * len(nonmated)))
    if below / len(nonmated) < 0.5 - 3 * chance:
        warnings.warn(
            "Most mated scores lie below the non-mated: are these distances? This library wants similarities; use "
            "-distances.",
            stacklevel=_first_outside(),
        )


def _first_outside() -> int:
    """Return how far up the first caller stands who is not of the library, so that a warning names their line."""
    level = 1
    while sys._getframe(level).f_globals.get("__name__", "").split(".")[0] in ("facelab", "functools"):
        level += 1
    return level


def _number(value: Any) -> float | None:
    """Return one real number as a float, None for anything else."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else f"{value!r:.60}"


def _array_and_missing(values: Any) -> tuple[np.ndarray, int]:
    """Return the values as an array, and how many of them are None, NaN, masked or pandas' NA.

    A list is looked at before it becomes an array: numpy would make the text "nan" of a NaN among words.
    """
    given = values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
    if np.ma.isMaskedArray(given):
        missing = int(np.ma.count_masked(given))
    elif given.dtype.kind in "fcmM":
        missing = int(np.count_nonzero(given != given))
    elif given.dtype.kind in "biuSU":
        missing = 0
    else:
        missing = sum(map(_is_missing, given.ravel().tolist()))
    return np.asarray(values), missing


def _is_missing(value: Any) -> bool:
    try:
        return value is None or bool(value != value)
    except (TypeError, ValueError):  # pandas' NA is neither equal to itself nor not
        return True
