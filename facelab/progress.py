"""Read saved notebooks and say which exercises are right, tried and open: `python -m facelab.progress [FOLDER]`.

A check writes its verdict into the output of its cell (`facelab.lesson.check`), so a saved notebook carries it along.
It shows what happened, and proves nothing: a cell can be copied.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from facelab.lesson import NOT_TRIED, RIGHT, SLOW, WRONG, exercises_of, say
from facelab.tables import Table, table
from facelab.workbook import ORIGINALS, ROOT

ORDER = (NOT_TRIED, WRONG, SLOW, RIGHT)  # the best of several verdicts on one exercise counts
EXAMPLE = ROOT / "datasets" / "example_workbook"  # the saved lessons of a learner who does not exist
# "05-error-rates.ipynb", and "new2-05-error-rates.ipynb", which an update put beside a changed one.
NAME = re.compile(r"(?:new\d+-)?(\d\d)-[\w-]+\.ipynb")


class Progress(NamedTuple):
    """What a folder of saved notebooks says.

    frame: a row a lesson that has exercises, in order: "right" as text such as "2 of 5", "tried, not yet right" and
        "open" with the numbers of the exercises.
    unreadable: names of files that are no notebooks, which were left out.
    """

    frame: pd.DataFrame
    unreadable: list[str]


def read(folder: Path | str) -> Progress:
    """Return the progress that the saved lessons in a folder show; folders inside it are not looked into.

    Raises:
        FileNotFoundError: if there is no such folder, or no lesson in it.
    """
    folder = Path(folder)
    found = [(path, match[1]) for path in sorted(folder.glob("*.ipynb")) if (match := NAME.fullmatch(path.name))]
    if not found:
        raise FileNotFoundError(
            f"There is no lesson in {folder}. Name the folder that holds your saved lessons, such as workbook."
        )
    best: dict[str, str] = {}
    unreadable = []
    for path, _ in found:
        try:
            said = list(_verdicts(path))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            unreadable.append(path.name)
            continue
        for number, verdict in said:
            best[number] = max(best.get(number, NOT_TRIED), verdict, key=ORDER.index)
    rows = {}
    for lesson in sorted({int(number) for _, number in found}):
        exercises = exercises_of(str(lesson))
        if not exercises:
            continue
        verdicts = {number: best.get(number, NOT_TRIED) for number in exercises}
        done = sum(verdict in (RIGHT, SLOW) for verdict in verdicts.values())
        rows[lesson] = {
            "right": f"{done} of {len(exercises)}",
            "tried, not yet right": _listed(verdicts, WRONG),
            "open": _listed(verdicts, NOT_TRIED),
        }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index.name = "lesson"
    return Progress(frame, unreadable)


def show(folder: Path | str | None = None) -> None:
    """Show the progress of a folder of saved lessons as a table, in a lesson.

    Args:
        folder: the workbook in which the lesson runs, unless another is named; elsewhere a sentence says so.

    Raises:
        FileNotFoundError: as `read`, if a folder was named.
    """
    if folder is None:
        folder = Path.cwd()
        if not (folder / ORIGINALS).exists():
            say("Open this lesson from your workbook, and your own table stands here: `make lab` opens it there.")
            return
    frame, unreadable = read(folder)
    table(frame, f"What the saved notebooks in the folder {Path(folder).resolve().name} say.")
    if unreadable:
        say("Left out, since they cannot be read as notebooks: " + ", ".join(unreadable) + ".")


def _verdicts(path: Path) -> list[tuple[str, str]]:
    """Return (exercise, verdict) for every box of a check in a saved notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    records = [output.get("metadata", {}).get("facelab", {}) for cell in cells for output in cell.get("outputs", [])]
    return [(one["exercise"], one["verdict"]) for one in records if one and one["verdict"] in ORDER]


def _listed(verdicts: dict[str, str], wanted: str) -> str:
    return ", ".join(number for number, verdict in verdicts.items() if verdict == wanted) or "-"


def main() -> None:
    """Print the table of a folder."""
    parser = argparse.ArgumentParser(prog="python -m facelab.progress", description=__doc__.partition(":")[0] + ".")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "workbook", help="of saved lessons; workbook/")
    folder = parser.parse_args().folder
    try:
        frame, unreadable = read(folder)
    except FileNotFoundError as problem:
        sys.exit(f"Reading Faces: {problem}")
    print(Table(frame, f"What the saved notebooks in {folder} say."))
    for name in unreadable:
        print(f"Reading Faces: {name} cannot be read as a notebook and is left out.", file=sys.stderr)


if __name__ == "__main__":
    main()
