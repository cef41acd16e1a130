import numpy as np
from scipy.linalg import eigh
from scipy.stats import mannwhitneyu
from sklearn.metrics import roc_auc_score

from facelab.matching import face_distances
from facelab.subspaces import fisher_direction, scatter_tables

ONE, OTHER = np.triu_indices(5, 1)


def share_by_loop(mated, nonmated):
    points = 0
    for m in mated:
        for n in nonmated:
            points += 1 if m > n else 0.5 if m == n else 0
    return points / (len(mated) * len(nonmated))


def share_by_scikit_learn(mated, nonmated):
    truth = [1] * len(mated) + [0] * len(nonmated)
    return roc_auc_score(truth, np.concatenate([mated, nonmated]))


def share_by_signs(mated, nonmated):
    return (np.sign(np.subtract.outer(mated, nonmated)).mean() + 1) / 2


def distances_by_loop(landmarks):
    rows = []
    for face in landmarks:
        row = [np.hypot(*(face[i] - face[j])) for i in range(5) for j in range(i + 1, 5)]
        rows.append([value / row[0] for value in row])
    return rows


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
    within = sum(np.cov(points[person == one].T, bias=True) * np.sum(person == one) for one in np.unique(person))
    return within, centred.T @ centred - within


def scatter_as_list(points, person):
    return list(scatter_tables(points, person))


def around_everything(points, person):
    centred = points - points.mean(axis=0)
    return centred.T @ centred, scatter_tables(points, person)[1]


def each_person_once(points, person):
    means = np.array([points[person == one].mean(axis=0) for one in np.unique(person)])
    apart = means - points.mean(axis=0)
    return scatter_tables(points, person)[0], apart.T @ apart


def points_by_points(points, person):
    own_mean = np.array([points[person == one].mean(axis=0) for one in person])
    inside, apart = points - own_mean, own_mean - points.mean(axis=0)
    return inside @ inside.T, apart @ apart.T


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


def eig(table, pick):
    values, vectors = np.linalg.eig(table)
    return pick(values.real, vectors.real)


def smallest(within, between):
    return eig(np.linalg.inv(within) @ between, lambda values, vectors: vectors[:, values.argmin()])


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


RIGHT = {
    "3.1": [
        share_by_loop,
        share_by_scikit_learn,
        share_by_signs,
        lambda mated, nonmated: mannwhitneyu(mated, nonmated).statistic / len(mated) / len(nonmated),
    ],
    "3.2": [distances_by_loop, distances_by_table, distances_by_eyes],
    "3.3a": [scatter_by_loop, scatter_by_difference, scatter_as_list],
    "3.3b": [by_eigh, by_solve, by_roots],
    "3.P": [split_by_permutation, split_by_generator, split_as_list],
}
WRONG = {
    "3.1": [
        (lambda mated, nonmated: (mated[:, None] > nonmated).mean(), "equal scores count nothing"),
        (lambda mated, nonmated: (mated[:, None] >= nonmated).mean(), "equal scores count in full"),
        (lambda mated, nonmated: 1 - share_by_loop(mated, nonmated), "wrong sign"),
        (lambda mated, nonmated: 100 * share_by_loop(mated, nonmated), "100 times too large"),
        (
            lambda mated, nonmated: share_by_loop(mated, nonmated) * len(mated) * len(nonmated),
            "Divide by the number of all",
        ),
        (lambda mated, nonmated: share_by_loop(mated, nonmated) * len(nonmated), "divide by the number of mated"),
        (lambda mated, nonmated: np.mean(mated > nonmated.mean()), "mean of the others"),
        (
            lambda mated, nonmated: np.mean([m > n for m, n in zip(mated, nonmated, strict=False)]),
            "first with the first",
        ),
        (lambda mated, nonmated: mated.mean() - nonmated.mean(), "difference of the means"),
        (lambda mated, nonmated: (mated > nonmated).mean(), "ValueError"),
        (lambda mated, nonmated: mated[:, None] > nonmated, "one number"),
    ],
    "3.2": [
        (in_pixels, "in pixels"),
        (lambda landmarks: in_pixels(landmarks) / in_pixels(landmarks)[0, 0], "first face"),
        (lambda landmarks: in_pixels(landmarks) / in_pixels(landmarks)[:, 0].mean(), "mean distance between"),
        (lambda landmarks: face_distances(landmarks) ** 2, "squares of distances"),
        (lambda landmarks: face_distances(landmarks).T, "on its side"),
        (lambda landmarks: face_distances(landmarks)[:, 1:], "9 numbers"),
        (lambda landmarks: np.linalg.norm(landmarks[:, :, None] - landmarks[:, None], axis=3), "25 distances"),
        (lambda landmarks: in_pixels(landmarks) / in_pixels(landmarks).max(axis=1, keepdims=True), "largest distance"),
        (lambda landmarks: in_pixels(landmarks) / in_pixels(landmarks)[:, 0], "ValueError"),
        (lambda landmarks: face_distances(landmarks * [1, 0]), "x alone"),
        (lambda landmarks: face_distances(landmarks)[:, [0, 1, 4, 2, 5, 7, 3, 6, 8, 9]], "their order is not"),
    ],
    "3.3a": [
        (around_everything, "around the mean of everything"),
        (each_person_once, "each person counts once"),
        (points_by_points, "18 by 18"),
        (lambda points, person: scatter_tables(points, person)[::-1], "exchanged"),
        (
            lambda points, person: [table / len(points) for table in scatter_tables(points, person)],
            "divided by the number",
        ),
        (lambda points, person: scatter_tables(points, person)[0], "two tables"),
        (lambda points, person: scatter_by_loop(points, person)[0], "two tables"),
        (lambda points, person: (points.T @ points, scatter_tables(points, person)[1]), "nothing is subtracted"),
    ],
    "3.3b": [
        (smallest, "smallest ratio"),
        (lambda within, between: eig(np.linalg.inv(within) @ between, lambda a, v: v[a.argmax()]), "row of the table"),
        (lambda within, between: np.linalg.eigh(between)[1][:, -1], "means differ most"),
        (lambda within, between: np.linalg.eigh(within)[1][:, -1], "spread most"),
        (lambda within, between: np.linalg.eigh(within + between)[1][:, -1], "largest variance"),
        (lambda within, between: fisher_direction(between, within + 0), "exchanged|smallest|LinAlgError"),
        (lambda within, between: 3 * fisher_direction(within, between), "length should be 1"),
        (lambda within, between: fisher_direction(within, between).astype(complex), "complex"),
        (lambda within, between: fisher_direction(within, between)[:, None], r"shape \(3, 1\)"),
        (
            lambda within, between: eig(between @ np.linalg.inv(within), lambda a, v: v[:, a.argmax()]),
            "wrong way round",
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
        (
            lambda person, n_train, seed: np.random.RandomState(seed).permutation(np.unique(person))[:n_train],
            "people drawn",
        ),
        (lambda person, n_train, seed: split_by_permutation(person, n_train, seed).astype(int), "True and False"),
        (
            lambda person, n_train, seed: np.isin(person, np.random.permutation(np.unique(person))[:n_train]),
            "same seed",
        ),
        (lambda person, n_train, seed: np.isin(person, person[:n_train]), "same for all|drawn twice"),
    ],
}
