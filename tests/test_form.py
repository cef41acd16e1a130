"""The form of a lesson of the second edition: what comes in which order, how long it takes, how it speaks.

`tests/test_notebooks.py` holds them as notebooks: what is executed, imported, linked and shown.
"""

import ast
import re

import pytest

from authoring import lessons, minutes, notebooks
from facelab.checks.guesses import PREDICTIONS
from facelab.lesson import exercises_of
from tests.test_notebooks import Images, cells, code_without_solution, headings, prose

PATHS = notebooks.paths()
# Lesson 0 says how a lesson works and tells of all cases: no case file opens it, and it has no pitfall.
OF_ITS_OWN = "00-start-here"
LONGEST_CORE = 50
LONGEST_EXERCISES = 20
MOST_CELLS, MOST_LINES, WIDEST = 14, 8, 72  # what fits a printed page of A4
MOST_PRINTED, WIDEST_PRINTED = 12, 88
MOST_FOLDED = 2
NEVER = (
    "by lot", "the lot alone", "which share", "with which chance", "asked is", "anew", "hangs together with",
    "as far as so few can tell", "heaps", "belong into", "belongs into", "differences to",
)  # fmt: skip
SELDOM = {"whoever": 2, "somebody": 4}
DETAIL = re.compile(r"<details><summary>(.*?)</summary>\n\n(.*?)\n\n</details>", re.DOTALL)


@pytest.fixture(params=PATHS, ids=[path.stem for path in PATHS])
def lesson(request):
    return request.param


def core_cells(path):
    found = []
    for cell in notebooks.read(path).cells:
        if cell.cell_type == "markdown" and re.search(r"^## What you can say now", cell.source, re.MULTILINE):
            return found
        found.append(cell)
    raise AssertionError("no end of the core")


def given_code(path):
    """Return the code cells of the core that the learner is given and sees."""
    return [
        cell.source
        for cell in core_cells(path)
        if cell.cell_type == "code" and not lessons.REGION.search(cell.source) and not folded(cell)
    ]


def folded(cell):
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


def lines_of_thought(code):
    """Return the lines that are not blank and import nothing."""
    return [line for line in code.splitlines() if line.strip() and not re.match(r"(from|import) ", line)]


def test_the_top_says_what_when_and_where(lesson):
    top = cells(lesson, "markdown")[0].source
    assert re.search(minutes.NAMED + r" · \*\*Needs:\*\* .+ · \*\*Case file:\*\* .+", top)
    promised = re.findall(r"^- (.+)$", top, re.MULTILINE)
    assert len(promised) == 3
    ending = prose(lesson).split("## What you can say now")[1].split("\n## ")[0]
    assert re.findall(r"^- (.+)$", ending, re.MULTILINE) == promised


def neighbours(path):
    """Return the lessons before and after, where there are any."""
    paths = list(notebooks.paths())
    place = paths.index(path)
    return paths[max(place - 1, 0) : place] + paths[place + 1 : place + 2]


def test_links_lead_back_on_and_to_the_solution(lesson):
    text = [cell.source for cell in cells(lesson, "markdown")]
    for end in (text[0], text[-1]):
        names = re.findall(r"\]\(([^)]+\.ipynb)\)", end)
        assert f"../solutions/{lesson.name}" in names
        assert all((lesson.parent / name).resolve().is_file() for name in names)
        assert len(names) == 1 + len(neighbours(lesson))


def test_the_sections_stand_in_order(lesson):
    titles = [minutes.MINUTES.sub("", title).strip() for level, title in headings(lesson) if level == 2]
    middle = titles.index("What you can say now")
    if lesson.stem != OF_ITS_OWN:
        assert titles[0].startswith("The case file · ")
        assert [title for title in titles[:middle] if title.startswith("Pitfall · ")] == titles[middle - 1 : middle]
    assert titles[middle : middle + 3] == ["What you can say now", "Quiz", "Who pays for the error"]
    deeper = titles[middle + 3 : -1]
    assert [title[:11] for title in deeper] == [f"Deeper {letter} · " for letter in "ABCDEFGH"][: len(deeper)]
    assert titles[-1] == "Further reading"


def test_the_minutes_are_those_that_are_computed(lesson):
    notebook = notebooks.read(lesson)
    before = notebooks.text(notebook)
    assert notebooks.text(minutes.with_minutes(notebook)) == before, "run: python -m authoring.minutes --write"
    measured = minutes.measure(notebook)
    assert measured.core <= LONGEST_CORE
    assert sum(one.exercises for one in measured.sections if one.core) <= LONGEST_EXERCISES


def test_every_exercise_is_there_with_a_small_example_and_two_hints(lesson):
    text, number = prose(lesson), str(int(lesson.name[:2]))
    asked = re.findall(r'check\("([^"]+)"', "\n".join(cell.source for cell in cells(lesson, "code")))
    assert set(asked) == set(exercises_of(number))
    solutions = {
        re.sub(r"\s", "", line)
        for cell in cells(lesson, "code")
        for region in lessons.REGION.findall(cell.source)
        for line in region.splitlines()
        if len(line.strip()) > 12
    }
    for title in {re.sub(r"[a-z]$", "", one) for one in asked}:
        body = re.split(rf"^### Exercise {title} · .+ \(\d+ min\)$", text, flags=re.MULTILINE)[1].split("\n#")[0]
        assert "By hand:" in body, title
        hints = DETAIL.findall(body)
        assert [name for name, _ in hints] == ["Hint: which idea?", "Hint: which tool?"], title
        for _, hint in hints:
            quoted = {re.sub(r"\s", "", one) for one in re.findall(r"`([^`]+)`", hint)}
            assert not quoted & solutions, "a hint is never the line to type"


