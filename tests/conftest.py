"""What several tests share."""

import pytest

from authoring import notebooks
from facelab.datasets import load_orl


@pytest.fixture(scope="session")
def orl():
    return load_orl()


def pytest_generate_tests(metafunc):
    """Give a test that asks for `solution` or `lesson_path` every notebook in turn."""
    if "solution" in metafunc.fixturenames:
        paths = notebooks.paths()
        metafunc.parametrize("solution", paths, ids=[path.stem for path in paths])
