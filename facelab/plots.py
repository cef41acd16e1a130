"""Draw the course's figures in one style, and show every figure with a text that says what is to be seen.

What the text says comes from `facelab.alt_text`.
"""

import base64
import html
import io
import textwrap
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, Protocol

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from matplotlib.figure import Figure
from PIL import Image
from scipy.special import ndtri

from facelab import given
from facelab.alt_text import describe, describe_rows, describe_scores, tell
from facelab.scores import Scores

__all__ = [
    "consequence",
    "curves",
    "describe",
    "det",
    "faces",
    "histograms",
    "intervals",
    "scatter",
    "show",
    "trails",
]

DPI = 100
WIDTH = 8.6  # inches: 860 pixels, below the 900 that a page takes
# Okabe & Ito's palette in an order whose steps also differ in grey print; lines differ in dash and marker besides.
COLOURS = ("#0072B2", "#D55E00", "#000000", "#56B4E9", "#E69F00", "#009E73")
DASHES = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P")
DET_ENDS = (0.00001, 0.99)  # where the axes of a DET curve end
DET_TICKS = (0.0001, 0.001, 0.01, 0.1, 0.3, 0.6, 0.9, 0.99)  # rates marked on the axes of a DET curve
TRAIL_MARKS = {  # word to marker, colour and filling
    "right person": ("o", COLOURS[0], "full"),
    "another person": ("s", COLOURS[1], "none"),
    "nobody": ("x", "#777777", "full"),
}
STYLE: Any = {  # settings of matplotlib, whose own list of their names is the type that a checker would ask for
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "figure.constrained_layout.use": True,
    "font.size": 13,
    "axes.titlesize": 13,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.axisbelow": True,
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "lines.markersize": 7,
}


def show(figure: Figure, about: str) -> None:
    """Display a figure with alt text: the sentence `about`, then what the drawn data say, read off the figure itself.

    The text stands in the notebook's output too, so it reaches screen readers and every exported page.

    Args:
        figure: any matplotlib figure with at least one curve, bar, point or picture in it.
        about: what the picture shows, in a sentence.

    Raises:
        ValueError: if the sentence is empty or nothing is drawn.
    """
    if not about.strip():
        raise ValueError("show needs a sentence that says what the figure shows: it is what a blind reader gets.")
    alt = f"{about.strip()} {describe(figure)}"
    source = base64.b64encode(_png(figure)).decode()
    plt.close(figure)
    width = round(figure.get_figwidth() * DPI)
    # HTML rather than a bare PNG: neither JupyterLab nor nbconvert passes on a PNG's alt text.
    page = f'<img width="{width}" alt="{html.escape(alt)}" src="data:image/png;base64,{source}">'
    display({"text/html": page, "text/plain": alt}, raw=True)


def faces(
    images: np.ndarray, titles: Sequence[str] = (), columns: int = 10, signed: bool = False, width: float = WIDTH
) -> Figure:
    """Return a figure of pictures in rows.

    Args:
        images: (n, height, width), grey values; 0 is black and 255 white, unless signed.
        titles: a short text over each picture, or nothing.
        columns: pictures a row.
        signed: True for pictures with negative values: mid-grey is 0, each picture scaled by its largest size.
        width: of the figure, in inches.

    Raises:
        ValueError: if images is not three-dimensional or empty, or the titles do not match.
    """
    images = np.asarray(images)
    if images.ndim != 3 or len(images) == 0:
        raise ValueError(f"faces needs images of shape (n, height, width), n at least 1; it was given {images.shape}.")
    if len(titles) not in (0, len(images)):
        raise ValueError(f"faces was given {len(images)} images and {len(titles)} titles.")
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    cell_height = width / columns * images.shape[1] / images.shape[2] + (0.3 if titles else 0.0)
    with mpl.rc_context({**STYLE, "font.size": 11, "axes.titlesize": 11}):
        figure, grid = plt.subplots(rows, columns, figsize=(width, rows * cell_height), squeeze=False)
        for axes in grid.flat:
            axes.axis("off")
        for number, (image, axes) in enumerate(zip(images, grid.flat, strict=False)):
            limit = float(np.abs(image).max())
            low, high = (-limit, limit) if signed else (0, 255)
            axes.imshow(image, cmap="gray", vmin=low, vmax=high)
            if titles:
                axes.set_title(titles[number])
    return figure


