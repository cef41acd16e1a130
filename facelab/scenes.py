"""The case files that run: who passes a camera, what it compares, and what happens to whom.

The visits are made up and drawn from a seed; the scores are a matcher's real scores between real photos. One engine,
`play`, takes the visits one by one: each brings a photo, is compared with one template (`claim`), with a fixed gallery
(`gallery`), or with those who came shortly before (`minutes`), and leaves a line in the `Log`. Scenes of a whole city
are not played but counted: `national_file`.

Nothing here knows anything but scores: a scene says what a rule does, not what a camera on a street would see.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from scipy.special import ndtr, ndtri

from facelab.decisions import comparisons_to_show
from facelab.errors import NONE_SEEN, Rate, ScoreMatrix, rate_over_people
from facelab.identification import fpir_formula
from facelab.matching import NOBODY

BLOCK = 500  # visits compared at a time, so that a long stream needs little memory
OUTCOMES = ("right", "missed", "wrong person", "false match", "passed")


@dataclass(frozen=True)
class Cast:
    """The photos of a scene's people and a matcher's real scores between them.

    scores: (m, k) of every photo that is searched against every photo that can be stored; no NaN.
    searched: (m,) who is on each searched photo. stored: (k,) who is on each stored one. Numbers from 1.
    same_photos: True if searched photo i is stored photo i; a photo is then never compared with itself.
    """

    scores: np.ndarray
    searched: np.ndarray
    stored: np.ndarray
    same_photos: bool

    @classmethod
    def of_matrix(cls, matrix: ScoreMatrix) -> "Cast":
        """Return a cast in which everybody is searched with one photo and stored with another.

        People with a photo that failed are left out. Everybody can be met any number of times, always with the same
        two photos: what differs from visit to visit is not in it.
        """
        both = matrix.acquired & matrix.enrolled
        return cls(matrix.values[np.ix_(both, both)], matrix.person[both], matrix.person[both], False)

    @classmethod
    def of_photos(cls, similarity: np.ndarray, person: np.ndarray) -> "Cast":
        """Return a cast in which every photo can be searched and stored.

        Args:
            similarity: (n, n), every photo against every photo, without NaN.
            person: (n,) who is on each photo, from 1.

        Raises:
            ValueError: if the shapes do not fit, a score is NaN or a number below 1.
        """
        similarity, person = np.asarray(similarity), np.asarray(person)
        if similarity.shape != (len(person), len(person)) or np.isnan(similarity).any():
            raise ValueError(
                f"of_photos needs {len(person)} by {len(person)} scores without NaN; it was given {similarity.shape}. "
                "Leave out photos that failed, and count them."
            )
        if (person < 1).any():
            raise ValueError("People are numbered from 1: 0 stands for nobody.")
        return cls(similarity, person, person, True)


@dataclass(frozen=True)
class Log:
    """What happened, one entry a visit.

    minute: (n,) when. photo: (n,) which searched photo of the cast. person: (n,) who it was.
    known: (n,) bool, whether the camera could have named them rightly: they were claimed, enrolled, or here before.
    named: (n,) the person the system named, 0 for nobody. score: (n,) the best score, NaN if there was nothing to
    compare with.
    """

    minute: np.ndarray
    photo: np.ndarray
    person: np.ndarray
    known: np.ndarray
    named: np.ndarray
    score: np.ndarray

    @property
    def outcome(self) -> np.ndarray:
        """(n,) words: right, missed, wrong person; for people it could not know: false match, passed."""
        some = self.named != NOBODY
        return np.select(
            [self.known & (self.named == self.person), self.known & some, self.known, some],
            ["right", "wrong person", "missed", "false match"],
            "passed",
        )

    def count(self, outcome: str) -> int:
        """Return how many visits ended like this.

        Raises:
            ValueError: if there is no such outcome.
        """
        if outcome not in OUTCOMES:
            raise ValueError(f"There is no outcome {outcome!r}; the outcomes are {', '.join(OUTCOMES)}.")
        return int(np.count_nonzero(self.outcome == outcome))

    def fpir(self) -> Rate:
        """Return the share of visits by unknown people in which somebody was named, with an interval over people.

        Raises:
            ValueError: if nobody unknown came.
        """
        return self._rate(~self.known, self.named != NOBODY, "unknown")

    def fnir(self) -> Rate:
        """Return the share of visits by known people in which they were not named, with an interval over people.

        Raises:
            ValueError: if nobody known came.
        """
        return self._rate(self.known, self.named != self.person, "known")

    def lines(self, most: int = 20) -> str:
        """Return the first entries as lines of text."""
        rows = zip(self.minute, self.person, self.score, self.named, self.outcome, strict=True)
        return "\n".join(
            f"minute {minute:6.1f}  person {person:4}  best score {score:6.3f}  "
            f"{f'named {named}' if named else 'nobody':11}  {outcome}"
            for minute, person, score, named, outcome in list(rows)[:most]
        )

    def __len__(self) -> int:
        """Return the number of visits."""
        return len(self.person)

    def _rate(self, visits: np.ndarray, errors: np.ndarray, who: str) -> Rate:
        if not visits.any():
            raise ValueError(f"No {who} person came in this scene: the rate has no denominator.")
        return rate_over_people(errors[visits], self.person[visits])


def play(
    cast: Cast,
    photos: Sequence[int],
    threshold: float,
    claim: Sequence[int] | None = None,
    gallery: Sequence[int] | None = None,
    minutes: float | None = None,
    minute: Sequence[float] | None = None,
) -> Log:
    """Play visits one by one by one of three rules and return the log.

    claim: the visitor says who they are and is compared with that person's stored photos.
    gallery: the visitor is compared with all of these stored photos; the best one names them.
    minutes: the visitor is compared with everybody who was let through in the last so many minutes; a match names
        them ("was here before"), and whoever matches nobody is let through and remembered.

    Args:
        cast: the people and their scores.
        photos: the searched photo that each visit brings, in order.
        threshold: a comparison matches at this score or above.
        claim: (n,) persons. gallery: stored photos, at least one. minutes: above 0. Exactly one of the three.
        minute: (n,) when each visit happens, never falling; by default one visit a minute.

    Raises:
        ValueError: if there is no visit, not exactly one rule, a photo or person that the cast does not have, times
            that run backwards, or a threshold that is NaN.
    """
    photos = _checked_places(photos, len(cast.searched), "visit")
    n = len(photos)
    minute = np.arange(n, dtype=float) if minute is None else np.asarray(minute, dtype=float)
    if minute.shape != (n,) or (np.diff(minute) < 0).any():
        raise ValueError("Each visit needs a minute, and the minutes must not run backwards.")
    if np.isnan(threshold):
        raise ValueError("A threshold is one number, and not NaN.")
    if sum(rule is not None for rule in (claim, gallery, minutes)) != 1:
        raise ValueError("A scene has exactly one rule: give claim, gallery or minutes.")
    person = cast.searched[photos]
    if minutes is not None:
        return _rolling(cast, photos, threshold, minutes, minute)
    if claim is not None:
        claim = np.asarray(claim)
        if claim.shape != (n,) or not np.isin(claim, cast.stored).all():
            raise ValueError("Each visit needs a claim of somebody with a stored photo.")
        known = claim == person
    else:
        gallery = _checked_places(gallery, len(cast.stored), "template")
        known = np.isin(person, cast.stored[gallery])
    named, score = np.zeros(n, dtype=int), np.empty(n)
    for start in range(0, n, BLOCK):
        block = slice(start, start + BLOCK)
        if claim is not None:
            candidates = cast.stored == claim[block, np.newaxis]
        else:
            candidates = np.zeros((len(photos[block]), len(cast.stored)), dtype=bool)
            candidates[:, gallery] = True
        if cast.same_photos:
            candidates[range(len(candidates)), photos[block]] = False
        scores = np.where(candidates, cast.scores[photos[block]], -inf)
        best = scores.argmax(axis=1)
        score[block] = scores[range(len(best)), best]
        named[block] = np.where(score[block] >= threshold, cast.stored[best], NOBODY)
    if np.isinf(score).any():
        raise ValueError("A visit brings the only stored photo of the person it claims: there is nothing to compare.")
    return Log(minute, photos, person, known, named, score)


def _rolling(cast: Cast, photos: np.ndarray, threshold: float, minutes: float, minute: np.ndarray) -> Log:
    if not minutes > 0 or cast.scores.shape[0] != cast.scores.shape[1]:
        raise ValueError(f"A camera that remembers needs minutes above 0, and a stored photo for each; got {minutes}.")
    person, kept = cast.searched[photos], []  # visits that were let through
    known, named, score = np.zeros(len(photos), bool), np.zeros(len(photos), int), np.full(len(photos), np.nan)
    start = 0
    for visit, photo in enumerate(photos):
        while start < len(kept) and minute[kept[start]] < minute[visit] - minutes:
            start += 1
        before = photos[kept[start:]]
        known[visit] = (cast.stored[before] == person[visit]).any()
        if cast.same_photos:
            before = before[before != photo]
        if len(before):
            scores = cast.scores[photo, before]
            score[visit] = scores.max()
            if score[visit] >= threshold:
                named[visit] = cast.stored[before[scores.argmax()]]
        if named[visit] == NOBODY:
            kept.append(visit)
    return Log(minute, photos, person, known, named, score)


def cash_machine(cast: Cast, threshold: float, visits: int, share_strangers: float, seed: int = 0) -> Log:
    """Play a bank machine that compares each face with the owner of the card, 1:1.

    Args:
        visits: number of visits, at least 1. share_strangers: chance that a stranger holds the card, 0 to 1.

    Raises:
        ValueError: if there is no visit, the share is outside 0 to 1, or the cast has fewer than 2 people.
    """
    draw, photos, people = _crowd(cast, visits, seed)
    claim = cast.searched[photos].copy()
    for visit in np.flatnonzero(draw.random_sample(visits) < _checked_share(share_strangers, "strangers")):
        claim[visit] = draw.choice(people[people != claim[visit]])
    return play(cast, photos, threshold, claim=claim)


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
    return _gate(cast, threshold, listed, passers, _checked_share(base_rate, "passers on the list"), seed)


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
    _, photos, _ = _crowd(cast, crossings, seed)
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
    draw, _, people = _crowd(cast, visits, seed)
    back = draw.random_sample(visits) < _checked_share(returning, "visitors who return")
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


@dataclass(frozen=True)
class Race:
    """What a camera at each checkpoint saw of each runner.

    ran: (r, c) bool, whether the runner really passed. seen: (r, c) bool, whether the system has them passing.
    """

    ran: np.ndarray
    seen: np.ndarray

    @property
    def accused(self) -> np.ndarray:
        """(r,) bool: ran the whole way, and is missing at some checkpoint in the system's eyes."""
        return self.ran.all(axis=1) & ~self.seen.all(axis=1)

    @property
    def unnoticed(self) -> np.ndarray:
        """(r,) bool: left something out, and is seen everywhere."""
        return ~self.ran.all(axis=1) & self.seen.all(axis=1)


