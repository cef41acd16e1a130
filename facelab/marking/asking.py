"""Ask a learner's function from outside: the questions and the judgement stay in this process, the function in its own.

A notebook that writes "right" into the course's store, or puts a function of its own in place of the check, changes
only its own kernel. Here the marking process draws new questions, sends their arguments, and judges what comes back.
What comes back is data: nothing that a kernel sends is run.
"""

import ast
import base64
import io
import pickle
import secrets
import time
from collections.abc import Callable
from queue import Empty
from typing import Any, Protocol

import numpy as np

from facelab import lesson
from facelab.checks.asking import NotTried, Slow, Wrong

LONGEST = 60.0  # seconds by the clock that one exercise may take, all questions together
LARGEST = 20_000_000  # characters of a reply
# What numbers and arrays are made with. Nothing here runs what it is given.
_HARMLESS = {
    ("numpy", "ndarray"), ("numpy", "dtype"), ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"), ("numpy._core.numeric", "_frombuffer"),
    ("builtins", "complex"), ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "range"),
    ("fractions", "Fraction"), ("decimal", "Decimal"),
}  # fmt: skip


class Refused(Exception):
    """The function could not be asked, or its reply could not be read; the message says why."""


class Client(Protocol):
    """The part of a blocking kernel client of jupyter_client that is used here."""

    def execute(self, code: str, silent: bool = False, *, user_expressions: dict[str, str]) -> str:
        """Send code and expressions; return the id of the request."""

    def get_shell_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Return the next answer to a request."""


class _Reader(pickle.Unpickler):
    """Reads plain data and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a harmless class.

        Raises:
            Refused: for any other.
        """
        if (module, name) not in _HARMLESS:
            raise Refused(f"the reply holds a {module}.{name}")
        return super().find_class(module, name)


def packed(value: Any) -> str:
    """Return data as text that travels."""
    return base64.b64encode(pickle.dumps(value, protocol=4)).decode("ascii")


def unpacked(text: str) -> Any:
    """Return the data in a text of `packed` that somebody not to be trusted wrote.

    Raises:
        Refused: if it holds anything but numbers, texts, arrays and their collections.
    """
    try:
        return _Reader(io.BytesIO(base64.b64decode(text, validate=True))).load()
    except Refused:
        raise
    except Exception as error:  # damaged on purpose: any type
        raise Refused(f"the reply cannot be read ({type(error).__name__})") from None


def plain(result: Any) -> Any:
    """Return a result without classes of the notebook's own: a named tuple becomes a tuple, a frame an array."""
    if isinstance(result, str):
        return str.__str__(result)
    if isinstance(result, tuple | list):
        return (tuple if isinstance(result, tuple) else list)(plain(one) for one in result)
    if isinstance(result, dict):
        return {plain(key): plain(one) for key, one in result.items()}
    if hasattr(result, "__array__") and not isinstance(result, np.generic):
        return np.asarray(result)
    return result


def reply(number: str, arguments: str) -> str:
    """Return, in the learner's kernel, what the kept answer to an exercise gives: `packed` as (how it went, what).

    Args:
        number: the exercise.
        arguments: packed by the process that marks.
    """
    given = pickle.loads(base64.b64decode(arguments))
    try:
        return packed(("returned", plain(lesson._answers[number](*given))))
    except Exception as error:
        return packed(("raised", f"{type(error).__name__}: {error}"[:200]))


def put(number: str, ask: Callable[[str], str]) -> None:
    """Put new questions to the answer of an exercise and judge the replies here.

    Args:
        number: the exercise.
        ask: takes packed arguments and brings back what `reply` said.

    Raises:
        Refused: with the reason, if the answer is not right when asked like this.
        ValueError: if there is no such exercise.
    """
    exercise, end = lesson.find_exercise(number), time.monotonic() + LONGEST
    refused: list[Refused] = []  # the examination would take it for an error in the learner's own lines

    def from_outside(*arguments: Any) -> Any:
        try:
            return bring_back(arguments)
        except Refused as reason:
            refused.append(reason)
            raise

    def bring_back(arguments: tuple) -> Any:
        if time.monotonic() > end:
            raise Refused(f"asked again, it took more than {LONGEST:g} seconds")
        said = unpacked(ask(packed(arguments)))
        if not isinstance(said, tuple) or len(said) != 2:
            raise Refused("the reply has not the form of one")
        if said[0] != "returned":
            raise Refused(f"asked again, it stopped: {said[1]}")
        return said[1]

    try:
        exercise.examine(from_outside, secrets.randbits(32), at_lesson_size=False)
    except (Wrong, NotTried, Slow) as reason:
        if refused:
            raise refused[0] from None
        raise Refused(f"asked again from outside: {reason}".rstrip(": ")) from None


def in_kernel(client: Client, number: str) -> Callable[[str], str]:
    """Return what `put` asks with: a function that asks the answer in a running kernel.

    Args:
        client: connected to the kernel.
        number: the exercise.
    """

    def ask(arguments: str) -> str:
        expression = f"__import__('facelab.marking.asking', fromlist=['reply']).reply({number!r}, {arguments!r})"
        wanted, end = client.execute("", silent=True, user_expressions={"said": expression}), time.monotonic() + LONGEST
        while True:
            try:
                message = client.get_shell_msg(timeout=max(end - time.monotonic(), 0.01))
            except Empty:
                raise Refused("the kernel did not answer") from None
            if message["parent_header"].get("msg_id") == wanted:
                return _text(message)

    return ask


def _text(message: dict[str, Any]) -> str:
    try:
        said = message["content"]["user_expressions"]["said"]["data"]["text/plain"]
        if not isinstance(said, str) or len(said) > LARGEST:
            raise Refused("the reply is too long")
        return str(ast.literal_eval(said))
    except (KeyError, TypeError, ValueError, SyntaxError):
        raise Refused("the kernel gave no reply") from None