def curves(
    x: Sequence[float],
    lines: Mapping[str, Sequence[float]],
    xlabel: str,
    ylabel: str,
    bands: Mapping[str, tuple[Sequence[float], Sequence[float]]] | None = None,
    log: str = "",
) -> Figure:
    """Return a figure with one curve for each named line, told apart by colour, dash and marker.

    Args:
        x: (n,) positions, in the unit the label names.
        lines: name to (n,) values.
        xlabel, ylabel: axis labels, with units.
        bands: name of a line to its (n,) lower and (n,) upper values, drawn as a shade.
        log: "x", "y" or "xy" for axes on which each step multiplies by ten.
    """
    with mpl.rc_context(STYLE):
        rows_of_legend = ceil(len(lines) / 2) if len(lines) > 1 else 0
        figure, axes = plt.subplots(figsize=(WIDTH, 4.4 + 0.28 * rows_of_legend))
        for number, (name, values) in enumerate(lines.items()):
            axes.plot(x, values, color=COLOURS[number], linestyle=DASHES[number], marker=MARKERS[number], label=name)
            if bands and name in bands:
                axes.fill_between(x, *bands[name], color=COLOURS[number], alpha=0.18, linewidth=0)
        if "x" in log:
            axes.set_xscale("log")
        if "y" in log:
            axes.set_yscale("log")
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if len(lines) > 1:  # above the axes, where it hides no curve
            figure.legend(loc="outside upper center", ncols=2)
    return figure


def histograms(
    panels: Mapping[str, Scores], xlabel: str, threshold: float | None = None, columns: int = 2, bins: int = 40
) -> Figure:
    """Return two histograms for each matcher: its mated scores, filled, and its non-mated scores, outlined.

    Each histogram shows shares of its own class, so that few mated and many non-mated scores have the same area.

    Args:
        panels: title to the scores; every panel has its own horizontal axis.
        xlabel: what the scores are, with their unit.
        threshold: a line in every panel, or None.
        columns: panels a row.
        bins: bars across the range of a panel.

    Raises:
        ValueError: if the threshold is given and is not one number.
    """
    threshold = None if threshold is None else given.threshold(threshold)
    columns = min(columns, len(panels))
    rows = -(-len(panels) // columns)
    with mpl.rc_context({**STYLE, "font.size": 11, "axes.titlesize": 12}):
        figure, grid = plt.subplots(
            rows, columns, figsize=(WIDTH, 0.5 + (3.6 if rows == 1 else 2.4) * rows), squeeze=False
        )
        for axes in grid.flat[len(panels) :]:
            axes.set_visible(False)
        for axes, (title, scores) in zip(grid.flat, panels.items(), strict=False):
            edges = np.histogram_bin_edges(np.concatenate([scores.mated, scores.nonmated]), bins)
            same = np.histogram(scores.mated, edges)[0] / len(scores.mated)
            different = np.histogram(scores.nonmated, edges)[0] / len(scores.nonmated)
            axes.stairs(same, edges, fill=True, color=COLOURS[1], alpha=0.55, hatch="//", label="same person")
            axes.stairs(different, edges, color=COLOURS[0], linewidth=2.2, label="different people")
            if threshold is not None:
                axes.axvline(threshold, color="black", linestyle="--")
            axes.set_title(title)
            axes.set_xlabel(xlabel)
            axes.set_yticks([])
            tell(axes, f"{title}: " + describe_scores(scores, threshold))
        grid.flat[0].legend(loc="upper left", fontsize=10)
    return figure


def consequence(scores: Scores, threshold: float, sentence: str, xlabel: str = "score") -> Figure:
    """Return the two histograms of a matcher with a line at the threshold, and below them what the line does, in words.

    Args:
        scores: of one matcher.
        threshold: where the line stands.
        sentence: the consequence; it is drawn under the figure and stands in its alt text.
        xlabel: what the scores are.
    """
    figure = histograms({"": scores}, xlabel, threshold)
    axes = figure.axes[0]
    with mpl.rc_context(STYLE):
        axes.set_title("")
        axes.set_xlabel(f"{xlabel}\n\n{textwrap.fill(sentence, 78)}")
        tell(axes, f"{describe_scores(scores, threshold)} {sentence}")
    return figure


class Followed(Protocol):
    """What is drawn of one trail, such as `facelab.trails.Trail`.

    title: the text before the row. words: (c,) one of `TRAIL_MARKS` for each camera.
    ended: "whole", "wrong" or "lost".
    """

    @property
    def title(self) -> str: ...

    @property
    def words(self) -> Sequence[str]: ...

    @property
    def ended(self) -> str: ...


def trails(found: Sequence[Followed]) -> Figure:
    """Return a figure of trails, a row each: at which cameras the right person was followed, another, or nobody.

    Args:
        found: at least one trail, all of the same number of cameras.

    Raises:
        ValueError: if there is no trail, they differ in length, or a word is none of `TRAIL_MARKS`.
    """
    if not found:
        raise ValueError("trails needs at least one trail to draw.")
    cameras = len(found[0].words)
    if any(len(trail.words) != cameras or not TRAIL_MARKS.keys() >= set(trail.words) for trail in found):
        raise ValueError(f"trails needs one of the words {', '.join(TRAIL_MARKS)} for each of {cameras} cameras.")
    with mpl.rc_context({**STYLE, "font.size": 11}):
        figure, axes = plt.subplots(figsize=(WIDTH, 1.4 + 0.27 * len(found)))
        places: dict[str, list[tuple[int, int]]] = {name: [] for name in TRAIL_MARKS}
        for row, trail in enumerate(found):
            for camera, word in enumerate(trail.words, 1):
                places[word].append((camera, row))
        for name, (marker, colour, fill) in TRAIL_MARKS.items():
            across, down = zip(*places[name], strict=True) if places[name] else ((), ())
            axes.plot(across, down, marker=marker, color=colour, fillstyle=fill, linestyle="", label=name)
        axes.set_yticks(range(len(found)), [trail.title for trail in found])
        axes.invert_yaxis()
        axes.set_xticks(range(1, cameras + 1))
        axes.set_xlabel("camera")
        axes.grid(False)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=3)
        ends = [trail.ended for trail in found]
        tell(
            axes,
            f"{len(found)} trails over {cameras} cameras: {ends.count('whole')} on the right person to the end, "
            f"{ends.count('wrong')} went over to another person, {ends.count('lost')} were lost.",
        )
    return figure


