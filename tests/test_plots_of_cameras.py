"""Figures of lesson 9: what they say in words, and what they refuse."""

import numpy as np
import pytest

from facelab.alt_text import describe
from facelab.intervals import rate_over_people
from facelab.outside import Outcomes
from facelab.plots import recognised, three_outcomes, through

PEOPLE = np.repeat(np.arange(5), 4)


def rate(count):
    return rate_over_people(np.arange(20) < count, PEOPLE)


def test_a_dose_at_which_no_face_is_found_stays_in_the_first_panel():
    ends = {"dlib": [Outcomes(rate(2), rate(1), rate(3)), Outcomes(rate(20), None, None)]}
    figure = three_outcomes([0, 8], ends, "pixels of smear", 0.01)
    drawn = [axes.lines[0].get_xdata().tolist() for axes in figure.axes]
    assert drawn == [[0, 8], [0], [0]]
    said = describe(figure)
    assert "no face found, of all photos, over pixels of smear. dlib: 0.10 at 0" in said
    assert "1 at 8" in said


def test_every_matcher_is_told_in_words():
    ends = {name: [Outcomes(rate(2), rate(1), rate(3))] * 2 for name in ("dlib", "SFace", "eigenfaces")}
    shares = {name: [1.0, 0.5] for name in ("pixels", *ends)}
    for figure in (
        three_outcomes([0, 8], ends, "pixels of smear", 0.01),
        recognised({"tilt": (["0", "20"], shares)}),
        through({"faster": [(np.zeros((112, 92)), "0 pixels", dict.fromkeys(ends, "no face"))]}),
    ):
        assert all(f"{name}" in describe(figure) for name in ends)


def test_what_cannot_be_drawn_is_told_in_a_sentence():
    with pytest.raises(ValueError, match="rows of one length"):
        through({})
    with pytest.raises(ValueError, match="needs 2 outcomes"):
        three_outcomes([0, 8], {"dlib": [Outcomes(rate(1), None, None)]}, "pixels", 0.01)
    with pytest.raises(ValueError, match="at least one kind"):
        recognised({})
