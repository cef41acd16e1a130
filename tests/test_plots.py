import base64
import io

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from nbconvert import HTMLExporter
from PIL import Image
from scipy.special import ndtri

from facelab import plots, style
from facelab.errors import OrderShare, Scores, rate_over_people
from facelab.fairness import by_group
from facelab.findings import Claim
from facelab.identification import zoo
from facelab.scenes import Trail
from facelab.scores import ScoreMatrix


def order_share(value, low=None, high=None):
    return OrderShare(value, 900, 19_000, 20, 12, low, high)


def group_rows(score):
    """Rows of a group of three and one of two, at a line of 0.5; one score of the first may lie above it."""
    values = np.array(
        [[0.9, score, 0, 0, 0], [0, 0.4, 0, 0, 0], [0, 0, 0.9, 0, 0], [0, 0, 0, 0.9, 0], [0, 0, 0, 0, 0.9]]
    )
    return by_group(ScoreMatrix(values, np.arange(5)), 0.5, np.array(["a", "a", "a", "b", "b"]))


CURVE = {"rate": [0.9, 0.8, 0.4]}
FIGURES = {
    "faces": lambda f: plots.faces(np.full((3, 4, 5), 100.0) + f * np.arange(3)[:, None, None]),
    "signed faces": lambda f: plots.faces(f * np.linspace(-1, 1, 40).reshape(2, 4, 5), signed=True),
    "one face": lambda f: plots.faces(np.full((1, 4, 5), 100 * f)),
    "curves": lambda f: plots.curves([1, 2, 3], {"rate": [0.9, 0.8, 0.1 * f]}, "shift", "share"),
    "two curves": lambda f: plots.curves([1, 2], {"a": [1, 2], "b": [3, 4 * f]}, "x", "y"),
    "intervals": lambda f: plots.intervals({"us": (5 * f, 4 * f, 7 * f), "them": (9, 9, 9)}, "error in %"),
    "purposes": lambda f: plots.purposes(Scores([0.5, 0.6 * f], [0.1, 0.2]), {"door": 0.15, "phone": 0.3 * f}, "score"),
    "curves of rates": lambda f: plots.curves_of_rates(
        [1, 2], {"dlib": [rate_over_people(np.arange(8) % (f + 1) == 0, np.arange(8) // 2)] * 2}, "pace", "share"
    ),
    "people by number": lambda f: plots.people_by_number(
        {"dlib": [0, 0, 6.0 * f, 12], "SFace": [0, 1]}, [10], "others"
    ),
    "trails": lambda f: plots.trails([Trail(1, np.array([1, 1, 2])), Trail(3, np.array([3, 0, 0]))] * f),
    "hills": lambda f: plots.hills(Scores([0.5, 0.6 * f], [0.1, 0.2]), "score", 0.4),
    "panels": lambda f: plots.interval_panels(
        {"dlib": {"one": (0.1 * f, 0.01, 0.3)}, "SFace": {"one": (0.0, 0.0, 0.1)}},
        "FMR",
        log=True,
        promise=(0.001, "asked"),
    ),
    "before and after": lambda f: plots.before_after(
        {"misses": ((0.1 * f, 0.05, 0.3), (0.0, 0.0, 0.01))}, "rate", promise=(0.01, "asked")
    ),
    "shuffles": lambda f: plots.shuffles({"dlib": (np.array([0, 0.5, 1, 2]), 30.0 * f)}, "times"),
    "claims": lambda f: plots.claims([Claim("A", "turned away", 0.1, 0.2, 0.1 * f, 0.3, (20, 100))]),
    "group map": lambda f: plots.group_map(
        {"dlib": {("a", "a"): (3 * f, 90), ("a", "b"): (0, 9)}}, "probe", "enrolment"
    ),
    "many": lambda f: plots.many_intervals({"pairs": np.array([[0.2, 0.1, 0.3], [0.4, 0.1 * f, 0.6]])}, 0.15, "rate"),
    "kept or broken": lambda f: plots.kept_or_broken(
        {"lines": np.array([0.0, 0.001, 0.02 * f])}, (0.01, "promised"), "rate"
    ),
    "ring": lambda f: plots.ring({"dlib": np.ones((4 * f, 4 * f), bool)}, np.arange(4 * f) < 2, "on the list"),
    "dots": lambda f: plots.dots({"a street": {"wanted": 2, "innocent": 3 * f}}, people=100, columns=10),
    "queue": lambda f: plots.people_in_order({"dlib": [20 * f, 1, 0, *[0] * 40]}, "errors", by_chance=True),
    "verdicts": lambda f: plots.verdicts(
        np.zeros((2, 4, 3)), np.zeros((2, 4, 3)), [f"0.{f}: pays", "0.2: pays"], [False, True], ("here", "stored")
    ),
    "grey values": lambda f: plots.grey_values(np.full((6, 5), 100 * f), 1, 2, size=3),
    "answers under faces": lambda f: plots.answers_under_faces(
        {"person 1": np.zeros((2, 4, 3))}, ["5 bytes", "photo"], {"person 1": [f"0.4{f}, yes", ""]}, style.BLUE
    ),
    "two hills": lambda f: plots.two_hills(np.arange(9.0), 5.0 * f + np.arange(20), "distance", [(3, "a"), (8, "b")]),
    "curve under photos": lambda f: plots.curve_under_photos(
        [0, 6],
        [rate_over_people(np.arange(8) % (f + 1) == 0, np.arange(8) // 2)] * 2,
        {6: np.zeros((4, 3))},
        "shift",
        "share",
        (0.025, "blind guessing"),
        guide=True,
    ),
    "people in order": lambda f: plots.people_in_order({"": np.array([0, 2, 0, f])}, "errors"),
    "turned line": lambda f: plots.turned_line(
        {"one": np.arange(8.0).reshape(4, 2), "two": np.arange(6.0).reshape(3, 2) * f}, 30 * f, "across", "up"
    ),
    "dumbbells": lambda f: plots.dumbbells({"nose": {"within": 0.1 * f, "between": (0.2, 0.1, 0.3)}}, "distance"),
    "wrong orders": lambda f: plots.wrong_orders(
        {"dlib": {"calm": order_share(1.0), "turned": order_share(0.9 - 0.1 * f, 0.6, 0.95)}}
    ),
    "wrong orders of one kind": lambda f: plots.wrong_orders({"us": order_share(0.9 - 0.1 * f, 0.6, 0.95)}),
    "verdicts in two rows": lambda f: plots.verdicts(
        np.zeros((3, 4, 3)), np.zeros((3, 4, 3)), [f"0.{f}", "0.2", "0.3"], [False, True, False], ("here", "stored"), 2
    ),
    "a stencil": lambda f: plots.stencils(
        np.ones((6, 8)), [np.ones((2, 3))], [np.arange(30.0).reshape(5, 6) * f], ["on person 21"], [False]
    ),
    "stencils": lambda f: plots.stencils(
        np.ones((6, 8)),
        [np.ones((2, 3))] * 2,
        [np.ones((5, 6)) / f, np.ones((5, 6))],
        ["on one", "on another"],
        [False, True],
    ),
    "stencils before": lambda f: plots.stencils(np.ones((6, 8 * f)), [np.ones((2, 3))]),
    "judged": lambda f: plots.judged(
        np.full((3, 4, 3), 90.0), {"met": (["yes"] * 3, [False, True, f > 1]), "new": (["no"] * 3, [True] * 3)}, 2
    ),
    "repeated": lambda f: plots.repeated(
        {"met": np.array([0.7, 0.8, 0.2 * f]), "new": [0.5]}, "right", (0.5, "a coin")
    ),
    "refusals": lambda f: plots.refusals(np.arange(6).reshape(2, 3) < f, [21, 22]),
    "errors by dial": lambda f: plots.errors_by_dial(
        [0.1, 0.5 * f],
        {"b": group_rows(0.6)[1:] * 2, "a": [group_rows(0.6)[0], group_rows(0.4)[0]]},
        "share",
        (0.001, "asked"),
        (0.1, "here"),
    ),
    "errors moved": lambda f: plots.errors_moved(group_rows(0.3 * f), group_rows(0.4), (0.001, "asked"), {"a": "us"}),
    "scatter": lambda f: plots.scatter({"photos": np.arange(12.0).reshape(6, 2) ** f}, "one", "other"),
}


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_alt_text_has_numbers_that_follow_the_data(make):
    one, other = make(1), make(2)
    first, second = plots.describe(one), plots.describe(other)
    plt.close(one)
    plt.close(other)
    assert sum(character.isdigit() for character in first) >= 2
    assert first != second


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_figures_fit_the_page(make):
    figure = make(1)
    assert figure.get_figwidth() * style.DPI <= 900
    plt.close(figure)


def test_a_histogram_drawn_by_the_learner_is_described():
    figure, axes = plt.subplots()
    axes.hist([1, 1, 2, 3], bins=3)
    assert "3 points, from 2" in plots.describe(figure)
    plt.close(figure)


def test_an_empty_figure_and_an_empty_sentence_are_refused():
    with pytest.raises(ValueError, match="figure is empty"):
        plots.show(plt.figure(), "Nothing.")
    with pytest.raises(ValueError, match="needs a sentence"):
        plots.show(plots.curves([1], {"a": [1]}, "x", "y"), " ")
    plt.close("all")


def test_faces_refuse_what_they_cannot_draw():
    with pytest.raises(ValueError, match="faces needs images"):
        plots.faces(np.zeros((4, 5)))
    with pytest.raises(ValueError, match="3 images and 2 titles"):
        plots.faces(np.zeros((3, 4, 5)), titles=["a", "b"])


def shown(capture, figure, about):
    plots.show(figure, about)
    return capture.pop()


@pytest.fixture
def outputs(monkeypatch):
    collected = []
    monkeypatch.setattr(plots, "display", lambda data, raw: collected.append(data))
    return collected


def test_caption_and_alt_text_reach_the_exported_page(outputs):
    data = shown(outputs, plots.curves([1, 2, 3], CURVE, "shift", "share"), 'It "falls" & falls.')
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell()])
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data=data)]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert '<figcaption style="margin-top:4px">It "falls" &amp; falls.</figcaption>' in page
    assert 'alt="Horizontal: shift. Vertical: share' in page
    assert "background:white" in page
    assert "No description has been provided" not in page
    assert data["text/plain"].startswith('It "falls" & falls. Horizontal: shift. Vertical: share. 3 points, from 0.90')


def test_drawings_are_sharp_on_dense_screens_and_small(outputs):
    data = shown(outputs, plots.curves([1, 2, 3], CURVE, "shift", "share"), "It falls.")
    picture = Image.open(io.BytesIO(base64.b64decode(data["text/html"].split("base64,")[1].split('"')[0])))
    assert picture.width == 2 * round(style.WIDTH * style.DPI)
    assert 'width="860"' in data["text/html"]
    assert picture.mode == "P"


@pytest.mark.slow
@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_no_word_of_a_figure_is_too_small_to_read_or_leaves_it(make):
    figure = make(1)
    figure.draw_without_rendering()
    sizes = [text.get_fontsize() for text in figure.findobj(Text) if text.get_text().strip()]
    assert min(sizes, default=style.SMALLEST) >= style.SMALLEST
    drawn = figure.get_tightbbox()
    assert min(drawn.x0, drawn.y0) > -0.03
    assert drawn.x1 < figure.get_figwidth() + 0.03
    assert drawn.y1 < figure.get_figheight() + 0.03
    plt.close(figure)


def test_grey_figures_are_stored_in_one_channel():
    figure = plots.faces(np.zeros((2, 4, 5)))
    assert Image.open(io.BytesIO(plots._png(figure))).mode == "L"
    plt.close(figure)


def test_a_matcher_has_one_colour_and_one_name_everywhere():
    names = ["dlib, formula", "sface", "Eigenfaces", "people on the list", "others"]
    assert style.colours(names) == [style.BLUE, style.ORANGE, style.BLACK, style.PURPLE, style.GREEN]
    assert [style.written(name) for name in names[:2]] == ["dlib, formula", "SFace"]
    assert style.dashes(names, ["dlib, formula"]).count(style.DASHED) == 1
    with pytest.raises(ValueError, match="no line named guess"):
        style.dashes(names, ["guess"])


def test_colours_differ_in_grey_print():
    def grey(colour):
        return Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))

    for these in (style.MATCHERS.values(), style.OTHERS[:2]):
        shades = sorted(map(grey, these))
        assert min(np.diff(shades)) > 20


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0, "none"),
        (1, "all"),
        (0.5, "50%"),
        (0.1, "1 in 10"),
        (0.001, "1 in 1,000"),
        (0.00047, "1 in 2,100"),
        (1e-6, "1 in 1,000,000"),
    ],
)
def test_rates_are_words(rate, words):
    assert style.one_in(rate) == words


