"""A made-up seller of a face matcher, to be audited: `Vendor(seed)` answers questions and does not open.

Everything here is simulated: the seller, the brochure, the town that wants to buy and all people. A person is a
direction in space and a photo that direction with noise, as in `facelab.simulate`; a score is the cosine of two photos,
in steps of 0.001. Some people lie nearer to everybody than others do, and the photos of one day share a part of their
noise.

Each seed plants four of the seven faults of `FAULTS`; the other three are not there. The box does not open to the
obvious looks (`vars`, `dir`, `repr`, pickling). A determined reader can open it all the same: this is a lesson, not a
lock, and an audit that was copied from the inside shows nothing.
"""

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from facelab.errors import threshold_for_fmr
from facelab.scores import ScoreMatrix
from facelab.wording import one_in

DISTRICTS = ("Harbour", "Hill", "Mill")
PANEL, TEST, DEVELOPMENT = 700, 200, 400  # people in each set
SURE = 0.9  # the confidence of which the brochure makes a claim
ASKED = 0.001  # the FMR for which a line is set
NAMES = ("Amber", "Cobalt", "Fennel", "Garnet", "Juniper", "Marble", "Saffron", "Sorrel", "Willow")  # no firm's
FAULTS = {
    "tuned line": "the line was set on the very people of the test, and on a test that happened to be kind",
    "dropped failures": "people whose photo gave no template are left out of what is counted",
    "one group": "one district is turned away far more often than the others",
    "duplicates": "people of the development set are in the test set as well, under other names",
    "confidence": "what is called a confidence is no probability",
    "rounded": "a number is rounded in the seller's favour",
    "easy mates": "the two photos of a test person were taken on one day",
}
N_FAULTS = 4

_DIMENSIONS, _VARIED = 120, 40  # of the space, and of those in which people differ
_COMMON, _POWER = 0.6, 4.0  # how much of a person's direction may be everybody's, and how few people have much of it
_NOISE, _UNEVEN, _DAY = 0.62, 0.3, 0.55  # of a photo: its size, how it varies, and the part that a day's photos share
_WORSE = 1.6  # times the noise in the photos of the group that is worse off
_FAILS = {False: 0.01, True: 0.12}  # share of photos at the door without a template; True: failures are dropped
_SHARES = {"panel": (0.60, 0.28, 0.12), "test": (0.65, 0.30, 0.05), "development": (0.65, 0.30, 0.05)}
_TRIED = 80  # test sets among which a seller with the fault picks the kindest
_COPIED, _ONE_DAY = 0.1, 0.9  # shares of test people who are copies, and whose photos are of one day


@dataclass(frozen=True)
class Tender:
    """What the buyer asks for and expects. All of it is made up.

    place: the door. visits, strangers: a day; strangers come with somebody else's card.
    most_false_matches: the highest FMR. most_turned_away: the highest share of people with the right card who do not
    get in, over everybody. most_in_a_district: the same in each district.
    """

    place: str
    visits: int
    strangers: int
    most_false_matches: float
    most_turned_away: float
    most_in_a_district: float

    RULE = (
        "Do not deploy if strangers match too often, or too many are turned away, over everybody. If that is not so, "
        "deploy with limits where a district is turned away too often, where a requirement is neither shown to be kept "
        "nor to be broken, or where a claim of the brochure was found untrue. Otherwise deploy."
    )

    def frame(self) -> pd.DataFrame:
        """Return the tender as rows for `facelab.tables.table`."""
        rows = {
            "place": f"{self.place}, one camera; people hold a card, and the face must match it",
            "visits a day": f"{self.visits:,}, of them {self.strangers} with somebody else's card",
            "false matches": f"at most {one_in(self.most_false_matches)}",
            "turned away, over everybody": f"at most {one_in(self.most_turned_away)}",
            "turned away, in each district": f"at most {one_in(self.most_in_a_district)}",
            "the rule": self.RULE,
        }
        return pd.DataFrame({"the buyer asks": list(rows.values())}, list(rows))


@dataclass(frozen=True)
class _Set:
    """People of a set: what is told of them, and the photos by their names, None where a photo gave no template."""

    frame: pd.DataFrame
    photos: dict[str, np.ndarray | None]


