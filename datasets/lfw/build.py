"""Build this folder's scores from Labeled Faces in the Wild: `python datasets/lfw/build.py --help`.

Reads LFW in scikit-learn's layout, embeds every photo with each matcher (resumable: what is done is kept in a cache
outside the repository), and writes scores, subject numbers, codes and nothing else: no name, no image, no template.
Needs the optional dependencies: pip install "facelab[lfw]". `--only eigenfaces` needs no model file and no dlib.
"""

import argparse
import hashlib
import multiprocessing
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from codes import NameCodes, ita
from matchers import SIMILARITY, DlibMatcher, EigenfaceMatcher, SFaceMatcher, steps
from PIL import Image
from sklearn.datasets import get_data_home

HERE = Path(__file__).resolve().parent
CHUNK = 200  # photos embedded between two saves
SEED = 20170708  # of the numbering of the people: the day of the newspaper report
SHA256 = {
    "face_detection_yunet_2023mar.onnx": "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
    "face_recognition_sface_2021dec.onnx": "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79",
}


@dataclass(frozen=True)
class Lfw:
    """The photos of LFW and the numbers that stand for their people.

    folder: where the photos lie. files: (n,) paths below it, ordered by name and photo. subject: (n,) 1 to 1,680 for
    people with two photos or more, 1,681 to 5,749 for the others; within each set in a random, fixed order.
    n_matrix: how many people have two photos or more.
    """

    folder: Path
    files: np.ndarray
    subject: np.ndarray
    n_matrix: int

    def makes_eigenfaces(self) -> np.ndarray:
        """Return which photos (n,) bool the eigenfaces come from: of the people with one photo, the odd numbers."""
        return (self.subject > self.n_matrix) & (self.subject % 2 == 1)

    def sets_lines(self, name: str) -> np.ndarray:
        """Return which photos (n,) bool a matcher's development scores come from: of the people with one photo.

        For the eigenfaces, only of those with even numbers: a line that is set on the people from whom the eigenfaces
        come would be too loose for everybody else.
        """
        single = self.subject > self.n_matrix
        return single & ~self.makes_eigenfaces() if name == "eigenfaces" else single

    def of_photo(self, name: str, photo: int) -> int:
        """Return the place of a person's n-th photo, as the pairs files name it."""
        place = np.searchsorted(self.files, f"{name}/{name}_{photo:04d}.jpg")
        if place == len(self.files) or self.files[place] != f"{name}/{name}_{photo:04d}.jpg":
            sys.exit(f"The photo {photo} of a person in pairs.txt is not in {self.folder}.")
        return int(place)


