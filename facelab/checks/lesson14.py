"""Lesson 14: a camera that remembers, chains of sightings, trails, a list of one, and a second sighting."""

from collections.abc import Callable

import numpy as np

from facelab import scenes
from facelab.answers import lesson14 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Array, Places, Several


def _visits(rng: np.random.Generator) -> tuple:
    """Draw visits at halves of a minute, some at the same time, and a table that is not symmetric."""
    n, minutes = int(rng.integers(8, 10)), int(rng.choice([2, 4, 6, 10, 12]))
    minute = rng.integers(0, 6 * minutes, n) / 2
    minute[1:3], minute[3] = minute[0], minute[4] + minutes
    threshold = float(rng.choice([-0.25, 0.125, 0.25, 0.375, 0.625]))
    scores = threshold + rng.choice([-5, -3, -1, 0, 2, 3], (n, n), p=[0.3, 0.25, 0.15, 0.15, 0.1, 0.05]) / 16
    scores[np.diag_indices(n)] = threshold + rng.integers(-1, 8, n) / 16
    return scores, np.sort(minute), minutes, threshold


def _rule(
    recent: Callable = lambda age, minutes: age <= minutes,
    match: Callable = lambda row, threshold: (row >= threshold).any(),
    remembered: Callable = lambda served: served,
    table: Callable = lambda scores: scores,
) -> Callable:
    """Return who is served under another rule.

    recent: of an earlier visit's age. match: of the scores with those remembered. remembered: which earlier visits
    are, from who was served so far. table: the scores that are read.
    """

    def served(scores: np.ndarray, minute: np.ndarray, minutes: float, threshold: float) -> np.ndarray:
        found = np.zeros(len(minute), dtype=bool)
        for visit in range(len(minute)):
            known = recent(minute[visit] - minute[:visit], minutes) & remembered(found[:visit])
            found[visit] = not match(table(scores)[visit, :visit][known], threshold)
        return found

    return served


def _last_alone(served: np.ndarray) -> np.ndarray:
    """Return served with its last True alone."""
    return served & (served[::-1].cumsum()[::-1] == 1)


def _with_itself(scores: np.ndarray, minute: np.ndarray, minutes: float, threshold: float) -> np.ndarray:
    own = scores.diagonal() >= threshold
    served = np.zeros(len(minute), dtype=bool)
    for visit in range(len(minute)):
        known = served[:visit] & (minute[:visit] >= minute[visit] - minutes)
        served[visit] = not ((scores[visit, :visit][known] >= threshold).any() or own[visit])
    return served


def _all_around(scores: np.ndarray, minute: np.ndarray, minutes: float, threshold: float) -> np.ndarray:
    near = (np.abs(minute - minute[:, np.newaxis]) <= minutes) & ~np.eye(len(minute), dtype=bool)
    return ~((scores >= threshold) & near).any(axis=1)


def _by_visits(scores: np.ndarray, minute: np.ndarray, minutes: float, threshold: float) -> np.ndarray:
    return answers.dispense(scores, np.arange(len(minute)), minutes, threshold)