def test_an_axis_of_tens_has_words_and_holds_what_it_shows():
    figure = plots.intervals({"a": (0.02, 0.004, 0.09)}, "FMR", log=True, promise=(0.001, "asked"))
    axes = figure.axes[0]
    assert {"1 in 1,000", "1 in 100"} <= {label.get_text() for label in axes.get_xticklabels()}
    assert axes.get_xlim()[0] < 0.001 < 0.09 < axes.get_xlim()[1]
    plt.close(figure)
    none = plots.intervals({"a": (0.0, 0.0, 0.004), "b": (0.02, 0.01, 0.03)}, "FMR", log=True)
    assert "none counted, at most 1 in 250" in [text.get_text() for text in none.findobj(Text)]
    plt.close(none)


def test_a_figure_of_ratios_has_a_line_at_equal():
    figure = plots.intervals({"a": (2.4, 0.96, 6.0)}, "times", log=True, unit="times")
    assert any(line.get_xdata()[0] == 1 for line in figure.axes[0].get_lines())
    plt.close(figure)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: plots.interval_panels({"a": {"x": (1, 1, 1)}, "b": {"y": (1, 1, 1)}}, ""), "same rows"),
        (lambda: plots.before_after({}, ""), "at least one row"),
        (lambda: plots.errors_by_dial([1, 2], {"a": group_rows(0.6)[:1]}, ""), "each with 2 rows"),
        (lambda: plots.errors_by_dial([1], {"b": group_rows(0.4)[1:]}, ""), "none was counted anywhere"),
        (lambda: plots.errors_moved(group_rows(0.4), group_rows(0.4)[:1]), "the same groups"),
        (lambda: plots.shuffles({"a": (np.zeros(3), 1.0)}, ""), "above 0"),
        (lambda: plots.group_map({"a": {("x", "y"): (1, 2), ("z", "w"): (1, 2)}}, "", ""), "every row and column"),
        (lambda: plots.many_intervals({"a": np.zeros((2, 2))}, 0, ""), "value, low and high"),
        (lambda: plots.purposes(Scores([1], [0]), {}, ""), "at least one line"),
        (lambda: plots.kept_or_broken({"a": np.zeros(2)}, (0.1, ""), ""), "at least one rate above 0"),
        (lambda: plots.ring({"a": np.eye(3)}, np.ones(3, bool), ""), "some who are not"),
        (lambda: plots.ring({"a": np.eye(2)}, np.arange(3) > 1, ""), "square tables for 3 people"),
        (lambda: plots.dots({"a": {"x": 5}}, people=4), "at most 4 people"),
        (lambda: plots.people_in_order({}, ""), "at least one panel"),
        (lambda: plots.verdicts(np.zeros((2, 3, 3)), np.zeros((1, 3, 3)), [], [], ("", "")), "as many pictures"),
        (lambda: plots.verdicts(np.zeros((1, 3, 3)), np.zeros((1, 3, 3)), [], [], ("", "")), "1 words and verdicts"),
        (lambda: plots.verdicts(np.zeros((1, 3, 3)), np.zeros((1, 3, 3)), ["a"], [False], ("", ""), 0), "one column"),
        (lambda: plots.stencils(np.zeros((6, 8)), []), "at least one stencil"),
        (lambda: plots.stencils(np.zeros((6, 8)), [np.zeros((2, 2))], [np.zeros((5, 7))]), "0 words and 0 verdicts"),
        (lambda: plots.judged(np.zeros((2, 3, 3)), {"a": (["x"], [True])}), "each of them; it has 2"),
        (lambda: plots.judged(np.zeros((2, 3, 3)), {}), "in each test"),
        (lambda: plots.repeated({"a": np.array([0.5, np.nan])}, "", (0.5, "")), "from 0 to 1"),
        (lambda: plots.repeated({}, "", (0.5, "")), "at least one panel"),
        (lambda: plots.refusals(np.zeros((2, 3)), ["a"]), "each of 1 people"),
        (lambda: plots.curves([1], {}, "", ""), "at least one line"),
        (lambda: plots.grey_values(np.zeros((2, 9, 9)), 0, 0), "one photo and a size"),
        (lambda: plots.grey_values(np.zeros((9, 9)), 3, 0, size=8), "leaves a photo"),
        (lambda: plots.two_hills(np.array([1.0]), np.array([np.nan]), ""), "without NaN"),
        (lambda: plots.answers_under_faces({}, ["a"], {}, ""), "needs 1 faces"),
        (lambda: plots.answers_under_faces({"a": np.zeros((1, 2, 2))}, ["a"], {"a": []}, ""), "1 texts for each"),
        (lambda: plots.curve_under_photos([1, 2], [], {1: np.zeros((2, 2))}, "", ""), "a rate for each"),
        (lambda: plots.people_in_order({"": np.array([0.5])}, ""), "a whole number"),
        (lambda: plots.turned_line({}, 30, "", ""), "at least one group"),
        (lambda: plots.turned_line({"a": np.zeros((3, 3))}, 30, "", ""), "two columns"),
        (lambda: plots.turned_line({"a": np.zeros((3, 2))}, np.nan, "", ""), "one angle in degrees"),
        (lambda: plots.dumbbells({}, ""), "at least one row"),
        (lambda: plots.people_by_number({}, [1], ""), "at least one panel"),
        (lambda: plots.people_by_number({"a": [1, -1]}, [1], ""), "at least 0 for each person"),
        (lambda: plots.people_by_number({"a": [1]}, [], ""), "must rise from above 0"),
        (lambda: plots.people_by_number({"a": [1]}, [5, 5], ""), "must rise from above 0"),
        (lambda: plots.dumbbells({"a": {"x": 1.0}, "b": {"y": 1.0}}, ""), "same one to three kinds"),
    ],
)
def test_figures_refuse_what_they_cannot_draw(call, message):
    with pytest.raises(ValueError, match=message):
        call()
    plt.close("all")


