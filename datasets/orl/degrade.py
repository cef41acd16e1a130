"""Build `degraded.npz`: what the deep matchers make of ORL photographs that were smeared, far away, covered and so on.

`python datasets/orl/degrade.py --help`

Resumable: what is done is kept in a folder outside the repository. Needs: pip install "facelab[lfw]". SFace and its
detector come in the block-quantised form of OpenCV's model zoo here (int8bq): ten megabytes in place of forty, and
scores other than the full network's, so its enrolled photos are embedded with it as well.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lfw"))
sys.path.insert(0, str(HERE))
from build import LIGHTS, PROBES, prepare  # noqa: E402
from matchers import SIMILARITY, DlibMatcher, SFaceMatcher, steps  # noqa: E402

from facelab.cameras import COVERS, degraded  # noqa: E402
from facelab.datasets import load_orl  # noqa: E402
from facelab.images import expose  # noqa: E402

DOSES = {
    "clean": (0,),
    "smear": (2, 4, 6, 8, 12, 16, 24, 32),
    "distance": (2, 3, 4, 6, 8),
    "dark": LIGHTS[1:],
    "cover": tuple(range(1, len(COVERS) + 1)),
    "tilt": (10, 20),
    "side light": (0.4, 0.8),
    "jpeg": (95,),
}
SHA256 = {
    "yunet": "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    "sface": "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
}


def seen(images: np.ndarray, kind: str, dose: float) -> np.ndarray:
    """Return images with a dose; light is taken away as `build.py` takes it, with the same noise."""
    if kind == "clean":
        return images
    return expose(images, dose, seed=LIGHTS.index(dose)) if kind == "dark" else degraded(images, kind, dose)


def embedded(matcher: object, images: np.ndarray) -> np.ndarray:
    """Return the vectors (n, 128) of images, NaN where no face was found."""
    return np.stack([matcher.capture(prepare(image)).template for image in images])


def main() -> None:
    """Embed every probe with every dose and write the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dlib", type=Path, help="folder with dlib's model files, as for datasets/lfw/build.py")
    parser.add_argument("--yunet", type=Path, help="face_detection_yunet_2023mar_int8bq.onnx")
    parser.add_argument("--sface", type=Path, help="face_recognition_sface_2021dec_int8bq.onnx")
    parser.add_argument("--cache", type=Path, required=True, help="folder for what is done already")
    chosen = parser.parse_args()
    for name in ("yunet", "sface"):
        path = getattr(chosen, name)
        if path and hashlib.sha256(path.read_bytes()).hexdigest() != SHA256[name]:
            parser.error(f"{path} is not the file that was used: its SHA-256 differs.")
    photos, matchers = load_orl(), {}
    if chosen.dlib:
        matchers["dlib"] = DlibMatcher(chosen.dlib)
    if chosen.sface:
        matchers["sface"] = SFaceMatcher(chosen.yunet, chosen.sface)
    chosen.cache.mkdir(parents=True, exist_ok=True)
    for name, matcher in matchers.items():
        enrolled = embedded(matcher, photos.images[photos.photo == 1])
        for kind, doses in DOSES.items():
            for dose in doses:
                file = _kept(chosen.cache, name, kind, dose)
                if not file.is_file():
                    probes = seen(photos.images[np.isin(photos.photo, PROBES)], kind, dose)
                    np.save(file, steps(SIMILARITY[name](embedded(matcher, probes), enrolled)))
                    print(name, kind, dose, flush=True)
    write(chosen.cache)


def write(cache: Path) -> None:
    """Write what is done as one file: of each kind the doses, and scores in thousandths (doses, probes, people)."""
    stored = {}
    for kind, doses in DOSES.items():
        for name in ("dlib", "sface"):
            files = [_kept(cache, name, kind, dose) for dose in doses]
            if all(file.is_file() for file in files):
                stored[kind] = np.array(doses, dtype=np.float64)
                stored[f"{name} {kind}"] = np.stack([np.load(file) for file in files])
    np.savez_compressed(HERE / "degraded.npz", **stored)


def _kept(cache: Path, name: str, kind: str, dose: float) -> Path:
    return cache / f"{name}-{kind.replace(' ', '-')}-{dose}.npy"


if __name__ == "__main__":
    main()
