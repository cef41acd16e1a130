"""Figures of what happens along a chain of sightings: trails from camera to camera, and whom a list of one stops.

Import them from `facelab.plots`.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Protocol

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab import style
from facelab.alt_text import tell

TRAIL_MARKS = {  # word to marker and colour
    "right person": ("o", style.GREEN),
    "another person": ("s", style.PURPLE),
    "nobody": ("x", style.GREY),
}
ENDS = {"whole": "whole", "wrong": "went over to another", "lost": "lost"}  # in this order, from above


class Followed(Protocol):
    """What is drawn of one trail, such as `facelab.trails.Trail`."""

    @property
    def title(self) -> str:
        """The text before the row."""

    @property
    def words(self) -> Sequence[str]:
        """One of `TRAIL_MARKS` for each camera."""

    @property
    def ended(self) -> str:
        """One of "whole", "wrong" and "lost"."""

    @property
    def at_last(self) -> str:
        """Whom the trail is on at the last camera: the text behind the row."""


def trails(found: Sequence[Followed]) -> Figure:
    """Return a figure of trails, a row each: at which cameras the right person was followed, another, or nobody.

    The rows are sorted by how they ended: whole trails first, then those that went over to another, then the lost;
    among these the longest right part first.

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
    rows = sorted(found, key=lambda trail: (list(ENDS).index(trail.ended), -_held(trail)))
    counts = {name: sum(trail.ended == end for trail in rows) for end, name in ENDS.items()}
    parts = [(name, count) for name, count in counts.items() if count]
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST, "ytick.labelsize": style.SMALLEST}):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 1.5 + 0.27 * (len(rows) + len(parts))))
        heights, place = [], 0.0
        for name, count in parts:
            axes.annotate(f"{count} {name}", (0.6, place), va="center", fontsize=13, fontweight="bold")
            heights += [place + 1 + row for row in range(count)]
            place += count + 1.3
        for height, trail in zip(heights, rows, strict=True):
            _draw_trail(axes, trail, height)
        for name, (marker, colour) in TRAIL_MARKS.items():
            axes.plot([], [], marker=marker, color=colour, linestyle="", label=name)
        axes.set_yticks(heights, [trail.title for trail in rows])
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(place - 0.9, -0.8)
        axes.set_xlim(0.5, cameras + 1.9)
        axes.set_xticks(range(1, cameras + 1))
        axes.set_xlabel("camera", loc="center")
        axes.annotate("at the end on", (cameras + 0.5, -0.1), va="center")
        axes.grid(False)
        axes.spines["left"].set_visible(False)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=3)
        tell(
            axes,
            f"{len(rows)} trails over {cameras} cameras: {counts[ENDS['whole']]} on the right person to the end, "
            f"{counts[ENDS['wrong']]} went over to another person, {counts[ENDS['lost']]} were lost.",
        )
    return figure


def _held(trail: Followed) -> int:
    """Return at how many cameras a trail is on the right person before anything else happens."""
    return next((camera for camera, word in enumerate(trail.words) if word != "right person"), len(trail.words))


def _draw_trail(axes: Axes, trail: Followed, height: float) -> None:
    """Draw one row: a mark at each camera, joined where the trail goes on, and whom it is on in the end."""
    steps = list(pairwise(trail.words))
    for camera, (word, following) in enumerate(steps, 1):
        if "nobody" not in (word, following):
            axes.plot([camera, camera + 1], [height] * 2, color=TRAIL_MARKS[following][1], linewidth=1.6, zorder=1)
    for camera, word in enumerate(trail.words, 1):
        marker, colour = TRAIL_MARKS[word]
        axes.plot(camera, height, marker=marker, color=colour, linestyle="", zorder=2)
    axes.annotate(trail.at_last, (len(trail.words) + 0.5, height), va="center", color=TRAIL_MARKS[trail.words[-1]][1])


def people_by_number(panels: Mapping[str, np.ndarray], edges: Sequence[float], xlabel: str) -> Figure:
    """Return how many people have none of something, up to the first edge, up to the second, and more than the last.

    Args:
        panels: title to (n,) numbers, at least 0, one a person. A title that names a matcher has its colour.
        edges: rising, above 0; a number that equals an edge belongs below it.
        xlabel: what the numbers count, over the bars.

    Raises:
        ValueError: if there is no panel, nobody in one, a number is negative or not finite, or the edges do not rise
            from above 0.
    """
    numbers = {title: np.asarray(values, float) for title, values in panels.items()}
    if not numbers or any(len(v) == 0 or not np.isfinite(v).all() or (v < 0).any() for v in numbers.values()):
        raise ValueError("people_by_number needs at least one panel, and in it a number of at least 0 for each person.")
    steps = [0.0, *map(float, edges)]
    if len(steps) < 2 or (np.diff(steps) <= 0).any():
        raise ValueError(f"The edges must rise from above 0; they were {list(edges)}.")
    between = [f"{low:,.0f} to {high:,.0f}" for low, high in pairwise(steps[1:])]
    names = ["none", f"up to {steps[1]:,.0f}", *between, f"more than {steps[-1]:,.0f}"]
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(
            1, len(numbers), figsize=(style.WIDTH, 1.4 + 0.42 * len(names)), sharey=True, sharex=True, squeeze=False
        )
        for axes, (title, values) in zip(grid.flat, numbers.items(), strict=True):
            which = np.searchsorted(steps, values, side="left")
            counts = np.bincount(which, minlength=len(names))
            axes.barh(range(len(names)), counts, color=style.colours([title])[0], height=0.72)
            for place, count in enumerate(counts):
                axes.annotate(f"{count:,}", (count, place), (5, 0), textcoords="offset points", va="center")
            axes.set_title(style.written(title), loc="left")
            axes.set_xlim(0, 1.18 * max(len(v) for v in numbers.values()) * _largest_share(numbers, steps))
            axes.set_xticks([])
            axes.spines["bottom"].set_visible(False)
            axes.grid(False)
            axes.tick_params(axis="y", length=0)
            said = ", ".join(f"{name}: {count:,}" for name, count in zip(names, counts, strict=True))
            tell(axes, f"{style.written(title)}, {len(values):,} people by {xlabel}. {said}.")
        grid.flat[0].set_yticks(range(len(names)), names)
        grid.flat[0].invert_yaxis()
        grid.flat[0].set_ylabel(xlabel)
        figure.supxlabel("people", fontsize=13)
    return figure


def _largest_share(numbers: Mapping[str, np.ndarray], steps: Sequence[float]) -> float:
    """Return the longest bar as a share of its panel's people."""
    return max(np.bincount(np.searchsorted(steps, v, side="left")).max() / len(v) for v in numbers.values())
