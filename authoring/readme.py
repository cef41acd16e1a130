"""Keep the README's lesson table and its figure in step with the lessons."""

import base64
import re

from authoring import notebooks
from authoring.minutes import NAMED

README = notebooks.ROOT / "README.md"
FIGURE = notebooks.ROOT / "authoring" / "shift-curve.png"
FIGURE_FROM = ("01-photographs-as-points.ipynb", "The further the probes move")
TABLE = re.compile(r"(?<=<!-- lessons -->\n).*?(?=<!-- end of lessons -->)", re.DOTALL)


def figure() -> tuple[bytes, str]:
    """Return the README's figure as PNG, with its alt text, from the solved notebook that draws it."""
    name, begins = FIGURE_FROM
    for cell in notebooks.read(notebooks.SOLUTIONS / name).cells:
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/plain", "")
            if text.startswith(begins):
                source = re.search(r"base64,([^\"]+)", output.data["text/html"])[1]
                return base64.b64decode(source), text
    raise LookupError(f"{name} shows no figure whose text begins with {begins!r}.")


def minutes_of(top: str) -> str:
    """Return the minutes that a lesson's title cell names: in class and, in brackets, with everything."""
    named = re.search(NAMED, top)
    return f"{named[1]} ({named[2]})" if named else re.search(r"\*\*Time:\*\* (\d+)", top)[1]


def table(measured: dict[str, tuple[float, float]]) -> str:
    """Return the lesson table: title, minutes of the learner, seconds and peak megabytes of the machine."""
    rows = ["| | lesson | minutes in class (all) | machine: s, MB |", "| --- | --- | --- | --- |"]
    for path in notebooks.paths():
        top = notebooks.read(path).cells[0].source
        title = re.search(r"^# Lesson \d+ · (.+)$", top, re.MULTILINE)[1]
        minutes = minutes_of(top)
        seconds, megabytes = measured[path.name]
        rows.append(
            f"| {int(path.name[:2])} | [{title}](lessons/{path.name}) | {minutes} | {seconds:.0f}, {megabytes:.0f} |"
        )
    return "\n".join(rows) + "\n"


def write(measured: dict[str, tuple[float, float]]) -> None:
    """Write the table into the README and the figure beside it."""
    picture, alt = figure()
    FIGURE.write_bytes(picture)
    text = TABLE.sub(lambda _: table(measured), README.read_text(encoding="utf-8"))
    text = re.sub(r"!\[[^\]]*\]\(authoring/shift-curve\.png\)", lambda _: f"![{alt}](authoring/shift-curve.png)", text)
    README.write_text(text, encoding="utf-8", newline="\n")
