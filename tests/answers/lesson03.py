"""Right and wrong answers to the exercises of lesson 3."""

import itertools
import random

import numpy as np
from scipy.linalg import eigh
from scipy.stats import mannwhitneyu
from sklearn.metrics import roc_auc_score

from facelab.answers.lesson03 import fisher_direction, split_by_person
from facelab.errors import order_share
from facelab.matching import face_distances
from facelab.subspaces import scatter_tables

ONE, OTHER = np.triu_indices(5, 1)
notebook_scores = np.array([0.5, 0.25, 0.75])  # an array that stands in the notebook


def share_by_loop(mated, nonmated):
    points = 0
    for m in mated:
        for n in nonmated:
            points += 1 if m > n else 0.5 if m == n else 0
    return points / (len(mated) * len(nonmated))


def share_by_rows(mated, nonmated):
    points = 0.0
    for score in mated:
        points += np.sum(nonmated < score) + 0.5 * np.sum(nonmated == score)
    return points / len(mated) / len(nonmated)


def share_by_scikit_learn(mated, nonmated):
    truth = [1] * len(mated) + [0] * len(nonmated)
    return roc_auc_score(truth, np.concatenate([mated, nonmated]))


def share_by_signs(mated, nonmated):
    pairs = mated[:, np.newaxis], nonmated[np.newaxis]
    return (1 + np.greater(*pairs).mean() - np.less(*pairs).mean()) / 2


def share_of_sorted(mated, nonmated):
    """Right only if the non-mated scores come sorted."""
    higher = np.searchsorted(nonmated, mated, side="left") + np.searchsorted(nonmated, mated, side="right")
    return higher.sum() / 2 / len(mated) / len(nonmated)


def share_sorting_in_place(mated, nonmated):
    nonmated.sort()
    return share_of_sorted(mated, nonmated)


def share_without_return(mated, nonmated):
    np.mean(mated[:, np.newaxis] > nonmated)


def share_for_more_mated(mated, nonmated):
    if len(mated) > len(nonmated):
        return order_share(mated, nonmated)


def distances_by_loop(landmarks):
    rows = []
    for face in landmarks:
        row = [np.hypot(*(face[i] - face[j])) for i in range(5) for j in range(i + 1, 5)]
        rows.append([value / row[0] for value in row])
    return rows


def distances_by_numbers(landmarks):
    table = np.zeros((len(landmarks), 10))
    for n, face in enumerate(landmarks):
        for place, (a, b) in enumerate(itertools.combinations(range(5), 2)):
            table[n, place] = ((face[a][0] - face[b][0]) ** 2 + (face[a][1] - face[b][1]) ** 2) ** 0.5
        table[n] /= table[n, 0]
    return table


def distances_by_table(landmarks):
    table = np.sqrt(((landmarks[:, :, None] - landmarks[:, None]) ** 2).sum(-1))[:, ONE, OTHER]
    return (table.T / table[:, 0]).T


def distances_by_eyes(landmarks):
    eyes = np.linalg.norm(landmarks[:, 1] - landmarks[:, 0], axis=1)
    return np.linalg.norm(
        (landmarks / eyes[:, None, None])[:, ONE] - (landmarks / eyes[:, None, None])[:, OTHER], axis=2
    )


def in_pixels(landmarks):
    return np.linalg.norm(landmarks[:, ONE] - landmarks[:, OTHER], axis=2)


def in_eye_steps(landmarks):
    """Divided by how far the eyes are apart sideways: right for level eyes."""
    return in_pixels(landmarks) / np.abs(landmarks[:, [1], 0] - landmarks[:, [0], 0])


def dividing_the_landmarks(landmarks):
    landmarks /= in_pixels(landmarks)[:, :1, np.newaxis]
    return in_pixels(landmarks)


def ragged_distances(landmarks):
    return [[np.linalg.norm(face[i] - face[j]) for j in range(i)] for face in landmarks for i in range(5)]


