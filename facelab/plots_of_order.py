"""Figures of order: a line turned by hand between two groups of points, and how many orders come out wrong.

Import them from `facelab.plots`.
"""

from collections.abc import Mapping
from math import inf, isfinite, log10

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab import style
from facelab.alt_text import short, tell
from facelab.measures import OrderShare

MILLION = 1e6
FEWEST = 1.0  # wrong orders in a million: what is rarer has no place on the axis
CHANCE = MILLION / 2
LOOKS = (("o", "full"), ("o", "none"), ("s", "full"))  # of up to three kinds of marks in a row
APART = 0.24  # rows: how far the marks of one row stand apart
Marks = Mapping[str, tuple[float, float, float]]  # kind to value, low and high


def turned_line(groups: Mapping[str, np.ndarray], angle: float, xlabel: str, ylabel: str) -> Figure:
    """Return points of some groups with a line through their middle, and beside it where each point falls on the line.

    Args:
        groups: name to (n, 2) points.
        angle: of the line, in degrees, counted from the horizontal against the clock.
        xlabel, ylabel: axis labels, with units.

    Raises:
        ValueError: if there is no group, one is no table of two columns, or the angle is not one finite number.
    """
    clouds = {name: np.asarray(place, float) for name, place in groups.items()}
    if not clouds or any(place.ndim != 2 or place.shape[1] != 2 or not len(place) for place in clouds.values()):
        raise ValueError("turned_line needs at least one group of points, each a table of two columns.")
    if np.ndim(angle) != 0 or not isfinite(angle):
        raise ValueError(f"turned_line needs one angle in degrees; it was given {angle!r}.")
    radians = np.radians(angle)
    direction = np.array([np.cos(radians), np.sin(radians)])
    direction *= -1 if direction[0] < 0 else 1  # right on the line is right in the plane
    everything = np.concatenate(list(clouds.values()))
    middle = everything.mean(axis=0)
    reach = 1.12 * np.linalg.norm(everything - middle, axis=1).max()
    parts = []
    with mpl.rc_context(style.STYLE):
        figure, (plane, line) = plt.subplots(1, 2, figsize=(style.WIDTH, 4.4), width_ratios=[5, 4])
        plane.plot(*np.array([middle - reach * direction, middle + reach * direction]).T, color=style.BLACK)
        looks = zip(clouds.items(), style.colours(clouds), style.MARKERS, strict=False)
        for row, ((name, place), colour, marker) in enumerate(looks):
            along = (place - middle) @ direction
            feet = middle + along[:, np.newaxis] * direction
            for point, foot in zip(place, feet, strict=True):
                plane.plot(*np.array([point, foot]).T, color=colour, linewidth=0.9, alpha=0.6)
            plane.plot(*place.T, color=colour, marker=marker, linestyle="", label=name)
            line.plot(along, np.full(len(along), -row), color=colour, marker=marker, linestyle="")
            line.annotate(name, (0, -row), (4, 12), xycoords=("axes fraction", "data"), color=colour,
                          textcoords="offset points", fontsize=12)  # fmt: skip
            parts.append(f"{name}: {len(along)} dots, from {short(along.min())} to {short(along.max())} on the line")
        plane.set_aspect("equal")
        plane.set_xlim(middle[0] - reach, middle[0] + reach)
        plane.set_ylim(middle[1] - reach, middle[1] + reach)
        plane.xaxis.set_major_locator(mpl.ticker.MaxNLocator(4))
        plane.set_xlabel(xlabel)
        plane.set_ylabel(ylabel)
        line.set_title("where they fall on the line")
        line.set_yticks([])
        line.set_ylim(0.6 - len(clouds), 0.6)
        line.set_xlim(-reach, reach)
        line.xaxis.set_major_locator(mpl.ticker.MaxNLocator(4))
        line.set_xlabel("place on the line")
        line.grid(False, axis="y")
        line.spines["left"].set_visible(False)
        tell(plane, f"A line at {short(angle)} degrees.")
        tell(line, f"{'; '.join(parts)}.")
    return figure