def running_track(cast: Cast, threshold: float, checkpoints: int, share_cheating: float, seed: int = 0) -> Race:
    """Play a race of everybody in the cast: one photo is stored at the start, another taken at each checkpoint.

    A camera names the best of the stored photos if its score reaches the threshold. A cheat leaves out one checkpoint.

    Args:
        checkpoints: at least 1, and fewer than the photos of each person. share_cheating: 0 to 1, drawn runner by
            runner.

    Raises:
        ValueError: if the cast is no cast of photos, a person has too few of them, or the share is outside 0 to 1.
    """
    people = np.unique(cast.searched)
    fewest = int(np.unique(cast.searched, return_counts=True)[1].min())
    if not cast.same_photos or not 1 <= checkpoints < fewest:
        raise ValueError(f"A race needs 1 to {fewest - 1} checkpoints, one photo each beside the start's.")
    draw = np.random.RandomState(seed)
    taken = np.array([draw.permutation(np.flatnonzero(cast.searched == one))[: checkpoints + 1] for one in people])
    ran = np.ones((len(people), checkpoints), dtype=bool)
    for runner in np.flatnonzero(draw.random_sample(len(people)) < _checked_share(share_cheating, "cheats")):
        ran[runner, draw.randint(checkpoints)] = False
    seen = np.zeros_like(ran)
    for place in range(checkpoints):
        log = play(cast, taken[ran[:, place], place + 1], threshold, gallery=taken[:, 0])
        seen[:, place] = np.isin(people, log.named)
    return Race(ran, seen)


