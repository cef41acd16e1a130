"""The authors' programs do nothing for a typing error."""

import importlib
import sys

import pytest

from authoring import notebooks


@pytest.mark.parametrize("program", ["lessons", "solutions", "bench", "minutes"])
def test_an_unknown_option_stops_the_program_before_it_writes(program, monkeypatch, capsys):
    before = {path: path.stat().st_mtime_ns for path in notebooks.LESSONS.glob("*.ipynb")}
    monkeypatch.setattr(sys, "argv", [program, "--chek"])
    with pytest.raises(SystemExit) as stopped:
        importlib.import_module(f"authoring.{program}").main()
    assert stopped.value.code == 2
    assert "--chek" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in notebooks.LESSONS.glob("*.ipynb")} == before
