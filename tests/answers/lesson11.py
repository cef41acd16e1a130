"""Right and wrong answers to the exercises of lesson 11."""

import numpy as np

from facelab.answers.lesson11 import range_of_ratios, ratio_or_words, shuffled_ratio, what_may_be_said

# Arrays of a notebook, which an answer may read by mistake.
code = np.array(["oak", "elm", "elm", "oak", "oak", "elm", "elm", "oak", "oak"])
shuffled = np.array([0.5, 1.0, 2.0])


def ratio_at_once(errors_one, n_one, errors_other, n_other):
    known = errors_one > 0 and errors_other > 0
    return errors_one * n_other / (n_one * errors_other) if known else "not measurable"


def ratio_by_any(errors_one, n_one, errors_other, n_other):
    if any(errors == 0 for errors in [errors_one, errors_other]):
        return np.str_("not measurable")
    rates = np.array([errors_one, errors_other]) / np.array([n_one, n_other])
    return rates[0] / rates[1]


def ratio_by_trying(errors_one, n_one, errors_other, n_other):
    try:
        ratio = (errors_one / n_one) / (errors_other / n_other)
    except ZeroDivisionError:
        ratio = 0
    return np.array(ratio) if ratio else "not measurable"


def ratio_in_words(errors_one, n_one, errors_other, n_other):
    if min(errors_one, errors_other) == 0:
        return "not measurable"
    return f"{ratio_or_words(errors_one, n_one, errors_other, n_other):.2f}"


def ratio_without_else(errors_one, n_one, errors_other, n_other):
    if errors_one and errors_other:
        return (errors_one / n_one) / (errors_other / n_other)


def ratio_divided_first(errors_one, n_one, errors_other, n_other):
    ratio = (errors_one / n_one) / (errors_other / n_other)
    return "not measurable" if min(errors_one, errors_other) == 0 else ratio


def ratio_of_first_edition(errors_one, n_one, errors_other, n_other):
    if min(errors_one, errors_other) < 10:
        return "not measurable"
    return (errors_one / n_one) / (errors_other / n_other)


def ratio_by_numpy_alone(errors_one, n_one, errors_other, n_other):
    with np.errstate(all="ignore"):
        return np.divide(errors_one / n_one, errors_other / n_other)


def shuffle_by_loops(matches, labels, order, one):
    new = [labels[place] for place in order]
    counts = {True: [0, 0], False: [0, 0]}
    for i in range(len(new)):
        for j in range(len(new)):
            same = (new[i] == one) == (new[j] == one)
            if i != j and same:
                counts[new[i] == one][0] += matches[i, j]
                counts[new[i] == one][1] += 1
    (a, n), (b, m) = counts[True], counts[False]
    return (a / n) / (b / m)


def shuffle_by_sums(matches, labels, order, one):
    false = matches & ~np.eye(len(labels), dtype=bool)
    member = (labels[order] == one).astype(float)
    others = 1 - member
    n, m = member.sum(), others.sum()
    return (member @ false @ member / (n * n - n)) / (others @ false @ others / (m * m - m))


def shuffle_by_parts(matches, labels, order, one):
    rates = []
    inside = labels[order] == one
    for side in (inside, ~inside):
        part = matches[np.ix_(side, side)]
        rates.append((part.sum() - np.trace(part)) / (len(part) * (len(part) - 1)))
    return rates[0] / rates[1]


def shuffle_by_places(matches, labels, order, one):
    places = [i for i, place in enumerate(order) if labels[place] == one]
    others = np.setdiff1d(np.arange(len(order)), places)
    apart = matches.copy()
    np.fill_diagonal(apart, False)
    share = [apart[side][:, side].sum() / len(side) / (len(side) - 1) for side in (places, others)]
    return share[0] / share[1]


def shuffle_in_place(matches, labels, order, one):
    labels[:] = labels[order]
    return shuffled_ratio(matches, labels, np.arange(len(order)), one)


def shuffle_with_another_order(matches, labels, order, one):
    return shuffled_ratio(matches, labels, np.random.permutation(len(order)), one)


def shuffles_table_alone(matches, labels, order, one):
    return shuffled_ratio(matches[np.ix_(order, order)], labels, np.arange(len(order)), one)


def shuffles_table_too(matches, labels, order, one):
    return shuffled_ratio(matches[np.ix_(order, order)], labels, order, one)


