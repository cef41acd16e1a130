"""What the two-page reference sheet for exams says: words, formulas and calls, each from where it is defined."""

import importlib
import inspect
import tomllib
from typing import Any

from authoring import notebooks, sheets

SOURCE = notebooks.ROOT / "teaching" / "reference.toml"


def pages() -> dict[str, Any]:
    """Return the words with what the glossary says, the formulas of the lessons and more, the calls, and what to say.

    Raises:
        LookupError: if the glossary lacks a word, or the library a function.
    """
    chosen = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    ideas = tomllib.loads(sheets.IDEAS.read_text(encoding="utf-8"))
    explained = sheets.glossary()
    if missing := [anchor for anchor in chosen["terms"] if anchor not in explained]:
        raise LookupError(f"The glossary has no entry {', '.join(missing)}.")
    of_lessons = [
        {"says": "", "formula": ideas[one]["formula"], "spoken": ideas[one]["spoken"], "lesson": int(one)}
        for one in chosen["lessons"]
    ]
    return {
        "terms": [explained[anchor] for anchor in chosen["terms"]],
        "formulas": sorted([*of_lessons, *chosen["formulas"]], key=lambda one: one["lesson"]),
        "calls": [call(name) for name in chosen["calls"]],
        "sayings": [list(pair) for pair in chosen["sayings"].items()],
        "numpy": [list(pair) for pair in chosen["numpy"].items()],
    }


def call(name: str) -> list[str]:
    """Return how a function is called, from which module, and the first sentence of what it says of itself.

    Raises:
        LookupError: if there is no such function.
    """
    module, _, function = name.rpartition(".")
    found = getattr(importlib.import_module(module), function, None)
    if found is None:
        raise LookupError(f"There is no function {name}.")
    first = (inspect.getdoc(found) or "").partition("\n")[0].removeprefix("Return ")
    said = sheets.plain(first).partition(": ")[0].partition("; ")[0].rstrip(".")
    return [f"{function}({', '.join(inspect.signature(found).parameters)})", module, said]
