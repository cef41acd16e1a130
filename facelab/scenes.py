"""The case files that run: who passes a camera, what it compares, and what happens to whom.

Each scene draws its visits from a seed and plays them with `facelab.play`. Three more rooms belong to the case files,
and their names can be imported from here as well: `facelab.trails` follows people from camera to camera,
`facelab.city` counts what cannot be played, a whole city, and `facelab.pews` searches a church.
"""

from math import inf

import numpy as np

from facelab import given
from facelab.city import (
    Alarm,
    CityDay,
    Tail,
    national_file,
    others_a_day,
    tails,
    watch_list_of_one,
)
from facelab.pews import Pews, congregation, many_sundays, middle_of, search_pews
from facelab.play import OUTCOMES, Cast, Log, play
from facelab.trails import Race, Trail, follow, restricted_floor, running_track, taken_again

critic = watch_list_of_one  # its name in the first edition

__all__ = [
    "OUTCOMES",
    "Alarm",
    "Cast",
    "CityDay",
    "Log",
    "Pews",
    "Race",
    "Tail",
    "Trail",
    "cash_machine",
    "congregation",
    "critic",
    "crosswalk",
    "departure_gate",
    "follow",
    "forum_gate",
    "many_sundays",
    "middle_of",
    "national_file",
    "others_a_day",
    "paper_dispenser",
    "play",
    "rating",
    "restricted_floor",
    "running_track",
    "search_pews",
    "tails",
    "taken_again",
    "visits_with_cards",
    "watch_list",
    "watch_list_of_one",
    "work_door",
]


def cash_machine(cast: Cast, threshold: float, visits: int, share_strangers: float, seed: int = 0) -> Log:
    """Play a bank machine that compares each face with the owner of the card, 1:1.

    Args:
        visits: number of visits, at least 1. share_strangers: chance that a stranger holds the card, 0 to 1.

    Raises:
        ValueError: if there is no visit, the share is outside 0 to 1, or the cast has fewer than 2 people.
    """
    draw, photos, people = _passers(cast, visits, seed)
    claim = cast.searched[photos].copy()
    for visit in np.flatnonzero(draw.random_sample(visits) < given.share(share_strangers, "The share of strangers")):
        claim[visit] = draw.choice(people[people != claim[visit]])
    return play(cast, photos, threshold, claim=claim)