def test_points_fall_straight_onto_the_turned_line():
    points = np.array([[-1.0, 5.0], [1.0, -5.0]])
    for angle, ends in ((0, "from -1 to 1"), (45, "from -2.83 to 2.83"), (90, "from -5 to 5")):
        text = plots.describe(plots.turned_line({"us": points}, angle, "", ""))
        assert text == f"A line at {angle} degrees. us: 2 dots, {ends} on the line."
    plt.close("all")


def test_wrong_orders_are_counted_in_a_million():
    assert order_share(0.75).wrong_in_a_million() == pytest.approx((250_000, 250_000, 250_000))
    assert order_share(0.75, 0.5, 0.875).wrong_in_a_million() == pytest.approx((250_000, 125_000, 500_000))
    figure = plots.wrong_orders({"dlib": order_share(1.0), "sface": order_share(0.9)})
    assert "dlib: 0; SFace: 100000." in plots.describe(figure)
    assert {"none", "100,000", "coin tosses"} <= {text.get_text() for text in figure.findobj(Text)}


def test_shuffles_keep_those_without_an_error_apart_and_tell_how_many():
    figure = plots.shuffles({"dlib": (np.array([0, 0, 0.3, 1, 1, 2]), 30.0)}, "times")
    (axes,) = figure.axes
    grey = sum(bar.get_height() for bar in axes.patches if isinstance(bar, Rectangle))
    assert grey == 4
    assert [label.get_text() for label in axes.get_xticklabels()][:2] == ["no error", "equal"]
    assert "6 shuffles, 2 of them with no error" in plots.describe(figure)
    plt.close(figure)


