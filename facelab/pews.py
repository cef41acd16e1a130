"""The church of the case files: cameras look at the pews, and a list of members says who sits there.

Its names can be imported from `facelab.scenes` as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab import given


@dataclass(frozen=True)
class Pews:
    """What a search of the pews says: counts of people.

    right: in the pews and named as themselves. wrong: in the pews and named as somebody else. unnamed: in the pews and
    not named. placed: members who are not there, and are named.
    """

    right: int
    wrong: int
    unnamed: int
    placed: int


def congregation(
    people: np.ndarray | Sequence[int], members: int, present: int, visitors: int, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a list of members, those of them who come, and visitors who are not on the list.

    Args:
        people: (n,) who can be drawn, each once. members: on the list. present: members who come, at most as many.
        visitors: in the pews and not on the list. seed: of the draw; another seed is another Sunday with other people.

    Returns:
        seated (present + visitors,) in mixed order, and listed (members,).

    Raises:
        ValueError: if there are too few people, nobody sits there, or nobody is on the list.
    """
    people = np.asarray(people)
    if len(np.unique(people)) != len(people) or members < 1 or not 0 <= present <= members or visitors < 0:
        raise ValueError(
            "congregation needs people who differ, a member, and no more members present than there are; "
            f"it was given {len(people)} people, {members} members, {present} present, {visitors} visitors."
        )
    if present + visitors < 1 or members + visitors > len(people):
        raise ValueError(
            f"congregation needs somebody in the pews and {members + visitors} people to draw from; "
            f"there are {len(people)}."
        )
    draw = np.random.RandomState(seed)
    drawn = draw.permutation(people)[: members + visitors]
    seated = np.concatenate([drawn[:present], drawn[members:]])
    return draw.permutation(seated), np.sort(drawn[:members])


def search_pews(scores: np.ndarray, seated: np.ndarray, members: np.ndarray, threshold: float) -> Pews:
    """Search everybody in the pews in the list of members, and count who is named and who is only said to be there.

    Args:
        scores: (n, m) of the person in seat i against member j. seated: (n,) who sits there, each once.
        members: (m,) who they are, each once. threshold: a person is named by the best score, if it is at least this.

    Raises:
        ValueError: if the shapes do not fit, somebody is there twice, a score is NaN, or the threshold is no number.
    """
    scores, seated, members = np.asarray(scores, dtype=float), np.asarray(seated), np.asarray(members)
    if scores.shape != (len(seated), len(members)) or scores.size == 0 or np.isnan(scores).any():
        raise ValueError(
            f"search_pews needs {len(seated)} by {len(members)} scores without NaN; it was given {scores.shape}. "
            "Leave out people whose photo failed, and count them."
        )
    for people, who in ((seated, "in the pews"), (members, "on the list")):
        if len(np.unique(people)) != len(people):
            raise ValueError(f"search_pews needs each person once {who}.")
    named = scores.max(axis=1) >= given.threshold(threshold)
    said = members[scores.argmax(axis=1)[named]]
    right = int(np.sum(said == seated[named]))
    return Pews(right, len(said) - right, len(seated) - len(said), len(np.setdiff1d(said, seated)))


def many_sundays(
    values: np.ndarray,
    people: np.ndarray | Sequence[int],
    threshold: float,
    members: int,
    present: int,
    visitors: int,
    sundays: int = 100,
) -> list[Pews]:
    """Return what a search of the pews says on many Sundays, each with other members and visitors.

    Args:
        values: (n, n) scores, probe i against enrolment j. people: places in it of those who can be drawn.
        threshold, members, present, visitors: as in `search_pews` and `congregation`. sundays: at least 1.

    Raises:
        ValueError: as these two raise it, or if there is no Sunday.
    """
    if sundays < 1:
        raise ValueError(f"many_sundays needs at least one Sunday; it was given {sundays}.")
    found: list[Pews] = []
    for seed in range(sundays):
        seated, listed = congregation(people, members, present, visitors, seed)
        found.append(search_pews(values[np.ix_(seated, listed)], seated, listed, threshold))
    return found


def middle_of(counts: Sequence[Any], of: int) -> tuple[float, float, float, str]:
    """Return a row for `facelab.plots.intervals`: mean share, the middle 95 % of the counts, and both ends as a note.

    Args:
        counts: one for each Sunday. of: how many people each could count, at least 1.

    Raises:
        ValueError: if there is no count, or nobody to count.
    """
    if len(counts) == 0 or of < 1:
        raise ValueError(f"middle_of needs counts, and people to count; it was given {len(counts)} counts of {of}.")
    low, high = np.quantile(counts, (0.025, 0.975))
    return float(np.mean(counts) / of), float(low / of), float(high / of), f"{low:.0f} to {high:.0f} of {of}"