def read_lfw(home: Path) -> Lfw:
    """Return the list of photos; stop with a sentence if LFW is not whole."""
    folder = home / "lfw_home" / "lfw"
    files = np.array(sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/*.jpg")))
    if len(files) != 13_233:
        sys.exit(
            f"LFW has 13,233 photos; {folder} has {len(files)}. scikit-learn downloads them: "
            "python -c 'from sklearn.datasets import fetch_lfw_pairs; fetch_lfw_pairs(funneled=False)'"
        )
    names, owner, photos_each = np.unique(
        [file.split("/")[0] for file in files], return_inverse=True, return_counts=True
    )
    several, single = np.flatnonzero(photos_each >= 2), np.flatnonzero(photos_each == 1)
    random = np.random.RandomState(SEED)
    number = np.empty(len(names), dtype=np.int16)
    number[random.permutation(several)] = np.arange(1, len(several) + 1)
    number[random.permutation(single)] = np.arange(len(several) + 1, len(names) + 1)
    return Lfw(folder, files, number[owner], len(several))


# --- templates: the long part, done once -------------------------------------------------------------


def embed(lfw: Lfw, cache: Path, arguments: argparse.Namespace) -> dict[str, np.ndarray]:
    """Return the templates of both deep matchers for every photo, embedding those that the cache lacks."""
    cache.mkdir(parents=True, exist_ok=True)
    todo = [start for start in range(0, len(lfw.files), CHUNK) if not (cache / f"{start:05d}.npz").exists()]
    began = time.time()
    jobs = [(start, lfw.folder, lfw.files[start : start + CHUNK], cache, arguments) for start in todo]
    with multiprocessing.get_context("spawn").Pool(arguments.workers) as pool:
        for done, _ in enumerate(pool.imap_unordered(_embed_chunk, jobs), start=1):
            pace = done * CHUNK / (time.time() - began)
            print(f"\r{done} of {len(todo)} parts, {pace:.1f} photos a second", end="", file=sys.stderr, flush=True)
    parts = [np.load(cache / f"{start:05d}.npz") for start in range(0, len(lfw.files), CHUNK)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0].files}


def _embed_chunk(job: tuple) -> None:
    start, folder, files, cache, arguments = job
    dlib_matcher = DlibMatcher(arguments.dlib)
    sface_matcher = SFaceMatcher(arguments.yunet, arguments.sface)
    rows: dict[str, list] = {}
    for file in files:
        photo = np.asarray(Image.open(folder / file).convert("RGB"))
        for name, matcher in (("dlib", dlib_matcher), ("sface", sface_matcher)):
            capture = matcher.capture(photo)
            rows.setdefault(name, []).append(capture.template)
            rows.setdefault(f"{name}_lm", []).append(capture.landmarks)
            rows.setdefault(f"{name}_n", []).append(capture.n_faces)
    unfinished = cache / f"{start:05d}.part.npz"
    np.savez(unfinished, **{name: np.array(values) for name, values in rows.items()})
    os.replace(unfinished, cache / f"{start:05d}.npz")


# --- scores --------------------------------------------------------------------------------------------


def score(lfw: Lfw, templates: dict[str, np.ndarray], name: str) -> dict[str, np.ndarray]:
    """Return a matcher's matrix, development counts and mated scores, as they are stored."""
    similarity, vectors = SIMILARITY[name], templates[name]
    first = np.array([np.flatnonzero(lfw.subject == one)[0] for one in range(1, lfw.n_matrix + 1)])
    matrix = steps(similarity(vectors[first + 1], vectors[first]))  # probe: photo 2; enrolled: photo 1
    single = vectors[lfw.sets_lines(name)]
    single = single[~np.isnan(single).any(axis=1)]
    counted = np.zeros(2**16, dtype=np.int64)
    for start in range(0, len(single), 500):
        rows = steps(similarity(single[start : start + 500], single))
        later = np.arange(len(single)) > np.arange(start, start + len(rows))[:, np.newaxis]  # each pair once
        counted += np.bincount(rows[later].astype(np.int64) + 2**15, minlength=2**16)
    seen = np.flatnonzero(counted)
    mated, mated_subject = [], []
    for one in range(1, lfw.n_matrix + 1):
        photos = vectors[lfw.subject == one]
        upper = np.triu_indices(len(photos), 1)
        mated.append(steps(similarity(photos, photos)[upper]))
        mated_subject.append(np.full(len(upper[0]), one, dtype=np.int16))
    return {
        "matrix": matrix,
        "development_scores": (seen - 2**15).astype(np.int16),
        "development_counts": counted[seen].astype(np.int32),
        "mated": np.concatenate(mated),
        "mated_subject": np.concatenate(mated_subject),
    }


def view2(lfw: Lfw, templates: dict[str, np.ndarray], home: Path) -> dict[str, np.ndarray]:
    """Return the 6,000 official pairs: fold, mated flag, both subject numbers and the scores of the templates."""
    lines = (home / "lfw_home" / "pairs.txt").read_text().splitlines()
    folds, half = (int(number) for number in lines[0].split())
    if (folds, half) != (10, 300) or len(lines) != 1 + 2 * folds * half:
        sys.exit(
            f"pairs.txt should hold 10 folds of 300 mated and 300 non-mated pairs; its first line says {lines[0]!r}."
        )
    first, second = [], []
    for line in lines[1:]:
        words = line.split()
        other = words[0] if len(words) == 3 else words[2]
        first.append(lfw.of_photo(words[0], int(words[1])))
        second.append(lfw.of_photo(other, int(words[-1])))
    a, b = np.array(first), np.array(second)
    scores = {
        name: np.concatenate(
            [np.diagonal(steps(SIMILARITY[name](templates[name][a[part]], templates[name][b[part]])))
             for part in np.array_split(np.arange(len(a)), 20)]
        )
        for name in SIMILARITY
        if name in templates
    }  # fmt: skip
    return {
        "fold": np.repeat(np.arange(1, folds + 1, dtype=np.int8), 2 * half),
        "mated": lfw.subject[a] == lfw.subject[b],
        "subject": np.stack([lfw.subject[a], lfw.subject[b]], axis=1),
        **scores,
    }


def eigenface_templates(lfw: Lfw) -> np.ndarray:
    """Return the eigenface templates of every photo; the eigenfaces come from half of the people with one photo."""
    matcher = EigenfaceMatcher()
    crops = np.stack([matcher.crop(np.asarray(Image.open(lfw.folder / file).convert("L"))) for file in lfw.files])
    matcher.fit(crops[lfw.makes_eigenfaces()])
    return matcher.templates(crops)


def rebuild_eigenfaces(lfw: Lfw, home: Path, out: Path) -> None:
    """Write the eigenfaces' scores again; of view2.npz, change their scores alone."""
    if not (out / "view2.npz").is_file():
        sys.exit(f"{out / 'view2.npz'} is missing. Without it everything must be built: leave out --only.")
    with np.load(out / "view2.npz") as file:
        stored = dict(file)
    templates = {"eigenfaces": eigenface_templates(lfw)}
    pairs = view2(lfw, templates, home)
    if any(not np.array_equal(pairs[key], stored[key]) for key in ("fold", "mated", "subject")):
        sys.exit(f"{out / 'view2.npz'} has other pairs or other numbers than this LFW: leave out --only.")
    np.savez_compressed(out / "eigenfaces.npz", **score(lfw, templates, "eigenfaces"))
    np.savez_compressed(out / "view2.npz", **{**stored, "eigenfaces": pairs["eigenfaces"]})


def codes(lfw: Lfw, landmarks: np.ndarray) -> dict[str, np.ndarray]:
    """Return the codes of the people of the matrices, in the order of their numbers; ITA of the photos 1 and 2."""
    first = np.array([np.flatnonzero(lfw.subject == one)[0] for one in range(1, lfw.n_matrix + 1)])
    names = [lfw.files[place].split("/")[0] for place in first]
    angle = {
        place: ita(np.asarray(Image.open(lfw.folder / lfw.files[place]).convert("RGB")), landmarks[place])
        for place in [*first, *(first + 1)]
    }
    coder = NameCodes()
    return {
        "first_name_code": np.array([coder.first_name(name) for name in names]),
        "family_name_list": np.array([coder.family_name(name) for name in names]),
        "ita": np.array([[angle[place], angle[place + 1]] for place in first], dtype=np.float32),
    }


def check_digest(file: Path) -> Path:
    """Return the path if the file is the one the scores were made with; stop with a sentence otherwise."""
    if not file.is_file():
        sys.exit(f"{file} is missing. It comes from OpenCV's model zoo; give its path.")
    if hashlib.sha256(file.read_bytes()).hexdigest() != SHA256[file.name]:
        sys.exit(f"{file} is not the file that these scores are made with: its SHA-256 differs.")
    return file


def arguments() -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path(get_data_home()), help="scikit-learn's data folder")
    parser.add_argument("--cache", type=Path, help="where templates are kept; default: reading_faces below --home")
    parser.add_argument("--only", choices=["eigenfaces"], help="build only these scores; the others stay as they are")
    parser.add_argument("--yunet", type=Path, help="face_detection_yunet_2023mar.onnx; not needed with --only")
    parser.add_argument("--sface", type=Path, help="face_recognition_sface_2021dec.onnx; not needed with --only")
    parser.add_argument("--dlib", type=Path, help="folder with dlib's two model files; not needed with --only")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes; default: one for each core")
    parser.add_argument("--out", type=Path, default=HERE, help="where the scores are written")
    parsed = parser.parse_args()
    if parsed.only is None:
        missing = [f"--{name}" for name in ("yunet", "sface", "dlib") if getattr(parsed, name) is None]
        if missing:
            parser.error(f"to build everything, give {', '.join(missing)} too")
        for file in (parsed.yunet, parsed.sface):
            check_digest(file)
    return parsed


def main() -> None:
    """Build everything, or the eigenfaces only."""
    chosen = arguments()
    lfw = read_lfw(chosen.home)
    if chosen.only:
        rebuild_eigenfaces(lfw, chosen.home, chosen.out)
        return
    templates = embed(lfw, chosen.cache or chosen.home / "reading_faces", chosen)
    templates["eigenfaces"] = eigenface_templates(lfw)
    for name in SIMILARITY:
        np.savez_compressed(chosen.out / f"{name}.npz", **score(lfw, templates, name))
    np.savez_compressed(chosen.out / "codes.npz", **codes(lfw, templates["sface_lm"]))
    np.savez_compressed(chosen.out / "view2.npz", **view2(lfw, templates, chosen.home))


if __name__ == "__main__":
    main()
