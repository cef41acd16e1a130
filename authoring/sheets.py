"""Read from a solved lesson what its handout says, so that paper and notebook cannot differ."""

import argparse
import base64
import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from authoring import notebooks

IDEAS = notebooks.ROOT / "teaching" / "ideas.toml"
GLOSSARY = notebooks.ROOT / "GLOSSARY.md"
FEWEST_TERMS, MOST_TERMS = 5, 7
# What a prediction says of cells and quotes means nothing on paper.
SCREEN_ONLY = re.compile(
    r"(?<=[.?)]) (?:Put|Write the letter|Write a number)\b[^.]*(?:dots|quotes)[^.]*\.| \(They take[^)]*\)"
)
ANSWER = re.compile(r"<details><summary>Answer</summary>\s*(.*?)\s*</details>", re.DOTALL)


def offer_lessons(parser: argparse.ArgumentParser) -> None:
    """Let a program be told which lessons it takes, by number; `lessons` is then their solved notebooks."""
    known = {path.name[:2]: path for path in notebooks.paths()}

    def lesson(name: str) -> Path:
        if name.zfill(2) not in known:
            raise argparse.ArgumentTypeError(f"there is no lesson {name}; there are {', '.join(known)}.")
        return known[name.zfill(2)]

    parser.add_argument("lessons", nargs="*", type=lesson, metavar="LESSON", help="numbers such as 05; all if none")


def plain(text: str) -> str:
    """Return Markdown as plain words: no stars but those of code, no code marks, of a link only what is read."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    words, code = text.split("`")[::2], text.split("`")[1::2]
    words = [re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)", "", one) for one in words]
    return " ".join("".join(one for pair in itertools.zip_longest(words, code, fillvalue="") for one in pair).split())


def sheet(path: Path) -> dict[str, Any]:
    """Return the parts of a lesson's handout and of its key.

    Raises:
        LookupError: if the lesson has no such figure, or lacks a part.
    """
    notebook = notebooks.read(path)
    number = path.name[:2]
    idea = tomllib.loads(IDEAS.read_text(encoding="utf-8"))[number]
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    core = text[: text.index("\n## Deeper")]
    picture, alt, caption = figure(notebook, idea["picture"])
    return {
        "number": int(number),
        "name": path.stem,
        "question": question(path),
        "goals": [plain(goal) for goal in _found(r"you will\*\n\n(.+?)\n\n", text).removeprefix("- ").split("\n- ")],
        "idea": idea["idea"],
        "formula": idea["formula"],
        "spoken": idea["spoken"],
        "picture": picture,
        "alt": alt,
        "caption": caption,
        "terms": terms(core, idea["terms"]),
        "predictions": predictions(core, notebook),
        "quiz": quiz(_found(r"^## Quiz\n(.+?)(?=^## )", text)),
        **debate(_found(r"^## Who pays for the error\n(.+?)(?=^## |\Z)", text)),
    }


def question(path: Path) -> str:
    """Return the question that is a lesson's title."""
    return _found(r"^# Lesson \d+ · (.+)$", notebooks.read(path).cells[0].source)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL if "+?" in pattern else re.MULTILINE)
    if found is None:
        raise LookupError(f"The lesson has nothing like {pattern!r}.")
    return found[1]


def figure(notebook: NotebookNode, begins: str) -> tuple[bytes, str, str]:
    """Return the PNG, the alt text and the caption of the figure whose caption begins so.

    Raises:
        LookupError: if the notebook shows none.
    """
    for cell in notebook.cells:
        for found in figures(cell):
            if found[2].startswith(begins):
                return found
    raise LookupError(f"No figure's caption begins with {begins!r}.")


def figures(cell: NotebookNode) -> list[tuple[bytes, str, str]]:
    """Return PNG, alt text and caption of each figure that a cell shows."""
    found = []
    for output in cell.get("outputs", []):
        page = output.get("data", {}).get("text/html", "")
        caption = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", page, re.DOTALL)
        if caption and "base64," in page:
            source = re.search(r"base64,([^\"]+)", page)[1]
            alt = re.search(r'alt="([^"]*)"', page)[1]
            found.append((base64.b64decode(source), _unescaped(alt), _unescaped(caption[1])))
    return found


def _unescaped(text: str) -> str:
    for mark, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(mark, letter)
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def terms(core: str, more: list[str]) -> list[list[str]]:
    """Return the words that a core links to the glossary, in its order, then others until five; with what it says."""
    explained = glossary()
    linked = list(dict.fromkeys(re.findall(r"GLOSSARY\.md#([\w-]+)", core)))
    others = [anchor for anchor in more if anchor not in linked][: max(0, FEWEST_TERMS - len(linked))]
    return [explained[anchor] for anchor in [*linked[:MOST_TERMS], *others]]


def glossary() -> dict[str, list[str]]:
    """Return anchor to word and explanation of every entry of the glossary, without where it is taught."""
    entries = re.findall(r'^## (.+)\n<a id="([^"]+)"></a>\n(.+)$', GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    return {anchor: [word, plain(re.sub(r" \(Lessons? [^)]*\)$", "", said))] for word, anchor, said in entries}


def predictions(core: str, notebook: NotebookNode) -> list[dict[str, str]]:
    """Return the number, the question and the outcome of each prediction in a core."""
    told = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            said = " ".join(output.get("data", {}).get("text/plain", "").split())
            outcome = re.match(r"← The outcome · (\S+) · (?:You said .+?\. )(.+)$", said)
            if outcome:
                told[outcome[1]] = outcome[2]
    asked = re.findall(r"^> \*\*Predict (\S+?)\*\*[^·]*· (.+)$", core, re.MULTILINE)
    on_paper = [(number, SCREEN_ONLY.sub("", plain(question)).strip()) for number, question in asked]
    return [{"number": number, "asked": question, "outcome": told[number]} for number, question in on_paper]


def quiz(text: str) -> list[dict[str, Any]]:
    """Return question, options and answer of each question of a quiz."""
    answers = [plain(re.sub(r"^\*\*\d+\.\*\* ", "", answer)) for answer in ANSWER.findall(text)]
    questions = [plain(part) for part in re.split(r"\*\*\d+\.\*\* ", ANSWER.sub("", text)) if part.strip()]
    if len(questions) != len(answers):
        raise LookupError(f"The quiz has {len(questions)} questions and {len(answers)} answers.")
    asked = []
    for question, answer in zip(questions, answers, strict=True):
        stem, *options = re.split(r" (?=\([a-d]\) )", question)
        asked.append({"question": stem, "options": options, "answer": answer})
    return asked


def debate(text: str) -> dict[str, Any]:
    """Return the opening, both sides (each with its heading) and the question of "Who pays for the error"."""
    paragraphs = [one for one in text.strip().split("\n\n") if one and not one.startswith("[←")]
    sides = [place for place, one in enumerate(paragraphs) if re.match(r"\*[^*]+:\*", one)]
    if len(sides) != 2:
        raise LookupError(f"Who pays has {len(sides)} sides.")
    headed = [re.match(r"\*([^*]+):\*\s*(.*)", paragraphs[place], re.DOTALL).groups() for place in sides]
    return {
        "opening": " ".join(plain(one) for one in paragraphs[: sides[0]]),
        "sides": [[plain(head), plain(body)] for head, body in headed],
        "debate": " ".join(plain(one) for one in paragraphs[sides[1] + 1 :]),
    }
