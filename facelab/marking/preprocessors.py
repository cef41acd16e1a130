"""What nbgrader runs in place of its own steps; nbgrader_config.py names the two. Needs nbgrader 0.9.

`MarkingCells` gives a submission its marking cells afresh, whatever was done to them. `RunAndAsk` runs the notebook
within limits and asks each answer again from outside as soon as its check said "right".
"""

import contextlib
import os
import signal
import time
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Integer

from facelab.lesson import NOT_TRIED, RIGHT, SLOW, exercises_of
from facelab.marking import asking, source
from facelab.marking.looking import reached_for
from facelab.workbook import ROOT

MEGABYTE = 1_000_000
OUTPUTS = 300  # of a cell; the most that a given cell of a lesson has is far below
SHOWN = 20_000  # printed characters of a cell
FLOOD = 10 * MEGABYTE  # printed characters after which a cell is interrupted
DROWN = 15.0  # seconds after which the kernel is killed if it still prints


class MarkingCells(NbGraderPreprocessor):
    """Put fresh marking cells at the end, in place of those that came back; runs before OverwriteCells.

    nbgrader puts a first marking cell that was deleted back at the very top, where nothing has been answered yet.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with the marking cells of the source; marks that the source does not know go."""
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            original = gradebook.find_notebook(where["notebook"], where["assignment"])
            points = {cell.name: cell.max_score for cell in original.grade_cells}
            known = {cell.name for cell in original.source_cells}
        nb.cells = [cell for cell in nb.cells if source.number_of(cell) is None]
        unusual = reached_for(nb.cells) - reached_for(self._given(where))
        if unusual:
            self.log.warning("Reading Faces: look at %s: %s", where["student"], ", ".join(sorted(unusual)))
        for cell in nb.cells:
            data = cell.metadata.get("nbgrader")
            if data is not None and not (isinstance(data, dict) and data.get("grade_id") in known):
                del cell.metadata["nbgrader"]
        for name, worth in points.items():
            number = source.number_in(name)
            if number:
                nb.cells.append(source.marking_cell(number, worth))
        return nb, resources

    @staticmethod
    def _given(where: dict[str, str]) -> list[NotebookNode]:
        paths = sorted((ROOT / "lessons").glob(f"{where['notebook']}.ipynb"))
        return [cell for path in paths for cell in nbformat.read(path, as_version=4).cells]


