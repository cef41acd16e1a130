"""Lesson 4: does a patch fit, who is enrolled, and the three questions asked of one score."""

from collections.abc import Callable
from typing import Any

import numpy as np

from facelab import matching
from facelab.answers import lesson04 as answers
from facelab.checks.answer import Answer, Wrong, quoted
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Array, Number, Several, Truth, alike


def _window_and_patch(rng: np.random.Generator) -> tuple:
    """Draw two small pictures, taller or wider, small enough to be shown in full."""
    shape = [(2, 3), (3, 2), (2, 4), (4, 2)][rng.integers(4)]
    return tuple(rng.integers(0, 256, size=(2, *shape)).astype(float))


def _patterns(pick: Callable) -> Callable:
    """Return a mistake: what is made of both patterns, their lengths, and both pictures."""

    def mistake(window: np.ndarray, patch: np.ndarray) -> Any:
        a, b = window - window.mean(), patch - patch.mean()
        return pick(a, b, np.linalg.norm(a), np.linalg.norm(b), window, patch)

    return mistake


def _cosine(window: np.ndarray, patch: np.ndarray) -> float:
    """Return the normalised sum of products without any mean being subtracted."""
    return (window * patch).sum() / np.linalg.norm(window) / np.linalg.norm(patch)


def _many_pixels(rng: np.random.Generator) -> tuple:
    window, noise = rng.integers(0, 256, size=(2, 400, 1100)).astype(float)
    return window, window / 2 + noise


def _no_contrast(answer: Answer, rng: np.random.Generator) -> None:
    """Ask with pictures of one grey.

    Raises:
        Wrong: if the reply is not 0.
    """
    grey, black, other = np.full((2, 3), 100.0), np.zeros((2, 3)), np.array([[1.0, 2.0, 1.0], [3.0, 4.0, 4.0]])
    for window, patch, what in (
        (grey, other, "a window of one grey"),
        (other, grey, "a patch of one grey"),
        (grey, grey, "two pictures of one grey"),
        (black, other, "a black window"),
    ):
        result = answer(window, patch, call=what)
        if alike(np.isfinite(result), False):
            raise Wrong(f"right in general, but {what} gives {result}: there 0 is divided by 0. Test the lengths before you divide, and return 0.")  # fmt: skip
        if not alike(NCC.returns.read(result, 0.0, what), 0.0):
            raise Wrong(f"right in general, but {what} gives {quoted(result)}. A picture without contrast has no pattern: return 0.")  # fmt: skip


