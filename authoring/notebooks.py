"""Find, read, write and run the notebooks."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
LESSONS = ROOT / "lessons"
WORKSHOP = "workshop.ipynb"
NO_NETWORK = ROOT / "authoring" / "no_network"
# Linux hands getrusage's maximum down from parent to child, so the kernel's own record is read there; Windows has
# neither, prints nothing, and the memory stays unknown.
MEASURE_MEMORY = """
try:
    with open("/proc/self/status") as status:
        print(next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")))
except OSError:
    try:
        import resource
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    except ImportError:
        pass
"""


@dataclass(frozen=True)
class Run:
    """A notebook after a run in a fresh kernel.

    notebook: with its outputs.
    seconds: from the start of the kernel to the last cell.
    peak_megabytes: the most memory the kernel held, in 10^6 bytes; None where the system does not tell (Windows).
    """

    notebook: NotebookNode
    seconds: float
    peak_megabytes: float | None


def paths(folder: Path = SOLUTIONS) -> list[Path]:
    """Return the lessons of a folder in their order."""
    return sorted(folder.glob("[0-9][0-9]-*.ipynb"))


def shown() -> list[Path]:
    """Return all solved notebooks: the lessons in their order, and the workshop."""
    return [*paths(), SOLUTIONS / WORKSHOP]


def read(path: Path) -> NotebookNode:
    """Return a notebook."""
    return nbformat.read(path, as_version=4)


def text(notebook: NotebookNode) -> str:
    """Return the text of a notebook's file, always the same for the same notebook."""
    return nbformat.writes(notebook, indent=1) + "\n"


def run(path: Path, network: bool = False, modules: Sequence[Path] = ()) -> Run:
    """Run every cell of a notebook in a fresh kernel that stands in the notebook's folder.

    Args:
        path: the notebook; the file is not changed.
        network: whether the kernel may open connections to other machines.
        modules: folders from which the kernel may import besides its own.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell raises.
    """
    notebook = read(path)
    # Only the kernel knows the most memory it ever held: one more cell asks it, and is taken away again.
    notebook.cells.append(nbformat.v4.new_code_cell(MEASURE_MEMORY))
    environment = dict(os.environ)
    folders = [*modules, *([] if network else [NO_NETWORK])]
    environment["PYTHONPATH"] = os.pathsep.join([*map(str, folders), environment.get("PYTHONPATH", "")])
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    # A widget's own output is answered on the channel on which the client waits for the end of the cell; with a large
    # figure in it the wait can then last until the timeout. Nobody reads that output here.
    client.widget_registry = {}
    start = time.perf_counter()
    client.execute(env=environment)
    seconds = time.perf_counter() - start
    measured = notebook.cells.pop()
    printed = "".join(output.text for output in measured.outputs if output.output_type == "stream")
    return Run(notebook, seconds, megabytes(printed))


def megabytes(printed: str) -> float | None:
    """Return what `MEASURE_MEMORY` printed, in bytes, as 10^6 bytes; None if it printed nothing."""
    return int(printed) / 1e6 if printed.strip() else None