DISPENSE = Exercise(
    answers.dispense,
    _visits,
    Array("The array served"),
    {
        "you compare with every earlier visit. Only those who *were served* are remembered.": _rule(remembered=lambda served: True),
        "your machine never forgets: take only visits of the last `minutes`.": _rule(lambda age, minutes: age > -1),
        "a visit exactly `minutes` ago still counts: minute[i] - minute[j] <= minutes.": _rule(lambda age, minutes: age < minutes),
        "you compare with visits that are *longer* ago than `minutes`. Take the recent ones.": _rule(lambda age, minutes: age >= minutes),
        "a visit in the same minute counts, too, if it came before.": _rule(lambda age, minutes: (age > 0) & (age <= minutes)),
        "you take the last so many visits. `minutes` is a time: compare with `minute`.": _by_visits,
        "you forget after 9 minutes, whatever is asked. Use `minutes`.": _rule(lambda age, minutes: age <= 9),
        "a score equal to the threshold is a match: use >=.": _rule(match=lambda row, t: (row > t).any()),
        "you compare with 0.5. The threshold is given.": _rule(match=lambda row, t: (row >= 0.5).any()),
        "you read column i of `scores`. The face at visit i has row i: scores[i, j].": _rule(table=np.transpose),
        "only the last one who was served decides in your function. All who were served in the time count: a single match is enough.": _rule(remembered=_last_alone),
        "you compare with the visit just before. All who were served in the time count.": _rule(remembered=lambda served: served & (np.arange(len(served)) == len(served) - 1)),
        "only the first one who is remembered decides in your function. Go on to the others: a single match is enough.": _rule(match=lambda row, t: len(row) and row[0] >= t),
        "you refuse only those who match everybody remembered. A single match is enough.": _rule(match=lambda row, t: len(row) and (row >= t).all()),
        "True and False are exchanged: True means that the visit is served.": lambda *given: ~answers.dispense(*given),
        "you look at visits after this one, too. The machine knows only the earlier ones.": _all_around,
        "a face is compared with itself in your function. Take only the visits before it.": _with_itself,
        "nobody is served. Is a face compared with itself? Take only the visits before it.": lambda s, m, minutes, t: np.zeros(len(m), dtype=bool),
        "everybody is served. Is a served visit remembered?": lambda s, m, minutes, t: np.ones(len(m), dtype=bool),
        "you return how many are served. Return True or False for each visit.": lambda *given: answers.dispense(*given).sum(),
        "you return the places of those who are served. Return True or False for each visit.": lambda *given: np.flatnonzero(answers.dispense(*given)),
    },
    [
        Example((np.array([[1.0, 0.25, 0.25], [0.75, 1.0, 0.25], [0.25, 0.75, 1.0]]), np.array([0.0, 1.0, 2.0]), 9, 0.5),
                "visit 1 matches visit 0 and is refused, so visit 2, which matches visit 1 alone, is served"),
        Example((np.array([[1.0, 0.25, 0.25], [0.5, 1.0, 0.25], [0.5, 0.25, 1.0]]), np.array([0.0, 2.0, 2.5]), 2, 0.5),
                "visit 1 comes exactly 2 minutes after visit 0 and scores exactly the threshold, so it is refused; visit 2 comes later and is served"),
        Example((np.array([[1.0, 0.75, 0.75], [0.25, 1.0, 0.75], [0.75, 0.25, 1.0]]), np.array([0.0, 0.0, 0.0]), 3, 0.5),
                "visit 0 is served and visit 1 too, with 0.25 in row 1; visit 2 matches visit 0"),
        Example((np.array([[0.5, -0.25, 0.0], [-0.125, 0.5, 0.0], [-0.5, -0.375, 0.5]]), np.array([0.0, 1.0, 2.0]), 5, -0.25),
                "scores may be negative, and so may the threshold"),
    ],
    LessonSize("1,667 visits", lambda rng: (np.round(rng.normal(0.1, 0.1, (1667, 1667)), 3), np.arange(1667) / 8, 9, 0.4), 3),
    otherwise="Take the visits one by one: look in row i at the earlier visits that were served, not longer than `minutes` ago.",
)  # fmt: skip


def _rates(rng: np.random.Generator) -> tuple:
    """Draw the rates of a few people, and how many sightings there are."""
    return rng.integers(6, 17, rng.integers(3, 7)) / 16, int(rng.choice([2, 3, 5, 8, 12, 20]))


def _two(alike: Callable, own: Callable) -> Callable:
    """Return a mistake made of two numbers: functions of rates and sightings."""
    return lambda rates, k: (alike(rates, k), own(rates, k))


def _alike(rates: np.ndarray, sightings: int) -> float:
    return rates.mean() ** sightings


def _own(rates: np.ndarray, sightings: int) -> float:
    return np.mean(rates**sightings)


