"""What several tests share."""

import os

import numpy as np
import pytest
from hypothesis import settings

from authoring import notebooks
from facelab.datasets import load_orl
from facelab.play import Cast
from facelab.scores import ScoreMatrix

LONGEST = ("test_types.py", "test_runs.py")
# The same examples every time: a test that fails on one machine fails on all.
settings.register_profile("course", max_examples=150, deadline=None, derandomize=True)
settings.load_profile("course")


@pytest.fixture(scope="session")
def orl():
    return load_orl()


@pytest.fixture
def five():
    """People 1 to 3 in group a, 4 and 5 in group b; scores of 1 match at 0.5, those of 0 do not."""
    values = np.array(
        [[1, 1, 0, 0, 1], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 1], [0, 1, 0, 1, 1]], dtype=float
    )
    return ScoreMatrix(values, np.arange(1, 6)), np.array(["a", "a", "a", "b", "b"])


@pytest.fixture
def two():
    """Two photos each of persons 1, 2 and 3: scores by hand, the diagonal is never asked for."""
    scores = np.full((6, 6), 0.1)
    for a, b, value in [(0, 1, 0.9), (2, 3, 0.8), (4, 5, 0.3), (1, 4, 0.7)]:
        scores[a, b] = scores[b, a] = value
    np.fill_diagonal(scores, 1.0)
    return Cast.of_photos(scores, np.array([1, 1, 2, 2, 3, 3]))


@pytest.fixture
def crowd():
    """Six photos each of 40 made-up people."""
    draw = np.random.RandomState(0)
    person = np.repeat(np.arange(1, 41), 6)
    scores = draw.normal(size=(240, 240)) + 3 * (person[:, np.newaxis] == person)
    return Cast.of_photos(np.round((scores + scores.T) / 2, 3), person)


@pytest.fixture(scope="session")
def seeds():
    """Seeds of the questions: one in `make test`, fifty in `make prove`, which sets FACELAB_SEEDS."""
    return range(int(os.environ.get("FACELAB_SEEDS", "1")))


@pytest.hookimpl(trylast=True)  # after what -m leaves out is gone
def pytest_collection_modifyitems(items):
    """Let every process begin with its share of the tests that take longest, so that all end together.

    At the start pytest-xdist gives each process a stretch of the list, and later moves tests from one to another, but
    never those next in turn: a whole lesson left for the end would keep one process busy and the others waiting.
    """
    n = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    longest = [item for item in items if item.path.name in LONGEST and item.get_closest_marker("slow")]
    chosen = set(longest)
    others = [item for item in items if item not in chosen]
    ends = [len(others) * k // n for k in range(n + 1)]
    items[:] = [one for k in range(n) for one in [*longest[k::n], *others[ends[k] : ends[k + 1]]]]


def pytest_generate_tests(metafunc):
    """Give a test that asks for `solution` every solved notebook in turn; `solved_lesson` leaves out the workshop."""
    if "solved_lesson" in metafunc.fixturenames:
        _over(metafunc, "solved_lesson", notebooks.paths())
    if "solution" in metafunc.fixturenames:
        _over(metafunc, "solution", notebooks.shown())


def _over(metafunc, name, paths):
    metafunc.parametrize(name, paths, ids=[path.stem for path in paths])
