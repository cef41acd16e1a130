"""Make the handouts in products/handouts: `make handouts [ARGS="05 07 --paper us-letter --school NAME"]`.

One sheet of two pages for each lesson, a booklet of all, and the key, as tagged PDFs. All of them are filled from the
solved lessons, the glossary, `teaching/ideas.toml` and the pages for teachers, by the template `teaching/handout.typ`.
"""

import argparse
import json
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from authoring import notebooks, pack, sheets, strips

HANDOUTS = notebooks.ROOT / "products" / "handouts"
TEMPLATES = notebooks.ROOT / "teaching"
PAPERS = ("a4", "us-letter")
VERSION = tomllib.loads((notebooks.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def lesson(path: Path) -> dict[str, Any]:
    """Return what the sheet and the key of a lesson say; the picture still as bytes."""
    one = sheets.sheet(path)
    idea = tomllib.loads(sheets.IDEAS.read_text(encoding="utf-8"))[path.name[:2]]
    work = idea if "paper" in idea else strips.task(one["number"], seed=one["number"])
    keys = ("paper", "key", "mated", "nonmated", "group_b", "seed")
    return one | {key: work[key] for key in keys if key in work} | {"wrong": wrong_answers(path)}


def wrong_answers(path: Path) -> list[str]:
    """Return the typical wrong answers that a lesson's page for teachers names, with what they show."""
    page = (notebooks.ROOT / "teaching" / f"{path.stem}.md").read_text(encoding="utf-8")
    part = re.search(r"^## Wrong answers\n\n(.+?)\n\n", page, re.MULTILINE | re.DOTALL)[1]
    return [sheets.plain(one) for one in part.removeprefix("- ").split("\n- ")]


def pdf(kind: str, lessons: list[dict[str, Any]], title: str, paper: str, school: str) -> bytes:
    """Return a tagged PDF: `kind` is "sheet" or "key"."""
    with tempfile.TemporaryDirectory() as folder:
        filled = []
        for one in lessons:
            (Path(folder) / f"{one['name']}.png").write_bytes(one["picture"])
            filled.append(
                {key: value for key, value in one.items() if key != "picture"} | {"file": one["name"] + ".png"}
            )
        data = {"kind": kind, "title": title, "paper": paper, "school": school, "version": VERSION, "lessons": filled}
        return typeset("handout.typ", data, Path(folder))


def typeset(template: str, data: dict[str, Any], folder: Path) -> bytes:
    """Return a template of `teaching/` filled with data as a tagged PDF, made in a folder that holds its pictures.

    Raises:
        typst.TypstError: if a picture has no alt text, a heading is skipped, or a slide is too full.
    """
    import typst  # an extra that `make handouts` installs; what fills the templates can be tested without it

    for path in TEMPLATES.glob("*.typ"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    return typst.compile(str(folder / template), ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=0)


def main(arguments: list[str] | None = None) -> None:
    """Write the PDFs and say where they lie."""
    parser = argparse.ArgumentParser(prog="handouts", description="Make handouts, a booklet and a key as PDFs.")
    sheets.offer_lessons(parser)
    parser.add_argument("--paper", choices=PAPERS, default="a4")
    parser.add_argument("--school", default="", help="a line at the top right of each page")
    options = parser.parse_args(arguments)
    made = [lesson(path) for path in options.lessons or notebooks.paths()]
    HANDOUTS.mkdir(parents=True, exist_ok=True)
    suffix = "" if options.paper == "a4" else f"-{options.paper}"
    for one in made:
        title = f"Lesson {one['number']}: {one['question']}"
        _write(f"{one['name']}{suffix}.pdf", pdf("sheet", [one], title, options.paper, options.school))
    if not options.lessons:
        _write(f"booklet{suffix}.pdf", pdf("sheet", made, "Reading Faces: handouts", options.paper, options.school))
        _write(f"key{suffix}.pdf", pdf("key", made, "Reading Faces: key to the handouts", options.paper, ""))
        for name in pack.SETS:
            for kind, title in (("pack", "paper pack"), ("key", "key to the paper pack")):
                with tempfile.TemporaryDirectory() as folder:
                    data = pack.pages(name) | {"kind": kind, "paper": options.paper, "version": VERSION}
                    data["title"] = f"Reading Faces: {title}, set {name}"
                    ending = "" if kind == "pack" else "-key"
                    _write(f"pack-{name}{ending}{suffix}.pdf", typeset("pack.typ", data, Path(folder)))
    print(f"The handouts lie in {HANDOUTS.relative_to(notebooks.ROOT)}.")


def _write(name: str, content: bytes) -> None:
    (HANDOUTS / name).write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
