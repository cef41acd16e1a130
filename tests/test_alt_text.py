"""What a figure says in words."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from facelab import plots
from facelab.alt_text import describe, describe_rows, describe_scores, tell
from facelab.scores import Scores


@pytest.fixture
def axes():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def test_intervals_say_their_own_numbers_whatever_is_drawn_over_them():
    rows = {"us": (5, 4, 7.25), "them": (np.float64(0.0005), 0.0, 1e-3)}
    figure = plots.intervals(rows, "error in %", log=False)
    text = "Horizontal: error in %. us: 5, from 4 to 7.25. them: 0.0005, from 0 to 0.001."
    assert describe_rows(rows, "error in %") == describe(figure) == text
    figure.axes[0].axvline(3)
    assert describe(figure) == text
    plt.close(figure)


def test_scores_are_told_by_class():
    scores = Scores([0.5, 0.75, 1.0], [0.0, 0.25])
    assert describe_scores(scores, None) == (
        "3 scores of the same person, median 0.75, from 0.50 to 1; "
        "2 scores of different people, median 0.12, from 0 to 0.25."
    )
    assert describe_scores(scores, 0.4).endswith("; a line at 0.40.")


def test_single_points_beside_words_are_read_off_like_all_others(axes):
    """The first edition took any such figure for one of intervals, and failed when no bar stood before each dot."""
    axes.plot([1], [2], "o", label="a")
    axes.plot([3], [4], "o", label="b")
    axes.set_yticks([2, 4], ["low", "high"])
    assert "A: one dot at 1 across and 2 up. B: one dot at 3 across and 4 up." in describe(axes.figure)


def test_what_is_told_is_said_in_place_of_what_is_drawn(axes):
    axes.plot([1, 2], [3, 4])
    assert "2 points, from 3 at 1 to 4 at 2" in describe(axes.figure)
    tell(axes, "Two points rise.")
    assert describe(axes.figure) == "Two points rise."
