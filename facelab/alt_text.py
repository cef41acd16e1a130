"""Say in words what a figure shows, for readers who do not see it.

A figure of `facelab.plots` that has its numbers at hand says them itself (`tell`); of all others, a learner's own among
them, the numbers are read off what is drawn.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab.scores import Scores
from facelab.style import written


def tell(axes: Axes, text: str) -> None:
    """Let the axes say this text, in place of what can be read off them.

    It is kept as matplotlib's label of the axes, which is drawn nowhere.
    """
    axes.set_label(text)


def describe(figure: Figure) -> str:
    """Return sentences with the numbers of everything drawn in the figure: curves, points, bars and pictures.

    Raises:
        ValueError: if nothing is drawn.
    """
    pictures = [image for axes in figure.axes for image in axes.images]
    parts = [_describe_axes(axes) for axes in figure.axes if not axes.images or axes.get_label()]
    if pictures and not any(axes.images and axes.get_label() for axes in figure.axes):
        parts.append(_describe_pictures(pictures))
    text = " ".join(part for part in parts if part)
    if not text:
        raise ValueError("The figure is empty: draw something before you show it.")
    return text


def describe_scores(scores: Scores, threshold: float | None) -> str:
    """Return the numbers and the ranges of both classes of scores, and where the line stands, if there is one."""
    parts = [
        f"{len(values):,} scores of {name}, median {short(np.median(values))}, "
        f"from {short(values.min())} to {short(values.max())}"
        for name, values in (("the same person", scores.mated), ("different people", scores.nonmated))
    ]
    line = "" if threshold is None else f"; a line at {short(threshold)}"
    return "; ".join(parts) + line + "."


def describe_rows(rows: Mapping[str, tuple], xlabel: str) -> str:
    """Return each row's value, interval and note, (value, low, high[, note]), and what is measured."""
    parts = [
        f"{written(name)}: {short(value)}, from {short(low)} to {short(high)}"
        + "".join(f", {one}" for one in note)
        + "."
        for name, (value, low, high, *note) in rows.items()
    ]
    return f"Horizontal: {xlabel}. " + " ".join(parts)


def describe_rows_of_pictures(pairs: int, names: tuple[str, str], said: list[str]) -> str:
    """Return what stands in two rows of pictures and what is written under each pair."""
    return f"{pairs} pairs of pictures, {names[0]} above and {names[1]} below: " + "; ".join(said) + "."


def _describe_pictures(pictures: list) -> str:
    values = [np.asarray(picture.get_array(), dtype=float) for picture in pictures]
    height, width = values[0].shape
    means = [value.mean() for value in values]
    lowest, highest = min(value.min() for value in values), max(value.max() for value in values)
    if pictures[0].get_clim()[0] < 0:  # drawn as signed; a rebuilt photo may also hold a few values below black
        return (
            f"{len(values)} pictures of {width} by {height} pixels, mid-grey where the value is 0; "
            f"their values run from {lowest:.3f} to {highest:.3f}."
        )
    if len(values) == 1:
        return f"One picture of {width} by {height} pixels; its mean grey value is {means[0]:.0f}."
    return (
        f"{len(values)} pictures of {width} by {height} pixels; their mean grey values run from "
        f"{min(means):.0f} to {max(means):.0f}."
    )


def _describe_axes(axes: Axes) -> str:
    if axes.get_label():
        return str(axes.get_label())
    series = []
    for line in axes.get_lines():
        x, y = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
        if len(x):
            series.append((str(line.get_label()), x, y, line.get_linestyle() == "None" and len(x) > 2))
    bars: list[Any] = [bar for bar in axes.patches if hasattr(bar, "get_height")]
    if bars:
        heights = np.array([bar.get_height() for bar in bars])
        edges = np.array([bar.get_x() for bar in bars])
        series.append((f"{len(bars)} bars", edges, heights, False))
    named = [one for one in series if not one[0].startswith("_")] or series
    if not named:
        return ""
    across, up = axes.get_xlabel() or "horizontal axis", axes.get_ylabel() or "vertical axis"
    return f"Horizontal: {across}. Vertical: {up}. " + " ".join(_describe_series(*one, len(named)) for one in named)


def _describe_series(name: str, x: np.ndarray, y: np.ndarray, dots: bool, of: int) -> str:
    lead = f"{name}: " if of > 1 else ""
    if dots:
        text = (
            f"{lead}{len(x)} dots, {short(x.min())} to {short(x.max())} across "
            f"and {short(y.min())} to {short(y.max())} up, correlation {np.corrcoef(x, y)[0, 1]:.2f}."
        )
    elif len(x) == 1:
        text = f"{lead}one dot at {short(x[0])} across and {short(y[0])} up."
    else:
        text = (
            f"{lead}{len(x)} points, from {short(y[0])} at {short(x[0])} to {short(y[-1])} at {short(x[-1])}; "
            f"lowest {short(np.nanmin(y))}, highest {short(np.nanmax(y))}."
        )
    return text[0].upper() + text[1:]


def short(number: float) -> str:
    """Return a number with two digits after the point, whole when it is large, with two significant ones when small."""
    if abs(number) >= 100 or float(number).is_integer():
        return f"{number:.0f}"
    return f"{number:.2f}" if abs(number) >= 0.01 else f"{number:.2g}"
