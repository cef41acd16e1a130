"""Figures in which photos are numbers: a corner with its grey values, hills of distances, a curve under photos.

Import them from `facelab.plots`.
"""

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch, Rectangle

from facelab import style
from facelab.alt_text import short, tell
from facelab.intervals import Rate

ONE, TWO = style.GREEN, style.GREY  # one person twice, two people, as in the hills of scores
DARK = 128  # below this grey value a number is written in white


def grey_values(photo: np.ndarray, top: int, left: int, size: int = 8) -> Figure:
    """Return a photo with a square framed in it, and beside it that square enlarged, each pixel with its number.

    Args:
        photo: (height, width), grey values 0 to 255.
        top, left: row and column of the square's first pixel.
        size: pixels along each side of the square, 2 to 12: more numbers than that nobody can read.

    Raises:
        ValueError: if the photo is not two-dimensional, the size is outside 2 to 12, or the square leaves the photo.
    """
    photo = np.asarray(photo)
    if photo.ndim != 2 or not 2 <= size <= 12:
        raise ValueError(f"grey_values needs one photo and a size of 2 to 12; it was given {photo.shape} and {size}.")
    if min(top, left) < 0 or top + size > photo.shape[0] or left + size > photo.shape[1]:
        raise ValueError(f"A square of {size} pixels at row {top}, column {left} leaves a photo of {photo.shape}.")
    square = photo[top : top + size, left : left + size]
    with mpl.rc_context({**style.STYLE, "axes.grid": False}):
        figure, (whole, near) = plt.subplots(1, 2, figsize=(style.WIDTH, 4.2), width_ratios=[3, 4])
        for axes, picture in ((whole, photo), (near, square)):
            axes.imshow(picture, cmap="gray", vmin=0, vmax=255)
            axes.set_xticks([])
            axes.set_yticks([])
        for (row, column), value in np.ndenumerate(square):
            near.text(column, row, f"{value:.0f}", color="white" if value < DARK else "black", ha="center",
                      va="center", fontsize=style.SMALLEST)  # fmt: skip
        edges = (left - 0.5, top - 0.5)
        whole.add_patch(Rectangle(edges, size, size, fill=False, edgecolor=style.PURPLE, linewidth=2))
        for spine in near.spines.values():
            spine.set(visible=True, color=style.PURPLE, linewidth=2)
        for row, corner in ((top - 0.5, -0.5), (top + size - 0.5, size - 0.5)):
            figure.add_artist(ConnectionPatch((left + size - 0.5, row), (-0.5, corner), "data", "data", axesA=whole,
                                              axesB=near, color=style.PURPLE, linewidth=1))  # fmt: skip
        rows = "; ".join(", ".join(f"{value:.0f}" for value in row) for row in square)
        shape = f"{photo.shape[1]} by {photo.shape[0]}"
        tell(whole, f"A photo of {shape} pixels, and a square of {size} by {size} of them from row {top}, column "
                    f"{left} on, enlarged, with the number in each pixel: {rows}.")  # fmt: skip
    return figure


