"""The workshop is made of the lessons' own cells, fits ninety minutes and never shows an outcome before its guess."""

import re

import pytest

from authoring import notebooks, workshop
from authoring.minutes import QUIZ_TO_DEBATE, measure, with_minutes

SOLVED = notebooks.SOLUTIONS / notebooks.WORKSHOP


def test_it_is_what_its_source_and_the_lessons_make():
    made = with_minutes(workshop.compose(workshop.SOURCE.read_text(encoding="utf-8")))
    stored = notebooks.read(SOLVED)
    assert [cell.id for cell in stored.cells] == [cell.id for cell in made.cells]
    for there, wanted in zip(stored.cells, made.cells, strict=True):
        said = [re.sub(r"\d+ (min|minutes)\b", r"\1", cell.source) for cell in (there, wanted)]
        assert said[0] == said[1], "run: make solutions"


def test_it_fits_ninety_minutes_and_so_does_the_plan_of_whoever_leads():
    computed = measure(notebooks.read(SOLVED))
    assert 75 <= computed.core <= 90
    plan = (notebooks.ROOT / "teaching" / "workshop.md").read_text(encoding="utf-8")
    minutes = [int(number) for number in re.findall(r"^\| (\d+) \|", plan, re.MULTILINE)]
    wanted = [*(section.minutes for section in computed.sections), QUIZ_TO_DEBATE]
    assert minutes == wanted, f"teaching/workshop.md: the plan says {minutes}, the workshop takes {wanted}"


def test_two_exercises_four_guesses_and_no_outcome_in_the_cell_of_a_guess():
    code = [cell.source for cell in notebooks.read(SOLVED).cells if cell.cell_type == "code"]
    asked, guessed, shown = (
        [(place, number) for place, source in enumerate(code) for number in re.findall(pattern, source)]
        for pattern in (r'check\("([^"]+)"', r'predict\("([^"]+)"', r'reveal\("([^"]+)"')
    )
    assert len(asked) == 2
    assert len(guessed) == 4
    assert [number for _, number in guessed] == [number for _, number in shown]
    assert all(before < after for (before, _), (after, _) in zip(guessed, shown, strict=True))


@pytest.mark.parametrize("wrong", ["%% 05-999", "%% 05-002", "%% 05-003\ntext below"])
def test_a_mark_that_names_no_code_cell_is_refused(wrong):
    with pytest.raises(ValueError, match=r"workshop\.md: '%% 05-\d+' names no code cell"):
        workshop.compose(f"# Title\n\n{wrong}\n")
