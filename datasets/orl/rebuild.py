"""Build `rebuilt.npz`: what deep matchers say of faces that were rebuilt from stored eigenface templates.

`python datasets/orl/rebuild.py --help`

Needs the optional dependencies: pip install "facelab[lfw]". Templates are of photo 1 of each person, stored as bytes.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "lfw")]  # both folders have a build.py: this one first
from build import prepare  # noqa: E402
from matchers import SIMILARITY, DlibMatcher, SFaceMatcher, steps  # noqa: E402

from facelab.datasets import load_orl, load_orl_embeddings  # noqa: E402
from facelab.matching import flatten, restore  # noqa: E402
from facelab.templates import BASES, NUMBERS, rebuilt_faces  # noqa: E402

PROBES = (6, 7, 8)  # photos that no eigenface of the members was made from


def main() -> None:
    """Rebuild, embed, compare with photos 6 to 8 of everybody, and write scores in thousandths."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dlib", type=Path, required=True, help="as for datasets/lfw/build.py")
    parser.add_argument("--yunet", type=Path, help="as for datasets/lfw/build.py; without it SFace is not asked")
    parser.add_argument("--sface", type=Path, help="as for datasets/lfw/build.py; without it SFace is not asked")
    chosen = parser.parse_args()
    matchers: dict = {"dlib": DlibMatcher(chosen.dlib)}
    if chosen.yunet and chosen.sface:
        matchers["sface"] = SFaceMatcher(chosen.yunet, chosen.sface)
    photos, known = load_orl(), load_orl_embeddings().vectors
    probes = np.isin(photos.photo, PROBES)
    points, stored = flatten(photos.images), {"numbers": np.array(NUMBERS)}
    for basis in BASES:
        every = [rebuilt_faces(points, photos.subject, photos.photo, basis, k) for k in NUMBERS]
        pictures = [restore(faces, photos.images.shape[1:]).astype(np.uint8) for faces in every]
        for name, matcher in matchers.items():
            vectors = [np.stack([matcher.capture(prepare(one)).template for one in each]) for each in pictures]
            stored[f"{name}_{basis}"] = np.stack([steps(SIMILARITY[name](one, known[name][probes])) for one in vectors])
    np.savez_compressed(HERE / "rebuilt.npz", **stored)


if __name__ == "__main__":
    main()
