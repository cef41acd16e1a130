"""Questions for the exercises of lesson 1."""

import numpy as np

from facelab import matching
from facelab.checks.examine import Answer, Exercise, Wrong, all_differ, array, compare, number

PERCENT = "your rate is 100 times too large: rates lie between 0 and 1 here."


def _ask_flatten(answer: Answer, rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, size=(3, 4, 5), dtype=np.uint8)
    call = "3 images of 4 by 5 pixels"
    result = answer(images, call=call)
    right = matching.flatten(images)
    got = np.asarray(result)
    if got.shape == (60,):
        raise Wrong("your function strings all photos together: 3 images of 4 by 5 pixels became one row of 60. "
                    "Keep one row for each photo: 3 rows of 20.")  # fmt: skip
    if got.shape == (20, 3):
        raise Wrong("your table lies on its side: one photo should be one row, and yours is one column.")
    if got.shape == (3, 4, 5):
        raise Wrong("your function returns the photos in the shape they came in. Each photo should become one row.")
    values = array(got, (3, 20), "The table", call)
    compare(values, right, [
        (images.transpose(0, 2, 1).reshape(3, -1), "your rows run down the columns of the photo; run along its rows, "
                                                   "from the top left, as reshape does on its own."),
        (right / 255, "your values are divided by 255. Leave the grey values between 0 and 255."),
        (images.reshape(20, 3).T, "the rows have the right length, but each mixes pixels of several photos. Try your line on "
                                  "np.arange(12).reshape(2, 2, 3): the first row should be 0 to 5."),
    ], "your table has the right shape, but other numbers than the photos. Try your line on np.arange(12).reshape(2, 2, 3): "
       "the first row should be 0 to 5.")  # fmt: skip
    if not np.issubdtype(got.dtype, np.floating):
        raise Wrong(f"the table is right but still holds {got.dtype} numbers, and those cannot go below zero: "
                    "np.uint8(10) - np.uint8(12) is 254. Turn it into decimal numbers with .astype(float).")  # fmt: skip


def _ask_restore(answer: Answer, rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, size=(3, 4, 5)).astype(float)
    call = "3 rows of 20 numbers and shape = (4, 5)"
    result = answer(matching.flatten(images), (4, 5), call=call)
    if np.shape(result) == (3, 112, 92) or np.shape(result) == (3, 5, 4):
        raise Wrong("the second argument, shape, says (height, width): use it, in that order.")
    got = array(result, (3, 4, 5), "The stack of photos", call)
    compare(got, images, [
        (matching.flatten(images).T.reshape(3, 4, 5), "the shape is right, but every photo mixes pixels of several."),
        (matching.flatten(images).reshape(3, 5, 4).transpose(0, 2, 1), "your photos lie on their side: rows first, then columns."),
    ], "the shape is right, but the photos are not those that went in. flatten(restore(points, shape)) should give the "
       "points back.")  # fmt: skip


def _ask_distances(answer: Answer, rng: np.random.Generator) -> None:
    a, b, call = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 4.0], [0.0, 0.0], [6.0, 8.0]]), "a = [[0, 0], [3, 4]], b = [[3, 4], [0, 0], [6, 8]]"  # fmt: skip
    result = answer(a, b, call=call)
    if np.shape(result) == (3, 2):
        raise Wrong("your table lies on its side: one row for each point of a, one column for each point of b.")
    got = array(result, (2, 3), "The table of distances", call)
    right = np.array([[5.0, 0.0, 10.0], [0.0, 5.0, 5.0]])
    compare(got, right, [
        (right**2, "your distances are squared: from (0, 0) to (3, 4) it is 5, and yours is 25. A root is missing."),
        (np.abs(a[:, None] - b[None]).sum(2), "you add the differences themselves; from (0, 0) to (3, 4) that makes 7. "
                                              "Square them first, then take the root of the sum: 5."),
        (right / np.sqrt(2), "you take the mean of the squares where the sum is meant: from (0, 0) to (3, 4) it is 5."),
        (np.abs(a[:, None] - b[None]).max(2), "you keep only the largest difference; all coordinates count."),
        (-right, "your distances are negative. A distance is never below 0."),
    ], f"from (0, 0) to (3, 4) the distance is 5; the first row of your table is {np.round(got[0], 2).tolist()}.")  # fmt: skip
    a, b = rng.normal(size=(6, 9)) * 50, rng.normal(size=(4, 9)) * 50
    call = "6 and 4 random points with 9 numbers each"
    got = array(answer(a, b, call=call), (6, 4), "The table of distances", call)
    compare(
        got,
        matching.distances(a, b),
        [],
        "right for the small example, wrong for " + call + "." + answer.outside_data(),
    )
    # Far from zero, so that rounding is sure to push some squares below it.
    same = rng.normal(size=(40, 300)) * 100 + 10_000
    call = "the same 40 points twice"
    got = array(answer(same, same, call=call), (40, 40), "The table of distances", call)
    compare(got, matching.distances(same, same), [], "the distance of a point to itself should be 0; yours is "
            f"{np.abs(np.diag(got)).max():.3g}.", tolerance=1e-4)  # fmt: skip
    call = "60 and 70 points with 400 numbers each"
    if answer.peak_megabytes(rng.normal(size=(60, 400)), rng.normal(size=(70, 400)), call=call) > 6:
        raise Wrong("your distances are right, but on the way your function holds every difference of every pair at once: "
                    "for 200 and 200 photos that is 3.3 gigabytes. Take one row of a at a time, or use the hint.")  # fmt: skip


