"""Lesson 15: a template turned back into a face, a secret rotation broken, the pews, and two files joined."""

from collections.abc import Callable

import numpy as np

from facelab import templates
from facelab.answers import lesson15 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Array, Several


def _bytes(rng: np.random.Generator) -> tuple:
    """Draw a few templates of bytes, eigenfaces at right angles, and steps that differ."""
    n, k, d = int(rng.integers(2, 4)), int(rng.integers(2, 4)), int(rng.integers(5, 7))
    components = np.linalg.qr(rng.normal(size=(d, k)))[0].T
    stored = rng.integers(-90, 90, (n, k)).astype(np.int8)
    return stored, rng.integers(20, 200, d) + 0.25, components, rng.uniform(0.5, 3, k)


def _other_way(face: Callable) -> Callable:
    """Return a mistake: another function of the templates as floats, the mean, the components and the steps."""
    return lambda t, m, c, s: face(t.astype(float), m, c, s)


INVERT = Exercise(
    templates.invert,
    _bytes,
    Array("The table of faces"),
    {
        "the steps are missing. A stored number says how many steps to go: multiply by `step` first.": _other_way(lambda t, m, c, s: m + t @ c),
        "the mean is missing. Eigenfaces say how a face differs from the mean face: add it last.": _other_way(lambda t, m, c, s: (t * s) @ c),
        "both the steps and the mean are missing.": _other_way(lambda t, m, c, s: t @ c),
        "you divide by the steps. That was the way there; on the way back it is times.": _other_way(lambda t, m, c, s: m + (t / s) @ c),
        "you take the mean away. That was the way there; on the way back it is added.": _other_way(lambda t, m, c, s: (t * s) @ c - m),
        "the steps are used twice.": _other_way(lambda t, m, c, s: m + (t * s * s) @ c),
        "you take one step for all numbers. Each number has its own: `templates * step` does it for all rows.": _other_way(lambda t, m, c, s: m + t @ c * s.mean()),
        "you take the first step for all numbers. Each number has its own.": _other_way(lambda t, m, c, s: m + t @ c * s[0]),
        "you return one face. There is one for each row of the templates.": _other_way(lambda t, m, c, s: (m + (t * s) @ c)[0]),
        "you round to whole grey values. Leave the numbers as they are.": _other_way(lambda t, m, c, s: np.round(m + (t * s) @ c)),
        "you cut off what is darker than 0 or lighter than 255. Leave the numbers as they are: the figure does it.":
            _other_way(lambda t, m, c, s: np.clip(m + (t * s) @ c, 0, 255)),
    },
    [
        Example((np.array([[3, 1], [-2, 0]], dtype=np.int8), np.array([2.0, 1.0, 0.0]), np.eye(3)[:2], np.array([2.0, 4.0])),
                "3 steps of 2 along the first eigenface and 1 step of 4 along the second, from the mean (2, 1, 0), lead to (8, 5, 0)"),
        Example((np.zeros((1, 2), dtype=np.int8), np.array([2.0, 1.0, 0.0]), np.eye(3)[:2], np.array([2.0, 4.0])), "a template of zeros is the mean face"),
        Example((np.array([[100, 100]], dtype=np.int8), np.zeros(3), np.eye(3)[:2], np.array([2.0, 4.0])), "a hundred steps of 2 are 200, more than a byte holds"),
    ],
    LessonSize("40 templates of 160 numbers", lambda rng: (rng.integers(-90, 90, (40, 160)).astype(np.int8), rng.normal(size=10304), rng.normal(size=(160, 10304)) / 100, rng.uniform(1, 3, 160)), 2),
    otherwise="Each number times its step, that much of its eigenface, all added up, and the mean added last.",
)  # fmt: skip


def _turned(rng: np.random.Generator) -> tuple:
    """Draw vectors, a rotation that is no mirror of itself, and a few stolen vectors."""
    d = int(rng.integers(3, 5))
    rotation = templates.secret_rotation(d, int(rng.integers(1, 10_000)))
    known, stolen = rng.normal(size=(d + int(rng.integers(1, 4)), d)), rng.normal(size=(2, d))
    return known, known @ rotation, stolen @ rotation


