"""The machinery of the checks: whatever an answer is or returns ends in a sentence, and what passes is handed on."""

import contextlib
import os
import random
import re
import time
import warnings

import numpy as np
import pytest

from facelab import errors, lesson
from facelab.checks import answer as answering
from facelab.checks.answer import Answer
from facelab.checks.asking import Example, Exercise, NotTried, Slow, Wrong
from facelab.checks.results import Array, ByLabel, Number, Places, Several, Truth, Word, alike, shown
from facelab.lesson import CheckFailed, check, exercises_of, find_exercise, marked
from tests.test_answers import EXERCISES


def verdict(exercise, answer, seed=0):
    try:
        exercise.examine(answer, seed)
    except (NotTried, Wrong, Slow) as state:
        return type(state).__name__, " ".join(str(state).split())
    return "Right", ""


def untouched(*arguments):
    return ...


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(lesson, "_verdicts", {})


@pytest.fixture
def said(capsys):
    def read():
        return " ".join(capsys.readouterr().out.split())

    return read


# --- what check returns, keeps and says ----------------------------------------------------------------


def right_fmr(nonmated, threshold):
    return np.mean(nonmated >= threshold)


def test_a_right_answer_is_handed_on_and_may_be_checked_again(said):
    handed = check("5.1", right_fmr)
    assert handed.__wrapped__ is right_fmr
    assert isinstance(handed(np.array([0.5, 0.25]), 0.5), float)
    done = f"(1 of {len(exercises_of('5'))} exercises"
    assert said().startswith(f"✓ Right · 5.1 · From here the lesson uses yours. {done}")
    assert check("5.1", handed).__wrapped__ is right_fmr
    assert "✓ Right" in said()


@pytest.mark.slow
@pytest.mark.parametrize("number", EXERCISES)
def test_the_librarys_version_is_never_called_the_learners(number, said):
    library = find_exercise(number).library
    assert check(number, untouched) is library
    assert "○ Not tried" in said()
    assert check(number, library) is library
    assert "library's version, handed over by an earlier check" in said()


def test_only_the_check_line_again_after_a_failure_keeps_the_verdict(said):
    name = check("5.1", lambda nonmated, threshold: 0.5)
    assert "✗ Not yet" in said()
    check("5.1", name)
    assert "handed over by an earlier check" in said()
    assert lesson._verdicts["5.1"] == "not yet"


def test_marking_reads_verdicts_and_one_wrong_answer_costs_one(monkeypatch):
    fmr = check("5.1", lambda nonmated, threshold: np.mean(nonmated > threshold))
    check("5.2", lambda mated, threshold: 1 - fmr(mated, threshold))
    assert fmr is errors.fmr
    assert [marked(number) for number in ("5.1", "5.2", "5.3")] == [False, True, False]
    monkeypatch.setenv("FACELAB_STRICT", "1")
    assert check("5.1", untouched) is errors.fmr
    assert marked("5.2")
    with pytest.raises(CheckFailed, match=r"5\.1 · not tried"):
        marked("5.1")
    with pytest.raises(CheckFailed, match="did not run"):
        marked("5.3")
    with pytest.raises(ValueError, match="There is no exercise"):
        marked("5.9")


def test_an_empty_submission_earns_nothing():
    for number in ("5.1", "5.2", "5.3", "5.4", "5.P"):
        check(number, untouched)
    assert not any(marked(number) for number in ("5.1", "5.2", "5.3", "5.4", "5.P"))


@pytest.mark.slow
def test_right_and_slow_counts_as_right(said, monkeypatch):
    def slow(nonmated, threshold):
        if len(nonmated) > 1000:
            stop = time.process_time() + 0.9
            while time.process_time() < stop:
                pass
        return np.mean(nonmated >= threshold)

    assert check("5.1", slow) is errors.fmr
    text = said()
    assert re.search(r"✓ Right · 5\.1 · and slow: it takes \d\.\d seconds for 2,820,720 scores", text)
    assert "library's version" in text
    assert marked("5.1")


def test_a_box_is_read_out_and_recorded():
    from facelab.boxes import Box

    box = Box("not yet", "✗", "Not yet", "5.1 · a < b, `x[0]`\n**Two**", "0 of 5", {"exercise": "5.1"})
    data, metadata = box._repr_mimebundle_()
    assert 'role="status"' in data["text/html"]
    assert "a &lt; b, <code>x[0]</code><br><strong>Two</strong>" in data["text/html"]
    assert data["text/plain"].splitlines() == ["✗ Not yet · 5.1 · a < b, `x[0]`", "Two", "(0 of 5)"]
    assert metadata == {"facelab": {"exercise": "5.1"}}