def two_hills(
    one: np.ndarray, two: np.ndarray, xlabel: str, marks: Sequence[tuple[float, str]] = (), bins: int = 60
) -> Figure:
    """Return the hill of distances between photos of one person, hatched, and that between photos of two people.

    Each hill shows shares of its own kind, so that both have the same area.

    Args:
        one, two: (m,) and (n,) distances, each pair of photos once.
        xlabel: what the distances are, with their unit.
        marks: up to two pairs (distance, its name): dashed lines, the smaller one named on its left.
        bins: bars across the range.

    Raises:
        ValueError: if a hill is empty or holds NaN, or there are more than two marks.
    """
    one, two = np.asarray(one, float), np.asarray(two, float)
    if len(one) == 0 or len(two) == 0 or np.isnan(one).any() or np.isnan(two).any() or len(marks) > 2:
        raise ValueError("two_hills needs distances of both kinds, without NaN, and at most two marks.")
    edges = np.histogram_bin_edges(np.concatenate([one, two]), bins)
    middle = (edges[1:] + edges[:-1]) / 2
    parts = []
    with mpl.rc_context(style.STYLE):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 4.8))
        for values, colour, name, filled, side in ((one, ONE, "one person", True, "right"),
                                                   (two, TWO, "two people", False, "left")):  # fmt: skip
            height = np.histogram(values, edges)[0] / len(values)
            axes.stairs(height, edges, fill=filled, color=colour, linewidth=2.2, alpha=0.55 if filled else 1,
                        hatch="//" if filled else None)  # fmt: skip
            flank = np.flatnonzero(height >= 0.75 * height.max())[-1 if side == "left" else 0]
            axes.annotate(f"{name}\n{len(values):,} pairs of photos", (middle[flank], height[flank]),
                          (12 if side == "left" else -12, 0), textcoords="offset points", ha=side, va="bottom",
                          color=colour, fontsize=13)  # fmt: skip
            parts.append(f"{name}: {len(values):,} pairs of photos, median {short(np.median(values))}, from "
                         f"{short(values.min())} to {short(values.max())}.")  # fmt: skip
        axes.set_ylim(0, axes.get_ylim()[1] * (1.3 if marks else 1.1))
        for place, (value, name) in enumerate(sorted(marks)):
            axes.axvline(value, color=style.BLACK, linestyle=style.DASHED, linewidth=1.8)
            axes.annotate(name, (value, 1), (-6 if place == 0 else 6, -2), xycoords=("data", "axes fraction"),
                          textcoords="offset points", ha="right" if place == 0 else "left", va="top",
                          fontsize=12)  # fmt: skip
            parts.append(f"A line at {short(value)}: {' '.join(name.split())}.")
        axes.set_xlabel(xlabel)
        axes.set_ylabel("share of each hill")
        axes.set_yticks([])
        axes.grid(False, axis="y")
        axes.set_xlim(0, edges[-1])
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,g}")
        tell(axes, f"Horizontal: {xlabel}. " + " ".join(parts))
    return figure


def curve_under_photos(
    x: Sequence[float],
    rates: Sequence[Rate],
    photos: Mapping[float, np.ndarray],
    xlabel: str,
    ylabel: str,
    chance: tuple[float, str] | None = None,
    guide: bool = False,
) -> Figure:
    """Return rates over a change that a photo undergoes, with their intervals, and over the curve the changed photos.

    Args:
        x: (n,) how strong the change is, in the unit the label names.
        rates: (n,) a `Rate` at each of them, drawn from 0 to 1 with a shade for its interval.
        photos: of some x the photo changed so much, (height, width), grey values 0 to 255.
        xlabel, ylabel: axis labels, with units.
        chance: (rate, its name) of blind guessing, a dotted line.
        guide: True for a thin line down the middle of every photo, so that the eye sees what moved.

    Raises:
        ValueError: if there is not one rate for each x, or a photo belongs to none of them.
    """
    if len(x) != len(rates) or len(x) < 2 or not photos or not set(photos) <= set(x):
        raise ValueError("curve_under_photos needs a rate for each of two x or more, and photos at some of them.")
    with mpl.rc_context(style.STYLE):
        figure, (strip, axes) = plt.subplots(2, 1, figsize=(style.WIDTH, 6.2), height_ratios=[2, 4], sharex=True)
        strip.axis("off")
        axes.plot(x, [rate.value for rate in rates], color=style.GREY, marker="o")
        # Nothing here has a colour: photos are stored in one channel.
        axes.fill_between(x, [rate.low for rate in rates], [rate.high for rate in rates], color=style.GREY,
                          alpha=0.22, linewidth=0)  # fmt: skip
        if chance:
            axes.axhline(chance[0], color=style.BLACK, linestyle=style.DOTTED, linewidth=1.8)
            axes.annotate(chance[1], (x[0], chance[0]), (0, 4), textcoords="offset points", va="bottom",
                          fontsize=style.SMALLEST + 1)  # fmt: skip
        room = (x[-1] - x[0]) * 0.1
        axes.set_xlim(x[0] - room, x[-1] + room)
        axes.set_ylim(0, 1)
        axes.set_xticks(list(x), [f"{value:g}" for value in x])
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        for value, photo in photos.items():
            across = (value - x[0] + room) / (x[-1] - x[0] + 2 * room)
            place = strip.inset_axes((across - 0.1, 0, 0.2, 1))
            place.imshow(photo, cmap="gray", vmin=0, vmax=255)
            if guide:
                place.axvline(photo.shape[1] / 2 - 0.5, color="white", linewidth=1)
            place.axis("off")
        said = "; ".join(f"{short(rate.value)} at {value:g}, from {short(rate.low)} to {short(rate.high)}"
                         for value, rate in zip(x, rates, strict=True))  # fmt: skip
        tell(axes, f"Horizontal: {xlabel}. Vertical: {ylabel}. {said}. Over the curve the photo at "
                   f"{', '.join(f'{value:g}' for value in photos)}.")  # fmt: skip
    return figure


