"""Lesson 10: error rates of groups, and who is taken for whom."""

from collections.abc import Callable

import numpy as np

from facelab.answers import lesson10 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Array, ByLabel, Number

# "uncoded" is a label of the lesson's data: an answer that knows it by heart is to be found out.
NAMES = ("ash", "birch", "cedar", "elm", "fir", "hazel", "oak", "pine", "uncoded", "yew")
THREE = np.array([[True, True, False], [False, False, False], [True, False, True]])
FOUR = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]], dtype=bool)


def _false(matches: np.ndarray) -> np.ndarray:
    """Return the matches with the diagonal left out."""
    return matches & ~np.eye(len(matches), dtype=bool)


def _sums(table: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sum of each block of a table, (k, k), and the number of people of each group, (k,)."""
    belongs = (labels[:, np.newaxis] == np.unique(labels)).astype(float)
    return belongs.T @ table @ belongs, belongs.sum(axis=0)


def _people(rng: np.random.Generator) -> tuple | None:
    """Draw matches and labels of nine people in three groups, of which no two are equally large.

    The diagonal mostly matches, the groups first appear in another order than that of their names, and the rates are
    no round numbers.
    """
    labels = rng.permutation(np.repeat(rng.choice(NAMES, 3, replace=False), rng.permutation([2, 3, 4])))
    names, place = np.unique(labels, return_inverse=True)
    often = rng.uniform(0.2, 0.7, (3, 3))[np.ix_(place, place)]
    matches = rng.random(often.shape) < often
    np.fill_diagonal(matches, rng.random(len(labels)) < 0.8)
    errors, n = _sums(_false(matches), labels)
    rates = np.diag(errors) / (n * (n - 1))
    too_tidy = list(dict.fromkeys(labels.tolist())) == names.tolist() or np.allclose(rates, rates.round(4), atol=1e-6)
    return None if too_tidy or not errors.sum(axis=1).all() else (matches, labels)


def _faces(rng: np.random.Generator) -> np.ndarray:
    """Return a table of matches as large as the lesson's."""
    matches = rng.random((1680, 1680), dtype=np.float32) < 0.002
    np.fill_diagonal(matches, rng.random(1680) < 0.95)
    return matches


def _family(rng: np.random.Generator) -> tuple:
    return _faces(rng), rng.permutation(np.repeat(["listed", "not listed"], [59, 1621]))


def _for_each(pick: Callable) -> Callable:
    """Return a mistake: what is picked for each group from the matches, who belongs to it, and how many they are."""
    return lambda matches, labels: {str(name): pick(matches, labels == name, np.sum(labels == name)) for name in np.unique(labels)}  # fmt: skip


def _part(table: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return table[np.ix_(inside, inside)]


BY_GROUP = Exercise(
    answers.fmr_by_group,
    _people,
    ByLabel("The rate"),
    {
        "your rates take the group's probes against everybody, the diagonal with them. Both people must be in the group: np.ix_(inside, inside).": _for_each(lambda m, g, n: m[g].mean()),
        "your rates take the group's probes against everybody. Both people must be in the group: np.ix_(inside, inside).": _for_each(lambda m, g, n: _false(m)[g].sum() / (n * (len(m) - 1))),
        "your rates take everybody's probes against the group's enrolments, the diagonal with them. Both people must be in the group.": _for_each(lambda m, g, n: m[:, g].mean()),
        "your rates take everybody's probes against the group's enrolments. Both people must be in the group.": _for_each(lambda m, g, n: _false(m)[:, g].sum() / (n * (len(m) - 1))),
        "your rates take the group's probes against the people outside it. Both people must be in the group.": _for_each(lambda m, g, n: m[np.ix_(g, ~g)].mean()),
        "you count the upper half of the table, and divide by both halves. (i, j) and (j, i) are two comparisons.": _for_each(lambda m, g, n: np.triu(_part(m, g), 1).sum() / (n * (n - 1))),
        "you look at each pair once, in the upper half of the table. (i, j) and (j, i) are two comparisons, and one of them may match while the other does not.": _for_each(lambda m, g, n: np.triu(_part(m, g), 1).sum() / (n * (n - 1) / 2)),
        "you look at each pair once, in the lower half of the table. (i, j) and (j, i) are two comparisons, and one of them may match while the other does not.": _for_each(lambda m, g, n: np.tril(_part(m, g), -1).sum() / (n * (n - 1) / 2)),
        "the diagonal counts in your rates. It holds people compared with themselves: leave it out above and below.": _for_each(lambda m, g, n: _part(m, g).mean()),
        "you take away n matches, as if every mated pair matched. Count the diagonal as it is: np.trace(part).": _for_each(lambda m, g, n: (_part(m, g).sum() - n) / (n * (n - 1))),
        "the diagonal is left out above, but not below: a group of n people has n * (n - 1) comparisons.": _for_each(lambda m, g, n: _part(_false(m), g).mean()),
        "the diagonal is left out below, but not above.": _for_each(lambda m, g, n: _part(m, g).sum() / (n * (n - 1))),
        "you leave out one comparison below. The diagonal of n people has n.": _for_each(lambda m, g, n: _part(_false(m), g).sum() / (n * n - 1)),
        "you count the mated comparisons, on the diagonal. False matches lie off it.": _for_each(lambda m, g, n: np.trace(_part(m, g)) / n),
        "you divide by all false matches. Divide by the group's comparisons.": _for_each(lambda m, g, n: _part(_false(m), g).sum() / _false(m).sum()),
        "you divide by everybody's comparisons. Divide by those within the group.": _for_each(lambda m, g, n: _part(_false(m), g).sum() / (len(m) * (len(m) - 1))),
        "you divide by the number of people. Divide by the comparisons within the group.": _for_each(lambda m, g, n: _part(_false(m), g).sum() / n),
        "each pair stands twice in the table, as (i, j) and (j, i): n * (n - 1) comparisons, not half of them.": _for_each(lambda m, g, n: _part(_false(m), g).sum() / (n * (n - 1) / 2)),
        "you return counts. Divide by the comparisons within the group.": _for_each(lambda m, g, n: _part(_false(m), g).sum()),
        "you return the same rate for every label: that of all comparisons within any group. Count each group for itself.":
            lambda m, g: dict.fromkeys(np.unique(g).tolist(), _false(m)[g[:, None] == g].sum() / (np.sum(g[:, None] == g) - len(g))),
    },
    [
        Example((THREE, np.array(["oak", "oak", "oak"])), "off the diagonal there are six comparisons, and two of them match"),
        Example((FOUR, np.array(["oak", "elm", "oak", "elm"])),
                "no two different people of one group match: both rates are 0, and stand in the dictionary"),
    ],
    LessonSize("1,680 people", _family, 1),
    otherwise="Both people of a comparison carry the label, and nobody is compared with themselves.",
)  # fmt: skip


def _blocks(pick: Callable) -> Callable:
    """Return a mistake: what is picked from the blocks' false matches, from all their matches, and from the groups' sizes."""
    return lambda m, g: pick(_sums(_false(m), g)[0], *_sums(m, g))


def _comparisons(n: np.ndarray) -> np.ndarray:
    return np.outer(n, n) - np.diag(n)


def _as_they_appear(matches: np.ndarray, labels: np.ndarray) -> np.ndarray:
    names = np.unique(labels).tolist()
    places = [names.index(one) for one in dict.fromkeys(labels.tolist())]
    return answers.cross_group(matches, labels)[np.ix_(places, places)]


def _mirrored(matches: np.ndarray, labels: np.ndarray) -> np.ndarray:
    rates = answers.cross_group(matches, labels)
    return (rates + rates.T) / 2


def _of_another_size(result: object, matches: np.ndarray, labels: np.ndarray) -> str | None:
    try:
        shape = np.shape(result)
    except Exception:  # such as rows of different lengths
        return None
    if len(shape) != 2 or shape == (3, 3):
        return None
    return f"your table is {shape[0]} by {shape[1]}. One row and one column are needed for each label, however many."


CROSS_GROUP = Exercise(
    answers.cross_group,
    _people,
    Array("The table"),
    {
        "rows and columns are exchanged: the row is the probe's group, the column the enrolment's.": lambda m, g: answers.cross_group(m, g).T,
        "the diagonal of matches counts, above and below. It holds people compared with themselves.": _blocks(lambda errors, matches, n: matches / np.outer(n, n)),
        "in a block of a group with itself the diagonal is left out above, but not below: n * n - n comparisons.": _blocks(lambda errors, matches, n: errors / np.outer(n, n)),
        "the diagonal is left out below, but not above.": _blocks(lambda errors, matches, n: matches / _comparisons(n)),
        "you take away n comparisons in every block. Only a block of a group with itself has a diagonal.": _blocks(lambda errors, matches, n: errors / (np.outer(n, n) - n[:, None])),
        "you take away comparisons in every block, as many as its enrolments have people. Only a block of a group with itself has a diagonal.": _blocks(lambda errors, matches, n: errors / (np.outer(n, n) - n)),
        "you take away n matches in a block of a group with itself, as if every mated pair matched. Set the diagonal to False instead.": _blocks(lambda errors, matches, n: (matches - np.diag(n)) / _comparisons(n)),
        "you divide each block by n * (n - 1) / 2, as if each pair stood once in the table. It stands twice, as (i, j) and (j, i).": _blocks(lambda errors, matches, n: errors / (_comparisons(n) / (1 + np.eye(len(n))))),
        "you divide by all false matches. Divide each block by its own comparisons.": _blocks(lambda errors, matches, n: errors / errors.sum()),
        "you return counts. Divide each block by its comparisons.": _blocks(lambda errors, matches, n: errors),
        "you divide by all comparisons of a row. Divide each block by its own.": _blocks(lambda errors, matches, n: errors / _comparisons(n).sum(axis=1, keepdims=True)),
        "you divide by all false matches of a row. Divide each block by its own comparisons.": _blocks(lambda errors, matches, n: errors / errors.sum(axis=1, keepdims=True)),
        "you divide by all comparisons of the table. Divide each block by its own.": _blocks(lambda errors, matches, n: errors / _comparisons(n).sum()),
        "your table is the same above and below its diagonal. Probes of g against enrolments of h are other comparisons than the other way round.": _mirrored,
        "only the blocks of a group with itself are filled. Fill those of two groups as well.": lambda m, g: np.diag(np.diag(answers.cross_group(m, g))),
        "only the blocks of two different groups are filled. Fill those of a group with itself as well.": lambda m, g: answers.cross_group(m, g) * ~np.eye(len(np.unique(g)), dtype=bool),
        "only one half of your table is filled. Probes of g against enrolments of h are other comparisons than the other way round.": lambda m, g: np.triu(answers.cross_group(m, g)),
        "only the first row of your table is filled. Does return stand inside the loop?": lambda m, g: answers.cross_group(m, g) * (np.arange(len(np.unique(g))) == 0)[:, np.newaxis],
        "you return the rates within the groups alone: one row and one column for each label are needed.": lambda m, g: np.diag(answers.cross_group(m, g)),
        "the groups stand in the order in which they first appear. Put them in the order of np.unique(labels).": _as_they_appear,
        "the groups stand in the reversed order. Put them in the order of np.unique(labels).": lambda m, g: answers.cross_group(m, g)[::-1, ::-1],
    },
    [
        Example((THREE, np.array(["oak", "oak", "oak"])), "there is one group, and two of its six comparisons match"),
        Example((FOUR, np.array(["oak", "elm", "oak", "elm"])),
                "elm is the first row and the first column, and within a group nothing matches"),
    ],
    LessonSize("1,680 people", _family, 1.5),
    recognise=_of_another_size,
    otherwise="Take one block at a time: whose photos are its rows, whose are its columns, and is the diagonal among its cells?",
)  # fmt: skip


def _people_and_label(rng: np.random.Generator) -> tuple | None:
    """Draw people and a label that neither comes first or last among the names nor stands at an end."""
    drawn = _people(rng)
    if drawn is None:
        return None
    dropped = str(np.unique(drawn[1])[1])
    if dropped in drawn[1][[0, -1]]:
        return None
    share = answers.hidden_share(*drawn, dropped)
    return (*drawn, dropped) if share != round(share, 4) else None


def _first_names(rng: np.random.Generator) -> tuple:
    return _faces(rng), rng.permutation(np.repeat(["female", "male", "uncoded"], [424, 1118, 138])), "uncoded"


def _hidden(pick: Callable) -> Callable:
    """Return a mistake: what is picked from the false matches, who is dropped (as a column), and all matches."""
    return lambda m, g, dropped: pick(_false(m), (g == dropped)[:, np.newaxis], m)


def _share(hidden: np.ndarray, of: np.ndarray) -> float:
    return (hidden & of).sum() / of.sum()


HIDDEN_SHARE = Exercise(
    answers.hidden_share,
    _people_and_label,
    Number("The share"),
    {
        "you return the share that stays. Return the share that is hidden.": _hidden(lambda false, out, m: _share(~(out | out.T), false)),
        "you count matches of two dropped people. One dropped person is enough.": _hidden(lambda false, out, m: _share(out & out.T, false)),
        "you count matches of exactly one dropped person. Those of two dropped people are hidden as well.": _hidden(lambda false, out, m: _share(out ^ out.T, false)),
        "you look at the probe only. The enrolled person may be dropped, too.": _hidden(lambda false, out, m: _share(out, false)),
        "you look at the enrolled person only. The probe may be dropped, too.": _hidden(lambda false, out, m: _share(out.T, false)),
        "matches of two dropped people count twice: once as a row, once as a column.": _hidden(lambda false, out, m: _share(out, false) + _share(out.T, false)),
        "the diagonal counts among your false matches. It holds people compared with themselves.": _hidden(lambda false, out, m: _share(out | out.T, m)),
        "the diagonal is left out of all false matches, but not of the hidden ones.": _hidden(lambda false, out, m: ((out | out.T) & m).sum() / false.sum()),
        "the diagonal is left out of the hidden matches, but not of all false matches.": _hidden(lambda false, out, m: ((out | out.T) & false).sum() / m.sum()),
        "you look at each pair once, in one half of the table. (i, j) and (j, i) are two comparisons.": _hidden(lambda false, out, m: _share(out | out.T, np.triu(false))),
        "you return the share of *people* who are dropped. Return the share of false matches.": _hidden(lambda false, out, m: out.mean()),
        "you return the share of *comparisons* that are dropped. Return the share of false matches.": _hidden(lambda false, out, m: _share(out | out.T, ~np.eye(len(m), dtype=bool))),
        "you return a count. Divide by all false matches.": _hidden(lambda false, out, m: ((out | out.T) & false).sum()),
        "you divide by the false matches that stay. Divide by all of them.": _hidden(lambda false, out, m: ((out | out.T) & false).sum() / max(1, (~(out | out.T) & false).sum())),
        "you divide by all comparisons. Divide by all false matches.": _hidden(lambda false, out, m: ((out | out.T) & false).sum() / (len(m) * (len(m) - 1))),
        "you return the FMR among the comparisons that are dropped. Return their share of the false matches.": _hidden(lambda false, out, m: ((out | out.T) & false).sum() / ((out | out.T).sum() - out.sum())),
        "you always drop 'uncoded'. The label to drop is given.": lambda m, g, dropped: answers.hidden_share(m, g, "uncoded"),
    },
    [
        Example((THREE, np.array(["oak", "elm", "oak"]), "elm"), "of two false matches, an oak with an elm and an oak with an oak, one is hidden"),
        Example((np.array([[True, False, False], [False, True, True], [False, False, True]]), np.array(["oak", "elm", "elm"]), "oak"), "nothing is hidden"),
        Example((np.array([[True, False, False], [False, True, True], [True, False, True]]), np.array(["oak", "elm", "elm"]), "elm"), "everything is hidden"),
        Example((THREE, np.array(["oak", "elm", "oak"]), "yew"), "nobody carries the label, so nothing is hidden"),
    ],
    LessonSize("1,680 people", _first_names, 2),
    otherwise="Take the false matches one by one: if the probe or the enrolled person carries the label, it is hidden.",
)  # fmt: skip


def _rates_and_mix(rng: np.random.Generator) -> tuple:
    """Draw rates and shares of three groups, exact in binary."""
    return rng.integers(1, 24, (3, 3)) / 64, (1 + rng.multinomial(13, rng.dirichlet(np.full(3, 2.0)))) / 16


def _two_groups(rng: np.random.Generator) -> tuple:
    share = rng.uniform(0.01, 0.99)
    return rng.uniform(0.5, 1, (2, 2)) * [[0.2, 0.002], [0.003, 0.0005]], np.array([share, 1 - share])


FMR_MET = Exercise(
    answers.fmr_met,
    _rates_and_mix,
    Array("The answer"),
    {
        "rows and columns are exchanged: mix belongs to the columns, the enrolled people.": lambda rates, mix: mix @ rates,
        "your groups meet a gallery with equal shares. Use mix.": lambda rates, mix: rates.mean(axis=1),
        "only the comparisons within a group count in yours. The gallery holds the others, too.": lambda rates, mix: np.diag(rates) * mix,
        "the comparisons within a group are missing in yours. The gallery holds people of one's own group, too.": lambda rates, mix: rates @ mix - np.diag(rates) * mix,
        "you add up each row as it is. Weigh each column with its share before you add up.": lambda rates, mix: rates.sum(axis=1),
        "you return the rates within the groups. The gallery is mixed.": lambda rates, mix: np.diag(rates),
        "you return the average over all, once for each group. Return for each group what its own people meet.": lambda rates, mix: np.full(len(mix), mix @ rates @ mix),
        "you return one number, the average over all. Return for each group what its own people meet.": lambda rates, mix: mix @ rates @ mix,
        "you weigh each rate with its share, and do not add up: one number is needed for each row.": lambda rates, mix: rates * mix,
        "you weigh the rows with mix. mix belongs to the columns, the enrolled people.": lambda rates, mix: (rates * mix[:, np.newaxis]).sum(axis=1),
        "you weigh the columns, and then add up along them. Add up along each row: one number for each group of probes.": lambda rates, mix: (rates * mix).sum(axis=0),
        "you add up everything. One number is needed for each row.": lambda rates, mix: (rates * mix).sum(),
        "you weigh each rate with its share, and then take the mean. The shares add up to 1 already: take the sum.": lambda rates, mix: (rates * mix).mean(axis=1),
        "you weigh the answer with mix once more at the end.": lambda rates, mix: rates @ mix * mix,
        "you return the number of the first group alone. Does return stand inside the loop?": lambda rates, mix: (rates @ mix)[0],
    },
    [
        Example((np.array([[0.5, 0.25], [0.125, 0.0]]), np.array([0.25, 0.75])), "a quarter of the gallery belongs to the first group, three quarters to the second"),
        Example((np.array([[0.5, 0.25], [0.125, 0.0]]), np.array([1.0, 0.0])), "everybody in the gallery belongs to the first group, so the first column is the answer"),
    ],
    LessonSize("2 groups", _two_groups, 0.5),
    otherwise="For one group go along its row: each rate times the share of its column, added up.",
)  # fmt: skip

EXERCISES = {"10.1": BY_GROUP, "10.2": CROSS_GROUP, "10.3": HIDDEN_SHARE, "10.P": FMR_MET}