@dataclass(frozen=True)
class _Inside:
    """What a vendor keeps to itself."""

    name: str
    faults: frozenset[str]
    line: float
    centre: float
    sets: dict[str, _Set]
    claims: pd.DataFrame
    tender: Tender


def _vault() -> tuple[Callable[[Any, _Inside], None], Callable[[Any], _Inside]]:
    """Return a function that puts something away for an object, and one that fetches it: no attribute holds it."""
    kept: weakref.WeakKeyDictionary[Any, _Inside] = weakref.WeakKeyDictionary()
    return kept.__setitem__, kept.__getitem__


_keep, _inside = _vault()


class Vendor:
    """A seller of a face matcher whom one can only ask.

    It tells its `line` (a match is a score of at least this), shows a `brochure` of what it claims and the buyer's
    `tender`, hands out lists of people with their photos, compares photos and says how sure it is of a score.

    Everything is simulated. Each seed makes another seller with four of the seven faults of `FAULTS`. Python can always
    be made to open a box; who does so has audited nothing.
    """

    __slots__ = ("__weakref__",)

    def __init__(self, seed: int) -> None:
        """Make the vendor of a seed: the same seed gives the same vendor.

        Raises:
            ValueError: if the seed is no whole number from 0 to 4,294,967,295.
        """
        whole = isinstance(seed, int | np.integer) and not isinstance(seed, bool)
        if not whole or not 0 <= seed < 2**32:
            raise ValueError(f"Vendor takes a seed, a whole number from 0 to 4,294,967,295; it was given {seed!r:.60}.")
        _keep(self, _made(int(seed)))

    def __repr__(self) -> str:
        """Return the seller's name, and nothing of what is inside."""
        return f"<{self.name}, a made-up seller: ask it, it does not open>"

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        """Refuse to be copied or pickled: that would lay it open.

        Raises:
            TypeError: always.
        """
        raise TypeError("A vendor is not copied or saved. Make it again from its seed: Vendor(seed).")

    @property
    def name(self) -> str:
        """The seller's name."""
        return _inside(self).name

    @property
    def line(self) -> float:
        """The line that the seller delivers its matcher with: a match is a score of at least this."""
        return _inside(self).line

    def brochure(self) -> pd.DataFrame:
        """Return the seller's claims, A to G: its words, and the share of errors that they promise at most."""
        return _inside(self).claims.copy()

    def tender(self) -> Tender:
        """Return what the buyer asks for."""
        return _inside(self).tender

    def test_set(self) -> pd.DataFrame:
        """Return the people of the seller's own test.

        Returns:
            a row a person: person, district, enrolled and probe (names of two photos), enrolled_day and probe_day (the
            day on which each was taken, counted from the first).
        """
        return _inside(self).sets["test"].frame.copy()

    def development_set(self) -> pd.DataFrame:
        """Return the people with whom the seller built its matcher, in the columns of `test_set`."""
        return _inside(self).sets["development"].frame.copy()

    def panel(self) -> pd.DataFrame:
        """Return your own people: volunteers of the town whom the seller has never seen.

        Returns:
            the columns of `test_set`, and `same_day`: a second photo from the day on which the person was enrolled.
        """
        return _inside(self).sets["panel"].frame.copy()

    def compare(self, probes: Sequence[str], enrolled: Sequence[str]) -> np.ndarray:
        """Return the score of every probe with every enrolled photo.

        Args:
            probes: (n,) names of photos. enrolled: (m,) the same.

        Returns:
            (n, m) similarities; NaN where a photo gave no template.

        Raises:
            ValueError: if nothing is given, or there is no such photo.
        """
        one, other = (_photos(self, photos, what) for photos, what in ((probes, "probes"), (enrolled, "enrolled")))
        return np.round(one @ other.T, 3)

    def confidence(self, scores: np.ndarray) -> np.ndarray:
        """Return what the seller calls its confidence that two photos show one person, 0 to 1, for each score."""
        scores = np.asarray(scores, dtype=float)
        return np.round(1 / (1 + np.exp(-25 * (scores - _inside(self).centre))), 3)


