"""Predictions take what their question allows, are kept, and meet their outcome."""

import re

import numpy as np
import pytest

from authoring import notebooks
from facelab import lesson
from facelab.checks.guesses import PREDICTIONS, Letters
from facelab.errors import rate_over_people


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(lesson, "_guesses", {})


@pytest.fixture
def said(capsys):
    return lambda: " ".join(capsys.readouterr().out.split())


def test_a_guess_is_kept_until_it_is_revealed(said):
    lesson.predict("1.B", share=0.7)
    assert said() == "→ Your guess · 1.B · 0.70. Now see."
    lesson.reveal("1.B", 0.75, "The matcher names {}.")
    assert said() == "← The outcome · 1.B · You said 0.70. The matcher names 0.75."


def test_a_rate_is_revealed_with_its_count(said):
    lesson.reveal("1.B", rate_over_people(np.arange(40) < 30, np.arange(40)))
    assert "You made no guess. It is 0.75 (30 of 40, 40 people; 95 % interval 0.60 to 0.86)." in said()


@pytest.mark.parametrize("typed", ["a", "A", "(a)", " a. "])
def test_letters_however_they_are_typed(said, typed):
    lesson.predict("1.A", choice=typed)
    lesson.reveal("1.A", "b")
    assert "You said a. It is b." in said()


@pytest.mark.parametrize(
    ("number", "guess", "says"),
    [
        ("1.B", {"share": ...}, "No guess yet"),
        ("1.B", {"share": 90}, "nine in ten is 0.9"),
        ("1.B", {"share": -0.1}, "between 0 and 1"),
        ("1.B", {"share": float("nan")}, "between 0 and 1"),
        ("1.B", {"share": "0.9"}, "without quotes"),
        ("1.B", {"share": True}, "without quotes"),
        ("1.B", {"rate": 0.5}, "asked as share="),
        ("0.A", {"grey": [1]}, "without quotes"),
        ("0.A", {"grey": 256}, "between 0 and 255 (a grey value)"),
        ("1.A", {"choice": 1}, 'letter in quotes: "a", "b" or "c"'),
        ("1.A", {"choice": "d"}, "letter in quotes"),
        ("1.A", {"choice": "same person"}, "letter in quotes"),
        ("3.C", {"per_million": 0.01}, "whole number (so many of a million: one in a hundred is 10,000)"),
        ("11.B", {"times": -2}, "at least 0"),
        ("9.Z", {"share": 0.5}, "no such prediction"),
        ("1.B", {}, "one guess"),
        ("1.B", {"share": 0.1, "grey": 3}, "one guess"),
    ],
)
def test_what_is_no_guess_is_said_and_leaves_an_earlier_one(number, guess, says, said):
    lesson.predict(number, **guess)
    text = said()
    assert text.startswith("○ ")
    assert says in text
    assert number not in lesson._guesses
    lesson._guesses[number] = "b"
    lesson.predict(number, **guess)
    assert "Your earlier guess, b, stays." in said()
    assert lesson._guesses[number] == "b"


def test_the_list_of_predictions_is_that_of_the_lessons():
    """Each is asked by the same name, and offers the letters that stand in its text."""
    found = {}
    for path in notebooks.paths():
        text = ""
        for cell in notebooks.read(path).cells:
            text = cell.source if cell.cell_type == "markdown" else text
            for number, name in re.findall(r'predict\("([^"]+)", (\w+)=', cell.source):
                assert PREDICTIONS[number].name == name, number
                if name == "choice":
                    question = text.split(f"**Predict {number}**")[1]
                    assert PREDICTIONS[number] == Letters("".join(re.findall(r"\(([a-z])\)", question))), number
                found[number] = name
    assert found.keys() == PREDICTIONS.keys()