@dataclass(frozen=True)
class Trail:
    """Where a system believes that one person was, camera by camera.

    person: who is followed. on: (c,) who the trail is really on at each camera, 0 where it is lost.
    """

    person: int
    on: np.ndarray

    @property
    def right(self) -> int:
        """At how many cameras the trail was on the right person, before its first error."""
        wrong = self.on != self.person
        return int(wrong.argmax()) if wrong.any() else len(self.on)

    @property
    def ended(self) -> str:
        """How it ended: "whole", "lost" (nobody matched at some camera) or "wrong" (it went over to another)."""
        first = self.on[self.right :]
        return "whole" if not len(first) else "wrong" if (first != NOBODY).any() else "lost"


def restricted_floor(cast: Cast, threshold: float, cameras: int, present: int, seed: int = 0) -> list[Trail]:
    """Play a building in which everybody present passes every camera, and a system follows each by the last photo.

    At each camera the best match with the photo of the camera before continues the trail, if it reaches the
    threshold. So a trail that has once gone over to another person follows that person on. A trail without a match at
    a camera is over.

    Args:
        cameras: at least 1, fewer than the photos of each person. present: people in the building, at least 1.

    Raises:
        ValueError: if the cast is no cast of photos, has too few of them, or fewer people than are present.
    """
    people = np.unique(cast.searched)
    fewest = int(np.unique(cast.searched, return_counts=True)[1].min())
    if not cast.same_photos or not 1 <= cameras < fewest:
        raise ValueError(f"A walk needs 1 to {fewest - 1} cameras, one photo each beside the first.")
    if not 1 <= present <= len(people):
        raise ValueError(f"Between 1 and {len(people)} people can be present; {present} were asked for.")
    draw = np.random.RandomState(seed)
    here = draw.permutation(people)[:present]
    taken = np.array([draw.permutation(np.flatnonzero(cast.searched == one))[: cameras + 1] for one in here])
    tables = [cast.scores[np.ix_(taken[:, camera], taken[:, camera + 1])] for camera in range(cameras)]
    trails = []
    for walker, one in enumerate(here):
        places = follow(tables, walker, threshold)
        on = np.zeros(cameras, dtype=int)
        on[: len(places)] = here[places]
        trails.append(Trail(int(one), on))
    return trails


