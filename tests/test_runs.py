"""Whole notebooks, run: untouched lessons reach their end without a network, and nbval goes red when it should."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from authoring import notebooks

pytestmark = pytest.mark.slow
SECONDS, MEGABYTES = 20, 400


def nbval(path: Path) -> subprocess.CompletedProcess:
    configuration = notebooks.ROOT / "tests" / "nbval.cfg"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    return subprocess.run(
        [*command, "--nbval-sanitize-with", str(configuration), path.name],
        cwd=path.parent,
        capture_output=True,
        text=True,
    )


def test_an_untouched_lesson_runs_to_its_end_without_a_network(solution):
    result = notebooks.run(notebooks.LESSONS / solution.name, network=False)
    text = str(result.notebook)
    asked = {n for cell in result.notebook.cells for n in re.findall(r'^\w+ = check\("([^"]+)"', cell.source, re.M)}
    for number in asked:
        assert f"{number} · not tried yet. The lesson goes on with the library's version." in text
    assert not [o for cell in result.notebook.cells for o in cell.get("outputs", []) if o.get("name") == "stderr"]
    assert result.seconds < SECONDS
    assert result.peak_megabytes is None or result.peak_megabytes < MEGABYTES


@pytest.mark.parametrize("line", ["import urllib.request as u; u.urlopen('http://192.0.2.1/', timeout=5)",
                                  "import socket; socket.create_connection(('example.org', 80), 5)"])  # fmt: skip
def test_the_denial_of_the_network_bites(tmp_path, line):
    path = tmp_path / "asks.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line)]), path)
    with pytest.raises(CellExecutionError, match="the network is denied"):
        notebooks.run(path, network=False)


def test_nbval_goes_red_for_a_broken_answer_and_for_a_broken_number(solution, tmp_path):
    """One answer and one printed number are broken in two copies; a third, untouched copy must stay green elsewhere."""
    notebook = notebooks.read(solution)
    answer = next(cell for cell in notebook.cells if re.search(r"^\w+ = check\(", cell.source, re.MULTILINE))
    answer.source = re.sub(r"return .*", "return None", answer.source, count=1)
    broken_answer = tmp_path / "answer.ipynb"
    nbformat.write(notebook, broken_answer)

    notebook = notebooks.read(solution)
    said = next(
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if re.search(r"\d", str(output.get("data", {}).get("text/markdown", "")))
    )
    for kind in ("text/markdown", "text/plain"):
        if kind in said.data:
            said.data[kind] = re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), said.data[kind], count=1)
    broken_number = tmp_path / "number.ipynb"
    nbformat.write(notebook, broken_number)

    for path, failures in ((broken_answer, None), (broken_number, 1)):
        result = nbval(path)
        assert result.returncode == 1, result.stdout
        found = int(re.search(r"(\d+) failed", result.stdout)[1])
        assert found >= 1
        assert failures is None or found == failures, result.stdout