class RunAndAsk(Execute):
    """Run a submission within limits; decide each marking cell here, not in the learner's kernel."""

    seconds_in_all = Integer(300, help="seconds for all cells of a notebook together").tag(config=True)
    timeouts = Integer(2, help="cells that may run into the timeout before the rest is not run").tag(config=True)
    megabytes = Integer(2000, help="memory of the kernel in 10^6 bytes; 0: no limit. Linux only").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple[NotebookNode, Any]:
        """Run the notebook; whatever happens to its kernel, all marking cells are decided."""
        self.outcome: dict[str, str] = {}  # exercise -> "" if right when asked from outside, else the reason
        self.stopped = ""
        marks = [cell for cell in nb.cells if source.number_of(cell) is not None]
        rest = [cell for cell in nb.cells if source.number_of(cell) is None]
        nb.cells = rest
        record = _record(resources["nbgrader"]["db_url"])
        before = record.read_bytes() if record else b""
        try:
            nb, resources = super().preprocess(nb, resources, km)
        except DeadKernelError:  # before its first cell
            self.stopped = "the kernel died"
        finally:
            nb.cells = rest + marks
        if record and record.read_bytes() != before:  # nbgrader writes into it before and after, never meanwhile
            record.write_bytes(before)
            student = resources["nbgrader"]["student"]
            self.log.error("Reading Faces: look at %s: it wrote into nbgrader's record, which was put back", student)
        for cell in marks:
            self._decide(cell)
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Run a cell, unless the notebook was stopped, and ask the answers that it says are right."""
        if index == 0:
            self._begin()
        if self.stopped or cell.cell_type != "code":
            return cell, resources
        self.said: dict[str, str] = {}
        self.printed = 0
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            self.stopped = "the kernel died"
        except CellTimeoutError:  # nbclient's own, for a kernel that does not even stop
            self.stopped = "a cell could not be interrupted"
        if any(one.output_type == "error" and one.ename == "CellTimeoutError" for one in cell.outputs):
            self.n_timeouts += 1
        for number, verdict in self.said.items():
            self._ask(number, verdict)
        if self.n_timeouts >= self.timeouts or time.monotonic() - self.started > self.seconds_in_all:
            self.stopped = self.stopped or "the notebook took too long"
        if self.stopped:
            cell.outputs.append(_error("Stopped", f"{self.stopped}; the cells below were not run"))
        return cell, resources

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take an output of the kernel: note a verdict, and cut what is too much to keep."""
        content = msg["content"]
        record = content.get("metadata", {}).get("facelab") if isinstance(content.get("metadata"), dict) else None
        if isinstance(record, dict) and _exists(record.get("exercise")):
            self.said[record["exercise"]] = str(record.get("verdict"))
        if msg["msg_type"] == "stream":
            text = content["text"]
            before, self.printed = self.printed, self.printed + len(text)
            if before <= FLOOD < self.printed:
                self.flooded = time.monotonic()
                self._send("SIGINT")
            elif self.printed > FLOOD and time.monotonic() - self.flooded > DROWN:
                self._send("SIGKILL")
            over = self.printed - SHOWN
            if over > 0:
                if over >= len(text):
                    return None
                content["text"] = text[: len(text) - over] + "\n... the rest of what was printed is left out ...\n"
        elif msg["msg_type"] in ("display_data", "execute_result") and len(cell.outputs) >= OUTPUTS:
            return None
        return super().process_message(msg, cell, cell_index)

    def _begin(self) -> None:
        """Start the clock, and limit what the kernel may take."""
        self.started, self.n_timeouts = time.monotonic(), 0
        self.process = getattr(getattr(self.km, "provisioner", None), "pid", None)
        try:
            import resource

            size = self.megabytes * MEGABYTE
            if size and self.process:
                resource.prlimit(self.process, resource.RLIMIT_DATA, (size, size))
                resource.prlimit(self.process, resource.RLIMIT_FSIZE, (100 * MEGABYTE, 100 * MEGABYTE))
        except (ImportError, AttributeError, OSError):  # no Linux
            self.log.warning("Reading Faces: this system sets no memory limit, so the notebook runs without one.")

    def _send(self, name: str) -> None:
        """Send the kernel a signal, where there are such; it may be gone already."""
        if self.process and hasattr(signal, name):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, getattr(signal, name))

    def _ask(self, number: str, verdict: str) -> None:
        """Ask an answer from outside; what was right once stays right."""
        if self.outcome.get(number) == "":
            return
        if verdict not in (RIGHT, SLOW):
            self.outcome[number] = verdict if verdict == NOT_TRIED else "not yet: the answer is not right"
            return
        if self.stopped:
            self.outcome[number] = "its check said right, and then the kernel was gone"
            return
        client = self.km.blocking_client()
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        try:
            asking.put(number, asking.in_kernel(client, number))
            self.outcome[number] = ""
        except asking.Refused as reason:
            self.outcome[number] = f"its check said right in the notebook, but: {reason}"
            student = self.resources.get("nbgrader", {}).get("student", "")
            self.log.warning("Reading Faces: look at %s, exercise %s: %s", student, number, self.outcome[number])
            try:
                client.kernel_info(reply=True, timeout=2)
            except (TimeoutError, RuntimeError, Empty):  # still busy with a question
                run_sync(self.km.interrupt_kernel)()
        finally:
            client.stop_channels()

    def _decide(self, cell: NotebookNode) -> None:
        number = source.number_of(cell) or ""
        why = self.outcome.get(number, "its check did not run" + (f": {self.stopped}" if self.stopped else ""))
        if why:
            cell.outputs = [_error("NotRight", f"{number} · {why}")]
        else:
            text = f"{number} · right, also when asked again from outside\n"
            cell.outputs = [NotebookNode(output_type="stream", name="stdout", text=text)]


def _record(url: str) -> Path | None:
    """Return the file of nbgrader's record; None if it is kept in another way."""
    path = Path(url.removeprefix("sqlite:///"))
    return path if url.startswith("sqlite:///") and path.is_file() else None


def _exists(number: Any) -> bool:
    return isinstance(number, str) and number in exercises_of(number.split(".")[0])


def _error(name: str, text: str) -> NotebookNode:
    return NotebookNode(output_type="error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
