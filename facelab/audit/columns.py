"""The columns of a table of comparisons: their names, and what may stand in them."""

import csv
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
NEEDED = ("score", "probe", "enrolled")
MATED = dict.fromkeys(("1", "true", "yes", "mated", "genuine", "same"), True)
MATED |= dict.fromkeys(("0", "false", "no", "non-mated", "nonmated", "impostor", "imposter", "different"), False)

Place = Callable[[int], str]  # says where a row of the piece at hand stands: "scores.csv, line 17"


class BadTable(ValueError):
    """A table from which no report is made; the message is one sentence for its owner."""


def name_columns(frame: pd.DataFrame, rename: Mapping[str, str], file: str) -> pd.DataFrame:
    """Return the frame with the names that this program knows: small letters, no spaces around, renamed as wished.

    Raises:
        BadTable: if a column is missing, or is half of a pair.
    """
    found = [str(name).strip() for name in frame.columns]
    if missing := [name for name in rename if name not in found]:
        raise BadTable(f"{file} has no column '{missing[0]}' to be renamed; its columns are {_listed(found)}.")
    names = [rename.get(name, name.lower()) for name in found]
    if missing := [name for name in NEEDED if name not in names]:
        raise BadTable(
            f"{file} has no column {_listed(missing)}; its columns are {_listed(found)}. Needed are 'score', 'probe' "
            "and 'enrolled' (the two people); other names can be given as --column score=NAME."
        )
    for one, other in (("probe_", "enrolled_"), ("enrolled_", "probe_")):
        for name in names:
            if name.startswith(one) and other + name.removeprefix(one) not in names:
                raise BadTable(
                    f"{file} has a column '{name}' but none named '{other}{name.removeprefix(one)}': a grouping needs "
                    "the label of both people."
                )
    return frame.set_axis(names, axis=1)


def check_first_line(line: str, file: str) -> None:
    """Look at the names of the columns as they stand in a CSV.

    Raises:
        BadTable: if they are not separated by commas, or a name stands there twice.
    """
    if "," not in line and any(mark in line for mark in SEPARATORS):
        word = next(word for mark, word in SEPARATORS.items() if mark in line)
        raise BadTable(
            f"{file} has its columns separated by {word}. Save it with commas between columns and a point in numbers."
        )
    names = [name.strip().lower() for name in next(csv.reader([line]), [])]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadTable(f"{file} has two columns {_listed(twice)}. Take one out, or give it another name.")


def numbers(cells: pd.Series, line: Place) -> np.ndarray:
    """Return the scores (n,) as float64, NaN where nothing stands.

    Raises:
        BadTable: if one is text, NaN or infinite.
    """
    text = cells.to_numpy(dtype=object)
    empty = text == ""
    if empty.any():
        text = np.where(empty, "nan", text)
    try:
        found = text.astype(np.float64)
        plain = "_" not in "".join(text)  # Python reads 1_0 as ten, and nobody writes a score like that
    except ValueError:
        plain = False
    if not plain:
        found = np.array([_number(one) for one in text])
    bad = ~np.isfinite(found) & ~empty
    if bad.any():
        row = int(bad.argmax())
        said = str(cells.iloc[row])
        if not said.strip():
            raise BadTable(f"{line(row)}: the score is only spaces. Leave the field empty where there is no score.")
        if said.replace(",", ".", 1).replace(".", "", 1).strip("-").isdigit() and "," in said:
            raise BadTable(f"{line(row)}: the score {said} has a comma. Write numbers with a point.")
        kind = "infinite or NaN" if _is_special(said) else "no number"
        raise BadTable(
            f"{line(row)}: the score is {said!r}, which is {kind}. Leave the field empty where the matcher gave no "
            "score: it is counted as a failure."
        )
    return found


def mated_or_not(cells: pd.Series, line: Place) -> np.ndarray:
    """Return (n,) bool from words such as "yes", "mated", "1", "no", "non-mated", "0".

    Raises:
        BadTable: if another word, or none, stands there.
    """
    code, found = pd.factorize(cells)
    known = [MATED.get(str(one).strip().lower().removesuffix(".0")) for one in found]
    if None in known:
        row = int(np.isin(code, [place for place, one in enumerate(known) if one is None]).argmax())
        raise BadTable(
            f"{line(row)}: under 'mated' stands {str(cells.iloc[row])!r}. It is 1, true, yes or mated for one person, "
            "0, false, no or non-mated for two."
        )
    return np.array(known, dtype=bool)[code]


class PersonMarks:
    """One label a person, which must be the same in every row: a group, or a side of the split."""

    def __init__(self, name: str, allowed: Mapping[str, bool] | None = None) -> None:
        """Take the name of the column, and the words that may stand in it."""
        self.name, self.allowed = name, allowed
        self.label_of: dict[int, str] = {}

    def take(self, both: np.ndarray, sides: Sequence[pd.Series], people: Sequence[str], line: Place) -> None:
        """Take the labels of some rows: of the n probes, then of the n enrolled people.

        Raises:
            BadTable: if a person has two labels, or a label is not allowed.
        """
        code, found = pd.factorize(pd.concat(sides, ignore_index=True))
        words = [str(one).strip() for one in found]
        if self.allowed is not None:
            words = [word.lower() for word in words]
            self._refuse_unknown(words, code, sides, line)
        _, first = np.unique(both.astype(np.int64) * len(words) + code, return_index=True)
        for row in first[np.argsort(first % len(sides[0]), kind="stable")]:  # as the file has them
            person, word = int(both[row]), words[code[row]]
            before = self.label_of.setdefault(person, word)
            if before == word or (self.allowed is not None and self.allowed[before] == self.allowed[word]):
                continue
            where = line(int(row) % len(sides[0]))
            if self.allowed is not None:
                raise BadTable(
                    f"{where} is marked {word}, but person {people[person]} stands in a {before} comparison before: a "
                    "line chosen on a person must not be tried on the same person. Put each person on one side."
                )
            raise BadTable(
                f"{where}: person {people[person]} has {word or 'nothing'!r} as {self.name} here and "
                f"{before or 'nothing'!r} before. A person has one label; leave all of them empty if it is not known."
            )

    def labels(self, n_people: int) -> np.ndarray:
        """Return the label of each person."""
        return np.array([self.label_of[person] for person in range(n_people)], dtype=object)

    def _refuse_unknown(self, words: list[str], code: np.ndarray, sides: Sequence[pd.Series], line: Place) -> None:
        wrong = [place for place, word in enumerate(words) if word not in (self.allowed or {})]
        if wrong:
            row = int(np.isin(code, wrong).argmax()) % len(sides[0])
            raise BadTable(
                f"{line(row)}: under '{self.name}' stands {str(sides[0].iloc[row])!r}. It is development or test."
            )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _number(text: str) -> float:
    """Return a text as a number; infinite where it is none, so that it is found."""
    try:
        return np.inf if "_" in text else float(text)
    except ValueError:
        return np.inf


def _is_special(text: str) -> bool:
    """Return whether Python reads a text as a number, one that is no score."""
    try:
        return "_" not in text and not np.isfinite(float(text))
    except ValueError:
        return False