def follow(tables: Sequence[np.ndarray], start: int, threshold: float) -> list[int]:
    """Follow somebody from camera to camera, each time by the photo before.

    Args:
        tables: for each step a square table: photo i at this camera against photo j at the next one, the same people
            in the same order.
        start: place of the person at the first camera.
        threshold: the best match continues the trail if its score is at least this.

    Returns:
        places of the people on whom the trail is at the following cameras; shorter than the tables if it is lost.

    Raises:
        ValueError: if a table is not square, they differ in size, the start is not in them, or a score is NaN.
    """
    shapes = {np.shape(table) for table in tables}
    if len(shapes) != 1 or len(set(*shapes)) != 1 or np.ndim(tables[0]) != 2:
        raise ValueError(f"follow needs square tables of one size, at least one; it was given {sorted(shapes)}.")
    if not 0 <= start < len(tables[0]) or np.isnan(tables).any():
        raise ValueError(f"follow needs a start from 0 to {len(tables[0]) - 1} and scores without NaN; start {start}.")
    places: list[int] = []
    here = start
    for table in tables:
        best = int(table[here].argmax())
        if table[here, best] < threshold:
            break
        places.append(best)
        here = best
    return places


def others_a_day(scores: np.ndarray, threshold: float, passers: float) -> np.ndarray:
    """Return, for each person put on a list of their own, how many other people a day raise its alarm.

    Args:
        scores: (n, n), the photo of passer-by i against the stored photo of person j, the same people in the same
            order; n at least 2, no NaN.
        threshold: a comparison matches at this score or above.
        passers: people who pass in a day, at least 0, all of them others of the same kind.

    Returns:
        (n,) people a day.

    Raises:
        ValueError: if the table is not square or holds NaN, or passers is negative.
    """
    scores = np.asarray(scores)
    if scores.ndim != 2 or scores.shape[0] != scores.shape[1] or len(scores) < 2 or np.isnan(scores).any():
        raise ValueError(f"others_a_day needs a square table without NaN, of at least 2 people; got {scores.shape}.")
    if not passers >= 0 or np.isnan(threshold):
        raise ValueError(f"Passers a day must be at least 0 and the threshold a number; got {passers}, {threshold}.")
    matches = scores >= threshold
    np.fill_diagonal(matches, False)
    return passers * matches.sum(axis=0) / (len(scores) - 1)


