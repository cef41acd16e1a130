"""Draw the course's figures in one style, and show each with a caption and a text that says what is to be seen.

`facelab.style` holds what they have in common. Here are `show`, curves and the hills of scores. Figures of rates live
in `facelab.plots_of_rates`, those of people in `facelab.plots_of_people`, of trails in `facelab.plots_of_trails`, of
photos and their distances in `facelab.plots_of_photos`, of order in `facelab.plots_of_order`, of dials and repairs in
`facelab.plots_of_dials`, of guesses about faces in `facelab.plots_of_guesses`, of a seller's claims in
`facelab.plots_of_claims`; all can be imported from here as well.
What the text says comes from `facelab.alt_text`.
"""

import base64
import html
import io
import os
from collections.abc import Iterable, Mapping, Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from PIL import Image
from scipy.special import ndtri

from facelab import given, style
from facelab.alt_text import describe, describe_scores, short, tell
from facelab.intervals import Rate
from facelab.plots_of_cameras import recognised, three_outcomes, through
from facelab.plots_of_claims import claims
from facelab.plots_of_dials import errors_by_dial, errors_moved
from facelab.plots_of_guesses import judged, repeated
from facelab.plots_of_order import dumbbells, turned_line, wrong_orders
from facelab.plots_of_people import dots, faces, people_in_order, refusals, ring, stencils, verdicts
from facelab.plots_of_photos import answers_under_faces, curve_under_photos, grey_values, two_hills
from facelab.plots_of_rates import (
    before_after,
    group_map,
    interval_of,
    interval_panels,
    intervals,
    kept_or_broken,
    many_intervals,
    shuffles,
)
from facelab.plots_of_trails import people_by_number, trails
from facelab.scores import Scores
from facelab.wording import count

__all__ = [
    "answers_under_faces",
    "before_after",
    "claims",
    "curve_under_photos",
    "curves",
    "curves_of_rates",
    "describe",
    "det",
    "dots",
    "dumbbells",
    "errors_by_dial",
    "errors_moved",
    "faces",
    "grey_values",
    "group_map",
    "hills",
    "histograms",
    "interval_of",
    "interval_panels",
    "intervals",
    "judged",
    "kept_or_broken",
    "many_intervals",
    "people_by_number",
    "people_in_order",
    "purposes",
    "recognised",
    "refusals",
    "repeated",
    "ring",
    "scatter",
    "show",
    "shuffles",
    "stencils",
    "three_outcomes",
    "through",
    "trails",
    "turned_line",
    "two_hills",
    "verdicts",
    "wrong_orders",
]

DET_ENDS = (0.00001, 0.99)  # where the axes of a DET curve end
DET_TICKS = (0.0001, 0.001, 0.01, 0.1, 0.5, 0.9)  # rates marked on both
DET_NAMES = 0.00003  # the FMR at which a curve's name stands over it
FEW = 9  # positions up to which every measured one is a tick
SAME, DIFFERENT = style.GREEN, style.GREY  # one person twice, two people


def show(figure: Figure, about: str) -> None:
    """Display a figure with the sentence `about` as its caption, and with alt text: what the drawn data say.

    Caption and alt text stand in the notebook's output, so they reach screen readers and every exported page.

    Args:
        figure: any matplotlib figure with at least one curve, bar, point or picture in it.
        about: what the figure shows, in a sentence.

    Raises:
        ValueError: if the sentence is empty or nothing is drawn.
    """
    about = about.strip()
    if not about:
        raise ValueError("show needs a sentence that says what the figure shows: it stands under the figure.")
    alt = describe(figure)
    source = base64.b64encode(_png(figure)).decode()
    plt.close(figure)
    width = round(figure.get_figwidth() * style.DPI)
    # HTML rather than a bare PNG: neither JupyterLab nor nbconvert passes on a PNG's alt text. The ground stays white
    # on a dark page.
    page = (
        f'<figure style="margin:0;max-width:{max(width, 480)}px">'
        f'<img width="{width}" style="background:white;max-width:100%" alt="{html.escape(alt)}" '
        f'src="data:image/png;base64,{source}">'
        f'<figcaption style="margin-top:4px">{html.escape(about, quote=False)}</figcaption></figure>'
    )
    display({"text/html": page, "text/plain": f"{about} {alt}"}, raw=True)