def test_where_none_was_counted_the_bound_has_the_unit_of_the_axis():
    figure = plots.intervals({"dlib": (3.0, 2.0, 5.0), "SFace": (0.0, 0.0, 24.62)}, "ratio", log=True)
    assert "none counted, at most 24.6 times" in [text.get_text() for text in figure.axes[0].texts]
    plt.close(figure)


def test_both_errors_of_a_dial_say_every_rate_and_mark_those_of_which_none_was_counted():
    figure = plots.errors_by_dial([1, 2], {"a": [group_rows(score)[0] for score in (0.6, 0.4)]}, "noise of a")
    fmr, fnmr = figure.axes
    assert fmr.get_label() == "FMR, by noise of a: a 0.17 at 1, 0 at 2."
    assert fnmr.get_label() == "FNMR, by noise of a: a 0.33 at 1, 0.33 at 2."
    assert [label.get_text() for label in fmr.get_yticklabels()] == ["none", "all"]
    assert [line.get_fillstyle() for line in fmr.get_lines() if len(line.get_xdata()) == 1] == ["full", "none"]


def test_a_repair_moves_both_errors_of_every_group():
    figure = plots.errors_moved(group_rows(0.6), group_rows(0.4), names={"a": "us"})
    told = figure.axes[0].get_label()
    assert "us: false matches, before: 0.17, " in told
    assert ", 1 of 6. us: false matches, after: 0, " in told
    assert "b: refused, after: 0, " in told
    arrows = [one for one in figure.axes[0].texts if one.get_text() == ""]
    assert len(arrows) == 2  # from none to none nothing moves


