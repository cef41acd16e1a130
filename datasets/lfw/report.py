"""Print what the shipped LFW scores say, for this folder's card: `python datasets/lfw/report.py`."""

import numpy as np

from facelab.datasets import MATCHERS, LfwScores, View2, load_lfw_mated, load_lfw_scores, load_view2
from facelab.errors import OperatingPoint, Scores, rate_over_people

TARGETS = (0.01, 0.001, 0.0001)
FOLDS = 10


def fold_accuracies(view: View2, name: str) -> np.ndarray:
    """Return the accuracy on each fold at the threshold that is best on the other nine; a failure is a rejection."""
    scores = np.nan_to_num(view.scores[name], nan=-np.inf)
    accuracies = []
    for fold in range(1, FOLDS + 1):
        train, test = view.fold != fold, view.fold == fold
        thresholds = np.unique(scores[train])
        right = [np.mean((scores[train] >= threshold) == view.mated[train]) for threshold in thresholds]
        best = thresholds[int(np.argmax(right))]
        accuracies.append(np.mean((scores[test] >= best) == view.mated[test]))
    return np.array(accuracies)


def main() -> None:
    """Print the tables."""
    lfw, mated, view = load_lfw_scores(), load_lfw_mated(), load_view2()
    print_row(
        "matcher", "View 2 accuracy, ten folds", "standard error", "pairs with a failure", "EER of the other pairs"
    )
    print_row(*["---"] * 5)
    for name in MATCHERS:
        accuracies, failed = fold_accuracies(view, name), np.isnan(view.scores[name])
        scores, is_mated = view.scores[name][~failed], view.mated[~failed]
        error = accuracies.std(ddof=1) / np.sqrt(FOLDS)
        eer = Scores(scores[is_mated], scores[~is_mated]).eer().value
        print_row(name, f"{accuracies.mean():.4f}", f"{error:.4f}", failed.sum(), f"{eer:.4f}")
    print()
    print_row("matcher", "people", "not enrolled", "not acquired", "all mated comparisons", "of them failed", "EER")
    print_row(*["---"] * 7)
    for name in MATCHERS:
        matrix, all_mated = lfw.matrix[name], mated[name].scores
        failures = matrix.n_failed_enrol, matrix.n_failed_acquire
        eer = matrix.eer().value
        print_row(name, len(matrix.person), *failures, len(all_mated), np.isnan(all_mated).sum(), f"{eer:.4f}")
    print()
    operating_points(lfw)
    print()
    print('Without the people flagged "two people" or "two names":\n')
    operating_points(lfw.without(np.isin(lfw.flagged, ("two people", "two names"))))
    print()
    print("Without all flagged people:\n")
    operating_points(lfw.without(lfw.flagged != ""))
    print()
    two_comparisons(lfw)
    print()
    codes(lfw)


def point_at(lfw: LfwScores, name: str, target: float) -> OperatingPoint:
    """Return what a matcher does at the threshold that the development people give for the target FMR."""
    return lfw.matrix[name].at(lfw.line(name, target))


def operating_points(lfw: LfwScores) -> None:
    """Print the rates at the thresholds of the development people."""
    print_row("matcher", "FMR asked", "threshold", "FMR achieved", "false matches, people", "FNMR", "misses", "support")
    print_row(*["---"] * 8)
    for name in MATCHERS:
        for target in TARGETS:
            point = point_at(lfw, name, target)
            print_row(
                name,
                f"{target:g}",
                f"{point.threshold:.3f}",
                f"{point.fmr:.6f} ({point.fmr_interval[0]:.6f} to {point.fmr_interval[1]:.6f})",
                f"{point.n_false_matches:,} of {point.n_nonmated:,}, {point.n_people_in_false_matches:,}",
                f"{point.fnmr:.4f} ({point.fnmr_interval[0]:.4f} to {point.fnmr_interval[1]:.4f})",
                f"{point.n_false_nonmatches:,} of {point.n_mated:,}",
                point.support,
            )


def two_comparisons(lfw: LfwScores) -> None:
    """Print FNMR on people whom every matcher acquired, and FRR with failures as rejections, on everybody."""
    failed = np.any([np.isnan(lfw.matrix[name].values.diagonal()) for name in MATCHERS], axis=0)
    common = lfw.without(failed)
    print_row("matcher", "FMR asked", f"FNMR, {np.count_nonzero(~failed):,} people acquired by all", "FRR, everybody")
    print_row(*["---"] * 4)
    for name in MATCHERS:
        for target in TARGETS:
            point = point_at(common, name, target)
            mated = lfw.matrix[name].values.diagonal()
            rejected = rate_over_people(~(mated >= point.threshold), np.arange(len(mated)))
            print_row(
                name,
                f"{target:g}",
                f"{point.fnmr:.4f} ({point.n_false_nonmatches:,}; {point.fnmr_interval[0]:.4f} to "
                f"{point.fnmr_interval[1]:.4f})",
                f"{rejected.value:.4f} ({rejected.count:,} of {rejected.n:,}; {rejected.low:.4f} to "
                f"{rejected.high:.4f})",
            )


def codes(lfw: LfwScores) -> None:
    """Print how many people have which code, and how far ITA repeats itself."""
    print_row("code", "value", "people")
    print_row(*["---"] * 3)
    for name, labels in (("first name", lfw.first_name_code), ("family name", lfw.family_name_list)):
        for value, count in zip(*np.unique(labels, return_counts=True), strict=True):
            print_row(name, value, count)
    for value, count in zip(*np.unique(lfw.flagged[lfw.flagged != ""], return_counts=True), strict=True):
        print_row("flag", value, count)
    one, two = lfw.ita[~np.isnan(lfw.ita).any(axis=1)].T
    print()
    print(
        f"ITA of photos 1 and 2 ({len(one):,} people): correlation {np.corrcoef(one, two)[0, 1]:.2f}; the two photos "
        f"differ by a median of {np.median(np.abs(one - two)):.0f} degrees and by at most 10 degrees in "
        f"{np.mean(np.abs(one - two) <= 10):.0%}; the photos of different people have a median of "
        f"{np.median(one):.0f} and half of them lie between {np.percentile(one, 25):.0f} and "
        f"{np.percentile(one, 75):.0f}."
    )


def print_row(*cells: object) -> None:
    """Print one row of a Markdown table."""
    print("| " + " | ".join(f"{cell:,}" if isinstance(cell, int | np.integer) else str(cell) for cell in cells) + " |")


if __name__ == "__main__":
    main()
