"""An audit of a made-up vendor: what each fault is shown by, what was measured of each claim, and what follows.

Everything here is counted with what a vendor answers to anybody; `facelab.auditing` alone asks what was planted. A
count is a pair (errors, of how many).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from facelab import given
from facelab.errors import threshold_for_fmr
from facelab.intervals import rate_over_people, wilson
from facelab.measures import OperatingPoint
from facelab.ratios import ratio_interval
from facelab.scores import ScoreMatrix
from facelab.vendor import SURE, Vendor

Count = tuple[int, int]
COPY = 0.999  # two photos that score so high are one photo
MOST_TIMES = 1.25  # a district is worse off if it is surely turned away more than so many times as often as the rest
HALF = 0.5
DECISIONS = ("deploy", "deploy with limits", "do not deploy")
# What the counts of a fault count, in this order.
EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "tuned line": (
        "false matches in the test set, of its comparisons of strangers",
        "false matches in the panel, of its comparisons of strangers",
    ),
    "dropped failures": (
        "test people turned away, of those whose photo gave a score",
        "test people turned away, of all",
    ),
    "one group": (
        "panel people turned away in the worst-off district, of all its people",
        "panel people turned away in the other districts, of all their people",
    ),
    "duplicates": (
        "test people whose enrolled photo scores 0.999 or more with one of the development set, of all",
        "panel people of whom the same is true, of all",
    ),
    "confidence": (
        "strangers among the comparisons with a confidence of 0.9 or more: each person of the panel against "
        "themselves and against the next in the list (the last against the first)",
    ),
    "rounded": ("test people whose own photo does not come first in a search of the whole test set, of all",),
    "easy mates": (
        "test people whose two photos are of one day, of all",
        "misses in the panel with the photo of the same day, of those that gave a score",
        "misses in the panel with the photo of months later, of those that gave a score",
    ),
}


@dataclass(frozen=True)
class Claim:
    """One claim of a brochure beside what was measured.

    letter: of the claim. what: the error that is counted. claimed: its share at most, 0 to 1. value, low, high: what
    was measured, with a 95 % interval over people; a recount of the very set that the claim speaks of has none, and
    both ends are the value. count: of how many.
    """

    letter: str
    what: str
    claimed: float
    value: float
    low: float
    high: float
    count: Count

    @property
    def verdict(self) -> str:
        """Whether the claim is kept, broken, or neither is shown."""
        return verdict(self.low, self.high, self.claimed)


def verdict(low: float, high: float, allowed: float) -> str:
    """Return "kept", "broken" or "not shown": what an interval says of a share that may be at most so large.

    Args:
        low, high: ends of the interval of what was measured, 0 <= low <= high <= 1. allowed: 0 to 1.

    Returns:
        "kept" if the whole interval is at most what is allowed, "broken" if the whole of it is above, else "not shown".

    Raises:
        ValueError: if a number is no share, or the ends are exchanged.
    """
    low, high, allowed = map(given.share, (low, high, allowed), ("low", "high", "allowed"))
    if low > high:
        raise ValueError(f"verdict takes the lower end of the interval first; it was given {low} and {high}.")
    if high <= allowed:
        return "kept"
    return "broken" if low > allowed else "not shown"


@dataclass(frozen=True)
class _Seen:
    """What a vendor answered once: frames of its sets, and score tables as people of a set meet them."""

    vendor: Vendor
    test: pd.DataFrame
    panel: pd.DataFrame
    in_test: np.ndarray
    in_panel: np.ndarray
    same_day: np.ndarray

    @classmethod
    def of(cls, vendor: Vendor) -> "_Seen":
        """Ask a vendor for all that is counted here."""
        test, panel = vendor.test_set(), vendor.panel()
        return cls(
            vendor,
            test,
            panel,
            vendor.compare(test["probe"], test["enrolled"]),
            vendor.compare(panel["probe"], panel["enrolled"]),
            vendor.compare(panel["same_day"], panel["enrolled"]),
        )

    def at(self, scores: np.ndarray) -> OperatingPoint:
        """Return the errors at the vendor's line."""
        return ScoreMatrix(scores, np.arange(len(scores))).at(self.vendor.line)

    def away(self, scores: np.ndarray) -> np.ndarray:
        """Return who is turned away: below the line, or without a score."""
        return ~(scores.diagonal() >= self.vendor.line)

    def sure(self) -> tuple[np.ndarray, np.ndarray]:
        """Return which of the comparisons with high confidence are of strangers, and whose probe each is."""
        scores, people = self.in_panel, np.arange(len(self.in_panel))
        pairs = np.concatenate([scores.diagonal(), scores[people, np.roll(people, -1)]])
        is_sure = self.vendor.confidence(pairs) >= SURE  # a comparison without a score is not sure
        return np.repeat([False, True], len(people))[is_sure], np.tile(people, 2)[is_sure]

    def districts(self) -> tuple[Count, Count, str]:
        """Return the worst-off district of the panel, all others together, and its name."""
        away, district = self.away(self.in_panel), self.panel["district"].to_numpy()
        shares = {str(one): away[district == one].mean() for one in np.unique(district)}
        worst = max(shares, key=lambda one: shares[one])
        inside = district == worst
        return _count(away[inside]), _count(away[~inside]), worst

    def copies(self, people: pd.DataFrame) -> Count:
        """Return how many of these people are in the development set by their enrolled photo."""
        scores = self.vendor.compare(people["enrolled"], self.vendor.development_set()["enrolled"])
        return _count(np.any(scores >= COPY, axis=1))