NCC = Exercise(
    matching.ncc,
    _window_and_patch,
    Number("The correlation"),
    {
        "no mean is subtracted: bright pictures then look alike whatever they show. Take each picture's own mean away first.": _cosine,
        "the sum of products is not divided: divide it by the lengths of both patterns.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum()),
        "this is the mean product (the covariance). Divide the sum by the lengths of both patterns.": _patterns(lambda a, b, la, lb, w, p: (a * b).mean()),
        "you divide by the length of the window's pattern only. Divide by both lengths.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / la),
        "you divide by the length of the patch's pattern only. Divide by both lengths.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / lb),
        "you divide by the squares of the lengths: is a root missing?": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / (la * lb) ** 2),
        "you divide by the root of one length too many. The length of a pattern is one root: np.sqrt((a ** 2).sum()).": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / np.sqrt(la * lb)),
        "you multiply by the lengths: brackets are missing. Everything below the fraction bar stands in one pair of them.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / la * lb),
        "you divide by the sum of both lengths. Divide by their product.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / (la + lb)),
        "your number is too small by the number of pixels: you take the mean of the products, but lengths go with their sum.": _patterns(lambda a, b, la, lb, w, p: (a * b).mean() / (la * lb)),
        "your number is too large by the number of pixels: with standard deviations below, the mean of the products belongs above.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / (a.std() * b.std())),
        "you use len(), which counts rows. The length of a pattern is the root of the sum of its squares.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / (len(a) * len(b))),
        "you use @, which multiplies tables, rows with columns. Multiply pixel by pixel: a * b.": _patterns(lambda a, b, la, lb, w, p: (a @ b.T).sum() / (la * lb)),
        "you return a whole table: @ multiplies tables, rows with columns. Multiply pixel by pixel, a * b, and add up.": _patterns(lambda a, b, la, lb, w, p: a @ b.T / (la * lb)),
        "you return one product for each pixel. Add them up.": _patterns(lambda a, b, la, lb, w, p: a * b / (la * lb)),
        "the patch keeps its mean in the length. Subtract it everywhere.": _patterns(lambda a, b, la, lb, w, p: (a * p).sum() / (la * np.linalg.norm(p))),
        "the window keeps its mean. Subtract it in the sum and in the length.": _patterns(lambda a, b, la, lb, w, p: (w * b).sum() / (np.linalg.norm(w) * lb)),
        "the lengths are those of the pictures. Divide by the lengths of the patterns, the pictures without their means.": _patterns(lambda a, b, la, lb, w, p: (a * b).sum() / (np.linalg.norm(w) * np.linalg.norm(p))),
        "you subtract the window's mean from both. Each picture loses its own.": lambda w, p: _cosine(w - w.mean(), p - w.mean()),
        "you subtract the patch's mean from both. Each picture loses its own.": lambda w, p: _cosine(w - p.mean(), p - p.mean()),
        "you subtract a mean from each column. Each picture has one mean, that of all its pixels.": lambda w, p: _cosine(w - w.mean(axis=0), p - p.mean(axis=0)),
        "this is a distance. Add up the products, and divide by the lengths.": _patterns(lambda a, b, la, lb, w, p: np.linalg.norm(a - b)),
        "this is minus a distance. Add up the products, and divide by the lengths.": _patterns(lambda a, b, la, lb, w, p: -np.linalg.norm(a - b)),
        "this is the square of the right number: a face and its negative would look alike.": lambda w, p: matching.ncc(w, p) ** 2,
        "the sign is missing: a face and its negative would look alike.": lambda w, p: abs(matching.ncc(w, p)),
    },
    [
        Example((np.array([[2.0, 4.0, 2.0], [6.0, 8.0, 8.0]]), np.array([[1.0, 2.0, 1.0], [3.0, 4.0, 4.0]])), "the window is the patch, twice as bright"),
        Example((np.array([[20, 40], [60, 80]], np.uint8), np.array([[40, 80], [120, 250]], np.uint8)), "the pictures are 8-bit numbers, whose sums and products begin again at 0 above 255"),
        Example((np.array([[0.5, 0.25], [0.75, 0.5]]) / 1024, np.array([[0.5, 0.25], [0.5, 1.0]])), "faint contrast is contrast all the same: only a picture of one grey has none"),
        Example((np.array([[9.0, 7.0], [3.0, 1.0]]), np.array([[1.0, 3.0], [7.0, 9.0]])), "the window is the patch's negative"),
        Example((np.array([[1.0, 3.0], [1.0, 3.0]]), np.array([[1.0, 2.0], [2.0, 3.0]])), "the products add up to 2, and the lengths of the patterns are 2 and 1.41"),
    ],
    LessonSize("440,000 pixels, a tenth of what Deeper A asks in small windows", _many_pixels, 0.8),
    also=_no_contrast,
    otherwise="Take each picture's own mean away, multiply pixel by pixel, add up, and divide by the lengths of both patterns.",
)  # fmt: skip


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def _photos(rng: np.random.Generator) -> tuple | None:
    """Draw rows of length 1 of three to five people, unequally many, unsorted; no two sizes agree."""
    count, length = [(3, 5), (3, 2), (4, 3), (4, 6), (5, 3), (5, 2)][rng.integers(6)]
    people = rng.choice(np.arange(3, 40), count, replace=False)
    person = rng.permutation(np.repeat(people, rng.permutation([1, 2, 3, 2, 4][:count])))
    vectors = _unit(rng.normal(size=(len(person), length)) + 2 * rng.normal(size=(40, length))[person])
    seen = list(dict.fromkeys(person.tolist()))
    return (vectors, person) if seen != sorted(seen) and len(person) not in (count, length) else None


def _means(vectors: np.ndarray, person: np.ndarray, order: Any = None) -> np.ndarray:
    return np.array([vectors[person == one].mean(axis=0) for one in (np.unique(person) if order is None else order)])


def _seen(person: np.ndarray) -> np.ndarray:
    return np.array(list(dict.fromkeys(person.tolist())))


def _templates(wrong: Callable) -> Callable:
    """Return a mistake: the people are right, and the templates are made of their means in a wrong way."""
    return lambda x, who: (np.unique(who), wrong(_means(x, who)))


def _pick_photo(place: int) -> Callable:
    return lambda x, who: (np.unique(who), np.array([x[who == one][place] for one in np.unique(who)]))