def test_a_ring_counts_pairs_not_comparisons():
    matches = np.zeros((6, 6), bool)
    matches[0, 1] = matches[1, 0] = matches[2, 5] = True
    text = plots.describe(plots.ring({"sface": matches}, np.arange(6) < 2, "on the list"))
    assert text == "SFace: 2 pairs of 6 people are taken for one person, 1 of them between the 2 people on the list."
    plt.close("all")


def test_figures_of_photos_say_their_numbers():
    photo = np.arange(30).reshape(5, 6)
    assert plots.describe(plots.grey_values(photo, 1, 2, size=2)).endswith("number in each pixel: 8, 9; 14, 15.")
    hills = plots.describe(plots.two_hills(np.array([1.0, 2, 4]), np.array([3.0, 5]), "distance", [(4, "far\napart")]))
    assert "one person: 3 pairs of photos, median 2, from 1 to 4. two people: 2 pairs of photos" in hills
    assert hills.endswith("A line at 4: far apart.")
    queue = plots.describe(plots.people_in_order({"": np.array([0, 1, 0, 3])}, "errors"))
    assert queue == "4 in all among 4 people, the first has 3; the first tenth has 75% of all; 2 have none."
    plt.close("all")


def test_the_same_photos_are_judged_once_in_each_test():
    figure = plots.judged(
        np.zeros((2, 4, 3)), {"met": (["yes", "no"], [False, True]), "new": (["no", "no"], [True] * 2)}, 2
    )
    said = plots.describe(figure)
    assert "met: 1 of 2 wrong. yes; no (wrong)." in said
    assert "new: 2 of 2 wrong. no (wrong); no (wrong)." in said
    frames = [any(spine.get_visible() for spine in axes.spines.values()) for axes in figure.axes]
    assert frames == [False, True, True, True]
    plt.close(figure)