@dataclass(frozen=True)
class Alarm:
    """A watch list of one, for each person who could be on it.

    noticed: (n,) whether the person's own photo matches. others: (n,) how many others a day raise the alarm.
    """

    noticed: np.ndarray
    others: np.ndarray


def critic(cast: Cast, threshold: float, passers: float) -> Alarm:
    """Put each person of a cast of one searched and one stored photo on a watch list of one.

    Args:
        passers: people who pass in a day.

    Raises:
        ValueError: if the cast has more than one photo a person, or the numbers are not possible.
    """
    if cast.same_photos or (cast.searched != cast.stored).any():
        raise ValueError("A watch list of one needs one searched and one stored photo a person, in the same order.")
    return Alarm(cast.scores.diagonal() >= threshold, others_a_day(cast.scores, threshold, passers))


def chain(rates: np.ndarray, sightings: int) -> tuple[float, float]:
    """Return (if all were alike, real): the chance that each of so many sightings in a row is recognised.

    Args:
        rates: (n,) share of recognised sightings of each person, 0 to 1; n at least 1.
        sightings: at least 1, independent for one person.

    Returns:
        the mean rate to the power of the sightings, and the mean over people of each rate to that power: people who are
        always recognised keep the second one up.

    Raises:
        ValueError: if there is nobody, a rate is outside 0 to 1, or no sighting.
    """
    rates = np.asarray(rates, dtype=float)
    if rates.ndim != 1 or len(rates) == 0 or not ((rates >= 0) & (rates <= 1)).all() or sightings < 1:
        raise ValueError(f"chain needs rates from 0 to 1 and at least one sighting; got {rates.shape}, {sightings}.")
    return float(rates.mean() ** sightings), float(np.mean(rates**sightings))


def two_sightings(matches: np.ndarray) -> tuple[float, float]:
    """Return (promised, real): how often two strangers match in both of two sightings, if independent, and in fact.

    Args:
        matches: (n, n) bool, photo 2 of person i against photo 1 of person j; the diagonal is mated and left out.
            The second sighting of the two people i and j is the cell (j, i): two other photos of theirs.

    Raises:
        ValueError: if the table is not square, smaller than 2 by 2 or not of True and False.
    """
    matches = np.asarray(matches)
    if matches.ndim != 2 or matches.shape[0] != matches.shape[1] or len(matches) < 2 or matches.dtype != bool:
        raise ValueError(f"two_sightings needs a square table of True and False; got {matches.shape} {matches.dtype}.")
    apart = ~np.eye(len(matches), dtype=bool)
    return float(matches[apart].mean() ** 2), float((matches & matches.T)[apart].mean())


def dispense(scores: np.ndarray, minute: np.ndarray, minutes: float, threshold: float) -> np.ndarray:
    """Say for each visit whether it is served: unless the face matches one served in the last so many minutes.

    Args:
        scores: (n, n) of the face at visit i against the face at visit j. minute: (n,) of the visits, never falling.
        minutes: how long a served face is remembered; a visit exactly so long ago still counts.
        threshold: a match is a score of at least this.

    Returns:
        (n,) bool.

    Raises:
        ValueError: if the shapes do not fit, times run backwards or a score is NaN.
    """
    scores, minute = np.asarray(scores), np.asarray(minute)
    if scores.shape != (len(minute), len(minute)) or np.isnan(scores).any():
        raise ValueError(f"dispense needs {len(minute)} by {len(minute)} scores without NaN; got {scores.shape}.")
    if (np.diff(minute) < 0).any():
        raise ValueError("The minutes of the visits must not run backwards.")
    served = np.zeros(len(minute), dtype=bool)
    for visit in range(len(minute)):
        recent = served & (minute >= minute[visit] - minutes)
        recent[visit:] = False
        served[visit] = not (scores[visit, recent] >= threshold).any()
    return served


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
    _, photos, _ = _crowd(cast, offences, seed)
    log = play(cast, photos, threshold, gallery=np.arange(len(cast.stored)))
    entries: dict[int, tuple[int, int]] = {}
    for named, person in zip(log.named, log.person, strict=True):
        if named:
            own, others = entries.get(int(named), (0, 0))
            entries[int(named)] = (own + (named == person), others + (named != person))
    return entries


