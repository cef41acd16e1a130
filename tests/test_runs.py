"""Whole notebooks, run: untouched lessons reach their end without a network, and nbval goes red when it should."""

import copy
import re
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbval.plugin import IPyNbCell, get_sanitize_patterns

from authoring import notebooks

MEGABYTES = 480  # a guard against leaks; the 400 that are promised, and the seconds, are measured by `make bench`
NBVAL_SKIPS = (
    "metadata", "traceback", "prompt_number", "output_type", "name", "execution_count",
    "application/vnd.jupyter.widget-view+json", "image/png", "image/jpeg",
)  # fmt: skip
CONFIGURATION = notebooks.ROOT / "tests" / "nbval.cfg"


@pytest.mark.slow
def test_an_untouched_lesson_runs_to_its_end_without_a_network(solution, monkeypatch):
    monkeypatch.setenv("FACELAB_DRAFT", "1")  # nobody looks at these figures
    result = notebooks.run(notebooks.LESSONS / solution.name, network=False)
    text = str(result.notebook)
    asked = {n for cell in result.notebook.cells for n in re.findall(r'^\w+ = check\("([^"]+)"', cell.source, re.M)}
    for number in asked:  # where an inner line is asked, the stub is a function that returns the dots
        said = rf"○ Not tried · {re.escape(number)} · (Your function still returns the three dots\. )?The lesson goes"
        assert re.search(said, text), number
    assert not [o for cell in result.notebook.cells for o in cell.get("outputs", []) if o.get("name") == "stderr"]
    assert result.peak_megabytes is None or result.peak_megabytes < MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize("line", ["import urllib.request as u; u.urlopen('http://192.0.2.1/', timeout=5)",
                                  "import socket; socket.create_connection(('example.org', 80), 5)"])  # fmt: skip
def test_the_denial_of_the_network_bites(tmp_path, line):
    path = tmp_path / "asks.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line)]), path)
    with pytest.raises(CellExecutionError, match="the network is denied"):
        notebooks.run(path, network=False)


class Comparer(IPyNbCell):
    """nbval's comparison of outputs, without a kernel and a report."""

    def __init__(self):
        patterns = dict(get_sanitize_patterns(CONFIGURATION.read_text()))
        self.parent = SimpleNamespace(skip_compare=NBVAL_SKIPS, sanitize_patterns=patterns)
        self.colors = SimpleNamespace(OKBLUE="", FAIL="", ENDC="")

    def format_output_compare(self, key, left, right):
        pass


def texts(outputs):
    """Yield (holder, key) of every text that an output shows, figures' pixels left out."""
    for output in outputs:
        if output.output_type == "stream":
            yield output, "text"
        for kind in output.get("data", {}):
            if kind in ("text/plain", "text/markdown") or (
                kind == "text/html" and "data:image" not in output.data[kind]
            ):
                yield output.data, kind


def test_every_printed_number_that_breaks_turns_nbval_red(solution):
    """Each number of each output is changed in its last digit; nbval's own comparison must see every change."""
    comparer = Comparer.__new__(Comparer)
    Comparer.__init__(comparer)
    broken = 0
    for cell in notebooks.read(solution).cells:
        if cell.cell_type != "code" or "nbval-ignore-output" in cell.metadata.get("tags", []):
            continue
        assert comparer.compare_outputs(cell.outputs, copy.deepcopy(cell.outputs))
        changed = copy.deepcopy(cell.outputs)
        for holder, key in texts(changed):
            whole = holder[key]
            for match in re.finditer(r"\d+", whole):
                last = match.end() - 1
                holder[key] = whole[:last] + str((int(whole[last]) + 1) % 10) + whole[last + 1 :]
                assert not comparer.compare_outputs(changed, cell.outputs), (cell.source, match[0])
                broken += 1
            holder[key] = whole
    assert broken > 10


def first_cells():
    """Return lesson 0 up to the outcome of its first exercise."""
    notebook = notebooks.read(notebooks.paths()[0])
    end = next(place for place, cell in enumerate(notebook.cells) if cell.source.startswith("reveal("))
    notebook.cells = notebook.cells[: end + 1]
    return notebook


@pytest.mark.slow
def test_nbval_itself_goes_red_for_a_broken_answer_and_a_broken_number(tmp_path):
    """The same with runs of nbval itself, on the beginning of a lesson."""
    notebook = first_cells()
    answer = next(cell for cell in notebook.cells if re.search(r"^\w+ = check\(", cell.source, re.MULTILINE))
    asked = answer.source
    answer.source = re.sub(r"return .*", "return None", asked, count=1)
    nbformat.write(notebook, tmp_path / "answer.ipynb")
    notebook = first_cells()
    holder, key = next(
        (holder, key)
        for cell in notebook.cells
        for holder, key in texts(cell.get("outputs", []))
        if re.search(r"\d", holder[key])
    )
    holder[key] = re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), holder[key], count=1)
    nbformat.write(notebook, tmp_path / "number.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    result = subprocess.run(
        [*command, "--nbval-sanitize-with", str(CONFIGURATION), "-rf", "answer.ipynb", "number.ipynb"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 1, result.stdout
    # nbval names the cell and not the file; the broken number stands in the first cell, the answer in another.
    failed = re.findall(r"^FAILED .*::Cell (\d+)", result.stdout, re.MULTILINE)
    assert failed.count("0") == 1
    assert str([cell.source for cell in notebook.cells if cell.cell_type == "code"].index(asked)) in failed