def test_repetitions_are_told_beside_chance():
    figure = plots.repeated({"met": np.array([0.7, 0.8]), "new": np.array([0.4, 0.5])}, "right", (0.5, "a coin"))
    assert "met: 2 dots, mean 0.75, from 0.70 to 0.80; a coin: 0.5." in plots.describe(figure)
    plt.close(figure)


def test_streets_that_differ_in_one_kind_keep_the_others_places():
    figure = plots.dots({"a": {"true": 9, "false": 4}, "b": {"true": 1, "false": 4}}, people=100, columns=10)
    (_, many, same), (_, few, also) = [axes.collections for axes in figure.axes]
    np.testing.assert_array_equal(same.get_offsets(), also.get_offsets())
    np.testing.assert_array_equal(many.get_offsets()[:1], few.get_offsets())
    plt.close("all")


def test_a_queue_says_who_stands_in_front_and_who_matches_nobody():
    values = np.eye(20)
    values[3, :5] = values[7, 0] = 1  # one person is taken for four others, another for one
    counts = zoo(ScoreMatrix(values, np.arange(20)), 1).others_matched
    text = plots.describe(plots.people_in_order({"sface": counts}, "others they are taken for", by_chance=True))
    assert text == (
        "SFace: 5 in all among 20 people, the first has 4, by chance alone 2; "
        "the first tenth has 100% of all, by chance 60%; 18 have none."
    )
    plt.close("all")