def _people_differ(result: Any, vectors: np.ndarray, person: np.ndarray) -> str | None:
    """Say what is wrong with the people, or with the shape of the templates, whatever the numbers are."""
    if not isinstance(result, tuple | list) or len(result) != 2 or not all(alike(one, one) for one in result):
        return None
    who, templates, people = np.asarray(result[0]), np.asarray(result[1]), np.unique(person)
    if who.shape == person.shape and who.ndim == 1:
        return "people has one entry for each photo. Each person should stand there once: np.unique."
    if who.shape == people.shape and sorted(who) == people.tolist() and who.tolist() != people.tolist():
        return "people is not in ascending order: np.unique puts it so, and templates must follow the same order."
    if who.shape == people.shape and templates.shape == vectors.shape:
        return "templates has one row for each photo. Each person should have one."
    if who.shape == people.shape == templates.shape:
        return "you take one mean over all the numbers of a person. Each column has its own mean: axis=0."
    return None


ENROL = Exercise(
    answers.enrol,
    _photos,
    Several("people, templates", (Array("The array people"), Array("The table of templates"))),
    {
        "your two results are exchanged: first people, then templates.": lambda x, who: answers.enrol(x, who)[::-1],
        "your templates are not of length 1: the mean of rows of length 1 is shorter. Divide it by its length.": _templates(lambda m: m),
        "you add the rows up and do not divide. Divide each sum (or mean) by its length.": lambda x, who: (np.unique(who), np.array([x[who == one].sum(axis=0) for one in np.unique(who)])),
        "each template is the person's first photo alone. Take the mean of all of them.": _pick_photo(0),
        "each template is the person's last photo alone. Take the mean of all of them.": _pick_photo(-1),
        "your templates stand in the order in which people first appear; people is in ascending order. Both must agree.":
            lambda x, who: (np.unique(who), _unit(_means(x, who, _seen(who)))),
        "you divide all templates by one length, that of the whole table. Each row has its own: axis=1.": _templates(lambda m: m / np.linalg.norm(m)),
        "you divide by the lengths of the columns. A template is a row: axis=1, keepdims=True.": _templates(lambda m: m / np.linalg.norm(m, axis=0)),
        "you divide by the largest number, not by the length, np.linalg.norm.": _templates(lambda m: m / m.max(axis=1, keepdims=True)),
        "you divide by the square of the length: is a root missing?": _templates(lambda m: m / np.linalg.norm(m, axis=1, keepdims=True) ** 2),
        "you divide by the sum of the numbers, not by the length, np.linalg.norm.": _templates(lambda m: m / m.sum(axis=1, keepdims=True)),
        "you divide by the number of columns. Divide by the length of the row, np.linalg.norm.": _templates(lambda m: m / m.shape[1]),
        "you subtract the mean of all templates. Only the length changes, not the direction.": _templates(lambda m: _unit(m - m.mean(axis=0))),
        "you take the median of a person's rows. Take their mean.": lambda x, who: (np.unique(who), _unit(np.array([np.median(x[who == one], axis=0) for one in np.unique(who)]))),
        "your table of templates lies on its side: one row for each person.": _templates(lambda m: _unit(m).T),
    },
    [
        Example((np.array([[0.6, 0.8], [0.0, 1.0], [0.8, 0.6], [1.0, 0.0]]), np.array([7, 2, 7, 4])), "person 7's mean is (0.7, 0.7); the people 2 and 4 have one photo each"),
        Example((np.array([[0.6, 0.8], [-0.6, 0.8], [0.8, -0.6]]), np.array([9, 9, 4])), "person 9's mean is (0, 0.8), and person 4 has one photo"),
        Example((np.array([[-0.6, -0.8]]), np.array([5])), "one person with one photo: the template is that row"),
    ],
    LessonSize("60 rows of 128 numbers, of 20 people", lambda rng: (_unit(rng.normal(size=(60, 128))), np.repeat(np.arange(21, 41), 3)), 0.2),
    recognise=_people_differ,
    otherwise="A template is the mean of its person's rows, divided by that mean's length; people tells the order.",
)  # fmt: skip

# Whole numbers whose squares add up to 64: divided by 8 they are rows of length 1, exactly, and so are all products.
ROWS = ((7, 3, 2, 1, 1), (5, 5, 3, 2, 1), (6, 5, 1, 1, 1), (6, 3, 3, 3, 1), (6, 4, 2, 2, 2), (5, 4, 3, 3, 2, 1), (6, 4, 3, 1, 1, 1),
        (7, 2, 2, 2, 1, 1, 1), (4, 4, 3, 3, 3, 2, 1), (5, 3, 3, 3, 2, 2, 2), (5, 4, 4, 2, 1, 1, 1))  # fmt: skip
