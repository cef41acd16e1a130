"""What a lesson says to its learner: predictions and their outcome, checks of exercises, sentences with numbers.

Nothing here ever stops a lesson. For marking, `marked` reads the verdict that a check recorded; under nbgrader, or with
the environment variable FACELAB_STRICT set to 1, it raises where the verdict is not "right", so that a marking tool
sees it, while the checks themselves go on and cost nobody the points of later exercises. `facelab.marking` goes
further: it asks the kept answers again, from outside.
"""

import importlib
import importlib.util
import os
import secrets
from collections.abc import Callable
from typing import Any

from IPython.display import Markdown, display

from facelab.boxes import Box
from facelab.checks.asking import Exercise, NotTried, Slow, Wrong
from facelab.checks.guesses import PREDICTIONS, NoGuess
from facelab.errors import Rate
from facelab.wording import Sentence

RIGHT, SLOW, WRONG, NOT_TRIED = "right", "right, and slow", "not yet", "not tried"

_guesses: dict[str, Any] = {}
_verdicts: dict[str, str] = {}
_answers: dict[str, Callable] = {}  # the last that was right, for whoever asks it again from outside
_HANDED_ON = "_facelab_number"  # marks the wrapper of an answer that passed


class CheckFailed(Exception):
    """An exercise is not right, and a marking tool asks for an exception."""


def check(number: str, answer: Any) -> Callable:
    """Examine the learner's answer to an exercise and return what the lesson goes on with.

    The verdict is shown in a box, kept for `marked` (right once stays right), and written into the output's metadata,
    where programs find it in a saved notebook. It says what happened in this kernel and proves nothing more: a learner
    can write into the store or the file, call the library's version from a function of their own, or copy a box from
    somebody else.

    Args:
        number: the exercise, such as "1.4".
        answer: the learner's function.

    Returns:
        the answer, if it passed, wrapped so that its results are what later cells need (a list becomes an array); the
        learner's own function is its `__wrapped__`. Otherwise the library's version. Which of the two is said.

    Raises:
        ValueError: if there is no such exercise.
    """
    exercise = find_exercise(number)
    if getattr(answer, _HANDED_ON, None) == number:
        answer = answer.__wrapped__  # the check line was run once more
    try:
        exercise.examine(answer, secrets.randbits(32))
    except NotTried as state:
        # Only the check line was run again: what was tried before still counts.
        before = _verdicts.get(number, NOT_TRIED) if answer is exercise.library else NOT_TRIED
        _tell(number, before, "not tried", f"{state}The lesson goes on with the library's version.")
    except Wrong as mistake:
        _tell(number, WRONG, "not yet", f"{mistake}\nThe lesson goes on with the library's version.")
    except Slow as reason:
        _answers[number] = answer
        _tell(number, SLOW, "right", f"and slow: it takes {reason}. The lesson goes on with the library's version.")
    else:
        _answers[number] = answer
        _tell(number, RIGHT, "right", "From here the lesson uses yours.")
        handed = exercise.handed_on(answer)
        setattr(handed, _HANDED_ON, number)
        return handed
    return exercise.library


def marked(number: str) -> bool:
    """Say whether the check of an exercise said "right" in this notebook, for a marking cell at its end.

    Args:
        number: the exercise, such as "5.1".

    Returns:
        whether it is right; right but too slow for the lesson counts as right.

    Raises:
        ValueError: if there is no such exercise.
        CheckFailed: only under nbgrader or with FACELAB_STRICT=1, if it is not right, or its check did not run.
    """
    find_exercise(number)
    verdict = _verdicts.get(number)
    if verdict in (RIGHT, SLOW):
        return True
    # nbgrader says so itself when it marks, so that marks are right whatever its configuration forgot.
    if os.environ.get("FACELAB_STRICT") == "1" or "NBGRADER_EXECUTION" in os.environ:
        raise CheckFailed(f"{number} · " + (verdict or "its check did not run in this notebook"))
    return False


