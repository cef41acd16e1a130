"""Build `left_out.csv`: does it cost four people more than other foursomes if eigenfaces have seen none of them?

For each of the 91,390 foursomes of the forty people: eigenfaces are trained on photos 1 to 5 of the other 36. What they
cannot describe of each of the four is compared with what eigenfaces of the other 39 cannot. The mean difference is the
loss of the foursome. Exact: every foursome is computed, none is drawn. Takes about ten minutes.

python datasets/orl/left_out.py
"""

import csv
from itertools import combinations
from pathlib import Path

import numpy as np

from facelab.datasets import load_orl, load_orl_labels
from facelab.images import halve
from facelab.matching import flatten
from facelab.subspaces import unexplained_when_left_out

KS = (10, 20, 40)
PHOTOS = 5  # of each person, the first ones
INNER = (slice(8, 24), slice(5, 18))  # rows and columns of eyes, nose and mouth, in the photo halved twice


def main() -> None:
    """Compute every foursome for the whole photo and for its inner part."""
    orl = load_orl()
    taken = orl.photo <= PHOTOS
    person = orl.subject[taken]
    small = halve(halve(orl.images[taken]))
    four = tuple(1 + np.flatnonzero(load_orl_labels().perceived_gender == "female"))
    rows = []
    for part, images in {"whole": small, "inner": small[:, *INNER]}.items():
        points = flatten(images)
        alone = np.concatenate([unexplained_when_left_out(points, person, [one], KS) for one in range(1, 41)], axis=1)
        foursomes = list(combinations(range(1, 41), 4))
        loss = np.array(
            [
                (unexplained_when_left_out(points, person, some, KS) - alone[:, np.subtract(some, 1)]).mean(axis=1)
                for some in foursomes
            ]
        )
        ours = loss[foursomes.index(four)]
        for k, own, others in zip(KS, ours, loss.T, strict=True):
            as_large = int(np.count_nonzero(others >= own - 1e-12))
            rows.append([part, k, f"{own:.5f}", f"{np.median(others):.5f}", as_large, len(foursomes)])
            print(*rows[-1], flush=True)
    with (Path(__file__).parent / "left_out.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["part", "eigenfaces", "loss_of_the_four", "median_loss", "foursomes_with_as_much", "foursomes"])
        table.writerows(rows)


if __name__ == "__main__":
    main()
