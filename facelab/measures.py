"""What is measured of a matcher's scores: an operating point, an equal error rate, an order share."""

from dataclasses import dataclass

from facelab.intervals import Support, places_for


@dataclass(frozen=True)
class OperatingPoint:
    """What a matcher does at one threshold.

    threshold: a comparison matches when its score is at least this; +inf rejects everything.
    asked: the FMR that was asked for, or None when the threshold itself was given.
    fmr, fnmr: the rates that this threshold achieves, 0 to 1.
    n_false_matches, n_nonmated, n_false_nonmatches, n_mated: the counts behind them.
    n_people_in_false_matches: how many different people have a part in a false match; None without person numbers.
    fmr_interval, fnmr_interval: (low, high), 95 %, over people where they are known.
    fmr_n_eff, fnmr_n_eff: how many independent comparisons the counts are worth; the intervals come from them.
    support: of the FMR, "none" (no false match, or asked for less than the data can show), "thin" (worth fewer than 30
        independent false matches, or fewer than 30 people in them), or "measured".
    assumption: "people resampled" or "assumes independent comparisons".
    """

    threshold: float
    asked: float | None
    fmr: float
    fnmr: float
    n_false_matches: int
    n_nonmated: int
    n_false_nonmatches: int
    n_mated: int
    n_people_in_false_matches: int | None
    fmr_interval: tuple[float, float]
    fnmr_interval: tuple[float, float]
    fmr_n_eff: float
    fnmr_n_eff: float
    support: Support
    assumption: str

    def __str__(self) -> str:
        """Return both rates with their counts and intervals, as a sentence."""
        asked = "" if self.asked is None else f"asked {self.asked:g}; "
        (low, high), (low_fnmr, high_fnmr) = self.fmr_interval, self.fnmr_interval
        one, other = places_for(low, high), places_for(low_fnmr, high_fnmr)
        return (
            f"At a threshold of {self.threshold:g} the FMR is {self.fmr:.{one}f} ({asked}{self.n_false_matches:,} of "
            f"{self.n_nonmated:,}; 95 % interval {low:.{one}f} to {high:.{one}f}; {self.support}) and the FNMR "
            f"{self.fnmr:.{other}f} ({self.n_false_nonmatches:,} of {self.n_mated:,}; {low_fnmr:.{other}f} to "
            f"{high_fnmr:.{other}f}), {self.assumption}."
        )


@dataclass(frozen=True)
class EqualErrorRate:
    """Where FMR and FNMR meet, after FVC2000 (Maio et al. 2002).

    value: midpoint of low and high; low, high: the two rates at the threshold; threshold: where they stand.
    """

    value: float
    low: float
    high: float
    threshold: float


@dataclass(frozen=True)
class EerOverPeople:
    """An equal error rate with its interval over people, where enough people were missed to give one.

    value, threshold: as in `EqualErrorRate`.
    n_false_nonmatches, n_mated: mated comparisons below that threshold, and all of them; each is a person.
    n_eff: how many independent trials the rate is worth; the interval comes from them.
    low, high: 95 % interval over people. n_eff, low and high are None with fewer than 10 false non-matches.
    """

    value: float
    threshold: float
    n_false_nonmatches: int
    n_mated: int
    n_eff: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """Return the rate with its count and its interval, or why there is none."""
        text = f"{self.value:.4f} ({self.n_false_nonmatches:,} of {self.n_mated:,} people missed at its line"
        if self.low is None:
            return f"{text}: too few for an interval)"
        return f"{text}; 95 % interval {self.low:.4f} to {self.high:.4f})"


@dataclass(frozen=True)
class OrderShare:
    """How often a mated score is higher than a non-mated one; 0.5 is what coin tosses give.

    value: 0 to 1. n_mated, n_nonmated: comparisons.
    n_people: different people behind them, None if unknown.
    n_overlapping: people with a mated score that some non-mated score reaches; None if people are unknown.
    low, high: 95 % interval over people; None without person numbers, or with fewer than 10 overlapping people.
    """

    value: float
    n_mated: int
    n_nonmated: int
    n_people: int | None
    n_overlapping: int | None
    low: float | None
    high: float | None

    def wrong_in_a_million(self) -> tuple[float, float, float]:
        """Return the wrong orders in a million with both ends of their interval; three times the value without one."""
        value = 1e6 * (1 - self.value)
        if self.low is None or self.high is None:
            return value, value, value
        return value, 1e6 * (1 - self.high), 1e6 * (1 - self.low)

    def __str__(self) -> str:
        """Return the share with its counts, its people and its interval."""
        digits = 3 if self.value < 0.999 else 5
        text = f"{self.value:.{digits}f} ({self.n_mated:,} mated, {self.n_nonmated:,} non-mated scores"
        if self.n_people is None:
            return text + ")"
        if self.low is None:
            return (
                f"{text}; people with a score that a stranger's reaches: {self.n_overlapping} of {self.n_people:,}, "
                "too few for an interval)"
            )
        return f"{text}, {self.n_people:,} people; 95 % interval {self.low:.{digits}f} to {self.high:.{digits}f})"
