"""Figures of rates and ratios: intervals beside a promise, before and after, chance and what was found, groups.

Import them from `facelab.plots`.
"""

from collections.abc import Mapping, Sequence
from math import ceil, inf, isfinite, log10

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab import style
from facelab.alt_text import describe_rows, short, tell
from facelab.groups import GroupRow
from facelab.wording import count

Row = tuple[float, float, float] | tuple[float, float, float, str]  # value, low, high, and a note such as "3 of 9"
WIDEST_BESIDE = 2  # columns up to which heat maps stand side by side
WHEN = ("before", "after")
NONE_MARK = 8  # points: size of the open mark where none was counted
BAR = 1.45  # how many times as far right a bar of a hill of ratios ends as it begins


def intervals(
    rows: Mapping[str, Row],
    xlabel: str,
    log: bool = False,
    promise: tuple[float, str] | None = None,
    unit: str | None = None,
) -> Figure:
    """Return a figure with one dot and its interval for each row, first row on top.

    Args:
        rows: name to (value, low, high), and a note under the dot if there is a fourth. A row that names a matcher has
            its colour.
        xlabel: what is measured, with its unit.
        log: True for an axis on which each step multiplies by ten. A value of 0 stands at the left edge as an open
            mark, with its upper end.
        promise: (value, its name): a dashed line. A figure of ratios has one at 1 without being asked.
        unit: for the ticks of a logarithmic axis, see `facelab.style.words_on`; by default "times" where a value is
            above 1, else "rate".
    """
    return interval_panels({"": rows}, xlabel, log, promise, unit)


def interval_of(row: GroupRow, rate: str = "fmr") -> Row:
    """Return a row of `facelab.groups.by_group` as `intervals` draws it: value, both ends, its count as a note."""
    if rate == "fmr":
        return row.fmr, *row.fmr_interval, count(row.n_false_matches, row.n_nonmated)
    return row.fnmr, *row.fnmr_interval, count(row.n_false_nonmatches, row.n_mated)


def interval_panels(
    panels: Mapping[str, Mapping[str, Row]],
    xlabel: str,
    log: bool = False,
    promise: tuple[float, str] | None = None,
    unit: str | None = None,
) -> Figure:
    """Return panels of intervals side by side, with the same rows and the same axis, a matcher or a case each.

    Args:
        panels: title to rows, each name to (value, low, high); every panel has the same names in the same order.
        xlabel, log, promise, unit: as in `intervals`.

    Raises:
        ValueError: if there is no row, or the panels differ in their rows.
    """
    names = list(next(iter(panels.values()), {}))
    if not names or any(list(rows) != names for rows in panels.values()):
        raise ValueError("interval_panels needs at least one row, and the same rows in the same order in every panel.")
    if unit is None:
        unit = "times" if max(row[0] for rows in panels.values() for row in rows.values()) > 1 else "rate"
    if promise is None and unit == "times" and log:
        promise = (1, "")  # the tick below it says what it is
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(
            1, len(panels), figsize=(style.WIDTH, 1.5 + 0.46 * len(names)), sharey=True, squeeze=False
        )
        everything = [number for rows in panels.values() for row in rows.values() for number in row[:3]]
        everything += [promise[0]] if promise else []
        for axes, (title, rows) in zip(grid.flat, panels.items(), strict=True):
            if log:
                style.words_on(axes, "x", *_range(everything), unit)
            colours = style.colours([f"{title} {name}" for name in names])
            known = [style.matcher_in(f"{title} {name}") is not None for name in names]
            plain = style.GREY if any(known) else style.BLACK  # rows that are no matcher have no colour
            colours = [colour if is_one else plain for colour, is_one in zip(colours, known, strict=True)]
            for place, (row, colour) in enumerate(zip(rows.values(), colours, strict=True)):
                _interval(axes, place, row, colour, unit=unit)
            axes.set_yticks(range(len(names)), [style.written(name) for name in names])
            has_open_mark = log and any(row[0] <= 0 for row in rows.values())
            axes.tick_params(axis="y", length=0, pad=10 if has_open_mark else 3.5)
            axes.grid(False, axis="y")
            axes.set_ylim(len(names) - 0.5, -0.5)
            axes.set_title(style.written(title), loc="left", pad=20 if promise and promise[1] else 6)
            if promise:
                style.promise_line(axes, *promise)
            tell(axes, f"{style.written(title)}. " * bool(title) + describe_rows(rows, xlabel))
        figure.supxlabel(xlabel, fontsize=13)
    return figure


