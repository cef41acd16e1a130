"""Build `deep.npz` and `exposure.npz`: what the deep matchers make of the ORL photographs, also with little light.

`python datasets/orl/build.py --help`

Needs the optional dependencies: pip install "facelab[lfw]".
"""

import argparse
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lfw"))  # the matchers live with the scores they were first written for
from matchers import SIMILARITY, DlibMatcher, SFaceMatcher, steps  # noqa: E402

from facelab.datasets import load_orl  # noqa: E402
from facelab.images import expose  # noqa: E402

ENLARGE = 3  # 92 by 112 pixels are few for the detectors
LIGHTS = (1.0, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64)  # shares of the usual light
PROBES = (2, 3, 4, 5, 6)  # photos of each person, compared with photo 1
MARGIN = 40  # pixels of border, repeated from the edge: many heads fill the photo


def prepare(image: np.ndarray) -> np.ndarray:
    """Return a grey photo (112, 92) enlarged, with a border, as (height, width, 3)."""
    bordered = np.pad(image, MARGIN, mode="edge")
    return np.repeat(np.repeat(np.repeat(bordered, ENLARGE, 0), ENLARGE, 1)[:, :, np.newaxis], 3, axis=2)


def exposed(matchers: dict, stored: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return scores in thousandths, (lights, probes, people): photos 2 to 6 in each light against photo 1 as it is."""
    photos = load_orl()
    probes, enrolled = photos.images[np.isin(photos.photo, PROBES)], photos.photo == 1
    scores = {}
    for name, matcher in matchers.items():
        rows = []
        for place, light in enumerate(LIGHTS):
            seen = expose(probes, light, seed=place)
            vectors = np.stack([matcher.capture(prepare(image)).template for image in seen])
            rows.append(steps(SIMILARITY[name](vectors, stored[name][enrolled])))
        scores[name] = np.stack(rows)
    return scores


def main() -> None:
    """Embed every photo and write the vectors and landmarks, in the photo's own pixels."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("yunet", "sface", "dlib"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="as for datasets/lfw/build.py")
    chosen = parser.parse_args()
    stored = {}
    matchers = {"dlib": DlibMatcher(chosen.dlib), "sface": SFaceMatcher(chosen.yunet, chosen.sface)}
    for name, matcher in matchers.items():
        captures = [matcher.capture(prepare(image)) for image in load_orl().images]
        stored[name] = np.stack([capture.template for capture in captures])
        stored[f"{name}_landmarks"] = np.stack([capture.landmarks for capture in captures]) / ENLARGE - MARGIN
    np.savez_compressed(HERE / "deep.npz", **stored)
    np.savez_compressed(HERE / "exposure.npz", light=np.array(LIGHTS), **exposed(matchers, stored))
    print({name: int(np.isnan(values).any(axis=-1).any() and np.isnan(values).any(axis=-1).sum())
           for name, values in stored.items()})  # fmt: skip


if __name__ == "__main__":
    main()
