"""Figures in which every person has a place: faces, pairs with a verdict, stencils, a week, a ring, a queue.

Import them from `facelab.plots`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from facelab import style
from facelab.alt_text import describe_rows_of_pictures, tell
from facelab.identification import counts_by_chance

ARC_OF_MARKED = 0.25  # share of a ring that the marked people take, however few they are: else nobody would see them
FEW_LINES = 60  # up to so many lines between marked people each is drawn thick enough to be counted
ALONE = 5.0  # inches: width of a picture with a stencil beside it and nothing else
FAINT = 0.2  # how well a stencil fits where a map of fits is black
BEND = 0.35  # how far a line between two people bends to the middle of the ring: 0 to the middle, 1 not at all


def faces(
    images: np.ndarray,
    titles: Sequence[str] = (),
    columns: int = 10,
    signed: bool = False,
    width: float = style.WIDTH,
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
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST, "axes.titlesize": style.SMALLEST}):
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


def verdicts(
    above: np.ndarray,
    below: np.ndarray,
    words: Sequence[str],
    wrong: Sequence[bool],
    names: tuple[str, str],
    columns: int | None = None,
) -> Figure:
    """Return pairs of photos in two rows, each pair framed and with what the machine made of it written under it.

    Args:
        above, below: (n, height, width) grey values; the pairs stand one above the other.
        words: (n,) what the machine says of each pair, such as "0.84: pays".
        wrong: (n,) whether it is wrong: then the frame is thick and dashed, and "wrong" stands in the words' line.
        names: what the rows are, such as ("at the door", "stored").
        columns: pairs side by side before the next two rows begin; all of them unless told.

    Raises:
        ValueError: if the pictures do not match, there is not one word and one verdict for each pair, or columns is
            below 1.
    """
    above, below = np.asarray(above), np.asarray(below)
    if above.ndim != 3 or above.shape != below.shape or len(above) == 0:
        raise ValueError(f"verdicts needs two stacks of as many pictures; it was given {above.shape}, {below.shape}.")
    if len(words) != len(above) or len(wrong) != len(above):
        raise ValueError(f"verdicts needs {len(above)} words and verdicts; it was given {len(words)} and {len(wrong)}.")
    n = len(above)
    across = n if columns is None else min(columns, n)
    if across < 1:
        raise ValueError(f"verdicts needs at least one column; it was given {columns}.")
    blocks = -(-n // across)
    height = min(2 * style.WIDTH / across * above.shape[1] / above.shape[2], 5.0 if blocks == 1 else 4.6 / blocks) + 0.6
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST}):
        figure, grid = plt.subplots(2 * blocks, across, figsize=(style.WIDTH, blocks * height), squeeze=False)
        for axes in grid.flat:
            axes.axis("off")
        for place, (pair, word, is_wrong) in enumerate(zip(zip(above, below, strict=True), words, wrong, strict=True)):
            block, column = divmod(place, across)
            cells = grid[2 * block : 2 * block + 2, column]
            colour = style.PURPLE if is_wrong else style.GREEN
            for axes, picture in zip(cells, pair, strict=True):
                axes.imshow(picture, cmap="gray", vmin=0, vmax=255)
                _frame(axes, colour, is_wrong)
            cells[1].set_xlabel(f"{word}\nwrong" if is_wrong else word, color=colour if is_wrong else "black")
        for block in range(blocks):
            for axes, name in zip(grid[2 * block : 2 * block + 2, 0], names, strict=True):
                axes.set_ylabel(name)
        said = [f"{word}{' (wrong)' if is_wrong else ''}" for word, is_wrong in zip(words, wrong, strict=True)]
        tell(grid[0, 0], describe_rows_of_pictures(n, names, said))
    return figure


def _frame(axes: Axes, colour: str, is_wrong: bool) -> None:
    """Put a frame around a picture, thick and dashed if the machine is wrong about it, and take its ticks away."""
    axes.axis("on")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set(visible=True, color=colour, linewidth=4 if is_wrong else 1.5,
                  linestyle=style.DASHED if is_wrong else style.SOLID)  # fmt: skip


def stencils(
    picture: np.ndarray,
    patches: Sequence[np.ndarray],
    fits: Sequence[np.ndarray] = (),
    words: Sequence[str] = (),
    wrong: Sequence[bool] = (),
) -> Figure:
    """Return a picture and the stencil that was slid over it, side by side, with a frame where it fits best.

    For a single stencil with its fits a third panel shows how well it fits at each place, the brighter the better.

    Args:
        picture: (height, width), grey values.
        patches: the stencils, (h, w) each, a pair of panels for each.
        fits: for each stencil how well it fits at each place, (height - h + 1, width - w + 1), as of
            `facelab.matching.ncc_map`; without them nothing is framed.
        words: for each stencil where it fits best, such as "on person 21"; the best fit is written before it.
        wrong: for each whether the frame is on somebody else: then it is dashed. Words and verdicts come with the fits.

    Raises:
        ValueError: if there is no stencil, or not as many fits, words and verdicts as stencils.
    """
    picture, n = np.asarray(picture), len(patches)
    if n == 0 or any(len(given) not in ((0,) if len(fits) == 0 else (n,)) for given in (fits, words, wrong)):
        raise ValueError(
            f"stencils needs at least one stencil, and fits, words and verdicts for each of them or none at all; "
            f"it was given {n} stencils with {len(fits)} fits, {len(words)} words and {len(wrong)} verdicts."
        )
    mapped = n == 1 and len(fits) == 1
    widths = [0.45, 2.0] * n + [2.0] * mapped
    width = style.WIDTH if mapped or n > 1 else ALONE
    height = 2.0 * width / sum(widths) * picture.shape[0] / picture.shape[1]
    with mpl.rc_context({**style.STYLE, "font.size": style.SMALLEST, "axes.titlesize": style.SMALLEST}):
        figure, grid = plt.subplots(
            1, len(widths), figsize=(width, min(height, 3.8) + 0.3), width_ratios=widths, squeeze=False
        )
        for axes in grid.flat:
            axes.axis("off")
        for place, patch in enumerate(patches):
            small, large = grid[0, 2 * place : 2 * place + 2]
            small.imshow(patch, cmap="gray", vmin=0, vmax=255)
            small.set_title("stencil")
            large.imshow(picture, cmap="gray", vmin=0, vmax=255)
            sizes = f"{patch.shape[1]} by {patch.shape[0]} pixels beside a picture of {picture.shape[1]} by"
            said = f"A stencil of {sizes} {picture.shape[0]} pixels."
            if len(fits):
                fit = np.asarray(fits[place])
                y, x = (int(one) for one in np.unravel_index(fit.argmax(), fit.shape))
                large.set_title(f"best fit {fit.max():.2f}, {words[place]}{' (wrong)' if wrong[place] else ''}")
                _box(large, (x, y), patch.shape, bool(wrong[place]))
                verdict = f"{words[place]}{' (wrong)' if wrong[place] else ''}"
                said += (
                    f" It fits best, {fit.max():.2f}, {verdict}, its top left corner {x} pixels from the left and {y}"
                )
                said += " from the top."
                if mapped:
                    _draw_fit(grid[0, 2], fit, picture.shape, patch.shape)
                    _box(grid[0, 2], (x, y), patch.shape, bool(wrong[place]))
                    said += f" A map of {fit.size:,} places shows how well it fits, from {fit.min():.2f} up."
            tell(large, said)
    return figure


def _box(axes: Axes, corner: tuple[int, int], shape: tuple[int, ...], is_wrong: bool) -> None:
    """Draw the frame around a stencil whose top left pixel lies at this corner, x and y, on a white edge."""
    dash, colour = ((0, (2.5, 1.2)), style.PURPLE) if is_wrong else (style.SOLID, style.GREEN)
    left, top, gap = corner[0] - 0.5, corner[1] - 0.5, 3  # pixels between the face and its frame
    for ink, width, kind in (("white", 5.5, style.SOLID), (colour, 3.0, dash)):
        axes.add_patch(
            Rectangle(
                (left - gap, top - gap), shape[1] + 2 * gap, shape[0] + 2 * gap, fill=False, linewidth=width,
                edgecolor=ink, linestyle=kind,
            )
        )  # fmt: skip


def _draw_fit(axes: Axes, fit: np.ndarray, whole: tuple[int, ...], shape: tuple[int, ...]) -> None:
    """Draw how well a stencil fits, each value where the middle of the stencil lay; black is FAINT and below."""
    shown = np.full(whole, -1.0)
    down, across = shape[0] // 2, shape[1] // 2
    shown[down : down + fit.shape[0], across : across + fit.shape[1]] = fit
    axes.imshow(shown, cmap="gray", vmin=FAINT, vmax=fit.max())
    axes.set_title("how well it fits, place by place")


def refusals(refused: np.ndarray, people: Sequence) -> Figure:
    """Return a door's log as a grid: a column for each person, a square for each visit, filled if it was refused.

    The people stand in the order of how often they were refused, the most refused first.

    Args:
        refused: (n, k) bool, a row for each person and a column for each day.
        people: (n,) what stands under a column.

    Raises:
        ValueError: if refused is no table, or does not have a row for each person.
    """
    refused = np.asarray(refused, bool)
    if refused.ndim != 2 or refused.size == 0 or len(refused) != len(people):
        raise ValueError(f"refusals needs a table with a row for each of {len(people)} people, not {refused.shape}.")
    days, order = refused.shape[1], np.argsort(-refused.sum(axis=1), kind="stable")
    with mpl.rc_context({**style.STYLE, "xtick.labelsize": style.SMALLEST, "ytick.labelsize": style.SMALLEST}):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 1.2 + 0.36 * days))
        for no, ink, edge, name in (
            (False, "none", style.GREY, "the door opens"),
            (True, style.PURPLE, style.PURPLE, "refused"),
        ):
            across, down = np.nonzero(refused[order] == no)
            axes.scatter(across, down, s=190, marker="s", facecolors=ink, edgecolors=edge, linewidths=1.2, label=name)
        axes.set_xticks(range(len(people)), [str(people[place]) for place in order])
        axes.set_yticks(range(days), [str(day + 1) for day in range(days)])
        axes.set_xlim(-0.7, len(people) - 0.3)
        axes.set_ylim(days - 0.4, -0.6)
        axes.grid(False)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
        axes.set_xlabel("employee")
        axes.set_ylabel("day")
        figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=2)
        some = [f"{people[place]}: {refused[place].sum()}" for place in order if refused[place].any()]
        tell(axes, f"{refused.sum()} of {refused.size} visits refused; {len(some)} of {len(people)} people refused at "
                   f"least once. Refused on how many of {days} days: {', '.join(some) or 'nobody'}.")  # fmt: skip
    return figure


def ring(panels: Mapping[str, np.ndarray], marked: np.ndarray, who: str) -> Figure:
    """Return rings of people with a line between every two that are taken for one, a ring for each matcher.

    The marked people stand together at the top, on an arc that is wider than their number: else nobody would see what
    happens among them. Along the arc, people with many lines stand in its middle; all others stand as they come.

    Args:
        panels: title to (n, n) bool: which probe (row) matches whose enrolment (column); the diagonal does not count.
        marked: (n,) bool, the people at the top.
        who: what the marked people are called, such as "on the list".

    Raises:
        ValueError: if there is no panel, a table does not fit, or nobody or everybody is marked.
    """
    marked = np.asarray(marked, bool)
    tables = {title: np.asarray(matches, bool) for title, matches in panels.items()}
    if not tables or any(matches.shape != (len(marked),) * 2 for matches in tables.values()):
        raise ValueError(f"ring needs square tables for {len(marked)} people, one at least.")
    if marked.all() or not marked.any():
        raise ValueError("ring needs some people who are marked and some who are not.")
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(
            1, len(tables), figsize=(style.WIDTH, 0.62 + style.WIDTH / len(tables)), squeeze=False
        )
        for axes, (title, matches) in zip(grid.flat, tables.items(), strict=True):
            either = np.triu(matches | matches.T, 1)
            _draw_ring(axes, either, marked, style.colours([title])[0])
            among, of = int(either[np.ix_(marked, marked)].sum()), int(either.sum())
            axes.set_title(f"{style.written(title)}: {of:,} pairs\n{among:,} between the {marked.sum()} people {who}")
            tell(axes, f"{style.written(title)}: {of:,} pairs of {len(marked):,} people are taken for one person, "
                       f"{among:,} of them between the {marked.sum()} people {who}.")  # fmt: skip
    return figure


def _draw_ring(axes: Axes, pairs: np.ndarray, marked: np.ndarray, colour: str) -> None:
    """Draw people on a circle and a curve for each pair; (n, n) bool, above the diagonal."""
    ties = (pairs | pairs.T).sum(axis=1)
    angle = np.empty(len(marked))
    half = np.pi * ARC_OF_MARKED
    for members, (first, last) in ((marked, (-half, half)), (~marked, (half + 0.06, 2 * np.pi - half - 0.06))):
        places = np.flatnonzero(members)
        if members is marked:  # the most entangled in the middle: rank 0 in the middle, then left and right in turn
            order = places[np.argsort(-ties[places], kind="stable")]
            places = np.concatenate([order[1::2][::-1], order[0::2]])
        angle[places] = np.linspace(first, last, len(places))
    point = np.column_stack([np.sin(angle), np.cos(angle)])  # 0 is at the top
    among = np.logical_and.outer(marked, marked)
    few = np.count_nonzero(pairs & among) < FEW_LINES
    for cells, ink, thin, faint in (
        (~among, colour, 0.4, 0.25),
        (among, style.PURPLE, *((1.4, 1) if few else (0.55, 0.45))),
    ):
        one, other = np.nonzero(pairs & cells)
        axes.add_collection(
            LineCollection(list(_bent(point[one], point[other])), colors=ink, linewidths=thin, alpha=faint)
        )
    for members, size, ink in ((~marked, 2, style.GREY), (marked, 16, style.PURPLE)):
        axes.scatter(point[members, 0], point[members, 1], s=size, color=ink, linewidths=0)
    axes.set_aspect("equal", anchor="S")  # no room is left below, and enough for two lines of title above
    axes.set_xlim(-1.06, 1.06)
    axes.set_ylim(-1.06, 1.06)
    axes.axis("off")


def _bent(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return (k, 16, 2) points of curves between (k, 2) points, each bent to the middle of the ring."""
    step = np.linspace(0, 1, 16)[np.newaxis, :, np.newaxis]
    middle = (start + end)[:, np.newaxis] / 2 * BEND
    return (1 - step) ** 2 * start[:, np.newaxis] + 2 * step * (1 - step) * middle + step**2 * end[:, np.newaxis]