def _by(use: Callable) -> Callable:
    """Return a mistake: a use of the stolen vectors, of u, the stretches and vt of the right table, and of the pairs."""
    return lambda known, stored, stolen: use(stolen, *np.linalg.svd(known.T @ stored), known, stored)


TURN_BACK = Exercise(
    templates.turn_back,
    _turned,
    Array("The table of vectors turned back"),
    {
        "you turn the stolen vectors once more, or you found the rotation from stored to known and then laid it on its side. One of the two turns must go: the rotation on its side, `.T`, turns back.":
            _by(lambda v, u, s, vt, k, t: v @ u @ vt),
        "the stolen vectors come back as they were. Was the rotation found from both tables, `known` and `stored`?": _by(lambda v, *rest: v),
        "you return the rotation. Turn the stolen vectors back with it.": _by(lambda v, u, s, vt, k, t: u @ vt),
        "you return the rotation, laid on its side. Turn the stolen vectors back with it.": _by(lambda v, u, s, vt, k, t: (u @ vt).T),
        "you turn back the stored vectors, which you know already. Turn back the stolen ones.": _by(lambda v, u, s, vt, k, t: t @ (u @ vt).T),
        "you use the table itself. The numbers in the middle of the SVD stretch, and a rotation does not: leave them out.": _by(lambda v, u, s, vt, k, t: v @ (k.T @ t).T),
        "numpy's third thing lies on its side already. Take it as it is.": _by(lambda v, u, s, vt, k, t: v @ (u @ vt.T).T),
        "first and third are exchanged: the first thing of the SVD comes first.": _by(lambda v, u, s, vt, k, t: v @ (vt @ u).T),
        "you use the first thing of the SVD alone.": _by(lambda v, u, s, vt, k, t: v @ u.T),
        "you use the third thing of the SVD alone.": _by(lambda v, u, s, vt, k, t: v @ vt.T),
    },
    [
        Example((np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 1.0], [-1.0, 0.0]]), np.array([[0.0, 3.0]])), "the secret is a quarter turn, and (0, 3) was (3, 0) before it"),
        Example((np.eye(3), np.eye(3), np.array([[1.0, 2.0, 3.0]])), "the secret turns nothing here"),
    ],
    LessonSize("199 pairs of 128 numbers", lambda rng: _large(rng), 2),
    otherwise="The SVD is that of `known` on its side times `stored`. Its first thing times its third is the rotation; on its side it turns back.",
)  # fmt: skip


def _large(rng: np.random.Generator) -> tuple:
    rotation, vectors = templates.secret_rotation(128, 3), rng.normal(size=(219, 128))
    return vectors[:199], vectors[:199] @ rotation, vectors[199:] @ rotation


def _sunday(rng: np.random.Generator) -> tuple | None:
    """Draw a Sunday on which people are named rightly and wrongly, and an absent member twice; some scores equal the line."""
    listed = rng.permutation(40)[:6]
    seated = rng.permutation(np.concatenate([listed[:3], 40 + rng.permutation(20)[: int(rng.integers(4, 7))]]))
    threshold = float(rng.choice([-0.25, 0.125, 0.25, 0.5]))
    scores = threshold + np.stack([rng.permutation([-4, -3, -2, -1, 0, 1]) for _ in seated]) / 8
    scores -= rng.choice([0, 0, 0, 1 / 8, 3 / 8], (len(seated), 1))
    scores += rng.integers(0, 6, scores.shape) / 8 * (seated[:, np.newaxis] == listed)
    ordered = np.sort(scores, axis=1)
    if (ordered[:, -1] == ordered[:, -2]).any():
        return None
    members = rng.permutation(6)
    scores, members = scores[:, members], listed[members]
    right, placed = answers.pews(scores, seated, members, threshold)
    return (scores, seated, members, threshold) if right and placed else None


def _service(right: Callable, placed: Callable, above: Callable = np.greater_equal) -> Callable:
    """Return a mistake: two functions of the names said, the people named, those seated and the list."""

    def counts(scores: np.ndarray, seated: np.ndarray, members: np.ndarray, threshold: float) -> tuple:
        named = above(scores.max(axis=1), threshold)
        said, who = members[scores.argmax(axis=1)[named]], seated[named]
        return right(said, who, seated, members), placed(said, who, seated, members)

    return counts


