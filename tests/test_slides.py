"""What slides are made of: the guesses, outcomes and pictures of a lesson's core in their order, and notes."""

import pytest

from authoring import sheets, slides


def test_slides_follow_the_core_and_end_with_the_debate(solved_lesson):
    made, one = slides.slides(solved_lesson), sheets.sheet(solved_lesson)
    kinds = [slide["kind"] for slide in made]
    assert 8 <= len(made) <= slides.MOST
    assert kinds[0] == "opening"
    assert kinds[-3:] == ["idea", "quiz", "debate"]
    assert kinds.count("guess") == len(one["predictions"])
    assert one["caption"] in [slide["words"] for slide in made if slide["kind"] == "picture"]


def test_no_outcome_is_told_before_its_guess(solved_lesson):
    made = slides.slides(solved_lesson)
    for guess in sheets.sheet(solved_lesson)["predictions"]:
        asked = next(place for place, slide in enumerate(made) if slide.get("number") == guess["number"])
        told = [
            place
            for place, slide in enumerate(made)
            if guess["outcome"] in (slide.get("outcome"), slide.get("words") if slide["kind"] == "outcome" else None)
        ]
        assert made[asked]["kind"] == "guess"
        assert len(told) == 1
        assert told[0] > asked


def test_every_slide_of_a_section_has_the_teachers_plan_for_it(solved_lesson):
    plan = slides.plan(solved_lesson)
    for slide in slides.slides(solved_lesson):
        if "section" in slide:
            assert slide["note"] == plan[slide["section"]]
    assert all(note[0].isdigit() for note in plan.values())


def test_too_many_pictures_go_and_the_one_to_remember_stays():
    picture = {"kind": "picture", "outcome": "", "section": ""}
    many = [picture | {"words": f"picture {n}"} for n in range(6)] + [picture | {"words": "told", "outcome": "it is b"}]
    kept = [slide["words"] for slide in slides._kept(many, 3, "picture 4")]
    assert kept == ["picture 4", "picture 5", "told"]
    assert slides._kept(many, 20, "picture 4") == many


def test_lessons_are_chosen_by_number_and_an_unknown_one_is_named(capsys):
    with pytest.raises(SystemExit):
        slides.main(["17"])
    assert "there is no lesson 17; there are 00, 01" in capsys.readouterr().err