def answers_under_faces(
    faces: Mapping[str, np.ndarray], heads: Sequence[str], words: Mapping[str, Sequence[str]], colour: str
) -> Figure:
    """Return rows of faces, a person each, with what a matcher says under every one; where it says yes, a thick frame.

    Args:
        faces: person to (c, height, width), grey values 0 to 255.
        heads: (c,) what the columns are.
        words: person to (c,) what the matcher says of each face, such as "0.61, yes" or "no face"; nothing under a face
            of which nobody was asked. A text that ends in "yes" has the frame.
        colour: of the matcher.

    Raises:
        ValueError: if there is no row, or a row has not one face and one text for each column.
    """
    rows = {name: np.asarray(each) for name, each in faces.items()}
    if not rows or any(one.ndim != 3 or len(one) != len(heads) for one in rows.values()):
        raise ValueError(f"answers_under_faces needs {len(heads)} faces, (height, width) each, in every row.")
    if list(words) != list(rows) or any(len(said) != len(heads) for said in words.values()):
        raise ValueError(f"answers_under_faces needs {len(heads)} texts for each of the {len(rows)} rows.")
    shape = next(iter(rows.values())).shape[1:]
    cell = style.WIDTH / len(heads)
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST, "axes.titlesize": style.SMALLEST}):
        size = (style.WIDTH, len(rows) * (cell * shape[0] / shape[1] * 0.86 + 0.3) + 0.5)
        figure, grid = plt.subplots(len(rows), len(heads), figsize=size, squeeze=False)
        for line, (name, pictures) in zip(grid, rows.items(), strict=True):
            for axes, picture, said in zip(line, pictures, words[name], strict=True):
                is_yes = said.endswith("yes")
                axes.imshow(picture, cmap="gray", vmin=0, vmax=255)
                axes.set_xticks([])
                axes.set_yticks([])
                axes.grid(False)
                axes.spines[:].set(visible=bool(said), color=colour if is_yes else style.GREY,
                                   linewidth=4.5 if is_yes else 1, linestyle=style.SOLID)  # fmt: skip
                axes.set_xlabel(said, color=colour if is_yes else "black", weight="bold" if is_yes else "normal")
            line[0].set_ylabel(name)
        for axes, head in zip(grid[0], heads, strict=True):
            axes.set_title(head)
        told = [
            f"{name}: " + "; ".join(f"{head}: {said}" for head, said in zip(heads, each, strict=True) if said)
            for name, each in words.items()
        ]
        tell(grid[0, 0], f"{len(rows)} rows of {len(heads)} faces. " + ". ".join(told) + ".")
    return figure