@dataclass(frozen=True)
class Tail:
    """FMR beyond the scores that were counted, under an assumption about the tail.

    name: "exponential" or "bell", or "floor" where no threshold gets below a floor.
    start: threshold from which on the assumption is used. fmr_at_start: counted there, from n_beyond comparisons.
    scale: of the exponential or the bell, in score units. middle: of the bell. floor: lowest FMR.
    """

    name: str
    start: float
    fmr_at_start: float
    n_beyond: int
    scale: float
    middle: float = 0.0
    floor: float = 0.0

    def fmr(self, threshold: float | np.ndarray) -> float | np.ndarray:
        """Return the assumed FMR at thresholds from `start` on."""
        if self.name == "bell":
            value = ndtr(-(np.asarray(threshold) - self.middle) / self.scale)
        else:
            value = self.fmr_at_start * np.exp(-(np.asarray(threshold) - self.start) / self.scale)
        return np.maximum(value, self.floor)

    def threshold(self, fmr: float) -> float:
        """Return the threshold with this assumed FMR; +inf if it lies below the floor."""
        if fmr < self.floor:
            return inf
        if self.name == "bell":
            return float(self.middle - self.scale * ndtri(fmr))
        return float(self.start + self.scale * np.log(self.fmr_at_start / fmr))


def tails(scores: np.ndarray, counts: np.ndarray, start: float = 1e-4, floor: float = 1e-6) -> list[Tail]:
    """Return three assumptions that all fit what was counted down to an FMR of `start`, and part beyond it.

    exponential: each further step of the threshold divides the FMR by the same factor (from the mean excess).
    bell: the tail of the bell curve through the counted rates of 100 x start and start.
    floor: the exponential, but never below `floor`, as if some pairs of strangers could not be told apart.

    Args:
        scores: (n,) distinct non-mated scores. counts: (n,) how often each occurs.
        start: lowest FMR that is taken from the counts; at least 30 comparisons must lie beyond it.
        floor: lowest FMR of the third assumption.

    Raises:
        ValueError: if fewer than 30 comparisons lie beyond the start, or the rates do not fit.
    """
    order = np.argsort(scores)
    scores, counts = np.asarray(scores)[order], np.asarray(counts)[order]
    share = counts[::-1].cumsum()[::-1] / counts.sum()
    if not 0 < 100 * start < 1 or not 0 <= floor < start:
        raise ValueError(f"tails needs a start above 0 and below 0.01, and a lower floor; got {start} and {floor}.")
    here = int(np.argmax(share <= start))
    beyond = scores >= scores[here]
    n_beyond = int(counts[beyond].sum())
    if share[-1] > start or n_beyond < 30:
        raise ValueError(f"Only {n_beyond} comparisons lie beyond an FMR of {start:g}: take a larger start.")
    excess = float((counts[beyond] * (scores[beyond] - scores[here])).sum() / n_beyond)
    looser = int(np.argmax(share <= 100 * start))
    far, near = -ndtri(share[here]), -ndtri(share[looser])
    scale = float((scores[here] - scores[looser]) / (far - near))
    exponential = Tail("exponential", float(scores[here]), float(share[here]), n_beyond, excess)
    return [
        exponential,
        replace(exponential, name="bell", scale=scale, middle=float(scores[here] - scale * far)),
        replace(exponential, name="floor", floor=floor),
    ]