def dots(panels: Mapping[str, Mapping[str, int]], people: int = 10_000, columns: int = 100) -> Figure:
    """Return a street of people as dots, a panel each, in which a few are marked.

    Every panel fills the same places, one kind from the one end and the other from the other: where two streets differ
    in one kind alone, the marks of the other stay where they are.

    Args:
        panels: title to how many people there are of each named kind; all others are grey dots. The kinds come in the
            order of the dictionary: the first is filled purple, the second is an open black ring.
        people: dots in a panel. columns: dots in a row.

    Raises:
        ValueError: if there is no panel, a panel has more than two kinds or more marked people than dots.
    """
    counts = {title: {kind: int(count) for kind, count in kinds.items()} for title, kinds in panels.items()}
    if not counts or any(
        len(kinds) > 2 or sum(kinds.values()) > people or min(kinds.values(), default=0) < 0
        for kinds in counts.values()
    ):
        raise ValueError(f"dots needs panels of at most two kinds with at most {people:,} people together.")
    most = max(max(kinds.values(), default=0) for kinds in counts.values())
    full = min(1.0, 15 / len(counts) / max(most, 1) ** 0.5)  # many marks are drawn smaller, or they hide the street
    looks: tuple[dict[str, Any], ...] = (
        {"color": style.PURPLE, "s": max(34 * full, 5)},
        {"edgecolors": style.BLACK, "facecolors": "white", "s": max(30 * full, 5), "linewidths": 1.5 * full**0.5},
    )
    place = np.random.RandomState(0).permutation(people)  # where in the street they stand has no meaning
    across, down = place % columns, place // columns
    wide = style.WIDTH / len(counts)
    tall = wide * -(-people // columns) / columns + 0.45 + 0.3 * max(map(len, counts.values()))
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(1, len(counts), figsize=(style.WIDTH, tall), squeeze=False)
        for axes, (title, kinds) in zip(grid.flat, counts.items(), strict=True):
            axes.scatter(across, down, s=1.2, color="#b8b8b8", linewidths=0)
            for number, (kind, count) in enumerate(kinds.items()):
                part = slice(people - count, people) if number else slice(0, count)
                axes.scatter(across[part], down[part], zorder=3 - number, label=f"{count:,} {kind}", **looks[number])
            axes.set_title(title)
            axes.set_aspect("equal")
            axes.axis("off")
            axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), handletextpad=0.2)
            said = ", ".join(f"{count:,} {kind}" for kind, count in kinds.items())
            tell(axes, f"{title}: of {people:,} people {said}.")
    return figure