def dumbbells(
    rows: Mapping[str, Mapping[str, tuple[float, float, float] | float]],
    xlabel: str,
    log: bool = False,
    unit: str = "count",
) -> Figure:
    """Return a figure with up to three marks a row, such as before and after, each with its interval.

    Args:
        rows: name to marks, each its kind to a value or to (value, low, high); every row has the same kinds. A row that
            names a matcher has its colour. The first kind is a full dot, the second an open one, the third a square.
        xlabel: what is measured, with its unit.
        log: True for an axis on which each step multiplies by ten; a value below 1 stands at its left edge.
        unit: for the ticks of a logarithmic axis, see `facelab.style.words_on`.

    Raises:
        ValueError: if there is no row, a row has no mark or more than three, or the rows differ in their kinds.
    """
    marks = {
        name: {kind: value if isinstance(value, tuple) else (value, value, value) for kind, value in row.items()}
        for name, row in rows.items()
    }
    kinds = list(next(iter(marks.values()), {}))
    if not 1 <= len(kinds) <= len(LOOKS) or any(list(row) != kinds for row in marks.values()):
        raise ValueError("dumbbells needs at least one row, and the same one to three kinds of marks in every row.")
    with mpl.rc_context(style.STYLE):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 1.3 + (0.52 if len(kinds) == 1 else 0.72) * len(marks)))
        if log:
            ends = [end for row in marks.values() for value in row.values() for end in value if end >= FEWEST]
            low, high = min(ends, default=FEWEST), max(ends, default=FEWEST)
            style.words_on(axes, "x", low if log10(high / low) > 1 else low / 10, high, unit)
        known = [style.matcher_in(name) is not None for name in marks]
        plain = style.GREY if any(known) else style.BLACK
        colours = [colour if is_one else plain for colour, is_one in zip(style.colours(marks), known, strict=True)]
        for place, (row, colour) in enumerate(zip(marks.values(), colours, strict=True)):
            _marks(axes, place, row, colour)
        axes.set_yticks(range(len(marks)), [style.written(name) for name in marks])
        axes.tick_params(axis="y", length=0)
        axes.grid(False, axis="y")
        axes.set_ylim(len(marks) - 0.4, -0.6)
        axes.set_xlabel(xlabel)
        if len(kinds) > 1:
            for kind, (marker, filling) in zip(kinds, LOOKS, strict=False):
                axes.plot([], [], color=style.BLACK, marker=marker, fillstyle=filling, linestyle="", label=kind)
            figure.legend(loc="outside upper center", ncols=len(kinds), handletextpad=0.2)
        parts = [
            f"{style.written(name)}{', ' * bool(kind)}{kind}: {short(value)}"
            + (f", from {short(low)} to {short(high)}" if high > low else "")
            for name, row in marks.items()
            for kind, (value, low, high) in row.items()
        ]
        tell(axes, f"Horizontal: {xlabel}. {'; '.join(parts)}.")
    return figure


def wrong_orders(rows: Mapping[str, OrderShare | Mapping[str, OrderShare]]) -> Figure:
    """Return how many of a million combinations are in the wrong order, on an axis of tens, a row each.

    A row of one mark has its number beside it. Where too few people overlap, there is no interval. The dotted line is
    what coin tosses give; ties count half.

    Args:
        rows: name to an order share, or to up to three of them by their kinds, such as known and new people.
    """
    marks: dict[str, dict[str, tuple[float, float, float]]] = {}
    for name, row in rows.items():
        kinds = {"": row} if isinstance(row, OrderShare) else row
        marks[name] = {kind: share.wrong_in_a_million() for kind, share in kinds.items()}
    figure = dumbbells(marks, "wrong orders in a million", log=True)
    axes = figure.axes[0]
    with mpl.rc_context(style.STYLE):
        left, right = axes.get_xlim()
        axes.set_xlim(left, max(right, 1.4 * MILLION))
        axes.axvline(CHANCE, color=style.BLACK, linestyle=style.DOTTED, linewidth=1.5, zorder=1)
        axes.annotate("coin tosses", (CHANCE, 1), (0, 3), xycoords=("data", "axes fraction"), ha="center",
                      textcoords="offset points", fontsize=style.SMALLEST)  # fmt: skip
        for place, own in enumerate(marks.values()):
            value = own.get("", (0.0,))[0]
            if value < FEWEST:
                continue
            rounded = round(value, -max(0, int(log10(value)) - 2))
            axes.annotate(f"{rounded:,.0f}", (value, place), (0, 8), textcoords="offset points", ha="center",
                          fontsize=12, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip
    return figure


def _marks(axes: Axes, place: float, row: Marks, colour: str) -> None:
    """Draw the marks of one row, one below the other."""
    left = axes.get_xlim()[0] if axes.get_xscale() == "log" else -inf
    for number, ((value, low, high), (marker, filling)) in enumerate(zip(row.values(), LOOKS, strict=False)):
        at = place + APART * (number - (len(row) - 1) / 2)
        if high > low:
            axes.plot([max(low, left), high], [at, at], color=colour, linewidth=3, alpha=0.5, solid_capstyle="butt")
        if value < left:
            inside = left * (axes.get_xlim()[1] / left) ** 0.012  # the edge itself has the row's name beside it
            axes.plot([inside], [at], color=colour, marker="<")
            axes.annotate("none" if value == 0 else short(value), (inside, at), (8, 0), textcoords="offset points",
                          va="center", color=colour, fontsize=style.SMALLEST)  # fmt: skip
        else:
            inside_colour = "white" if filling == "none" else colour
            axes.plot([value], [at], color=colour, marker=marker, markerfacecolor=inside_colour, markeredgewidth=1.8)