def curves(
    x: Sequence[float],
    lines: Mapping[str, Sequence[float]],
    xlabel: str,
    ylabel: str,
    bands: Mapping[str, tuple[Sequence[float], Sequence[float]]] | None = None,
    log: str = "",
    dashed: Iterable[str] = (),
    promise: tuple[float, str] | None = None,
) -> Figure:
    """Return a figure with one curve for each named line, named at its end.

    Args:
        x: (n,) positions, in the unit the label names; up to nine of them are the ticks.
        lines: name to (n,) values. A name that speaks of a matcher gives its colour.
        xlabel, ylabel: axis labels, with units.
        bands: name of a line to its (n,) lower and (n,) upper values, drawn as a shade.
        log: "x", "y" or "xy" for axes on which each step multiplies by ten, with words at the steps.
        dashed: names of lines that are a formula or a promise.
        promise: (value, its name) of a dashed line across.

    Raises:
        ValueError: if there is no line, or a dashed one is not among them.
    """
    if not lines:
        raise ValueError("curves needs at least one line.")
    names = list(lines)
    with mpl.rc_context(style.STYLE):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 4.6))
        looks = zip(names, style.colours(names), style.dashes(names, dashed), strict=True)
        ends = []
        for name, colour, dash in looks:
            values = np.asarray(lines[name], float)
            axes.plot(x, values, color=colour, linestyle=dash, marker="o" if len(x) <= 2 * FEW else "", label=name)
            if bands and name in bands:
                axes.fill_between(x, *bands[name], color=colour, alpha=0.18, linewidth=0)
            ends.append((float(x[-1]), float(values[-1]), style.written(name), colour))
        values = np.concatenate([np.asarray(line, float) for line in lines.values()])
        for which, numbers in (
            ("x", np.asarray(x, float)),
            ("y", np.append(values, promise[0] if promise else values)),
        ):
            _scale(axes, which, numbers, which in log)
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if promise:
            style.promise_line(axes, *promise, along="y")
        if len(lines) > 1:
            style.label_ends(axes, ends)
    return figure


def curves_of_rates(x: Sequence[float], rates: Mapping[str, Sequence[Rate]], xlabel: str, ylabel: str) -> Figure:
    """Return a figure with a curve of rates for each name, shaded where the 95 % intervals lie.

    Args:
        x: (n,) positions, in the unit the label names. rates: name to (n,) rates with their intervals.
        xlabel, ylabel: axis labels, with units.

    Raises:
        ValueError: if there is no curve.
    """
    values = {name: [rate.value for rate in each] for name, each in rates.items()}
    bands = {name: ([rate.low for rate in each], [rate.high for rate in each]) for name, each in rates.items()}
    return curves(x, values, xlabel, ylabel, bands)


