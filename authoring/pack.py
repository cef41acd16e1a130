"""What the paper pack says: four pages that teach lessons 5, 7 and 10 without a computer, in six sets, A to F.

Neighbours get different sets. All scores are made up; everything in the key is counted here from the printed marks.
"""

from typing import Any

import numpy as np

from authoring import strips
from facelab.intervals import wilson

SETS = "ABCDEF"
OTHERS = 100  # the seed of a set's second people is that much higher
TALLY = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
BILLS = {"cash machine": (10, 1), "phone": (1, 1), "work door": (1, 10)}


def pages(name: str) -> dict[str, Any]:
    """Return the marks, tables and answers of a set.

    Raises:
        ValueError: if there is no such set.
    """
    if len(name) != 1 or name not in SETS:
        raise ValueError(f"There is no set {name} of the paper pack; there are {', '.join(SETS)}.")
    seed = SETS.index(name) + 1
    first, second = strips.strip(seed), strips.strip(seed + OTHERS)
    order = np.random.RandomState(seed).permutation(strips.MATED + strips.NONMATED)
    scores = np.concatenate([first.mated, first.nonmated])
    is_b = np.concatenate([np.zeros(strips.MATED, dtype=bool), first.group_b])
    open_squares = [False] * strips.NONMATED
    return {
        "set": name,
        "cards": [
            {"circle": bool(one < strips.MATED), "score": f"{scores[one]:.2f}", "b": bool(is_b[one])} for one in order
        ],
        "first": _marks(first, open_squares, seed),
        "second": _marks(second, open_squares, seed + OTHERS),
        "grouped": _marks(first, first.group_b.tolist(), seed),
        "tally": [[line, *first.errors(line)] for line in TALLY],
        "intervals": [[f"{end:.2f}" for end in _interval(count)] for count in range(strips.GROUP_B + 1)],
        "promise": _promise(first, second),
        "groups": strips.task(10, seed)["key"],
        "costs": _costs(first),
    }


def _interval(count: int) -> tuple[float, float]:
    """Return the course's interval for so many of a group's comparisons: Wilson's, and of none the rule of 3."""
    return wilson(count, strips.GROUP_B) if count else (0.0, 3 / strips.GROUP_B)


def _marks(one: strips.Strip, group_b: list[bool], seed: int) -> dict[str, Any]:
    return {"mated": one.mated.tolist(), "nonmated": one.nonmated.tolist(), "group_b": group_b, "seed": seed}


def _promise(first: strips.Strip, second: strips.Strip) -> str:
    behind = first.line_for(1)
    passing = int(np.sum(second.nonmated > behind))
    kept = "kept" if passing <= 1 else "broken"
    return (
        f"At most 1 of {strips.NONMATED} squares may pass, so the line stands just to the right of {behind:.2f}. Of "
        f"the other people's {strips.NONMATED} squares {passing} pass there: the promise is {kept}. A line chosen "
        "on some people fits them. Whether it holds must be seen on others, and on more than twelve comparisons."
    )


def _costs(first: strips.Strip) -> str:
    told = []
    for machine, (false_match, miss) in BILLS.items():
        bills = first.bills(false_match, miss)
        told.append(f"{machine}: {', '.join(map(str, bills.values()))}, smallest at {strips.smallest(bills)}")
    return "; ".join(told) + ". Whoever sets the costs has a hand on the line."