def test_predictions_are_asked_kept_and_told(lesson):
    code = "\n".join(cell.source for cell in cells(lesson, "code"))
    asked = re.findall(r"> \*\*Predict (\S+)\*\* \(\d+ min\)", prose(lesson))
    assert asked == re.findall(r'predict\("([^"]+)"', code)
    assert asked == re.findall(r'reveal\("([^"]+)"', code)
    assert set(asked) == {name for name in PREDICTIONS if name.split(".")[0] == str(int(lesson.name[:2]))}
    in_core = [cell.source for cell in core_cells(lesson) if cell.cell_type == "markdown"]
    assert 2 <= len(re.findall(r"> \*\*Predict ", "\n".join(in_core))) <= 3


def test_quiz_answers_are_folded_under_their_questions(lesson):
    body = prose(lesson).split("\n## Quiz")[1].split("\n## ")[0]
    parts = DETAIL.split(body)
    questions, answers = parts[0::3][:-1], parts[2::3]
    assert len(questions) == len(answers) == 3
    for place, (question, answer) in enumerate(zip(questions, answers, strict=True), 1):
        assert f"**{place}.**" in question
        assert all(f"({letter})" in question for letter in "abc")
        assert re.match(rf"\*\*{place}\.\*\* \([abc]\)\. .{{40,}}", answer)


def test_what_a_learner_reads_as_code_is_short(lesson):
    given = given_code(lesson)
    assert len(given) <= MOST_CELLS
    for code in given:
        lines = lines_of_thought(code)
        assert len(lines) <= MOST_LINES, code
        assert max(map(len, lines), default=0) <= WIDEST, code
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ListComp | ast.DictComp | ast.SetComp | ast.GeneratorExp):
                inner = [one for one in ast.walk(node) if isinstance(one, type(node)) and one is not node]
                assert not inner, f"a comprehension in a comprehension: {code}"
            assert not (isinstance(node, ast.Lambda) and node.args.defaults), code
    for code in code_without_solution(lesson):
        assert max(map(len, code.splitlines()), default=0) <= WIDEST, code
    assert sum(map(folded, cells(lesson, "code"))) <= MOST_FOLDED


def test_little_is_printed_and_nothing_too_wide(lesson):
    printed = minutes.printed_lines(notebooks.read(lesson))
    assert len(printed) <= MOST_PRINTED
    assert max(map(len, printed), default=0) <= WIDEST_PRINTED


def test_the_core_has_a_picture_and_every_picture_a_caption(lesson):
    pages = ["".join(o.get("data", {}).get("text/html", "")) for c in core_cells(lesson) for o in c.get("outputs", [])]
    assert any("<img" in page for page in pages)
    for cell in cells(lesson, "code"):
        for output in cell.outputs:
            page = "".join(output.get("data", {}).get("text/html", ""))
            reader = Images()
            reader.feed(page)
            assert len(reader.alts) == page.count("<figcaption")
            assert page.count("<table") == page.count("<caption")


def test_it_speaks_plain_english(lesson):
    """Everything a learner reads: prose, captions, what cells say."""
    notebook = notebooks.read(lesson)
    text = "\n".join(
        [cell.source for cell in notebook.cells]
        + [str(output.get("data", output.get("text", ""))) for c in notebook.cells for output in c.get("outputs", [])]
    )
    text = re.sub(r"base64,[^\"']+", "", text).lower()
    assert [words for words in NEVER if re.search(rf"\b{words}\b", text)] == []
    spoken = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown").lower()
    assert {word: spoken.count(word) for word, most in SELDOM.items() if spoken.count(word) > most} == {}
    assert not re.search(r"\bsface\b", re.sub(r"`[^`]*`", "", prose(lesson)))


def test_a_teacher_finds_its_page(lesson):
    page = (notebooks.ROOT / "teaching" / f"{lesson.stem}.md").read_text(encoding="utf-8")
    wanted = ["Fifty minutes", "Ninety minutes", "Quiz", "Wrong answers", "What learners ask",
              "Shorter, or without typing", "The debate"]  # fmt: skip
    assert [line for line in page.splitlines() if line.startswith("## ")] == [f"## {title}" for title in wanted]
    number = int(lesson.name[:2])
    assert page.startswith(f"# Lesson {number} · ")
    plan = page.split("## Fifty minutes")[1].split("\n## ")[0]
    planned = sum(map(int, re.findall(r"^\| (\d+) \|", plan, re.MULTILINE)))
    core = minutes.measure(notebooks.read(lesson)).core
    assert planned == core, f"teaching/{lesson.stem}.md: the plan adds up to {planned} minutes, the lesson takes {core}"
    key = re.findall(r"\*\*(\d)\.\*\* \(([abc])\)", page.split("## Quiz")[1].split("\n## ")[0])
    assert key == re.findall(r"^\*\*(\d)\.\*\* \(([abc])\)\. ", prose(lesson), re.MULTILINE)
    assert len(re.findall(r"^- ", page.split("## Wrong answers")[1].split("\n## ")[0], re.MULTILINE)) == 3
    parts = dict(zip(wanted, re.split(r"^## .+$", page, flags=re.MULTILINE)[1:], strict=True))
    assert len(re.findall(r"^\*\*.+\*\*", parts["What learners ask"], re.MULTILINE)) == 5
    assert sum(map(int, re.findall(r"^\| (\d+) \|", parts["Ninety minutes"], re.MULTILINE))) == 90
    assert len(re.findall(r"^- \*\*.+:\*\* ", parts["The debate"], re.MULTILINE)) == 4
