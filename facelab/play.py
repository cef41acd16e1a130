"""The engine of the case files: a cast of people with real scores, visits that are played, and the log they leave.

The visits are made up and drawn from a seed; the scores are a matcher's real scores between real photos. `play` takes
the visits one by one: each brings a photo, is compared with one template (`claim`), with a fixed gallery (`gallery`),
or with those who came shortly before (`minutes`), and leaves a line in the `Log`.

Nothing here knows anything but scores: a scene says what a rule does, not what a camera on a street would see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from facelab import given
from facelab.intervals import Rate, rate_over_people
from facelab.matching import NOBODY
from facelab.scores import ScoreMatrix

BLOCK = 500  # visits compared at a time, so that a long stream needs little memory
OUTCOMES = ("right", "missed", "wrong person", "false match", "passed")
Places = Sequence[int] | np.ndarray


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
        part = matrix.among(matrix.usable)
        return cls(part.values, part.person, part.person, False)

    @classmethod
    def of_photos(cls, similarity: np.ndarray, person: np.ndarray) -> "Cast":
        """Return a cast in which every photo can be searched and stored.

        Args:
            similarity: (n, n), every photo against every photo, without NaN.
            person: (n,) who is on each photo, from 1.

        Raises:
            ValueError: if the shapes do not fit, a score or a person is NaN or a number below 1.
        """
        similarity, person = np.asarray(similarity), given.people(person, "person in of_photos")
        if similarity.shape != (len(person), len(person)) or np.isnan(similarity).any():
            raise ValueError(
                f"of_photos needs {len(person)} by {len(person)} scores without NaN; it was given {similarity.shape}. "
                "Leave out photos that failed, and count them."
            )
        if (person < 1).any():
            raise ValueError("People are numbered from 1: 0 stands for nobody.")
        return cls(similarity, person, person, True)


@dataclass(frozen=True)
class RateWithThisList(Rate):
    """A rate of visits to one list: the interval is over the people who come, and the list stays as it is.

    With another list of as many people the rate may well lie outside: see `Log.fpir`.
    """

    def __str__(self) -> str:
        """Return the rate with its count, its people and its interval, and what stays as it is."""
        return f"{super().__str__()}, with this list"


@dataclass(frozen=True)
class Log:
    """What happened, one entry a visit.

    minute: (n,) when. photo: (n,) which searched photo of the cast. person: (n,) who it was.
    known: (n,) bool, whether the camera could have named them rightly: they were claimed, enrolled, or here before.
    named: (n,) the person the system named, 0 for nobody. score: (n,) the best score, NaN if there was nothing to
    compare with.
    one_list: whether every visit was compared with the same gallery.
    """

    minute: np.ndarray
    photo: np.ndarray
    person: np.ndarray
    known: np.ndarray
    named: np.ndarray
    score: np.ndarray
    one_list: bool = False

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

        The interval draws the passers-by again. With one gallery for all visits it does not draw the people on that
        list, and says "with this list": of 400 lists of 100 real people it held the mean over all lists .94 and .88 of
        the times with SFace (lines for an FMR of 1 in 10,000 and 1 in 1,000), and .66 and .76 with dlib's network.
        `facelab.identification.fpir_by_size` is over all lists. Where visits claim somebody, what several visits to
        one owner have in common is not in the interval.

        Raises:
            ValueError: if nobody unknown came.
        """
        rate = self._rate(~self.known, self.named != NOBODY, "unknown")
        return RateWithThisList(**vars(rate)) if self.one_list else rate

    def fnir(self) -> Rate:
        """Return the share of visits by known people in which they were not named, with an interval over people.

        The people on the list are those who are drawn again here; only that one of them is taken for another depends
        on the rest of this list.

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
    photos: Places,
    threshold: float,
    claim: Places | None = None,
    gallery: Places | None = None,
    minutes: float | None = None,
    minute: Sequence[float] | np.ndarray | None = None,
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
            that run backwards, or a threshold that is not one number.
    """
    visits, threshold = _checked_places(photos, len(cast.searched), "visit"), given.threshold(threshold)
    n = len(visits)
    times = np.arange(n, dtype=float) if minute is None else np.asarray(minute, dtype=float)
    if times.shape != (n,) or (np.diff(times) < 0).any():
        raise ValueError("Each visit needs a minute, and the minutes must not run backwards.")
    if sum(rule is not None for rule in (claim, gallery, minutes)) != 1:
        raise ValueError("A scene has exactly one rule: give claim, gallery or minutes.")
    person = cast.searched[visits]
    if minutes is not None:
        return _rolling(cast, visits, threshold, minutes, times)
    if claim is not None:
        claimed = np.asarray(claim)
        if claimed.shape != (n,) or not np.isin(claimed, cast.stored).all():
            raise ValueError("Each visit needs a claim of somebody with a stored photo.")
        known = np.equal(claimed, person)
    else:
        templates = _checked_places(gallery, len(cast.stored), "template")
        known = np.isin(person, cast.stored[templates])
    named, score = np.zeros(n, dtype=int), np.empty(n)
    for start in range(0, n, BLOCK):
        block = slice(start, start + BLOCK)
        if claim is not None:
            candidates = cast.stored == claimed[block, np.newaxis]
        else:
            candidates = np.zeros((len(visits[block]), len(cast.stored)), dtype=bool)
            candidates[:, templates] = True
        if cast.same_photos:
            candidates[range(len(candidates)), visits[block]] = False
        scores = np.where(candidates, cast.scores[visits[block]], -inf)
        best = scores.argmax(axis=1)
        score[block] = scores[range(len(best)), best]
        named[block] = np.where(score[block] >= threshold, cast.stored[best], NOBODY)
    if np.isinf(score).any():
        raise ValueError("A visit brings the only stored photo of the person it claims: there is nothing to compare.")
    return Log(times, visits, person, known, named, score, one_list=claim is None)


def _rolling(cast: Cast, photos: np.ndarray, threshold: float, minutes: float, minute: np.ndarray) -> Log:
    if not minutes > 0 or cast.scores.shape[0] != cast.scores.shape[1]:
        raise ValueError(f"A camera that remembers needs minutes above 0, and a stored photo for each; got {minutes}.")
    person = cast.searched[photos]
    kept: list[int] = []  # visits that were let through
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


def _checked_places(places: Places | None, n: int, what: str) -> np.ndarray:
    values = np.asarray(places)
    if values.ndim != 1 or len(values) == 0 or not np.issubdtype(values.dtype, np.integer):
        raise ValueError(f"A scene needs at least one {what}, given as places of photos; it was given {places!r:.60}.")
    if values.min() < 0 or values.max() >= n:
        raise ValueError(f"The cast has the photos 0 to {n - 1}; one {what} asks for another.")
    return values
