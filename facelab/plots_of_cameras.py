"""Figures of photos outside a studio: what happens to a face as a dose grows, and what happens to many."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from facelab import style
from facelab.alt_text import short, tell
from facelab.intervals import Rate

if TYPE_CHECKING:  # figures know no scenes: they are given what was counted
    from facelab.outside import Outcomes

LINE = 0.19  # inches: the height of a line of words
PANELS = {
    "no_face": "no face found, of all photos",
    "missed": "missed, of photos with a face",
    "false": "false matches, of comparisons",
}


def through(rows: Mapping[str, Sequence[tuple[np.ndarray, str, Mapping[str, str]]]]) -> Figure:
    """Return one face through rows of growing doses, and under each photo what every matcher says of it.

    Args:
        rows: what is done to the photo -> for each dose the photo (height, width), its label, and matcher -> word.

    Raises:
        ValueError: if there is no row, or the rows have different lengths.
    """
    lengths = {len(row) for row in rows.values()}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError(f"through needs rows of one length; it was given {sorted(lengths)}.")
    (columns,) = lengths
    most = max(len(words) for row in rows.values() for _, _, words in row)
    photo = next(iter(rows.values()))[0][0]
    tall = style.WIDTH / columns * 0.93 * photo.shape[0] / photo.shape[1]
    under = LINE * (most + 0.4)
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST + 1}):
        # Words have rows of their own, so that they never run into the next photo's title.
        figure, grid = plt.subplots(2 * len(rows), columns, height_ratios=[tall, under] * len(rows), squeeze=False,
                                    figsize=(style.WIDTH, len(rows) * (tall + under + LINE * 1.6)))  # fmt: skip
        for place, (name, row) in enumerate(rows.items()):
            above, below = grid[2 * place], grid[2 * place + 1]
            for axes, words_of, (photo, label, words) in zip(above, below, row, strict=True):
                axes.imshow(photo, cmap="gray", vmin=0, vmax=255)
                axes.set(xticks=[], yticks=[])
                axes.grid(False)
                axes.set_title(label, fontsize=style.SMALLEST + 1)
                axes.set_frame_on(False)
                words_of.axis("off")
                for line, (matcher, word) in enumerate(words.items()):
                    words_of.text(0.5, 1 - line / most, f"{matcher}: {word}", transform=words_of.transAxes, ha="center",
                                  va="top", fontsize=style.SMALLEST, color=style.MATCHERS[matcher],
                                  fontweight="bold" if word == "yes" else "normal")  # fmt: skip
            above[0].set_ylabel(name, fontsize=style.SMALLEST + 1)
            said = "; ".join(f"{label}: {', '.join(f'{m} {w}' for m, w in words.items())}" for _, label, words in row)
            tell(above[0], f"{name}. {said}.")
        if isinstance(engine := figure.get_layout_engine(), ConstrainedLayoutEngine):
            engine.set(rect=(0, 0, 1, 0.975))  # the layout forgets the titles over pictures in the first row
    return figure


def three_outcomes(
    x: Sequence[float], found: "Mapping[str, Sequence[Outcomes]]", xlabel: str, promise: float
) -> Figure:
    """Return three panels over a dose: photos without a face, misses, and false matches, each over its own.

    Args:
        x: (d,) doses. found: matcher to its outcomes at each. xlabel: with the unit.
        promise: the share of false matches for which the lines were set.

    Raises:
        ValueError: if there is not one outcome for each dose.
    """
    if any(len(row) != len(x) for row in found.values()) or not found:
        raise ValueError(f"three_outcomes needs {len(x)} outcomes for each matcher.")
    with mpl.rc_context(style.STYLE):
        figure, panels = plt.subplots(1, 3, figsize=(style.WIDTH, 3.9))
        for axes, (what, title) in zip(panels, PANELS.items(), strict=True):
            said = [_response(axes, x, [getattr(one, what) for one in row], name) for name, row in found.items()]
            axes.set_title(title.replace(", ", ",\n"), fontsize=style.SMALLEST + 1)
            axes.set_xlabel(xlabel, fontsize=style.SMALLEST + 1)
            axes.tick_params(labelsize=style.SMALLEST)
            room = 0.04 * (x[-1] - x[0])
            axes.set_xlim(x[0] - room, x[-1] + room)
            axes.set_ylim(-0.03, 1.03)
            tell(axes, f"{title}, over {xlabel}. {' '.join(said)}")
        # False matches are rare. The axis ends above the highest rate that was seen, not above the widest bound.
        seen = [one.false.high for row in found.values() for one in row if one.false and one.false.count]
        highest = max([*seen, 2 * promise])
        panels[2].set_ylim(-0.03 * highest, 1.1 * highest)
        panels[2].axhline(promise, color=style.BLACK, linestyle=style.DASHED, linewidth=1.5)
        handles, names = panels[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper center", ncols=4, fontsize=style.SMALLEST + 1)
    return figure


def _response(axes: Axes, x: Sequence[float], rates: Sequence[Rate | None], name: str) -> str:
    """Draw one matcher's rates with their intervals and say them; where there is none the curve breaks off."""
    here = [(dose, rate) for dose, rate in zip(x, rates, strict=True) if rate is not None]
    doses, colour = [dose for dose, _ in here], style.MATCHERS[name]
    axes.plot(doses, [rate.value for _, rate in here], color=colour, marker=_marker(name), label=name)
    axes.fill_between(doses, [rate.low for _, rate in here], [rate.high for _, rate in here], color=colour, alpha=0.13,
                      linewidth=0)  # fmt: skip
    said = "; ".join(f"{short(r.value)} at {dose:g}, {short(r.low)} to {short(r.high)}" for dose, r in here)
    return f"{name}: {said}."


def recognised(kinds: Mapping[str, tuple[Sequence[str], Mapping[str, Sequence[float]]]]) -> Figure:
    """Return a panel for each kind of degradation: the share of photos that end with a match, dose by dose.

    Args:
        kinds: name to (labels of the doses, matcher to shares).

    Raises:
        ValueError: if there is no kind.
    """
    if not kinds:
        raise ValueError("recognised needs at least one kind.")
    across = 3
    down = -(-len(kinds) // across)
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(down, across, figsize=(style.WIDTH, 2.7 * down), squeeze=False, sharey=True)
        for axes in grid.flat[len(kinds) :]:
            axes.axis("off")
        for axes, (kind, (labels, shares)) in zip(grid.flat, kinds.items(), strict=False):
            said = []
            for name, row in shares.items():
                axes.plot(range(len(row)), row, color=style.MATCHERS.get(name, style.GREY), marker=_marker(name),
                          label=name)  # fmt: skip
                at = "; ".join(f"{short(share)} at {dose}" for dose, share in zip(labels, row, strict=True))
                said.append(f"{name}: {at}.")
            tell(axes, f"{kind}. {' '.join(said)}")
            axes.set_title(kind, fontsize=style.SMALLEST + 1)
            axes.set_xticks(range(len(labels)), labels, fontsize=style.SMALLEST)
            axes.set_ylim(-0.03, 1.03)
        handles, names = grid.flat[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper center", ncols=4, fontsize=style.SMALLEST + 1)
        figure.supylabel("share that ends with a match", fontsize=style.SMALLEST + 1)
    return figure


def _marker(name: str) -> str:
    """Return a marker that belongs to a matcher, so that curves can be told apart in grey."""
    return dict(zip((*style.MATCHERS, "pixels"), style.MARKERS, strict=False))[name]