# Scores for which the distance of the two rows is exact as well, the root of 2 minus twice the score.
EXACT = 1 - np.arange(1, 8) ** 2 / 32


def _exact_rows(rng: np.random.Generator, count: int, length: int) -> np.ndarray:
    """Draw rows of length 1 whose scores are exact, however the products are added up; most of them alike in sign."""
    fitting = [one for one in ROWS if len(one) == length]
    rows = np.array([rng.permutation(fitting[rng.integers(len(fitting))]) for _ in range(count)]) / 8
    return rows * np.where(rng.random((count, length)) < 0.12, -1, 1) * rng.choice([-1, 1], length)


def _pair_and_line(rng: np.random.Generator) -> tuple | None:
    """Draw two rows and a threshold: the score itself, one next to it, or one at which other numbers decide otherwise."""
    kind = rng.integers(5)
    while True:
        template, probe = _exact_rows(rng, 2, int(rng.integers(5, 8)))
        if kind == 1:  # very much alike
            probe = template.copy()
            probe[:2] = probe[1::-1]
        probe = -probe if kind == 2 else probe
        products = template * probe
        score = float(products.sum())
        if kind or score in EXACT:
            break
    if kind == 0:
        return template, probe, score
    if kind == 3:
        return template, probe, score + float(rng.choice([-1, 1])) / 512
    line = float(rng.integers(-50, 60)) / 64
    others = np.array([score + line, abs(score), score - 0.5 + line, products.mean(), products.max(), 1 - 2 * score])
    otherwise = (others >= line) != (score >= line)  # what a comparison with 0, a score without its sign, ... would say
    return (template, probe, line) if otherwise[0] or np.count_nonzero(otherwise) > 2 else None


VERIFY = Exercise(
    answers.verify,
    _pair_and_line,
    Truth(),
    {
        "a score equal to the threshold is refused. It should be accepted: at least the threshold, >=.": lambda t, x, line: t @ x > line,
        "you accept what should be refused, and refuse what should be accepted. Accept when the score is at least the threshold.": lambda t, x, line: t @ x < line,
        "the inequality points the wrong way. A higher score means more alike: accept when it is at least the threshold.": lambda t, x, line: t @ x <= line,
        "you compare a distance with the threshold. The score is the cosine, template @ probe, and higher means more alike.": lambda t, x, line: np.linalg.norm(t - x) <= line,
        "you ask whether a distance is at least the threshold: the less alike, the sooner accepted. The score is the cosine, template @ probe.": lambda t, x, line: np.linalg.norm(t - x) >= line,
        "you take the score without its sign. Opposite directions are as unlike as can be: keep the sign.": lambda t, x, line: abs(t @ x) >= line,
        "you compare with 0.5. The threshold is given.": lambda t, x, line: t @ x >= 0.5,
        "you compare with 0. The threshold is given.": lambda t, x, line: t @ x >= 0,
        "you round the score before you compare it. Compare it as it is.": lambda t, x, line: np.round(t @ x, 2) >= line,
        "you round the score to one digit before you compare it. Compare it as it is.": lambda t, x, line: np.round(t @ x, 1) >= line,
        "your function says True whatever it is given.": lambda t, x, line: True,
        "your function says False whatever it is given.": lambda t, x, line: False,
        "you take the mean of the products. The score is their sum.": lambda t, x, line: (t * x).mean() >= line,
        "you take the largest product alone. The score is the sum of the products.": lambda t, x, line: (t * x).max() >= line,
        "you return True or False for each number. Add the products up first, then compare once.": lambda t, x, line: t * x >= line,
        "you return the score. Return whether it is at least the threshold, True or False.": lambda t, x, line: t @ x,
    },
    [
        Example((np.array([0.5, 0.5, -0.5, 0.5]), np.array([0.5, 0.5, 0.5, 0.5]), 0.5), "the score is 0.25 + 0.25 - 0.25 + 0.25 = 0.5, as much as the threshold"),
        Example((np.array([0.5, 0.5, -0.5, 0.5]), np.array([0.5, 0.5, 0.5, 0.5]), 0.75), "the score is 0.25 + 0.25 - 0.25 + 0.25 = 0.5, less than the threshold"),
        Example((np.array([0.5, 0.5, 0.5, 0.5]), np.array([0.5, 0.5, -0.5, 0.5]), 0.5009765625), "the score is 0.5, and the threshold stands a little higher: near it is not at least"),
        Example((np.array([1.0, 0.0]), np.array([-0.6, 0.8]), 0), "the score is -0.6, and the threshold is 0"),
        Example((np.array([1.0, 0.0]), np.array([-1.0, 0.0]), 0.5), "the score is -1: opposite directions are as unlike as can be"),
        Example((np.array([1.0, 0.0]), np.array([0.0, 1.0]), -0.25), "the score is 0, more than the threshold, which may be negative"),
        Example((np.array([1.0, 0.0]), np.array([1.0, 0.0]), np.inf), "at infinity nothing is accepted"),
    ],
    LessonSize("rows of 40 numbers", lambda rng: (*_unit(rng.normal(size=(2, 40))), np.float64(0.625)), 0.05),
    otherwise="The score is template @ probe, the sum of the products.",
)  # fmt: skip


