"""An exercise: the right answer, how questions are drawn, and the mistakes that have a name.

Everything is a function of the question's arguments, so that one table serves for asking, for naming a mistake, and for
the tests that give every mistake as an answer.
"""

import functools
import itertools
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from facelab.checks.answer import Answer, NotTried, Slow, Wrong, listed, needed, quoted
from facelab.checks.results import Kind, Number, alike, shown

QUESTIONS = 3  # at least so many are drawn for an exercise
TRIES = 3000
SEEN = 2  # a mistake is named only if it explains every reply, and at least so many of them are wrong

Message = str | Callable[..., str]  # a sentence, or a function that makes one from the arguments of a question


@dataclass(frozen=True)
class Example:
    """A fixed question: small enough to be shown in a message, or a special case.

    arguments: of the call.
    why: a sentence for an answer that is right in general and wrong here.
    """

    arguments: tuple
    why: str = ""


@dataclass(frozen=True)
class LessonSize:
    """What later cells of the lesson ask of the function.

    what: the size in words, such as "704,760 scores".
    draw: returns the arguments; called with a random generator.
    seconds: of the processor that one call may take there before the lesson goes on with the library's version.
    """

    what: str
    draw: Callable[[np.random.Generator], tuple]
    seconds: float = 2.0


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise.

    library: the right answer; what the lesson uses when the learner has none.
    ask: draws the arguments of a question from a random generator, or returns None for one that does not suit.
    returns: what the function returns.
    mistakes: sentence -> a function of the same arguments that gives what the mistake gives. One that cannot be made
        with some arguments raises or returns None. In the order of trust.
    examples: fixed questions, asked after the drawn ones.
    lesson_size: what later cells ask.
    otherwise: what is said when no mistake explains the replies, behind the first wrong one.
    numberwise: the lesson also calls with arrays where the exercise speaks of single numbers; an accepted answer is
        then called number by number.
    compare_as: turns a result into the form in which two are compared, where several are right (a direction's sign).
    recognise: says of a raw result what no other kind of mistake says (or nothing); called before anything else.
    also: asks further questions of an answer that stood all others; raises `Wrong`.
    """

    library: Callable
    ask: Callable[[np.random.Generator], tuple | None] | None
    returns: Kind = field(default_factory=Number)
    mistakes: Mapping[Message, Callable] = field(default_factory=dict)
    examples: Sequence[Example] = ()
    lesson_size: LessonSize | None = None
    otherwise: str = ""
    numberwise: bool = False
    compare_as: Callable[[Any], Any] | None = None
    recognise: Callable[..., str | None] | None = None
    also: Callable[[Answer, np.random.Generator], None] | None = None

    @property
    def names(self) -> list[str]:
        """The names of the arguments."""
        return needed(self.library)

    def examine(self, answer: Any, seed: int, at_lesson_size: bool = True) -> None:
        """Put questions to an answer.

        Args:
            answer: the learner's function.
            seed: of the questions; the same seed asks the same.
            at_lesson_size: whether to ask what later cells of the lesson ask, too.

        Raises:
            NotTried: if there is no answer yet.
            Wrong: if it is not right.
            Slow: if it is right, and too slow for the lesson.
        """
        if answer is self.library:
            raise NotTried(
                "This is the library's version, handed over by an earlier check. Run the cell with your def first, and "
                "see that its name is the one that check gets. "
            )
        answer = Answer(answer, self.library)
        if self.ask is not None:
            self._put(answer, _questions(self, seed))
        rng = np.random.default_rng([seed, 1])
        self._put_examples(answer)
        if self.also is not None:
            self._ask_also(self.also, answer, rng)
        if self.lesson_size is not None and at_lesson_size:
            self._put_lesson_size(answer, self.lesson_size, rng)

    def handed_on(self, function: Callable) -> Callable:
        """Return an accepted answer, wrapped: its results become what later cells need."""
        like = self._reply(self._some_arguments())
        library_names = self.names

        @functools.wraps(function)
        def handed(*arguments: Any, **named: Any) -> Any:
            if named:
                arguments = (*arguments, *(named[name] for name in library_names[len(arguments) :]))
            if self.numberwise and any(np.ndim(one) for one in arguments):
                return np.vectorize(function, otypes=[float])(*arguments)
            result = function(*arguments)
            try:
                return self.returns.convert(result, like)
            except Exception:  # with other arguments than the check's it may return something else
                return result

        return handed

    def questions(self, rng: np.random.Generator) -> list["_Question"]:
        """Draw questions until they tell the right answer from every mistake, twice, and the mistakes from one another.

        An answer that ignores an argument, whatever it was asked with, gives a wrong reply to one of them.

        Raises:
            RuntimeError: if that cannot be reached: then two of the mistakes always give the same.
        """
        asked: list[_Question] = []
        lacking, alike_so_far = 0, list(itertools.combinations(range(len(self.mistakes)), 2))
        for _ in range(TRIES):
            arguments = self.ask(rng) if self.ask else None
            if arguments is None:
                continue
            question = _Question(self, arguments)
            longer, still_alike = [*asked, question], [pair for pair in alike_so_far if question.same(*pair)]
            still = self._lacking(longer) + len(still_alike)
            if len(asked) < QUESTIONS or still < lacking:
                asked, lacking, alike_so_far = longer, still, still_alike
            if len(asked) >= QUESTIONS and not lacking:
                return asked
        raise RuntimeError(
            f"{TRIES} questions were drawn for {self.library.__name__}, and {lacking} things are still not told apart: "
            f"{self._told_alike(asked, alike_so_far)}. Mistakes that always give the same need one sentence: drop one "
            "of them. A mistake that is seldom wrong needs a draw in which it is."
        )

    def _lacking(self, asked: list["_Question"]) -> int:
        """Return how much is missing until the questions suffice, not counting mistakes that are alike in all."""
        wrong = np.array([[not one for one in question.is_right] for question in asked]).sum(axis=0)
        missing = int(np.maximum(SEEN - wrong, 0).sum())
        for place, question in enumerate(asked):
            for number in question.scalars:
                value = question.arguments[number]
                missing += not any(other.changes_with(number, value) for other in asked[:place] + asked[place + 1 :])
        return missing

    def _told_alike(self, asked: list["_Question"], pairs: list[tuple[int, int]]) -> str:
        sentences = [_head(one) for one in self.mistakes]
        wrong = np.array([[not one for one in question.is_right] for question in asked]).sum(axis=0)
        seldom = [sentence for sentence, count in zip(sentences, wrong, strict=True) if count < SEEN]
        return f"seldom wrong: {seldom}; alike: {[(sentences[a], sentences[b]) for a, b in pairs]}"

    def _reply(self, arguments: tuple, function: Callable | None = None) -> Any:
        """Return the right answer to a question, or what another function of ours gives; None if it gives nothing."""
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a mistake may take scores for distances: nothing a learner did
                return (function or self.library)(*arguments)
        except Exception:
            if function is None:
                raise
            return None

    def _comparable(self, result: Any) -> Any:
        return result if self.compare_as is None else self.compare_as(result)

    def is_right(self, got: Any, right: Any) -> bool:
        """Say whether two results are the same answer."""
        try:
            return alike(self._comparable(got), self._comparable(right))
        except Exception:  # a result without a form to be compared in
            return False

    def _some_arguments(self) -> tuple:
        if self.examples:
            return self.examples[0].arguments
        if self.lesson_size is not None:
            return self.lesson_size.draw(np.random.default_rng(0))
        return self.questions(np.random.default_rng(0))[0].arguments

    def _call(self, arguments: tuple) -> str:
        return shown(arguments, self.names)

    def _put(self, answer: Answer, asked: list["_Question"]) -> None:
        """Ask the drawn questions.

        Raises:
            Wrong: with the mistake's own sentence, if one explains all replies; else with the smallest example.
        """
        replies = [answer(*question.arguments, call=self._call(question.arguments)) for question in asked]
        if all(self._fits(reply, question.right) for reply, question in zip(replies, asked, strict=True)):
            return
        first = next(
            place
            for place, (reply, question) in enumerate(zip(replies, asked, strict=True))
            if not self._fits(reply, question.right)
        )
        self._name(replies, asked, first)
        self._put_examples(answer, explained=False)
        self._say_difference(replies[first], asked[first].right, asked[first].arguments, answer)

    def _fits(self, reply: Any, right: Any) -> bool:
        """Say whether a raw reply is readable and right."""
        try:
            return self.is_right(self.returns.read(reply, right, ""), self._readable(right))
        except Exception:  # Wrong, or a result that breaks whatever looks at it
            return False

    def _is_readable(self, reply: Any, right: Any) -> bool:
        try:
            self.returns.read(reply, right, "")
        except Exception:
            return False
        return True

    def _readable(self, right: Any) -> Any:
        return self.returns.read(right, right, "the library's version")

    def _name(self, replies: list, asked: list["_Question"], first: int) -> None:
        """Raise `Wrong` with the sentence of what explains all replies; return if nothing does."""
        if self.recognise is not None:
            try:
                said = self.recognise(replies[first], *asked[first].arguments)
            except Exception:  # a reply that breaks whatever looks at it: `read` finds words for it
                said = None
            if said:
                raise Wrong(said)
        for place, sentence in enumerate(self.mistakes):
            if all(
                self.is_right(reply, question.mistaken[place]) for reply, question in zip(replies, asked, strict=True)
            ):
                raise Wrong(sentence if isinstance(sentence, str) else sentence(*asked[first].arguments))
        readable = all(self._is_readable(reply, question.right) for reply, question in zip(replies, asked, strict=True))
        self._name_common(replies, asked, readable)

    def _name_common(self, replies: list, asked: list["_Question"], readable: bool) -> None:
        """The same for mistakes that can be made in any exercise; what cannot be read is told as such instead."""
        rights = [question.right for question in asked]
        wrong = sum(not self.is_right(replies[0], one) for one in rights)
        if readable and wrong >= SEEN and all(alike(one, replies[0]) for one in replies[1:]):
            raise Wrong(
                f"your function returns the same for every question: {quoted(replies[0])}. "
                "It should look at what it is given."
            )
        for number, name in enumerate(self.names):
            for question in asked:
                if number not in question.scalars:
                    continue
                value = question.arguments[number]
                if all(self.is_right(r, q.frozen(number, value)) for r, q in zip(replies, asked, strict=True)):
                    raise Wrong(
                        f"your function does not use {name}: it answers every question as if {name} were "
                        f"{quoted(value)}. Use what is given between the brackets."
                    )
        for sentence, change in _COMMON.items():
            changed = [_changed(change, one) for one in rights]
            wrong = sum(not alike(a, b) for a, b in zip(changed, rights, strict=True))
            if wrong >= SEEN and all(alike(a, b) for a, b in zip(replies, changed, strict=True)):
                raise Wrong(sentence)

    def _put_examples(self, answer: Answer, explained: bool = True) -> None:
        for example in self.examples:
            call = self._call(example.arguments)
            right = self._reply(example.arguments)
            reply = answer(*example.arguments, call=call)
            if self._fits(reply, right):
                continue
            got = self._read(reply, right, call, answer)
            said = f"for {call} {self.returns.difference(got, self._readable(right))}"
            if explained and example.why:
                said = f"right in general, but {said}"
            if example.why:
                said = f"{said}: {example.why}"
            raise Wrong(f"{said.rstrip('.')}.{'' if explained else self._otherwise()}{answer.hint()}")

    def _say_difference(self, reply: Any, right: Any, arguments: tuple, answer: Answer) -> None:
        call = self._call(arguments)
        got = self._read(reply, right, call, answer)
        said = self.returns.difference(got, self._readable(right))
        raise Wrong(f"for {call} {said}.{self._otherwise()}{answer.hint()}")

    def _read(self, reply: Any, right: Any, call: str, answer: Answer) -> Any:
        try:
            return self.returns.read(reply, right, call)
        except Wrong as wrong:
            raise Wrong(f"{wrong}{answer.hint()}") from None
        except Exception as error:
            raise Wrong(
                f"your function returns something that cannot be read ({type(error).__name__}), for {call}."
            ) from None

    def _otherwise(self) -> str:
        return f" {self.otherwise}" if self.otherwise else ""

    def _ask_also(self, ask: Callable, answer: Answer, rng: np.random.Generator) -> None:
        try:
            ask(answer, rng)
        except (NotTried, Wrong, Slow):
            raise
        except Exception as error:  # what the function returned cannot be looked at
            raise Wrong(f"your function returns something that cannot be read ({type(error).__name__}).") from None

    def _put_lesson_size(self, answer: Answer, size: LessonSize, rng: np.random.Generator) -> None:
        """Ask what the lesson will ask.

        Raises:
            Slow: if the reply takes too long.
            Wrong: if it is not right.
        """
        arguments = size.draw(rng)
        reply, taken = self._timed(answer, size, arguments)
        right = self._reply(arguments)
        if not self._fits(reply, right):
            got = self._read(reply, right, size.what, answer)
            said = self.returns.difference(got, self._readable(right))
            raise Wrong(f"right for small questions; for {size.what}, as in the lesson, {said}.{answer.hint()}")
        if taken > size.seconds:  # once more, since a busy machine can make one call slow
            taken = min(taken, self._timed(answer, size, arguments)[1])
        if taken > size.seconds:
            raise Slow(f"{taken:.1f} seconds for {size.what}")

    def _timed(self, answer: Answer, size: LessonSize, arguments: tuple) -> tuple[Any, float]:
        """Return the reply and the seconds of the processor that it took."""
        started = time.process_time()
        try:
            reply = answer(*arguments, call=size.what, seconds=4 * size.seconds)
        except Wrong as wrong:
            if "or is it only slow" in str(wrong):
                raise Slow(f"more than {4 * size.seconds:.1f} seconds for {size.what}") from None
            raise
        return reply, time.process_time() - started


class _Question:
    """The arguments of one question, the right reply and that of every mistake; each worked out once."""

    def __init__(self, exercise: Exercise, arguments: tuple) -> None:
        self.exercise, self.arguments = exercise, arguments
        self.right = exercise._reply(arguments)
        self.mistaken = [exercise._reply(arguments, one) for one in exercise.mistakes.values()]
        self.is_right = [exercise.is_right(one, self.right) for one in self.mistaken]
        self.scalars = [
            place for place, value in enumerate(arguments) if isinstance(value, int | float | str | np.number | np.str_)
        ]
        self._frozen: dict[tuple, Any] = {}
        self._changes: dict[tuple, bool] = {}

    def same(self, one: int, other: int) -> bool:
        """Say whether two mistakes give the same reply."""
        return self.exercise.is_right(self.mistaken[one], self.mistaken[other])

    def frozen(self, number: int, value: Any) -> Any:
        """Return the reply of an answer that takes this value for an argument, whatever is given."""
        if (number, value) not in self._frozen:
            arguments = (*self.arguments[:number], value, *self.arguments[number + 1 :])
            self._frozen[number, value] = self.exercise._reply(arguments, self.exercise.library)
        return self._frozen[number, value]

    def changes_with(self, number: int, value: Any) -> bool:
        """Say whether an answer that takes this value for an argument is wrong here."""
        if (number, value) not in self._changes:
            self._changes[number, value] = not self.exercise.is_right(self.frozen(number, value), self.right)
        return self._changes[number, value]


@functools.lru_cache(maxsize=512)
def _questions(exercise: Exercise, seed: int) -> list[_Question]:
    """Return the questions of a seed; kept, so that tests which ask a thousand answers draw them once."""
    return exercise.questions(np.random.default_rng(seed))


def _turned(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.ndim == 2:
        return value.T
    raise ValueError


def _reversed(value: Any) -> Any:
    if isinstance(value, tuple):
        return value[::-1]
    raise ValueError


def _share(factor: float) -> Callable:
    def scaled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: scaled(one) for key, one in value.items()}
        if isinstance(value, tuple):
            return tuple(scaled(one) for one in value)
        values = np.asarray(value, float)
        if (values < 0).any() or (values > 1).any():
            raise ValueError
        return values * factor

    return scaled


def _each(change: Callable) -> Callable:
    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: change(one) for key, one in value.items()}
        return (
            tuple(change(np.asarray(one, float)) for one in value)
            if isinstance(value, tuple)
            else change(np.asarray(value, float))
        )

    return changed


def _changed(change: Callable, value: Any) -> Any:
    try:
        return change(value)
    except (TypeError, ValueError):
        return value


_COMMON: dict[str, Callable] = {
    "your results are exchanged: return them in the order that the task names.": _reversed,
    "your table lies on its side: rows and columns are exchanged.": _turned,
    "your numbers are 100 times too large: shares lie between 0 and 1 here.": _share(100),
    "you return one minus what is asked.": _each(lambda one: 1 - one),
    "your numbers have the wrong sign.": _each(lambda one: -one),
    **{
        f"you round to {digits} place{'s' * (digits > 1)}. Leave the result as it is: the lesson rounds it.": _each(
            lambda one, digits=digits: np.round(one, digits)
        )
        for digits in (1, 2, 3, 4)
    },
}


def _head(sentence: Message) -> str:
    return sentence[:50] if isinstance(sentence, str) else sentence.__name__


__all__ = ["Answer", "Example", "Exercise", "LessonSize", "NotTried", "Slow", "Wrong", "listed"]
