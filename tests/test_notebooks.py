"""lessons/ is what solutions/ makes, and every lesson has the same anatomy."""

import ast
import itertools
import re
from html.parser import HTMLParser

import nbformat
import pytest

from authoring import lessons, notebooks

LARGEST_FILE = 1_000_000
WIDGETS = ("interact", "Output(", "widgets.")
MINUTES = re.compile(r"\((\d+) min\)")


def cells(path, kind):
    return [cell for cell in notebooks.read(path).cells if cell.cell_type == kind]


def prose(path):
    return "\n\n".join(cell.source for cell in cells(path, "markdown"))


def headings(path):
    """Return (level, text) of every heading outside comments."""
    text = re.sub(r"<!--.*?-->", "", prose(path), flags=re.DOTALL)
    return [(len(match[1]), match[2]) for match in re.finditer(r"^(#+) (.+)$", text, re.MULTILINE)]


def sections(path):
    """Return heading -> (minutes or None, text) for every section of the second level, in order."""
    parts = re.split(r"^## ", prose(path), flags=re.MULTILINE)[1:]
    found = {}
    for part in parts:
        title, _, body = part.partition("\n")
        minutes = MINUTES.search(title)
        found[MINUTES.sub("", title).strip()] = (int(minutes[1]) if minutes else None, body)
    return found


def code_without_solution(path):
    """Return the code of every cell as it stands outside its marked region."""
    return [lessons.REGION.sub("", cell.source) for cell in cells(path, "code")]


# --- lessons come from solutions -----------------------------------------------------------------


def test_lessons_are_what_solutions_make():
    assert lessons.differences() == ""


def test_writing_twice_gives_the_same_bytes(solution):
    assert lessons.lesson_text(solution) == lessons.lesson_text(solution)


def test_the_check_shows_a_readable_difference(tmp_path, monkeypatch):
    for name in ("solutions", "lessons"):
        (tmp_path / name).mkdir()
    source = notebooks.paths()[0]
    (tmp_path / "solutions" / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(notebooks, "LESSONS", tmp_path / "lessons")
    monkeypatch.setattr(notebooks, "paths", lambda: [tmp_path / "solutions" / source.name])
    lessons.write()
    assert lessons.main(["--check"]) == 0
    written = tmp_path / "lessons" / source.name
    written.write_text(written.read_text().replace("Where do we start?", "Where do we end?"))
    (tmp_path / "lessons" / "99-gone.ipynb").write_text("{}")
    diff = lessons.differences()
    assert '-    "# Lesson 0 · Where do we end?\\n",' in diff
    assert '+    "# Lesson 0 · Where do we start?\\n",' in diff
    assert "99-gone" in diff
    assert lessons.main(["--check"]) == 1
    lessons.write()
    assert lessons.differences() == ""
    assert not (tmp_path / "lessons" / "99-gone.ipynb").exists()


@pytest.mark.parametrize(
    ("source", "stub"),
    [
        (
            "def f(x):\n    ### BEGIN SOLUTION\n    y = x\n    return y\n    ### END SOLUTION\n\ncheck(f)",
            "    return ...",
        ),
        ("### BEGIN SOLUTION\na = 1\nb = 2\n### END SOLUTION\nprint(a)", "a = ...  # your answer here\nb = ..."),
        ("def f(x):\n    ### BEGIN SOLUTION\n    if x:\n        return 1\n    ### END SOLUTION", "    return ..."),
    ],
)
def test_code_stubs_are_valid_python(source, stub):
    cell = nbformat.v4.new_code_cell(source)
    cleaned, _ = lessons.RemoveSolutions().preprocess_cell(cell, {}, 0)
    ast.parse(cleaned.source)
    assert stub in cleaned.source
    assert "SOLUTION" not in cleaned.source


def test_markdown_solutions_leave_a_place_for_the_answer():
    cell = nbformat.v4.new_markdown_cell("Why?\n\n<!-- ### BEGIN SOLUTION -->\nBecause.\n<!-- ### END SOLUTION -->")
    assert lessons.RemoveSolutions().preprocess_cell(cell, {}, 0)[0].source == "Why?\n\n*Your answer:*"


@pytest.mark.parametrize(
    "source", ["### BEGIN SOLUTION\nx = 1", "x = 1\n### END SOLUTION", "### END SOLUTION\n### BEGIN SOLUTION"]
)
def test_a_mark_without_a_partner_is_an_error(source):
    with pytest.raises(ValueError, match="has no partner"):
        lessons.RemoveSolutions().preprocess_cell(nbformat.v4.new_code_cell(source), {}, 0)


def test_a_solution_no_stub_can_stand_for_is_an_error():
    with pytest.raises(ValueError, match="no stub can stand for it"):
        lessons.code_stub("print(1)\n")


# --- what a solved notebook holds ----------------------------------------------------------------


def test_solutions_are_executed_without_a_trace_of_the_machine(solution):
    notebook = notebooks.read(solution)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1)), (
        f"not run to its end: make solutions NOTEBOOKS=solutions/{solution.name}"
    )
    text = solution.read_text()
    assert not re.search(r"/(root|home|tmp|work)/|site-packages|\.venv", text)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert set(notebook.metadata.language_info) == {"name"}
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags", "jupyter"}
        assert set(cell.metadata.get("jupyter", {})) <= {"source_hidden"}


