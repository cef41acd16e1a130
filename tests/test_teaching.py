"""The pages for teachers hold what an hour needs, and the wrong answers they tell of are wrong by the check."""

import re

import pytest

from authoring import notebooks
from tests.test_answers import TABLES, verdict

SECTIONS = ["Fifty minutes", "Quiz", "Wrong answers", "What learners ask"]
PAGES = {f"lesson{path.name[:2]}": path for path in sorted((notebooks.ROOT / "teaching").glob("[0-9][0-9]-*.md"))}
ON_THE_PAGE = [
    pytest.param(lesson, begins, id=f"{lesson}-{place}")
    for lesson, table in TABLES.items()
    for place, begins in enumerate(table.ON_THE_PAGE)
]


def headings(lesson):
    return re.findall(r"^## (.+)$", PAGES[lesson].read_text(encoding="utf-8"), re.MULTILINE)


def bullets(lesson):
    page = PAGES[lesson].read_text(encoding="utf-8")
    return re.findall(r"^- (.+)$", page.split("## Wrong answers\n")[1].split("\n## ")[0], re.MULTILINE)


def test_every_lesson_has_a_page():
    assert set(PAGES) == set(TABLES)


@pytest.mark.parametrize("lesson", PAGES)
def test_a_page_has_its_sections_in_order(lesson):
    """Others may stand between them."""
    assert [heading for heading in headings(lesson) if heading in SECTIONS] == SECTIONS


@pytest.mark.parametrize("lesson", PAGES)
def test_a_page_tells_of_the_wrong_answers_that_are_tested(lesson):
    begins, told = list(TABLES[lesson].ON_THE_PAGE), bullets(lesson)
    assert len(begins) == len(told) == 3
    for one, bullet in zip(begins, told, strict=True):
        assert bullet.startswith(one), f"teaching/{PAGES[lesson].name} begins with {bullet[: len(one)]!r}"
        assert [other for other in told if other.startswith(one)] == [bullet]


@pytest.mark.parametrize(("lesson", "begins"), ON_THE_PAGE)
def test_the_check_refuses_what_a_page_calls_wrong(lesson, begins, seeds):
    number, answer = TABLES[lesson].ON_THE_PAGE[begins]
    # An exercise in two parts, such as 4.2a and 4.2b, has the number 4.2 in the lesson and may have it on the page.
    assert begins.split()[0] in (number, number.rstrip("ab"))
    for seed in range(max(5, len(seeds))):
        word, text = verdict(number, answer, seed)
        assert word == "Wrong", (seed, word, text)
