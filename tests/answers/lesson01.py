"""Right and wrong answers to the exercises of lesson 1."""

import math

import numpy as np
from scipy.spatial.distance import cdist

from facelab.answers.lesson01 import leave_one_out_rate
from facelab.matching import distances, flatten, rank1_rate, restore

notebook_photos = np.zeros((5, 4, 5))
notebook_probe = np.full((20, 3), 4.0)


def flatten_by_loop(images):
    return np.array([image.ravel().astype(float) for image in images])


def flatten_into_list(images):
    return [[float(value) for row in image for value in row] for image in images]


def flatten_by_filling(images):
    n, height, width = images.shape
    table = np.zeros((n, height * width))
    for i in range(n):
        table[i] = images[i].flatten()
    return table


def flatten_the_notebook(images):
    return notebook_photos.reshape(len(notebook_photos), -1).astype(float)


def flatten_into_ragged_list(images):
    return [list(image.ravel().astype(float))[: 3 + place] for place, image in enumerate(images)]


def restore_by_loop(points, shape):
    return np.stack([row.reshape(shape) for row in points])


def restore_by_two_loops(points, shape):
    height, width = shape
    photos = []
    for row in points:
        photos.append([list(row[y * width : (y + 1) * width]) for y in range(height)])
    return photos


def restore_by_slices(points, shape):
    photos = np.empty((len(points), shape[0], shape[1]))
    for y in range(shape[0]):
        photos[:, y, :] = points[:, y * shape[1] : (y + 1) * shape[1]]
    return photos


def restore_by_resizing(points, shape):
    points.shape = (-1, *shape)
    return points


def by_rows(a, b):
    return np.array([np.sqrt(((b - row) ** 2).sum(axis=1)) for row in a])


def by_rows_into_list(a, b):
    table = []
    for x in a:
        table.append(np.sqrt(np.sum((x - b) ** 2, axis=1)))
    return table