def hills(scores: Scores, xlabel: str, threshold: float, asked: str = "", bins: int = 60) -> Figure:
    """Return the two hills of a matcher's scores and, below, the counts around the line on a scale of tens.

    Above, each hill shows shares of its own kind, so that both have the same area. Below are comparisons: the few that
    lie on the wrong side of the line can be seen there.

    Args:
        scores: of one matcher.
        xlabel: what the scores are, with their unit.
        threshold: where the line stands. asked: what it was drawn for, written beside it.
        bins: bars across the range.

    Raises:
        ValueError: if the threshold is not one finite number.
    """
    threshold = given.threshold(threshold)
    edges = np.histogram_bin_edges(np.concatenate([scores.mated, scores.nonmated]), bins)
    with mpl.rc_context(style.STYLE):
        figure, (whole, near) = plt.subplots(2, 1, figsize=(style.WIDTH, 6.2), height_ratios=[3, 2])
        _two_hills(whole, scores, edges)
        for values, colour, name in ((scores.nonmated, DIFFERENT, "two people"), (scores.mated, SAME, "one person")):
            middle = float(np.median(values))
            top = np.histogram(values, edges)[0].max() / len(values)
            whole.annotate(f"{name}\n{len(values):,} comparisons", (middle, top), (0, 4), textcoords="offset points",
                           ha="center", va="bottom", color=colour, fontsize=12)  # fmt: skip
        whole.set_ylim(0, whole.get_ylim()[1] * 1.22)
        reach = 0.12 * (edges[-1] - edges[0])
        fine = np.linspace(threshold - reach, threshold + reach, 25)
        for values, colour, filled in ((scores.nonmated, DIFFERENT, False), (scores.mated, SAME, True)):
            near.stairs(np.maximum(np.histogram(values, fine)[0], 0.5), fine, baseline=0.5, fill=filled, color=colour,
                        linewidth=2.2, alpha=0.55 if filled else 1, hatch="//" if filled else None)  # fmt: skip
        highest = max(np.histogram(values, fine)[0].max() for values in (scores.mated, scores.nonmated))
        style.words_on(near, "y", 1, max(10, highest), "count")
        near.set_ylim(bottom=0.5)
        near.set_ylabel("comparisons")
        for axes in (whole, near):
            axes.axvline(threshold, color=style.BLACK, linestyle=style.DASHED, linewidth=1.8)
        near.set_xlim(fine[0], fine[-1])
        near.set_title("around the line, enlarged", loc="left")
        near.set_xlabel(xlabel)
        whole.annotate(asked, (threshold, 1), (4, -2), xycoords=("data", "axes fraction"), va="top",
                       textcoords="offset points", fontsize=12)  # fmt: skip
        point = scores.at(threshold)
        tell(whole, f"{describe_scores(scores, threshold)} Of two people {point.n_false_matches:,} of "
                    f"{point.n_nonmated:,} lie at the line or above, of one person {point.n_false_nonmatches:,} of "
                    f"{point.n_mated:,} below.")  # fmt: skip
        tell(near, f"Below, the same from {short(fine[0])} to {short(fine[-1])}, counted, on a scale of tens.")
    return figure