def test_files_are_small(solution):
    most = LARGEST_FILE * (1.5 if solution.name == notebooks.WORKSHOP else 1)  # it has the pictures of five lessons
    assert solution.stat().st_size < most


def test_imports_stand_at_first_use(solved_lesson):
    """A name is imported once a lesson, in a cell that uses it or in the first one."""
    seen = set()
    for cell in cells(solved_lesson, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom):
                names = {alias.asname or alias.name for alias in node.names}
                assert not names & seen, cell.source
                seen |= names


def test_nbval_is_told_to_look_away_only_at_widgets(solution):
    for cell in notebooks.read(solution).cells:
        tags = cell.metadata.get("tags", [])
        assert "nbval-skip" not in tags
        is_widget = cell.cell_type == "code" and any(word in cell.source for word in WIDGETS)
        assert (tags == ["nbval-ignore-output"]) == is_widget, cell.source
        assert not re.search(r"NBVAL_(SKIP|IGNORE)", cell.source)


def test_a_widget_stands_beside_a_static_twin(solution):
    """The cell before a widget, or the one before that, shows a figure that nbval compares."""
    code = cells(solution, "code")
    for place, cell in enumerate(code):
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            assert "show(" in code[place - 1].source + code[place + 1].source


# --- anatomy -------------------------------------------------------------------------------------


def test_a_lesson_is_called_by_its_number_and_a_question(solved_lesson):
    assert re.fullmatch(rf"Lesson {int(solved_lesson.name[:2])} · .+\?", headings(solved_lesson)[0][1])


def test_one_title_and_headings_in_order(solution):
    found = headings(solution)
    assert found[0][0] == 1
    assert [level for level, _ in found].count(1) == 1
    for (before, _), (after, title) in itertools.pairwise(found):
        assert after <= before + 1, title


def test_every_lesson_but_the_first_has_a_pitfall_to_repair(solved_lesson):
    number = int(solved_lesson.name[:2])
    found = [title for title in sections(solved_lesson) if title.startswith("Pitfall · ")]
    assert len(found) == (0 if number == 0 else 1)
    if found:
        assert f'check("{number}.P"' in "\n".join(cell.source for cell in cells(solved_lesson, "code"))


def test_no_result_is_typed_into_prose(solution):
    for line in prose(solution).splitlines():
        assert not re.search(r"\d+\.\d+ ?%|(?<![\w.])\d+\.\d{2,}", line), line


class Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.alts = []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alts.append(dict(attributes).get("alt", ""))


def test_every_picture_has_alt_text_with_numbers(solution):
    for _, alt in re.findall(r"(!)\[([^\]]*)\]\(", prose(solution)):
        assert len(alt) > 20
    for cell in cells(solution, "code"):
        for output in cell.outputs:
            data = output.get("data", {})
            assert not [kind for kind in data if kind.startswith("image/")], "use facelab.plots.show"
            parser = Images()
            parser.feed("".join(data.get("text/html", "")))
            for alt in parser.alts:
                assert len(alt) > 40
                assert len(re.findall(r"\d+", alt)) >= 2, alt
                assert "".join(data["text/plain"]).endswith(alt)


def test_links_lead_somewhere(solution):
    for target in re.findall(r"\]\((\.\./[^)]+)\)", prose(solution)):
        file, _, anchor = target.partition("#")
        path = (solution.parent / file).resolve()
        assert path.is_file(), target
        if anchor:
            titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
            assert anchor in anchors or f'id="{anchor}"' in path.read_text(encoding="utf-8"), target


def test_one_shape_for_stub_and_solution(solution):
    """Outside the marked regions the lesson's code is the solution's, line by line."""
    lesson = notebooks.LESSONS / solution.name
    for solved, given in zip(cells(solution, "code"), cells(lesson, "code"), strict=True):
        kept = [line for line in lessons.REGION.sub("", solved.source).splitlines() if line]
        assert [line for line in given.source.splitlines() if line and "..." not in line] == [
            line for line in kept if "..." not in line
        ]
        assert given.execution_count is None
        assert given.outputs == []