def evidence(vendor: Vendor) -> dict[str, tuple[Count, ...]]:
    """Return fault -> its counts, in the order of `EVIDENCE`, as a vendor's answers give them."""
    seen = _Seen.of(vendor)
    test, panel = seen.at(seen.in_test), seen.at(seen.in_panel)
    worst, others, _ = seen.districts()
    same = seen.at(seen.same_day)
    one_day = seen.test["enrolled_day"] == seen.test["probe_day"]
    return {
        "tuned line": ((test.n_false_matches, test.n_nonmated), (panel.n_false_matches, panel.n_nonmated)),
        "dropped failures": ((test.n_false_nonmatches, test.n_mated), _count(seen.away(seen.in_test))),
        "one group": (worst, others),
        "duplicates": (seen.copies(seen.test), seen.copies(seen.panel)),
        "confidence": (_count(seen.sure()[0]),),
        "rounded": (_count(_not_first(seen.in_test)),),
        "easy mates": (
            _count(one_day.to_numpy()),
            (same.n_false_nonmatches, same.n_mated),
            (panel.n_false_nonmatches, panel.n_mated),
        ),
    }


def intervals(vendor: Vendor) -> dict[str, tuple[tuple[float, float] | None, ...]]:
    """Return fault -> the 95 % interval over people of each count of `evidence`.

    None where a list of the seller's was counted in full: what is said is about this list, and has no interval.
    """
    seen, found = _Seen.of(vendor), evidence(vendor)
    test, panel, same = (seen.at(scores) for scores in (seen.in_test, seen.in_panel, seen.same_day))
    wrong = rate_over_people(*seen.sure())
    return {
        "tuned line": (test.fmr_interval, panel.fmr_interval),
        "dropped failures": (None, None),
        "one group": tuple(wilson(*one) for one in found["one group"]),
        "duplicates": (None, None),
        "confidence": ((wrong.low, wrong.high),),
        "rounded": (None,),
        "easy mates": (None, same.fnmr_interval, panel.fnmr_interval),
    }


def shown(vendor: Vendor) -> dict[str, str]:
    """Return fault -> why its counts do not show it, "" where they do."""
    found, claims = evidence(vendor), {claim.letter: claim for claim in measured(vendor)}
    (tested, used), (turned, all_of_them) = found["dropped failures"]
    worst, others = found["one group"]
    low, _ = ratio_interval(_rate(worst), _rate(others)) if others[0] else (0.0, 0.0)
    of_one_day, same, later = found["easy mates"]
    matches, comparisons = found["tuned line"][0]
    copies, on_panel = found["duplicates"]
    said_a, said_b = claims["A"].claimed, claims["B"].claimed
    reasons = {
        "tuned line": (
            (matches / comparisons <= said_b, "claim B is not even kept on the test itself"),
            (claims["B"].low > said_b, "the panel's interval reaches down to what claim B allows"),
            (line_of_test(vendor) == vendor.line, "the test people would give another line than the seller's"),
        ),
        "dropped failures": (
            (turned / all_of_them > said_a, "claim A holds with everybody in the denominator"),
            (tested / used <= said_a + 0.01, "leaving out those without a score does not give claim A either"),
        ),
        "one group": (
            (claims["C"].verdict == "broken", "the worst-off district's interval reaches down to what claim C allows"),
            (low > MOST_TIMES, "the worst-off district may be turned away about as often as the others"),
        ),
        "duplicates": (
            (copies[0] > 0, "nobody of the test is in the development set"),
            (on_panel[0] == 0, "the same happens in the panel, where nobody can be a copy"),
        ),
        "confidence": ((claims["E"].verdict == "broken", "one in ten wrong lies in the interval, or above it"),),
        "rounded": ((claims["F"].verdict == "broken", "the recount gives what claim F says, or better"),),
        "easy mates": (
            (of_one_day[0] / of_one_day[1] > HALF, "most people of the test have photos of two days"),
            (later[0] / later[1] > same[0] / same[1], "the panel is missed as often with a photo of the same day"),
        ),
    }
    return {fault: next((why for holds, why in both if not holds), "") for fault, both in reasons.items()}