def before_after(
    rows: Mapping[str, tuple[Row, Row]],
    xlabel: str,
    groups: Sequence[str] = (),
    promise: tuple[float, str] | None = None,
    log: bool = True,
) -> Figure:
    """Return arrows from what was to what is, a row each, with the interval of both ends.

    Args:
        rows: name to ((value, low, high) before, (value, low, high) after). A value of 0 stands at the left edge as an
            open mark: none was counted, and its interval says how many there may be.
        xlabel: what is measured, with its unit.
        groups: for each row whose it is; rows of one group share a colour. By default all have the same.
        promise: (value, its name), a dashed line.
        log: False for an axis with equal steps.

    Raises:
        ValueError: if there is no row, or not one group for each.
    """
    if not rows or (groups and len(groups) != len(rows)):
        raise ValueError(f"before_after needs at least one row and a group for each; given {len(rows)}, {len(groups)}.")
    each = groups or [""] * len(rows)
    colour_of = dict(zip(dict.fromkeys(each), style.OTHERS, strict=False))
    with mpl.rc_context(style.STYLE):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 1.5 + 0.95 * len(rows)))
        everything = [number for pair in rows.values() for row in pair for number in row[:3]]
        everything += [promise[0]] if promise else []
        if log:
            style.words_on(axes, "x", *_range(everything))
        left = axes.get_xlim()[0]
        for place, ((before, after), group) in enumerate(zip(rows.values(), each, strict=True)):
            colour = colour_of[group]
            _interval(axes, place - 0.16, before, colour, faint=True)
            _interval(axes, place + 0.16, after, colour, below=True)
            ends = [max(before[0], left), max(after[0], left)]
            arrow = {"arrowstyle": "-|>", "color": colour, "lw": 1.6, "shrinkA": 6, "shrinkB": 6}
            if max(ends) > left or not log:  # from none to none nothing moves
                axes.annotate("", (ends[1], place + 0.16), (ends[0], place - 0.16), arrowprops=arrow)
        axes.set_yticks(range(len(rows)), [style.written(name) for name in rows])
        axes.tick_params(axis="y", length=0, pad=10)  # room for open marks
        axes.grid(False, axis="y")
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel(f"{xlabel}   (○ before, ● after)")
        if promise:
            style.promise_line(axes, *promise)
        said = {f"{name}, {when}": row for name, pair in rows.items() for when, row in zip(WHEN, pair, strict=True)}
        tell(axes, describe_rows(said, xlabel))
    return figure


