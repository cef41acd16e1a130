import io

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter
from PIL import Image
from scipy.special import ndtri

from facelab import plots
from facelab.errors import Scores
from facelab.scenes import Trail

CURVE = {"rate": [0.9, 0.8, 0.4]}
FIGURES = {
    "faces": lambda f: plots.faces(np.full((3, 4, 5), 100.0) + f * np.arange(3)[:, None, None]),
    "signed faces": lambda f: plots.faces(f * np.linspace(-1, 1, 40).reshape(2, 4, 5), signed=True),
    "one face": lambda f: plots.faces(np.full((1, 4, 5), 100 * f)),
    "curves": lambda f: plots.curves([1, 2, 3], {"rate": [0.9, 0.8, 0.1 * f]}, "shift", "share"),
    "two curves": lambda f: plots.curves([1, 2], {"a": [1, 2], "b": [3, 4 * f]}, "x", "y"),
    "intervals": lambda f: plots.intervals({"us": (5 * f, 4 * f, 7 * f), "them": (9, 9, 9)}, "error in %"),
    "consequence": lambda f: plots.consequence(Scores([0.5, 0.6 * f], [0.1, 0.2]), 0.4, f"{3 * f} people a day."),
    "trails": lambda f: plots.trails([Trail(1, np.array([1, 1, 2])), Trail(3, np.array([3, 0, 0]))] * f),
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
    assert figure.get_figwidth() * plots.DPI <= 900
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


def test_alt_text_reaches_the_exported_page(outputs):
    data = shown(outputs, plots.curves([1, 2, 3], CURVE, "shift", "share"), 'It "falls" & falls.')
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell()])
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data=data)]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "It &quot;falls&quot; &amp; falls. Horizontal: shift" in page.replace(
        'It "falls" &amp;', "It &quot;falls&quot; &amp;"
    )
    assert "No description has been provided" not in page
    assert data["text/plain"].startswith('It "falls" & falls. Horizontal: shift. Vertical: share. 3 points, from 0.90')


def test_grey_figures_are_stored_in_one_channel():
    figure = plots.faces(np.zeros((2, 4, 5)))
    assert Image.open(io.BytesIO(plots._png(figure))).mode == "L"
    plt.close(figure)


def test_line_colours_differ_in_grey_print():
    def grey(colour):
        return Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))

    shades = [grey(colour) for colour in plots.COLOURS[:3]]
    assert min(abs(a - b) for i, a in enumerate(shades) for b in shades[:i]) > 20
    assert len(set(plots.DASHES)) == len(set(plots.MARKERS)) == len(plots.COLOURS)


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
    x, y = figure.axes[0].get_lines()[0].get_data()
    middle = np.abs(x - y) < 2  # far out a step of one in 500 is wide
    np.testing.assert_allclose((x + y)[middle], -2, atol=0.05)
    text = plots.describe(figure)
    assert "bells: EER 0.15" in text
    assert "FNMR" in text


def test_trails_are_drawn_from_words():
    class Walk:
        title, ended = "somebody", "lost"

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
