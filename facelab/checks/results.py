"""What an exercise's function returns: read a learner's result, say in words what is wrong with it, hand it on.

A kind has two jobs. `read` turns any result into the form in which it is compared, or raises `Wrong`. `convert` turns
the results of an accepted answer into what later cells of the lesson need: a list becomes an array, a numpy number a
plain one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab.checks.answer import Wrong, what_it_is

TOLERANCE = 1e-6  # relative to the largest right number


class Kind:
    """What a function returns; `read` and `convert` are described above."""

    def read(self, result: Any, right: Any, call: str) -> Any:
        """Return the result in the form of the right one.

        Raises:
            Wrong: if it has another form.
        """
        raise NotImplementedError

    def convert(self, result: Any, like: Any) -> Any:
        """Return the result of an accepted answer as the library's version would return it, such as `like`.

        Raises:
            Exception: of any type, if that cannot be done.
        """
        raise NotImplementedError

    def difference(self, got: Any, right: Any) -> str:
        """Return where the two differ, in words that end a sentence "for this call ..."."""
        raise NotImplementedError


@dataclass(frozen=True)
class Number(Kind):
    """One number. what: begins its sentences, such as "The FMR". infinite: whether infinity is an answer."""

    what: str = "The result"
    infinite: bool = False

    def read(self, result: Any, right: Any, call: str) -> float:
        """Return the number."""
        if isinstance(result, bool | np.bool_):
            raise Wrong(f"{self.what} should be a number; your function returns {result}, for {call}.")
        if _shape(result) != ():
            taken = " Take the number out of it: result[0]." if _shape(result) == (1,) else ""
            raise Wrong(
                f"{self.what} should be one number; your function returns {what_it_is(result)}, for {call}.{taken}"
            )
        return float(_numbers(result, self.what, call, self.infinite))

    def convert(self, result: Any, like: Any) -> Any:
        """Return a plain number; an array of them, where the lesson calls with arrays."""
        values = np.asarray(result, dtype=np.float64)
        if values.ndim:
            return values
        return round(float(values)) if isinstance(like, int) and not isinstance(like, bool) else float(values)

    def difference(self, got: Any, right: Any) -> str:
        """Return both numbers."""
        one, other = _two(right, got)
        what = self.what[0].lower() + self.what[1:] if not self.what[:2].isupper() else self.what
        return f"{what} is {one}; your function gives {other}"


@dataclass(frozen=True)
class Truth(Kind):
    """True or False."""

    def read(self, result: Any, right: Any, call: str) -> bool:
        """Return the truth value."""
        if not isinstance(result, bool | np.bool_):
            raise Wrong(f"your function should return True or False; it returns {what_it_is(result)}, for {call}.")
        return bool(result)

    def convert(self, result: Any, like: Any) -> bool:
        """Return a plain truth value."""
        return bool(result)

    def difference(self, got: Any, right: Any) -> str:
        """Return both."""
        return f"the answer is {right}; your function says {got}"


@dataclass(frozen=True)
class Word(Kind):
    """One of a few words. alike: the kind of what is no word, where a function returns a word or a number."""

    words: tuple[str, ...]
    otherwise: Kind | None = None

    def read(self, result: Any, right: Any, call: str) -> Any:
        """Return the word, or the number."""
        if isinstance(result, str) and str(result) in self.words:
            return str(result)
        if isinstance(result, str):
            near = [w for w in self.words if w.lower() == result.lower().strip(" .!")]
            if near:
                raise Wrong(f"the text is {near[0]!r}, letter by letter; yours is {result!r:.60}.")
        elif self.otherwise is not None:
            return self.otherwise.read(result, right, call)
        words = ", ".join(map(repr, self.words))
        which = f"one of the words {words}" if len(self.words) > 1 else words
        also = " or a number" if self.otherwise else ""
        raise Wrong(f"your function should return {which}{also}; it returns {what_it_is(result)}, for {call}.")

    def convert(self, result: Any, like: Any) -> Any:
        """Return a plain text or number."""
        return str(result) if isinstance(result, str) else (self.otherwise or Number()).convert(result, 0.0)

    def difference(self, got: Any, right: Any) -> str:
        """Return both."""
        if isinstance(got, str) or isinstance(right, str):
            return f"the answer is {_plain(right)}, and yours {_plain(got)}"
        return (self.otherwise or Number()).difference(got, right)


@dataclass(frozen=True)
class Array(Kind):
    """An array of numbers, of whole numbers or of truth values, as the library's is."""

    what: str = "The result"
    infinite: bool = False

    def read(self, result: Any, right: Any, call: str) -> np.ndarray:
        """Return a float array of the right shape."""
        shape = np.shape(right)
        values = _numbers(result, self.what, call, self.infinite)
        if values.shape != shape:
            raise Wrong(f"{self.what} should have shape {shape}; yours has shape {values.shape}, for {call}.")
        if np.asarray(right).dtype == bool and not np.isin(values, (0, 1)).all():
            raise Wrong(f"{self.what} should hold True and False alone; yours holds other values, for {call}.")
        return values

    def convert(self, result: Any, like: Any) -> np.ndarray:
        """Return an array with the library's type of entries."""
        values = np.asarray(result)
        if values.dtype == object or values.dtype.kind in "USc":
            raise TypeError("no numbers")
        wanted = np.asarray(like).dtype
        if wanted.kind == "i" and values.dtype.kind == "f":
            values = np.round(values)
        return values if values.dtype == wanted else values.astype(wanted)

    def difference(self, got: Any, right: Any) -> str:
        """Return both if they are small, else the first place where they differ."""
        got, right = np.asarray(got, float), np.asarray(right, float)
        what = self.what[0].lower() + self.what[1:]
        if right.size <= FEW and right.ndim <= 2:
            one, other = _two(right, got)
            return f"{what} is {one}; your function gives {other}"
        place = np.argwhere(~np.isclose(got, right, rtol=0, atol=TOLERANCE * _scale(right)))[0].tolist()
        one, other = _two(right[tuple(place)], got[tuple(place)])
        return f"the entry [{', '.join(map(str, place))}] of {what} is {one}; yours is {other}"