CHAIN = Exercise(
    answers.chain,
    _rates,
    Several("alike, own"),
    {
        "the two numbers are exchanged: first if all were alike, then each their own.": _two(_own, _alike),
        "both of your numbers take the mean first. For the second one raise each rate to the power, then take the mean.": _two(_alike, _alike),
        "both of your numbers raise each rate first. For the first one take the mean, then the power.": _two(_own, _own),
        "your second number multiplies the rates of different people. Each person has a chain of their own: rates ** sightings.": _two(_alike, lambda r, k: r.prod()),
        "your second number is a sum over people. Take the mean.": _two(_alike, lambda r, k: np.sum(r**k)),
        "your second number is still an array, one number for each person. Take the mean of it.": _two(_alike, lambda r, k: r**k),
        "a chain multiplies: rate ** sightings, not rate * sightings.": _two(lambda r, k: r.mean() * k, lambda r, k: np.mean(r * k)),
        "base and exponent are exchanged: rate ** sightings.": _two(lambda r, k: k ** r.mean(), lambda r, k: np.mean(float(k) ** r)),
        "you return the share of chains with a gap. Return the share of whole chains.": _two(lambda r, k: 1 - _alike(r, k), lambda r, k: 1 - _own(r, k)),
        "you count the chains in which nothing is recognised. The rates are those of recognised sightings.": _two(lambda r, k: (1 - r.mean()) ** k, lambda r, k: np.mean((1 - r) ** k)),
        "you take the median. Take the mean.": _two(lambda r, k: np.median(r) ** k, lambda r, k: np.median(r**k)),
        "your first number takes the median. Take the mean.": _two(lambda r, k: np.median(r) ** k, _own),
        "your second number takes the median. Take the mean.": _two(_alike, lambda r, k: np.median(r**k)),
        "your second number is that of the weakest person alone. Take the mean over people.": _two(_alike, lambda r, k: np.min(r**k)),
        "your first number takes the sum of the rates. Take their mean, then the power.": _two(lambda r, k: r.sum() ** k, _own),
        "your chains are one sighting too short: rate ** sightings.": _two(lambda r, k: _alike(r, k - 1), lambda r, k: _own(r, k - 1)),
        "your chains are one sighting too long: rate ** sightings.": _two(lambda r, k: _alike(r, k + 1), lambda r, k: _own(r, k + 1)),
        "you take twenty sightings, whatever is asked. Use sightings.": _two(lambda r, k: _alike(r, 20), lambda r, k: _own(r, 20)),
        "you take the number of people for that of the sightings.": _two(lambda r, k: _alike(r, len(r)), lambda r, k: _own(r, len(r))),
        "you return the mean rate first. Raise it to the power of the sightings.": _two(lambda r, k: r.mean(), _own),
    },
    [
        Example((np.array([1.0, 0.5]), 2), "the mean rate is 0.75, and its square 0.5625; the squares are 1 and 0.25, and their mean 0.625"),
        Example((np.array([1.0, 0.0, 1.0, 1.0]), 3), "three of four people are always recognised and one never"),
        Example((np.array([0.5, 0.25]), 1), "with one sighting both numbers are the mean rate"),
        Example((np.array([0.75]), 2), "one person alone is like the mean"),
    ],
    LessonSize("63,200 rates, a tenth of what the lesson goes through", lambda rng: (1 - rng.integers(0, 20, 63_200) / 45, 20), 0.5),
    otherwise="The first number takes the mean before the power, the second one after it.",
)  # fmt: skip


def _trail(rng: np.random.Generator) -> tuple | None:
    """Draw tables in which the trail is lost at some step, and could be taken up again later."""
    n, steps, held = int(rng.integers(4, 6)), int(rng.integers(6, 9)), int(rng.integers(2, 5))
    tables = [rng.permutation(np.arange(-20, 44))[: n * n].reshape(n, n) / 64 for _ in range(steps)]
    start = int(rng.integers(n))
    path = [start, *scenes.follow(tables, start, -np.inf)]
    along = [float(table[a, b]) for table, a, b in zip(tables, path, path[1:], strict=False)]
    threshold = min(along[:held])  # equal to the score of one step: it still continues the trail
    turned = scenes.follow([table.T for table in tables], start, threshold)  # not empty, as many a mistake's trail is
    return (tables, start, threshold) if turned and along[held] < threshold and path[1] != start else None


Tables = list[np.ndarray]