def find_exercise(number: str) -> Exercise:
    """Return the exercise with this number.

    Raises:
        ValueError: if there is none.
    """
    exercises = exercises_of(str(number).split(".")[0])
    if number not in exercises:
        raise ValueError(
            f"There is no exercise {number!r}. The number stands in the exercise's title, and check takes it as text: "
            'check("1.1", flatten).'
        )
    return exercises[number]


def exercises_of(lesson: str) -> dict[str, Exercise]:
    """Return number -> exercise of a lesson, such as "5"; nothing if it has none."""
    name = f"facelab.checks.lesson{int(lesson):02d}" if lesson.isdecimal() else ""
    if not name or importlib.util.find_spec(name) is None:
        return {}
    return importlib.import_module(name).EXERCISES


def predict(number: str, **guess: Any) -> None:
    """Keep the learner's guess until the lesson reveals the outcome; what is no guess leaves an earlier one as it was.

    Args:
        number: the prediction, such as "1.3".
        guess: one named value: `share=` a number between 0 and 1, `choice=` a letter, or any other name for a number.
    """
    if len(guess) != 1:
        _refuse(number, f'give one guess by its name, for example predict("{number}", share=0.5).')
        return
    name, value = next(iter(guess.items()))
    rule = PREDICTIONS.get(number)
    if value is ...:
        _refuse(number, "put yours in place of the three dots, then run the cell again.", "No guess yet")
    elif rule is None or rule.name != name:
        known = f"it is asked as {rule.name}=" if rule else "there is no such prediction"
        _refuse(number, f"{known}. Keep the cell as the lesson gave it, and change only the guess.")
    else:
        try:
            _guesses[number] = rule.read(value)
        except NoGuess as why:
            _refuse(number, str(why))
        else:
            Box("guess", "→", "Your guess", f"{number} · {_plain(_guesses[number])}. Now see.").show()


def reveal(number: str, outcome: Rate | float | str, sentence: str = "It is {}.") -> None:
    """Show what the learner guessed beside what happened.

    Args:
        number: the prediction, as in `predict`.
        outcome: what happened; a `Rate` brings its count and interval.
        sentence: the outcome goes where the braces stand.
    """
    said = f"You said {_plain(_guesses[number])}. " if number in _guesses else "You made no guess. "
    result = f"**{outcome}**" if isinstance(outcome, Rate) else f"**{_plain(outcome)}**"
    Box("guess", "←", "The outcome", f"{number} · {said}{sentence.format(result)}").show()


def say(sentence: str, *values: Any, **named: Any) -> None:
    """Show a sentence, with its numbers filled in by the cell, as text that may hold Markdown.

    Args:
        sentence: with braces where the values stand: `{}` writes a count, a rate or a `Rate` as the course writes it,
            `{:1 in}` a rate as "1 in 1,000", `{:share}` a rate with two digits that count. Python's own formats work.
        values, named: what stands there. Without any the sentence is shown as it is.
    """
    display(Markdown(Sentence().format(sentence, *values, **named) if values or named else sentence))


def _tell(number: str, verdict: str, kind: str, text: str) -> None:
    """Keep a verdict and show it."""
    if _verdicts.get(number) not in (RIGHT, SLOW):  # what was right once stays solved
        _verdicts[number] = verdict
    exercises = exercises_of(number.split(".")[0])
    done = sum(_verdicts.get(one) in (RIGHT, SLOW) for one in exercises)
    quiet = f"{done} of {len(exercises)} exercises of lesson {number.split('.')[0]} solved"
    sign, word = {"right": ("✓", "Right"), "not yet": ("✗", "Not yet"), "not tried": ("○", "Not tried")}[kind]
    Box(kind, sign, word, f"{number} · {text}", quiet, {"exercise": number, "verdict": verdict}).show()


def _refuse(number: str, why: str, word: str = "Not kept") -> None:
    kept = f" Your earlier guess, {_plain(_guesses[number])}, stays." if number in _guesses else ""
    Box("not tried", "○", word, f"{number} · {why}{kept}").show()


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if float(value).is_integer() and abs(value) > 1 else f"{value:.2f}"
