"""A learner's function, called with care: whatever it does ends in a sentence about the answer, never in a crash."""

import ast
import copy
import dis
import inspect
import linecache
import reprlib
import textwrap
import tracemalloc
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

import numpy as np

from facelab.checks.limits import TookTooLong, hidden_builtins, replaced_in_numpy, stopped_after, undisturbed

TIME_LIMIT = 8.0  # seconds of the processor that a single call of the learner's function may take
LONGEST_QUOTE = 160  # characters of an error's own text

# What a function that only holds three dots, `pass` or a docstring consists of.
_EMPTY_BODY = {"RESUME", "NOP", "LOAD_CONST", "POP_TOP", "RETURN_VALUE", "RETURN_CONST", "COPY_FREE_VARS", "CACHE"}
_EMPTY_BODY |= {"NOT_TAKEN", "LOAD_SMALL_INT"}


class NotTried(Exception):
    """There is no answer yet: the stub, or the library's own version."""


class Wrong(Exception):
    """The answer is wrong; the message says what it did, in the learner's terms."""


class Slow(Exception):
    """The answer is right, and too slow for what the lesson does next; the message says how long that would take."""


class Answer:
    """A learner's function."""

    def __init__(self, function: Any, library: Callable) -> None:
        """Take the function.

        Raises:
            NotTried: if it is still the three dots.
            Wrong: if it is no function, or one that takes other arguments than the library's.
        """
        if function is ...:
            raise NotTried("")
        name = library.__name__
        if isinstance(function, type) or not callable(function):
            raise Wrong(
                f"check was given {what_it_is(function)}, not a function of yours. Give it the function by its name "
                f"alone, without brackets behind it: {name}."
            )
        replaced = replaced_in_numpy()
        if replaced:
            raise Wrong(
                f"np.{replaced[0]} had been replaced in this notebook. numpy's own is back in its place: run the cell "
                "again, and give your function a name of its own."
            )
        self.function = function
        self.wanted = needed(library)
        self._replied = False
        try:
            signature = inspect.signature(function)
        except (ValueError, TypeError):  # some built-in functions do not say what they take
            return
        try:
            signature.bind(*self.wanted)
        except TypeError:
            raise Wrong(
                f"your function takes {listed(list(signature.parameters))}, and it will be called with "
                f"{listed(self.wanted)}. Keep the first line as the lesson gave it."
            ) from None

    def __call__(self, *arguments: Any, call: str, seconds: float | None = None) -> Any:
        """Return what the function returns for these arguments.

        Args:
            arguments: given to the function as copies.
            call: the call in words or code, for the messages.
            seconds: of the processor that the call may take; `TIME_LIMIT` unless told.

        Raises:
            NotTried: if it returns three dots, or they still stand where a line of it was asked for.
            Wrong: if it crashes, takes too long, returns nothing, or changes its arguments.
        """
        given = copy.deepcopy(arguments)
        seconds = TIME_LIMIT if seconds is None else seconds
        try:
            with undisturbed(), stopped_after(seconds):
                result = self.function(*given)
        except TookTooLong as stopped:
            raise Wrong(_stopped(stopped, seconds, call)) from None
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            if isinstance(error, TypeError) and "ellipsis" in _text_of(error):  # the lesson's own lines met the dots
                raise NotTried("") from None
            raise Wrong(self._crash(error, call)) from None
        if replaced_in_numpy():
            raise Wrong("your function replaces a function of numpy's. Leave numpy as it is.")
        if result is ...:
            raise NotTried("Your function still returns the three dots. " if self._has_more_than_the_stub() else "")
        if _holds_dots(result):
            raise NotTried("")
        if result is None:
            if self._is_empty():
                raise NotTried("")
            raise Wrong(self._nothing(call))
        self._replied = True
        if any(not _same(one, other) for one, other in zip(given, arguments, strict=True)):
            raise Wrong(
                f"your function changes the data it is given, called with {call}: the lesson would go on with spoilt "
                "data. Work on a copy: data.copy(), or np.sort(data) for data.sort()."
            )
        return result

    def peak_megabytes(self, *arguments: Any, call: str) -> float:
        """Return the memory the function takes on the way, in megabytes, beyond what it is given."""
        tracemalloc.start()
        try:
            self(*arguments, call=call)
            return tracemalloc.get_traced_memory()[1] / 1e6
        finally:
            tracemalloc.stop()

    def hint(self) -> str:
        """Return what in the notebook may explain a wrong answer: arrays it reads, built-in names that are hidden."""
        return self._notebook_arrays() + self._hidden_names()

    def _notebook_arrays(self) -> str:
        code = getattr(self.function, "__code__", None)
        if code is None:
            return ""
        # Only names read from the notebook: .mean after a dot is no reading of a notebook's `mean`.
        within = [code, *(one for one in code.co_consts if inspect.iscode(one))]  # a comprehension has code of its own
        read = dict.fromkeys(i.argval for one in within for i in dis.get_instructions(one) if i.opname == "LOAD_GLOBAL")
        names = [n for n in read if isinstance(self.function.__globals__.get(n), np.ndarray)]
        if not names:
            return ""
        return (
            f" Your function reads {listed(names)} from the notebook; "
            "it must work with what it is given between its brackets."
        )

    def _hidden_names(self) -> str:
        for name, value in hidden_builtins(self.function).items():
            return (
                f" In this notebook {name} is {quoted(value)} and no longer Python's own function: give that another "
                f"name, and run del {name} once."
            )
        return ""

    def _is_empty(self) -> bool:
        code = getattr(self.function, "__code__", None)
        return code is not None and {one.opname for one in dis.get_instructions(code)} <= _EMPTY_BODY

    def _body(self) -> list[ast.stmt]:
        """Return the statements of the function; none if its text is not at hand."""
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(self.function)))
        except (OSError, TypeError, SyntaxError):
            return []
        first = tree.body[0] if tree.body else None
        return first.body if isinstance(first, ast.FunctionDef) else []

    def _has_more_than_the_stub(self) -> bool:
        dots = (ast.Return, ast.Expr)
        return any(
            not (isinstance(one, dots) and isinstance(one.value, ast.Constant)) and not isinstance(one, ast.Pass)
            for one in self._body()
        )

    def _nothing(self, call: str) -> str:
        returns = [n for s in self._body() for n in ast.walk(s) if isinstance(n, ast.Return) and n.value is not None]
        if self._replied or returns:
            return (
                f"called with {call}, your function ends without reaching a return and so returns nothing (None). "
                "Which case is missing?"
            )
        return f"your function returns nothing (None), called with {call}. Does its last line begin with return?"

    def _crash(self, error: BaseException, call: str) -> str:
        line = _line_of(self.function, error.__traceback__)
        said = f"{type(error).__name__}: {_text_of(error)}".rstrip(".: ")
        hint = next((f" {one}" for signs, one in _CRASHES.items() if any(sign in said for sign in signs)), "")
        return f"your function stopped{line}: {said}. It was called with {call}.{hint}{self.hint()}"