def _people_as_points(rng: np.random.Generator, spread: float) -> tuple[np.ndarray, ...]:
    """Return 7 people's 21 enrolled points and 17 probes, in a random order, with their people."""
    centre = rng.normal(size=(7, 3)) * 10
    enrolled_person, probe_person = np.repeat(np.arange(7), 3), np.concatenate([np.arange(7), rng.integers(0, 7, 10)])
    enrolled_person, probe_person = rng.permutation(enrolled_person) + 11, rng.permutation(probe_person) + 11
    enrolled = centre[enrolled_person - 11] + rng.normal(size=(21, 3)) * spread
    return enrolled, enrolled_person, centre[probe_person - 11] + rng.normal(size=(17, 3)) * spread, probe_person


def _ask_rank1_rate(answer: Answer, rng: np.random.Generator) -> None:
    enrolled, people = np.array([[0.0], [10.0], [20.0]]), np.array([3, 1, 2])
    probe, probe_people = np.array([[1.0], [11.0], [12.0], [19.0]]), np.array([3, 1, 2, 2])
    call = "people 3, 1 and 2 enrolled at 0, 10 and 20, probes at 1, 11, 12 and 19 of people 3, 1, 2 and 2"
    result = answer(enrolled, people, probe, probe_people, call=call)
    if np.shape(result) == (4,):
        raise Wrong(
            "your function returns one entry for each probe. One number is asked: the share of probes named correctly."
        )
    got = number(result, "The rank-1 rate", call)
    compare(got, 0.75, [
        (3, "you return how many probes are named correctly, 3 of 4. Divide by the number of probes."),
        (75, PERCENT),
        (0.25, "you return the share that is named wrongly. Asked is the share that is right."),
        (0.0, "your function names every probe of the example wrongly. argmin finds the smallest entry, argmax the largest; "
              "axis=1 runs along a row."),
        (1.0, "your function calls all four probes right, but the one at 12 belongs to person 2 and lies nearest to person 1."),
        (2 / 4, "your function is right for two of the four probes of the example. The row number of the nearest enrolled "
                "point is not yet a person: look it up in enrolled_person."),
    ], f"in the example three of four probes lie nearest to their own person; your function gives {got:g}. "
       f"(The example: {call}.)")  # fmt: skip
    while True:
        data = _people_as_points(rng, spread=8)
        enrolled, people, probe, probe_people = data
        right = matching.rank1_rate(*data)
        index = matching.distances(probe, enrolled).argmin(axis=1)
        as_row = float(np.mean(index == probe_people))
        backwards = float(np.mean(probe_people[matching.distances(enrolled, probe).argmin(axis=1)] == people))
        if all_differ([right, as_row, backwards, 0.75, 1.0, right * 17 / 21]):
            break
    call = "21 enrolled points and 17 probes of 7 people, in mixed order"
    got = number(answer(*data, call=call), "The rank-1 rate", call)
    compare(got, right, [
        (as_row, "you compare the row number of the nearest enrolled point with the person. Look the person up: "
                 "enrolled_person[row number]."),
        (backwards, "you look for the nearest probe of each enrolled point. Asked is the nearest enrolled point of each probe."),
        (0.75, "your function gives 0.75 for every input. It should count."),
        (right * 17 / 21, "you divide by the number of enrolled points; divide by the number of probes."),
    ], f"right for the small example, wrong for {call}: {round(right * 17)} of 17 probes are named correctly, and your function "
       f"gives {got:.3f}.{answer.outside_data()}")  # fmt: skip


