"""Lesson 13: testing on new people, the lazy answer, everybody once, nobody, and whose label it is."""

from collections.abc import Callable

import numpy as np

from facelab.answers import lesson13 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Array, Number, Several


def _photos_of_people(rng: np.random.Generator) -> tuple:
    """Draw nine photos of seven people, numbered from 0 or from 1, in no order."""
    people = np.arange(7) + rng.integers(2)
    person = rng.permutation(np.append(people, rng.choice(people, 2)))
    return person, int(rng.integers(2, 6)), rng.permutation(people)


def _dealt(part: Callable) -> Callable:
    """Return a mistake: the part of each photo from its person's place, how many parts and how many people there are."""
    return lambda person, parts, order: np.array(
        [part(order.tolist().index(one), parts, len(order)) for one in person.tolist()]
    )


FOLDS = Exercise(
    answers.folds_by_person,
    _photos_of_people,
    Array("The array of parts"),
    {
        "you deal out photos. Photos of one person must stay together.": lambda person, parts, order: np.arange(len(person)) % parts,
        "you use the person's number. Look for the person's place in `order`.": lambda person, parts, order: person % parts,
        "order has no effect: you use the people in ascending order.": lambda person, parts, order: np.unique(person, return_inverse=True)[1] % parts,
        "order has no effect: you take the people as the photos come.":
            lambda person, parts, order: np.array([list(dict.fromkeys(person.tolist())).index(one) for one in person.tolist()]) % parts,
        "you divide; take the remainder: k % parts.": _dealt(lambda place, parts, n: place // parts),
        "you cut the order into blocks. The person at place k goes to part k % parts.": _dealt(lambda place, parts, n: place * parts // n),
        "each part of yours is a run of neighbours in `order`. Deal them out in turn: place k goes to part k % parts.":
            _dealt(lambda place, parts, n: np.searchsorted(np.cumsum([len(one) for one in np.array_split(np.arange(n), parts)]), place, side="right")),
        "you return the place in `order`. The part is k % parts.": _dealt(lambda place, parts, n: place),
        "the parts begin at 0: k % parts.": _dealt(lambda place, parts, n: place % parts + 1),
        "the places begin at 0: the first person of `order` goes to part 0.": _dealt(lambda place, parts, n: (place + 1) % parts),
        "you read who stands at a place. Look for the place at which a person stands.": lambda person, parts, order: order[person - 1] % parts,
        "you take the people to be numbered from 1. They may have any numbers: look for each of them in `order`.":
            lambda person, parts, order: np.argsort(order)[person - 1] % parts,
        "you return a part for each person. Return one for each photo.": lambda person, parts, order: np.arange(len(order)) % parts,
        "you deal into 5 parts, whatever is asked. Use `parts`.": _dealt(lambda place, parts, n: place % 5),
    },
    [
        Example((np.array([2, 1, 3, 2]), 2, np.array([3, 1, 2])), "in `order` person 3 stands at place 0, person 1 at place 1 and person 2 at place 2"),
        Example((np.array([30, 12, 7, 30]), 3, np.array([12, 7, 30])), "people may have any numbers. Look for each of them in `order`"),
        Example((np.array([41, 8, 8, 23, 5]), 2, np.array([8, 5, 41, 23])), "people may have any numbers. Look for each of them in `order`"),
    ],
    LessonSize("400 photos of 40 people", lambda rng: (np.repeat(np.arange(1, 41), 10), 5, rng.permutation(np.arange(1, 41))), 1),
    otherwise="Find the place k of the photo's person in `order`; the part is k % parts.",
)  # fmt: skip


def _guesses_and_labels(rng: np.random.Generator) -> tuple | None:
    """Draw labels of which one is more frequent, True or False, and guesses with habits of their own."""
    n = int(rng.integers(7, 10))
    labels = rng.permutation(np.arange(n) < rng.integers(1, n))
    guessed = labels ^ (rng.random(n) < rng.choice([0.3, 0.7]))
    return (guessed, labels) if labels.mean() not in (0.5, 1) and guessed.any() else None


def _lazy(labels: np.ndarray) -> float:
    return max(labels.mean(), 1 - labels.mean())


def _both(skill: Callable, lazy: Callable = lambda guessed, labels: _lazy(labels)) -> Callable:
    return lambda guessed, labels: (skill(guessed, labels), lazy(guessed, labels))


def _skill(guessed: np.ndarray, labels: np.ndarray) -> float:
    return np.mean(guessed == labels)


LAZY = Exercise(
    answers.against_the_lazy,
    _guesses_and_labels,
    Several("skill, lazy"),
    {
        "the two numbers are exchanged: the guesser's share comes first.": lambda g, t: (_lazy(t), _skill(g, t)),
        "you take the rarer label. The lazy answer is the most frequent one.": _both(_skill, lambda g, t: 1 - _lazy(t)),
        "your lazy answer is always True. It is the most frequent label, whichever that is.": _both(_skill, lambda g, t: np.mean(t)),
        "your lazy answer is always False. It is the most frequent label, whichever that is.": _both(_skill, lambda g, t: np.mean(~t)),
        "you count the guesses. The lazy answer is measured on the labels.": _both(_skill, lambda g, t: _lazy(g)),
        "your first number is the share of wrong guesses.": _both(lambda g, t: np.mean(g != t)),
        "you return counts. Divide by how many labels there are.": lambda g, t: (_skill(g, t) * len(t), _lazy(t) * len(t)),
        "your second number is a count. Divide it by how many labels there are.": _both(_skill, lambda g, t: _lazy(t) * len(t)),
        "your first number is a count. Divide it by how many labels there are.": _both(lambda g, t: np.sum(g == t)),
        "the lazy answer is not a coin: it always gives the most frequent label.": _both(_skill, lambda g, t: 0.5),
        "both of your numbers are the guesser's.": _both(_skill, _skill),
        "both of your numbers are those of the lazy answer.": _both(lambda g, t: _lazy(t)),
        "your first number looks only at the photos that carry the label. A right False counts, too.": _both(lambda g, t: g[t].mean()),
        "your first number looks only at the photos that the guesser names. A right False counts, too.": _both(lambda g, t: t[g].mean()),
        "your first number counts only where both say True. A right False counts, too.": _both(lambda g, t: np.mean(g & t)),
        "your first number is the share of True among the guesses. Compare them with the labels.": _both(lambda g, t: g.mean()),
        "your second number is by how much the guesser is better. Return the share of the lazy answer itself.": _both(_skill, lambda g, t: _skill(g, t) - _lazy(t)),
    },
    [
        Example((np.array([True, False, False, False]), np.array([False, False, True, False])), "two of four guesses are right; always False would be right three times"),
        Example((np.array([True, True, False, True]), np.array([True, True, True, False])), "two of four guesses are right; always True would be right three times"),
        Example((np.array([True, True, False]), np.array([False, False, False])), "all labels are the same, so the lazy answer is always right"),
    ],
    LessonSize("400 photos", lambda rng: (rng.random(400) < 0.3, rng.random(400) < 0.2), 1),
    otherwise="Count how often each label occurs; the lazy answer is right as often as the most frequent one does.",
)  # fmt: skip


def _hits_of_people(rng: np.random.Generator) -> tuple:
    """Draw nine photos of two to four people with any numbers, some with more photos than others."""
    sizes = [(4, 5), (2, 3, 4), (1, 2, 6), (1, 2, 2, 4)][rng.integers(4)]
    person = np.repeat(rng.choice(np.arange(1, 60), len(sizes), replace=False), rng.permutation(sizes))
    return rng.random(9) < 0.6, rng.permutation(person)


def _shares(hits: np.ndarray, person: np.ndarray) -> np.ndarray:
    return np.array([hits[person == one].mean() for one in np.unique(person)])


def _of(mean: Callable, lowest: Callable, highest: Callable) -> Callable:
    """Return a mistake made of three numbers: functions of hits, persons and the persons' shares."""
    return lambda hits, person: tuple(one(hits, person, _shares(hits, person)) for one in (mean, lowest, highest))


def _mean(hits: np.ndarray, person: np.ndarray, shares: np.ndarray) -> float:
    return shares.mean()


def _lowest(hits: np.ndarray, person: np.ndarray, shares: np.ndarray) -> float:
    return shares.min()


def _highest(hits: np.ndarray, person: np.ndarray, shares: np.ndarray) -> float:
    return shares.max()


def _from(values: Callable) -> Callable:
    """Return a mistake: mean, lowest and highest of other numbers than the shares."""
    return lambda hits, person: (values(hits, person).mean(), values(hits, person).min(), values(hits, person).max())


def _counts(hits: np.ndarray, person: np.ndarray) -> np.ndarray:
    return np.array([hits[person == one].sum() for one in np.unique(person)])


def _photos(person: np.ndarray) -> np.ndarray:
    return np.unique(person, return_counts=True)[1]


def _no_photos(result: object, *_: object) -> str | None:
    if isinstance(result, tuple | list | np.ndarray) and any(isinstance(one, float) and one != one for one in result):
        return (
            "your numbers hold NaN (not a number): that is the share of somebody who has no photo here. The people need "
            "not be 1 to 40: np.unique(person) says who there is."
        )
    return None


SHARE_OVER_PEOPLE = Exercise(
    answers.share_over_people,
    _hits_of_people,
    Several("mean, lowest, highest"),
    {
        "your mean is over photos: whoever has many of them counts more. Take the mean of the people's shares.": _of(lambda h, p, s: h.mean(), _lowest, _highest),
        "lowest and highest are exchanged.": _of(_mean, _highest, _lowest),
        "the order is another one: first the mean, then the lowest, then the highest.": _of(_lowest, _mean, _highest),
        "you take the median. Return the mean.": _of(lambda h, p, s: np.median(s), _lowest, _highest),
        "your mean is that of the lowest and the highest share alone. Take the mean of all shares.": _of(lambda h, p, s: (s.min() + s.max()) / 2, _lowest, _highest),
        "you return counts. Each person's count is divided by their own photos.": _from(_counts),
        "you divide by 10. Divide each person's hits by the number of their own photos.": _from(lambda h, p: _counts(h, p) / 10),
        "you divide by all photos. Divide each person's hits by the number of their own photos.": _from(lambda h, p: _counts(h, p) / len(h)),
        "you divide by the number of people. Divide each person's hits by the number of their own photos.": _from(lambda h, p: _counts(h, p) / len(_photos(p))),
        "you look at how many photos each person has. Look at the share of hits among them.": _from(lambda h, p: _photos(p)),
        "you count the misses. The hits are counted.": _from(lambda h, p: 1 - _shares(h, p)),
        "lowest and highest are those of single photos. Take them over the people's shares.": _of(_mean, lambda h, p, s: h.min(), lambda h, p, s: h.max()),
        "all three of your numbers are over photos. First take one share for each person.": lambda h, p: (h.mean(), h.min(), h.max()),
        "you return who has the lowest and the highest share. Return the shares.": _of(_mean, lambda h, p, s: np.unique(p)[s.argmin()], lambda h, p, s: np.unique(p)[s.argmax()]),
        "lowest and highest are those of the first and the last person. Look for the smallest and the largest share.": _of(_mean, lambda h, p, s: s[0], lambda h, p, s: s[-1]),
        "you return the share of each person. Return their mean, the lowest and the highest.": lambda h, p: tuple(_shares(h, p)),
    },
    [
        Example((np.array([True, True, False, True]), np.array([9, 4, 9, 4])), "person 9 has a share of a half, and person 4 of one"),
        Example((np.array([False, True, True, False, True, True]), np.array([51, 7, 7, 51, 7, 7])), "one person has two photos, the other four; both count the same"),
        Example((np.array([True, False, True, True]), np.array([63, 63, 63, 63])), "there is one person alone, so all three numbers are that person's share"),
    ],
    LessonSize("360 photos of 36 people", lambda rng: (rng.random(360) < 0.9, np.repeat(rng.permutation(40)[:36] + 1, 10)), 1),
    otherwise="First make a list of shares, one for each person: the mean of the hits on that person's photos.",
    recognise=_no_photos,
)  # fmt: skip


def _visitors(rng: np.random.Generator) -> tuple | None:
    """Draw more visitors than stored faces, or fewer, and a line of either sign that one visitor's best score meets."""
    shape = [(5, 3), (4, 5), (6, 4), (3, 4)][rng.integers(4)]
    lowest = rng.choice([-80, -40, 1])
    scores = rng.permutation(np.arange(lowest, lowest + 63))[: shape[0] * shape[1]].reshape(shape) / 64
    best = np.sort(scores.max(axis=1))
    return scores, float(best[1])


def _places(condition: Callable, place: Callable = lambda s, t: s.argmax(axis=1), nobody: int = -1) -> Callable:
    """Return a mistake: another condition, or another place; both are functions of the scores and the line."""
    return lambda s, t: np.where(condition(s, t), place(s, t), nobody)


def _reaches(scores: np.ndarray, threshold: float) -> np.ndarray:
    return scores.max(axis=1) >= threshold


def _none_among(result: object, *_: object) -> str | None:
    if isinstance(result, tuple | list | np.ndarray) and any(one is None for one in result):
        return "your answer holds None. A visitor whose best score is below the threshold gets the number -1."
    return None


LOOK_ALIKE = Exercise(
    answers.look_alike,
    _visitors,
    Array("The array of places"),
    {
        "everybody gets a name. Below the threshold the answer is -1.": lambda s, t: s.argmax(axis=1),
        "a score equal to the threshold names somebody: use >=.": _places(lambda s, t: s.max(axis=1) > t),
        "the condition is the wrong way round: -1 is for scores below the threshold.": _places(lambda s, t: s.max(axis=1) < t),
        "you take the *least* similar face.": _places(_reaches, lambda s, t: s.argmin(axis=1)),
        "0 is the place of the first stored face. Nobody is -1.": _places(_reaches, nobody=0),
        "places begin at 0.": _places(_reaches, lambda s, t: s.argmax(axis=1) + 1),
        "you take the *first* face that reaches the threshold. Take the best one.": _places(_reaches, lambda s, t: (s >= t).argmax(axis=1)),
        "you take the *last* face that reaches the threshold. Take the best one.": _places(_reaches, lambda s, t: s.shape[1] - 1 - (s >= t)[:, ::-1].argmax(axis=1)),
        "compare the *best* score with the threshold.": _places(lambda s, t: s.min(axis=1) >= t),
        "you compare the place with the threshold. Compare the score.": _places(lambda s, t: s.argmax(axis=1) >= t),
        "you return the best scores. Return their places.": lambda s, t: s.max(axis=1),
        "you return the score where the threshold is reached. Return its place.": _places(_reaches, lambda s, t: s.max(axis=1)),
        "you return who is named, True or False. Return the place of the best face, or -1.": _reaches,
        "you look for the best visitor of each stored face. A visitor is a row: axis=1.": lambda s, t: np.where(s.max(axis=0) >= t, s.argmax(axis=0), -1),
        "you leave out the visitors who are nobody. Each visitor has an answer: -1 for them.": lambda s, t: s.argmax(axis=1)[_reaches(s, t)],
        "you return how many faces reach the threshold. Return the place of the best one.": lambda s, t: (s >= t).sum(axis=1),
        "you compare with 0.5. The threshold is given.": _places(lambda s, t: s.max(axis=1) >= 0.5),
        "you compare with 0. The threshold is given, and may be negative.": _places(lambda s, t: s.max(axis=1) >= max(t, 0)),
    },
    [
        Example((np.array([[0.25, 0.75, 0.5], [0.125, 0.25, 0.375]]), 0.5), "the best score of the first visitor stands at place 1; that of the second does not reach the threshold"),
        Example((np.array([[0.25, 0.5], [0.5, 0.25], [0.25, 0.375]]), 0.5), "a score equal to the threshold names somebody"),
        Example((np.array([[-0.5, -0.25], [-0.75, -0.875]]), -0.5), "scores may be negative, and so may the threshold"),
        Example((np.array([[-0.25, 0.0], [-0.125, -0.5], [0.5, -0.75]]), 0), "the threshold is 0, which is a threshold like any other"),
        Example((np.array([[0.25, 0.125, -0.5], [-0.5, -0.75, -0.25]]), -np.inf), "without a line, threshold = -np.inf, everybody gets the place of the best score"),
        Example((np.array([[0.25, 0.125, 0.5], [0.5, 0.75, 0.25]]), np.inf), "nobody reaches infinity"),
    ],
    LessonSize("200 visitors and 20 stored faces", lambda rng: (rng.normal(size=(200, 20)), 1.5), 1),
    otherwise="For each row: the place of its largest score if that is at least the threshold, else -1.",
    recognise=_none_among,
)  # fmt: skip


def _readings(rng: np.random.Generator) -> tuple | None:
    """Draw two readers with habits of their own, who agree more often than by chance, or less often."""
    n = int(rng.integers(7, 10))
    one = rng.random(n) < rng.choice([0.3, 0.6, 0.8])
    other = one ^ (rng.random(n) < rng.choice([0.25, 0.7]))
    if one.all() or not one.any() or other.all() or not other.any() or one.mean() == other.mean():
        return None
    kappa = answers.kappa(one, other)
    return (one, other) if 0.03 < abs(kappa) < 1 and abs(kappa - round(kappa, 4)) > 1e-5 else None


def _kappa(observed: Callable, expected: Callable) -> Callable:
    """Return a mistake: other shares of agreement, functions of the two readings."""
    return lambda a, b: (observed(a, b) - expected(a, b)) / (1 - expected(a, b))


def _formula(value: Callable) -> Callable:
    """Return a mistake: another formula of the observed and the expected share of agreement."""
    return lambda a, b: value(_agree(a, b), _chance(a, b))


def _agree(one: np.ndarray, other: np.ndarray) -> float:
    return np.mean(one == other)


def _chance(one: np.ndarray, other: np.ndarray) -> float:
    return one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean())


KAPPA = Exercise(
    answers.kappa,
    _readings,
    Number("Kappa"),
    {
        "you return the agreement itself. Take away what chance gives.": _agree,
        "you return the expected agreement.": _chance,
        "divide by 1 - expected.": _formula(lambda o, e: o - e),
        "you divide by 1 - observed. It is 1 - expected.": _formula(lambda o, e: (o - e) / (1 - o)),
        "you divide by expected. It is 1 - expected.": _formula(lambda o, e: (o - e) / e),
        "brackets are missing: (observed - expected) / (1 - expected).": _formula(lambda o, e: o - e / 1 - e),
        "brackets are missing around the upper part: (observed - expected) / (1 - expected).": _formula(lambda o, e: o - e / (1 - e)),
        "the sign is wrong: observed - expected.": _formula(lambda o, e: (e - o) / (1 - e)),
        "kappa may be negative: leave its sign.": _formula(lambda o, e: abs(o - e) / (1 - e)),
        "kappa may be negative: two readers can agree less often than by chance.": _formula(lambda o, e: max(o - e, 0) / (1 - e)),
        "your expected agreement is that of coins. The readers have habits: use their shares.": _kappa(_agree, lambda a, b: 0.5),
        "you count where the readers differ. Count where they say the same.": _kappa(lambda a, b: np.mean(a != b), _chance),
        "your expected agreement takes the first reader twice.": _kappa(_agree, lambda a, b: _chance(a, a)),
        "your expected agreement takes the second reader twice.": _kappa(_agree, lambda a, b: _chance(b, b)),
        "you take the mean of the two readers' shares, and square it. Multiply one reader's share by the other's.":
            _kappa(_agree, lambda a, b: ((a.mean() + b.mean()) / 2) ** 2 + (1 - (a.mean() + b.mean()) / 2) ** 2),
        "your expected agreement takes the label True alone. Add up over all labels.": _kappa(_agree, lambda a, b: a.mean() * b.mean()),
        "your expected agreement takes the label False alone. Add up over all labels.": _kappa(_agree, lambda a, b: (1 - a.mean()) * (1 - b.mean())),
        "your expected agreement takes the most frequent label alone. Add up over all labels.":
            _kappa(_agree, lambda a, b: max(a.mean(), 1 - a.mean()) * max(b.mean(), 1 - b.mean())),
        "your expected agreement is made of counts. Take shares.": _kappa(_agree, lambda a, b: a.sum() * b.sum() + (~a).sum() * (~b).sum()),
        "your observed agreement counts only where both say True. Both saying False is agreement, too.": _kappa(lambda a, b: np.mean(a & b), _chance),
    },
    [
        Example((np.array([True, True, False, False]), np.array([True, True, False, True])), "they agree on three of four; by chance they would on a half"),
        Example((np.array([True, False, True, False]), np.array([False, True, False, False])), "they agree less often than by chance would give"),
        Example((np.array([True, True, True, True]), np.array([True, False, True, False])), "somebody who always says the same agrees by chance alone"),
        Example((np.array([1, 2, 0, 2, 1, 2]), np.array([1, 2, 2, 2, 0, 2])), "there may be more than two labels, and they need not be True and False. Go through np.unique(one)"),
        Example((np.array(["sad", "calm", "happy", "sad", "sad"]), np.array(["sad", "calm", "sad", "angry", "sad"])), "labels may be words, and one reader may use some that the other does not. Go through np.unique(one)"),
        Example((np.array([3, 1, 4, 1, 5, 9, 2, 6]), np.array([3, 1, 4, 1, 5, 9, 2, 2])), "there may be many labels. Go through np.unique(one)"),
    ],
    LessonSize("1,000 photos", lambda rng: tuple(rng.normal(size=(2, 1000)) + rng.normal(size=1000) > 0), 1),
    otherwise="Work out observed and expected on lines of their own: expected is a sum over the labels, of one reader's share times the other's.",
)  # fmt: skip

EXERCISES = {
    "13.1": FOLDS,
    "13.2": LAZY,
    "13.3": SHARE_OVER_PEOPLE,
    "13.4": LOOK_ALIKE,
    "13.P": KAPPA,
}