def _gallery(rng: np.random.Generator, count: int) -> tuple:
    """Return people, unsorted, templates and a probe; no two scores are alike."""
    while True:
        length = int(rng.choice([one for one in (5, 6, 7) if one != count]))
        *templates, probe = _exact_rows(rng, count + 1, length)
        if len(np.unique(np.array(templates) @ probe)) == count:
            return rng.choice(np.arange(10, 60), count, replace=False), np.array(templates), probe


def _list_question(rng: np.random.Generator) -> tuple:
    count = int(rng.integers(4, 8))
    return *_gallery(rng, count), int(rng.integers(1, count))


def _ordered(pick: Callable) -> Callable:
    """Return a mistake: what is picked from people, scores, the places in order, and k."""
    return lambda people, templates, probe, k: pick(people, templates @ probe, np.argsort(-(templates @ probe)), k)


SEARCH = Exercise(
    answers.search,
    _list_question,
    Array("The list"),
    {
        "your list holds the worst first. np.argsort sorts upwards; a higher score means more alike.": _ordered(lambda p, s, o, k: p[o[::-1][:k]]),
        "you take the k people with the lowest scores. A higher score means more alike.": _ordered(lambda p, s, o, k: p[o[-k:]]),
        "the people are right, their order is turned round: best first.": _ordered(lambda p, s, o, k: p[o[:k]][::-1]),
        "the people are right, their order is that of the gallery: best first.": _ordered(lambda p, s, o, k: p[np.sort(o[:k])]),
        "the people are right, their order is not: best first, not by number.": _ordered(lambda p, s, o, k: np.sort(p[o[:k]])),
        "you return places in the gallery (0, 1, 2, ...), not people: people[places].": _ordered(lambda p, s, o, k: o[:k]),
        "you return places in the gallery, not people, and the worst first.": _ordered(lambda p, s, o, k: o[::-1][:k]),
        "you return scores. Return the people they belong to.": _ordered(lambda p, s, o, k: s[o[:k]]),
        "these are ranks by place. np.argsort already gives the places in order: people[those places].": _ordered(lambda p, s, o, k: np.argsort(o)[:k]),
        "you return the first k people of the gallery, whatever their scores.": _ordered(lambda p, s, o, k: p[:k]),
        "you sort the first k people of the gallery. Sort all of them, and keep k then.": _ordered(lambda p, s, o, k: p[np.argsort(-s[:k])]),
        "you sort by the size of the scores without their sign: a score of -0.9 is not alike.": _ordered(lambda p, s, o, k: p[np.argsort(-np.abs(s))[:k]]),
        "your list has everybody. Keep the best k: [:k].": _ordered(lambda p, s, o, k: p[o]),
        "your list has one person too many: [:k] stops before place k.": _ordered(lambda p, s, o, k: p[o[: k + 1]]),
        "your list begins with the second best. The best stands at place 0.": _ordered(lambda p, s, o, k: p[o[1 : k + 1]]),
        "you return one person, the one at place k. [:k] takes all before it.": _ordered(lambda p, s, o, k: p[o[k]]),
        "you return one person, the last of the list. [:k] takes all of it.": _ordered(lambda p, s, o, k: p[o[k - 1]]),
        "you return the best person alone. The list has k.": _ordered(lambda p, s, o, k: p[o[0]]),
        "you return pairs of score and person. Return the people alone.": _ordered(lambda p, s, o, k: np.column_stack([s[o[:k]], p[o[:k]]])),
        "you return pairs of person and score. Return the people alone.": _ordered(lambda p, s, o, k: np.column_stack([p[o[:k]], s[o[:k]]])),
    },
    [
        Example((np.array([31, 14, 18]), np.array([[0.0, 1.0], [0.8, 0.6], [-1.0, 0.0]]), np.array([1.0, 0.0]), 2), "the scores are 0, 0.8 and -1"),
        Example((np.array([31, 14, 18]), np.array([[0.0, 1.0], [0.8, 0.6], [-1.0, 0.0]]), np.array([1.0, 0.0]), 1), "the scores are 0, 0.8 and -1, and a list of one person is a list"),
        Example((np.array([31, 14, 18]), np.array([[0.0, 1.0], [0.8, 0.6], [-1.0, 0.0]]), np.array([1.0, 0.0]), 3), "the list holds everybody: the scores are 0, 0.8 and -1"),
        Example((np.array([9, 40]), np.array([[-0.6, 0.8], [-1.0, 0.0]]), np.array([1.0, 0.0]), 2), "all scores are negative: -0.6 is more alike than -1"),
    ],
    LessonSize("20 templates of 128 numbers, k = 20", lambda rng: (np.arange(21, 41), _unit(rng.normal(size=(20, 128))), _unit(rng.normal(size=128)), 20), 0.05),
    otherwise="np.argsort gives places, lowest score first; people[places] gives the people.",
)  # fmt: skip