@dataclass(frozen=True)
class CityDay:
    """One day of a camera system that searches a file of everybody, computed, not played.

    threshold: of the search. fmr: per comparison. how: "counted", or the name of the assumed tail.
    comparisons: a day. false_candidates: expected a day, exact whatever hangs together (comparisons x FMR).
    alerts: share of searches with at least one false candidate, as (at least, if independent, at most): FMR, the
        formula 1 - (1 - FMR)^N, and N x FMR or 1.
    comparisons_needed: independent comparisons without an error that would show this FMR (rule of 3).
    """

    threshold: float
    fmr: float
    how: str
    comparisons: float
    false_candidates: float
    alerts: tuple[float, float, float]
    comparisons_needed: float


def national_file(
    scores: np.ndarray, counts: np.ndarray, threshold: float, people: float, searches: float, tail: Tail | None = None
) -> CityDay:
    """Compute a day of searches in a file of millions from a measured distribution of scores.

    Args:
        scores: (n,) distinct non-mated scores. counts: (n,) how often each was counted.
        threshold: of the search.
        people: in the file, at least 1. searches: a day, above 0.
        tail: the assumption to use beyond the counts; without one the FMR is counted, and must be measurable.

    Raises:
        ValueError: if numbers are not possible, or no tail is given where fewer than 3 comparisons were counted, or
            the threshold lies before the tail's start.
    """
    if not people >= 1 or not searches > 0:
        raise ValueError(f"A file needs at least 1 person and a day some searches; given {people} and {searches}.")
    if tail is None:
        counted = int(counts[scores >= threshold].sum())
        if counted < NONE_SEEN:
            raise ValueError(
                f"Only {counted} of {counts.sum():,} counted comparisons reach {threshold}: the FMR cannot be counted "
                "there. Give a tail, and say that it is assumed."
            )
        fmr, how = counted / counts.sum(), "counted"
    else:
        if threshold < tail.start:
            raise ValueError(f"The tail begins at {tail.start}; at {threshold} the FMR is counted, not assumed.")
        fmr, how = float(tail.fmr(threshold)), tail.name
    false = people * searches * fmr
    alerts = (fmr, fpir_formula(fmr, people), min(1.0, people * fmr))
    needed = comparisons_to_show(fmr) if fmr > 0 else inf
    return CityDay(threshold, fmr, how, people * searches, false, alerts, needed)


def _gate(cast: Cast, threshold: float, listed: int, visits: int, base_rate: float | None, seed: int) -> Log:
    """Play visits of drawn people to a gallery of drawn people; without a base rate anybody is as likely to come."""
    draw, photos, people = _crowd(cast, visits, seed)
    if not 1 <= listed < len(people):
        raise ValueError(f"A list holds 1 to {len(people) - 1} of the cast's {len(people)} people; it was {listed}.")
    on_list = draw.permutation(people)[:listed]
    if base_rate is not None:
        inside = np.flatnonzero(np.isin(cast.searched, on_list))
        outside = np.flatnonzero(~np.isin(cast.searched, on_list))
        wanted = draw.random_sample(visits) < base_rate
        photos = np.where(wanted, draw.choice(inside, visits), draw.choice(outside, visits))
    return play(cast, photos, threshold, gallery=np.flatnonzero(np.isin(cast.stored, on_list)))


def _crowd(cast: Cast, visits: int, seed: int) -> tuple[np.random.RandomState, np.ndarray, np.ndarray]:
    """Return the drawing, that many photos of people drawn by lot, and all people."""
    people = np.unique(cast.searched)
    if visits < 1 or len(people) < 2:
        raise ValueError(f"A scene needs at least 1 visit and 2 people; it was given {visits} and {len(people)}.")
    draw = np.random.RandomState(seed)
    return draw, draw.randint(len(cast.searched), size=visits), people


def _checked_share(share: float, what: str) -> float:
    if not 0 <= share <= 1:
        raise ValueError(f"The share of {what} lies between 0 and 1; it was {share}.")
    return share


def _checked_places(places: Sequence[int], n: int, what: str) -> np.ndarray:
    values = np.asarray(places)
    if values.ndim != 1 or len(values) == 0 or not np.issubdtype(values.dtype, np.integer):
        raise ValueError(f"A scene needs at least one {what}, given as places of photos; it was given {places!r:.60}.")
    if values.min() < 0 or values.max() >= n:
        raise ValueError(f"The cast has the photos 0 to {n - 1}; one {what} asks for another.")
    return values
