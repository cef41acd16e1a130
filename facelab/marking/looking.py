"""Which submissions a teacher should look at: what their code reaches for and the lesson does not."""

import ast
import re
from collections.abc import Iterable

from nbformat import NotebookNode

SHELL = re.compile(r"^\s*[!%]", re.MULTILINE)
REACHING = {"open", "exec", "eval", "compile", "__import__", "globals", "getattr", "setattr", "vars"}


def reached_for(cells: Iterable[NotebookNode]) -> set[str]:
    """Return what code cells import, their calls of functions such as open, and names of others' own (with a "_").

    It is a list for somebody who reads, no proof of anything: harmless code does these things too, and whoever wants
    to hide will.
    """
    found: set[str] = set()
    for cell in cells:
        if cell.cell_type != "code":
            continue
        if SHELL.search(cell.source):
            found.add("a command with ! or %")
        try:
            tree = ast.parse(SHELL.sub("# ", cell.source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(one.name for one in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.update(f"{node.module}.{one.name}" for one in node.names)
            elif isinstance(node, ast.Name) and node.id in REACHING:
                found.add(node.id)
            elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
                found.add(node.attr)
    return found
