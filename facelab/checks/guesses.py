"""What the predictions of the lessons allow as a guess."""

import re
from dataclasses import dataclass
from numbers import Real
from typing import Any


class NoGuess(Exception):
    """The value is no guess; the message says what one looks like."""


@dataclass(frozen=True)
class Letters:
    """One of the letters offered, such as "abc"."""

    offered: str
    name = "choice"

    def read(self, value: Any) -> str:
        """Return the letter.

        Raises:
            NoGuess: if it is none of those offered.
        """
        letter = re.sub(r"[\s().]", "", value).lower() if isinstance(value, str) else ""
        if len(letter) == 1 and letter in self.offered:
            return letter
        offered = ", ".join(f'"{one}"' for one in self.offered[:-1]) + f' or "{self.offered[-1]}"'
        raise NoGuess(f"the answer is a letter in quotes: {offered}.")


@dataclass(frozen=True)
class Amount:
    """A number between two ends. name: as the lesson's cell has it. unit: what is counted."""

    name: str
    low: float
    high: float
    unit: str = ""
    whole: bool = False

    def read(self, value: Any) -> float:
        """Return the number.

        Raises:
            NoGuess: if it is no number, or outside the range.
        """
        if isinstance(value, bool) or not isinstance(value, Real):
            raise NoGuess("a guess is a number here, without quotes.")
        number, unit = float(value), f" ({self.unit})" if self.unit else ""
        if not self.low <= number <= self.high:
            end = (
                f"between {self.low:,g} and {self.high:,.0f}" if self.high < float("inf") else f"at least {self.low:g}"
            )
            raise NoGuess(f"the answer lies {end}{unit}.")
        if self.whole and not number.is_integer():
            raise NoGuess(f"the answer is a whole number{unit}.")
        return number


def share() -> Amount:
    """Return the rule for a share."""
    return Amount("share", 0, 1, "a share: nine in ten is 0.9")


def times() -> Amount:
    """Return the rule for "how many times as many"."""
    return Amount("times", 0, float("inf"), "so many times")


# Every prediction of the lessons; a test holds the list to the notebooks.
PREDICTIONS: dict[str, Letters | Amount] = {
    "0.A": Amount("grey", 0, 255, "a grey value"),
    "0.B": Letters("ab"),
    "1.A": Letters("abc"),
    "1.B": share(),
    "1.C": share(),
    "1.D": share(),
    "2.A": share(),
    "2.B": share(),
    "2.C": share(),
    "3.A": share(),
    "3.B": share(),
    "3.C": Amount("per_million", 0, 1_000_000, "so many of a million: one in a hundred is 10,000", whole=True),
    "3.D": Letters("abc"),
    "4.A": share(),
    "4.B": share(),
    "4.C": Amount("fit", -1, 1, "how well it fits"),
    "5.A": Amount("per_hundred", 0, 100, "so many of a hundred"),
    "5.B": times(),
    "6.A": Amount("pairs", 0, 6_000, "pairs", whole=True),
    "6.B": share(),
    "6.C": times(),
    "7.A": Amount("owners", 0, float("inf"), "owners"),
    "7.B": Letters("abcd"),
    "7.C": Amount("splits", 0, 40, "of forty splits", whole=True),
    "8.A": share(),
    "8.B": share(),
    "8.C": times(),
    "9.A": share(),
    "9.B": Letters("abc"),
    "10.A": Amount("correlation", -1, 1, "a correlation"),
    "10.B": times(),
    "10.C": times(),
    "10.D": share(),
    "11.A": Letters("abc"),
    "11.B": times(),
    "11.C": Letters("abc"),
    "12.A": Letters("abc"),
    "12.B": Letters("abc"),
    "12.C": times(),
    "12.D": Amount("people", 0, 100, "of a hundred people", whole=True),
    "13.A": share(),
    "13.B": share(),
    "13.C": share(),
    "14.A": times(),
    "14.B": share(),
    "14.C": Amount("trails", 0, 20, "of twenty trails", whole=True),
    "14.D": share(),
    "15.A": Amount("people", 0, 40, "of forty people", whole=True),
    "15.B": Amount("pairs", 0, 200, "pairs", whole=True),
    "15.C": Amount("people", 0, 350, "of 350 absent members", whole=True),
    "16.A": share(),
    "16.B": share(),
}