# What Python and numpy say when a function stops, and what a beginner makes of it.
_CRASHES = {
    ("matmul", "not aligned"): "To multiply number by number, use * and then .sum(). A product of tables, @, needs "
    "(n, d) and (d, k); .T turns a table.",
    ("could not be broadcast",): "Two arrays meet whose shapes do not fit. Is a bracket missing, so that another step "
    "comes first? Or did a sum or mean lose an axis? keepdims=True keeps it, and [:, np.newaxis] brings it back.",
    ("'NoneType'",): "Something on the way is None. Functions that change a list or an array in place, such as "
    "np.fill_diagonal or list.sort, return None: call them on a line of their own.",
    ("truth value of an array",): "An `if`, `and`, `or` or `not` asks one question, and an array holds many. "
    "Compare whole arrays, join them with & and |, each side in brackets, turn them with ~, or ask .any() or .all().",
    ("cannot reshape",): "The new shape must hold as many numbers as the old one; -1 lets numpy work one side out.",
    ("cannot be interpreted as an integer", "slice indices must be integers", "only integers, slices",
     "only integer scalar arrays", "list indices must be integers"):
    "A count or a place must be a whole number: // divides without a rest, int() cuts one off.",
    ("boolean index did not match",): "A mask must be as long as what it chooses from: make it from the same array.",
    ("with size 0",): "Nothing is left to choose from here. Which case leaves an empty array?",
    ("out of bounds", "index out of range"): "This array has no such place: of n places the last is n - 1. Do the "
    "places come from the right table, and along the right axis?",
    ("unsupported operand type(s) for -: 'list'", "unsupported operand type(s) for /: 'list'",
     "not supported between instances of 'list'"):
    "A list cannot be computed with as a whole: make it an array, np.array(...).",
    ("has no attribute 'mean'", "has no attribute 'sum'", "has no attribute 'shape'"):
    "Plain numbers and lists have no such method: np.mean(...), np.sum(...) and np.shape(...) take them too.",
    ("numpy boolean subtract",): "True and False cannot be subtracted: count one kind, take it from the number of all.",
    ("empty sequence", "zero-size array"): "Nothing is left to choose from here. Which case leaves an empty array?",
    ("is not callable",): "Something that is no function has brackets behind it: is a multiplication sign missing, "
    "or was a function's name given to a number?",
}  # fmt: skip