def line_of_test(vendor: Vendor) -> float:
    """Return the line that a vendor's own test people would give for claim B."""
    test = vendor.test_set()
    scores = ScoreMatrix(vendor.compare(test["probe"], test["enrolled"]), np.arange(len(test)))
    return float(threshold_for_fmr(scores.nonmated, float(vendor.brochure()["errors at most"]["B"])))


def measured(vendor: Vendor) -> list[Claim]:
    """Return each claim of a vendor's brochure beside what its own answers give: on the panel where that can be."""
    seen, found = _Seen.of(vendor), {}
    panel = seen.at(seen.in_panel)
    away = seen.away(seen.in_panel)
    worst, _, name = seen.districts()
    wrong = rate_over_people(*seen.sure())
    one_day = (seen.test["enrolled_day"] == seen.test["probe_day"]).to_numpy()
    found["A"] = "turned away, panel", _rate(_count(away)), _count(away)
    found["B"] = (
        "false matches, panel",
        (panel.fmr, *panel.fmr_interval),
        (panel.n_false_matches, panel.n_nonmated),
    )
    found["C"] = f"turned away, {name}", _rate(worst), worst
    copies = seen.copies(seen.test)
    found["D"] = "seen before, test", _exact(copies), copies
    found["E"] = "wrong when sure, panel", (wrong.value, wrong.low, wrong.high), (wrong.count, wrong.n)
    missed = _count(_not_first(seen.in_test))
    found["F"] = "not first, test", _exact(missed), missed
    found["G"] = "photos of one day, test", _exact(_count(one_day)), _count(one_day)
    allowed = vendor.brochure()["errors at most"]
    return [Claim(letter, what, float(allowed[letter]), *rate, count) for letter, (what, rate, count) in found.items()]


def requirements(vendor: Vendor) -> dict[str, tuple[float, float, float, float]]:
    """Return requirement of the tender -> (allowed, value, low, high), measured on the panel at the vendor's line."""
    claims, tender = {claim.letter: claim for claim in measured(vendor)}, vendor.tender()
    asked = {
        "false matches": ("B", tender.most_false_matches),
        "turned away, over everybody": ("A", tender.most_turned_away),
        "turned away, worst-off district": ("C", tender.most_in_a_district),
    }
    return {
        what: (allowed, claims[letter].value, claims[letter].low, claims[letter].high)
        for what, (letter, allowed) in asked.items()
    }


def follows(vendor: Vendor) -> str:
    """Return the decision that the tender's rule gives, with what was measured."""
    found = {what: verdict(low, high, allowed) for what, (allowed, _, low, high) in requirements(vendor).items()}
    if "broken" in (found["false matches"], found["turned away, over everybody"]):
        return "do not deploy"
    untrue = any(claim.verdict == "broken" for claim in measured(vendor))
    return "deploy with limits" if untrue or set(found.values()) != {"kept"} else "deploy"


def _count(errors: np.ndarray) -> Count:
    return int(np.sum(errors)), len(errors)


def _rate(count: Count) -> tuple[float, float, float]:
    """Return a share of people, one trial each, with its interval."""
    return count[0] / count[1], *wilson(*count)


def _exact(count: Count) -> tuple[float, float, float]:
    """Return a share of a set that was looked at in full: it has no interval, for the claim is about this set."""
    return (count[0] / count[1],) * 3


def _not_first(scores: np.ndarray) -> np.ndarray:
    """Return for whom somebody else's photo comes first, or no search was possible."""
    is_used = np.isfinite(scores.diagonal())
    best = np.argmax(np.where(np.isfinite(scores), scores, -2.0), axis=1)
    return ~is_used | (best != np.arange(len(scores)))
