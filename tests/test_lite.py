"""What an edition in the browser would have to bring: every import of the lessons stands in teaching/lite.csv."""

import ast
import csv
import sys

from authoring import notebooks, tables_in_pages

FILE = notebooks.ROOT / "teaching" / "lite.csv"
PAGE = notebooks.ROOT / "teaching" / "no-install.md"


def imported(source):
    """Yield (module, name) for every import in a text, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, one.name) for one in node.names)


def needed():
    """Return the packages that lessons import, themselves or through the library's modules that they lead to."""
    library, found = notebooks.ROOT, set()
    lessons = [*notebooks.paths(notebooks.LESSONS), notebooks.LESSONS / "workshop.ipynb"]
    waiting = [pair for path in lessons for cell in notebooks.read(path).cells if cell.cell_type == "code"
               for pair in imported(cell.source)]  # fmt: skip
    seen = set()
    while waiting:
        module, name = waiting.pop()
        if module.partition(".")[0] != "facelab":
            found.add(module.partition(".")[0])
            continue
        for dotted in ("facelab", module, f"{module}.{name}"):
            for path in (library / (dotted.replace(".", "/") + ".py"), library / dotted.replace(".", "/") / "__init__.py"):
                if path.exists() and path not in seen:
                    seen.add(path)
                    waiting += imported(path.read_text(encoding="utf-8"))
    return found - set(sys.stdlib_module_names)


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_import_is_looked_up():
    assert {row["import"] for row in rows()} == needed()


def test_a_package_is_in_pyodide_or_it_is_said_how_else_it_comes():
    for row in rows():
        assert bool(row["in_pyodide"]) != bool(row["otherwise"]), row


def test_the_page_shows_the_table():
    assert tables_in_pages.between(PAGE, "lite") == lite_table()


def lite_table():
    head = "| package | in Pyodide 314.0.7 |\n| --- | --- |"
    return "\n".join([head, *(f"| {row['package']} | {row['in_pyodide'] or 'no: ' + row['otherwise']} |" for row in rows())])