@dataclass(frozen=True)
class Several(Kind):
    """A tuple of results. names: of them, as the lesson's last line has them, such as "mean, components"."""

    names: str
    kinds: tuple[Kind, ...] = ()

    def parts(self) -> list[tuple[str, Kind]]:
        """Return (name, kind) of each result; numbers unless told otherwise."""
        names = self.names.split(", ")
        return list(zip(names, self.kinds or [Number(f"The number {one!r}") for one in names], strict=True))

    def read(self, result: Any, right: Any, call: str) -> tuple:
        """Return the results as a tuple."""
        parts = self.parts()
        count = {2: "two", 3: "three", 4: "four"}[len(parts)]
        what = "things" if self.kinds else "numbers"
        if not _is_row(result) or len(result) != len(parts):
            raise Wrong(
                f"your function should return {count} {what}: return {self.names}. It returns {what_it_is(result)}."
            )
        return tuple(kind.read(one, wanted, call) for (_, kind), one, wanted in zip(parts, result, right, strict=True))

    def convert(self, result: Any, like: Any) -> tuple:
        """Return a tuple of what each result should be."""
        return tuple(
            kind.convert(one, wanted) for (_, kind), one, wanted in zip(self.parts(), result, like, strict=True)
        )

    def difference(self, got: Any, right: Any) -> str:
        """Return the first result that differs."""
        for (name, kind), one, wanted in zip(self.parts(), got, right, strict=True):
            if not alike(one, wanted):
                said = kind.difference(one, wanted)
                return said if name in said else f"{said} ({name})"
        raise AssertionError("nothing differs")


@dataclass(frozen=True)
class ByLabel(Kind):
    """A dictionary from each label to a number."""

    what: str = "The value"
    infinite: bool = False

    def read(self, result: Any, right: Any, call: str) -> dict[str, float]:
        """Return the dictionary, in the order of the library's."""
        if not isinstance(result, dict):
            raise Wrong(
                f"your function should return a dictionary, each label to its number; it returns {what_it_is(result)}."
            )
        found = {str(key): value for key, value in result.items()}
        if set(found) != set(map(str, right)):
            raise Wrong(
                f"the labels are {', '.join(map(str, right))}; your dictionary has {', '.join(found)[:200] or 'none'}."
            )
        one = Number(self.what, self.infinite)
        return {
            str(key): Number(f"{one.what} of {key}", self.infinite).read(found[str(key)], right[key], call)
            for key in right
        }

    def convert(self, result: Any, like: Any) -> dict[str, float]:
        """Return plain labels and numbers, in the order of the labels."""
        found = {str(key): float(value) for key, value in result.items()}
        return {key: found[key] for key in sorted(found)}

    def difference(self, got: Any, right: Any) -> str:
        """Return the first label whose numbers differ."""
        scale = _scale(list(right.values()))
        for key, wanted in right.items():
            if not _close(got[str(key)], wanted, scale):
                one, other = _two(wanted, got[str(key)])
                return f"{self.what[0].lower() + self.what[1:]} of {key} is {one}; yours is {other}"
        raise AssertionError("nothing differs")