def test_histograms_tell_both_classes_and_the_line():
    scores = Scores(np.array([0.5, 0.75, 1.0]), np.array([0.0, 0.25]))
    figure = plots.histograms({"one": scores, "two": scores, "three": scores}, "score", threshold=0.5)
    text = plots.describe(figure)
    assert text.count("3 scores of the same person, median 0.75, from 0.50 to 1") == 3
    assert "2 scores of different people" in text
    assert "a line at 0.50" in text


def test_det_puts_rates_on_the_probit_scale_and_says_them():
    shares = (np.arange(500) + 0.5) / 500
    figure = plots.det({"bells": Scores(np.round(ndtri(shares) + 2, 6), np.round(ndtri(shares), 6))})
    x, y = figure.axes[0].get_lines()[1].get_data()
    middle = np.abs(x - y) < 2  # far out a step of one in 500 is wide
    np.testing.assert_allclose((x + y)[middle], -2, atol=0.05)
    text = plots.describe(figure)
    assert "bells: EER 0.15" in text
    assert "FNMR" in text


def test_people_by_number_counts_none_apart_and_an_edge_below():
    text = plots.describe(plots.people_by_number({"sface": [0, 0, 3, 10, 11, 60]}, [10, 50], "others a day"))
    assert "SFace, 6 people by others a day. none: 2, up to 10: 2, 10 to 50: 1, more than 50: 1." in text
    plt.close("all")


def test_trails_are_sorted_by_how_they_ended_and_how_long_they_held():
    ends = {1: [1, 1, 2], 2: [2, 0, 0], 3: [3, 3, 3], 4: [2, 2, 2], 5: [5, 2, 5], 6: [0, 0, 0]}
    figure = plots.trails([Trail(person, np.array(on)) for person, on in ends.items()])
    rows = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert rows == [f"person {one}" for one in (3, 1, 5, 4, 2, 6)]
    written = [text.get_text() for text in figure.axes[0].texts]
    assert [one for one in written if one[0].isdigit()] == ["1 whole", "3 went over to another", "2 lost"]
    assert written.count("person 2") == 2
    plt.close(figure)


def test_trails_are_drawn_from_words():
    class Walk:
        title, ended, at_last = "somebody", "lost", "nobody"

        def __init__(self, *words):
            self.words = words

    figure = plots.trails([Walk("right person", "nobody")])
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["somebody"]
    assert "1 trails over 2 cameras: 0 on the right person to the end" in plots.describe(figure)
    plt.close(figure)
    for found in ([Walk("right person", "elsewhere")], [Walk("nobody"), Walk("nobody", "nobody")]):
        with pytest.raises(ValueError, match="one of the words right person, another person, nobody for each of"):
            plots.trails(found)
    with pytest.raises(ValueError, match="at least one trail"):
        plots.trails([])


def test_a_draft_is_small_and_says_the_same(monkeypatch):
    figure = plots.curves([1, 2, 3], {"a": [1, 2, 3]}, "x", "y")
    said, whole = plots.describe(figure), plots._png(figure)
    monkeypatch.setenv("FACELAB_DRAFT", "1")
    draft = plots._png(figure)
    assert Image.open(io.BytesIO(draft)).size[0] < Image.open(io.BytesIO(whole)).size[0]
    assert plots.describe(figure) == said
    plt.close("all")