def det(matchers: Mapping[str, Scores]) -> Figure:
    """Return the detection error trade-off curves of matchers: FMR across, FNMR up, both on the probit scale.

    Rates of 0 and 1 lie at infinity on this scale and are left out: a curve ends where no error is left to count.

    Args:
        matchers: name to scores.

    Source: Martin et al. 1997.
    """
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(WIDTH, 5.4))
        parts = []
        for number, (name, scores) in enumerate(matchers.items()):
            _, false_matches, false_nonmatches = scores.det()
            inside = (false_matches > 0) & (false_matches < 1) & (false_nonmatches > 0) & (false_nonmatches < 1)
            axes.plot(ndtri(false_matches[inside]), ndtri(false_nonmatches[inside]), color=COLOURS[number],
                      linestyle=DASHES[number], label=name)  # fmt: skip
            points = [scores.at_fmr(rate) for rate in (0.01, 0.001)]
            at = " and ".join(f"{point.fnmr:.4f} at an FMR of {point.fmr:.5f}" for point in points)
            parts.append(f"{name}: EER {scores.eer().value:.4f}, FNMR {at}.")
        ends = ndtri(DET_ENDS)
        axes.plot(ends, ends, color="#999999", linewidth=1, label="FMR = FNMR")
        for ticks, limits in ((axes.set_xticks, axes.set_xlim), (axes.set_yticks, axes.set_ylim)):
            ticks(ndtri(DET_TICKS), [f"{rate:g}" for rate in DET_TICKS])
            limits(*ends)
        axes.set_xlabel("FMR: share of non-mated comparisons that match")
        axes.set_ylabel("FNMR: share of mated ones that do not")
        axes.legend(loc="lower left")
        tell(axes, " ".join(parts))
    return figure


def intervals(rows: Mapping[str, tuple[float, float, float]], xlabel: str, log: bool = False) -> Figure:
    """Return a figure with one dot and its interval for each row, first row on top.

    Args:
        rows: name to (value, low, high).
        xlabel: what is measured, with its unit.
        log: True for an axis on which each step multiplies by ten; ends at 0 are then cut off at the left edge.
    """
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(WIDTH, 1.2 + 0.55 * len(rows)))
        for number, (name, (value, low, high)) in enumerate(rows.items()):
            axes.plot([low, high], [number, number], color=COLOURS[0], linewidth=3)
            axes.plot(
                [value], [number], color=COLOURS[2], marker=MARKERS[number % len(MARKERS)], linestyle="", label=name
            )
        axes.set_yticks(range(len(rows)), list(rows))
        axes.invert_yaxis()
        axes.margins(y=0.3)
        if log:
            axes.set_xscale("log")
        axes.set_xlabel(xlabel)
        tell(axes, describe_rows(rows, xlabel))
    return figure


def scatter(groups: Mapping[str, np.ndarray], xlabel: str, ylabel: str) -> Figure:
    """Return a scatter figure of named groups of points, told apart by colour and marker.

    Args:
        groups: name to (n, 2) points.
        xlabel, ylabel: axis labels, with units.
    """
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(WIDTH, 5))
        for number, (name, place) in enumerate(groups.items()):
            axes.plot(place[:, 0], place[:, 1], color=COLOURS[number], marker=MARKERS[number], linestyle="", label=name)
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if len(groups) > 1:
            axes.legend()
    return figure


def _png(figure: Figure) -> bytes:
    """Return the figure as PNG, in one channel where it is grey: photographs take a third of the space."""
    drawn, small = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png")
    picture = Image.open(drawn).convert("RGB")
    red, green, blue = picture.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        picture = red
    picture.save(small, format="png", optimize=True)
    return small.getvalue()
