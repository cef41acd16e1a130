"""How every figure of the course looks: one place for sizes, colours, dashes and the words on an axis of rates.

A colour is a matcher, in every lesson: dlib blue, SFace orange, eigenfaces black. People and groups have two colours of
their own. A dash is a kind: solid is measured, dashed is a formula or a promise, dotted is chance.
"""

from collections.abc import Iterable, Sequence
from itertools import cycle
from math import ceil, floor, log10
from typing import Any, Literal

from matplotlib.axes import Axes

from facelab.wording import one_in

WIDTH = 8.6  # inches: 860 pixels, below the 900 that a page takes
DPI = 100  # pixels an inch on the page; line drawings hold twice as many, for screens that show them
SMALLEST = 11  # points: what can be read from the last row

BLUE, ORANGE, BLACK = "#0072B2", "#D55E00", "#000000"  # matchers: Okabe and Ito's palette
PURPLE, GREEN = "#7B3294", "#1B9E77"  # people and groups: purple are those on a list
GREY = "#767676"
MATCHERS = {"dlib": BLUE, "SFace": ORANGE, "eigenfaces": BLACK}
# For what is no matcher: steps that also differ in grey print.
OTHERS = (PURPLE, GREEN, "#56B4E9", "#E69F00", BLACK, GREY)
FEW_DECADES = 1.3  # up to so many steps of ten an axis has words between them
SOLID, DASHED, DOTTED = "-", (0, (5, 2)), (0, (1, 1.5))
MARKERS = ("o", "s", "^", "D", "v", "P")

STYLE: Any = {  # settings of matplotlib, whose own list of their names is the type that a checker would ask for
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "figure.constrained_layout.use": True,
    "font.size": 13,
    "axes.titlesize": 13,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "legend.fontsize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.axisbelow": True,
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "lines.markersize": 7,
}


def matcher_in(name: str) -> str | None:
    """Return the matcher that a name speaks of, as the course writes it, or None."""
    return next((matcher for matcher in MATCHERS if matcher.lower() in name.lower()), None)


def written(name: str) -> str:
    """Return a name with its matcher written as the course writes it: SFace, never sface."""
    matcher = matcher_in(name)
    if matcher is None:
        return name
    place = name.lower().index(matcher.lower())
    return name[:place] + matcher + name[place + len(matcher) :]


def colours(names: Iterable[str]) -> list[str]:
    """Return a colour for each name: the matcher's, if it speaks of one, else the next of the others."""
    others = cycle(OTHERS)
    found = [matcher_in(name) for name in names]
    return [next(others) if matcher is None else MATCHERS[matcher] for matcher in found]


def dashes(names: Sequence[str], dashed: Iterable[str] = ()) -> list:
    """Return a dash for each name: solid, or dashed for those that are a formula or a promise.

    Raises:
        ValueError: if a dashed name is none of the names.
    """
    dashed = set(dashed)
    if unknown := dashed - set(names):
        raise ValueError(f"There is no line named {', '.join(sorted(unknown))} to be dashed.")
    return [DASHED if name in dashed else SOLID for name in names]


def times(ratio: float) -> str:
    """Return a ratio for an axis: "equal", "twice", "10 times", "half", "1/10"."""
    known = {1: "equal", 2: "twice", 0.5: "half"}
    return known.get(round(ratio, 9), f"{ratio:,.0f} times" if ratio > 1 else f"1/{1 / ratio:,.0f}")


def words_on(axes: Axes, which: Literal["x", "y"], low: float, high: float, unit: str = "rate") -> None:
    """Put a logarithmic scale with a word at each step of ten on an axis, from below low to above high.

    Args:
        axes: where. which: "x" or "y". low, high: the smallest and the largest value to be shown, above 0.
        unit: "rate" for words such as "1 in 1,000", "times" for ratios, "count" for whole numbers.
    """
    say = {"rate": one_in, "times": times, "count": lambda count: f"{count:,.0f}"}[unit]
    room = 10 ** (0.04 * log10(high / low) + 0.02)
    low, high = low / room, high * room
    within = (1.0,) if log10(high / low) > FEW_DECADES else (1.0, 2.0, 5.0)  # a short axis has words for 2 and 5, too
    steps = [part * 10.0**power for power in range(floor(log10(low)), ceil(log10(high)) + 1) for part in within]
    steps = [step for step in steps if low <= step <= high]
    getattr(axes, f"set_{which}scale")("log")
    getattr(axes, f"set_{which}lim")(low, high)
    getattr(axes, f"set_{which}ticks")(steps, [say(step) for step in steps])
    getattr(axes, f"set_{which}ticks")([], minor=True)


def promise_line(axes: Axes, rate: float, label: str, along: Literal["x", "y"] = "x") -> None:
    """Draw the promised value as a dashed line and name it at its end."""
    if along == "x":
        axes.axvline(rate, color=BLACK, linestyle=DASHED, linewidth=1.5, zorder=1)
        axes.annotate(label, (rate, 1), (4, 2), xycoords=("data", "axes fraction"), textcoords="offset points",
                      fontsize=SMALLEST, va="bottom", ha="center")  # fmt: skip
    else:
        axes.axhline(rate, color=BLACK, linestyle=DASHED, linewidth=1.5, zorder=1)
        axes.annotate(label, (1, rate), (0, 3), xycoords=("axes fraction", "data"), textcoords="offset points",
                      fontsize=SMALLEST, va="bottom", ha="right")  # fmt: skip


def label_ends(axes: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Write each line's name at its right end, in its colour, moved apart where two ends lie close.

    Args:
        axes: where. ends: of each line its last (x, y), its name and its colour.
    """
    figure = axes.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()  # settles how many pixels a unit has
    to_pixels = axes.transData.transform
    apart = 1.35 * SMALLEST / 72 * axes.figure.dpi
    placed: list[float] = []
    for x, y, name, colour in sorted(ends, key=lambda end: end[1]):
        at = float(to_pixels((x, y))[1])
        wanted = max(at, placed[-1] + apart) if placed else at
        placed.append(wanted)
        axes.annotate(name, (x, y), (6, (wanted - at) * 72 / axes.figure.dpi), textcoords="offset points",
                      color=colour, fontsize=SMALLEST + 1, va="center", annotation_clip=False)  # fmt: skip