def _gate_question(rng: np.random.Generator) -> tuple | None:
    """Draw a gallery and a threshold: the best score itself, one above all, or one that several scores reach."""
    kind = rng.integers(3)
    for _ in range(60):
        people, templates, probe = _gallery(rng, int(rng.integers(6, 9)))
        probe = probe * rng.choice([-1, 1])
        scores = templates @ probe
        line = float(scores.max()) + float(rng.choice([[0], [1 / 64, 5 / 32], [-5 / 16, -7 / 16]][kind]))
        passing, order = np.flatnonzero(scores >= line), np.argsort(scores)
        told_apart = {*passing[[0, -1]], *order[[0, -1, -2]], np.abs(scores).argmax()} if passing.size else set()
        if kind == 1 or (kind == 0 and line in EXACT) or (kind == 2 and passing.size > 2 and len(told_apart) > 4):
            return people, templates, probe, line
    return None


def _at_the_gate(pick: Callable, nobody: Any = 0) -> Callable:
    """Return a mistake: what is picked from people and scores if the best score reaches the threshold."""

    def mistake(people: np.ndarray, templates: np.ndarray, probe: np.ndarray, threshold: float) -> Any:
        scores = templates @ probe
        return pick(people, scores, threshold) if scores.max() >= threshold else nobody

    return mistake


def _nearest(people: np.ndarray, templates: np.ndarray, probe: np.ndarray, threshold: float) -> int:
    apart = np.linalg.norm(templates - probe, axis=1)
    return people[apart.argmin()] if apart.min() <= threshold else 0


def _largest_without_sign(people: np.ndarray, templates: np.ndarray, probe: np.ndarray, threshold: float) -> int:
    sizes = np.abs(templates @ probe)
    return people[sizes.argmax()] if sizes.max() >= threshold else 0