@dataclass(frozen=True)
class Places(Kind):
    """A list of whole numbers whose length is part of the answer."""

    what: str = "The list"

    def read(self, result: Any, right: Any, call: str) -> list[int]:
        """Return the list."""
        if not _is_row(result):
            raise Wrong(f"your function should return a list; it returns {what_it_is(result)}, for {call}.")
        if any(one is None for one in result):
            raise Wrong(f"{self.what} holds None, for {call}.")
        numbers = [Number("An entry of the list").read(one, 0, call) for one in result]
        if any(one != round(one) for one in numbers):
            raise Wrong(f"{self.what} should hold whole numbers alone, for {call}.")
        return [round(one) for one in numbers]

    def convert(self, result: Any, like: Any) -> list[int]:
        """Return a list of plain whole numbers."""
        return [round(float(one)) for one in result]

    def difference(self, got: Any, right: Any) -> str:
        """Return both if they are short, else the first place where they differ."""
        if len(got) <= FEW and len(right) <= FEW:
            return f"{self.what[0].lower() + self.what[1:]} is {list(right)}; yours is {list(got)}"
        place = next((i for i, (a, b) in enumerate(zip(got, right, strict=False)) if a != b), min(len(got), len(right)))
        what = self.what[0].lower() + self.what[1:]
        return f"{what} has {len(right)} entries and yours {len(got)}; they first differ at place {place}"


FEW = 9  # numbers that a message prints at most: a table of 3 by 3


def alike(one: Any, other: Any, tolerance: float = TOLERANCE) -> bool:
    """Say whether two results are the same, up to rounding; `other` sets the scale. Never raises.

    Results of different forms (an array and its transpose, a list and a longer one) are not alike.
    """
    try:
        if isinstance(one, str) or isinstance(other, str):
            return isinstance(one, str) and isinstance(other, str) and one == other
        if isinstance(other, dict):
            if not isinstance(one, dict) or {str(k) for k in one} != {str(k) for k in other}:
                return False
            found, scale = {str(k): v for k, v in one.items()}, _scale(list(other.values()))
            return all(_close(found[str(key)], value, scale, tolerance) for key, value in other.items())
        if isinstance(other, tuple) and isinstance(one, tuple | list | np.ndarray):
            return len(one) == len(other) and all(alike(a, b, tolerance) for a, b in zip(one, other, strict=True))
        if np.iscomplexobj(one):
            return False
        got, wanted = np.asarray(one, np.float64), np.asarray(other, np.float64)
        return got.shape == wanted.shape and bool(_close(got, wanted, _scale(wanted), tolerance))
    except Exception:  # whatever a learner returned cannot be read as numbers
        return False


def shown(arguments: Sequence[Any], names: Sequence[str]) -> str:
    """Return a call's arguments in words: small ones in full, larger ones by their size."""
    return listed_calls([_argument(name, value) for name, value in zip(names, arguments, strict=True)])


