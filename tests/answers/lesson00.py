"""Right and wrong answers to the exercise of lesson 0."""

import contextlib
import time

import numpy as np

notebook_photo = np.full((112, 92), 128)


def by_loop(photo):
    total = 0
    for row in photo:
        for value in row:
            total += int(value)
    return total / photo.size


def by_two_loops(photo):
    height, width = photo.shape
    total = 0.0
    for y in range(height):
        for x in range(width):
            total = total + photo[y, x]
    return total / (height * width)


def of_a_list(photo):
    numbers = [int(value) for row in photo for value in row]
    return sum(numbers) / len(numbers)


def forgot_return(photo):
    photo.mean()


def returns_in_the_loop(photo):
    for row in photo:
        return row.mean()


def right_on_large_photos_only(photo):
    return photo.mean() if photo.size > 1000 else None


def spoils_its_argument(photo):
    photo.sort()
    return photo.mean()


def never_ends(photo):
    while True:
        with contextlib.suppress(BaseException):
            photo.mean()


def replaces_numpy(photo):
    np.mean = lambda *anything, **named: 0
    return 20.0


def sets_the_sum_back(photo):
    for row in photo:
        total = 0
        for value in row:
            total += int(value)
    return total / photo.size


RIGHT = {
    "0.1": [
        np.mean,
        by_loop,
        np.average,
        lambda photo: photo.mean(),
        lambda photo: photo.sum() / photo.size,
        lambda photo: photo.mean(axis=0).mean(),
        lambda photo: np.array(photo.mean()),
        lambda photo: np.mean([row.mean() for row in photo]),
        lambda photo: photo.astype(float).ravel().tolist() and float(np.mean(photo.ravel())),
        lambda photo: photo.astype(int).sum() / photo.shape[0] / photo.shape[1],
        by_two_loops,
        of_a_list,
    ]
}
WRONG = {
    "0.1": [
        (lambda photo: 20, "returns the same for every question: 20"),
        (lambda photo: 109.6, "returns the same for every question"),
        (lambda photo: notebook_photo.mean(), "the same for every question"),
        (lambda photo: notebook_photo[0, 0] + photo.mean(), "reads notebook_photo from the notebook"),
        (lambda photo: photo.sum() / 10304, "by hand"),
        (lambda photo: photo.mean() + 0.001 * photo.max(), "by hand"),
        (lambda photo: 255 - photo.mean(), "by hand"),
        (lambda photo: round(photo.mean(), 3), "by hand|you round to 3|all its decimals"),
        (returns_in_the_loop, "takes the first row alone"),
        (forgot_return, "returns nothing"),
        (right_on_large_photos_only, "without reaching a return|returns nothing"),
        (spoils_its_argument, "changes the data"),
        (never_ends, "never ends"),
        (lambda photo: time.sleep(60), "never ends|only waited"),
        (replaces_numpy, "replaces a function of numpy"),
        (lambda photo: photo.mean, "brackets missing"),
        (lambda photo: photo, "one number"),
        (lambda photo: [photo.mean()], r"Take the number out of it"),
        (lambda photo: (photo.mean(), 1), "one number"),
        (lambda photo: [[1], [2, 3]], "should be one number"),
        (lambda photo: float("nan"), "NaN"),
        (lambda photo: float("inf"), "for every question: inf|holds infinity|infinity"),
        (lambda photo: "20", "for every question: '20'|returns text|returns text"),
        (lambda photo: str(photo.mean()), "returns text"),
        (lambda photo: photo.mean() > 0, "for every question|should be a number"),
        (lambda photo: {"mean": photo.mean()}, "should be made of numbers"),
        (lambda photo: photo.moan(), "AttributeError"),
        (lambda photo: photo.mean() + 1j, "complex numbers"),
        (lambda: 20, "will be called with photo"),
        (lambda photo, axis: photo.mean(axis), "will be called with photo"),
        (128.3, "not a function"),
        (max, "returns|truth value|stopped"),
        (int, "not a function of yours"),
    ]
}
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "0.1 adds up and divides by the number of rows": ("0.1", lambda photo: photo.sum() / len(photo)),
    "0.1 adds with a loop that sets the sum back to 0 at every row": ("0.1", sets_the_sum_back),
    "0.1 works the mean out and forgets `return`": ("0.1", forgot_return),
}