def _steps(tables: Tables, start: int, threshold: float, lost: Callable) -> list:
    """Follow a trail; lost: what is written down, and whether one goes on, at a step without a match."""
    places, here = [], start
    for table in tables:
        best = int(np.argmax(table[here]))
        if table[here, best] < threshold:
            more, on = lost(here, best)
            places += more
            if not on:
                break
        else:
            places.append(best)
            here = best
    return places


def _when_lost(lost: Callable) -> Callable:
    return lambda tables, start, threshold: _steps(tables, start, threshold, lost)


def _always(step: Callable) -> Callable:
    """Return a mistake that looks for the best place otherwise: a function of the table, the start and the place."""

    def follow(tables: Tables, start: int, threshold: float) -> list:
        places, here = [], start
        for table in tables:
            row, best = step(table, start, here)
            if row[best] < threshold:
                break
            places.append(int(best))
            here = int(best)
        return places

    return follow


def _of_row(row: np.ndarray) -> tuple[np.ndarray, int]:
    return row, row.argmax()


def _of_whole_table(table: np.ndarray) -> tuple[np.ndarray, int]:
    return table.max(axis=0), table.max(axis=0).argmax()


def _first_reaching(tables: Tables, start: int, threshold: float) -> list:
    places, here = [], start
    for table in tables:
        if not (table[here] >= threshold).any():
            break
        here = int((table[here] >= threshold).argmax())
        places.append(here)
    return places


def _changed(change: Callable) -> Callable:
    """Return a mistake that does something to the right trail: a function of it and of the arguments."""
    return lambda *given: change(scenes.follow(*given), *given)


def _scores_along(trail: list, tables: Tables, start: int, _: float) -> list:
    return [float(table[a, b]) for table, a, b in zip(tables, [start, *trail], trail, strict=False)]


def _above(tables: Tables, start: int, threshold: float) -> list:
    return scenes.follow(tables, start, np.nextafter(threshold, 2))


def _none_in_trail(result: object, *_: object) -> str | None:
    if isinstance(result, list | tuple | np.ndarray) and any(one is None for one in result):
        return "your list holds None. After the trail is lost it has no place: the list ends with the last one."
    return None