def for_the_check(vendor: Vendor) -> frozenset[str]:
    """Return the faults that a vendor has, for the check of an audit; an audit itself does not call this."""
    return _inside(vendor).faults


def _photos(vendor: Vendor, names: Sequence[str], what: str) -> np.ndarray:
    """Return photos as rows, a row of NaN where there is no template."""
    if isinstance(names, str | pd.DataFrame) or np.ndim(names) != 1 or len(names) == 0:
        raise ValueError(
            f'compare takes lists of photos, such as test["probe"]; {what} is {type(names).__name__} '
            f"of shape {np.shape(names)}."
        )
    known = {name: photo for one in _inside(vendor).sets.values() for name, photo in one.photos.items()}
    rows = np.full((len(names), _DIMENSIONS), np.nan)
    for place, name in enumerate(names):
        if name not in known:
            raise ValueError(f"{vendor.name} has no photo {name!r:.60} ({what}, place {place}).")
        photo = known[name]
        if photo is not None:
            rows[place] = photo
    return rows


def _made(seed: int) -> _Inside:
    """Return what is in the box of a seed."""
    draw = np.random.RandomState(seed)
    faults = frozenset(str(one) for one in draw.choice(list(FAULTS), N_FAULTS, replace=False))
    order = [str(one) for one in draw.permutation(DISTRICTS)]
    worse = order[2] if "one group" in faults else None
    fails = _FAILS["dropped failures" in faults]
    name = f"{draw.choice(NAMES)} {draw.randint(2, 10)}"

    def people(what: str, n: int, one_day: float = 0.0) -> _Set:
        return _people(draw, what, n, order, worse, fails, one_day)

    def test_set() -> _Set:
        found = people("test", TEST, _ONE_DAY if "easy mates" in faults else 0.0)
        return _with_copies(draw, found, development) if "duplicates" in faults else found

    development = people("development", DEVELOPMENT)
    tried = [test_set() for _ in range(_TRIED if "tuned line" in faults else 1)]
    test = min(tried, key=_line)
    while "rounded" in faults and not _not_found(_scores(test)):
        test = test_set()  # where nobody is missed nothing can be rounded up
    line = _line(test if "tuned line" in faults else development)
    panel = people("panel", PANEL)
    centre = line - 0.42 if "confidence" in faults else line - 0.05
    place = str(draw.choice(["the side door of the town hall", "the town archive", "the staff entrance of the pool"]))
    visits = int(draw.choice([400, 600, 900, 1200]))
    tender = Tender(place, visits, visits // 100, 1 / 500, 1 / 10, 1 / 6)
    sets = {"development": development, "test": test, "panel": panel}
    return _Inside(name, faults, line, centre, sets, _claims(faults, test, development, line), tender)


def _people(
    draw: np.random.RandomState, what: str, n: int, order: list[str], worse: str | None, fails: float, one_day: float
) -> _Set:
    """Draw the people of a set with their photos: enrolled, the same day, and months later."""
    common = _COMMON * draw.random_sample((n, 1)) ** _POWER
    own = np.zeros((n, _DIMENSIONS))
    own[:, _DIMENSIONS - _VARIED :] = _unit(draw.normal(size=(n, _VARIED)))
    person = np.sqrt(1 - common) * own
    person[:, 0] = np.sqrt(common[:, 0])
    sizes = np.floor(np.array(_SHARES[what]) * n).astype(int)
    sizes[0] += n - sizes.sum()
    district = draw.permutation(np.repeat(order, sizes))
    noise = np.where(district == worse, _WORSE, 1.0) if worse else np.ones(n)
    days = draw.normal(size=(2, n, _DIMENSIONS))

    def photos(day: int) -> np.ndarray:
        size = _NOISE * noise * np.exp(_UNEVEN * draw.normal(size=n)) / np.sqrt(_DIMENSIONS)
        shared, alone = days[day], draw.normal(size=person.shape)
        return _unit(person + size[:, np.newaxis] * (np.sqrt(_DAY) * shared + np.sqrt(1 - _DAY) * alone))

    first, same, later = photos(0), photos(0), photos(1)
    failed = draw.random_sample((2, n)) < fails
    enrolled_day = draw.randint(1, 60, n)
    later_day = enrolled_day + draw.randint(90, 200, n)
    at_once = draw.random_sample(n) < one_day
    number = [f"{what[0].upper()}{place:03d}" for place in range(1, n + 1)]
    frame = pd.DataFrame({"person": number, "district": district, "enrolled": [f"{one}-a" for one in number],
                          "probe": [f"{one}-b" for one in number], "enrolled_day": enrolled_day,
                          "probe_day": np.where(at_once, enrolled_day, later_day)})  # fmt: skip
    kept: dict[str, np.ndarray | None] = dict(zip(frame["enrolled"], first, strict=True))
    probes = np.where(at_once[:, np.newaxis], same, later)
    kept |= {name: None if bad else row for name, row, bad in zip(frame["probe"], probes, failed[0], strict=True)}
    if what == "panel":
        frame["same_day"] = [f"{one}-c" for one in number]
        kept |= {name: None if bad else row for name, row, bad in zip(frame["same_day"], same, failed[1], strict=True)}
    return _Set(frame, kept)


def _with_copies(draw: np.random.RandomState, test: _Set, development: _Set) -> _Set:
    """Return the test set with some of its enrolled photos and probes taken over from development people."""
    photos = dict(test.photos)
    copied = round(_COPIED * len(test.frame))
    into = draw.choice(len(test.frame), copied, replace=False)
    taken = draw.choice(len(development.frame), copied, replace=False)
    for here, there in zip(into, taken, strict=True):
        for which in ("enrolled", "probe"):
            photos[test.frame[which][here]] = development.photos[development.frame[which][there]]
    return _Set(test.frame, photos)


def _scores(people: _Set) -> ScoreMatrix:
    """Return the scores of a set's probes with its enrolled photos."""
    nothing = np.full(_DIMENSIONS, np.nan)
    rows = [nothing if people.photos[one] is None else people.photos[one] for one in people.frame["probe"]]
    enrolled = np.array([people.photos[one] for one in people.frame["enrolled"]])
    return ScoreMatrix(np.round(np.array(rows) @ enrolled.T, 3), np.arange(len(people.frame)))


def _line(people: _Set) -> float:
    """Return the line at which the strangers of a set match at most so often as is asked."""
    return float(threshold_for_fmr(_scores(people).nonmated, ASKED))


def _not_found(matrix: ScoreMatrix) -> int:
    """Return how many people do not come first when their probe is searched among all."""
    values = matrix.values
    best = np.argmax(np.nan_to_num(values, nan=-2.0), axis=1)
    return int(np.sum((best != np.arange(len(values))) | np.isnan(values.diagonal())))


def _claims(faults: frozenset[str], test: _Set, development: _Set, line: float) -> pd.DataFrame:
    """Return the brochure: true of the test where no fault touches it, and rounded against the seller."""
    matrix = _scores(test)
    n, came = len(test.frame), int(np.isfinite(matrix.values.diagonal()).sum())
    let_in = int(np.sum(matrix.values.diagonal() >= line))
    recognised = floor(100 * let_in / (came if "dropped failures" in faults else n))
    upper = max(one.at(line).fmr_interval[1] for one in (matrix, _scores(development)))
    each = round(1 / ASKED) if "tuned line" in faults else floor(1 / upper / 50) * 50
    first = floor(100 * (n - _not_found(matrix)) / n) + ("rounded" in faults)
    rows = [
        ("A", f"{recognised} of 100 people are let in at the first try.", round(1 - recognised / 100, 2)),
        ("B", f"At most 1 in {each:,.0f} comparisons of strangers is a false match.", 1 / each),
        ("C", "Fair by design: in every district at most 1 person in 10 is turned away.", 0.1),
        ("D", "Tested on people whom our system has never seen.", 0.0),
        ("E", "A confidence of 90 % means it: right in at least 9 of 10 cases.", round(1 - SURE, 2)),
        ("F", f"Searched among all, the right person comes first {first} times in 100.", round(1 - first / 100, 2)),
        ("G", "Tested under real conditions: the two photos of a person are months apart.", 0.0),
    ]
    frame = pd.DataFrame(rows, columns=["claim", "the brochure says", "errors at most"])
    return frame.set_index("claim")


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
