"""Make the slides in products/slides: `make slides [ARGS="05 07"]`.

For each lesson a PDF to project and one with notes for whoever speaks. The slides follow the core of the solved lesson:
its scene, its guesses and their outcomes, its pictures, the idea, quiz and debate. The notes are the plan by the minute
of the lesson's page for teachers.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from authoring import figures, handouts, notebooks, sheets

SLIDES = notebooks.ROOT / "products" / "slides"
MOST = 14  # more tire a class
CREDIT = "photographs: ORL “Database of Faces”; scores: Labeled Faces in the Wild"
SECTION = re.compile(r"^## (.+?)(?: \(\d+ min\))?$", re.MULTILINE)
GUESS = re.compile(r"^> \*\*Predict (\S+?)\*\*", re.MULTILINE)


def slides(path: Path) -> list[dict[str, Any]]:
    """Return the slides of a lesson in order; pictures still as bytes.

    Raises:
        LookupError: if the lesson lacks a part.
    """
    one, notebook = sheets.sheet(path), notebooks.read(path)
    notes = plan(path)
    first = next(iter(notes))
    opening = [
        {"kind": "opening", "title": f"Lesson {one['number']} · {one['question']}", "goals": one["goals"], "note": ""},
    ]
    if first.startswith("The case file"):
        scene = _scene(notebook)
        size = 24 if len(scene) < 560 else 21
        title = first.split(" · ")[-1]
        opening.append({"kind": "text", "title": title, "section": first, "words": scene, "size": size})
    idea = {"kind": "idea", "title": "The idea", "words": " ".join(one["idea"])}
    length = len(one["debate"]) + max(len(head) + len(said) for head, said in one["sides"])
    closing = [
        idea | {"formula": one["formula"], "spoken": one["spoken"]},
        {"kind": "quiz", "title": "Quiz", "quiz": one["quiz"]},
        {
            "kind": "debate",
            "title": "Who pays for the error",
            "sides": one["sides"],
            "words": one["debate"],
            "size": 19 if length < 800 else 16,
        },
    ]
    middle = _kept(_middle(notebook, one), MOST - len(opening) - len(closing), one["caption"])
    made = [*opening, *middle, *closing]
    last = list(notes.values())[-1]
    for place, slide in enumerate(made):
        slide["note"] = notes.get(slide.get("section", ""), "") if place else notes[first]
        if slide["kind"] in ("quiz", "debate"):
            slide["note"] = last
    return made


def plan(path: Path) -> dict[str, str]:
    """Return section of the core -> what the page for teachers plans for it."""
    page = (notebooks.ROOT / "teaching" / f"{path.stem}.md").read_text(encoding="utf-8")
    fifty = page.partition("## Fifty minutes")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", fifty, re.MULTILINE)
    cells = notebooks.read(path).cells
    titles = [title for cell in cells if cell.cell_type == "markdown" for title in SECTION.findall(cell.source)]
    core = titles[: titles.index("What you can say now")]
    return {
        title: f"{minutes} min. {sheets.plain(said)}"
        for title, (minutes, said) in zip([*core, "Quiz and debate"], rows, strict=True)
    }


def _scene(notebook: NotebookNode) -> str:
    text = next(cell.source for cell in notebook.cells if cell.source.startswith("## The case file"))
    return sheets.plain(text.partition("\n\n")[2])


def _middle(notebook: NotebookNode, one: dict[str, Any]) -> list[dict[str, Any]]:
    """Return guesses, outcomes and pictures of the core in their order."""
    asked = {guess["number"]: guess for guess in one["predictions"]}
    found, section = [], ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for piece in re.split(r"^(?=## )", cell.source, flags=re.MULTILINE):
                section = (SECTION.findall(piece) or [section])[0]
                if section == "What you can say now":
                    return found
                for number in GUESS.findall(piece):
                    guess = {"kind": "guess", "title": section, "section": section, "words": asked[number]["asked"]}
                    found.append(guess | {"number": number})
            continue
        told = re.search(r'^\s*reveal\("([^"]+)"', cell.source, re.MULTILINE)
        pictures = sheets.figures(cell)
        number = told[1] if told and told[1] in asked else ""
        outcome = asked[number]["outcome"] if number else ""
        for place, (picture, alt, caption) in enumerate(pictures):
            said = {"outcome": outcome, "number": number} if place == 0 else {"outcome": "", "number": ""}
            shown = {"kind": "picture", "title": section, "section": section, "words": caption, "alt": alt}
            found.append(shown | said | {"picture": picture})
        if outcome and not pictures:
            told_of = {"asked": asked[number]["asked"], "words": outcome}
            found.append({"kind": "outcome", "title": "The outcome", "section": section} | told_of)
    return found


def _kept(middle: list[dict[str, Any]], most: int, best: str) -> list[dict[str, Any]]:
    """Return the slides without as many pictures as are too many: those without an outcome go first, the best stays."""
    spare = [s for s in middle if s["kind"] == "picture" and not s["outcome"] and s["words"] != best]
    gone = spare[: max(0, len(middle) - most)]
    return [slide for slide in middle if not any(slide is one for one in gone)]


def pdf(kind: str, path: Path, made: list[dict[str, Any]]) -> bytes:
    """Return the slides as a tagged PDF: `kind` is "slides" or "notes"."""
    drawn = {
        f"{place}.image": figures.compact(slide["picture"]) for place, slide in enumerate(made) if "picture" in slide
    }
    filled = [
        {key: value for key, value in slide.items() if key != "picture"} | {"file": f"{place}.image"}
        for place, slide in enumerate(made)
    ]
    number = int(path.name[:2])
    data = {"kind": kind, "title": made[0]["title"], "number": number, "credit": CREDIT, "slides": filled}
    return handouts.typeset("slides.typ", data | {"paper": "a4"}, drawn)


def main(arguments: list[str] | None = None) -> None:
    """Write the PDFs and say where they lie."""
    parser = argparse.ArgumentParser(prog="slides", description="Make slides, and slides with notes, as PDFs.")
    sheets.offer_lessons(parser)
    chosen = parser.parse_args(arguments).lessons or notebooks.paths()
    SLIDES.mkdir(parents=True, exist_ok=True)
    for path in chosen:
        made = slides(path)
        (SLIDES / f"{path.stem}.pdf").write_bytes(pdf("slides", path, made))
        (SLIDES / f"{path.stem}-notes.pdf").write_bytes(pdf("notes", path, made))
    print(f"The slides lie in {SLIDES.relative_to(notebooks.ROOT)}.")


if __name__ == "__main__":
    sys.exit(main())
