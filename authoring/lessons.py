"""Write lessons/ from solutions/: solutions become stubs, outputs go, all else stays as it is.

`python -m authoring.lessons` writes; `python -m authoring.lessons --check` only compares and fails when they differ.
"""

import argparse
import ast
import difflib
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearOutputPreprocessor, Preprocessor
from nbformat import NotebookNode

from authoring import notebooks

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
RETURN_STUB = "return ...  # your code here"
TEXT_STUB = "*Your answer:*"
REGION = re.compile(rf"^[^\n]*{BEGIN}[^\n]*\n(.*?)^[^\n]*{END}[^\n]*$", re.DOTALL | re.MULTILINE)


class RemoveSolutions(Preprocessor):
    """Put a stub in place of every marked solution, in code and in Markdown."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict[str, Any], index: int) -> tuple[NotebookNode, dict]:
        """Return the cell without its solutions.

        Raises:
            ValueError: if a mark has no partner or a code region leaves nothing to stand in for it.
        """
        make_stub = code_stub if cell.cell_type == "code" else lambda region: TEXT_STUB
        cell.source = REGION.sub(lambda match: make_stub(match[1]), cell.source)
        if BEGIN in cell.source or END in cell.source:
            raise ValueError(f"Cell {index}: a '{BEGIN}' or '{END}' has no partner.")
        return cell, resources


def code_stub(region: str) -> str:
    """Return valid Python that stands in for a solution: `return ...` in a function, `name = ...` at the top level.

    Raises:
        ValueError: if the region neither returns anything nor assigns a name.
    """
    indent = re.match(r" *", region)[0]
    body = textwrap.dedent(region)
    statements = ast.parse(f"def f():\n{textwrap.indent(body, '    ')}").body[0].body
    if any(isinstance(node, ast.Return) for statement in statements for node in ast.walk(statement)):
        return indent + RETURN_STUB
    names = [target.id for s in statements if isinstance(s, ast.Assign) for target in s.targets]
    if not names:
        raise ValueError(f"This solution returns nothing and assigns no name, so no stub can stand for it:\n{region}")
    return "\n".join(f"{indent}{name} = ...  # your answer here" for name in names)


def lesson_text(solution: Path) -> str:
    """Return the text of the lesson that belongs to a solved notebook."""
    notebook = notebooks.read(solution)
    for step in (RemoveSolutions(), ClearOutputPreprocessor()):
        notebook, _ = step.preprocess(notebook, {})
    return notebooks.text(notebook)


def differences() -> str:
    """Return a readable diff from the lessons that lie there to those that solutions/ makes; empty when they agree."""
    wanted = {path.name: lesson_text(path) for path in notebooks.shown()}
    present = {path.name: path.read_text(encoding="utf-8") for path in notebooks.LESSONS.glob("*.ipynb")}
    lines = []
    for name in sorted(wanted.keys() | present.keys()):
        lines += difflib.unified_diff(
            present.get(name, "").splitlines(),
            wanted.get(name, "").splitlines(),
            f"lessons/{name} as it is",
            f"lessons/{name} as solutions/{name} makes it",
            lineterm="",
            n=1,
        )
    return "\n".join(lines)


def write() -> None:
    """Write every lesson, and remove lessons without a solution."""
    wanted = {path.name: lesson_text(path) for path in notebooks.shown()}
    for path in notebooks.LESSONS.glob("*.ipynb"):
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        (notebooks.LESSONS / name).write_text(content, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Write the lessons, or with --check compare them; return the exit status."""
    parser = argparse.ArgumentParser(description="Write lessons/ from solutions/.")
    parser.add_argument("--check", action="store_true", help="only compare, and fail when they differ")
    if not parser.parse_args(arguments).check:
        write()
        return 0
    diff = differences()
    if diff:
        print(diff)
        print("\nlessons/ is not what solutions/ makes. Change solutions/ only, then run: make lessons")
    return 1 if diff else 0


if __name__ == "__main__":
    sys.exit(main())
