"""What several tests share."""

import os

import pytest
from hypothesis import settings

from authoring import notebooks
from facelab.datasets import load_orl

# The same examples every time: a test that fails on one machine fails on all.
settings.register_profile("course", max_examples=150, deadline=None, derandomize=True)
settings.load_profile("course")


@pytest.fixture(scope="session")
def orl():
    return load_orl()


@pytest.fixture(scope="session")
def seeds():
    """Seeds of the questions: three in `make test`, fifty in `make prove`, which sets FACELAB_SEEDS."""
    return range(int(os.environ.get("FACELAB_SEEDS", "3")))


def pytest_generate_tests(metafunc):
    """Give a test that asks for `solution` every solved notebook in turn."""
    if "solution" in metafunc.fixturenames:
        paths = notebooks.paths()
        metafunc.parametrize("solution", paths, ids=[path.stem for path in paths])
