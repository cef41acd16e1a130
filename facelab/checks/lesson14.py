"""Questions for the exercises of lesson 14."""

import numpy as np

from facelab import scenes
from facelab.checks.examine import Answer, Exercise, Question, Wrong, array, compare, number, pair, told_apart


def _serve(
    scores: np.ndarray,
    minute: np.ndarray,
    minutes: float,
    threshold: float,
    all_visits: bool = False,
    forgets: str = "after",
    beats: str = "at least",
) -> np.ndarray:
    """Return who is served under a rule with a typical mistake."""
    served = np.zeros(len(minute), dtype=bool)
    for visit in range(len(minute)):
        age = minute[visit] - minute[:visit]
        recent = {"after": age <= minutes, "at": age < minutes, "never": age > -1, "first": age >= minutes}[forgets]
        recent = recent & (served[:visit] | all_visits)
        row = scores[visit, :visit][recent]
        served[visit] = not ((row >= threshold) if beats == "at least" else (row > threshold)).any()
    return served


def _ask_dispense(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        n, minutes, threshold = 16, int(rng.integers(4, 8)), 0.5
        minute = np.sort(rng.integers(0, 22, n)).astype(float)
        scores = np.round(rng.choice([0.1, 0.3, 0.5, 0.8], size=(n, n), p=[0.4, 0.35, 0.15, 0.1]), 1)
        scores = np.triu(scores, 1) + np.triu(scores, 1).T + np.eye(n)
        given = scores, minute, minutes, threshold
        later = np.array(
            [
                not (np.delete(scores[i], i)[np.delete(np.abs(minute - minute[i]) <= minutes, i)] >= threshold).any()
                for i in range(n)
            ]
        )
        typical = [
            (_serve(*given, all_visits=True), "you compare with every earlier visit. Only those who *were served* are remembered."),
            (_serve(*given, forgets="never"), "your machine never forgets: take only visits of the last `minutes`."),
            (_serve(*given, forgets="at"), "a visit exactly `minutes` ago still counts: minute[i] - minute[j] <= minutes."),
            (_serve(*given, forgets="first"), "you compare with visits that are *longer* ago than `minutes`. Take the recent ones."),
            (_serve(*given, beats="above"), "a score equal to the threshold is a match: use >=."),
            (~_serve(*given), "True and False are exchanged: True means that the visit is served."),
            (later, "you look at visits after this one, too. The machine knows only the earlier ones."),
            (np.zeros(n, dtype=bool), "nobody is served. Is a face compared with itself? Take only the visits before it."),
            (np.ones(n, dtype=bool), "everybody is served. Is a served visit remembered?"),
        ]  # fmt: skip
        return Question(given, _serve(*given).astype(float), [(np.asarray(v, float), text) for v, text in typical])

    question = told_apart(draw)
    scores, minute, minutes, threshold = question.arguments
    call = f"{len(minute)} visits at the minutes {minute.astype(int).tolist()}, minutes = {minutes} and threshold = {threshold}"
    got = array(answer(*question.arguments, call=call), minute.shape, "The answer", call)
    wrong = np.flatnonzero(got != question.right)
    if len(wrong):
        first = wrong[0]
        earlier = ", ".join(
            f"visit {j} (minute {minute[j]:.0f}, {'served' if question.right[j] else 'not served'}, score {scores[first, j]})"
            for j in range(first)
            if minute[first] - minute[j] <= minutes
        )
        otherwise = (
            f"for {call}, visit {first} is {'served' if question.right[first] else 'not served'}, and your function "
            f"says otherwise. Before it, within the time, came {earlier or 'nobody'}.{answer.outside_data()}"
        )
        compare(got, question.right, question.typical, otherwise)


def _ask_chain(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        rates, k = np.round(rng.uniform(0.3, 1.0, int(rng.integers(4, 7))), 2), int(rng.integers(3, 6))
        alike, own = rates.mean() ** k, np.mean(rates**k)
        typical = [
            ((own, alike), "the two numbers are exchanged: first if all were alike, then each their own."),
            ((alike, alike), "both of your numbers take the mean first. For the second one raise each rate to the power, then take the mean."),
            ((own, own), "both of your numbers raise each rate first. For the first one take the mean, then the power."),
            ((alike, np.prod(rates)), "your second number multiplies the rates of different people. Each person has a chain of their own: rates ** sightings."),
            ((alike, own * len(rates)), "your second number is a sum over people. Asked is the mean."),
            ((rates.mean() * k, np.mean(rates * k)), "a chain multiplies: rate ** sightings, not rate * sightings."),
            ((1 - alike, 1 - own), "you return the share of chains with a gap."),
        ]  # fmt: skip
        return Question((rates, k), np.array([alike, own]), typical)

    question = told_apart(draw)
    rates, k = question.arguments
    call = f"rates = {rates.tolist()} and sightings = {k}"
    got = pair(answer(rates, k, call=call), "alike, own", call)
    alike, own = question.right
    otherwise = f"for {call} it is {alike:.4f} and {own:.4f}; your function gives {got[0]:.4f} and {got[1]:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


NO_PLACE = -1.0  # fills a trail that is over
PADDED = 10


def _padded(places: list) -> np.ndarray:
    """Return a trail as an array of one length, so that trails can be compared."""
    return np.array([*places, *[NO_PLACE] * (PADDED - len(places))], dtype=float)


def _by_first_photo(tables: list[np.ndarray], start: int, threshold: float) -> list[int]:
    """Follow by the row of the start in every table."""
    places = []
    for table in tables:
        best = int(table[start].argmax())
        if table[start, best] < threshold:
            break
        places.append(best)
    return places


def _waiting(tables: list[np.ndarray], start: int, threshold: float, stays: bool) -> list[int]:
    """Follow on after a step without a match, as if the person stood still; stays: write the old place down again."""
    places, here = [], start
    for table in tables:
        best = int(table[here].argmax())
        if table[here, best] >= threshold:
            places.append(best)
            here = best
        elif stays:
            places.append(here)
    return places


def _ask_follow(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        n, steps, held = 5, 8, 4  # the trail holds for four steps, is lost at the fifth, and could be taken up again
        tables = [rng.permutation(np.arange(20, 90))[: n * n].reshape(n, n) / 100 for _ in range(steps)]
        start = int(rng.integers(n))
        places = scenes.follow(tables, start, -1)
        path = [start, *places]
        along = [table[a, b] for table, a, b in zip(tables, path, places, strict=False)]
        threshold = float(along[held - 1])  # equal to the score of one step: it still continues the trail
        if min(along[: held - 1]) <= threshold or along[held] >= threshold:
            return None
        right = scenes.follow(tables, start, threshold)
        turned = scenes.follow([table.T for table in tables], start, threshold)
        waits = "the trail is lost where the best score of a step is below the threshold, and yours is taken up again afterwards. It ends there: leave the loop (break)."
        typical = [
            (path, "the trail goes on below the threshold, and your list begins with the start. Leave out the start, and stop."),
            (places, "the trail goes on although the best score of a step is below the threshold."),
            (_waiting(tables, start, threshold, stays=False), waits),
            (_waiting(tables, start, threshold, stays=True), waits),
            ([start, *right], "your list begins with the start. Asked are the places at the *following* cameras."),
            (_by_first_photo(tables, start, threshold), "you look for the first photo at every camera. Follow by the photo before: the row of the new `here`."),
            (turned, "rows and columns are exchanged: the row is this camera, the column the next one."),
            (right[: held - 1], "a score equal to the threshold continues the trail: stop only if it is below."),
        ]  # fmt: skip
        return Question((tables, start, threshold), _padded(right), [(_padded(value), text) for value, text in typical])

    question = told_apart(draw)
    tables, start, threshold = question.arguments
    call = f"{len(tables)} made-up tables of {len(tables[0])} people, start = {start} and threshold = {threshold}"
    result = answer(*question.arguments, call=call)
    if not isinstance(result, list | tuple | np.ndarray) or np.ndim(result) != 1:
        raise Wrong("your function should return a list of places, one for each camera that the trail reaches.")
    if any(place is None for place in result):
        raise Wrong("your list holds None. After the trail is lost it has no place: the list ends with the last one.")
    got = [number(place, "A place", call) for place in result]
    right = [int(place) for place in question.right if place != NO_PLACE]
    otherwise = f"for {call} the trail is {right}; yours is {[int(place) for place in got]}.{answer.outside_data()}"
    if len(got) > PADDED:
        raise Wrong(otherwise)
    compare(_padded(got), question.right, question.typical, otherwise)
    call = "one table, and a best score below the threshold"
    result = answer([np.full((2, 2), 0.1)], 0, 0.5, call=call)
    if np.shape(result) != (0,):
        raise Wrong(f"right in general, but for {call} the list is empty; your function returns {result!r:.40}.")


def _ask_others_a_day(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        n, passers = int(rng.integers(6, 9)), int(rng.integers(3, 20)) * 50
        scores = np.round(rng.uniform(0.1, 0.8, (n, n)), 2) + 0.15 * np.eye(n)
        threshold = float(scores[0, 1])  # one score is equal to the line
        matches = scores >= threshold
        apart = matches & ~np.eye(n, dtype=bool)
        strict = (scores > threshold) & ~np.eye(n, dtype=bool)
        right = passers * apart.sum(axis=0) / (n - 1)
        typical = [
            (passers * matches.sum(axis=0) / n, "the person's own photo counts in your share. Leave out the diagonal, above and below."),
            (passers * matches.sum(axis=0) / (n - 1), "the person's own photo counts as another. Set the diagonal to False first."),
            (passers * apart.sum(axis=0) / n, "divide by the number of *others*: one fewer than there are people."),
            (passers * apart.sum(axis=1) / (n - 1), "you count rows. The person on the list is the column: axis=0."),
            (apart.sum(axis=0), "you count the people of the table. Bring the share to the passers of a day."),
            (apart.sum(axis=0) / (n - 1), "you return shares. Multiply by the passers of a day."),
            (passers * strict.sum(axis=0) / (n - 1), "a score equal to the threshold raises the alarm too: use >=."),
            (passers * apart.sum(axis=0), "you multiply the count by the passers. Take the share of the others first."),
        ]  # fmt: skip
        return Question((scores, threshold, passers), right, typical)

    question = told_apart(draw)
    scores, threshold, passers = question.arguments
    call = f"{len(scores)} made-up people, threshold = {threshold} and passers = {passers}"
    got = array(answer(*question.arguments, call=call), question.right.shape, "The answer", call)
    otherwise = (
        f"for {call} and scores = {scores.tolist()} it is {question.right.round(1).tolist()}; your function gives "
        f"{got.round(1).tolist()}.{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)


def _ask_two_sightings(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        n = int(rng.integers(6, 9))
        alike = rng.random((n, n)) < 0.3
        matches = (rng.random((n, n)) < 0.25) | alike | alike.T
        np.fill_diagonal(matches, rng.random(n) < 0.8)
        apart = ~np.eye(n, dtype=bool)
        rate, real = matches[apart].mean(), (matches & matches.T)[apart].mean()
        typical = [
            ((real, rate**2), "the two numbers are exchanged: what is promised comes first."),
            ((matches.mean() ** 2, (matches & matches.T).mean()), "the diagonal counts in both of your numbers. It holds people compared with themselves."),
            ((rate**2, (matches & matches.T).mean()), "the diagonal counts in your second number."),
            ((matches.mean() ** 2, real), "the diagonal counts in your first number."),
            ((rate, real), "the colleague promises p * p: square the share."),
            ((rate**2, (matches | matches.T)[apart].mean()), "your second number counts pairs that match once. Both sightings must match: use &."),
            ((rate**2, real / rate), "your second number is a share of the pairs that matched once. Asked is the share of all cells off the diagonal."),
            ((2 * rate, real), "twice in a row is p times p, not p plus p."),
            ((rate**2, rate**2), "both of your numbers are the square. Count the second one: matches & matches.T."),
        ]  # fmt: skip
        return Question((matches,), np.array([rate**2, real]), typical) if 0 < real < rate else None

    question = told_apart(draw)
    (matches,) = question.arguments
    call = f"matches = {matches.astype(int).tolist()} (True and False)"
    got = pair(answer(matches, call=call), "promised, real", call)
    promised, real = question.right
    otherwise = f"for {call} it is {promised:.4f} and {real:.4f}; your function gives {got[0]:.4f} and {got[1]:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


EXERCISES = {
    "14.1": Exercise(scenes.dispense, _ask_dispense),
    "14.2": Exercise(scenes.chain, _ask_chain),
    "14.3": Exercise(scenes.follow, _ask_follow),
    "14.4": Exercise(scenes.others_a_day, _ask_others_a_day),
    "14.P": Exercise(scenes.two_sightings, _ask_two_sightings),
}