def people_in_order(panels: Mapping[str, np.ndarray], ylabel: str, by_chance: bool = False) -> Figure:
    """Return people in a queue, those with the largest count first, a panel each; who has none keeps an empty place.

    Args:
        panels: title to (n,) whole numbers, at least 0, one a person. A title that names a matcher has its colour.
        ylabel: what is counted.
        by_chance: True for counts of comparisons with the n - 1 others. A dotted line then shows the queue that all of
            them would make if each comparison counted with the same chance.

    Raises:
        ValueError: if there is no panel, nobody in one, or a count is negative or not whole.
    """
    queues = {title: np.sort(np.asarray(counts, float))[::-1] for title, counts in panels.items()}
    if not queues or any(len(q) == 0 or (q < 0).any() or (q != np.floor(q)).any() for q in queues.values()):
        raise ValueError(
            "people_in_order needs at least one panel, and in it a whole number, at least 0, for each person."
        )
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(1, len(queues), figsize=(style.WIDTH, 3.9), sharey=True, squeeze=False)
        for axes, (title, counts) in zip(grid.flat, queues.items(), strict=True):
            n, colour, none = len(counts), style.colours([title])[0], int((counts == 0).sum())
            axes.stairs(counts, np.arange(n + 1), fill=True, color=colour)
            # The first of many people are narrower than a pixel, and would not be seen.
            first = np.arange(1 + n // 30)
            axes.vlines(first + 0.5, 0, counts[first], color=colour, linewidth=1.6)
            said = f"{counts.sum():,.0f} in all among {n:,} people, the first has {counts[0]:.0f}"
            tenth = f"the first tenth has {_of_first_tenth(counts):.0%} of all"
            if by_chance:
                even = counts_by_chance(n, counts.sum() / (n * (n - 1)))[::-1]
                axes.stairs(even, np.arange(n + 1), color=style.BLACK, linestyle=style.DOTTED, linewidth=1.8, zorder=3)
                said += f", by chance alone {even[0]}"
                tenth += f", by chance {_of_first_tenth(even):.0%}"
            if none:
                axes.annotate(f"{none:,} people\nhave none", (n, 0), (0, 14), textcoords="offset points",
                              ha="right", va="bottom", color=colour)  # fmt: skip
            axes.set_title(style.written(title), loc="left")
            axes.set_xlim(0, n)
            axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(4, integer=True))
            axes.xaxis.set_major_formatter(lambda place, _: f"{place:,.0f}")
            axes.yaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
            axes.grid(False, axis="x")
            tell(axes, f"{style.written(title)}{': ' if title else ''}{said}; {tenth}; {none:,} have none.")
        grid.flat[0].set_ylabel(ylabel)
        dotted = " (dotted: if all comparisons had the same chance)" if by_chance else ""
        figure.supxlabel(f"people, the largest count first{dotted}", fontsize=13)
    return figure


def _of_first_tenth(counts: np.ndarray) -> float:
    """Return what share of all the first tenth of falling counts have; 0 if there is nothing to have."""
    return float(counts[: max(1, len(counts) // 10)].sum() / max(1.0, counts.sum()))