def scatter_by_loop(points, person):
    within, between = np.zeros((2, points.shape[1], points.shape[1]))
    for one in set(person):
        own = points[person == one]
        for row in own - own.mean(axis=0):
            within += np.outer(row, row)
        apart = own.mean(axis=0) - points.mean(axis=0)
        between += len(own) * np.outer(apart, apart)
    return within, between


def scatter_by_difference(points, person):
    centred = points - points.mean(axis=0)
    within = sum((d := points[person == one] - points[person == one].mean(axis=0)).T @ d for one in np.unique(person))
    return within, centred.T @ centred - within


def scatter_by_covariance(points, person):
    within = sum(np.cov(points[person == one].T) * (np.sum(person == one) - 1) for one in np.unique(person))
    return within, np.cov(points.T, bias=True) * len(points) - within


def scatter_by_groups(points, person):
    people, counts = np.unique(person, return_counts=True)
    means = np.array([points[person == one].mean(axis=0) for one in people])
    inside = points - means[np.searchsorted(people, person)]
    apart = means - points.mean(axis=0)
    return np.einsum("ni,nj->ij", inside, inside), (apart * counts[:, None]).T @ apart


def scatter_in_lists(points, person):
    return [table.tolist() for table in scatter_tables(points, person)]


def points_by_points(points, person):
    own_mean = np.array([points[person == one].mean(axis=0) for one in person])
    inside, apart = points - own_mean, own_mean - points.mean(axis=0)
    return inside @ inside.T, apart @ apart.T


