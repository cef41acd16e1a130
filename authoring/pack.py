"""What the paper pack says: four pages that teach lessons 5, 7 and 10 without a computer, in six sets, A to F.

Neighbours get different sets. All scores are made up; everything in the key is counted here from the printed marks.
"""

from typing import Any

import numpy as np

from authoring import strips
from facelab import cards
from facelab.cards import GROUP_B, MATED, NONMATED, OTHERS, Strip
from facelab.intervals import wilson

TALLY = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
BILLS = {"cash machine": (10, 1), "phone": (1, 1), "work door": (1, 10)}


def pages(name: str) -> dict[str, Any]:
    """Return the marks, tables and answers of a set.

    Raises:
        ValueError: if there is no such set.
    """
    seed, first, second = cards.seed_of(name), cards.cards(name), cards.other_people(name)
    order = np.random.RandomState(seed).permutation(MATED + NONMATED)
    scores = np.concatenate([first.mated, first.nonmated])
    is_b = np.concatenate([np.zeros(MATED, dtype=bool), first.group_b])
    open_squares = [False] * NONMATED
    return {
        "set": name,
        "cards": [{"circle": bool(one < MATED), "score": f"{scores[one]:.2f}", "b": bool(is_b[one])} for one in order],
        "first": _marks(first, open_squares, seed),
        "second": _marks(second, open_squares, seed + OTHERS),
        "grouped": _marks(first, first.group_b.tolist(), seed),
        "tally": [[line, *first.errors(line)] for line in TALLY],
        "intervals": [[f"{end:.2f}" for end in _interval(count)] for count in range(GROUP_B + 1)],
        "promise": _promise(first, second),
        "groups": strips.task(10, seed)["key"],
        "costs": _costs(first),
    }


def _interval(count: int) -> tuple[float, float]:
    """Return the course's interval for so many of a group's comparisons: Wilson's, and of none the rule of 3."""
    return wilson(count, GROUP_B) if count else (0.0, 3 / GROUP_B)


def _marks(one: Strip, group_b: list[bool], seed: int) -> dict[str, Any]:
    return {"mated": one.mated.tolist(), "nonmated": one.nonmated.tolist(), "group_b": group_b, "seed": seed}


def _promise(first: Strip, second: Strip) -> str:
    behind = first.line_for(1)
    passing = int(np.sum(second.nonmated > behind))
    kept = "kept" if passing <= 1 else "broken"
    return (
        f"At most 1 of {NONMATED} squares may pass, so the line stands just to the right of {behind:.2f}. Of "
        f"the other people's {NONMATED} squares {passing} pass there: the promise is {kept}. A line chosen "
        "on some people fits them. Whether it holds must be seen on others, and on more than twelve comparisons."
    )


def _costs(first: Strip) -> str:
    told = []
    for machine, (false_match, miss) in BILLS.items():
        bills = strips.bills(first, false_match, miss)
        told.append(f"{machine}: {', '.join(map(str, bills.values()))}, smallest at {strips.smallest(bills)}")
    return "; ".join(told) + ". Whoever sets the costs has a hand on the line."
