"""Make the workshop from cells of the lessons: `python -m authoring.workshop`.

`workshop.md` beside this file holds the text and the order. A line `%% 05-003` takes the code cell of that name from
the solved lessons, `%% code` begins a code cell of the workshop's own, `%% text` goes on with text. So the workshop
shows what the lessons show, and its numbers cannot drift from theirs. Code is folded: half of a group does not read it.
What the group types into, exercises, guesses and the cells marked `open`, stays in sight.
"""

import re
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from authoring import notebooks, solutions
from authoring.lessons import BEGIN
from authoring.minutes import with_minutes

SOURCE = Path(__file__).parent / "workshop.md"
MARK = re.compile(r"^%% (\S+(?: open)?)$", re.MULTILINE)
FOLDED = {"jupyter": {"source_hidden": True}}


def compose(source: str) -> NotebookNode:
    """Return the workshop without outputs.

    Raises:
        ValueError: if a mark names no code cell of the solved lessons, or a cell that it takes has text below its mark.
    """
    lessons = {cell.id: cell for path in notebooks.paths() for cell in notebooks.read(path).cells}
    opening, *parts = MARK.split(source)
    pieces = [("text", opening), *zip(parts[::2], parts[1::2], strict=True)]
    cells = []
    for place, (mark, body) in enumerate(pieces):
        name, (mark, *is_open) = f"workshop-{place:02d}", mark.split()
        if mark == "text":
            cells.append(new_markdown_cell(body.strip(), id=name))
        elif mark == "code":
            cells.append(new_code_cell(body.strip(), metadata=FOLDED, id=name))
        elif mark in lessons and lessons[mark].cell_type == "code" and not body.strip():
            taken = lessons[mark]
            in_sight = is_open or BEGIN in taken.source
            tags = {"tags": taken.metadata.tags} if "tags" in taken.metadata else {}
            cells.append(new_code_cell(taken.source, metadata=tags if in_sight else tags | FOLDED, id=name))
        else:
            raise ValueError(f"workshop.md: '%% {mark}' names no code cell of a lesson, or text stands below it.")
    return new_notebook(cells=cells, metadata=solutions.METADATA)


def write() -> None:
    """Write the solved workshop with its outputs and minutes."""
    path = notebooks.SOLUTIONS / notebooks.WORKSHOP
    path.write_text(notebooks.text(compose(SOURCE.read_text(encoding="utf-8"))), encoding="utf-8", newline="\n")
    solutions.execute(path)
    path.write_text(notebooks.text(with_minutes(notebooks.read(path))), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
