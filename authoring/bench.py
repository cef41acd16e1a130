"""Measure every lesson and the library's heavy functions: `make bench`. Prints tables; never fails on a slow machine.

`python -m authoring.bench --write` also puts the lessons' seconds and memory into the README.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics import pairwise_distances

from authoring import notebooks, readme
from facelab import matching, subspaces
from facelab.datasets import load_orl

REPEATS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of the work over a few runs, after one that is not counted."""
    work()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def functions() -> list[tuple[str, Callable[[], object], str, Callable[[], object]]]:
    """Return (our function, its work, their function, the same work) for what takes longest."""
    orl = load_orl()
    points, known = matching.flatten(orl.images), orl.photo <= 5
    return [
        (
            "subspaces.eigenfaces, 200 photos, k = 80",
            lambda: subspaces.eigenfaces(points[known], 80),
            "sklearn PCA(svd_solver='full')",
            lambda: PCA(80, svd_solver="full").fit(points[known]),
        ),
        (
            "matching.distances, 200 by 200 photos",
            lambda: matching.distances(points[~known], points[known]),
            "sklearn pairwise_distances",
            lambda: pairwise_distances(points[~known], points[known]),
        ),
    ]


def main(arguments: list[str]) -> None:
    """Print the tables."""
    runs = {path: notebooks.run(notebooks.LESSONS / path.name) for path in notebooks.paths()}
    print("| lesson, untouched | seconds | peak memory, MB | solved notebook, KB |\n| --- | --- | --- | --- |")
    for path, run in runs.items():
        size = path.stat().st_size / 1000
        print(f"| {path.stem} | {run.seconds:.1f} | {run.peak_megabytes:.0f} | {size:.0f} |")
    print("\n| function | ms | compared with | ms | ratio |\n| --- | --- | --- | --- | --- |")
    for ours, our_work, theirs, their_work in functions():
        one, other = seconds(our_work), seconds(their_work)
        print(f"| {ours} | {1e3 * one:.0f} | {theirs} | {1e3 * other:.0f} | {one / other:.2f} |")
    if arguments == ["--write"]:
        readme.write({path.name: (run.seconds, run.peak_megabytes) for path, run in runs.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