def test_an_unknown_exercise_is_a_sentence():
    for number in ("9.9", "5.9", "x", ""):
        with pytest.raises(ValueError, match=rf"There is no exercise '{number}'"):
            check(number, untouched)


def test_a_broken_import_is_not_a_missing_exercise(monkeypatch):
    def broken(name):
        raise KeyError("a defect of ours")

    monkeypatch.setattr(lesson.importlib, "import_module", broken)
    with pytest.raises(KeyError, match="a defect of ours"):
        check("5.1", untouched)


# --- whatever an answer is ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer", [max, min, dict, type, zip, int, str, print, 3, None, "fmr", [1], np.mean, np.array([1.0])]
)
def test_whatever_is_given_is_a_sentence(answer):
    assert verdict(find_exercise("5.1"), answer)[0] == "Wrong"


def test_three_dots_and_empty_bodies_are_not_tried():
    def only_dots(nonmated, threshold): ...

    def only_pass(nonmated, threshold):
        pass

    def only_text(nonmated, threshold):
        """To do."""

    for answer in (..., untouched, only_dots, only_pass, only_text):
        assert verdict(find_exercise("5.1"), answer)[0] == "NotTried", answer


def test_an_inner_line_that_still_is_three_dots_is_not_tried():
    def frame(matches, labels):
        rates = {}
        for label in np.unique(labels):
            rate = ...
            rates[label] = rate
        return rates

    def computes_on(matches, labels):
        rate = ...
        return {label: 2 * rate for label in np.unique(labels)}

    def in_an_array(matches, labels):
        rates = np.zeros(2)
        rates[0] = ...
        return rates

    for answer in (frame, computes_on, lambda m, g: [...], lambda m, g: np.array([..., 1.0], dtype=object)):
        assert verdict(find_exercise("10.1"), answer)[0] == "NotTried", answer
    assert verdict(find_exercise("10.2"), in_an_array)[0] == "NotTried"


def test_work_in_progress_above_the_dots_is_noticed():
    def answer(nonmated, threshold):
        count = (nonmated >= threshold).sum()
        count / nonmated.size
        return ...

    assert "still returns the three dots" in verdict(find_exercise("5.1"), answer)[1]


def test_other_arguments_are_told():
    text = verdict(find_exercise("5.1"), lambda nonmated: 0.5)[1]
    assert "takes nonmated, and it will be called with nonmated and threshold" in text


def test_arguments_by_other_names_and_defaults_are_fine():
    assert verdict(find_exercise("5.1"), lambda scores, line=0.5: np.mean(scores >= line))[0] == "Right"
    assert verdict(find_exercise("5.1"), lambda *given: np.mean(given[0] >= given[1]))[0] == "Right"


# --- whatever an answer does --------------------------------------------------------------------------


def fails(error):
    def answer(nonmated, threshold):
        raise error

    return answer


class Untold(Exception):
    def __str__(self):
        raise RuntimeError("no text")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (Untold(), "Untold: an error without a text"),
        (ValueError("x" * 1_000_000), r"ValueError: x+ …"),
        (SystemExit(), "SystemExit"),
        (GeneratorExit(), "GeneratorExit"),
    ],
)
def test_every_exception_is_told_in_a_few_words(error, says):
    word, text = verdict(find_exercise("5.1"), fails(error))
    assert word == "Wrong"
    assert re.search(says, text)
    assert len(text) < 800


