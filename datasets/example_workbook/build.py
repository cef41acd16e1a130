"""Make the three saved lessons of a learner who does not exist: `python datasets/example_workbook/build.py`."""

from pathlib import Path

import nbformat

from facelab.boxes import Box

HERE = Path(__file__).parent
SAVED = {
    "00-start-here": {"0.1": "right"},
    "01-photographs-as-points": {"1.1a": "right", "1.1b": "not tried", "1.2": "not yet", "1.3": "right"},
    "02-eigenfaces": {"2.1": "not yet"},
}
BOXES = {"right": ("✓", "Right"), "not yet": ("✗", "Not yet"), "not tried": ("○", "Not tried")}


def saved(verdicts: dict[str, str]) -> nbformat.NotebookNode:
    """Return a notebook that holds nothing but the checks and the boxes that they left."""
    notebook = nbformat.v4.new_notebook()
    for number, verdict in verdicts.items():
        data, metadata = Box(
            verdict, *BOXES[verdict], number, "", {"exercise": number, "verdict": verdict}
        )._repr_mimebundle_()
        output = nbformat.v4.new_output("display_data", data, metadata=metadata)
        cell = nbformat.v4.new_code_cell(
            f"# the answer to {number}, and its check", outputs=[output], execution_count=1
        )
        cell["id"] = f"check-{number.replace('.', '-')}"
        notebook.cells.append(cell)
    return notebook


if __name__ == "__main__":
    for stem, verdicts in SAVED.items():
        nbformat.write(saved(verdicts), HERE / f"{stem}.ipynb")