def by_pairs(a, b):
    table = np.empty((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = np.linalg.norm(a[i] - b[j])
    return table


def by_pairs_into_list(a, b):
    return [[np.sqrt(((x - y) ** 2).sum()) for y in b] for x in a]


def by_numbers(a, b):
    return [[math.sqrt(sum((p - q) ** 2 for p, q in zip(x, y, strict=True))) for y in b] for x in a]


def by_hint(a, b):
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2 * a @ b.T
    return np.sqrt(squares.clip(0))


def by_hint_without_its_end(a, b):
    with np.errstate(invalid="ignore"):
        return np.sqrt((a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T)


def by_absolute_squares(a, b):
    return np.sqrt(np.abs((a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T))


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


def ragged_table(a, b):
    return [[np.linalg.norm(x - y) for y in b[: 1 + i % len(b)]] for i, x in enumerate(a)]


def rank1_by_loop(enrolled, enrolled_person, probe, probe_person):
    hits = 0
    for point, who in zip(probe, probe_person, strict=True):
        nearest = np.argmin(((enrolled - point) ** 2).sum(axis=1))
        hits += enrolled_person[nearest] == who
    return hits / len(probe)


def rank1_by_comparing(enrolled, enrolled_person, probe, probe_person):
    table = distances(probe, enrolled)
    right = 0
    for i in range(len(probe)):
        best, place = table[i][0], 0
        for j in range(len(enrolled)):
            if table[i][j] < best:
                best, place = table[i][j], j
        if enrolled_person[place] == probe_person[i]:
            right = right + 1
    return right / len(probe_person)


def rank1_with_lists(enrolled, enrolled_person, probe, probe_person):
    named = []
    for row in distances(probe, enrolled).tolist():
        named.append(enrolled_person[row.index(min(row))])
    return sum(a == b for a, b in zip(named, probe_person, strict=True)) / len(named)


def rank1_by_sorting(enrolled, enrolled_person, probe, probe_person):
    first = np.argsort(distances(probe, enrolled), axis=1, kind="stable")[:, 0]
    return sum(enrolled_person[first] == probe_person) / len(probe_person)


def rank1_transposed(enrolled, enrolled_person, probe, probe_person):
    nearest = distances(enrolled, probe).argmin(axis=0)
    return float((enrolled_person[nearest] == probe_person).mean())


def rank1_by_numbers(enrolled, enrolled_person, probe, probe_person):
    hits = 0
    for point, who in zip(probe, probe_person, strict=True):
        squares = [sum((x - y) ** 2 for x, y in zip(point, other, strict=True)) for other in enrolled]
        hits += enrolled_person[squares.index(min(squares))] == who
    return hits / len(probe)


def rank1_along_the_wrong_axis(enrolled, enrolled_person, probe, probe_person):
    return np.mean(enrolled_person[distances(probe, enrolled).argmin(axis=0)] == probe_person)


def rank1_of_five_photos_each(enrolled, enrolled_person, probe, probe_person):
    return np.mean(distances(probe, enrolled).argmin(axis=1) // 5 + 1 == probe_person)


def rank1_of_the_notebook(enrolled, enrolled_person, probe, probe_person):
    nearest = distances(notebook_probe, enrolled).argmin(axis=1)[: len(probe_person)]
    return np.mean(enrolled_person[nearest] == probe_person)


def rank1_in_one_order(enrolled, enrolled_person, probe, probe_person):
    """Right only where the people of the enrolled points stand in order."""
    return np.mean(np.sort(enrolled_person)[distances(probe, enrolled).argmin(axis=1)] == probe_person)


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


def curve_photo_by_photo(enrolled, enrolled_person, probe, probe_person, pixels):
    rates = ()
    for p in pixels:
        moved = np.array([np.roll(photo, p, axis=1) for photo in probe])
        rates += (rank1_rate(flatten(enrolled), enrolled_person, flatten(moved), probe_person),)
    return rates


def curve_of_moved_enrolled(enrolled, enrolled_person, probe, probe_person, pixels):
    """To move the enrolled photos to the left leaves the same pixels facing each other."""
    return np.array(
        [rank1_rate(flatten(np.roll(enrolled, -p, 2)), enrolled_person, flatten(probe), probe_person) for p in pixels]
    )


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


def curve_of_moved_rows(enrolled, enrolled_person, probe, probe_person, pixels):
    rows = flatten(probe)
    return [rank1_rate(flatten(enrolled), enrolled_person, np.roll(rows, p, axis=1), probe_person) for p in pixels]


def curve_of_the_strip(enrolled, enrolled_person, probe, probe_person, pixels):
    strips = [np.roll(flatten(probe), p).reshape(len(probe), -1) for p in pixels]
    return [rank1_rate(flatten(enrolled), enrolled_person, strip, probe_person) for strip in strips]


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


def curve_that_keeps_the_last(enrolled, enrolled_person, probe, probe_person, pixels):
    for p in pixels:
        rate = rank1_rate(flatten(enrolled), enrolled_person, flatten(np.roll(probe, p, axis=2)), probe_person)
    return rate


def curve_sorted(enrolled, enrolled_person, probe, probe_person, pixels):
    return curve_in_a_list(enrolled, enrolled_person, probe, probe_person, sorted(pixels))


def curve_of_its_own_pixels(enrolled, enrolled_person, probe, probe_person, pixels):
    return curve_in_a_list(enrolled, enrolled_person, probe, probe_person, range(0, 17, 2))


def curve_that_moves_in_place(enrolled, enrolled_person, probe, probe_person, pixels):
    rates = []
    for p in pixels:
        probe[:] = np.roll(probe, p, axis=2)
        rates.append(rank1_rate(flatten(enrolled), enrolled_person, flatten(probe), probe_person))
        probe[:] = np.roll(probe, -p + 1, axis=2)
    return rates


def curve_as_dictionary(enrolled, enrolled_person, probe, probe_person, pixels):
    rates = curve_in_a_list(enrolled, enrolled_person, probe, probe_person, pixels)
    return dict(zip(pixels, rates, strict=True))


def leave_out_by_loop(points, person):
    right = 0
    for i in range(len(points)):
        others = np.arange(len(points)) != i
        right += rank1_rate(points[others], person[others], points[[i]], person[[i]])
    return right / len(points)


def leave_out_by_delete(points, person):
    right = []
    for i in range(len(points)):
        other_points, other_people = np.delete(points, i, axis=0), np.delete(person, i)
        nearest = distances(points[i : i + 1], other_points).argmin()
        right.append(other_people[nearest] == person[i])
    return np.mean(right)


def leave_out_with_eye(points, person):
    table = distances(points, points) + np.where(np.eye(len(points)) == 1, 1e12, 0)
    return (person[np.argmin(table, axis=1)] == person).mean()


def leave_out_by_second(points, person):
    second = np.argsort(distances(points, points), axis=1)[:, 1]
    return np.mean(person[second] == person)


def leave_out_with_a_value(value):
    def answer(points, person):
        table = distances(points, points)
        np.fill_diagonal(table, value)
        return np.mean(person[table.argmin(axis=1)] == person)

    return answer


def leave_out_with_the_largest(points, person):
    table = distances(points, points)
    for i in range(len(table)):
        table[i, i] = table.max() + 1
    return sum(person[row.argmin()] == who for row, who in zip(table, person, strict=True)) / len(person)


def leave_out_by_walking(points, person):
    table, right = distances(points, points), 0
    for i in range(len(points)):
        best = None
        for j in range(len(points)):
            if i != j and (best is None or table[i, j] < table[i, best]):
                best = j
        right += int(person[best] == person[i])
    return right / len(points)


def leaves_out_the_person(points, person):
    table = distances(points, points)
    table[person[:, None] == person] = np.inf
    return np.mean(person[table.argmin(axis=1)] == person)


def overwrites_the_table(points, person):
    table = np.fill_diagonal(distances(points, points), np.inf)
    return np.mean(person[table.argmin(axis=1)] == person)


def leaves_out_of_points_alone(points, person):
    found = [distances(points[[i]], np.delete(points, i, axis=0)).argmin() for i in range(len(points))]
    return np.mean(person[found] == person)


def along_the_streets(a, b):
    return np.array([[np.sqrt((x - y) ** 2).sum() for y in b] for x in a])


def rank1_by_places(enrolled, enrolled_person, probe, probe_person):
    return np.mean(distances(probe, enrolled).argmin(axis=1) == probe_person)


RIGHT = {
    "1.1a": [
        flatten_by_loop,
        flatten_into_list,
        flatten_by_filling,
        lambda images: images.reshape(images.shape[0], images.shape[1] * images.shape[2]).astype(np.float32),
        lambda images: np.float64(images).reshape(len(images), -1),
        lambda images: images.reshape(len(images), -1) * 1.0,
        lambda images: images.reshape(len(images), -1) / 1,
        lambda images: tuple(image.ravel().astype(float).tolist() for image in images),
        lambda images: [image.astype(float).flatten() for image in images],
    ],
    "1.1b": [
        restore_by_loop,
        restore_by_two_loops,
        restore_by_slices,
        lambda points, shape: points.reshape(len(points), shape[0], shape[1]),
        lambda points, shape: np.reshape(points, (-1, *shape)),
        lambda points, shape: [point.reshape(shape) for point in points],
        lambda points, shape: points.reshape((len(points), *shape)).astype(np.float32),
    ],
    "1.2": [
        by_rows,
        by_rows_into_list,
        by_pairs,
        by_pairs_into_list,
        by_hint,
        by_absolute_squares,
        cdist,
        lambda a, b: distances(b, a).T,
        lambda a, b: tuple(tuple(row) for row in cdist(a, b)),
    ],
    "1.3": [
        rank1_by_loop,
        rank1_by_comparing,
        rank1_with_lists,
        rank1_by_sorting,
        rank1_transposed,
        lambda *data: np.count_nonzero(hits(*data)) / len(data[3]),
        lambda *data: 1 - np.mean(~hits(*data)),
    ],
    "1.4": [
        curve_in_a_list,
        curve_with_indices,
        curve_by_slices,
        curve_photo_by_photo,
        curve_of_moved_enrolled,
        curve_of(),
    ],
    "1.P": [
        leave_out_with_eye,
        leave_out_by_delete,
        leave_out_by_second,
        leave_out_by_walking,
        leave_out_with_the_largest,
        leave_out_with_a_value(np.inf),
        leave_out_with_a_value(99_999),
    ],
}
SLOW = {
    "1.2": [by_numbers],
    "1.3": [rank1_by_numbers],
}
WRONG = {
    "1.1a": [
        (lambda images: images.reshape(len(images), -1), "254"),
        (lambda images: [list(image.ravel()) for image in images], "254"),
        (lambda images: images.reshape(len(images), -1).astype(int), "still holds int64"),
        (lambda images: images.reshape(len(images), -1).tolist(), "still holds int64"),
        (lambda images: images.reshape(-1).astype(float), "became one row of"),
        (lambda images: images.reshape(len(images), -1).T.astype(float), "lies on its side"),
        (lambda images: images.reshape(len(images), -1).astype(np.int8).astype(float), r"np.arange\(12\)"),
        (lambda images: images.reshape(200, -1).astype(float), "ValueError"),
        (
            lambda images: np.append(images.reshape(len(images), -1) * 1.0, [[0.0]] * len(images), 1),
            "should have shape",
        ),
        (flatten_the_notebook, "should have shape.*notebook_photos|for every question"),
        (flatten_into_ragged_list, "different lengths"),
        (lambda images: images.reshape(len(images), -1).astype(float) * np.nan, "NaN"),
        (lambda images: images.reshape(len(images), -1).astype(str), "returns text"),
        (lambda images: images.reshape(len(images), -1) > 127, r"np.arange\(12\)"),
        (lambda images: images.sort(), "returns nothing"),
        (lambda images: "points", "for every question|returns text|returns text"),
        (lambda images: [[1], [2, 3]], "different lengths|for every question"),
        (max, "stopped"),
    ],
    "1.1b": [
        (lambda points, shape: points.reshape(-1, 112, 92), "ValueError"),
        (lambda points, shape: np.zeros((len(points), 112, 92)), "should have shape|for every question"),
        (lambda points, shape: points.reshape(shape), "ValueError"),
        (lambda points, shape: points.reshape(-1, shape), "TypeError"),
        (lambda points, shape: points.reshape(-1, *shape).astype(np.uint8), "cuts off the decimals"),
        (lambda points, shape: points.reshape(-1, *shape).round(), "should give the points back"),
        (lambda points, shape: points.reshape(-1, *shape)[:, ::-1], "should give the points back"),
        (lambda points, shape: points.reshape(-1, *shape).clip(0, 255), "below 0 and above 255"),
        (lambda points, shape: points.reshape(-1, *shape).squeeze(), r"should have shape \(1, 2, 3\)"),
        (lambda points, shape: [*[list(p) for p in points][:1], [1.0]], "different lengths"),
        (restore_by_resizing, "changes the data"),
        (lambda points, shape: (points.reshape(-1, *shape), shape), "should be made of numbers"),
        (lambda points: points.reshape(-1, 112, 92), "will be called with points and shape"),
    ],
    "1.2": [
        (lambda a, b: np.linalg.norm(a[:1] - b[:1], axis=1), "should have shape"),
        (lambda a, b: np.linalg.norm(a - b), "ValueError|should have shape"),
        (rounding_below_zero, "NaN"),
        (by_hint_without_its_end, "tiny negative number"),
        (everything_at_once, "3.3 gigabytes"),
        (spoils_its_argument, "changes the data"),
        (never_ends, "never ends"),
        (ragged_table, "different lengths"),
        (lambda a, b: np.array([[5.0, 0, 10], [0, 5, 5]]), "for every question|should have shape|should have shape"),
        (lambda a, b: cdist(a, b) + 1e-2 * cdist(a, b).max() * np.eye(len(a), len(b)), r"From \(0, 0\) to \(3, 4\)"),
        (lambda a, b: cdist(np.sort(a, axis=0), b), "table of distances"),
        (lambda a, b: cdist(a, b).astype(int), "table of distances"),
        (lambda a, b: cdist(a[:, :3], b[:, :3]), "table of distances|more than rounding"),
        (lambda a, b: np.round(cdist(a, b)), "round to whole numbers"),
        (lambda a, b: cdist(a, b, "cosine"), "table of distances"),
        (lambda a, b: cdist(a, b) + 1e-3, "table of distances"),
        (lambda a, b: np.where(cdist(a, b) < 2000, cdist(a, b), 0), "right for small questions|more than rounding"),
        (lambda a, b: [str(x) for x in a], "returns text"),
        (lambda a, b: cdist(a, b) > 3, "table of distances|for every question"),
        (lambda a, b: cdist(a, b).sort(), "returns nothing"),
    ],
    "1.3": [
        (rank1_along_the_wrong_axis, "stopped"),
        (rank1_of_five_photos_each, "the rank-1 rate is|for every question|furthest|row number"),
        (rank1_of_the_notebook, "notebook_probe from the notebook"),
        (rank1_in_one_order, "the rank-1 rate is|furthest|for every question"),
        (lambda *data: 0.75, "for every question|the rank-1 rate is"),
        (lambda *data: 0.885, "for every question|the rank-1 rate is"),
        (lambda *data: 100 * hits(*data).mean(), "100 times too large"),
        (
            lambda *data: round(hits(*data).mean(), 1),
            "you round to 1|the rank-1 rate is|for every question|mean of the shares",
        ),
        (lambda *data: hits(*data).sum() / 200, "the rank-1 rate is"),
        (lambda *data: hits(*data).sum() / (len(data[2]) - 1), "the rank-1 rate is"),
        (lambda *data: np.mean(hits(*data)[:-1]), "the rank-1 rate is|stopped"),
        (lambda *data: str(hits(*data).mean()), "returns text"),
        (lambda *data: float("nan"), "NaN"),
        (lambda *data: (hits(*data).mean(), len(data[2])), "should be one number"),
        (lambda *data: [hits(*data).mean()], "Take the number out"),
        (lambda *data: data[3].sort() or hits(*data).mean(), "changes the data"),
    ],
    "1.4": [
        (lambda e, ep, p, pp, pixels: curve_in_a_list(e, ep, p, pp, [2 * s for s in pixels]), "the curve is|entry"),
        (curve_of(axis=1), "up or down"),
        (curve_of(axis=None), "without axis"),
        (curve_of_the_strip, "without axis"),
        (curve_of_moved_rows, "moves as one long row"),
        (curve_of(sign=-1), "to the left"),
        (curve_of(both=True), "stays flat"),
        (curve_of(factor=100), "100 times too large"),
        (curve_that_accumulates, "original photos every time"),
        (curve_without_moving, "leaves the old one as it was"),
        (curve_that_returns_early, "return inside the loop"),
        (curve_that_keeps_the_last, "collect them"),
        (curve_sorted, "keep the order"),
        (curve_of_its_own_pixels, "should have shape"),
        (curve_that_moves_in_place, "changes the data"),
        (curve_as_dictionary, "returns a dict"),
        (lambda e, ep, p, pp, pixels: [0.9] * len(pixels), "the curve is|for every question"),
        (lambda e, ep, p, pp, pixels: [[0.9], [0.1, 0.2]], "different lengths|for every question"),
        (lambda e, ep, p, pp, pixels: rank1_rate(e, ep, p, pp), "stopped"),
        (lambda e, ep, p, pp, pixels: curve_in_a_list(e, ep, p, pp, pixels).append(0), "returns nothing"),
    ],
    "1.P": [
        (lambda points, person: rank1_rate(points, person, points, person), "finds itself"),
        (leave_out_with_a_value(0), "finds itself"),
        (leave_out_with_a_value(-np.inf), "finds itself"),
        (leave_out_with_a_value(255), "too small"),
        (leave_out_with_a_value(999), "too small"),
        (leave_out_with_a_value(1_250), "too small"),
        (leave_out_with_a_value(5_000), "the rate is|is large, but"),
        (leave_out_with_a_value(10_304), "is large, but"),
        (leaves_out_the_person, "not every photo of the same person|the rate is"),
        (leaves_out_of_points_alone, "not out of person"),
        (overwrites_the_table, "'NoneType'.*on a line of their own"),
        (lambda points, person: 100 * leave_out_by_loop(points, person), "100 times too large"),
        (lambda points, person: leave_out_by_loop(points, person) * len(points), "Divide by the number"),
        (lambda points, person: 0.4, "for every question|the rate is"),
        (lambda points, person: 0.983, "for every question|the rate is"),
        (lambda points, person: leave_one_out_rate(points[::2], person[::2]), "the rate is"),
        (lambda points, person: leave_one_out_rate(points, np.sort(person)), "the rate is"),
        (lambda points, person: leave_one_out_rate(points[:, :1], person), "the rate is"),
        (lambda points, person: restore(points, (1, points.shape[1])), "should be one number"),
        (lambda points, person: person.sort(), "returns nothing|changes the data"),
        (lambda points, person: bool(leave_one_out_rate(points, person)), "should be a number|finds itself"),
    ],
}
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "1.1 leaves the numbers in 8 bits": ("1.1a", lambda images: images.reshape(len(images), -1)),
    "1.2 takes the root of each square before it adds up": ("1.2", along_the_streets),
    "1.3 compares the place of the nearest photo with the person": ("1.3", rank1_by_places),
}
