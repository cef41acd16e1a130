"""Compute how long a lesson takes, and hold its headings to it: `python -m authoring.minutes [--write] [NOTEBOOKS]`.

A section's minutes are its words and what its cells print, at 180 words a minute; half a minute for a given code cell,
a figure or a table (a whole one for a table of more than eight rows); one for a prediction; and for an exercise what
its heading says, which comes from readings, not from here. Everything from the quiz to "Who pays for the error" takes
ten minutes together. Folded hints and answers are inside those numbers. The core is what stands before "Deeper".
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from authoring import notebooks

WORDS_A_MINUTE = 180
A_CELL, A_PICTURE, A_LONG_TABLE, A_PREDICTION = 0.5, 0.5, 1.0, 1.0
LONG = 8  # rows of a table that take no longer than a figure
QUIZ_TO_DEBATE = 10
WITHOUT_MINUTES = ("What you can say now", "Quiz", "Who pays for the error", "Further reading")
MINUTES = re.compile(r" ?\((\d+) min\)")
DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NAMED = r"\*\*In class:\*\* (\S+) minutes · \*\*With everything:\*\* (\S+) minutes"


@dataclass(frozen=True)
class Section:
    """A section of the second level: its title without minutes, whether it is in the core, and what it holds."""

    title: str
    core: bool
    words: int
    cells: int
    pictures: int
    long_tables: int
    predictions: int
    exercises: int

    @property
    def minutes(self) -> int:
        """Minutes, rounded; at least one."""
        exact = self.words / WORDS_A_MINUTE + A_CELL * self.cells + A_PICTURE * self.pictures + self.exercises
        return max(1, round(exact + A_LONG_TABLE * self.long_tables + A_PREDICTION * self.predictions))


@dataclass(frozen=True)
class Lesson:
    """The sections of a lesson that have minutes, and the sums."""

    sections: list[Section]

    @property
    def core(self) -> int:
        """Minutes in class, quiz and debate included."""
        return QUIZ_TO_DEBATE + sum(one.minutes for one in self.sections if one.core)

    @property
    def everything(self) -> int:
        """Minutes with all deeper sections."""
        return QUIZ_TO_DEBATE + sum(one.minutes for one in self.sections)

    @property
    def words(self) -> int:
        """Words of the core, quiz and debate left out."""
        return sum(one.words for one in self.sections if one.core)


def measure(notebook: NotebookNode) -> Lesson:
    """Return the sections of a solved notebook with what they hold."""
    counts: dict[str, dict[str, int]] = {}
    title, seen_deeper, in_core = "", False, {}
    opening: dict[str, int] = {}
    for cell in notebook.cells:
        for piece in _pieces(cell):
            if isinstance(piece, str) and piece.startswith("## "):
                title = MINUTES.sub("", piece.partition("\n")[0][3:]).strip()
                seen_deeper = seen_deeper or title.startswith("Deeper")
                if title not in WITHOUT_MINUTES:
                    counts[title], in_core[title] = opening or _none(), not seen_deeper
                    opening = {}
            if title in WITHOUT_MINUTES:
                continue
            held = counts.get(title)
            if held is None:  # the title cell is read with the first section
                held = opening = opening or _none()
            _add(held, piece)
    return Lesson([Section(name, in_core[name], **held) for name, held in counts.items()])


def printed_lines(notebook: NotebookNode) -> list[str]:
    """Return the lines that the core's cells print as plain text; boxes, tables, figures and `say` are no such."""
    lines: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and re.search(r"^## Deeper", cell.source, re.MULTILINE):
            break
        for output in cell.get("outputs", []):
            if output.output_type == "stream" or set(output.get("data", {})) == {"text/plain"}:
                lines += "".join(output.get("text", output.get("data", {}).get("text/plain", ""))).splitlines()
    return lines


def with_minutes(notebook: NotebookNode) -> NotebookNode:
    """Write the computed minutes into the headings and the title of a notebook, and return it."""
    lesson = measure(notebook)
    minutes = {one.title: one.minutes for one in lesson.sections}

    def heading(match: re.Match) -> str:
        name = MINUTES.sub("", match[1]).strip()
        return f"## {name} ({minutes[name]} min)" if name in minutes else match[0]

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"^## (.+)$", heading, cell.source, flags=re.MULTILINE)
            named = f"**In class:** {lesson.core} minutes · **With everything:** {lesson.everything} minutes"
            cell.source = re.sub(NAMED, named, cell.source)
    return notebook


def _pieces(cell: NotebookNode) -> list:
    """Return a Markdown cell cut before each heading of the second level; a code cell as it is."""
    if cell.cell_type != "markdown":
        return [cell]
    return [part for part in re.split(r"^(?=## )", cell.source, flags=re.MULTILINE) if part]


def _none() -> dict[str, int]:
    return dict.fromkeys(("words", "cells", "pictures", "long_tables", "predictions", "exercises"), 0)


def _add(held: dict[str, int], piece: str | NotebookNode) -> None:
    if isinstance(piece, str):
        text = DETAILS.sub("", COMMENT.sub("", piece))
        held["words"] += _words(text)
        held["exercises"] += sum(map(int, re.findall(r"^### Exercise.*\((\d+) min\)", text, re.MULTILINE)))
        held["predictions"] += len(re.findall(r"^> \*\*Predict ", text, re.MULTILINE))
        return
    asked = "### BEGIN SOLUTION" in piece.source
    held["cells"] += not asked
    for output in piece.get("outputs", []):
        data = output.get("data", {})
        page = "".join(data.get("text/html", ""))
        if "<img" in page or "<table" in page:
            held["words"] += _words(" ".join(re.findall(r"<(?:fig)?caption[^>]*>(.*?)</", page, re.DOTALL)))
            rows = page.count("<tr>") - 1
            held["long_tables" if rows > LONG else "pictures"] += 1
        elif not asked:
            spoken = data.get("text/markdown") or output.get("text") or data.get("text/plain", "")
            held["words"] += _words("".join(spoken))


def _words(text: str) -> int:
    return len(re.findall(r"\w[\w'’.,-]*", re.sub(r"\]\([^)]*\)", "]", text)))


def main() -> None:
    """Print a table of the lessons, or write the minutes into them."""
    parser = argparse.ArgumentParser(description="Compute the minutes of lessons.")
    parser.add_argument("--write", action="store_true", help="write them into headings and title")
    parser.add_argument("notebooks", nargs="*", type=Path, help="which ones; all if none is named")
    options = parser.parse_args()
    print("lesson                          words  core  all")
    for path in options.notebooks or notebooks.paths():
        notebook = notebooks.read(path)
        if options.write:
            path.write_text(notebooks.text(with_minutes(notebook)), encoding="utf-8", newline="\n")
        lesson = measure(notebook)
        print(f"{path.stem:30}  {lesson.words:5}  {lesson.core:4}  {lesson.everything:3}")


if __name__ == "__main__":
    main()
