"""Build `degraded.npz`: what the deep matchers make of ORL photographs that were smeared, far away, covered and so on.

`python datasets/orl/degrade.py --help`

Resumable: what is done is kept in a folder outside the repository. Needs: pip install "facelab[lfw]".
"""

import argparse
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lfw"))
sys.path.insert(0, str(HERE))
from build import PROBES, prepare  # noqa: E402
from matchers import SIMILARITY, DlibMatcher, SFaceMatcher, steps  # noqa: E402

from facelab.cameras import COVERS, degraded  # noqa: E402
from facelab.datasets import load_orl, load_orl_embeddings  # noqa: E402

DOSES = {
    "smear": (2, 4, 6, 8, 12, 16, 24, 32),
    "distance": (2, 3, 4, 6, 8, 12),
    "focus": (1, 2, 3, 4, 6),
    "jpeg": (50, 75, 90, 95),
    "side light": (0.2, 0.4, 0.6, 0.8),
    "tilt": (10, 20, 30, 45),
    "cover": tuple(range(1, len(COVERS) + 1)),
}


def scores(name: str, matcher: object, kind: str, dose: float) -> np.ndarray:
    """Return scores in thousandths (probes, people): photos 2 to 6 with a dose, against photo 1 as it is."""
    photos, stored = load_orl(), load_orl_embeddings().vectors[name]
    seen = degraded(photos.images[np.isin(photos.photo, PROBES)], kind, dose)
    vectors = np.stack([matcher.capture(prepare(image)).template for image in seen])
    return steps(SIMILARITY[name](vectors, stored[photos.photo == 1]))


def main() -> None:
    """Embed every probe with every dose and write the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for model in ("yunet", "sface", "dlib"):
        parser.add_argument(f"--{model}", type=Path, help="as for datasets/lfw/build.py; a matcher without is left out")
    parser.add_argument("--cache", type=Path, required=True, help="folder for what is done already")
    chosen = parser.parse_args()
    matchers = {}
    if chosen.dlib:
        matchers["dlib"] = DlibMatcher(chosen.dlib)
    if chosen.yunet and chosen.sface:
        matchers["sface"] = SFaceMatcher(chosen.yunet, chosen.sface)
    chosen.cache.mkdir(parents=True, exist_ok=True)
    stored = {}
    for kind, doses in DOSES.items():
        stored[kind] = np.array(doses, dtype=np.float64)
        for name, matcher in matchers.items():
            rows = []
            for dose in doses:
                file = chosen.cache / f"{name}-{kind.replace(' ', '-')}-{dose}.npy"
                if not file.is_file():
                    np.save(file, scores(name, matcher, kind, dose))
                    print(name, kind, dose, flush=True)
                rows.append(np.load(file))
            stored[f"{name} {kind}"] = np.stack(rows)
    np.savez_compressed(HERE / "degraded.npz", **stored)


if __name__ == "__main__":
    main()