def listed_calls(parts: list[str]) -> str:
    """Return the parts of a call as a sentence lists them."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _argument(name: str, value: Any) -> str:
    if isinstance(value, dict):
        entries = ", ".join(f"{key}: {_plain(one)}" for key, one in list(value.items())[:4])
        return f"{name} = {{{entries}{', ...' if len(value) > 4 else ''}}}"
    if isinstance(value, list | tuple) and len(value) and np.ndim(value[0]) == 2:
        return f"{name} = {len(value)} tables of {' by '.join(map(str, np.shape(value[0])))}"
    size, shape = np.size(value), np.shape(value)
    if size > FEW or len(shape) > 2:
        if len(shape) == 1:
            what = "labels" if np.asarray(value).dtype.kind in "US" else "numbers"
            what = "values, True or False" if np.asarray(value).dtype == bool else what
            return f"{name} = {size} {what}"
        if len(shape) == 2:
            return f"{name} = a table of {shape[0]} by {shape[1]}"
        return f"{name} = {shape[0]} pictures of {' by '.join(map(str, shape[1:]))}"
    return f"{name} = {_plain(value)}"


def _plain(value: Any) -> str:
    """Return a value as one would type it."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, float) and value == int(value) if isinstance(value, float) and np.isfinite(value) else False:
        return f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return repr(value)


def _is_row(result: Any) -> bool:
    """Say whether a result is a row of things: a list, a tuple, an array with an axis."""
    return isinstance(result, list | tuple) or (isinstance(result, np.ndarray) and result.ndim > 0)


def _shape(result: Any) -> tuple[int, ...] | None:
    """Return the shape of a result, None for one that has none, such as rows of unequal length."""
    try:
        return np.shape(result)
    except Exception:
        return None


def _numbers(result: Any, what: str, call: str, infinite: bool) -> np.ndarray:
    """Return a result as a float array.

    Raises:
        Wrong: if it holds something else than numbers, NaN, or infinity where that is no answer.
    """
    if isinstance(result, str) or (isinstance(result, np.ndarray) and result.dtype.kind in "US"):
        raise Wrong(f"{what} should be made of numbers; your function returns text, for {call}.")
    if isinstance(result, dict | set):
        raise Wrong(f"{what} should be made of numbers; your function returns {what_it_is(result)}, for {call}.")
    try:
        found = np.asarray(result)
        if found.dtype.kind in "USO" and found.size and isinstance(found.flat[0], str | np.str_):
            raise Wrong(f"{what} should be made of numbers; your function returns text, for {call}.")
        if found.dtype.kind == "c":
            raise Wrong(f"{what} holds complex numbers, for {call}. If their imaginary parts are 0, return .real.")
        values = np.asarray(result, dtype=np.float64)
    except Wrong:
        raise
    except Exception:
        ragged = isinstance(result, list | tuple) and len({_shape(one) for one in result}) > 1
        why = " Its rows have different lengths." if ragged else ""
        raise Wrong(
            f"{what} should be made of numbers; your function returns {what_it_is(result)}, for {call}.{why}"
        ) from None
    if np.isnan(values).any():
        raise Wrong(
            f"{what} is or holds NaN (not a number), for {call}. 0 / 0, the mean of nothing, or the root of a negative "
            "number does that."
        )
    if not infinite and np.isinf(values).any():
        raise Wrong(f"{what} is or holds infinity, for {call}. Was something divided by zero?")
    return values


def _scale(values: Any) -> float:
    """Return the largest finite size of some numbers, and never 0."""
    sizes = np.abs(np.asarray(values, np.float64))
    sizes = sizes[np.isfinite(sizes)]
    return max(1e-12, float(sizes.max())) if sizes.size else 1.0


def _close(one: Any, other: Any, scale: float, tolerance: float = TOLERANCE) -> bool:
    """Say whether numbers of one shape are the same up to rounding; faster than np.allclose, and asked very often."""
    one, other = np.asarray(one, np.float64), np.asarray(other, np.float64)
    with np.errstate(invalid="ignore"):  # infinity minus infinity
        return bool(np.all((np.abs(one - other) <= tolerance * scale) | (one == other)))


def _two(right: Any, got: Any) -> tuple[str, str]:
    """Return the texts of two numbers, or two small arrays, with as many digits as tell them apart."""
    right, got = np.asarray(right, float), np.asarray(got, float)
    for digits in (3, 4, 5, 6, 8, 10, 13):
        one, other = _digits(right, digits), _digits(got, digits)
        if one != other:
            break
    return one, other


def _digits(values: np.ndarray, digits: int) -> str:
    if values.ndim == 0:
        if not np.isfinite(values) or abs(values) >= 1e6:
            return f"{values:,.0f}"
        return f"{values:.{max(digits, len(str(int(abs(values)))))}g}"
    return "[" + ", ".join(_digits(one, digits) for one in values) + "]"
