import numpy as np


def by_loop(photo):
    total = 0
    for row in photo:
        for value in row:
            total += int(value)
    return total / photo.size


def first_row_only(photo):
    return photo[0].mean()


def overflowing_sum(photo):
    return photo.sum(dtype=np.uint8) / photo.size


def forgot_return(photo):
    photo.mean()


def rows_only(photo):
    return photo.sum() / len(photo)


RIGHT = {
    "0.1": [
        np.mean,
        lambda photo: photo.mean(),
        lambda photo: photo.sum() / photo.size,
        lambda photo: np.average(photo),
        lambda photo: photo.mean(axis=0).mean(),
        lambda photo: np.array(photo.mean()),
        by_loop,
    ]
}
WRONG = {
    "0.1": [
        (np.max, "largest value"),
        (np.sum, "returns the sum"),
        (np.median, "the median"),
        (first_row_only, "first row"),
        (rows_only, "number of rows"),
        (lambda photo: 20, "for every photo"),
        (lambda photo: photo.mean() / 255, "share of 255"),
        (overflowing_sum, "began again at 0"),
        (forgot_return, "returns nothing"),
        (lambda photo: photo.mean, "brackets missing"),
        (lambda photo: photo.mean(axis=0), "one number"),
        (lambda photo: float("nan"), "NaN"),
        (lambda photo: "20", "returns text"),
        (lambda photo: photo.moan(), "AttributeError"),
        (lambda: 20, "will be called with photo"),
        (128.3, "not a function"),
    ]
}