def _own(said: np.ndarray, who: np.ndarray, seated: np.ndarray, members: np.ndarray) -> int:
    return int(np.sum(said == who))


def _absent(said: np.ndarray, who: np.ndarray, seated: np.ndarray, members: np.ndarray) -> int:
    return len(set(said.tolist()) - set(seated.tolist()))


PEWS = Exercise(
    answers.pews,
    _sunday,
    Several("right, placed"),
    {
        "your first number counts everybody who is named. It should count those named as themselves.": _service(lambda d, w, s, m: len(d), _absent),
        "your first number counts everybody whose said name sits somewhere in the pews. It must be the name of that very person.": _service(lambda d, w, s, m: int(np.isin(d, s).sum()), _absent),
        "your first number counts people whose own photo reaches the line, whoever is named. The best score gives the name.":
            lambda scores, seated, members, t: (int(np.sum((scores >= t) & (seated[:, np.newaxis] == members))), answers.pews(scores, seated, members, t)[1]),
        "your first number counts the members in the pews, named or not.": _service(lambda d, w, s, m: int(np.isin(s, m).sum()), _absent),
        "your first number counts the members among those named, whatever name is said.": _service(lambda d, w, s, m: int(np.isin(w, m).sum()), _absent),
        "your first number counts those named as somebody else.": _service(lambda d, w, s, m: int(np.sum(d != w)), _absent),
        "your second number counts an absent member twice if two people are taken for that member. Count people, not mistakes.": _service(_own, lambda d, w, s, m: int(np.sum(~np.isin(d, s)))),
        "your second number counts a member who is there, was not named, and for whom somebody else is taken. Absent is who is not among those seated.": _service(_own, lambda d, w, s, m: len(set(d.tolist()) - set(w.tolist()))),
        "your second number counts everybody who is named wrongly. Some of them are taken for people who are there.": _service(_own, lambda d, w, s, m: int(np.sum(d != w))),
        "your second number counts the members for whom somebody is taken, also those who are there.": _service(_own, lambda d, w, s, m: len(set(d[d != w].tolist()))),
        "your second number counts all members who are absent. Only those who are named were placed in the pews.": _service(_own, lambda d, w, s, m: len(set(m.tolist()) - set(s.tolist()))),
        "your second number counts visitors. It should count members who are not there, and are named.": _service(_own, lambda d, w, s, m: len(set(s.tolist()) - set(m.tolist()))),
        "your second number counts people in the pews whose own name was not said.": _service(_own, lambda d, w, s, m: len(set(s.tolist()) - set(d.tolist()))),
        "your second number counts the members whose name is said by mistake or not, present ones too. Take away those who are seated.": _service(_own, lambda d, w, s, m: len(set(d.tolist()))),
        "a score equal to the threshold names as well: keep the given line with >=.": _service(_own, _absent, np.greater),
        "everybody is named by the best score, whatever it is. Keep the given line with the threshold.": _service(_own, _absent, lambda best, line: np.full(len(best), True)),
    },
    [
        Example((np.array([[0.75, 0.25], [0.25, 0.5], [0.125, 0.25]]), np.array([7, 30, 31]), np.array([7, 9]), 0.5),
                "7 is named rightly, 30 is taken for 9, who is not there, and 31 is not named"),
        Example((np.array([[0.25, 0.75], [0.75, 0.25]]), np.array([7, 9]), np.array([7, 9]), 0.5), "both are there and taken for each other: nobody is named rightly, and no absent member is placed"),
        Example((np.array([[0.25, 0.125], [0.125, 0.75], [0.75, 0.25]]), np.array([7, 9, 30]), np.array([7, 9]), 0.5),
                "7 sits there, is not named, and 30 is taken for 7: nobody absent is placed"),
        Example((np.array([[0.25, 0.125]]), np.array([30]), np.array([7, 9]), 0.5), "nobody reaches the line"),
    ],
    LessonSize("350 people in the pews and a list of 600", lambda rng: (rng.random((350, 600)), np.arange(350), np.arange(100, 700), 0.99), 1),
    otherwise="`said` holds the names, `seated[named]` the people. Compare them place by place; then take the set of the names and take away the set of those seated.",
)  # fmt: skip


