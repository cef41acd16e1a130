"""Put questions to a learner's function and turn what it does into sentences about the answer, never into a crash."""

import _thread
import copy
import dis
import inspect
import linecache
import signal
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any

import numpy as np

TIME_LIMIT = 8.0  # seconds a single call of the learner's function may take


class NotTried(Exception):
    """The answer is still the stub."""


class Wrong(Exception):
    """The answer is wrong; the message says what it did, in the learner's terms."""


class _TookTooLong(BaseException):
    """Raised inside the learner's function; not an Exception, so that `except Exception` there lets it through."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: the library's version of the answer and the questions that every answer must stand.

    library: what the lesson uses when the learner has no right answer.
    questions: called with an `Answer` and a fresh random generator; raises `Wrong` at the first wrong reply.
    """

    library: Callable
    questions: Callable[["Answer", np.random.Generator], None]

    def examine(self, answer: Any) -> None:
        """Ask the questions of an answer.

        Raises:
            NotTried: if the answer is still the stub.
            Wrong: if the answer is not right.
        """
        self.questions(Answer(answer, self.library), np.random.default_rng())


class Answer:
    """A learner's function, called with care."""

    def __init__(self, function: Any, library: Callable) -> None:
        """Take the function.

        Raises:
            NotTried: if it is still the three dots.
            Wrong: if it is no function, or one that takes other arguments than the library's.
        """
        name = library.__name__
        if function is ...:
            raise NotTried("")
        if not callable(function):
            raise Wrong(
                f"check was given {_article(function)}, not a function. Give it the function by its name alone, "
                f"without brackets behind it: {name}."
            )
        self.function = function
        # What the library's version takes besides is no part of the exercise.
        wanted = [n for n, one in inspect.signature(library).parameters.items() if one.default is one.empty]
        try:
            inspect.signature(function).bind(*wanted)
        except TypeError:
            raise Wrong(
                f"your function takes {_listed(list(inspect.signature(function).parameters))}, "
                f"and it will be called with {_listed(wanted)}. Keep the first line as the lesson gave it."
            ) from None

    def __call__(self, *arguments: Any, call: str) -> Any:
        """Return what the function returns for these arguments.

        Args:
            arguments: given to the function as copies.
            call: the call in words or code, for the messages.

        Raises:
            NotTried: if it returns three dots.
            Wrong: if it crashes, takes too long, returns nothing, or changes its arguments.
        """
        given = copy.deepcopy(arguments)
        try:
            with _time_limit(TIME_LIMIT):
                result = self.function(*given)
        except (Exception, SystemExit) as error:
            raise Wrong(self._crash(error, call)) from None
        except _TookTooLong:
            raise Wrong(
                f"your function was stopped after {TIME_LIMIT:g} seconds, called with {call}. "
                "Is there a loop that never ends?"
            ) from None
        if result is ...:
            raise NotTried("Your function still returns the three dots. " if self._has_more_than_the_stub() else "")
        if result is None:
            raise Wrong("your function returns nothing (None). Does its last line begin with return?")
        if any(not _same(one, other) for one, other in zip(given, arguments, strict=True)):
            raise Wrong(
                f"your function changes the data it is given, called with {call}: the lesson would go on with spoilt "
                "data. Work on a copy: data.copy()."
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

    def outside_data(self) -> str:
        """Return a hint if the function reads an array of the notebook instead of an argument, else nothing."""
        code = getattr(self.function, "__code__", None)
        if code is None:
            return ""
        # Only names read from the notebook: .mean after a dot is no reading of a notebook's `mean`.
        read = dict.fromkeys(one.argval for one in dis.get_instructions(code) if one.opname == "LOAD_GLOBAL")
        names = [n for n in read if isinstance(self.function.__globals__.get(n), np.ndarray)]
        if not names:
            return ""
        return (
            f" Your function reads {_listed(names)} from the notebook; "
            "it must work with what it is given between its brackets."
        )

    def _has_more_than_the_stub(self) -> bool:
        try:
            lines = inspect.getsource(self.function).splitlines()[1:]
        except (OSError, TypeError):
            return False
        return any(line.strip() and not line.strip().startswith(("#", '"""', "return ...")) for line in lines)

    def _crash(self, error: BaseException, call: str) -> str:
        line = _line_of(self.function, error.__traceback__)
        said = f"{type(error).__name__}: {error}".rstrip(".: ")
        hint = ""
        if "matmul" in said or "not aligned" in said:
            hint = " Tables must fit for a product: (n, d) @ (d, k) works, (n, d) @ (k, d) does not. .T turns a table."
        return f"your function stopped{line}: {said}. It was called with {call}.{hint}{self.outside_data()}"


def array(result: Any, shape: tuple[int, ...], what: str, call: str) -> np.ndarray:
    """Return the learner's result as a float array of the wanted shape.

    Raises:
        Wrong: if it is no such array, or holds NaN or infinities; `what` names it in the message.
    """
    if isinstance(result, str) or (isinstance(result, np.ndarray) and result.dtype.kind in "US"):
        raise Wrong(f"{what} should be made of numbers; your function returns text, for {call}.")
    try:
        values = np.asarray(result, dtype=np.float64)
    except (TypeError, ValueError):
        raise Wrong(f"{what} should be an array of numbers; your function returns {_article(result)}.") from None
    if values.shape != shape:
        raise Wrong(f"{what} should have shape {shape}; yours has shape {values.shape}, for {call}.")
    if np.isnan(values).any():
        raise Wrong(f"{what} holds NaN (not a number), for {call}. A root of a negative number or 0 / 0 does that.")
    if np.isinf(values).any():
        raise Wrong(f"{what} holds infinity, for {call}. Was something divided by zero?")
    return values


def number(result: Any, what: str, call: str) -> float:
    """Return the learner's result as one number.

    Raises:
        Wrong: if it is an array with more than one entry, a truth value, a text or NaN.
    """
    if isinstance(result, bool | np.bool_):
        raise Wrong(f"{what} should be a number; your function returns {result}, for {call}.")
    if np.size(result) != 1 or np.ndim(result) != 0:
        raise Wrong(f"{what} should be one number; your function returns {_article(result)}, for {call}.")
    return float(array(result, (), what, call))


def pair(result: Any, names: str, call: str) -> np.ndarray:
    """Return the learner's result as two numbers.

    Args:
        names: of the two, as the lesson calls them, such as "low, high".

    Raises:
        Wrong: if it is no pair of numbers.
    """
    if isinstance(result, tuple | list) and len(result) == 2:
        for name, one in zip(names.split(", "), result, strict=True):
            number(one, f"The number {name!r}", call)
    elif not isinstance(result, np.ndarray) or result.shape != (2,):
        raise Wrong(f"your function should return two numbers: return {names}. It returns {_article(result)}.")
    return array(result, (2,), names, call)


@dataclass(frozen=True)
class Question:
    """One question: what the learner's function is given, the right reply, and the replies of typical mistakes."""

    arguments: tuple
    right: Any
    typical: Sequence[tuple[Any, str]]


def told_apart(draw: Callable[[], Question | None], tries: int = 5000) -> Question:
    """Draw questions until one tells the right answer and every typical mistake from each other.

    Args:
        draw: returns a fresh question, or None for one that does not suit.

    Raises:
        RuntimeError: if none is found: then two of the mistakes always give the same, and one of them is superfluous.
    """
    for _ in range(tries):
        question = draw()
        if question and all_differ([question.right, *(value for value, _ in question.typical)]):
            return question
    raise RuntimeError(f"{tries} questions were drawn, and none tells all typical mistakes apart.")


def compare(got: Any, right: Any, typical: Sequence[tuple[Any, str]], otherwise: str, tolerance: float = 1e-6) -> None:
    """Accept a result that is close to the right one; otherwise say which typical mistake gives it.

    Args:
        got: the learner's numbers.
        right: the numbers that are right, of the same shape.
        typical: (numbers that a typical mistake gives, message) in the order of trust.
        otherwise: the message when no typical mistake gives these numbers.
        tolerance: relative to the largest right number.

    Raises:
        Wrong: with the message that fits.
    """
    if _close(got, right, tolerance):
        return
    for mistaken, message in typical:
        if np.shape(mistaken) == np.shape(got) and _close(got, mistaken, tolerance):
            raise Wrong(message)
    raise Wrong(otherwise)


def group_names(rng: np.random.Generator, count: int) -> np.ndarray:
    """Draw names of made-up groups, sorted: none that an answer could have learned from the lesson's data."""
    return np.sort(rng.choice(["ash", "birch", "cedar", "elm", "fir", "hazel", "oak", "pine", "yew"], count, False))


def all_differ(results: Sequence[Any], tolerance: float = 1e-6) -> bool:
    """Say whether no two results are alike: only then does a question tell the right answer and each mistake apart."""
    return not any(
        np.shape(one) == np.shape(other) and _close(one, other, tolerance)
        for place, one in enumerate(results)
        for other in results[:place]
    )


def _close(one: Any, other: Any, tolerance: float) -> bool:
    scale = max(1e-12, float(np.max(np.abs(other)))) if np.size(other) else 1.0
    return bool(np.allclose(one, other, rtol=0, atol=tolerance * scale))


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise `_TookTooLong` in the block after some seconds. Works in the main thread, on every system."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    done = threading.Event()
    expired = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        if done.is_set():
            return
        if expired.is_set():
            raise _TookTooLong
        raise KeyboardInterrupt  # the learner pressed stop

    def watch() -> None:
        if not done.wait(seconds):
            expired.set()
            _thread.interrupt_main()

    before = signal.signal(signal.SIGINT, stop)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        signal.signal(signal.SIGINT, before)


def _line_of(function: Callable, trace: TracebackType | None) -> str:
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
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and one.dtype == other.dtype and bool(np.array_equal(one, other))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _article(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    if callable(value):
        return "a function, not its result: are the brackets missing behind its name?"
    return f"a {type(value).__name__} ({value!r:.40})"


def _listed(names: list[str]) -> str:
    if not names:
        return "nothing"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
