import numpy as np
from scipy.spatial.distance import cdist

from facelab.matching import distances, flatten, rank1_rate

notebook_photos = np.zeros((5, 4, 5))


def flatten_by_loop(images):
    return np.array([image.ravel().astype(float) for image in images])


def flatten_into_list(images):
    return [[float(value) for row in image for value in row] for image in images]


def flatten_the_notebook(images):
    return notebook_photos.reshape(len(notebook_photos), -1).astype(float)


def restore_by_loop(points, shape):
    return np.stack([row.reshape(shape) for row in points])


def by_rows(a, b):
    return np.array([np.sqrt(((b - row) ** 2).sum(axis=1)) for row in a])


def by_pairs(a, b):
    table = np.empty((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = np.linalg.norm(a[i] - b[j])
    return table


def by_hint(a, b):
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2 * a @ b.T
    return np.sqrt(squares.clip(0))


def rounding_below_zero(a, b):
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2 * a @ b.T
    with np.errstate(invalid="ignore"):
        return np.sqrt(squares - 1e-6 * np.eye(*squares.shape))


def everything_at_once(a, b):
    return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))


def spoils_its_argument(a, b):
    a -= a.mean(axis=0)
    return cdist(a, b)


def never_ends(a, b):
    while True:
        pass


def rank1_by_loop(enrolled, enrolled_person, probe, probe_person):
    hits = 0
    for point, who in zip(probe, probe_person, strict=True):
        nearest = np.argmin(np.linalg.norm(enrolled - point, axis=1))
        hits += enrolled_person[nearest] == who
    return hits / len(probe)


def rank1_by_sorting(enrolled, enrolled_person, probe, probe_person):
    first = np.argsort(distances(probe, enrolled), axis=1, kind="stable")[:, 0]
    return sum(enrolled_person[first] == probe_person) / len(probe_person)


def rank1_transposed(enrolled, enrolled_person, probe, probe_person):
    nearest = distances(enrolled, probe).argmin(axis=0)
    return float((enrolled_person[nearest] == probe_person).mean())


def rank1_of_row_numbers(enrolled, enrolled_person, probe, probe_person):
    return np.mean(distances(probe, enrolled).argmin(axis=1) == probe_person)


def rank1_backwards(enrolled, enrolled_person, probe, probe_person):
    nearest = distances(enrolled, probe).argmin(axis=1)
    return np.mean(probe_person[nearest] == enrolled_person)


def rank1_of_the_furthest(enrolled, enrolled_person, probe, probe_person):
    return np.mean(enrolled_person[distances(probe, enrolled).argmax(axis=1)] == probe_person)


def rank1_along_the_wrong_axis(enrolled, enrolled_person, probe, probe_person):
    return np.mean(enrolled_person[distances(probe, enrolled).argmin(axis=0)] == probe_person)


def hits(enrolled, enrolled_person, probe, probe_person):
    return enrolled_person[distances(probe, enrolled).argmin(axis=1)] == probe_person


def curve_in_a_list(enrolled, enrolled_person, probe, probe_person, pixels):
    return [
        rank1_rate(flatten(enrolled), enrolled_person, flatten(np.roll(probe, p, axis=2)), probe_person) for p in pixels
    ]


def curve_with_indices(enrolled, enrolled_person, probe, probe_person, pixels):
    rates = np.zeros(len(pixels))
    for i, p in enumerate(pixels):
        rates[i] = rank1_rate(flatten(enrolled), enrolled_person, flatten(np.roll(probe, p, -1)), probe_person)
    return rates


def curve_by_slices(enrolled, enrolled_person, probe, probe_person, pixels):
    rates, width = [], probe.shape[2]
    for p in pixels:
        moved = np.concatenate([probe[:, :, width - p :], probe[:, :, : width - p]], axis=2)
        rates.append(rank1_rate(flatten(enrolled), enrolled_person, flatten(moved), probe_person))
    return np.array(rates)


def curve_of(axis=2, sign=1, both=False, factor=1):
    def answer(enrolled, enrolled_person, probe, probe_person, pixels):
        return factor * np.array(
            [
                rank1_rate(
                    flatten(np.roll(enrolled, sign * p, axis) if both else enrolled),
                    enrolled_person,
                    flatten(np.roll(probe, sign * p, axis)),
                    probe_person,
                )
                for p in pixels
            ]
        )

    return answer


