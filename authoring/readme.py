"""Keep the README's lesson table and figures, and other pages' tables, in step with what they are made from.

`python -m authoring.readme` writes what it can without measuring; `python -m authoring.bench --write` the rest.
"""

import base64
import csv
import re
from pathlib import Path

from authoring import notebooks
from authoring.minutes import NAMED

README = notebooks.ROOT / "README.md"
STATUS = notebooks.ROOT / "authoring" / "README.md"
NO_INSTALL = notebooks.ROOT / "teaching" / "no-install.md"
PYODIDE = notebooks.ROOT / "teaching" / "pyodide.csv"  # the packages of lessons, looked up in Pyodide's own list
# file beside this one -> (solved lesson, how the text of its figure begins)
FIGURES = {
    "eigenfaces.png": ("02-eigenfaces.ipynb", "The first twelve eigenfaces"),
    "ring.png": ("10-groups.ipynb", "Every line joins two people"),
}
SEEN = {
    0: "forty faces, and two pairs of photos to puzzle over",
    1: "two hills of distances that overlap: one person twice, and two people",
    2: "a face that appears from 1, 5, 20 and 80 numbers, beside one that never does",
    3: "five matchers, and how often each finds two people more alike than one person",
    4: "a stencil that finds a face in the crowd, and a cash machine that pays the wrong man",
    5: "two hills with the tail enlarged, and a line that you move",
    6: "200 intervals, counted by pairs and by people",
    7: "one axis of scores, four purposes, four lines",
    8: "ten thousand people as dots, and the alerts among them",
    9: "one face through speed, distance and dark, and what three matchers say of it",
    10: "who is taken for whom, as a ring with a knot in it",
    11: "what shuffled labels can do, beside what was found",
    12: "both errors of two groups, before and after each repair",
    13: "photos with the machine's guess, the wrong ones framed",
    14: "the trails of people whom a machine follows, sorted by how they end",
    15: "faces rebuilt from 5 to 160 stored bytes, and what another matcher says to each",
    16: "seven claims of a made-up seller as points, beside what was measured with its interval",
}
PART = r"(?<=<!-- {0} -->\n).*?(?=<!-- end of {0} -->)"


def figure(name: str) -> tuple[bytes, str]:
    """Return a figure as PNG, with its alt text, from the solved notebook that draws it.

    Raises:
        LookupError: if that notebook shows no such figure.
    """
    lesson, begins = FIGURES[name]
    for cell in notebooks.read(notebooks.SOLUTIONS / lesson).cells:
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/plain", "")
            if text.startswith(begins):
                source = re.search(r"base64,([^\"]+)", output.data["text/html"])[1]
                return base64.b64decode(source), text
    raise LookupError(f"{lesson} shows no figure whose text begins with {begins!r}.")


def title_of(path: Path) -> str:
    """Return a lesson's question."""
    return re.search(r"^# Lesson \d+ · (.+)$", notebooks.read(path).cells[0].source, re.MULTILINE)[1]


def minutes_of(top: str) -> str:
    """Return the minutes that a lesson's title cell names: in class and, in brackets, with everything."""
    in_class, everything = re.search(NAMED, top).groups()
    return f"{in_class} ({everything})"


def lesson_rows() -> list[tuple[str, int, str, str, str]]:
    """Return file, number, question, what there is to see, and minutes of each lesson."""
    rows = []
    for path in notebooks.paths():
        number = int(path.name[:2])
        rows.append((path.name, number, title_of(path), SEEN[number], minutes_of(notebooks.read(path).cells[0].source)))
    return rows


def lesson_table() -> str:
    """Return the README's table: the question, what there is to see, minutes, and the solved lesson."""
    rows = ["| | lesson | you will see | minutes in class (all) | |", "| --- | --- | --- | --- | --- |"]
    rows += [
        f"| {number} | [{title}](lessons/{name}) | {seen} | {minutes} | [solved](solutions/{name}) |"
        for name, number, title, seen, minutes in lesson_rows()
    ]
    return "\n".join(rows) + "\n"


def machine_table(measured: dict[str, tuple[float, float]]) -> str:
    """Return the authors' table: seconds and peak megabytes of an untouched lesson."""
    rows = ["| lesson, untouched | seconds | peak memory, MB |", "| --- | --- | --- |"]
    rows += [f"| {name.removesuffix('.ipynb')} | {one:.0f} | {other:.0f} |" for name, (one, other) in measured.items()]
    return "\n".join(rows) + "\n"


def pyodide_table() -> str:
    """Return the table of what an edition in the browser would have to bring."""
    with PYODIDE.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    rows = ["| package | in Pyodide | otherwise |", "| --- | --- | --- |"]
    rows += [f"| {row['package']} | {row['in_pyodide'] or 'no'} | {row['otherwise']} |" for row in found]
    return "\n".join(rows) + "\n"


def replaced(text: str, part: str, new: str) -> str:
    """Return a page with what stands between its marks of that name replaced.

    Raises:
        LookupError: if the page has no such marks.
    """
    pattern = re.compile(PART.format(part), re.DOTALL)
    if not pattern.search(text):
        raise LookupError(f"the page has no part called {part!r}.")
    return pattern.sub(lambda _: new, text)


def written(text: str) -> str:
    """Return the README with its table and the alt texts of its figures as they are now."""
    text = replaced(text, "lessons", lesson_table())
    for name in FIGURES:
        alt = figure(name)[1]
        text = re.sub(rf"!\[[^\]]*\]\(authoring/{name}\)", lambda _, a=alt, n=name: f"![{a}](authoring/{n})", text)
    return text


def write(measured: dict[str, tuple[float, float]] | None = None) -> None:
    """Write the README and its figures and, if lessons were measured, the authors' table."""
    for name in FIGURES:
        (STATUS.parent / name).write_bytes(figure(name)[0])
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    text = replaced(NO_INSTALL.read_text(encoding="utf-8"), "pyodide", pyodide_table())
    NO_INSTALL.write_text(text, encoding="utf-8", newline="\n")
    if measured is not None:
        text = replaced(STATUS.read_text(encoding="utf-8"), "machine", machine_table(measured))
        STATUS.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
