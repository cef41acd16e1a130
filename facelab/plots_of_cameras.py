"""Figures of photos outside a studio: what happens to a face as a dose grows, and what happens to many."""

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab import style
from facelab.alt_text import tell
from facelab.outside import Outcomes
from facelab.wording import short

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
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST + 1}):
        figure, grid = plt.subplots(len(rows), columns, figsize=(style.WIDTH, 2.55 * len(rows)), squeeze=False)
        for line, (name, row) in zip(grid, rows.items(), strict=True):
            for axes, (photo, label, words) in zip(line, row, strict=True):
                axes.imshow(photo, cmap="gray", vmin=0, vmax=255)
                axes.set(xticks=[], yticks=[])
                axes.grid(False)
                axes.set_title(label, fontsize=style.SMALLEST + 1)
                axes.set_frame_on(False)
                for place, (matcher, word) in enumerate(words.items()):
                    axes.annotate(f"{matcher}: {word}", (0.5, 0), (0, -4 - 14 * place), xycoords="axes fraction",
                                  textcoords="offset points", ha="center", va="top", fontsize=style.SMALLEST,
                                  color=style.MATCHERS[matcher],
                                  fontweight="bold" if word == "yes" else "normal")  # fmt: skip
            line[0].set_ylabel(name, fontsize=style.SMALLEST + 1)
            said = "; ".join(
                f"{label}: {', '.join(f'{m} {word}' for m, word in words.items())}" for _, label, words in row
            )
            tell(line[0], f"{name}. {said}.")
    return figure


def three_outcomes(
    x: Sequence[float], found: Mapping[str, Sequence[Outcomes | None]], xlabel: str, promise: float
) -> Figure:
    """Return three panels over a dose: photos without a face, misses, and false matches, each over its own.

    Args:
        x: (d,) doses. found: matcher to its outcomes at each; None where no photo had a face. xlabel: with the unit.
        promise: the share of false matches for which the lines were set.

    Raises:
        ValueError: if there is not one outcome for each dose.
    """
    if any(len(row) != len(x) for row in found.values()) or not found:
        raise ValueError(f"three_outcomes needs {len(x)} outcomes for each matcher.")
    with mpl.rc_context(style.STYLE):
        figure, panels = plt.subplots(1, 3, figsize=(style.WIDTH, 3.9))
        for axes, (what, title) in zip(panels, PANELS.items(), strict=True):
            for name, row in found.items():
                _response(axes, x, [one and getattr(one, what) for one in row], name)
            axes.set_title(title.replace(", ", ",\n"), fontsize=style.SMALLEST + 1)
            axes.set_xlabel(xlabel, fontsize=style.SMALLEST + 1)
            axes.tick_params(labelsize=style.SMALLEST)
            axes.set_xlim(x[0], x[-1])
            axes.set_ylim(0, 1.02)
        # False matches are rare: their axis ends where the highest interval does.
        rates = [one.false.high for row in found.values() for one in row if one]
        panels[2].set_ylim(0, max(0.05, 1.1 * max(rates)))
        panels[2].axhline(promise, color=style.BLACK, linestyle=style.DASHED, linewidth=1.5)
        handles, names = panels[1].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper center", ncols=3, fontsize=style.SMALLEST + 1)
    return figure


def _response(axes: Axes, x: Sequence[float], rates: Sequence, name: str) -> None:
    """Draw one matcher's rates with their intervals; where there is none the curve breaks off."""
    here = [(dose, rate) for dose, rate in zip(x, rates, strict=True) if rate is not None]
    doses = [dose for dose, _ in here]
    colour, marker = style.MATCHERS[name], style.MARKERS[list(style.MATCHERS).index(name)]
    axes.plot(doses, [rate.value for _, rate in here], color=colour, marker=marker, label=name)
    axes.fill_between(doses, [rate.low for _, rate in here], [rate.high for _, rate in here], color=colour, alpha=0.15,
                      linewidth=0)  # fmt: skip
    said = "; ".join(
        f"{short(rate.value)} at {dose:g}, from {short(rate.low)} to {short(rate.high)}" for dose, rate in here
    )
    tell(axes, f"{name}: {said}.")


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
            for name, row in shares.items():
                marker = style.MARKERS[list(style.MATCHERS).index(name)]
                axes.plot(range(len(row)), row, color=style.MATCHERS[name], marker=marker, label=name)
                tell(axes, f"{kind}, {name}: "
                           + "; ".join(f"{short(v)} at {d}" for d, v in zip(labels, row, strict=True)) + ".")  # fmt: skip
            axes.set_title(kind, fontsize=style.SMALLEST + 1)
            axes.set_xticks(range(len(labels)), labels, fontsize=style.SMALLEST)
            axes.set_ylim(0, 1.02)
        handles, names = grid.flat[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper center", ncols=3, fontsize=style.SMALLEST + 1)
        figure.supylabel("share of photos that end with a match", fontsize=style.SMALLEST + 1)
    return figure