def needed(function: Callable) -> list[str]:
    """Return the names of the arguments without a default: what else the library's version takes is no exercise."""
    return [n for n, one in inspect.signature(function).parameters.items() if one.default is one.empty]


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them."""
    names = list(names)
    if not names:
        return "nothing"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def quoted(value: Any) -> str:
    """Return a short text of any value, even of one that has none."""
    try:
        return reprlib.repr(value)[:60]
    except Exception:
        return f"a {type(value).__name__}"


def what_it_is(value: Any) -> str:
    """Return what a value is, in words."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, type):
        return f"the type {value.__name__}"
    if callable(value):
        return "a function, not its result: are the brackets missing behind its name?"
    return f"a {type(value).__name__} ({quoted(value)})"


def _holds_dots(result: Any) -> bool:
    """Say whether the three dots are still among the results: only an inner line was asked, and it is not written."""
    if isinstance(result, dict):
        return any(one is ... for one in result.values())
    if isinstance(result, np.ndarray):
        return result.dtype == object and any(one is ... for one in result.flat)
    return isinstance(result, list | tuple) and any(one is ... for one in result)


def _text_of(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        return "an error without a text"
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + " …"


def _stopped(stopped: TookTooLong, seconds: float, call: str) -> str:
    if stopped.waiting:
        return f"your function was stopped: for {seconds:g} seconds it only waited, called with {call}. Is there a sleep or an input?"  # noqa: E501
    return (
        f"your function was stopped after {seconds:g} seconds of computing, called with {call}. "
        "Is there a loop that never ends, or is it only slow?"
    )


def _line_of(function: Any, trace: TracebackType | None) -> str:
    """Return " in line 3 (`code`)" for the deepest line of the learner's own code in the traceback."""
    code = getattr(function, "__code__", None)
    place = ""
    while trace is not None and code is not None:
        if trace.tb_frame.f_code.co_filename == code.co_filename:
            text = linecache.getline(code.co_filename, trace.tb_lineno).strip()
            place = f" in line {trace.tb_lineno}" + (f" (`{text}`)" if text else "")
        trace = trace.tb_next
    return place


def _same(one: Any, other: Any) -> bool:
    """Say whether an argument is as it was before the call."""
    try:
        if isinstance(one, np.ndarray):
            same = one.shape == other.shape and one.dtype == other.dtype
            return bool(same and np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
        if isinstance(one, list | tuple):
            return len(one) == len(other) and all(map(_same, one, other))
        if isinstance(one, dict):
            return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
        return bool(one == other) or one != one
    except Exception:  # the function put something there that cannot be compared
        return False