IDENTIFY = Exercise(
    answers.identify,
    _gate_question,
    Number("The answer"),
    {
        "the best score is below the threshold, and you name somebody. Return 0 for nobody.": lambda p, t, x, line: p[(t @ x).argmax()],
        "the best score is equal to the threshold, and you say nobody. At least the threshold is enough: >=.": lambda p, t, x, line: p[(t @ x).argmax()] if (t @ x).max() > line else 0,
        "the inequality points the wrong way: you name somebody when the best score is too low.": lambda p, t, x, line: p[(t @ x).argmax()] if (t @ x).max() <= line else 0,
        "you name the first person whose score passes. Several may pass: name the best of them.": _at_the_gate(lambda p, s, line: p[np.argmax(s >= line)]),
        "your function looks at the first person of the gallery alone. A loop that returns in both cases ends in its first round: look at all of them first.":
            lambda p, t, x, line: p[0] if t[0] @ x >= line else 0,
        "your function says nobody, 0, whatever it is given.": lambda p, t, x, line: 0,
        "you name the last person whose score passes. Several may pass: name the best of them.": _at_the_gate(lambda p, s, line: p[s >= line][-1]),
        "you name the weakest person whose score passes. Several may pass: name the best of them.": _at_the_gate(lambda p, s, line: p[s == s[s >= line].min()][0]),
        "you return everybody whose score passes. Name the best alone.": lambda p, t, x, line: p[t @ x >= line],
        "you return the place in the gallery (0, 1, 2, ...), not the person there: people[best].": _at_the_gate(lambda p, s, line: s.argmax()),
        "you return the score. Return the person, or 0.": _at_the_gate(lambda p, s, line: s.max()),
        "you say whether somebody passes, True or False. Return who it is, or 0.": lambda p, t, x, line: bool((t @ x).max() >= line),
        "you name the person who is least alike. A higher score means more alike.": _at_the_gate(lambda p, s, line: p[s.argmin()]),
        "you name the second best.": _at_the_gate(lambda p, s, line: p[s.argsort()[-2]]),
        "you take the largest score without its sign: -0.9 is not alike.": _largest_without_sign,
        "you return -1 for nobody. Return 0.": _at_the_gate(lambda p, s, line: p[s.argmax()], -1),
        "you compare with 0.5. The threshold is given.": lambda p, t, x, line: p[(t @ x).argmax()] if (t @ x).max() >= 0.5 else 0,
        "you compare with 0. The threshold is given.": lambda p, t, x, line: p[(t @ x).argmax()] if (t @ x).max() >= 0 else 0,
        "you compare a distance with the threshold. The score is templates @ probe, and higher means more alike.": _nearest,
    },
    [
        Example((np.array([31, 14, 18]), np.array([[0.0, 1.0], [0.5, 0.75], [-1.0, 0.0]]), np.array([1.0, 0.0]), 0.5), "the scores are 0, 0.5 and -1, and the best is as high as the threshold"),
        Example((np.array([31, 14, 18]), np.array([[0.0, 1.0], [0.5, 0.75], [-1.0, 0.0]]), np.array([1.0, 0.0]), 0.75), "the scores are 0, 0.5 and -1: none reaches the threshold"),
        Example((np.array([31, 14, 18]), np.array([[0.0, 1.0], [0.5, 0.75], [-1.0, 0.0]]), np.array([1.0, 0.0]), -1), "the scores are 0, 0.5 and -1: all reach the threshold, and the best is named"),
        Example((np.array([25, 9]), np.array([[-0.25, 0.5], [-1.0, 0.0]]), np.array([1.0, 0.0]), -0.5), "the scores are -0.25 and -1, and the threshold is negative too"),
        Example((np.array([25, 9]), np.array([[-0.6, 0.8], [-1.0, 0.0]]), np.array([1.0, 0.0]), 0), "the scores are -0.6 and -1, and the threshold is 0"),
        Example((np.array([31, 14]), np.array([[0.6, 0.8], [0.8, 0.6]]), np.array([1.0, 0.0]), 0.8009765625), "the best score is 0.8, and the threshold stands a little higher"),
        Example((np.array([25, 9]), np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1.0, 0.0]), np.inf), "at infinity nobody is named"),
    ],
    LessonSize("10 templates of 128 numbers", lambda rng: (np.arange(21, 31), _unit(rng.normal(size=(10, 128))), _unit(rng.normal(size=128)), np.float64(-0.5)), 0.05),
    otherwise="Name the person with the highest score if that score is at least the threshold, else 0.",
)  # fmt: skip


def _arrivals(rng: np.random.Generator) -> tuple | None:
    """Draw who arrives at a gate and who is named; one guest never comes, and others come often."""
    people = rng.permutation(np.arange(5, 60))  # far from 0, which is nobody
    guests, strangers, enrolled = people[:4], people[5 : 5 + rng.integers(3, 8)], rng.permutation(people[:5])
    person = rng.permutation(np.concatenate([guests, rng.choice(guests, rng.integers(2, 6)), strangers, strangers[:2]]))
    named = np.where(rng.random(len(person)) < 0.6, person, rng.choice(enrolled, len(person)))
    stranger = np.isin(person, strangers)
    named[stranger] = rng.choice(enrolled, np.count_nonzero(stranger))
    named[rng.random(len(person)) < 0.4] = 0
    rates = answers.open_set_errors(named, person, enrolled)
    return None if set(rates) & {0, 1} or rates[0] == rates[1] else (named, person, enrolled)


def _rates(fpir: Callable | None, fnir: Callable | None) -> Callable:
    """Return a mistake: two numbers made of who is a guest, who was named as nobody, who wrongly, and all arguments; None is right."""

    def mistake(named: np.ndarray, person: np.ndarray, enrolled: np.ndarray) -> tuple:
        known, nobody = np.isin(person, enrolled), named == 0
        facts = known, nobody, ~nobody & (named != person), named, person, enrolled
        right = answers.open_set_errors(named, person, enrolled)
        return tuple(one(*facts) if one else own for one, own in zip((fpir, fnir), right, strict=True))

    return mistake


def _count_fp(known: np.ndarray, nobody: np.ndarray, *_: Any) -> int:
    return (~known & ~nobody).sum()


def _count_fn(known: np.ndarray, nobody: np.ndarray, wrong: np.ndarray, *_: Any) -> int:
    return (known & (nobody | wrong)).sum()