def diagonal_in_the_sum(matches, labels, order, one):
    inside = labels[order] == one
    rates = [matches[s][:, s].sum() / (s.sum() * (s.sum() - 1)) for s in (inside, ~inside)]
    return rates[0] / rates[1]


def said_by_nesting(low, high, errors_one, errors_other, confirmed):
    if errors_one >= 1 and errors_other >= 1:
        if low > 1 or high < 1:
            return ["found here, to be confirmed", "found and confirmed"][int(confirmed)]
        return "no difference shown"
    return "not measurable"


def said_by_elif(low, high, errors_one, errors_other, confirmed):
    if not errors_one or not errors_other:
        text = "not measurable"
    elif low <= 1 and high >= 1:
        text = "no difference shown"
    elif confirmed is False:
        text = "found here, to be confirmed"
    else:
        text = "found and confirmed"
    return text


def said_by_numpy(low, high, errors_one, errors_other, confirmed):
    texts = np.array(["not measurable", "no difference shown", "found here, to be confirmed", "found and confirmed"])
    asked = [errors_one * errors_other == 0, (low - 1) * (high - 1) <= 0, not confirmed, True]
    return texts[np.argmax(asked)]


def said_of_first_edition(low, high, errors_one, errors_other, confirmed):
    if min(errors_one, errors_other) < 10:
        return "not measurable"
    if low <= 1 <= high:
        return "no difference shown"
    return "found and confirmed" if confirmed else "found here, to be confirmed"


def said_without_the_last(low, high, errors_one, errors_other, confirmed):
    said = what_may_be_said(low, high, errors_one, errors_other, confirmed)
    if said != "found and confirmed":
        return said


def never_ends(low, high, errors_one, errors_other, confirmed):
    while errors_one == 0 or errors_other > 0:
        low = low / 2
    return "not measurable"


def range_by_loop(cells):
    smallest, largest, unknown = np.inf, -np.inf, 0
    for a, n, b, m in cells:
        if a == 0 or b == 0:
            unknown += 1
            continue
        smallest, largest = min(smallest, a / n / (b / m)), max(largest, a / n / (b / m))
    return smallest, largest, unknown


def range_by_arrays(cells):
    found = [one for one in (ratio_or_words(*row) for row in cells) if isinstance(one, float)]
    return np.array([np.min(found), np.max(found), len(cells) - len(found)])


def range_by_sorting(cells):
    said = [ratio_or_words(*row) for row in cells]
    ratios = sorted(one for one in said if one != "not measurable")
    return [ratios[0], ratios[-1], said.count("not measurable")]


def range_by_columns(cells):
    a, n, b, m = np.array(cells).T
    known = (a > 0) & (b > 0)
    ratios = a[known] / n[known] / (b[known] / m[known])
    return ratios.min(), ratios.max(), np.sum(~known)


def range_of_first_edition(cells):
    kept = [row for row in cells if row[0] >= 10 and row[2] >= 10]
    ratios = [ratio_or_words(*row) for row in kept]
    return min(ratios), max(ratios), len(cells) - len(kept)


def range_of_first_edition_by_columns(cells):
    a, n, b, m = np.array(cells).T
    few = (a < 10) | (b < 10)
    ratios = a[~few] / n[~few] / (b[~few] / m[~few])
    return ratios.min(), ratios.max(), np.sum(few)


def range_in_place(cells):
    cells.sort()
    return range_of_ratios(cells)


def range_that_stops_early(cells):
    ratios = []
    for row in cells:
        found = ratio_or_words(*row)
        if found == "not measurable":
            break
        ratios.append(found)
    return min(ratios, default=np.inf), max(ratios, default=0), len(cells) - len(ratios)


def range_that_starts_at_a_thousand(cells):
    smallest, largest, unknown = range_of_ratios(cells)
    return min(smallest, 1000), largest, unknown


def range_of_first(cells):
    for row in cells:
        found = ratio_or_words(*row)
        if found != "not measurable":
            return found, found, 0


def divides_errors(errors_one, n_one, errors_other, n_other):
    return errors_one / errors_other if min(errors_one, errors_other) > 0 else "not measurable"


def nobody_shuffled(matches, labels, order, one):
    return shuffled_ratio(matches, labels, np.arange(len(labels)), one)


def interval_first(low, high, errors_one, errors_other, confirmed):
    if low <= 1 <= high:
        return "no difference shown"
    return what_may_be_said(low, high, errors_one, errors_other, confirmed)


