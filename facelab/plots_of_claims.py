"""The figure of a brochure: what a seller claims as points, beside what was measured with its interval.

Import it from `facelab.plots`.
"""

from collections.abc import Sequence
from typing import Protocol

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from facelab import style
from facelab.alt_text import tell
from facelab.wording import count as counted
from facelab.wording import one_in

EDGE = 3.0  # times the smallest rate: so far left of it stands what is none


class Claimed(Protocol):
    """What is drawn of one claim, such as `facelab.findings.Claim`."""

    @property
    def letter(self) -> str:
        """The claim's letter."""

    @property
    def what(self) -> str:
        """The error that is counted."""

    @property
    def claimed(self) -> float:
        """Its share at most, 0 to 1."""

    @property
    def value(self) -> float:
        """The share measured."""

    @property
    def low(self) -> float:
        """The lower end of its interval."""

    @property
    def high(self) -> float:
        """The upper end; a full recount has no interval, and both ends are the value."""

    @property
    def count(self) -> tuple[int, int]:
        """Errors, and of how many."""

    @property
    def verdict(self) -> str:
        """The word behind the row."""


def claims(found: Sequence[Claimed]) -> Figure:
    """Return a figure of claims, a row each: an open diamond for the error promised, a dot with its interval for the
    error measured, on one logarithmic axis. What is none has no place on it and stands at its left edge.

    Args:
        found: at least one claim; the first is on top.

    Raises:
        ValueError: if there is none, or no share is above 0.
    """
    shares = [one for claim in found for one in (claim.claimed, claim.value, claim.low, claim.high)]
    above = [one for one in shares if one > 0]
    if not above:
        raise ValueError("claims needs at least one claim with a share above 0.")
    with mpl.rc_context(style.STYLE):
        figure, axes = plt.subplots(figsize=(style.WIDTH, 1.5 + 0.62 * len(found)))
        style.words_on(axes, "x", min(above) / EDGE, max(max(above), 0.5))
        left = axes.get_xlim()[0]
        for place, claim in enumerate(found):
            low, high, value = (max(one, left) for one in (claim.low, claim.high, claim.value))
            broken = claim.verdict == "broken"
            colour = style.PURPLE if broken else style.BLACK
            axes.plot([low, high], [place, place], color=colour, linewidth=3.5, alpha=0.75, solid_capstyle="butt")
            axes.plot([value], [place], "o", color=colour, markersize=9, clip_on=False,
                      fillstyle="full" if claim.value > 0 else "none")  # fmt: skip
            axes.plot([max(claim.claimed, left)], [place - 0.28], "D", color=style.BLACK, markersize=8,
                      markerfacecolor="white", markeredgewidth=1.6, clip_on=False)  # fmt: skip
            axes.annotate(claim.verdict, (1, place), (8, 0), xycoords=("axes fraction", "data"),
                          textcoords="offset points", va="center", color=colour, fontsize=12,
                          fontweight="bold" if broken else "normal")  # fmt: skip
            axes.annotate(counted(*claim.count), (value, place), (0, -8), textcoords="offset points", va="top",
                          ha=_side(value, axes.get_xlim()), fontsize=style.SMALLEST, color="#444444")  # fmt: skip
        axes.set_yticks(range(len(found)), [f"{claim.letter} · {claim.what}" for claim in found])
        axes.tick_params(axis="y", length=0, pad=10)
        axes.grid(False, axis="y")
        axes.set_ylim(len(found) - 0.35, -0.75)
        words = zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
        kept = {at: label.get_text() for at, label in words if at > 2 * left}
        axes.set_xticks([left, *kept], ["none", *kept.values()])
        figure.supxlabel("share of errors: ◇ claimed at most, ● measured, with its 95 % interval", fontsize=13)
        tell(axes, " ".join(
            f"{claim.letter}, {claim.what}: claimed at most {one_in(claim.claimed)}, measured {one_in(claim.value)}, "
            f"{counted(*claim.count)}, from {one_in(claim.low)} to {one_in(claim.high)}: {claim.verdict}."
            for claim in found))  # fmt: skip
    return figure


def _side(value: float, ends: tuple[float, float]) -> str:
    """Return how a text under a dot is aligned, so that it stays inside a logarithmic axis."""
    across = mpl.scale.LogTransform(10).transform([ends[0], value, ends[1]])
    part = (across[1] - across[0]) / (across[2] - across[0])
    return "left" if part < 0.15 else "right" if part > 0.85 else "center"