OPEN_SET_ERRORS = Exercise(
    answers.open_set_errors,
    _arrivals,
    Several("fpir, fnir"),
    {
        "your two rates are exchanged: first FPIR, the strangers', then FNIR, the guests'.": lambda n, p, e: answers.open_set_errors(n, p, e)[::-1],
        "you divide both counts by all arrivals. FPIR is a share of the strangers, FNIR a share of the guests.":
            _rates(lambda k, *f: _count_fp(k, *f) / len(k), lambda k, *f: _count_fn(k, *f) / len(k)),
        "you return counts. Divide each by the number of its own people's arrivals.": _rates(_count_fp, _count_fn),
        "a guest who is named as another guest is missing from your FNIR: that is not the right name.": _rates(None, lambda k, nobody, *f: nobody[k].mean()),
        "a guest who is named as nobody is missing from your FNIR.": _rates(None, lambda k, nobody, wrong, *f: wrong[k].mean()),
        "guests who are named as nobody are missing from your FNIR, above and below. Every guest who arrived counts.": _rates(None, lambda k, nobody, wrong, *f: wrong[k].sum() / (k & ~nobody).sum()),
        "your FNIR is the share of guests who are named rightly. Return the rest.": _rates(None, lambda k, nobody, wrong, *f: (~nobody & ~wrong)[k].mean()),
        "your FNIR is divided by the number of enrolled people. Divide by how many guests arrived.": _rates(None, lambda k, nobody, wrong, n, p, e: (nobody | wrong)[k].sum() / len(e)),
        "your FNIR counts strangers too: for a stranger no name is right. Look at the guests alone.": _rates(None, lambda k, nobody, wrong, n, p, e: (n != p).mean()),
        "your FPIR counts guests who are named as another guest. They belong to FNIR.": _rates(lambda k, nobody, wrong, *f: wrong.sum() / (~k).sum(), None),
        "your FPIR counts every stranger, whatever the gate says: no stranger is ever named as themselves. Count those who are named at all, != 0.":
            _rates(lambda k, *f: 1.0, None),
        "your FPIR is divided by the number of namings. Divide by the number of strangers who arrived.": _rates(lambda k, nobody, *f: (~k & ~nobody).sum() / (~nobody).sum(), None),
        "your FPIR is divided by how many different strangers there are. Divide by how many times strangers arrived.": _rates(lambda k, nobody, wrong, n, p, e: (~k & ~nobody).sum() / len(np.unique(p[~k])), None),
        "your FPIR is the share of strangers who are rightly named as nobody. Count the others.": _rates(lambda k, nobody, *f: nobody[~k].mean(), None),
        "you divide by all arrivals, and count wrong names and nobodies. FPIR is a share of the strangers, FNIR a share of the guests.":
            _rates(lambda k, nobody, wrong, *f: wrong.mean(), lambda k, nobody, *f: nobody.mean()),
        "your rates are the shares of right answers. Return the errors.": lambda n, p, e: tuple(1 - one for one in answers.open_set_errors(n, p, e)),
        "guests and strangers are exchanged: np.isin(person, enrolled) is True for guests.": _rates(lambda k, nobody, *f: (~nobody)[k].mean(), lambda k, *f: 1.0),
    },
    [
        Example((np.array([22, 21, 0, 22, 0, 0]), np.array([31, 21, 22, 21, 31, 35]), np.array([22, 21])),
                "one of three strangers' arrivals is named; of three guests' arrivals one is named rightly, one as another guest and one as nobody"),
        Example((np.array([7, 5, 0]), np.array([7, 5, 9]), np.array([5, 7, 8])), "there is no error"),
        Example((np.array([0, 0, 0]), np.array([9, 7, 5]), np.array([7, 5])), "nobody is named: no stranger is, and no guest either"),
        Example((np.array([7, 8]), np.array([9, 7]), np.array([7, 8])), "everything is wrong"),
    ],
    LessonSize("140 arrivals", lambda rng: (np.where(rng.random(140) < 0.5, rng.permutation(np.repeat(np.arange(21, 31), 14)), 0), np.repeat(np.arange(21, 41), 7), np.arange(21, 31)), 1.0),
    otherwise="Split the arrivals into guests and strangers first; each rate is a share of its own part.",
)  # fmt: skip

EXERCISES = {
    "4.1": NCC,
    "4.2a": ENROL,
    "4.2b": VERIFY,
    "4.3": SEARCH,
    "4.4": IDENTIFY,
    "4.P": OPEN_SET_ERRORS,
}