def visits_with_cards(
    person: np.ndarray, photos: np.ndarray, visits: int, every: int, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Draw who comes to a bank machine, and whose card they hold: their own, and at every so-manyth visit a stranger's.

    Args:
        person: who is on each photo of the collection. photos: places of the photos that may come.
        visits: how many, at least 1. every: 3 makes each third visitor a stranger to the card.

    Returns:
        (visits,) the place of the photo that comes, and (visits,) the person whose card it is.

    Raises:
        ValueError: if there is no visit, or the photos show fewer than two people.
    """
    people, draw = np.unique(person[photos]), np.random.RandomState(seed)
    if visits < 1 or every < 1 or len(people) < 2:
        raise ValueError(f"visits_with_cards needs a visit and two people; it has {visits} and {len(people)}.")
    seen, cards = [], []
    for visit in range(1, visits + 1):
        seen.append(draw.choice(photos))
        owner = person[seen[-1]]
        others = people[people != owner]
        cards.append(owner if visit % every else draw.choice(others))
    return np.array(seen), np.array(cards)


def work_door(cast: Cast, threshold: float, days: int, seed: int = 0) -> Log:
    """Play a door that everybody of the cast passes once a day, compared with their own stored photos, 1:1.

    Args:
        days: at least 1. A day lasts 1,440 minutes in the log.

    Raises:
        ValueError: if there is no day.
    """
    if days < 1:
        raise ValueError(f"A work door needs at least one day; days was {days}.")
    draw, people = np.random.RandomState(seed), np.unique(cast.searched)
    photos = np.array(
        [draw.choice(np.flatnonzero(cast.searched == one)) for _ in range(days) for one in draw.permutation(people)]
    )
    minute = np.repeat(np.arange(days) * 1440.0, len(people))
    return play(cast, photos, threshold, claim=cast.searched[photos], minute=minute)


def forum_gate(cast: Cast, threshold: float, guests: int, arrivals: int, seed: int = 0) -> Log:
    """Play a console that compares everybody who arrives with all invited guests, 1:N, open set.

    Args:
        guests: how many people of the cast are invited, drawn by lot. arrivals: photos that arrive, of anybody.

    Raises:
        ValueError: if there is no arrival, no guest, or no person left who is not a guest.
    """
    return _gate(cast, threshold, guests, arrivals, None, seed)


def watch_list(cast: Cast, threshold: float, listed: int, passers: int, base_rate: float, seed: int = 0) -> Log:
    """Play a camera that compares everybody who passes with a list of wanted people.

    Args:
        listed: people on the list. passers: photos that pass, in order. base_rate: chance that a passer is on the
            list, 0 to 1.

    Raises:
        ValueError: if nobody passes, the list is empty or holds everybody, or the base rate is outside 0 to 1.
    """
    return _gate(cast, threshold, listed, passers, given.share(base_rate, "The share of passers on the list"), seed)


def departure_gate(cast: Cast, threshold: float, passengers: int, without_ticket: float, seed: int = 0) -> Log:
    """Play a gate at which each passenger of a flight comes once, some people without a ticket among them.

    Args:
        passengers: on the flight; the gallery holds nobody else. without_ticket: people without a ticket for each
            passenger, at least 0.

    Raises:
        ValueError: if there is no passenger, or the cast has too few people.
    """
    people = np.unique(cast.searched)
    others = round(passengers * without_ticket)
    if passengers < 1 or others < 0 or passengers + others > len(people):
        raise ValueError(
            f"A flight of {passengers} and {others} people without a ticket cannot be drawn from {len(people)} people."
        )
    draw = np.random.RandomState(seed)
    chosen = draw.permutation(people)[: passengers + others]
    photos = np.array([draw.choice(np.flatnonzero(cast.searched == one)) for one in draw.permutation(chosen)])
    gallery = np.flatnonzero(np.isin(cast.stored, chosen[:passengers]))
    return play(cast, photos, threshold, gallery=gallery)


def crosswalk(cast: Cast, threshold: float, crossings: int, seed: int = 0) -> Log:
    """Play a camera that remembers everybody who walked against the light and names repeat offenders.

    Args:
        crossings: photos of people who walk against the light, anybody at any time.

    Raises:
        ValueError: if there is no crossing.
    """
    _, photos, _ = _passers(cast, crossings, seed)
    return play(cast, photos, threshold, minutes=inf)


def paper_dispenser(
    cast: Cast,
    threshold: float,
    visits: int,
    a_minute: float,
    minutes: float = 9.0,
    returning: float = 0.0,
    seed: int = 0,
) -> Log:
    """Play a dispenser that serves each face once in some minutes.

    A new visitor is somebody who was not here in the last `minutes`; a returning one was.

    Args:
        visits: number of visits. a_minute: visits a minute, above 0. minutes: how long a face is remembered.
        returning: chance that a visitor comes back within the time, 0 to 1.

    Raises:
        ValueError: if there is no visit, a rate is not possible, or the cast has too few people to have strangers.
    """
    if not a_minute > 0:
        raise ValueError(f"Visits a minute must be above 0; they were {a_minute}.")
    draw, _, people = _passers(cast, visits, seed)
    back = draw.random_sample(visits) < given.share(returning, "The share of visitors who return")
    minute = np.arange(visits) / a_minute
    persons = np.empty(visits, dtype=people.dtype)
    for visit in range(visits):
        recent = persons[:visit][minute[:visit] >= minute[visit] - minutes]
        fresh = np.setdiff1d(people, recent)
        if not len(fresh):
            raise ValueError(
                f"Within {minutes} minutes {visits} visits of different people are needed; the cast has {len(people)}."
            )
        persons[visit] = draw.choice(recent) if back[visit] and len(recent) else draw.choice(fresh)
    photos = np.array([draw.choice(np.flatnonzero(cast.searched == one)) for one in persons])
    return play(cast, photos, threshold, minutes=minutes, minute=minute)


def rating(cast: Cast, threshold: float, offences: int, seed: int = 0) -> dict[int, tuple[int, int]]:
    """Play a register that writes each seen offence into the file of the person whom the camera names.

    Everybody of the cast is in the register. An offence is a photo of anybody, drawn by lot.

    Args:
        offences: number of them, at least 1.

    Returns:
        person to (entries of their own, entries of somebody else), for everybody with an entry.

    Raises:
        ValueError: if there is no offence.
    """
    _, photos, _ = _passers(cast, offences, seed)
    log = play(cast, photos, threshold, gallery=np.arange(len(cast.stored)))
    entries: dict[int, tuple[int, int]] = {}
    for named, person in zip(log.named.tolist(), log.person.tolist(), strict=True):
        if named:
            own, others = entries.get(named, (0, 0))
            entries[named] = (own + (named == person), others + (named != person))
    return entries


def _gate(cast: Cast, threshold: float, listed: int, visits: int, base_rate: float | None, seed: int) -> Log:
    """Play visits of drawn people to a gallery of drawn people; without a base rate anybody is as likely to come."""
    draw, photos, people = _passers(cast, visits, seed)
    if not 1 <= listed < len(people):
        raise ValueError(f"A list holds 1 to {len(people) - 1} of the cast's {len(people)} people; it was {listed}.")
    on_list = draw.permutation(people)[:listed]
    if base_rate is not None:
        inside = np.flatnonzero(np.isin(cast.searched, on_list))
        outside = np.flatnonzero(~np.isin(cast.searched, on_list))
        wanted = draw.random_sample(visits) < base_rate
        photos = np.where(wanted, draw.choice(inside, visits), draw.choice(outside, visits))
    return play(cast, photos, threshold, gallery=np.flatnonzero(np.isin(cast.stored, on_list)))


def _passers(cast: Cast, visits: int, seed: int) -> tuple[np.random.RandomState, np.ndarray, np.ndarray]:
    """Return the drawing, that many photos of people drawn by lot, and all people."""
    people = np.unique(cast.searched)
    if visits < 1 or len(people) < 2:
        raise ValueError(f"A scene needs at least 1 visit and 2 people; it was given {visits} and {len(people)}.")
    draw = np.random.RandomState(seed)
    return draw, draw.randint(len(cast.searched), size=visits), people
