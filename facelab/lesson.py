"""What a lesson says to its learner: predictions and their outcome, checks of exercises, sentences with numbers.

With the environment variable FACELAB_STRICT set to 1 a check that does not pass raises `CheckFailed`, so that a
marking tool such as nbgrader can see it. Without it nothing here ever stops a lesson.
"""

import importlib
import os
import textwrap
from collections.abc import Callable
from numbers import Real
from typing import Any

from IPython.display import Markdown, display

from facelab.checks.examine import Exercise, NotTried, Wrong
from facelab.errors import Rate

WIDTH = 96  # characters of a printed line that fit a notebook page

_guesses: dict[str, Any] = {}


class CheckFailed(Exception):
    """A check did not pass, and FACELAB_STRICT asks for an exception."""


def check(number: str, answer: Any) -> Callable:
    """Examine the learner's answer to an exercise and return what the lesson goes on with.

    Args:
        number: the exercise, such as "1.4".
        answer: the learner's function.

    Returns:
        the answer, if it passed; otherwise the library's version. Which of the two is printed.

    Raises:
        ValueError: if there is no such exercise.
        CheckFailed: only with FACELAB_STRICT=1, if the answer is missing or wrong.
    """
    exercise = find_exercise(number)
    try:
        exercise.examine(answer)
    except NotTried as state:
        verdict, result = f"not tried yet. {state}The lesson goes on with the library's version.", exercise.library
    except Wrong as mistake:
        verdict, result = f"{mistake}\nThe lesson goes on with the library's version.", exercise.library
    else:
        verdict, result = "right. From here the lesson uses yours.", answer
    message = "\n".join(textwrap.fill(line, WIDTH) for line in f"{number} · {verdict}".splitlines())
    print(message)
    if result is not answer and os.environ.get("FACELAB_STRICT") == "1":
        raise CheckFailed(message)
    return result


def find_exercise(number: str) -> Exercise:
    """Return the exercise with this number.

    Raises:
        ValueError: if there is none.
    """
    try:
        lesson = int(str(number).split(".")[0])
        return importlib.import_module(f"facelab.checks.lesson{lesson:02d}").EXERCISES[number]
    except (ValueError, ModuleNotFoundError, KeyError):
        raise ValueError(
            f"There is no exercise {number!r}. The number stands in the exercise's title, and check takes it as text: "
            'check("1.1", flatten).'
        ) from None


def predict(number: str, **guess: Any) -> None:
    """Keep the learner's guess until the lesson reveals the outcome.

    Args:
        number: the prediction, such as "1.3".
        guess: one named value: `share=` a number between 0 and 1, `choice=` a letter, or any other name for a number.
    """
    if len(guess) != 1:
        print(f'{number} · give one guess by its name, for example predict("{number}", share=0.5).')
        return
    name, value = next(iter(guess.items()))
    _guesses.pop(number, None)
    if value is ...:
        print(f"{number} · no guess yet: put yours in place of the three dots, then run the cell again.")
        return
    problem = _problem_with(name, value)
    if problem:
        print(f"{number} · {problem}")
        return
    _guesses[number] = value
    print(f"{number} · your guess is {_plain(value)}. Now see.")


def reveal(number: str, outcome: Rate | float | str, sentence: str = "It is {}.") -> None:
    """Print what the learner guessed beside what happened.

    Args:
        number: the prediction, as in `predict`.
        outcome: what happened; a `Rate` brings its count and interval.
        sentence: the outcome goes where the braces stand.
    """
    said = f"You said {_plain(_guesses[number])}. " if number in _guesses else "You made no guess. "
    say(said + sentence.format(f"**{_plain(outcome)}**" if not isinstance(outcome, Rate) else f"**{outcome}**"))


def say(sentence: str) -> None:
    """Show a sentence, with its numbers filled in by the cell, as text that may hold Markdown."""
    display(Markdown(sentence))


def _problem_with(name: str, value: Any) -> str:
    if name == "choice":
        return "" if isinstance(value, str) and value.strip() else 'a choice is a letter in quotes, such as "a".'
    if not isinstance(value, Real):
        return "a guess is a number here, without quotes."
    if name == "share" and not 0 <= value <= 1:
        return "a share lies between 0 and 1: nine in ten is 0.9."
    return ""


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if float(value).is_integer() and abs(value) > 1 else f"{value:.2f}"