def curve_that_accumulates(enrolled, enrolled_person, probe, probe_person, pixels):
    rates = []
    for p in pixels:
        probe = np.roll(probe, p, axis=2)
        rates.append(rank1_rate(flatten(enrolled), enrolled_person, flatten(probe), probe_person))
    return np.array(rates)


def curve_without_moving(enrolled, enrolled_person, probe, probe_person, pixels):
    rates = []
    for p in pixels:
        np.roll(probe, p, axis=2)
        rates.append(rank1_rate(flatten(enrolled), enrolled_person, flatten(probe), probe_person))
    return np.array(rates)


def curve_that_returns_early(enrolled, enrolled_person, probe, probe_person, pixels):
    for p in pixels:
        return rank1_rate(flatten(enrolled), enrolled_person, flatten(np.roll(probe, p, axis=2)), probe_person)


def curve_sorted(enrolled, enrolled_person, probe, probe_person, pixels):
    return curve_in_a_list(enrolled, enrolled_person, probe, probe_person, sorted(pixels))


def curve_of_its_own_pixels(enrolled, enrolled_person, probe, probe_person, pixels):
    return curve_in_a_list(enrolled, enrolled_person, probe, probe_person, [0, 1, 3, 2])


def leave_out_by_loop(points, person):
    right = 0
    for i in range(len(points)):
        others = np.arange(len(points)) != i
        right += rank1_rate(points[others], person[others], points[[i]], person[[i]])
    return right / len(points)


def leave_out_with_eye(points, person):
    table = distances(points, points) + np.where(np.eye(len(points)) == 1, 1e12, 0)
    return (person[np.argmin(table, axis=1)] == person).mean()


def leave_out_by_second(points, person):
    second = np.argsort(distances(points, points), axis=1)[:, 1]
    return np.mean(person[second] == person)


def zero_on_the_diagonal(points, person):
    table = distances(points, points)
    np.fill_diagonal(table, 0)
    return np.mean(person[table.argmin(axis=1)] == person)


def leaves_out_the_person(points, person):
    table = distances(points, points)
    table[person[:, None] == person] = np.inf
    return np.mean(person[table.argmin(axis=1)] == person)


def leave_out_count(points, person):
    return leave_out_by_loop(points, person) * len(points)


