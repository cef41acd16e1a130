"""Make the handouts in products/handouts: `make handouts [ARGS="05 07 --paper us-letter --school NAME"]`.

A sheet of two pages for each lesson, a booklet of all, the key to them, a reference sheet for exams, and the paper pack
with its key, as tagged PDFs. All of them are filled from the solved lessons, the glossary and what lies in `teaching/`.
With `--keep` those that a reader without tools needs are written to `teaching/print` as well.
"""

import argparse
import hashlib
import json
import re
import sys
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from authoring import figures, notebooks, pack, reference, sheets, strips
from facelab import cards

HANDOUTS = notebooks.ROOT / "products" / "handouts"
TEMPLATES = notebooks.ROOT / "teaching"
PRINT = TEMPLATES / "print"
KEPT = ("booklet", "key", "reference", "paper-pack", "paper-pack-key")
PAPERS = ("a4", "us-letter")
VERSION = tomllib.loads((notebooks.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@dataclass(frozen=True)
class Document:
    """A PDF to be made.

    template: a file of `teaching/`. data: what fills it. pictures: file names in the data to the solved lesson that
    draws them and how the caption begins.
    """

    template: str
    data: dict[str, Any]
    pictures: dict[str, tuple[Path, str, float]] = field(default_factory=dict)

    def digest(self) -> str:
        """Return 16 digits that change when a word, a template or a picture of the solved lessons changes."""
        drawn = [sheets.figure(notebooks.read(path), begins)[0] for path, begins, _ in self.pictures.values()]
        templates = (_templates()[name] for name in (self.template, "strip.typ"))
        words = [json.dumps(self.data, sort_keys=True), *templates]
        return hashlib.sha256(b"".join([*(word.encode() for word in words), *drawn])).hexdigest()[:16]

    def pdf(self) -> bytes:
        """Return it as a tagged PDF, with its pictures drawn for paper; the digest stands in its keywords.

        Raises:
            typst.TypstError: if a picture has no alt text, or a heading is skipped.
        """
        drawn = {name: figures.for_paper(*picture) for name, picture in self.pictures.items()}
        return typeset(self.template, self.data | {"digest": self.digest()}, drawn)


def _templates() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.typ"))}


def typeset(template: str, data: dict[str, Any], pictures: dict[str, bytes]) -> bytes:
    """Return a template of `teaching/`, filled with data and pictures, as a tagged PDF.

    Raises:
        typst.TypstError: if a picture has no alt text, a heading is skipped, or a slide is too full.
    """
    import typst  # an extra that `make handouts` installs; what fills the templates can be tested without it

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in (_templates() | {"data.json": json.dumps(data)}).items():
            (folder / file).write_text(text, encoding="utf-8")
        for file, content in pictures.items():
            (folder / file).write_bytes(content)
        return typst.compile(str(folder / template), ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=0)


def lesson(path: Path) -> dict[str, Any]:
    """Return what the sheet and the key of a lesson say."""
    one = sheets.sheet(path)
    idea = tomllib.loads(sheets.IDEAS.read_text(encoding="utf-8"))[path.name[:2]]
    work = idea if "paper" in idea else strips.task(one["number"], seed=one["number"])
    keys = ("paper", "key", "mated", "nonmated", "group_b", "seed")
    filled = {key: value for key, value in one.items() if key != "picture"} | {"file": f"{path.stem}.image"}
    return filled | {key: work[key] for key in keys if key in work} | {"wrong": wrong_answers(path)}


def wrong_answers(path: Path) -> list[str]:
    """Return the typical wrong answers that a lesson's page for teachers names, with what they show."""
    page = (TEMPLATES / f"{path.stem}.md").read_text(encoding="utf-8")
    part = re.search(r"^## Wrong answers\n\n(.+?)\n\n", page, re.MULTILINE | re.DOTALL)[1]
    return [sheets.plain(one) for one in part.removeprefix("- ").split("\n- ")]


def of_lessons(kind: str, paths: list[Path], title: str, paper: str = "a4", school: str = "") -> Document:
    """Return the sheets of some lessons, or the key to them: `kind` is "sheet" or "key"."""
    ideas = tomllib.loads(sheets.IDEAS.read_text(encoding="utf-8"))
    drawn = {}
    for path in paths if kind == "sheet" else ():
        idea = ideas[path.name[:2]]
        drawn[f"{path.stem}.image"] = (path, idea["picture"], idea.get("height", figures.PRINTED_HEIGHT))
    data = {"kind": kind, "title": title, "lessons": [lesson(path) for path in paths]}
    return Document("handout.typ", data | _page(paper, school), drawn)


def _page(paper: str, school: str = "") -> dict[str, str]:
    return {"paper": paper, "school": school, "version": VERSION}


def for_everybody(paper: str = "a4", school: str = "") -> dict[str, Document]:
    """Return by name what belongs to no single lesson: booklet, key, reference sheet, paper pack and its key."""
    paths = notebooks.paths()
    sets = [pack.pages(name) for name in cards.SETS]
    words = {"title": "Reading Faces: words, formulas, calls"}
    made = [
        of_lessons("sheet", paths, "Reading Faces: handouts", paper, school),
        of_lessons("key", paths, "Reading Faces: key to the handouts", paper),
        Document("reference.typ", reference.pages() | words | _page(paper, school)),
        Document("pack.typ", {"kind": "pack", "title": "Reading Faces: paper pack", "sets": sets} | _page(paper)),
        Document("pack.typ", {"kind": "key", "title": "Reading Faces: key to the pack", "sets": sets} | _page(paper)),
    ]
    return dict(zip(KEPT, made, strict=True))


def main(arguments: list[str] | None = None) -> None:
    """Write the PDFs and say where they lie."""
    parser = argparse.ArgumentParser(prog="handouts", description="Make handouts, a booklet and keys as PDFs.")
    sheets.offer_lessons(parser)
    parser.add_argument("--paper", choices=PAPERS, default="a4")
    parser.add_argument("--school", default="", help="a line at the top right of each page")
    parser.add_argument("--keep", action="store_true", help="also write what is committed, in teaching/print")
    options = parser.parse_args(arguments)
    suffix = "" if options.paper == "a4" else f"-{options.paper}"
    for path in options.lessons or notebooks.paths():
        title = f"Lesson {int(path.name[:2])}: {sheets.question(path)}"
        document = of_lessons("sheet", [path], title, options.paper, options.school)
        _write(HANDOUTS / f"{path.stem}{suffix}.pdf", document)
    if not options.lessons:
        for name, document in for_everybody(options.paper, options.school).items():
            _write(HANDOUTS / f"{name}{suffix}.pdf", document)
    if options.keep:
        for name, document in for_everybody().items():
            _write(PRINT / f"{name}.pdf", document)
    print(f"The handouts lie in {HANDOUTS.relative_to(notebooks.ROOT)}.")


def _write(path: Path, document: Document) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document.pdf())


if __name__ == "__main__":
    sys.exit(main())