def shuffles(panels: Mapping[str, tuple[np.ndarray, float]], xlabel: str, none: str = "no error") -> Figure:
    """Return the hill of what chance alone gives, with what was found as a line in it or beside it, a panel each.

    Args:
        panels: title to (ratios found after shuffling, (n,); the ratio found as the labels are). A shuffled ratio of 0
            has no place on the axis: these stand in an open bar of their own at its left end.
        xlabel: what the ratio is of what.
        none: what a ratio of 0 means, written under that bar.

    Raises:
        ValueError: if there is no panel, or a panel has no ratio above 0.
    """
    clean = {title: (np.asarray(draws, float), float(found)) for title, (draws, found) in panels.items()}
    if not clean or any(not (draws[np.isfinite(draws)] > 0).any() for draws, _ in clean.values()):
        raise ValueError("shuffles needs at least one panel, each with at least one ratio above 0.")
    above = np.concatenate([draws[np.isfinite(draws) & (draws > 0)] for draws, _ in clean.values()])
    low = min(above.min(), 0.5)
    high = max(above.max(), *(found for _, found in clean.values()), 2.0)
    # Few errors give few different ratios: narrow bars would be a comb, and no hill.
    edges = low * BAR ** np.arange(-0.5, np.log(high / low) / np.log(BAR) + 1)
    zero = low * BAR**-3.5, low * BAR**-2.5
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(
            len(clean), 1, figsize=(style.WIDTH, 1.0 + 1.9 * len(clean)), sharex=True, squeeze=False
        )
        for axes, (title, (draws, found)) in zip(grid.flat, clean.items(), strict=True):
            style.words_on(axes, "x", zero[0], high, "times")
            colour = style.colours([title])[0]
            axes.hist(draws[np.isfinite(draws)], edges, color="#bbbbbb", label="_")
            axes.axvline(1, color=style.GREY, linestyle=style.DOTTED, linewidth=1.5)
            axes.axvline(found, color=colour, linewidth=3)
            right = found > np.sqrt(low * high)
            axes.annotate(f"found: {found:.3g} times", (found, 0.95), (-6 if right else 6, 0),
                          xycoords=("data", "axes fraction"), textcoords="offset points", color=colour,
                          ha="right" if right else "left", va="top", fontsize=12)  # fmt: skip
            if np.any(draws == 0):
                axes.stairs([np.count_nonzero(draws == 0)], zero, color="#999999", linewidth=2)
            axes.set_title(style.written(title), loc="left")
            axes.set_yticks([])
            axes.set_ylabel("shuffles")
            axes.grid(False)
            larger, without = np.count_nonzero(draws >= found), np.count_nonzero(draws == 0)
            tell(axes, f"{style.written(title)}: {len(draws):,} shuffles, {without:,} of them with {none}, median "
                       f"{short(np.median(draws))}, largest {short(draws.max())}; found {short(found)}, and {larger} "
                       f"shuffles give as much.")  # fmt: skip
        bottom = grid.flat[-1]
        if any(np.any(draws == 0) for draws, _ in clean.values()):
            words = zip(bottom.get_xticks(), bottom.get_xticklabels(), strict=True)
            kept = {at: label.get_text() for at, label in words if at >= edges[0]}
            bottom.set_xticks([np.sqrt(zero[0] * zero[1]), *kept], [none, *kept.values()])
        bottom.set_xlabel(xlabel)
    return figure


def kept_or_broken(panels: Mapping[str, np.ndarray], promise: tuple[float, str], xlabel: str) -> Figure:
    """Return a dot for each repetition of a promise: what it asked for as a dashed line, what came of it as the dots.

    Dots of about the same rate are stacked; those above the promise are purple, the others are grey. A rate of 0 has
    no place on the axis and stands at its left edge, open.

    Args:
        panels: title to the rates found, (n,), a row each.
        promise: (the rate promised, its name).
        xlabel: what is measured, with its unit.

    Raises:
        ValueError: if there is no panel, or one has no rate above 0.
    """
    found = {title: np.sort(np.asarray(rates, float)) for title, rates in panels.items()}
    if not found or any(not (rates > 0).any() for rates in found.values()):
        raise ValueError("kept_or_broken needs at least one panel, each with at least one rate above 0.")
    asked, name = promise
    above_0 = [rate for rates in found.values() for rate in rates if rate > 0]
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(
            len(found), 1, figsize=(style.WIDTH, 0.9 + 1.75 * len(found)), sharex=True, squeeze=False
        )
        for axes, (title, rates) in zip(grid.flat, found.items(), strict=True):
            style.words_on(axes, "x", *_range([*above_0, asked]))
            left, right = axes.get_xlim()
            step = np.log(right / left) / 52
            # Counted from the promise on, and in the middle of a step: no dot stands on the wrong side of its line.
            columns = np.ceil(np.log(np.clip(rates, left, None) / asked) / step) - 0.5
            heights = np.array([np.sum(columns[:place] == column) for place, column in enumerate(columns)])
            across = np.where(rates > 0, asked * np.exp(columns * step), left)
            for these, colour in ((rates > asked, style.PURPLE), (rates <= asked, style.GREY)):
                for here, filled in ((these & (rates > 0), "full"), (these & (rates <= 0), "none")):
                    if here.any():
                        axes.plot(across[here], heights[here], "o", color=colour, markersize=8, clip_on=False,
                                  fillstyle=filled)  # fmt: skip
            axes.set_ylim(-0.7, max(4.0, heights.max() + 0.7))
            axes.set_yticks([])
            axes.grid(False, axis="y")
            axes.spines["left"].set_visible(False)
            broken = np.count_nonzero(rates > asked)
            axes.set_title(f"{style.written(title)}: {broken} of {len(rates)} above the promise", loc="left", pad=20)
            style.promise_line(axes, asked, name)
            tell(axes, f"{style.written(title)}: {broken} of {len(rates)} above {style.one_in(asked)}; median "
                       f"{style.one_in(float(np.median(rates)))}, lowest {style.one_in(float(rates[0]))}, highest "
                       f"{style.one_in(float(rates[-1]))}.")  # fmt: skip
        grid.flat[-1].set_xlabel(xlabel)
    return figure


