"""Lesson 0: the mean of a photo."""

import numpy as np

from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Number

SHAPES = [(2, 3), (3, 2), (2, 4), (4, 2)]  # small enough to be shown in full, and never square


def mean_grey(photo: np.ndarray) -> float:
    """Return the mean grey value of one photo (height, width), in grey values from 0 to 255."""
    return float(np.mean(photo))


def _small_photo(rng: np.random.Generator) -> tuple:
    """Draw a few pixels of 8 bits, some of them black or white or alike."""
    greys = np.append(rng.integers(1, 255, size=4), [0, 255]).astype(np.uint8)
    return (rng.choice(greys, size=SHAPES[rng.integers(len(SHAPES))]),)


MEAN_GREY = Exercise(
    mean_grey,
    _small_photo,
    Number("The mean grey value"),
    {
        "your function returns the largest value of the photo. For the mean, all values count: add them up and divide by how many there are.": lambda p: p.max(),
        "your function returns the smallest value of the photo. For the mean, all values count: add them up and divide by how many there are.": lambda p: p.min(),
        "your function returns the sum of all values. For the mean, divide it by how many there are.": lambda p: p.sum(),
        "your function returns the middle value (the median). The mean is the sum, divided by how many values there are.": lambda p: np.median(p),
        "your function returns the middle between the darkest and the lightest value. For the mean, all values count.": lambda p: (float(p.min()) + float(p.max())) / 2,
        "your sum ran over 255 and began again at 0: the photo's numbers are 8 bits wide. photo.mean() or photo.astype(float) avoids that.": lambda p: p.sum(dtype=np.uint8) / p.size,
        "your function divides by the number of rows, not by the number of values.": lambda p: p.sum() / len(p),
        "your function divides by the number of columns, not by the number of values.": lambda p: p.sum() / p.shape[1],
        "your function divides by height plus width. How many values does a table of that height and width hold?": lambda p: p.sum() / sum(p.shape),
        "your function divides by one too few. Divide by the number of values.": lambda p: p.sum() / (p.size - 1),
        "your function takes the first row alone. The other rows belong to the photo too.": lambda p: p[0].mean(),
        "your function takes the last row alone. Does your sum start again with every row?": lambda p: p[-1].mean(),
        "your function takes the first column alone. The other columns belong to the photo too.": lambda p: p[:, 0].mean(),
        "your function returns one mean for each column. One number is asked, the mean of all values.": lambda p: p.mean(axis=0),
        "your function returns one mean for each row. One number is asked, the mean of all values.": lambda p: p.mean(axis=1),
        "your function returns a share of 255. Grey values stay between 0 and 255 here.": lambda p: p.mean() / 255,
        "your function cuts the decimals off. Leave them: // and int do that, / does not.": lambda p: p.sum() // p.size,
        "your function rounds to a whole number. Leave the result as it is.": lambda p: round(p.mean()),
        "your function rounds to one decimal. Leave the result as it is.": lambda p: round(p.mean(), 1),
        "your function rounds to two decimals. Leave the result as it is.": lambda p: round(p.mean(), 2),
        "your function counts each grey value once, however often it occurs.": lambda p: np.unique(p).mean(),
        "your function leaves out the black pixels. A value of 0 counts too.": lambda p: p[p > 0].mean(),
    },
    [
        Example((np.array([[0, 10], [20, 50]], dtype=np.uint8),), "the four values add up to 80"),
        Example((np.array([[0, 30, 71]], dtype=np.uint8),), "the mean of a single row of three is a third of 101, with all its decimals"),
        Example((np.array([[250, 250], [250, 250]], dtype=np.uint8),), "all values are the same"),
    ],
    LessonSize("a photo of 112 by 92 pixels", lambda rng: (rng.integers(0, 256, (112, 92), dtype=np.uint8),), 0.5),
    otherwise="Add the values by hand, and divide by how many there are.",
)  # fmt: skip

EXERCISES = {"0.1": MEAN_GREY}