def test_a_crash_is_told_with_its_line():
    def answer(nonmated, threshold):
        wide = nonmated.shape[7]
        return wide

    text = verdict(find_exercise("5.1"), answer)[1]
    assert "IndexError" in text
    assert "`wide = nonmated.shape[7]`" in text
    assert "threshold =" in text


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        (lambda scores: np.random.shuffle(scores.copy()).mean(), "change a list or an array in place"),
        (lambda scores: scores @ scores[:-1], "must fit for a product"),
        (lambda scores: scores + scores[:-1], "whose shapes do not fit"),
        (lambda scores: 1 if scores > 0.5 else 0, "an array holds many"),
        (lambda scores: scores.reshape(7, 1000), "as many numbers as the old one"),
        (lambda scores: sum(1 for place in range(len(scores) / 2)), "must be a whole number"),
        (lambda scores: scores[len(scores) / 2], "must be a whole number"),
        (lambda scores: scores.tolist()[1.0], "must be a whole number"),
        (lambda scores: scores[np.array([True])], "as long as what it chooses from"),
        (lambda scores: scores[len(scores)], "Places begin at 0"),
        (lambda scores: scores.tolist() - 1, "A list cannot be computed with"),
        (lambda scores: scores.tolist() >= 1, "A list cannot be computed with"),
        (lambda scores: scores.tolist().mean(), "have no such method"),
        (lambda scores: (scores > 1) - (scores > 0), "cannot be subtracted"),
        (lambda scores: scores[:0].max(), "Nothing is left"),
        (lambda scores: scores(2), "has brackets behind it"),
    ],
)
def test_what_numpy_says_is_said_for_beginners(slip, says):
    word, text = verdict(find_exercise("5.1"), lambda nonmated, threshold: slip(nonmated))
    assert word == "Wrong"
    assert says in text


def test_a_case_without_return_is_told():
    def answer(nonmated, threshold):
        if np.mean(nonmated >= threshold) > 0:
            return np.mean(nonmated >= threshold)

    text = verdict(find_exercise("5.1"), answer)[1]
    assert "ends without reaching a return" in text
    assert "Which case is missing?" in text


@pytest.fixture
def short_time_limit(monkeypatch):
    monkeypatch.setattr(answering, "TIME_LIMIT", 0.3)


def loops(nonmated, threshold):
    while True:
        pass


def swallows(nonmated, threshold):
    while True:
        try:  # noqa: SIM105
            nonmated.sum()
        except:  # noqa: E722 - what this answer is about
            pass


def swallows_twice(nonmated, threshold):
    while True:
        with contextlib.suppress(BaseException):
            while True:
                try:
                    nonmated.sum()
                except BaseException:
                    continue


def sleeps(nonmated, threshold):
    time.sleep(60)
    return 0.5


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (loops, "never ends, or is it only slow"),
        (swallows, "never ends"),
        (swallows_twice, "never ends"),
        (sleeps, "a sleep or an input"),
    ],
)
def test_what_does_not_end_is_stopped(short_time_limit, answer, says):
    start = time.monotonic()
    word, text = verdict(find_exercise("5.1"), answer)
    assert word == "Wrong"
    assert says in text
    assert time.monotonic() - start < 5


def test_a_busy_machine_is_no_endless_loop(short_time_limit, monkeypatch):
    """Twice the limit by the wall clock, a little of the processor: it goes on to its end."""

    def answer(nonmated, threshold):
        stop = time.monotonic() + 0.5
        while time.monotonic() < stop:
            time.sleep(0.001)
            sum(range(2000))
        return np.mean(nonmated >= threshold)

    Answer(answer, errors.fmr)(np.array([0.5]), 0.5, call="one score")


def test_the_notebook_stays_as_it_was():
    def answer(nonmated, threshold):
        np.random.seed(1)
        random.seed(1)
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        os.chdir("/")
        return np.mean(nonmated >= threshold)

    np.random.seed(5)
    before = np.random.get_state()[1].copy(), random.getstate(), np.geterr(), np.get_printoptions(), os.getcwd()
    assert verdict(find_exercise("5.1"), answer)[0] == "Right"
    after = np.random.get_state()[1], random.getstate(), np.geterr(), np.get_printoptions(), os.getcwd()
    assert (before[0] == after[0]).all()
    assert before[1:] == after[1:]


def test_replacing_numpy_makes_nothing_right():
    def answer(nonmated, threshold):
        np.allclose = lambda *a, **k: True
        return 0.0

    before = np.allclose
    assert "replaces a function of numpy's" in verdict(find_exercise("5.1"), answer)[1]
    assert np.allclose is before
    np.mean, kept = (lambda *a: 0.5), np.mean
    assert "np.mean had been replaced" in verdict(find_exercise("5.1"), right_fmr)[1]
    assert np.mean is kept


def test_a_name_that_hides_a_builtin_is_named():
    notebook = {"np": np, "sum": 3}
    exec("def fmr(nonmated, threshold):\n    return sum(nonmated >= threshold) / len(nonmated)", notebook)
    text = verdict(find_exercise("5.1"), notebook["fmr"])[1]
    assert "In this notebook sum is 3 and no longer Python's own function" in text
    assert "del sum" in text


