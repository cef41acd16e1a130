"""The library's types, as far as mypy looks: `make lint` asks the same."""

import subprocess
import sys

import pytest

from authoring import notebooks


@pytest.mark.slow
def test_the_librarys_types_agree():
    run = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=notebooks.ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