FOLLOW = Exercise(
    scenes.follow,
    _trail,
    Places("The trail"),
    {
        "the trail goes on below the threshold, and your list begins with the start. Leave out the start, and stop.":
            lambda tables, start, t: [start, *scenes.follow(tables, start, -np.inf)],
        "the trail goes on although the best score of a step is below the threshold.": lambda tables, start, t: scenes.follow(tables, start, -np.inf),
        "the trail is lost where the best score of a step is below the threshold, and yours is taken up again afterwards. It ends there: leave the loop (break).":
            _when_lost(lambda here, best: ([], True)),
        "where the best score of a step is below the threshold, your trail stays at the old place and goes on. It ends there: leave the loop (break).":
            _when_lost(lambda here, best: ([here], True)),
        "the place of the lost step is in your list, too. Compare with the threshold first, then append.": _when_lost(lambda here, best: ([best], False)),
        "where the trail is lost you write down the old place once more. The list ends with the last place that was reached.": _when_lost(lambda here, best: ([here], False)),
        "your list is filled up with -1. After the trail is lost it has no place: the list ends with the last one.":
            _changed(lambda trail, tables, *_: trail + [-1] * (len(tables) - len(trail))),
        "your list is filled up with 0. After the trail is lost it has no place: the list ends with the last one.":
            _changed(lambda trail, tables, *_: trail + [0] * (len(tables) - len(trail))),
        "your list begins with the start. Return the places at the *following* cameras.": _changed(lambda trail, tables, start, t: [start, *trail]),
        "the last place is missing, and your list begins with the start. Append the new place, not the old one.":
            _changed(lambda trail, tables, start, t: [start, *trail[:-1]]),
        "you look for the first photo at every camera. Follow by the photo before: the row of the new `here`.":
            _always(lambda table, start, here: _of_row(table[start])),
        "rows and columns are exchanged: the row is this camera, the column the next one.": _always(lambda table, start, here: _of_row(table[:, here])),
        "you look for the best score of the whole table. Look in the row `here` alone.": _always(lambda table, start, here: _of_whole_table(table)),
        "you take the first place that reaches the threshold. Take the one with the highest score.": _first_reaching,
        "your list is always empty. Append each new place to it, before the next table.": lambda *given: [],
        "a score equal to the threshold continues the trail: stop only if it is below.": _above,
        "you return the scores. Return the places.": _changed(_scores_along),
        "only the first step is in your list. Does return stand inside the loop?": _changed(lambda trail, *_: trail[:1]),
        "you return the last place alone. Return the list of all places.": _changed(lambda trail, *_: trail[-1]),
        "you return how long the trail is. Return the list of its places.": _changed(lambda trail, *_: len(trail)),
        "your places begin at 1. The first row and the first column have the place 0.": _changed(lambda trail, *_: [place + 1 for place in trail]),
    },
    [
        Example(([np.array([[0.25, 0.75], [0.5, 0.25]]), np.array([[0.25, 0.5], [0.75, 0.5]])], 0, 0.5), "row 0 of the first table leads to place 1, row 1 of the second table back to place 0"),
        Example(([np.array([[0.25, 0.125], [0.75, 0.25]]), np.array([[0.75, 0.25], [0.25, 0.5]])], 0, 0.5), "the first step is lost already, and the list is empty"),
        Example(([np.array([[-0.5, -0.25], [-0.75, -0.5]]), np.array([[0.0, -0.5], [-0.75, -0.375]])], 1, -0.5), "scores may be negative, and so may the threshold"),
        Example(([np.array([[-0.5, 0.25], [-0.75, -0.5]]), np.array([[0.0, -0.5], [-0.75, -0.375]])], 0, 0), "the threshold is 0, which is a threshold like any other"),
        Example(([np.array([[0.25, 0.5], [0.75, 0.25]]), np.array([[0.25, 0.75], [0.5, 0.25]])], 1, -np.inf), "without a line, threshold = -np.inf, the trail never ends"),
        Example(([np.array([[0.25, 0.75], [0.5, 0.25]])] * 9, 0, 0.5), "the trail holds through all tables, from place to place and back"),
    ],
    LessonSize("eight tables of 20 by 20", lambda rng: (list(rng.normal(size=(8, 20, 20))), 3, 0.5), 1),
    otherwise="In each table look at the row `here`: its best column is the new `here`, or the end if that score is below the threshold.",
    recognise=_none_in_trail,
)  # fmt: skip


def _passers(rng: np.random.Generator) -> tuple | None:
    """Draw a table that is not symmetric, with ties, and a line of either sign that some cells equal."""
    n, threshold = int(rng.integers(3, 6)), float(rng.choice([-0.25, -0.125, 0.125, 0.25, 0.625]))
    scores = threshold + rng.integers(-3, 3, (n, n)) / 8
    scores[np.diag_indices(n)] += rng.integers(0, 3, n) / 8
    passers = int(rng.choice([50, 130, 200, 700, 1000]))
    return (scores, threshold, passers) if scenes.others_a_day(scores, threshold, passers).any() else None


def _counted(count: Callable, share: Callable = lambda n: n - 1) -> Callable:
    """Return a mistake: passers times another count, divided by another number of people."""
    return lambda s, t, passers: passers * count(s, t) / share(len(s))


def _others(scores: np.ndarray, threshold: float) -> np.ndarray:
    return _without_diagonal(scores >= threshold).sum(axis=0)


def _without_diagonal(matches: np.ndarray) -> np.ndarray:
    return matches & ~np.eye(len(matches), dtype=bool)


def _diagonal_of(scores: np.ndarray, value: float) -> np.ndarray:
    return np.where(np.eye(len(scores), dtype=bool), value, scores)


