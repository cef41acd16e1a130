"""The authors' programs: a slip in the command line changes nothing."""

import subprocess
import sys

import pytest

from authoring import notebooks


@pytest.mark.parametrize("program", ["lessons", "solutions", "bench"])
def test_an_unknown_option_stops_the_program_before_it_writes(program):
    before = {path: path.stat().st_mtime_ns for path in notebooks.LESSONS.glob("*.ipynb")}
    run = subprocess.run(
        [sys.executable, "-m", f"authoring.{program}", "--chek"],
        cwd=notebooks.ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert "--chek" in run.stderr
    assert {path: path.stat().st_mtime_ns for path in notebooks.LESSONS.glob("*.ipynb")} == before