def test_an_array_of_the_notebook_is_named():
    notebook = {"np": np, "scores": np.array([0.5, 0.25, 0.125, 0.75, 0.625])}
    exec("def fmr(nonmated, threshold):\n    return np.mean(scores >= threshold)", notebook)
    assert "reads scores from the notebook" in verdict(find_exercise("5.1"), notebook["fmr"])[1]
    exec("def fmr(nonmated, threshold):\n    return np.mean([scores[i] >= threshold for i in range(5)])", notebook)
    assert "reads scores from the notebook" in verdict(find_exercise("5.1"), notebook["fmr"])[1]


def test_arguments_changed_in_place_are_told():
    def answer(nonmated, threshold):
        nonmated.sort()
        return np.mean(nonmated >= threshold)

    assert "changes the data it is given" in verdict(find_exercise("5.1"), answer)[1]


# --- whatever an answer returns -----------------------------------------------------------------------


class Odd:
    def __array__(self, *arguments, **named):
        raise RuntimeError("no array")

    def __len__(self):
        raise RuntimeError("no length")

    def __eq__(self, other):
        raise RuntimeError("no comparison")

    def __repr__(self):
        raise RuntimeError("no text")

    __hash__ = None


ODD = {
    "ragged list": [[1], [2, 3]],
    "arrays of different length": (np.zeros(2), np.zeros(3)),
    "an array and a number": (np.zeros(3), 0.5),
    "huge integers": [10**400, 2],
    "a huge integer": 10**400,
    "complex": 1j,
    "complex array": np.array([1j, 2]),
    "text": "0.5",
    "texts": ("1", "2", "3"),
    "dict": {"a": object()},
    "dict of lists": {1: [1, 2], "b": None},
    "set": {1, 2},
    "generator": (i for i in range(3)),
    "a function": len,
    "a class": int,
    "odd": Odd(),
    "list of odd": [Odd(), Odd()],
    "nan": float("nan"),
    "nan array": np.full((3, 3), np.nan),
    "empty": [],
    "empty array": np.zeros((0, 3)),
    "nested none": [None, [None]],
    "bytes": b"abc",
    "object array": np.array([object()], dtype=object),
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "deep": [[[[[[1]]]]]],
    "true": True,
    "infinity": float("inf"),
}


@pytest.mark.slow
@pytest.mark.parametrize("number", EXERCISES)
@pytest.mark.filterwarnings("ignore")
def test_whatever_is_returned_is_a_sentence(number):
    for name, value in ODD.items():
        word, text = verdict(find_exercise(number), lambda *given, value=value: value)
        assert word == "Wrong", (name, text)
        assert len(text) < 1500, (name, text)


# --- questions and names of mistakes -------------------------------------------------------------------


def scaled(values, factor):
    """Return the sum of the values times the factor."""
    return float(np.sum(values) * factor)


SCALED = Exercise(
    scaled,
    lambda rng: (rng.integers(1, 9, 5) / 4 * rng.choice([-1, 2]), float(rng.integers(2, 9) / 8)),
    Number("The sum"),
    {"you leave out the last value.": lambda values, factor: values[:-1].sum() * factor},
    [Example((np.array([1.0, 2.0]), 0.5)), Example((np.array([0.0]), 0.5), "nothing is nothing")],
    otherwise="Add up first.",
)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda values, factor: values[:-1].sum() * factor, "you leave out the last value"),
        (lambda values, factor: 7.0, "returns the same for every question: 7"),
        (lambda values, factor: -scaled(values, factor), "wrong sign"),
        (lambda values, factor: 1 - scaled(values, factor), "one minus"),
        (lambda values, factor: round(scaled(values, factor), 1), r"round to 1 place\.|right in general|the sum is"),
        (
            lambda values, factor: scaled(values, factor) + 1,
            r"values = \[1.0, 2.0\] and factor = 0\.5 the sum is 1\.5; your function gives 2\.5\. Add up",
        ),
        (lambda values, factor: scaled(values, factor) or 5, r"right in general, but .*: nothing is nothing"),
        (lambda values, factor: scaled(values, factor) + 1e-4 * values.sum(), r"is 1\.5; your function gives 1\.5003"),
    ],
)
def test_mistakes_are_named(answer, says):
    for seed in range(20):
        word, text = verdict(SCALED, answer, seed)
        assert word == "Wrong"
        assert re.search(says, text), text


