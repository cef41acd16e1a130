"""Measure every lesson and the library's heavy functions: `make bench`. Prints tables; never fails on a slow machine.

`python -m authoring.bench --write` also puts the lessons' seconds and memory into `authoring/README.md`;
`python -m authoring.bench --audits` measures the report of `facelab.audit` alone, on up to ten million comparisons.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.metrics import pairwise_distances, roc_curve

from authoring import notebooks, readme
from facelab import matching, subspaces
from facelab.datasets import load_lfw_scores, load_orl
from facelab.errors import ScoreMatrix, Scores, person_bootstrap

REPEATS = 5
AUDITED = (100_000, 1_000_000, 10_000_000)  # comparisons
SECONDS, MEGABYTES = 10, 400  # what the course promises of an untouched lesson on an idle machine


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


def engine() -> list[tuple[str, Callable[[], object], str, Callable[[], object]]]:
    """Return the same for the error-rate engine: ten million scores, and 1,680 people in four groups."""
    random = np.random.RandomState(0)
    nonmated, mated = random.standard_normal(9_000_000), random.standard_normal(1_000_000) + 2
    labels = np.repeat([0, 1], [len(nonmated), len(mated)])
    matrix = load_lfw_scores().matrix["dlib"]
    groups = random.choice(list("abcd"), len(matrix.person))

    def ask() -> None:
        scores = Scores(mated, nonmated)
        scores.eer()
        scores.at_fmr(0.001)

    return [
        (
            "errors.Scores, 10 million scores: EER, one FMR",
            ask,
            "np.sort of the same",
            lambda: [np.sort(mated), np.sort(nonmated)],
        ),
        (
            "errors.Scores, 10 million scores: EER, one FMR",
            ask,
            "sklearn roc_curve",
            lambda: roc_curve(labels, np.concatenate([nonmated, mated])),
        ),
        (
            "errors.person_bootstrap, 1,000 draws, 16 group pairs",
            lambda: person_bootstrap(matrix, 0.458, groups),
            "a loop over 20 draws, times 50",
            lambda: [bootstrap_in_a_loop(matrix, 0.458, groups, draws=20) for _ in range(50)],
        ),
    ]


def bootstrap_in_a_loop(matrix: ScoreMatrix, threshold: float, groups: np.ndarray, draws: int) -> list[np.ndarray]:
    """Return what `person_bootstrap` returns for FMR, written down as it is defined."""
    random, matches, names = np.random.RandomState(0), matrix.false_matches(threshold), np.unique(groups)
    result = []
    for _ in range(draws):
        weights = np.zeros(len(groups))
        for name in names:
            own = np.flatnonzero(groups == name)
            weights[own] = np.bincount(random.randint(len(own), size=len(own)), minlength=len(own))
        pairs = np.outer(weights, weights)
        np.fill_diagonal(pairs, 0)
        pairs[~matrix.compared] = 0
        blocks = [[np.ix_(groups == one, groups == other) for other in names] for one in names]
        result.append(np.array([[(pairs * matches)[b].sum() / pairs[b].sum() for b in row] for row in blocks]))
    return result


def peak_megabytes(code: str) -> float | None:
    """Return the most memory a fresh Python holds while it runs the code, in 10^6 bytes; None where it is not told."""
    program = f"{code}\n{notebooks.MEASURE_MEMORY}"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    return notebooks.megabytes(output)


def comparisons(n: int, people: int) -> pd.DataFrame:
    """Return about n made-up comparisons between people drawn by lot, a tenth of them mated, in three regions."""
    random = np.random.RandomState(0)
    probe, mated = random.randint(people, size=n), random.random_sample(n) < 0.1
    enrolled = np.where(mated, probe, (probe + random.randint(1, people, size=n)) % people)
    effect, region = random.normal(0, 0.25, people), np.array(["north", "south", "east"])[random.randint(0, 3, people)]
    score = np.round(random.normal(3 * mated, 1) + effect[probe] + effect[enrolled], 6)
    columns = {"score": score, "probe": probe, "enrolled": enrolled, "mated": mated.astype(int)}
    columns |= {"probe_region": region[probe], "enrolled_region": region[enrolled]}
    return pd.DataFrame(columns).drop_duplicates(["score", "probe", "enrolled"])


def audits() -> None:
    """Print how long the report of ever larger tables takes, HTML and PDF, and its peak memory.

    The seconds of a core say more than the others on a machine that has other work to do.
    """
    print("| comparisons | people | seconds | seconds of a core | memory at the most, MB |\n" + "| ---: " * 5 + "|")
    with tempfile.TemporaryDirectory() as folder:
        table = f"{folder}/scores.csv"
        for n in AUDITED:
            people = max(300, n // 500)
            comparisons(n, people).to_csv(table, index=False)
            start, before = time.perf_counter(), os.times()
            quiet = "import contextlib, io; from facelab.audit.__main__ import main"
            work = f"main([{table!r}, '--out', {folder!r}])"
            peak = peak_megabytes(f"{quiet}\nwith contextlib.redirect_stdout(io.StringIO()): {work}")
            passed, after = time.perf_counter() - start, os.times()
            used = after.children_user - before.children_user + after.children_system - before.children_system
            print(f"| {n:,} | {people:,} | {passed:.0f} | {used:.0f} | {peak:.0f} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure every lesson and the library's heavy functions.")
    parser.add_argument(
        "--write", action="store_true", help="put the lessons' seconds and memory into authoring/README.md"
    )
    parser.add_argument("--audits", action="store_true", help="measure the report of facelab.audit, and nothing else")
    options = parser.parse_args()
    if options.audits:
        audits()
        return
    runs = {path: notebooks.run(notebooks.LESSONS / path.name) for path in notebooks.paths()}
    print("| lesson, untouched | seconds | peak memory, MB | solved notebook, KB |\n| --- | --- | --- | --- |")
    for path, run in runs.items():
        size = path.stat().st_size / 1000
        over = " over what is promised" if run.seconds > SECONDS or run.peak_megabytes > MEGABYTES else ""
        print(f"| {path.stem} | {run.seconds:.1f} | {run.peak_megabytes:.0f} | {size:.0f} |{over}")
    print("\n| function | ms | compared with | ms | ratio |\n| --- | --- | --- | --- | --- |")
    for ours, our_work, theirs, their_work in functions() + engine():
        one, other = seconds(our_work), seconds(their_work)
        print(f"| {ours} | {1e3 * one:.0f} | {theirs} | {1e3 * other:.0f} | {one / other:.2f} |", flush=True)
    ten_million = "import numpy as np; from facelab.errors import Scores; r = np.random.RandomState(0); "
    ten_million += "m, n = r.standard_normal(1_000_000), r.standard_normal(9_000_000)"
    for what, code in {
        "the arrays alone": "",
        "np.sort": "np.sort(m), np.sort(n)",
        "Scores": "Scores(m, n).eer()",
    }.items():
        print(f"Peak memory with 10 million scores, {what}: {peak_megabytes(f'{ten_million}; {code}'):.0f} MB")
    if options.write:
        readme.write({path.name: (run.seconds, run.peak_megabytes) for path, run in runs.items()})


if __name__ == "__main__":
    main()