RIGHT = {
    "1.1a": [
        flatten_by_loop,
        flatten_into_list,
        lambda images: images.reshape(images.shape[0], images.shape[1] * images.shape[2]).astype(np.float32),
        lambda images: np.float64(images).reshape(len(images), -1),
        lambda images: images.reshape(len(images), -1) * 1.0,
    ],
    "1.1b": [
        restore_by_loop,
        lambda points, shape: points.reshape(len(points), shape[0], shape[1]),
        lambda points, shape: np.reshape(points, (-1, *shape)),
        lambda points, shape: [point.reshape(shape) for point in points],
    ],
    "1.2": [by_rows, by_pairs, by_hint, cdist, lambda a, b: distances(b, a).T],
    "1.3": [
        rank1_by_loop,
        rank1_by_sorting,
        rank1_transposed,
        lambda *data: np.count_nonzero(hits(*data)) / len(data[3]),
    ],
    "1.4": [curve_in_a_list, curve_with_indices, curve_by_slices, curve_of()],
    "1.P": [leave_out_by_loop, leave_out_with_eye, leave_out_by_second],
}
WRONG = {
    "1.1a": [
        (lambda images: images.reshape(-1).astype(float), "one row of 60"),
        (lambda images: images.reshape(len(images), -1).T.astype(float), "lies on its side"),
        (lambda images: images.astype(float), "shape they came in"),
        (lambda images: images.reshape(len(images), -1), "254"),
        (lambda images: images.reshape(len(images), -1).astype(int), "still holds int64"),
        (lambda images: images.reshape(len(images), -1) / 255, "divided by 255"),
        (lambda images: images.transpose(0, 2, 1).reshape(len(images), -1).astype(float), "down the columns"),
        (lambda images: images.reshape(-1, len(images)).T.astype(float), "mixes pixels"),
        (lambda images: images.reshape(200, -1).astype(float), "ValueError"),
        (flatten_the_notebook, "should have shape"),
        (lambda images: images.reshape(len(images), -1).astype(float) * np.nan, "NaN"),
        (lambda images: None, "returns nothing"),
        (lambda images: "points", "returns text"),
    ],
    "1.1b": [
        (lambda points, shape: points.reshape(-1, 112, 92), "ValueError"),
        (lambda points, shape: np.zeros((len(points), 112, 92)), "use it, in that order"),
        (lambda points, shape: points.reshape(-1, shape[1], shape[0]), "use it, in that order"),
        (lambda points, shape: points.reshape(-1, shape[1], shape[0]).transpose(0, 2, 1), "on their side"),
        (lambda points, shape: points.T.reshape(-1, *shape), "mixes pixels"),
        (lambda points, shape: points.reshape(shape), "ValueError"),
        (lambda points, shape: points, "should have shape"),
        (lambda points, shape: points.reshape(-1, *shape) / 255, "not those that went in"),
        (lambda points: points.reshape(-1, 112, 92), "will be called with points and shape"),
    ],
    "1.2": [
        (lambda a, b: cdist(a, b) ** 2, "root is missing"),
        (lambda a, b: cdist(a, b, "cityblock"), "that makes 7"),
        (lambda a, b: cdist(a, b, "chebyshev"), "only the largest"),
        (lambda a, b: cdist(b, a), "on its side"),
        (lambda a, b: cdist(a, b) / np.sqrt(a.shape[1]), "mean of the squares"),
        (lambda a, b: -cdist(a, b), "negative"),
        (lambda a, b: np.linalg.norm(a[:2] - b[:2], axis=1), "should have shape"),
        (rounding_below_zero, "NaN"),
        (everything_at_once, "3.3 gigabytes"),
        (spoils_its_argument, "changes the data"),
        (never_ends, "loop that never ends"),
        (lambda a, b: np.linalg.norm(a - b), "ValueError"),
        (lambda a, b: np.array([[5.0, 0, 10], [0, 5, 5]]), "should have shape"),
        (
            lambda a, b: cdist(a, b) + 1e-2 * cdist(a, b).max() * np.eye(len(a), len(b)),
            "first row of your table|to itself",
        ),
    ],
    "1.3": [
        (hits, "one entry for each probe"),
        (lambda *data: hits(*data).sum(), "Divide by the number of probes"),
        (lambda *data: 100 * hits(*data).mean(), "100 times too large"),
        (lambda *data: 1 - hits(*data).mean(), "named wrongly"),
        (rank1_of_row_numbers, "Look the person up|look it up"),
        (rank1_backwards, "nearest probe of each enrolled|calls all four"),
        (rank1_of_the_furthest, "argmin finds the smallest"),
        (rank1_along_the_wrong_axis, "stopped"),
        (lambda *data: 0.75, "for every input"),
        (lambda *data: hits(*data).sum() / len(data[0]), "all four probes|number of enrolled"),
        (lambda *data: bool(hits(*data).mean() > 0.5), "should be a number"),
        (lambda *data: float("nan"), "NaN"),
    ],
    "1.4": [
        (curve_of(axis=1), "up or down"),
        (curve_of(sign=-1), "to the left"),
        (curve_of(both=True), "stays flat"),
        (curve_that_accumulates, "original photos every time"),
        (curve_of(axis=0), "axis 0 counts the photos"),
        (curve_of(factor=100), "100 times too large"),
        (curve_without_moving, "leaves the old one as it was"),
        (curve_that_returns_early, "return inside the loop"),
        (curve_sorted, "keep the order"),
        (curve_of_its_own_pixels, "should have shape"),
        (lambda e, ep, p, pp, pixels: 1 - curve_of()(e, ep, p, pp, pixels), "named wrongly"),
        (lambda e, ep, p, pp, pixels: rank1_rate(e, ep, p, pp), "stopped"),
    ],
    "1.P": [
        (lambda points, person: rank1_rate(points, person, points, person), "finds itself"),
        (zero_on_the_diagonal, "finds itself"),
        (leaves_out_the_person, "not every photo of the same person"),
        (lambda points, person: 100 * leave_out_by_loop(points, person), "100 times too large"),
        (leave_out_count, "Divide by the number"),
        (lambda points, person: 1 - leave_out_by_loop(points, person), "share that is wrong"),
        (lambda points, person: 0.4, "for every input"),
    ],
}
