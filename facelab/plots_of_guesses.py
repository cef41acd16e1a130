"""Figures about guessing something from a face: photos with a machine's guess, and one guess repeated many times.

Import them from `facelab.plots`.
"""

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab import style
from facelab.alt_text import short, tell
from facelab.wording import count

BINS = 50  # places along an axis from 0 to 1 at which dots are stacked


def judged(
    images: np.ndarray,
    panels: Mapping[str, tuple[Sequence[str], Sequence[bool]]],
    columns: int = 10,
) -> Figure:
    """Return the same photos once for each test, what the machine guessed under each, and wrong guesses framed.

    Args:
        images: (n, height, width), grey values 0 to 255.
        panels: title of a test to (what the machine said of each photo, whether that is wrong), n of each. How many
            are wrong is written behind the title; a wrong guess has a thick frame and a cross before its word.
        columns: photos a row.

    Raises:
        ValueError: if there is no photo or no test, or a test does not have one word and one verdict for each photo.
    """
    images, n = np.asarray(images), len(images)
    if images.ndim != 3 or n == 0 or not panels or any(len(one) != n for both in panels.values() for one in both):
        raise ValueError(f"judged needs photos, and in each test a word and a verdict for each of them; it has {n}.")
    rows = -(-n // columns)
    height = style.WIDTH / columns * images.shape[1] / images.shape[2] + 0.32
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST}):
        figure = plt.figure(figsize=(style.WIDTH, len(panels) * (rows * height + 0.42)))
        parts = figure.subfigures(len(panels), 1, squeeze=False, hspace=0.04).flat
        for part, (title, (words, wrong)) in zip(parts, panels.items(), strict=True):
            heading = f"{title}: {count(sum(map(bool, wrong)), n)} wrong"
            part.suptitle(heading, x=0.005, ha="left", fontsize=13)
            grid = part.subplots(rows, columns, squeeze=False)
            for axes in grid.flat:
                axes.axis("off")
            for axes, image, word, is_wrong in zip(grid.flat, images, words, wrong, strict=False):
                axes.imshow(image, cmap="gray", vmin=0, vmax=255)
                axes.axis("on")
                axes.set_xticks([])
                axes.set_yticks([])
                axes.grid(False)
                axes.set_xlabel(f"× {word}" if is_wrong else word, color=style.PURPLE if is_wrong else "black")
                for spine in axes.spines.values():
                    spine.set(visible=bool(is_wrong), color=style.PURPLE, linewidth=4)
            said = [f"{word}{' (wrong)' if is_wrong else ''}" for word, is_wrong in zip(words, wrong, strict=True)]
            tell(grid[0, 0], f"{heading}. {'; '.join(said)}.")
    return figure


def repeated(panels: Mapping[str, np.ndarray], xlabel: str, chance: tuple[float, str]) -> Figure:
    """Return a dot for each repetition, a row for each way of testing, on an axis from 0 to 1 with a line for chance.

    Args:
        panels: title to the shares found, (n,), each 0 to 1. Dots of about the same share are stacked.
        xlabel: what is measured.
        chance: (share, its name) of guessing blindly, a dotted line through all rows.

    Raises:
        ValueError: if there is no panel, one is empty, or a share is outside 0 to 1.
    """
    found = {title: np.sort(np.asarray(shares, float)) for title, shares in panels.items()}
    if not found or any(len(shares) == 0 or not (shares[0] >= 0 and shares[-1] <= 1) for shares in found.values()):
        raise ValueError("repeated needs at least one panel, and in each at least one share, all from 0 to 1.")
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(
            len(found), 1, figsize=(style.WIDTH, 0.8 + 1.45 * len(found)), sharex=True, sharey=True, squeeze=False
        )
        tallest = 3
        for place, (axes, (title, shares)) in enumerate(zip(grid.flat, found.items(), strict=True)):
            columns = np.round(shares * BINS)
            heights = np.array([np.sum(columns[:one] == column) for one, column in enumerate(columns)])
            tallest = max(tallest, int(heights.max()))
            axes.plot(columns / BINS, heights, "o", color=style.GREEN if place == 0 else style.PURPLE, clip_on=False)
            axes.axvline(chance[0], color=style.BLACK, linestyle=style.DOTTED, linewidth=1.8)
            axes.set_yticks([])
            axes.grid(False, axis="y")
            axes.spines["left"].set_visible(False)
            axes.set_title(title, loc="left")
            mean, low, high = (short(float(one)) for one in (shares.mean(), shares[0], shares[-1]))
            tell(axes, f"{title}: {len(shares)} dots, mean {mean}, from {low} to {high}; {chance[1]}: {chance[0]:g}.")
        last = grid.flat[-1]
        last.set_ylim(-0.7, tallest + 0.7)
        last.set_xlim(0, 1)
        last.set_xlabel(xlabel)
        grid.flat[0].annotate(chance[1], (chance[0], 1), (-6, -2), xycoords=("data", "axes fraction"),
                              textcoords="offset points", ha="right", va="top")  # fmt: skip
    return figure
