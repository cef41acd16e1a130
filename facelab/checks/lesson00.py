"""Questions for the exercise of lesson 0."""

import numpy as np

from facelab.checks.examine import Answer, Exercise, compare, number


def mean_grey(photo: np.ndarray) -> float:
    """Return the mean grey value of one photo (height, width), in grey values from 0 to 255."""
    return float(np.mean(photo))


def _ask_mean_grey(answer: Answer, rng: np.random.Generator) -> None:
    tiny, call = np.array([[0, 10], [20, 50]], dtype=np.uint8), "photo = [[0, 10], [20, 50]]"
    got = number(answer(tiny, call=call), "The mean grey value", call)
    compare(got, 20, [
        (50, "your function returns the largest value of the photo. For the mean, all values count: "
             "add them up and divide by how many there are."),
        (80, "your function returns the sum. For [[0, 10], [20, 50]] that is 80; how many values are there?"),
        (15, "your function returns the middle value (the median), 15 for [[0, 10], [20, 50]]. The mean is the sum, "
             "divided by how many values there are."),
        (40, "your function divides by the number of rows, not by the number of values."),
        (5, "your function takes the first row alone: [0, 10]. The other row belongs to the photo too."),
        (20 / 255, "your function returns a share of 255. Grey values stay between 0 and 255 here."),
    ], f"for [[0, 10], [20, 50]] your function gives {got:g}. Add the four values by hand and divide by four.")  # fmt: skip
    photo = rng.integers(0, 256, size=(7, 5), dtype=np.uint8)
    call = "a random photo of 7 by 5 pixels"
    got = number(answer(photo, call=call), "The mean grey value", call)
    compare(got, mean_grey(photo), [
        (20, "your function gives 20 for every photo. It should look at the photo it is given."),
        (photo.sum(dtype=np.uint8) / photo.size, "your sum ran over 255 and began again at 0: the photo's numbers are 8 "
                                                 "bits wide. photo.mean() or photo.astype(float) avoids that."),
        (photo.mean(axis=0)[0], "your function takes the first column alone."),
    ], f"right for [[0, 10], [20, 50]], wrong for {call}: your function gives {got:.2f}, and the mean is "
       f"{mean_grey(photo):.2f}.{answer.outside_data()}")  # fmt: skip


EXERCISES = {"0.1": Exercise(mean_grey, _ask_mean_grey)}