def histograms(
    panels: Mapping[str, Scores], xlabel: str, threshold: float | None = None, columns: int = 2, bins: int = 40
) -> Figure:
    """Return two hills for each matcher: its mated scores, filled, and its non-mated scores, outlined.

    Each hill shows shares of its own class, so that few mated and many non-mated scores have the same area.

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
    with mpl.rc_context({**style.STYLE, "xtick.labelsize": style.SMALLEST}):
        figure, grid = plt.subplots(
            rows, columns, figsize=(style.WIDTH, 0.7 + (3.6 if rows == 1 else 2.4) * rows), squeeze=False
        )
        for axes in grid.flat[len(panels) :]:
            axes.set_visible(False)
        for axes, (title, scores) in zip(grid.flat, panels.items(), strict=False):
            edges = np.histogram_bin_edges(np.concatenate([scores.mated, scores.nonmated]), bins)
            _two_hills(axes, scores, edges)
            if threshold is not None:
                axes.axvline(threshold, color=style.BLACK, linestyle=style.DASHED)
            axes.set_title(style.written(title))
            axes.set_xlabel(xlabel)
            axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(4))
            tell(axes, f"{style.written(title)}: " + describe_scores(scores, threshold))
        figure.legend(*grid.flat[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return figure


def purposes(scores: Scores, lines: Mapping[str, float], xlabel: str) -> Figure:
    """Return one axis of scores and a line for each purpose, with the people on its wrong sides below the two hills.

    Above stand both hills. Below, each purpose has a row: its line, to the left a mark for every mated score below the
    line, to the right a mark for every value at which non-mated scores lie at the line or above, and both counts.

    Args:
        scores: of one matcher.
        lines: purpose to threshold; they are drawn from the lowest line to the highest.
        xlabel: what the scores are, with their unit.

    Raises:
        ValueError: if there is no line, or one is not a finite number.
    """
    if not lines:
        raise ValueError("purposes needs at least one line.")
    ordered = sorted(((given.threshold(line), name) for name, line in lines.items()), key=lambda one: one[0])
    edges = np.histogram_bin_edges(np.concatenate([scores.mated, scores.nonmated]), 60)
    with mpl.rc_context(style.STYLE):
        figure, (whole, rows) = plt.subplots(
            2, 1, figsize=(style.WIDTH, 3.4 + 0.95 * len(ordered)), sharex=True, height_ratios=[2, 0.8 * len(ordered)]
        )
        _two_hills(whole, scores, edges)
        figure.legend(*whole.get_legend_handles_labels(), loc="outside upper center", ncols=2)
        told = []
        for place, (line, name) in enumerate(ordered):
            refused, passed = scores.mated[scores.mated < line], np.unique(scores.nonmated[scores.nonmated >= line])
            for axes in (whole, rows):
                axes.axvline(line, color="#bbbbbb", linewidth=1, zorder=0)
            rows.plot([line, line], [place - 0.4, place + 0.4], color=style.BLACK, linewidth=2.5)
            for values, colour in ((refused, SAME), (passed, DIFFERENT)):
                rows.vlines(values, place - 0.02, place + 0.3, color=colour, linewidth=1.6, alpha=0.7)
            point = scores.at(line)
            below, above = (
                count(point.n_false_nonmatches, point.n_mated),
                count(point.n_false_matches, point.n_nonmated),
            )
            for text, side, colour in ((f"refused: {below}", "right", SAME), (f"let in: {above}", "left", DIFFERENT)):
                rows.annotate(text, (line, place - 0.18), (-6 if side == "right" else 6, 0), ha=side, va="center",
                              textcoords="offset points", fontsize=12, color=colour,
                              bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip
            told.append(f"{name}, line {short(line)}: same person refused {below}, different people let in {above}")
        rows.set_yticks(range(len(ordered)), [name for _, name in ordered])
        rows.tick_params(axis="y", length=0)
        rows.set_ylim(len(ordered) - 0.45, -0.55)
        rows.grid(False)
        rows.set_xlabel(xlabel)
        tell(whole, describe_scores(scores, None))
        tell(rows, "; ".join(told) + ".")
    return figure


def det(matchers: Mapping[str, Scores]) -> Figure:
    """Return the detection error trade-off curves of matchers: FMR across, FNMR up, both on the probit scale.

    Rates of 0 and 1 lie at infinity on this scale and are left out: a curve ends where no error is left to count.

    Args:
        matchers: name to scores.

    Source: Martin et al. 1997.
    """
    with mpl.rc_context(style.STYLE):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 5.4))
        parts: list[str] = []
        low, high = ndtri(DET_ENDS)
        axes.plot((low, high), (low, high), color="#999999", linewidth=1, label="_")
        axes.annotate("FMR = FNMR", ndtri((0.8, 0.8)), (8, -4), textcoords="offset points", color="#666666", va="top",
                      fontsize=style.SMALLEST)  # fmt: skip
        for (name, scores), colour in zip(matchers.items(), style.colours(matchers), strict=True):
            _, false_matches, false_nonmatches = scores.det()
            inside = (false_matches > 0) & (false_matches < 1) & (false_nonmatches > 0) & (false_nonmatches < 1)
            across, up = ndtri(false_matches[inside]), ndtri(false_nonmatches[inside])
            axes.plot(across, up, color=colour, label=style.written(name))
            named = np.abs(across - ndtri(DET_NAMES)).argmin()
            beside = (4, 8) if up[named] < high - 0.3 else (24, -20)  # above the curve, unless that is outside
            axes.annotate(style.written(name), (across[named], up[named]), beside, textcoords="offset points",
                          color=colour, fontsize=13)  # fmt: skip
            points = [scores.at_fmr(rate) for rate in (0.01, 0.001)]
            at = " and ".join(f"{point.fnmr:.4f} at an FMR of {point.fmr:.5f}" for point in points)
            parts.append(f"{style.written(name)}: EER {scores.eer().value:.4f}, FNMR {at}.")
        # Across, the words of 1 in 1,000 would touch their neighbours: they stand a line lower.
        across_words = [("\n" if rate == 0.001 else "") + style.one_in(rate) for rate in DET_TICKS]
        axes.set_xticks(ndtri(DET_TICKS), across_words)
        axes.set_yticks(ndtri(DET_TICKS), [style.one_in(rate) for rate in DET_TICKS])
        axes.set_xlim(low, high)
        axes.set_ylim(low, high)
        axes.set_xlabel("FMR: share of non-mated comparisons that match")
        axes.set_ylabel("FNMR: share of mated ones that do not")
        tell(axes, " ".join(parts))
    return figure


def scatter(groups: Mapping[str, np.ndarray], xlabel: str, ylabel: str) -> Figure:
    """Return a scatter figure of named groups of points, told apart by colour and marker.

    Args:
        groups: name to (n, 2) points.
        xlabel, ylabel: axis labels, with units.
    """
    with mpl.rc_context(style.STYLE):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 5))
        looks = zip(groups.items(), style.colours(groups), style.MARKERS, strict=False)
        for (name, place), colour, marker in looks:
            many = len(place) > 300
            axes.plot(place[:, 0], place[:, 1], color=colour, marker=marker, linestyle="", label=name,
                      markersize=5 if many else 7, alpha=0.3 if many else 1, markeredgewidth=0)  # fmt: skip
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if len(groups) > 1:
            figure.legend(loc="outside upper center", ncols=3)
    return figure


def _two_hills(axes: Axes, scores: Scores, edges: np.ndarray) -> None:
    """Draw both classes as shares of their own."""
    same = np.histogram(scores.mated, edges)[0] / len(scores.mated)
    different = np.histogram(scores.nonmated, edges)[0] / len(scores.nonmated)
    axes.stairs(different, edges, color=DIFFERENT, linewidth=2.2, label="different people")
    axes.stairs(same, edges, fill=True, color=SAME, alpha=0.55, hatch="//", label="same person")
    axes.set_ylabel("share of each hill")
    axes.set_yticks([])
    axes.grid(False, axis="y")


def _scale(axes: Axes, which: str, numbers: np.ndarray, log: bool) -> None:
    """Give an axis its scale and its ticks: the measured positions if they are few, else words on a logarithmic one."""
    few = which == "x" and len(numbers) <= FEW and (not log or numbers.max() > 1)
    if log and not few:
        known = numbers[np.isfinite(numbers) & (numbers > 0)]
        unit = "rate" if known.max() <= 1 else "count"
        style.words_on(axes, which, known.min(), known.max(), unit)  # type: ignore[arg-type]
    elif few:
        places = np.log10(numbers) if log else numbers
        kept = [0]
        for place in range(1, len(numbers)):  # words that would touch are left out
            if abs(places[place] - places[kept[-1]]) >= (0.09 if log else 0.06) * abs(places[-1] - places[0]):
                kept.append(place)
        if log:
            axes.set_xscale("log")
            axes.minorticks_off()
        axes.set_xticks(numbers[kept], [f"{number:,g}" for number in numbers[kept]])


def _png(figure: Figure) -> bytes:
    """Return the figure as PNG: photographs in one channel, all else in few colours, drawings with twice the pixels.

    Thousands of thin lines keep nearly the page's own pixels: twice as many take a megabyte and show no more. With the
    environment variable FACELAB_DRAFT all figures are drawn quickly and small, for tests that look at no pixels.
    """
    small = io.BytesIO()
    if os.environ.get("FACELAB_DRAFT"):  # not by savefig, which draws everything once more to lay it out
        Image.fromarray(_drawn(figure, 0.5)).save(small, format="png", compress_level=1)
        return small.getvalue()
    has_photos = any(axes.images for axes in figure.axes)
    has_thousands = any(isinstance(one, LineCollection) and len(one.get_segments()) > 500 for one in figure.findobj())
    drawn = _drawn(figure, 1 if has_photos else 1.25 if has_thousands else 2)[..., :3]
    if (drawn[..., :1] == drawn).all():
        picture = Image.fromarray(np.ascontiguousarray(drawn[..., 0]))
    else:
        colours = 64
        if has_photos:  # fewer greys, so that every colour of a frame has room beside them
            grey = (drawn[..., :1] == drawn).all(axis=-1, keepdims=True)
            drawn, colours = np.where(grey & (drawn < 252), drawn // 4 * 4, drawn), 256
        picture = Image.fromarray(np.ascontiguousarray(drawn)).quantize(colours, dither=Image.Dither.NONE)
    picture.save(small, format="png", optimize=True)
    return small.getvalue()


def _drawn(figure: Figure, size: float) -> np.ndarray:
    """Return the pixels of a figure, so many times those of the page: not a copy, since lessons have 400 megabytes."""
    figure.set_dpi(style.DPI * size)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    figure.set_dpi(style.DPI)
    return np.asarray(canvas.buffer_rgba())
