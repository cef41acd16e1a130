"""Figures of both errors of some groups: while a dial is turned, and before and after a repair.

Import them from `facelab.plots`.
"""

from collections.abc import Mapping, Sequence
from math import ceil, log10

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab import style
from facelab.alt_text import short, tell
from facelab.groups import GroupRow
from facelab.plots_of_rates import before_after, interval_of
from facelab.wording import one_in

NONE_BELOW = 3  # how many times lower than the smallest rate those stand of which none was counted
WHAT = {"FMR": "strangers who match", "FNMR": "people who are missed"}  # beside the names of the two rates
KINDS = {"fmr": "false matches", "fnmr": "refused"}  # what a rate of a group row counts
FULL_ROOM = 1.6  # how many times above 1 the axis ends


def errors_by_dial(
    dial: Sequence[float],
    groups: Mapping[str, Sequence[GroupRow]],
    xlabel: str,
    promise: tuple[float, str] | None = None,
    here: tuple[float, str] | None = None,
) -> Figure:
    """Return both errors of some groups while a dial is turned: FMR left, FNMR right, on one axis of tens.

    A rate of which no error was counted has no place on such an axis: it stands at the bottom as an open mark, named
    "none".

    Args:
        dial: (n,) positions of the dial, rising, in the unit the label names.
        groups: name to n rows of `facelab.groups.by_group`, one for each position.
        xlabel: what the dial turns, with its unit.
        promise: (value, its name): a dashed line among the FMRs.
        here: (position, its name): a thin line, such as where a slider or another group stands.

    Raises:
        ValueError: if there is no group, a group has not one row for each position, or no error was counted at all.
    """
    names, across = list(groups), np.asarray(dial, float)
    if not names or any(len(rows) != len(across) for rows in groups.values()):
        raise ValueError(f"errors_by_dial needs at least one group, each with {len(across)} rows, one a position.")
    rates = {
        title: {name: np.array([getattr(row, title.lower()) for row in groups[name]]) for name in names}
        for title in ("FMR", "FNMR")
    }
    above_0 = [rate for of in rates.values() for values in of.values() for rate in values if rate > 0]
    if not above_0:
        raise ValueError("errors_by_dial needs at least one position with an error; none was counted anywhere.")
    lowest = min([*above_0, promise[0]] if promise else above_0)
    floor = lowest / NONE_BELOW
    steps = [10.0**power for power in range(ceil(log10(lowest)), 1)]
    with mpl.rc_context(style.STYLE):
        figure, panels = plt.subplots(1, 2, figsize=(style.WIDTH, 4.3), sharey=True)
        for axes, (title, of) in zip(panels, rates.items(), strict=True):
            axes.set_yscale("log")
            axes.set_yticks([floor, *steps], ["none", *map(one_in, steps)])
            axes.set_yticks([], minor=True)
            axes.set_ylim(floor / 1.6, FULL_ROOM)
            ends = []
            for (name, values), colour, marker in zip(of.items(), style.colours(of), style.MARKERS, strict=False):
                at = np.where(values > 0, values, floor)
                axes.plot(across, at, color=colour, linewidth=2.2)
                for these, filled in ((values > 0, "full"), (values <= 0, "none")):
                    axes.plot(across[these], at[these], marker, color=colour, fillstyle=filled,
                              markerfacecolor=None if filled == "full" else "white")  # fmt: skip
                ends.append((float(across[-1]), float(at[-1]), style.written(name), colour))
            if promise and title == "FMR":
                style.promise_line(axes, *promise, along="y")
            if here:
                axes.axvline(here[0], color=style.GREY, linewidth=1.2, zorder=0)
                axes.annotate(here[1], (here[0], 1), (0, 2), xycoords=("data", "axes fraction"), color=style.GREY,
                              textcoords="offset points", fontsize=style.SMALLEST, ha="center")  # fmt: skip
            axes.set_title(f"{title}: {WHAT[title]}", loc="left", pad=20 if here else 8)
            style.label_ends(axes, ends)
            told = "; ".join(
                f"{name} " + ", ".join(f"{short(rate)} at {short(x)}" for x, rate in zip(across, values, strict=True))
                for name, values in of.items()
            )
            tell(axes, f"{title}, by {xlabel}: {told}.")
        figure.supxlabel(xlabel, fontsize=13)
    return figure


def errors_moved(
    before: Sequence[GroupRow],
    after: Sequence[GroupRow],
    promise: tuple[float, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Figure:
    """Return arrows of both errors of every group, from before a repair to after it, with counts and intervals.

    Args:
        before, after: rows of `facelab.groups.by_group`, the same groups in the same order.
        promise: (value, its name): a dashed line; it is about false matches.
        names: group to what is written for it; by default its own name.

    Raises:
        ValueError: if there is no group, or the two have not the same groups.
    """
    if not before or [row.group for row in before] != [row.group for row in after]:
        raise ValueError("errors_moved needs at least one group, and the same groups before and after.")
    rows, groups = {}, []
    for old, new in zip(before, after, strict=True):
        who = (names or {}).get(old.group, old.group)
        for rate, kind in KINDS.items():
            rows[f"{who}: {kind}"] = interval_of(old, rate), interval_of(new, rate)
            groups.append(who)
    return before_after(rows, "share of comparisons", groups, promise)
