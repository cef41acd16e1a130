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
DONE = (RIGHT, SLOW)
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
    by_lesson, unreadable = verdicts_in(Path(folder))
    rows = {}
    for lesson, verdicts in by_lesson.items():
        done = sum(verdict in DONE for verdict in verdicts.values())
        rows[lesson] = {
            "right": f"{done} of {len(verdicts)}",
            "tried, not yet right": _listed(verdicts, WRONG),
            "open": _listed(verdicts, NOT_TRIED),
        }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index.name = "lesson"
    return Progress(frame, unreadable)


def lessons_in(folder: Path) -> list[tuple[Path, str]]:
    """Return the saved lessons of a folder, each with its two digits; folders inside it are not looked into."""
    return [(path, match[1]) for path in sorted(folder.glob("*.ipynb")) if (match := NAME.fullmatch(path.name))]


def verdicts_in(folder: Path) -> tuple[dict[int, dict[str, str]], list[str]]:
    """Return lesson -> exercise -> the best verdict that is saved, and the names of files that are no notebooks.

    Raises:
        FileNotFoundError: if there is no such folder, or no lesson in it.
    """
    found = lessons_in(folder)
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
    exercises = {lesson: exercises_of(str(lesson)) for lesson in sorted({int(number) for _, number in found})}
    by_lesson = {
        lesson: {number: best.get(number, NOT_TRIED) for number in numbers}
        for lesson, numbers in exercises.items()
        if numbers
    }
    return by_lesson, unreadable


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
    if not path.is_file():
        raise OSError(f"{path} is no file")  # a pipe or a device could keep the reader for ever
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    records = [output.get("metadata", {}).get("facelab", {}) for cell in cells for output in cell.get("outputs", [])]
    return [(one["exercise"], one["verdict"]) for one in records if one and one["verdict"] in ORDER]


def _listed(verdicts: dict[str, str], wanted: str) -> str:
    return ", ".join(number for number, verdict in verdicts.items() if verdict == wanted) or "-"


def main(arguments: list[str] | None = None) -> None:
    """Print the table of a folder of saved lessons, or of a class: a folder of such folders."""
    parser = argparse.ArgumentParser(prog="python -m facelab.progress", description=__doc__.partition(":")[0] + ".")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=ROOT / "workbook",
        help="of saved lessons, or of a class: with a folder of saved lessons for each learner; workbook/",
    )  # fmt: skip
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a class as a page, too")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each learner and exercise, too")
    options = parser.parse_args(arguments)
    from facelab import classroom  # here, since it reads folders with this module

    try:
        if lessons_in(options.folder) and not (options.html or options.csv):
            frame, unreadable = read(options.folder)
            caption = f"What the saved notebooks in {options.folder} say."
        else:
            one_class = classroom.read_class(options.folder)
            frame, unreadable = one_class.overview(), one_class.unreadable
            caption = f"Right exercises, of all, by learner and lesson, in {options.folder}. {one_class.not_begun()}"
            if options.csv:
                one_class.exercises.to_csv(options.csv, index=False)
            if options.html:
                options.html.write_text(classroom.html(one_class), encoding="utf-8")
    except OSError as problem:
        sys.exit(f"Reading Faces: {problem}")
    print(Table(frame, caption.strip()))
    for name in unreadable:
        print(f"Reading Faces: {name} cannot be read as a notebook and is left out.", file=sys.stderr)


if __name__ == "__main__":
    main()
