"""What handouts are filled with: parts of the solved lessons, and strips whose key is counted here in another way."""

import io
import itertools
import re
import tomllib

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from authoring import figures, handouts, notebooks, pack, reference, sheets, strips
from facelab import cards


def test_every_part_of_a_sheet_comes_from_its_lesson(solved_lesson):
    one = sheets.sheet(solved_lesson)
    text = sheets.plain("\n".join(cell.source for cell in notebooks.read(solved_lesson).cells))
    for goal in one["goals"]:
        assert goal in text
    assert len(one["goals"]) == len(one["idea"]) == len(one["quiz"]) == 3
    assert 4 <= len(one["terms"]) <= sheets.MOST_TERMS
    assert one["picture"].startswith(b"\x89PNG")
    assert re.search(r"\d", one["alt"])
    for part in (*one["sides"], [one["opening"], one["debate"]]):
        assert all(piece in text for piece in part)
    for asked in one["quiz"]:
        assert re.match(r"\([a-d]\)", asked["answer"])
        assert len(asked["options"]) == 3
    for guess in one["predictions"]:
        assert guess["number"].startswith(f"{one['number']}.")
        assert not re.search(r"\b(cell|quotes|dots)\b", guess["asked"])
        assert guess["outcome"]


def test_a_lesson_has_an_exercise_on_paper_or_a_strip_never_both():
    ideas = tomllib.loads(sheets.IDEAS.read_text(encoding="utf-8"))
    assert list(ideas) == [path.name[:2] for path in notebooks.paths()]
    for number, idea in ideas.items():
        assert ("paper" in idea) == ("key" in idea) == (int(number) not in (4, 5, 7, 10))


def test_a_figure_that_is_not_there_is_named():
    with pytest.raises(LookupError, match="No figure's caption begins with 'Nothing'"):
        sheets.figure(notebooks.read(notebooks.paths()[1]), "Nothing")


@pytest.mark.parametrize("seed", range(5))
def test_no_two_marks_of_a_strip_lie_on_each_other_and_none_under_the_ruler(seed):
    one = cards.strip(seed)
    marks = np.concatenate([one.mated, one.nonmated])
    assert len(set(marks)) == cards.MATED + cards.NONMATED
    assert not np.isin(np.round(marks * 100), np.arange(0, 101, 10)).any()
    assert one.group_b.sum() == cards.GROUP_B


@pytest.mark.parametrize("number", [4, 5, 7, 10])
@pytest.mark.parametrize("seed", [1, 4, 5, 7, 10])
def test_the_key_of_a_strip_is_what_a_ruler_finds(number, seed):
    task = strips.task(number, seed)
    circles, squares, filled = task["mated"], task["nonmated"], task["group_b"]

    def right_of(line, marks):
        return sum(mark >= line for mark in marks)

    numbers = [float(found) for found in re.findall(r"\d+(?:\.\d+)?", task["key"])]
    if number == 4:
        assert numbers[:2] == [max(squares), len(circles) - right_of(max(squares), circles)]
    if number == 5:
        second = sorted(squares)[-2]
        assert numbers[:5] == [0.5, right_of(0.5, squares), 12, len(circles) - right_of(0.5, circles), 8]
        assert numbers[-2:] == [second, len(circles) - right_of(second, circles)]
        assert right_of(second + 0.001, squares) == 1
    if number == 7:
        bills = {p: 10 * right_of(p, squares) + len(circles) - right_of(p, circles) for p in strips.PLACES}
        assert numbers[:10] == [value for bill in bills.items() for value in bill]
        said = re.search(r"smallest is at (.+?)\. With", task["key"])[1]
        assert set(map(float, said.split(" and "))) == {p for p, bill in bills.items() if bill == min(bills.values())}
    if number == 10:
        b = right_of(0.5, [mark for mark, is_b in zip(squares, filled, strict=True) if is_b])
        assert numbers[:2] == [right_of(0.5, squares) - b, b]


@pytest.mark.parametrize("name", cards.SETS)
def test_the_key_of_a_pack_is_what_cards_and_ruler_say(name):
    pages = pack.pages(name)
    cards = [(float(card["score"]), card["circle"]) for card in pages["cards"]]
    assert sorted(score for score, is_circle in cards if is_circle) == sorted(pages["first"]["mated"])
    for line, false, missed in pages["tally"]:
        assert false == sum(score >= line for score, is_circle in cards if not is_circle)
        assert missed == sum(score < line for score, is_circle in cards if is_circle)
    line = sorted(pages["first"]["nonmated"])[-2]
    passing = sum(score > line for score in pages["second"]["nonmated"])
    assert f"squares {passing} pass there: the promise is {'kept' if passing <= 1 else 'broken'}" in pages["promise"]
    assert [card for card in pages["cards"] if card["circle"] and card["b"]] == []


def test_two_equal_bills_are_both_right():
    assert strips.smallest({0.3: 5, 0.4: 2, 0.5: 2}) == "0.4 and 0.5"


def test_the_intervals_of_two_groups_of_six_overlap_whatever_is_counted():
    intervals = [[float(end) for end in pair] for pair in pack.pages("A")["intervals"]]
    assert intervals[0] == [0, 0.5]  # the rule of 3, as lesson 6 has it
    for few, many in itertools.combinations(intervals[:5], 2):
        assert few[1] > many[0]  # no strip has more than four false matches


def test_neighbours_have_different_packs_and_there_is_no_seventh():
    tallies = [tuple(map(tuple, pack.pages(name)["tally"])) for name in cards.SETS]
    assert len(set(tallies)) == len(cards.SETS)
    with pytest.raises(ValueError, match="There is no set G of the paper pack; there are A, B"):
        pack.pages("G")


@pytest.mark.parametrize(("name", "document"), handouts.for_everybody().items())
def test_what_is_kept_to_print_is_what_its_sources_say(name, document):
    kept = (handouts.PRINT / f"{name}.pdf").read_bytes()
    assert f"/Keywords({document.digest()})".encode() in kept, "run: make handouts ARGS=--keep"


def test_letters_on_paper_have_eight_points_or_more():
    assert figures.smallest_printed() >= figures.SMALLEST


def test_a_tall_figure_gets_the_room_that_a_sheet_has():
    figure = Figure(figsize=(8.6, 8))
    figure.subplots().plot([0, 1])
    width, height = Image.open(io.BytesIO(figures.printed(figure))).size
    assert width == pytest.approx(figures.PRINTED_WIDTH / figures.INCH * figures.DOTS, abs=2)
    assert height / width <= figures.PRINTED_HEIGHT / figures.PRINTED_WIDTH + 0.01


def test_many_colours_become_a_jpeg_and_few_stay_a_png():
    noise = np.random.RandomState(0).randint(0, 256, (400, 400, 3), dtype=np.uint8)
    for picture, begins in ((noise, b"\xff\xd8"), (np.zeros_like(noise), b"\x89PNG")):
        page = io.BytesIO()
        Image.fromarray(picture).save(page, "png")
        assert figures.compact(page.getvalue()).startswith(begins)


def test_the_reference_sheet_reads_its_calls_from_the_code():
    said = dict((call, what) for call, _, what in reference.pages()["calls"])
    assert said["fmr(nonmated, threshold)"].startswith("the share of non-mated scores")
    with pytest.raises(LookupError, match=r"no function facelab\.errors\.far"):
        reference.call("facelab.errors.far")


def test_stars_of_code_are_no_emphasis():
    assert sheets.plain("**2.1** divides by `n * n`, *not* by [`n`](x.md)") == "2.1 divides by n * n, not by n"