OTHERS_A_DAY = Exercise(
    scenes.others_a_day,
    _passers,
    Array("The array of others a day"),
    {
        "the person's own photo counts in your share. Leave out the diagonal, above and below.": _counted(lambda s, t: (s >= t).sum(axis=0), lambda n: n),
        "the person's own photo counts as another. Set the diagonal to False first.": _counted(lambda s, t: (s >= t).sum(axis=0)),
        "you take away 1 for the person's own photo, but it does not always match. Set the diagonal to False first.": _counted(lambda s, t: (s >= t).sum(axis=0) - 1),
        "you set the scores of the diagonal to 0, and with a line below 0 they match. Set the diagonal of the *matches* to False.":
            _counted(lambda s, t: (_diagonal_of(s, 0) >= t).sum(axis=0)),
        "divide by the number of *others*: one fewer than there are people.": _counted(_others, lambda n: n),
        "you divide by the number of all cells. Each person has their own column: divide by one fewer than there are people.": _counted(_others, lambda n: n * (n - 1)),
        "you count rows. The person on the list is the column: axis=0.": _counted(lambda s, t: _without_diagonal(s >= t).sum(axis=1)),
        "you count the people of the table. Bring the share to the passers of a day.": lambda s, t, passers: _others(s, t),
        "you return shares. Multiply by the passers of a day.": lambda s, t, passers: _others(s, t) / (len(s) - 1),
        "a score equal to the threshold raises the alarm too: use >=.": _counted(lambda s, t: _without_diagonal(s > t).sum(axis=0)),
        "you count those who do *not* match.": _counted(lambda s, t: _without_diagonal(s < t).sum(axis=0)),
        "you multiply the count by the passers. Take the share of the others first.": _counted(_others, lambda n: 1),
        "you take only the cells above the diagonal. Those below it are other comparisons, and count as well.": _counted(lambda s, t: np.triu(s >= t, 1).sum(axis=0)),
        "you return one number. Each person on a list has their own: sum each column, axis=0.": lambda s, t, passers: passers * _others(s, t).sum() / (len(s) * (len(s) - 1)),
        "you return how many alarms there are in all. Each person on a list has their own number: sum each column, axis=0.": lambda s, t, passers: passers * _others(s, t).sum() / (len(s) - 1),
        "you round to whole people. Leave the number as it is.": lambda *given: np.round(scenes.others_a_day(*given)),
        "you cut off what stands behind the point. Leave the number as it is.": lambda *given: np.floor(scenes.others_a_day(*given)),
        "you compare with 0.5. The threshold is given.": lambda s, t, passers: scenes.others_a_day(s, 0.5, passers),
        "you take 10,000 passers, whatever is asked. Use passers.": lambda s, t, passers: scenes.others_a_day(s, t, 10_000),
    },
    [
        Example((np.array([[0.75, 0.5, 0.25], [0.5, 0.25, 0.75], [0.125, 0.5, 0.875]]), 0.5, 100),
                "in column 0 one of the two others reaches 0.5, in column 1 both do, in column 2 one does"),
        Example((np.array([[0.5, -0.25, 0.25], [-0.75, -0.125, -0.5], [0.0, -0.25, 0.5]]), 0, 10), "the threshold is 0, which is a threshold like any other"),
        Example((np.array([[-0.5, -0.25], [-0.75, -0.125]]), -0.5, 10), "scores may be negative, and so may the threshold"),
        Example((np.array([[0.25, 0.75], [0.5, 0.25]]), 0.5, 300), "nobody matches their own photo here, and everybody the other one's"),
    ],
    LessonSize("1,680 people", lambda rng: (rng.integers(-300, 600, (1680, 1680), dtype=np.int16) / 1000, 0.4, 10_000), 2.5),
    otherwise="For each column: how many of the others reach the threshold, divided by the number of others, times passers.",
)  # fmt: skip


def _matches(rng: np.random.Generator) -> tuple | None:
    n = int(rng.integers(4, 7))
    alike = rng.random((n, n)) < 0.3
    matches = (rng.random((n, n)) < 0.25) | alike | alike.T
    matches[np.diag_indices(n)] = rng.random(n) < 0.8
    rate, real = answers.two_sightings(matches)
    return (matches,) if 0 < real < np.sqrt(rate) < 1 else None


def _cells(promised: Callable, real: Callable) -> Callable:
    """Return a mistake made of two numbers: functions of the matches and of the cells off the diagonal."""
    return lambda m: (promised(m, ~np.eye(len(m), dtype=bool)), real(m, ~np.eye(len(m), dtype=bool)))