def _files(rng: np.random.Generator) -> tuple | None:
    """Draw two files of different sizes; some pairs are best for each other, some only one way, some equal the line."""
    n, m = (int(one) for one in rng.permutation([5, 6, 7])[:2])
    scores = rng.permutation(np.arange(n * m)).reshape(n, m) / 64
    place = rng.permutation(min(n, m))[:4]
    scores[place, rng.permutation(m)[:4]] += 65 / 128  # between the steps of the others: no two are equal
    scores -= float(rng.choice([0, 0.125, 0.5, 0.75, 1]))
    threshold = float(rng.choice(np.sort(scores.max(axis=1))[: n - 2]))
    joined = templates.link(scores, threshold)
    return (scores, threshold) if (joined >= 0).any() and (joined < 0).any() else None


def _joined(sure: Callable) -> Callable:
    """Return a mistake: another rule for who is joined, from (mutual, at the line)."""

    def found(scores: np.ndarray, threshold: float) -> np.ndarray:
        best, back, rows = scores.argmax(axis=1), scores.argmax(axis=0), np.arange(len(scores))
        return np.where(sure(back[best] == rows, scores[rows, best], threshold), best, -1)

    return found


LINK = Exercise(
    templates.link,
    _files,
    Array("The array of places"),
    {
        "the line is missing: a pair that is best for each other can still be below it.": _joined(lambda mutual, score, t: mutual),
        "you ask one side alone. The row must also be the best of its best column: go there and back again.": _joined(lambda mutual, score, t: score >= t),
        "you ask for one condition or the other. Both must hold: `&`.": _joined(lambda mutual, score, t: mutual | (score >= t)),
        "a score equal to the threshold joins as well: use >=.": _joined(lambda mutual, score, t: mutual & (score > t)),
        "you join those below the line.": _joined(lambda mutual, score, t: mutual & (score < t)),
        "you join those who are *not* the best for each other.": _joined(lambda mutual, score, t: ~mutual & (score >= t)),
        "every row is joined with its best column. Only pairs that are best for each other and reach the threshold are: the others get -1.": lambda s, t: s.argmax(axis=1),
        "you return True and False. Return the place in the other file, or -1.": lambda s, t: (templates.link(s, t) >= 0).astype(float),
        "you return rows of this file. Return the places in the *other* file: `best`.": lambda s, t: np.where(templates.link(s, t) >= 0, np.arange(len(s)), -1),
        "rows that are not joined get 0 in your array, and 0 is a place. They get -1.": lambda s, t: np.maximum(templates.link(s, t), 0),
        "you look from the columns. The answer has an entry for each row.": lambda s, t: templates.link(s.T, t),
        "your places begin at 1. The first column has the place 0.": lambda s, t: np.where(templates.link(s, t) >= 0, templates.link(s, t) + 1, -1),
    },
    [
        Example((np.array([[0.5, 0.75, 0.25], [0.25, 0.625, 0.125]]), 0.5), "both rows like column 1 best, and column 1 likes row 0: row 1 stays alone"),
        Example((np.array([[0.5, 0.25], [0.125, 0.375]]), 0.5), "row 0 reaches the line exactly; row 1 and column 1 are best for each other, below it"),
        Example((np.array([[-0.5, -0.25], [-0.25, -0.5]]), -0.25), "scores may be negative, and so may the threshold"),
        Example((np.array([[0.75, 0.25], [0.75, 0.5]]), 0.5), "both rows are equally near to column 0, and `back` holds the first of them, as np.argmax does"),
        Example((np.array([[0.75, 0.75]]), 0.5), "both columns are equally near, and `best` is the first of them, as np.argmax takes it"),
    ],
    LessonSize("two files of 800 people", lambda rng: (rng.random((800, 800)), 0.9), 1),
    otherwise="A row is joined if it is the best of its own best column, there and back again, and the score reaches the threshold.",
)  # fmt: skip

EXERCISES = {
    "15.1": INVERT,
    "15.2": TURN_BACK,
    "15.3": PEWS,
    "15.P": LINK,
}