def test_an_ignored_argument_is_named_whatever_value_it_takes():
    for seed in range(10):
        asked = SCALED.questions(np.random.default_rng(seed))
        for value in {question.arguments[1] for question in asked}:
            text = verdict(SCALED, lambda values, factor, value=value: scaled(values, value), seed)[1]
            assert f"does not use factor: it answers every question as if factor were {value}" in text


@pytest.mark.slow
def test_mistakes_that_no_question_tells_apart_are_an_error():
    twice = Exercise(scaled, SCALED.ask, mistakes={"one": lambda v, f: 0.0, "the same": lambda v, f: 0})
    with pytest.raises(RuntimeError, match="alike"):
        twice.questions(np.random.default_rng(0))
    right = Exercise(scaled, SCALED.ask, mistakes={"right too": lambda v, f: scaled(v, f)})
    with pytest.raises(RuntimeError, match="seldom wrong"):
        right.questions(np.random.default_rng(0))


@pytest.mark.slow
def test_the_same_seed_asks_the_same():
    for exercise in EXERCISES.values():
        if exercise.ask is not None:
            one, other = (exercise.questions(np.random.default_rng(3)) for _ in range(2))
            assert all(alike(a.right, b.right) for a, b in zip(one, other, strict=True))


def test_number_by_number_where_the_lesson_passes_arrays():
    exercise = Exercise(lambda rate, n: rate**n, None, Number(), examples=[Example((0.5, 2))], numberwise=True)

    def guarded(rate, n):
        if rate == 0:
            return 0
        return rate**n

    handed = exercise.handed_on(guarded)
    assert handed(np.array([0.0, 0.5]), 2).tolist() == [0.0, 0.25]
    assert handed(0.5, n=2) == 0.25


# --- kinds of results -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "result", "like", "handed"),
    [
        (Number(), np.float64(0.5), 0.25, 0.5),
        (Number(), np.array(0.5), 0.25, 0.5),
        (Number(), 3.0, 2, 3),
        (Several("a, b"), [np.float64(1), 2], (1.0, 2.0), (1.0, 2.0)),
        (Several("a, b, c"), np.array([1.0, 2.0, 3.0]), (1.0, 2.0, 3), (1.0, 2.0, 3)),
        (Truth(), np.True_, True, True),
        (Word(("yes",)), np.str_("yes"), "yes", "yes"),
        (ByLabel(), {np.str_("b"): np.float64(1), "a": 2}, {"a": 1.0}, {"a": 2.0, "b": 1.0}),
        (Places(), np.array([1.0, 2.0]), [1], [1, 2]),
    ],
)
def test_results_become_plain(kind, result, like, handed):
    got = kind.convert(result, like)
    assert got == handed
    assert type(got) is type(handed)
    parts = got.values() if isinstance(got, dict) else got if isinstance(got, tuple | list) else [got]
    assert all(type(one) in (int, float, bool, str) for one in parts)


def test_lists_become_arrays_of_the_librarys_type():
    table = Array()
    assert table.convert([[1, 2], [3, 4]], np.zeros((1, 1))).dtype == float
    assert table.convert([1.0, 0.0], np.array([True])).dtype == bool
    assert table.convert([2.0, 0.9999999999], np.array([1])).tolist() == [2, 1]


def test_calls_are_told_in_few_numbers():
    told = shown(
        (
            np.arange(4) / 2,
            np.zeros((12, 12)),
            0.5,
            np.array(list("ab") * 9),
            [np.zeros((5, 5))] * 8,
            {"a": 0.25},
            "ash",
        ),
        ("scores", "matches", "line", "labels", "tables", "before", "dropped"),
    )
    assert told == (
        "scores = [0.0, 0.5, 1.0, 1.5], matches = a table of 12 by 12, line = 0.5, labels = 18 labels, "
        "tables = 8 tables of 5 by 5, before = {a: 0.25} and dropped = 'ash'"
    )


def test_no_warning_reaches_the_learner():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert verdict(find_exercise("5.3"), errors.threshold_for_fmr)[0] == "NotTried"
        assert verdict(find_exercise("5.3"), lambda s, t: errors.threshold_for_fmr(s, t))[0] == "Right"
