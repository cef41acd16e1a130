import numpy as np
import pytest

from facelab import lesson
from facelab.errors import rate_over_people


@pytest.fixture(autouse=True)
def said(monkeypatch):
    sentences = []
    monkeypatch.setattr(lesson, "say", sentences.append)
    monkeypatch.setattr(lesson, "_guesses", {})
    return sentences


def test_a_guess_is_kept_until_it_is_revealed(said, capsys):
    lesson.predict("1.B", share=0.7)
    lesson.reveal("1.B", 0.75, "The matcher names {}.")
    assert "your guess is 0.70" in capsys.readouterr().out
    assert said == ["You said 0.70. The matcher names **0.75**."]


def test_a_rate_is_revealed_with_its_count(said):
    lesson.reveal("1.B", rate_over_people(np.arange(40) < 30, np.arange(40)))
    assert said == ["You made no guess. It is **0.750 (30 of 40, 40 people; 95 % interval 0.60 to 0.86)**."]


def test_letters_and_whole_numbers(said):
    lesson.predict("1.A", choice="a")
    lesson.reveal("1.A", "b")
    lesson.predict("0.A", grey=100)
    lesson.reveal("0.A", 128.0)
    assert said == ["You said a. It is **b**.", "You said 100. It is **128**."]


@pytest.mark.parametrize(
    ("guess", "says"),
    [
        ({"share": ...}, "no guess yet"),
        ({"share": 90}, "nine in ten is 0.9"),
        ({"share": -0.1}, "between 0 and 1"),
        ({"share": float("nan")}, "between 0 and 1"),
        ({"share": "0.9"}, "without quotes"),
        ({"grey": [1]}, "without quotes"),
        ({"choice": 1}, "letter in quotes"),
        ({"choice": " "}, "letter in quotes"),
        ({}, "one guess"),
        ({"share": 0.1, "grey": 3}, "one guess"),
    ],
)
def test_what_is_no_guess_is_said_and_not_kept(guess, says, capsys, said):
    lesson.predict("1.B", **guess)
    assert says in capsys.readouterr().out
    lesson.reveal("1.B", 0.5)
    assert said == ["You made no guess. It is **0.50**."]


def test_taking_a_guess_back(said):
    lesson.predict("1.B", share=0.7)
    lesson.predict("1.B", share=...)
    lesson.reveal("1.B", 0.5)
    assert said == ["You made no guess. It is **0.50**."]