def _promised(matches: np.ndarray, apart: np.ndarray) -> float:
    return matches[apart].mean() ** 2


def _real(matches: np.ndarray, apart: np.ndarray) -> float:
    return (matches & matches.T)[apart].mean()


TWO_SIGHTINGS = Exercise(
    answers.two_sightings,
    _matches,
    Several("promised, real"),
    {
        "the two numbers are exchanged: what is promised comes first.": _cells(_real, _promised),
        "the diagonal counts in both of your numbers. It holds people compared with themselves.": _cells(lambda m, a: m.mean() ** 2, lambda m, a: (m & m.T).mean()),
        "the diagonal counts in your second number.": _cells(_promised, lambda m, a: (m & m.T).mean()),
        "the diagonal counts in your first number.": _cells(lambda m, a: m.mean() ** 2, _real),
        "the diagonal is left out of what you count, but not out of what you divide by. Divide by the number of cells off the diagonal.":
            _cells(lambda m, a: (m & a).mean() ** 2, lambda m, a: (m & m.T & a).mean()),
        "your second number is divided by all cells. Divide by the number of cells off the diagonal.": _cells(_promised, lambda m, a: (m & m.T & a).mean()),
        "your first share is divided by all cells. Divide by the number of cells off the diagonal.": _cells(lambda m, a: (m & a).mean() ** 2, _real),
        "the colleague promises p * p: square the share.": _cells(lambda m, a: m[a].mean(), _real),
        "your second number counts pairs that match once. Both sightings must match: use &.": _cells(_promised, lambda m, a: (m | m.T)[a].mean()),
        "your second number counts pairs that agree, also those in which neither matches. Both must match: use &.": _cells(_promised, lambda m, a: (m == m.T)[a].mean()),
        "your second number is a share of the pairs that matched once. Divide by all cells off the diagonal.": _cells(_promised, lambda m, a: (m & m.T)[a].sum() / m[a].sum()),
        "your second number is half of what it should be: both cells of a pair count, (i, j) and (j, i).": _cells(_promised, lambda m, a: _real(m, a) / 2),
        "your second number compares the table with itself. The cells (j, i) are in matches.T.": _cells(_promised, lambda m, a: m[a].mean()),
        "your second number is a count. Return the share.": _cells(_promised, lambda m, a: (m & m.T)[a].sum()),
        "you square the count. Square the share.": _cells(lambda m, a: m[a].sum() ** 2, _real),
        "twice in a row is p times p, not p plus p.": _cells(lambda m, a: 2 * m[a].mean(), _real),
        "both of your numbers are the square. Count the second one: matches & matches.T.": _cells(_promised, _promised),
        "both of your numbers are counted. The first is a promise: the square of the share.": _cells(_real, _real),
        "your first number looks only at the cells above the diagonal. Those below it are other comparisons, and count as well.":
            _cells(lambda m, a: m[np.triu(a)].mean() ** 2, _real),
        "your first number is the square of the second. Square the share of all matching cells off the diagonal.": _cells(lambda m, a: _real(m, a) ** 2, _real),
        "your second number is squared as well. It is counted: the share of cells where both match.": _cells(_promised, lambda m, a: _real(m, a) ** 2),
    },
    [
        Example((np.array([[True, True, False], [True, False, True], [False, False, True]]),), "three of six cells off the diagonal match; two of the six match together with the cell across"),
        Example((np.array([[False, True], [True, False]]),), "every cell off the diagonal matches, and the diagonal is left out"),
        Example((np.array([[True, True, True], [False, True, False], [False, False, True]]),), "no pair matches both times, so the second number is 0"),
    ],
    LessonSize("1,680 people", lambda rng: (rng.random((1680, 1680)) < 0.01,), 2.5),
    otherwise="Take the cells off the diagonal. The promise squares their share; the second number is counted: how many match together with the cell across.",
)  # fmt: skip

EXERCISES = {
    "14.1": DISPENSE,
    "14.2": CHAIN,
    "14.3": FOLLOW,
    "14.4": OTHERS_A_DAY,
    "14.P": TWO_SIGHTINGS,
}