def scatter_in_blocks(points, person):
    """Right only if the photos of a person stand together, people in order: reads blocks of equal size."""
    blocks = points[: len(points) // 3 * 3].reshape(3, -1, points.shape[1])
    inside = (blocks - blocks.mean(axis=1, keepdims=True)).reshape(-1, points.shape[1])
    apart = np.repeat(blocks.mean(axis=1), blocks.shape[1], axis=0) - points.mean(axis=0)
    return inside.T @ inside, apart.T @ apart


def centring_in_place(points, person):
    points -= points.mean(axis=0)
    return scatter_tables(points, person)


def scatter_of_three(points, person):
    """Reads the people of the lesson."""
    within = np.zeros((points.shape[1], points.shape[1]))
    for one in (5, 8, 13):
        d = points[person == one] - points[person == one].mean(axis=0)
        within += d.T @ d
    return within, points.T @ points - within


def by_eigh(within, between):
    vector = eigh(between, within)[1][:, -1]
    return vector / np.sqrt(vector @ vector)


def by_solve(within, between):
    values, vectors = np.linalg.eig(np.linalg.solve(within, between))
    return -vectors.T[values.real.argmax()].real


def by_roots(within, between):
    """Whiten by the root of within, take the ordinary eigenvector, and go back."""
    values, vectors = np.linalg.eigh(within)
    root = vectors / np.sqrt(values) @ vectors.T
    direction = root @ np.linalg.eigh(root @ between @ root)[1][:, -1]
    return direction / np.linalg.norm(direction)


def by_steps(within, between):
    """Apply the table again and again: what is left points along the largest eigenvalue."""
    table, v = np.linalg.inv(within) @ between, np.arange(1.0, len(within) + 1)
    for _ in range(2000):
        v = table @ v
        v /= np.linalg.norm(v)
    return v


def direction_as_list(within, between):
    values, vectors = np.linalg.eig(np.linalg.inv(within) @ between)
    return [float(x) for x in vectors[:, list(values.real).index(max(values.real))].real]


def eig(table, pick):
    values, vectors = np.linalg.eig(table)
    return pick(values.real, vectors.real)


def by_turning(within, between):
    """Turn a line by half degrees, and keep the best: for tables of 2 by 2, and not quite on the spot."""
    lines = [np.array([np.cos(a), np.sin(a)]) for a in np.radians(np.arange(0, 180, 0.5))]
    return max(lines, key=lambda v: (v @ between @ v) / (v @ within @ v))


def split_by_permutation(person, n_train, seed):
    people = np.random.RandomState(seed).permutation(np.unique(person))
    return np.isin(person, people[:n_train])


def split_by_generator(person, n_train, seed):
    chosen = set(np.random.default_rng(seed).choice(sorted(set(person)), size=n_train, replace=False))
    return np.array([one in chosen for one in person])


def split_as_list(person, n_train, seed):
    people = list(np.unique(person))
    np.random.RandomState(seed).shuffle(people)
    return [one in people[:n_train] for one in person]


def split_by_global_seed(person, n_train, seed):
    np.random.seed(seed)
    drawn = np.random.choice(np.unique(person), n_train, replace=False)
    train = np.zeros(len(person), dtype=bool)
    for one in drawn:
        train[person == one] = True
    return train


def split_by_sample(person, n_train, seed):
    drawn = random.Random(seed).sample(sorted({int(one) for one in person}), n_train)
    return (person[:, np.newaxis] == drawn).any(axis=1)


def split_of_two(person, n_train, seed):
    return split_by_permutation(person, 2, seed)


def split_by_weight(person, n_train, seed):
    """Draws photos, and takes whoever is on them."""
    return np.isin(person, np.random.RandomState(seed).choice(person, n_train, replace=False))


def split_without_the_last(person, n_train, seed):
    people = np.unique(person)
    return np.isin(person, np.random.RandomState(seed).choice(people[: max(n_train, len(people) - 1)], n_train, False))


def split_into_zeros(person, n_train, seed):
    train = np.zeros(len(person))
    train[split_by_permutation(person, n_train, seed)] = 1
    return train


def split_of_the_lesson(person, n_train, seed):
    return np.isin(person, np.random.RandomState(seed).permutation(np.arange(1, 41))[:n_train])


def split_by_name(person, n_train, seed):
    return ["train" if one else "test" for one in split_by_permutation(person, n_train, seed)]


def endless(*arguments):
    while True:
        pass


def first_with_first(mated, nonmated):
    return np.mean([one > other for one, other in zip(mated, nonmated, strict=False)])


def draws_from_photos(person, n_train, seed):
    return np.isin(person, np.random.RandomState(seed).choice(person, n_train, replace=False))


RIGHT = {
    "3.1": [
        share_by_rows,
        share_by_scikit_learn,
        share_by_signs,
        lambda mated, nonmated: mannwhitneyu(mated, nonmated).statistic / len(mated) / len(nonmated),
        lambda mated, nonmated: (mated[:, None] > nonmated).mean() + (mated[:, None] == nonmated).mean() / 2,
        lambda mated, nonmated: 1 - share_by_signs(nonmated, mated),
        lambda mated, nonmated: float(np.mean([np.mean(nonmated < m) + np.mean(nonmated == m) / 2 for m in mated])),
    ],
    "3.2": [
        distances_by_loop,
        distances_by_numbers,
        distances_by_table,
        distances_by_eyes,
        lambda landmarks: tuple(tuple(row) for row in face_distances(landmarks)),
    ],
    "3.3a": [
        scatter_by_loop,
        scatter_by_difference,
        scatter_by_covariance,
        scatter_by_groups,
        scatter_in_lists,
        lambda points, person: np.array(scatter_tables(points, person)),
    ],
    "3.3b": [
        by_eigh,
        by_solve,
        by_roots,
        by_steps,
        direction_as_list,
        lambda within, between: tuple(-fisher_direction(within, between)),
    ],
    "3.P": [
        split_by_permutation,
        split_by_generator,
        split_as_list,
        split_by_global_seed,
        split_by_sample,
        lambda person, n_train, seed: tuple(split_by_person(person, n_train, seed).tolist()),
    ],
}
SLOW = {"3.1": [share_by_loop]}
WRONG = {
    "3.1": [
        (lambda mated, nonmated: (mated > nonmated).mean(), "ValueError"),
        (lambda mated, nonmated: 100 * order_share(mated, nonmated), "100 times too large"),
        (lambda mated, nonmated: np.round(order_share(mated, nonmated), 2), "you round to"),
        (share_of_sorted, "the share is|right in general"),
        (share_sorting_in_place, "changes the data"),
        (share_without_return, "begin with return"),
        (share_for_more_mated, "Which case is missing"),
        (lambda mated, nonmated: [order_share(mated, nonmated)], "Take the number out of it"),
        (lambda mated, nonmated: [[1.0], [2.0, 3.0]], "one number"),
        (lambda mated, nonmated: f"{order_share(mated, nonmated):.3f}", "text"),
        (lambda mated, nonmated: bool(order_share(mated, nonmated) > 0.5), "should be a number|same for every"),
        (lambda mated, nonmated: 0.922, "same for every question"),
        (lambda mated, nonmated: order_share(mated, notebook_scores), "reads notebook_scores from the notebook"),
        (lambda mated, nonmated: order_share(mated[mated > 0], nonmated), "the share is|right in general|stopped"),
        (lambda mated, nonmated: (share_by_signs(mated, nonmated) * 2) - 1, "the share is"),
        (lambda mated: order_share(mated, mated), "will be called with mated and nonmated"),
        (endless, "never ends"),
    ],
    "3.2": [
        (lambda landmarks: face_distances(landmarks)[:, 1:], "9 numbers"),
        (lambda landmarks: np.linalg.norm(landmarks[:, :, None] - landmarks[:, None], axis=3), "25 distances"),
        (
            lambda landmarks: np.linalg.norm(landmarks[:, :, None] - landmarks[:, None], axis=3).reshape(-1, 25),
            "25 numbers",
        ),
        (lambda landmarks: in_pixels(landmarks[:, [0, 1, 2, 3, 4]])[:, :4], "one point alone"),
        (lambda landmarks: np.linalg.norm(landmarks[:, ONE] - landmarks[:, OTHER], axis=1), "wrong axis"),
        (lambda landmarks: np.linalg.norm(landmarks[:, ONE] - landmarks[:, OTHER]), "without an axis"),
        (lambda landmarks: landmarks[:, ONE] - landmarks[:, OTHER], "steps to the side"),
        (lambda landmarks: face_distances(landmarks)[0], "distances of one face"),
        (lambda landmarks: np.sqrt(landmarks[:, ONE] - landmarks[:, OTHER]).sum(axis=2), "NaN"),
        (lambda landmarks: in_pixels(landmarks) / in_pixels(landmarks)[:, 0], "ValueError"),
        (in_eye_steps, r"entry \[|right in general"),
        (dividing_the_landmarks, "changes the data"),
        (ragged_distances, "different lengths"),
        (lambda landmarks: face_distances(landmarks).round(2), "you round to"),
        (lambda landmarks: face_distances(landmarks).astype(str), "text"),
        (lambda landmarks: face_distances(landmarks) > 1, "entry"),
        (lambda landmarks: print(end=""), "nothing"),
        (lambda landmarks: 100 * face_distances(landmarks), "entry"),
        (lambda landmarks: np.ones((len(landmarks), 10)), "entry|same for every"),
    ],
    "3.3a": [
        (points_by_points, "points by points"),
        (lambda points, person: scatter_tables(points, person)[0], "two things|shape"),
        (lambda points, person: scatter_by_loop(points, person)[0].sum(), "two things"),
        (scatter_in_blocks, "the table within"),
        (centring_in_place, "changes the data|UFuncTypeError"),
        (scatter_of_three, "table within|ValueError|nan|NaN"),
        (lambda points, person: dict(zip("wb", scatter_tables(points, person), strict=True)), "two things"),
        (lambda points, person: ([[1.0], [1.0, 2.0]], [[1.0]]), "different lengths|shape"),
        (lambda points, person: [np.diag(np.diag(one)) for one in scatter_tables(points, person)], "the table within"),
        (lambda points, person: [one.sum() for one in scatter_tables(points, person)], "should have shape"),
        (lambda points, person: [np.sqrt(np.abs(one)) for one in scatter_tables(points, person)], "the table within"),
        (lambda points, person: [np.cov(points.T), np.cov(points.T)], "the table within"),
    ],
    "3.3b": [
        (lambda within, between: 3 * fisher_direction(within, between), "length should be 1"),
        (lambda within, between: eigh(between, within)[1][:, -1], "length should be 1"),
        (
            lambda within, between: fisher_direction(within, between) / fisher_direction(within, between).sum(),
            "length should be 1",
        ),
        (lambda within, between: fisher_direction(within, between).astype(complex), "complex"),
        (lambda within, between: fisher_direction(within, between)[:, None], "should have shape"),
        (lambda within, between: fisher_direction(within, between)[None], "should have shape"),
        (lambda within, between: fisher_direction(between, within + 0), "exchanged|smallest|LinAlgError"),
        (lambda within, between: 0 * fisher_direction(within, between), "the direction is|same for every"),
        (lambda within, between: np.abs(fisher_direction(within, between)), "the direction is"),
        (lambda within, between: np.ones(len(within)) / np.sqrt(len(within)), "the direction is|same for every"),
        (lambda within, between: fisher_direction(within, between).round(1), "you round to"),
        (by_turning, "matmul|the direction is"),
        (lambda within, between: "up" if within[0, 0] > between[0, 0] else "across", "text|same for every"),
        (lambda within, between: print(end=""), "nothing"),
        (
            lambda within, between: fisher_direction(np.diag(np.diag(within)), between),
            "the direction is|right in general",
        ),
    ],
    "3.P": [
        (lambda person, n_train, seed: np.random.RandomState(seed).rand(len(person)) < 1 / 3, "both sides"),
        (lambda person, n_train, seed: np.isin(person, np.unique(person)[:n_train]), "same for all"),
        (lambda person, n_train, seed: ~split_by_permutation(person, n_train, seed), "wrong way round"),
        (
            lambda person, n_train, seed: np.isin(
                person, np.random.RandomState(seed).choice(np.unique(person), n_train)
            ),
            "drawn twice",
        ),
        (split_by_weight, "drawn twice"),
        (
            lambda person, n_train, seed: np.random.RandomState(seed).permutation(np.unique(person))[:n_train],
            "people drawn",
        ),
        (
            lambda person, n_train, seed: np.flatnonzero(split_by_permutation(person, n_train, seed)),
            "places of the photos",
        ),
        (lambda person, n_train, seed: split_by_permutation(person, n_train, seed).astype(int), "True and False"),
        (split_into_zeros, "True and False"),
        (
            lambda person, n_train, seed: np.isin(person, np.random.permutation(np.unique(person))[:n_train]),
            "same seed",
        ),
        (lambda person, n_train, seed: np.isin(person, person[:n_train]), "same for all|drawn twice"),
        (split_of_two, "does not use n_train"),
        (lambda person, n_train, seed: split_by_permutation(person, n_train, 7), "same for all"),
        (split_without_the_last, "never drawn"),
        (split_of_the_lesson, "places drawn instead"),
        (
            lambda person, n_train, seed: np.isin(
                person, np.random.RandomState(seed).permutation(len(np.unique(person)))[:n_train]
            ),
            "places drawn instead",
        ),
        (
            lambda person, n_train, seed: (
                split_by_permutation(person, n_train, seed),
                ~split_by_permutation(person, n_train, seed),
            ),
            "two things",
        ),
        (split_by_name, "text"),
        (lambda person, n_train, seed: [[True], [True, False]], "different lengths"),
        (lambda person, n_train, seed: True, "should have shape"),
        (lambda person, n_train, seed: [None] * len(person), "NaN|numbers|None"),
        (lambda person, n_train, seed: np.zeros(len(person), bool), "trains with 0 people"),
        (lambda person, n_train, seed: print(end=""), "nothing"),
        (endless, "never ends"),
    ],
}
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "3.1 uses `>` alone": ("3.1", lambda mated, nonmated: (mated[:, np.newaxis] > nonmated).mean()),
    "3.1 compares the first with the first": ("3.1", first_with_first),
    "3.P draws from `person`": ("3.P", draws_from_photos),
}