def group_map(panels: Mapping[str, Mapping[tuple[str, str], tuple[int, int]]], row: str, column: str) -> Figure:
    """Return heat maps of rates from group to group, with the counts in every cell.

    Args:
        panels: title to cells, each (name of its row, name of its column) to (errors, comparisons).
        row, column: what the rows and the columns are, such as "probe" and "enrolment".

    Raises:
        ValueError: if there is no panel, or a cell is missing.
    """
    shown: list[tuple[str, list[str], list[str], dict]] = []
    for title, cells in panels.items():
        down, across = list(dict.fromkeys(a for a, _ in cells)), list(dict.fromkeys(b for _, b in cells))
        if len(cells) != len(down) * len(across) or not cells:
            raise ValueError(f"group_map needs a cell for every row and column; {title!r} has {len(cells)}.")
        shown.append((title, down, across, dict(cells)))
    if not shown:
        raise ValueError("group_map needs at least one panel.")
    rates = [errors / n for _, _, _, cells in shown for errors, n in cells.values() if n and errors]
    low, high = (min(rates), max(rates)) if rates else (0.001, 1)
    with mpl.rc_context(style.STYLE):
        tallest = max(len(down) for _, down, _, _ in shown)
        beside = all(len(across) <= WIDEST_BESIDE for _, _, across, _ in shown)  # else the counts would not fit
        size = style.WIDTH, (1.5 + 1.05 * tallest if beside else (0.9 + 0.8 * tallest) * len(shown))
        figure, grid = plt.subplots(*((1, len(shown)) if beside else (len(shown), 1)), figsize=size, squeeze=False)
        for number, (axes, (title, down, across, cells)) in enumerate(zip(grid.flat, shown, strict=True)):
            parts = []
            for y, one in enumerate(down):
                for x, other in enumerate(across):
                    errors, n = cells[one, other]
                    rate = errors / n if n else 0.0
                    depth = (log10(rate) - log10(low) + 0.3) / (log10(high) - log10(low) + 0.3) if rate else 0.0
                    axes.add_patch(
                        plt.Rectangle((x - 0.5, y - 0.5), 1, 1, color=plt.get_cmap("Purples")(0.08 + 0.87 * depth))
                    )
                    ink = "white" if depth > 0.62 else "black"
                    axes.text(x, y - 0.08, style.one_in(rate), ha="center", va="bottom", color=ink, fontsize=13)
                    axes.text(x, y + 0.08, f"{errors:,} of {n:,}", ha="center", va="top", color=ink, fontsize=11)
                    parts.append(f"{one} to {other} {errors:,} of {n:,}, {style.one_in(rate)}")
            axes.set_xlim(-0.5, len(across) - 0.5)
            axes.set_ylim(len(down) - 0.5, -0.5)
            axes.set_xticks(range(len(across)), across)
            named = number == 0 or not beside
            axes.set_yticks(range(len(down)), down if named else [""] * len(down))
            axes.set_xlabel(column)
            axes.set_ylabel(row if named else "")
            axes.set_title(style.written(title), loc="left")
            axes.grid(False)
            axes.tick_params(length=0)
            axes.spines[:].set_visible(False)
            tell(axes, f"{style.written(title)}, {row} to {column}: " + "; ".join(parts) + ".")
    return figure