def _blurred_photos(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Return small smooth pictures of 8 people, 2 enrolled and 3 probes each, that shifts confuse little by little."""

    def smooth(noise: np.ndarray) -> np.ndarray:
        for axis in (1, 2):
            noise = noise + np.roll(noise, 1, axis) + np.roll(noise, -1, axis)
        return noise

    people = smooth(rng.normal(size=(8, 6, 14)))
    enrolled_person, probe_person = np.repeat(np.arange(8), 2), rng.permutation(np.repeat(np.arange(8), 3))
    enrolled = people[enrolled_person] + rng.normal(size=(16, 6, 14)) * 1.5
    probe = people[probe_person] + rng.normal(size=(24, 6, 14)) * 1.5
    return enrolled, enrolled_person, probe, probe_person


def _ask_shift_curve(answer: Answer, rng: np.random.Generator) -> None:
    steps = [0, 1, 3, 2]
    while True:
        data = _blurred_photos(rng)
        right = matching.shift_curve(*data, steps)

        def curve(axis: int, sign: int, shifts: list[int], both: bool, data: tuple = data) -> np.ndarray:
            enrolled, people, probe, probe_people = data
            return np.array([
                matching.rank1_rate(
                    matching.flatten(np.roll(enrolled, sign * s, axis) if both else enrolled), people,
                    matching.flatten(np.roll(probe, sign * s, axis)), probe_people,
                ) for s in shifts
            ])  # fmt: skip

        rows, left = curve(1, 1, steps, False), curve(2, -1, steps, False)
        flat, running = curve(2, 1, steps, True), curve(2, 1, list(np.cumsum(steps)), False)
        photos, in_order = curve(0, 1, steps, False), curve(2, 1, sorted(steps), False)
        if all_differ([right, 1 - right, rows, left, flat, running, photos, in_order]):
            break
    call = "24 small photos and pixels=[0, 1, 3, 2]"
    result = answer(*data, steps, call=call)
    if np.size(result) == 1:
        raise Wrong(
            "your function returns one number. One rate for each entry of pixels is asked: is return inside the loop?"
        )
    got = array(result, (4,), "The curve", call)
    compare(got, right, [
        (rows, f"at a shift of 0 your curve is right; at 3 it gives {got[2]:.2f} where {right[2]:.2f} is expected. Did the photos "
               "move up or down instead of sideways? Try np.roll on np.array([[1, 2], [3, 4]]) with each axis."),
        (left, "the photos moved to the left; they should move to the right. np.roll([1, 2, 3], 1) shows which way it turns."),
        (flat, "your curve stays flat: every shift gives the rate without a shift. If the enrolled photos move too, nothing has changed "
               "between them. And np.roll returns a new array; it leaves the old one as it was."),
        (running, "each shift starts from the photos that the last one moved. Start from the original photos every time."),
        (photos, "you moved whole photos to other people's places: axis 0 counts the photos. The columns are axis 2."),
        (100 * right, "your values are 100 times too large: rates lie between 0 and 1 here."),
        (1 - right, "you return the share named wrongly. Asked is the rank-1 rate."),
        (in_order, "the rates are right but in another order: keep the order of pixels."),
    ], f"for pixels=[0, 1, 3, 2] your curve is {np.round(got, 2).tolist()}; at a shift of 0 it should be the rank-1 rate of the "
       f"photos as they are, {right[0]:.2f}.{answer.outside_data()}")  # fmt: skip
    other = array(answer(*data, [2], call="pixels=[2]"), (1,), "The curve", "pixels=[2]")
    compare(other, right[3:], [], "right for four shifts, wrong for pixels=[2] alone.")


def _ask_leave_one_out(answer: Answer, rng: np.random.Generator) -> None:
    points, person = np.array([[0.0], [1.0], [5.0], [7.5], [8.0]]), np.array([1, 1, 2, 3, 2])
    call = "people 1, 1, 2, 3 and 2 at 0, 1, 5, 7.5 and 8"
    got = number(answer(points, person, call=call), "The rate", call)
    compare(got, 0.4, [
        (1.0, "your rate is 1: every photo still finds itself. Keep the photo that is asked about out of the photos it is "
              "compared with. On the diagonal of the table of distances each photo meets itself."),
        (40.0, PERCENT),
        (2.0, "you return how many are right, 2 of 5. Divide by the number of photos."),
        (0.6, "you return the share that is wrong."),
        (0.0, "your rate is 0. Only the photo itself must be left out, not every photo of the same person."),
    ], f"in the example 2 of 5 points lie nearest to another point of their own person; your function gives {got:g}. "
       f"(The example: {call}.)")  # fmt: skip
    while True:
        enrolled, people, probe, probe_people = _people_as_points(rng, spread=5)
        points, person = np.vstack([enrolled, probe]), np.concatenate([people, probe_people])
        right = matching.leave_one_out_rate(points, person)
        if all_differ([right, 0.4, 1.0, 0.0]):
            break
    call = "38 points of 7 people, in mixed order"
    got = number(answer(points, person, call=call), "The rate", call)
    compare(got, right, [
        (0.4, "your function gives 0.4 for every input. It should count."),
        (1.0, "every photo still finds itself."),
    ], f"right for the small example, wrong for {call}: {round(right * 38)} of 38 is right, and your function gives "
       f"{got:.3f}.{answer.outside_data()}")  # fmt: skip


EXERCISES = {
    "1.1a": Exercise(matching.flatten, _ask_flatten),
    "1.1b": Exercise(matching.restore, _ask_restore),
    "1.2": Exercise(matching.distances, _ask_distances),
    "1.3": Exercise(matching.rank1_rate, _ask_rank1_rate),
    "1.4": Exercise(matching.shift_curve, _ask_shift_curve),
    "1.P": Exercise(matching.leave_one_out_rate, _ask_leave_one_out),
}