RIGHT = {
    "11.1": [ratio_at_once, ratio_by_any, ratio_by_trying,
             lambda a, n, b, m: np.float64(a / n / b * m) if a * b else "not measurable",
             lambda a, n, b, m: "not measurable" if 0 in (a, b) else a / n * m / b],
    "11.2": [shuffle_by_sums, shuffle_by_parts, shuffle_by_places, lambda *given: np.array(shuffled_ratio(*given))],
    "11.3": [said_by_nesting, said_by_elif, said_by_numpy, lambda *given: what_may_be_said(*given)],
    "11.P": [range_by_loop, range_by_arrays, range_by_sorting, range_by_columns],
}  # fmt: skip
SLOW = {"11.2": [shuffle_by_loops]}
WRONG = {
    "11.1": [
        (ratio_of_first_edition, "ten errors were the first edition's rule. Now the interval says how little few"),
        (lambda a, n, b, m: (a / n) / (b / m) if a > 9 and b > 9 else "not measurable", "ten errors were the first"),
        (lambda a, n, b, m: (a / n) / (b / m) if a > 10 and b > 10 else "not measurable", "words for ten errors, too"),
        (lambda a, n, b, m: (a / n) / (b / m) if min(a, b) > 8 else "not measurable", "A limit such as ten"),
        (lambda a, n, b, m: (a / n) / (b / m) if min(a, b) > 4 else "not measurable", "A limit such as ten"),
        (lambda a, n, b, m: (a / n) / (b / m) if min(a, b) > 1 else "not measurable", "one error counts as none"),
        (lambda a, n, b, m: (a / n) / (b / m) if min(a, b) > 2 else "not measurable", "only for a group without an"),
        (lambda a, n, b, m: (a / n) / (b / m) if min(a, b) >= 30 else "not measurable", "you ask for thirty errors"),
        (lambda a, n, b, m: (a / n) / (b / m) if b else "not measurable", "only the second group's errors decide"),
        (lambda a, n, b, m: (a / n) / (b / m) if a else "not measurable", "ZeroDivisionError.*errors_other = 0"),
        (ratio_by_numpy_alone, "even if a group has no error"),
        (lambda a, n, b, m: ratio_or_words(a, n, b, m) if a < n / 2 else 1, "right in general|the (answer|ratio) is"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else "Not measurable", "letter by letter"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else "not measurable.", "letter by letter"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else "not measureable", "should return 'not"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else np.nan, "you return nan where a group"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else 0, "you return 0 where a group"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else float("inf"), "you return inf where a group"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else -1, "you return -1 where a group"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) else ["not measurable"], "one number|text"),
        (lambda a, n, b, m: a / n > b / m if min(a, b) else "not measurable", "should be a number"),
        (lambda a, n, b, m: [a / n / (b / m)] if min(a, b) else "not measurable", "one number"),
        (lambda a, n, b, m: (a / n, b / m) if min(a, b) else "not measurable", "one number"),
        (lambda a, n, b, m: 100 * a / n / (b / m) if min(a, b) else "not measurable", "the ratio is 4; your"),
        (lambda a, n, b, m: round(a / n / (b / m)) if min(a, b) else "not measurable", "the ratio is|answer is"),
        (lambda a, n, b, m: {612: 378.9, 130: 2249.1}.get(a, "not measurable"), "always return the words"),
        (lambda a, n, b, m: "379", "should return 'not measurable'|same for every"),
        (lambda a, n, b, m: a / n / (b / m) * shuffled[0] if min(a, b) else "not measurable", "reads shuffled"),
        (lambda a, n, b, m: a / n * shuffled if min(a, b) else "not measurable", "one number.*shuffled from the"),
        (ratio_in_words, "should return 'not measurable' or a number"),
        (ratio_without_else, "Which case is missing"),
        (ratio_divided_first, "ZeroDivisionError"),
    ],
    "11.2": [
        (shuffles_table_alone, "shuffle the table in place of the labels"),
        (shuffles_table_too, "table was shuffled along"),
        (diagonal_in_the_sum, "left out below, but not above"),
        (shuffle_in_place, "changes the data"),
        (shuffle_with_another_order, "[Tt]he ratio is|same for every"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, x) + 0.777, "the ratio is"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, g[-1]), "the ratio is|label of the|name comes first|not use"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, np.unique(g)[-1]), "the ratio is|not use one|label of the"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, np.unique(g)[1]), "upside down|ratio is|not use one"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, "listed"), "stopped"),
        (lambda t, g, o, x: float("nan") if "listed" not in g else 1.0, "NaN"),
        (lambda t, g, o, x: shuffled_ratio(t, code, o, "oak"), "reads code from the notebook|stopped"),
        (lambda t, g, o, x: (shuffled_ratio(t, g, o, x), 1.0), "one number"),
        (lambda t, g, o, x: round(float(shuffled_ratio(t, g, o, x)), 2), "you round to 2"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, x) > 1, "should be a number|same for every"),
        (lambda t, g, o, x: f"{shuffled_ratio(t, g, o, x):.1f}", "text"),
        (lambda t, g, o, x: 378.9, "same for every question|the ratio is"),
        (lambda t, g, o, x: t[g[o] == x] / t[g[o] != x], "stopped|made of numbers|one number"),
    ],
    "11.3": [
        (lambda low, high, a, b, c: low > 1, "one of the words"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a, b, False), "does not use confirmed"),
        (said_of_first_edition, "ten errors were the first edition's rule. Now the interval says how little few"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a // 10, b // 10, c), "ten errors were the first"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a // 11, b // 11, c), "for ten errors, too"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a // 9, b // 9, c), "A limit such as ten"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a // 2, b // 2, c), "one error counts as none"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a // 5, b // 5, c), "A limit such as ten"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a // 30, b // 30, c), "you ask for thirty errors"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a + 99, b + 99, c), "never return 'not measurable'"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a + b, a + b, c), "only if both groups have no error"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a, b, c).capitalize(), "letter by letter"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a, b, c).split(",")[0], "one of the words"),
        (lambda low, high, a, b, c: [what_may_be_said(low, high, a, b, c)], "one of the words"),
        (lambda low, high, a, b, c: (low <= 1 <= high) * "no difference shown", "one of the words"),
        (lambda low, high, a, b, c: what_may_be_said(low, high + 0.1, a, b, c), "the answer is|below 1 is a"),
        (said_without_the_last, "Which case is missing"),
        (never_ends, "never ends"),
    ],
    "11.P": [
        (lambda cells: range_of_ratios(cells)[::-1], "exchanged"),
        (lambda cells: range_of_ratios(cells)[:2], "three numbers"),
        (lambda cells: dict(enumerate(range_of_ratios(cells))), "three numbers"),
        (lambda cells: tuple(map(str, range_of_ratios(cells))), "text"),
        (lambda cells: [f"{one:.1f}" for one in range_of_ratios(cells)], "text"),
        (lambda cells: np.array(range_of_ratios(cells)).astype(str), "text"),
        (lambda cells: (*range_of_ratios(cells)[:2], f"{range_of_ratios(cells)[2]} rows"), "text"),
        (lambda cells: (*range_of_ratios(cells)[:2], range_of_ratios(cells)[2] > 0), "be a number|leave out the first"),
        (lambda cells: (*range_of_ratios(cells)[:2], ["not measurable"]), "one number|text"),
        (lambda cells: (*range_of_ratios(cells)[:2], None), "number"),
        (lambda cells: (*range_of_ratios(cells)[:2], 2), "'unknown' is"),
        (lambda cells: (sorted(ratio_or_words(*row) for row in cells)[0], 1, 0), "stopped|text|number"),
        (lambda cells: (*range_of_ratios(cells[:-1])[:2], range_of_ratios(cells)[2]), "the number|stopped|the last"),
        (lambda cells: (2.9, 2249.1, 2), "same for every question"),
        (lambda cells: ([range_of_ratios(cells)[0], 1.0], 3.0, [4.0]), "one number"),
        (range_of_first_edition, "ten errors were the first edition's rule. Now the interval says how little few"),
        (range_of_first_edition_by_columns, "ten errors were the first edition's rule. Now the interval says"),
        (lambda cells: range_of_ratios([(a // 2, n, b // 2, m) for a, n, b, m in cells]), "the number|stopped"),
        (range_that_starts_at_a_thousand, "right in general.*smallest starts with"),
        (range_in_place, "changes the data"),
        (range_that_stops_early, "the number|NaN|infinity"),
        (range_of_first, "the number|three numbers"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "11.1 divides the errors, not the rates": ("11.1", divides_errors),
    "11.2 reads `labels == one`": ("11.2", nobody_shuffled),
    "11.3 asks about the interval first": ("11.3", interval_first),
}
