"""Put answers from the tables into a notebook, run it to its end, and compare what it shows with the solved one."""

import ast
import re

import nbformat

from authoring import notebooks

CHECK = re.compile(r'^(\w+) = check\("([^"]+)", \1\)$', re.MULTILINE)
# What depends on the generator with which a right answer draws people (3.P) is no other result.
DRAWN = re.compile(r"by person, seed 0: .*?; by photo", re.DOTALL)
SLOW_OR_MINE = re.compile(r"(From here the lesson uses yours\.)|(and slow: it takes .*?library's version\.)", re.DOTALL)


def styles(table):
    """Return how many notebooks it takes until every right style of every exercise has stood in one."""
    return max(len(answers) for answers in answers_of(table).values())


def answers_of(table):
    """Return exercise -> right answers, the slow ones among them."""
    slow = getattr(table, "SLOW", {})
    return {number: [*answers, *slow.get(number, [])] for number, answers in table.RIGHT.items()}


def with_answers(path, module, table, style):
    """Return the solved notebook with the answers of one style in place of its own, as a notebook without outputs."""
    notebook = notebooks.read(path)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs = []
        found = CHECK.search(cell.source)
        if found:
            name, number = found.groups()
            (own,) = [n for n in ast.parse(cell.source).body if isinstance(n, ast.FunctionDef) and n.name == name]
            lines = cell.source.splitlines()
            given = answer_line(module, table, name, number, style)
            cell.source = "\n".join([*lines[: own.lineno - 1], given, *lines[own.end_lineno :]])
    return notebook


def answer_line(module, table, name, number, style):
    """Return the line that takes an answer from its table; styles go round where an exercise has fewer."""
    right = len(table.RIGHT[number])
    place = style % len(answers_of(table)[number])
    kind, place = ("RIGHT", place) if place < right else ("SLOW", place - right)
    return f'import {module}; {name} = {module}.{kind}["{number}"][{place}]'


def shown(notebook):
    """Return (cell number, text) of everything a notebook shows; a slow answer's box counts as a right one's."""
    found = []
    for place, cell in enumerate(notebook.cells):
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            continue  # a widget; the solved notebook keeps no output of it
        for output in cell.get("outputs", []):
            text = output.get("text") or "\n".join(
                str(output.get("data", {}).get(kind, "")) for kind in ("text/plain", "text/markdown")
            )
            found.append((place, DRAWN.sub("(drawn)", SLOW_OR_MINE.sub("(passed)", " ".join(text.split())))))
    return found


def differences(path, module, table, style, folder):
    """Run a notebook with one style of answers; return what it shows otherwise than the solved one does.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell raises.
    """
    copy = folder / path.name
    nbformat.write(with_answers(path, module, table, style), copy)
    run = notebooks.run(copy, modules=[notebooks.ROOT])
    return [
        (place, one, other)
        for (place, one), (_, other) in zip(shown(notebooks.read(path)), shown(run.notebook), strict=True)
        if one != other
    ]