def many_intervals(panels: Mapping[str, np.ndarray], truth: float, xlabel: str) -> Figure:
    """Return many repetitions' intervals beside the truth, panel by panel; those that miss it stand out.

    Args:
        panels: title to (n, 3): value, low and high of each repetition. They are drawn in the order of their values.
        truth: what all of them try to catch.
        xlabel: what is measured, with its unit.

    Raises:
        ValueError: if there is no panel, or one is not a table of three columns.
    """
    tables = {title: np.asarray(rows, float) for title, rows in panels.items()}
    if not tables or any(rows.ndim != 2 or rows.shape[1] != 3 or not len(rows) for rows in tables.values()):
        raise ValueError("many_intervals needs at least one panel of rows with value, low and high.")
    with mpl.rc_context(style.STYLE):
        figure, grid = plt.subplots(1, len(tables), figsize=(style.WIDTH, 4.6), sharex=True, sharey=True, squeeze=False)
        for axes, (title, rows) in zip(grid.flat, tables.items(), strict=True):
            rows = rows[np.argsort(rows[:, 0], kind="stable")]
            held = (rows[:, 1] <= truth) & (truth <= rows[:, 2])
            places = np.arange(len(rows))
            axes.hlines(places[held], rows[held, 1], rows[held, 2], color="#aaaaaa", linewidth=1.2)
            axes.hlines(places[~held], rows[~held, 1], rows[~held, 2], color=style.PURPLE, linewidth=1.8)
            axes.axvline(truth, color=style.BLACK, linewidth=1.5)
            axes.set_title(f"{style.written(title)}\n{held.sum()} of {len(rows)} hold the truth", loc="left")
            axes.set_yticks([])
            axes.grid(False)
            axes.spines["left"].set_visible(False)
            tell(axes, f"{style.written(title)}: {held.sum()} of {len(rows)} intervals hold the truth, {short(truth)}.")
        figure.supxlabel(xlabel, fontsize=13)
    return figure


def _interval(
    axes: Axes, place: float, row: Row, colour: str, faint: bool = False, below: bool = False, unit: str = "rate"
) -> None:
    """Draw one dot with its interval; a value of 0 on an axis that has no 0 stands at the left edge, open."""
    value, low, high, *note = row
    left, right = axes.get_xlim() if axes.get_xscale() == "log" else (-inf, inf)
    thick = 2 if faint else 3.5
    axes.plot([max(low, left), min(high, right)], [place, place], color=colour, linewidth=thick,
              alpha=0.45 if faint else 0.75, solid_capstyle="butt")  # fmt: skip
    if value <= 0 and isfinite(left):
        axes.plot([left], [place], marker="<", color=colour, markersize=NONE_MARK, fillstyle="none", clip_on=False)
        most = f"{high:.3g} times" if unit == "times" else style.one_in(high)
        axes.annotate(f"none counted, at most {most}", (left, place), (12, -6 if below else 6),
                      textcoords="offset points", color=colour, fontsize=style.SMALLEST,
                      va="top" if below else "bottom",
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip
    else:
        if note and (faint or below):  # one of two marks in a row
            _note_of_two(axes, place, value, note[0], below)
        elif note:
            _note(axes, place, value, note[0])
        axes.plot([value], [place], marker="o", color=colour, markersize=6 if faint else 8,
                  markerfacecolor="white" if faint else colour)  # fmt: skip


def _note(axes: Axes, place: float, value: float, note: str) -> None:
    """Write a note under a dot, inside the panel; near an edge it begins or ends there. Lines do not run through it."""
    low, high = axes.get_xlim()
    across = float((axes.transData + axes.transAxes.inverted()).transform((value, place))[0])
    at, side = (low, "left") if across < 0.3 else (high, "right") if across > 0.7 else (value, "center")
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    aside = 4 if side == "left" else 0
    axes.annotate(note, (at, place), (aside, -7), textcoords="offset points", ha=side, va="top", color="#444444",
                  fontsize=style.SMALLEST, zorder=4, bbox=box)  # fmt: skip


def _note_of_two(axes: Axes, place: float, value: float, note: str, below: bool) -> None:
    """Write a note at a dot, above the one before and below the one after; near an edge it begins or ends there."""
    across = float((axes.transData + axes.transAxes.inverted()).transform((value, place))[0])
    side, aside = ("left", -8) if across < 0.3 else ("right", 8) if across > 0.7 else ("center", 0)
    axes.annotate(note, (value, place), (aside, -7 if below else 6), textcoords="offset points", ha=side,
                  va="top" if below else "bottom", color="#444444", fontsize=style.SMALLEST,
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip


def _range(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the smallest and the largest of the numbers that have a place on a logarithmic axis."""
    known = [number for number in numbers if isfinite(number) and number > 0]
    if not known:
        return 0.001, 1.0
    low, high = min(known), max(known)
    return (low, high) if ceil(log10(high / low) * 100) > 1 else (low / 10, high)
