"""Run the solved notebooks in fresh kernels and write them back without a trace of the machine or the moment.

`python -m authoring.solutions` runs all; names of notebooks after it run only those.
"""

import argparse
from pathlib import Path

from nbformat import NotebookNode

from authoring import notebooks

IGNORED_BY_NBVAL = "nbval-ignore-output"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook without timings, versions and random widget numbers.

    Raises:
        ValueError: if a cell wrote a warning or an error: a solved lesson has none.
    """
    notebook.metadata = METADATA
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        cell.metadata = ({"tags": tags} if tags else {}) | ({"jupyter": {"source_hidden": True}} if folded else {})
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "error" or output.get("name") == "stderr":
                raise ValueError(f"Cell {cell.id} wrote to the error stream:\n{output.get('text', output)}")
        if IGNORED_BY_NBVAL in tags:
            cell.outputs = []  # a widget's output is a random number; its static twin stands beside it
    return notebook


def execute(path: Path) -> None:
    """Run one solved notebook and write it back."""
    result = notebooks.run(path)
    path.write_text(notebooks.text(normalise(result.notebook)), encoding="utf-8", newline="\n")
    print(f"{path.name}: {result.seconds:.1f} s", flush=True)


def main() -> None:
    """Run the notebooks that are named, or all."""
    parser = argparse.ArgumentParser(description="Run solved notebooks and store their outputs.")
    parser.add_argument("notebooks", nargs="*", type=Path, help="which ones; all if none is named")
    for notebook_path in parser.parse_args().notebooks or notebooks.paths():
        execute(notebook_path)


if __name__ == "__main__":
    main()
