"""Read a table of comparisons, and say what is wrong with it: `read("scores.csv")`.

One row is one comparison. A table that is not in order is refused with one sentence that names the line, as the file
counts lines (the names of the columns are line 1): a report from half a table would be a wrong report.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from facelab.audit.columns import BadTable, PersonMarks, check_first_line, mated_or_not, name_columns, numbers
from facelab.audit.comparisons import NOT_CODED, Comparisons

ROWS = 200_000  # read at once: memory grows with what is kept of a row, not with its text
DEVELOPMENT = {"development": True, "dev": True, "test": False}
MOST_HEAD = 1_000_000  # bytes of a first line
ZIPPED = b"PK\x03\x04"
ENDINGS = (".parquet", ".pq")

Progress = Callable[[float], None]  # told how much of the file is read, 0 to 1


def read(
    path: Path | str,
    distance: bool = False,
    rename: Mapping[str, str] | None = None,
    repeats: bool = False,
    progress: Progress | None = None,
) -> Comparisons:
    """Return the comparisons that a CSV or Parquet file holds.

    Columns: `score`, `probe` and `enrolled` (the two people), and if wanted `mated`, `split` ("development" or
    "test"), `probe_photo` and `enrolled_photo`, and a pair such as `probe_region` and `enrolled_region` a grouping.
    An empty score is a failure; without a column `mated`, one person on both sides is a mated comparison.

    Args:
        path: of the file. distance: whether a smaller score means more alike.
        rename: name in the file to the name above. repeats: whether equal rows are different comparisons.
        progress: told how far the file is read.

    Raises:
        BadTable: in one sentence, what is wrong, in which line, and what to do.
    """
    path = Path(path)
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise BadTable(f"{path} {what}. Name a table of comparisons, as CSV or Parquet.")
    is_csv = path.suffix.lower() not in ENDINGS
    word = "line" if is_csv else "row"
    reader = _Reader(path.name, word, 2 if is_csv else 1, rename or {})
    try:
        for frame, done in _csv(path) if is_csv else _parquet(path):
            reader.take(frame)
            if progress is not None:
                progress(done)
    except OSError as error:
        raise BadTable(f"{path.name} cannot be read ({error.strerror or error}).") from error
    return reader.result(path.name, distance, repeats)


class _Reader:
    """Takes a table piece by piece and keeps numbers of people in place of their names."""

    def __init__(self, name: str, word: str, first: int, rename: Mapping[str, str]) -> None:
        self.name, self.word, self.first, self.rename = name, word, first, rename
        self.place = f"{name}, {word} "
        self.row, self.blank = first, 0
        self.people: dict[str, int] = {}
        self.pieces: list[tuple[np.ndarray, ...]] = []
        self.photos: list[tuple[np.ndarray, np.ndarray]] = []
        self.photo_numbers: dict[str, int] = {}
        self.marks: dict[str, PersonMarks] = {}
        self.columns: list[str] = []
        self.unused: list[str] = []

    def take(self, frame: pd.DataFrame) -> None:
        """Check and keep some rows; all cells are text, "" where the file holds nothing."""
        frame = name_columns(frame, self.rename, self.name)
        if not self.columns:
            self._start(list(frame.columns))
        frame = self._without_blank_end(frame)
        probe, enrolled = (self._coded(frame[side], self.people, side) for side in ("probe", "enrolled"))
        score = numbers(frame["score"], self._line)
        same = probe == enrolled
        if "mated" in frame:
            self._agree(mated_or_not(frame["mated"], self._line), same, frame)
        both = np.concatenate([probe, enrolled])
        for name, marks in self.marks.items():
            sides = ("split", "split") if name == "split" else (f"probe_{name}", f"enrolled_{name}")
            marks.take(both, [frame[side] for side in sides], list(self.people), self._line)
        if "probe_photo" in frame:
            sides = ("probe_photo", "enrolled_photo")
            one, other = (self._coded(frame[side], self.photo_numbers, side) for side in sides)
            if (itself := same & (one == other)).any():
                raise BadTable(
                    f"{self._line(int(itself.argmax()))} compares a photo with itself, which says nothing about a "
                    "person. Take such comparisons out."
                )
            self.photos.append((one, other))
        self.pieces.append((probe, enrolled, score))
        self.row += len(frame) + self.blank

    def result(self, name: str, distance: bool, repeats: bool) -> Comparisons:
        """Return what was taken, the people in order, so that no result depends on the order of the rows."""
        if not self.pieces or not sum(len(piece[0]) for piece in self.pieces):
            raise BadTable(f"{name} holds no comparison: under the names of the columns there is no row.")
        probe, enrolled, score = (np.concatenate(part) for part in zip(*self.pieces, strict=True))
        self.pieces.clear()
        names = np.array(list(self.people))
        order = _order(names)
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        probe, enrolled = place[probe], place[enrolled]
        self._refuse_repeats(probe, enrolled, score, len(names), repeats)
        marked = {key: marks.labels(len(names))[order] for key, marks in self.marks.items()}
        split = marked.pop("split", None)
        return Comparisons(
            name=name,
            people=names[order],
            probe=probe,
            enrolled=enrolled,
            score=-score if distance else score,
            is_distance=distance,
            development=None if split is None else np.array([DEVELOPMENT[mark] for mark in split]),
            groups={key: np.where(labels == "", NOT_CODED, labels) for key, labels in marked.items()},
            notes=self._notes(),
        )

    def _start(self, columns: list[str]) -> None:
        known = {"score", "probe", "enrolled", "mated", "split", "probe_photo", "enrolled_photo"}
        paired = [name.removeprefix("probe_") for name in columns if name.startswith("probe_") and name not in known]
        used = known | {f"{side}_{name}" for side in ("probe", "enrolled") for name in paired}
        self.columns, self.unused = columns, [name for name in columns if name not in used]
        self.marks = {name: PersonMarks(name) for name in paired}
        if "split" in columns:
            self.marks["split"] = PersonMarks("split", DEVELOPMENT)

    def _line(self, row: int) -> str:
        """Return the place of a row of the piece at hand, for a sentence."""
        return f"{self.place}{self.row + row:,}"

    def _without_blank_end(self, frame: pd.DataFrame) -> pd.DataFrame:
        blank = (frame == "").all(axis=1).to_numpy()
        filled = np.flatnonzero(~blank)
        if self.blank and len(filled):
            raise BadTable(f"{self._line(-self.blank)} is empty, and rows follow. Take the empty line out.")
        last = int(filled[-1]) + 1 if len(filled) else 0
        if blank[:last].any():
            raise BadTable(f"{self._line(int(blank.argmax()))} is empty, and rows follow. Take the empty line out.")
        self.blank = len(frame) - last
        return frame.iloc[:last]

    def _coded(self, cells: pd.Series, numbers_of: dict[str, int], column: str) -> np.ndarray:
        """Return the number of each name, new names getting the next one; spaces around a name are no part of it."""
        code, found = pd.factorize(cells)
        clean = [str(one).strip() for one in found]
        if "" in clean:
            row = int(np.isin(code, [place for place, one in enumerate(clean) if not one]).argmax())
            raise BadTable(
                f"{self._line(row)}: nothing stands under '{column}'. Every comparison needs both its people, with or "
                "without a score; intervals are over people."
            )
        return np.array([numbers_of.setdefault(one, len(numbers_of)) for one in clean], dtype=np.int32)[code]

    def _agree(self, said: np.ndarray, same: np.ndarray, frame: pd.DataFrame) -> None:
        wrong = said != same
        if wrong.any():
            row = int(wrong.argmax())
            one, other = frame["probe"].iloc[row], frame["enrolled"].iloc[row]
            raise BadTable(
                f"{self._line(row)}: 'mated' says {frame['mated'].iloc[row]}, but the probe shows {one} and {other} is "
                f"enrolled, which is {'one person' if same[row] else 'two people'}. One of the three fields is wrong."
            )

    def _refuse_repeats(
        self, probe: np.ndarray, enrolled: np.ndarray, score: np.ndarray, n: int, allowed: bool
    ) -> None:
        if allowed:
            return
        key = probe.astype(np.int64) * n + enrolled
        if len(pd.unique(key)) == len(key):
            return
        columns = {"key": key, "score": score}
        if self.photos:
            columns["one"], columns["other"] = (np.concatenate(part) for part in zip(*self.photos, strict=True))
            del columns["score"]
        rows = pd.DataFrame(columns)
        again = rows.duplicated().to_numpy()
        if not self.photos:
            again = again & ~np.isnan(score)  # two failures of the same people have no score that could tell them apart
        if again.any():
            row = int(again.argmax())
            first = int((rows.iloc[:row] == rows.iloc[row]).all(axis=1).to_numpy().argmax())
            if self.photos:
                raise BadTable(
                    f"{self.place}{self.first + row:,} compares the same two photos as {self.word} "
                    f"{self.first + first:,}. Take one of the two out."
                )
            raise BadTable(
                f"{self.place}{self.first + row:,} says the same as {self.word} {self.first + first:,}: the same two "
                "people and the same score. Take the copy out; or, if two different photos gave the same score, add "
                "the columns 'probe_photo' and 'enrolled_photo', or say --repeats."
            )

    def _notes(self) -> tuple[str, ...]:
        notes = []
        if "mated" not in self.columns:
            notes.append(
                "There is no column 'mated': comparisons with the same person on both sides were taken as mated."
            )
        if self.unused:
            named = ", ".join(f"'{name}'" for name in self.unused)
            notes.append(f"Not used: {named}. A grouping needs two columns, such as probe_region and enrolled_region.")
        return tuple(notes)


def _csv(path: Path) -> Iterator[tuple[pd.DataFrame, float]]:
    """Yield pieces of a CSV as text, with how much of the file is read."""
    size = path.stat().st_size
    if size == 0:
        raise BadTable(f"{path.name} is empty.")
    try:
        with path.open("rb") as file:
            start = file.readline(MOST_HEAD)
        if start.startswith(ZIPPED):
            raise BadTable(f"{path.name} is a spreadsheet or an archive, and no CSV. Save the table as CSV.")
        check_first_line(start.decode("utf-8-sig"), path.name)
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            pieces = pd.read_csv(
                file,
                dtype=str,
                na_filter=False,
                skip_blank_lines=False,
                index_col=False,
                chunksize=ROWS,
                encoding="utf-8-sig",
            )
            for frame in pieces:
                yield frame, min(1.0, file.tell() / size)
    except pd.errors.EmptyDataError as error:
        raise BadTable(f"{path.name} has no names of columns in its first line.") from error
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise BadTable(f"{path.name}{_broken_row(str(error))}") from error
    except UnicodeDecodeError as error:
        raise BadTable(
            f"{path.name} is not text in UTF-8 (the byte at {error.start:,} does not fit). Save it as CSV in UTF-8."
        ) from error


def _broken_row(said: str) -> str:
    """Return what is wrong with a row that could not be taken apart, from what pandas says about it."""
    if fields := re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", said):
        wanted, line, found = (f"{int(one):,}" for one in fields.groups())
        return (
            f", line {line} has {found} fields, and the first line {wanted}. A comma within a name or a number needs "
            "quotation marks around the field."
        )
    if opened := re.search(r"EOF inside string starting at row (\d+)", said):
        return f", line {int(opened[1]) + 1:,}: a quotation mark opens a field and nothing closes it."
    return " has rows with more fields than its first line. Give every column a name."


def _parquet(path: Path) -> Iterator[tuple[pd.DataFrame, float]]:
    """Yield pieces of a Parquet file as text; an empty field is "", a number that is no number stays "nan"."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise BadTable(
            f"{path.name} is Parquet, which needs pyarrow (pip install pyarrow); or save the table as CSV."
        ) from error
    try:
        file = parquet.ParquetFile(path)
        rows, done = max(1, file.metadata.num_rows), 0
        for batch in file.iter_batches(ROWS):
            done += batch.num_rows
            text = {name: _text(column) for name, column in zip(batch.schema.names, batch.columns, strict=True)}
            yield pd.DataFrame(text), done / rows
    except pyarrow.ArrowInvalid as error:
        raise BadTable(f"{path.name} is no Parquet file ({error}).") from error


def _text(column: object) -> list[str]:
    return ["" if cell is None else str(cell) for cell in column.to_pylist()]  # type: ignore[attr-defined]


def _order(names: np.ndarray) -> np.ndarray:
    """Return the order of the names: by number if all are whole numbers, else as text."""
    try:
        return np.lexsort((names, names.astype(np.int64)))
    except (ValueError, OverflowError):
        return np.argsort(names)
