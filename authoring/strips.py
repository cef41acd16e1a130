"""Strips of scores for paper: circles are one person, squares two people, and a ruler is the line.

`facelab.cards` draws the scores. What the key says is counted here, from the same marks.
"""

from typing import Any

import numpy as np

from facelab.cards import GROUP_B, LINE, MATED, NONMATED, Strip, strip

COSTS = 10, 1  # a false match, a miss
PLACES = (0.3, 0.4, 0.5, 0.6, 0.7)


def bills(marks: Strip, false_match: int, miss: int) -> dict[float, int]:
    """Return what all errors of a strip cost together with the ruler at each place."""
    return {place: false_match * marks.errors(place)[0] + miss * marks.errors(place)[1] for place in PLACES}


def smallest(bills: dict[float, int]) -> str:
    """Return where the smallest bill is; every place, where several are equal: each of them is a right answer."""
    return " and ".join(str(place) for place, bill in bills.items() if bill == min(bills.values()))


def task(number: int, seed: int) -> dict[str, Any]:
    """Return what a lesson's sheet asks about its strip, what the key answers, and the marks.

    Raises:
        KeyError: if the lesson has no strip.
    """
    marks = strip(seed)
    asked, answered = {4: _gate, 5: _rates, 7: _costs, 10: _groups}[number](marks)
    return {
        "seed": seed,
        "mated": marks.mated.tolist(),
        "nonmated": marks.nonmated.tolist(),
        "group_b": marks.group_b.tolist() if number == 10 else [False] * NONMATED,
        "paper": asked,
        "key": answered,
    }


def _gate(marks: Strip) -> tuple[str, str]:
    highest = marks.line_for(0)
    refused = int(np.sum(marks.mated < highest))
    return (
        "Lay a ruler upright on the strip: it is the line, and what lies to the right of it matches. Where must it "
        "stand so that no square passes? How many circles does it refuse there? Then write: who is a refused circle?",
        f"Just to the right of the highest square, at {highest:.2f}. It refuses {refused} of {MATED} circles: people "
        "whose own template was compared with them.",
    )


def _rates(marks: Strip) -> tuple[str, str]:
    false, missed = marks.errors(LINE)
    one = marks.line_for(1)
    return (
        f"Lay a ruler upright at {LINE}: what lies to the right of it matches. Count the false matches and the misses, "
        "each over its own kind. Then find the line farthest to the left at which at most 1 in 12 squares passes. How "
        "many circles does it cost?",
        f"At {LINE}: {false} of {NONMATED} squares match and {missed} of {MATED} circles do not. For 1 in {NONMATED} "
        f"the line stands just to the right of {one:.2f}, and {int(np.sum(marks.mated < one))} circles are missed.",
    )


def _costs(marks: Strip) -> tuple[str, str]:
    false_match, miss = COSTS
    costs, turned = bills(marks, false_match, miss), bills(marks, miss, false_match)
    told = ", ".join(f"{place}: {bill}" for place, bill in costs.items())
    return (
        f"A false match costs {false_match}, a miss {miss}. Lay the ruler at 0.3, 0.4, 0.5, 0.6 and 0.7 and write down "
        "the bill for all marks. Where is it smallest? Now exchange the two costs. Who would choose which?",
        f"The bills are {told}; the smallest is at {smallest(costs)}. "
        f"With the costs exchanged it is at {smallest(turned)}.",
    )


def _groups(marks: Strip) -> tuple[str, str]:
    matched = marks.nonmated >= LINE
    b, a = int(np.sum(matched & marks.group_b)), int(np.sum(matched & ~marks.group_b))
    said = "not measurable: one group has no error" if min(a, b) == 0 else f"{b / GROUP_B / (a / GROUP_B):.1f} times"
    return (
        "Squares that are hatched compare two people of group B, open ones two people of group A; each group has "
        f"{GROUP_B}. Lay the ruler at {LINE}. Count the false matches of each group. How many times as high is B's "
        "rate? May we say that the machine treats the groups differently?",
        f"Group A has {a}, group B has {b} of {GROUP_B}; the ratio is {said}. With six comparisons each no difference "
        "is shown: the intervals overlap.",
    )
