"""Right and wrong answers to the exercises of lesson 14."""

from collections import deque

import numpy as np

from facelab.answers.lesson14 import chain, dispense, two_sightings
from facelab.scenes import follow, others_a_day

line, table = np.array(0.5), np.eye(5)  # as a notebook may hold them


def dispense_by_loops(scores, minute, minutes, threshold):
    served = []
    for i in range(len(minute)):
        known = [j for j in range(i) if served[j] and minute[i] - minute[j] <= minutes]
        served.append(all(scores[i, j] < threshold for j in known))
    return served


def dispense_as_numbers(scores, minute, minutes, threshold):
    served = np.zeros(len(minute))
    for i in range(len(minute)):
        ok = 1
        for j in range(i):
            if served[j] == 1 and minute[j] >= minute[i] - minutes and scores[i][j] >= threshold:
                ok = 0
        served[i] = ok
    return served


def dispense_with_memory(scores, minute, minutes, threshold):
    memory, out = [], np.zeros(len(minute), dtype=bool)
    for i, now in enumerate(minute):
        memory = [j for j in memory if minute[j] >= now - minutes]
        if not memory or scores[i, memory].max() < threshold:
            out[i] = True
            memory.append(i)
    return out


def dispense_with_queue(scores, minute, minutes, threshold):
    queue, out = deque(), []
    for i in range(len(minute)):
        while queue and minute[i] - minute[queue[0]] > minutes:
            queue.popleft()
        out.append(not any(scores[i, j] >= threshold for j in queue))
        if out[-1]:
            queue.append(i)
    return np.array(out)


def dispense_in_place(scores, minute, minutes, threshold):
    np.fill_diagonal(scores, -1)
    return dispense(scores, minute, minutes, threshold)


def dispense_at_once(scores, minute, minutes, threshold):
    near = np.abs(minute - minute[:, None]) <= minutes
    return ~(np.tril(scores >= threshold, -1) & near).any(axis=1)


def dispense_of_the_notebook(scores, minute, minutes, threshold):
    return dispense(scores, minute, minutes, line)


def chain_by_loop(rates, sightings):
    mean, whole = sum(rates) / len(rates), 0.0
    for rate in rates:
        share = 1.0
        for _ in range(sightings):
            share *= rate
        whole += share / len(rates)
    return mean**sightings, whole


def chain_by_list(rates, sightings):
    return [np.mean(rates) ** sightings, sum([rate**sightings for rate in rates]) / len(rates)]


def chain_by_logarithms(rates, sightings):
    with np.errstate(divide="ignore"):
        return np.array([np.exp(sightings * np.log(rates.mean())), np.exp(sightings * np.log(rates)).mean()])


def chain_by_table(rates, sightings):
    own = np.prod(np.tile(rates, (sightings, 1)), axis=0)
    return rates.mean() ** sightings, own.mean()


def chain_in_place(rates, sightings):
    alike = rates.mean() ** sightings
    rates **= sightings
    return alike, rates.mean()


def follow_by_recursion(tables, start, threshold):
    if not tables:
        return []
    best = int(np.argmax(tables[0][start]))
    if tables[0][start][best] < threshold:
        return []
    return [best, *follow_by_recursion(tables[1:], best, threshold)]


def follow_by_sorting(tables, start, threshold):
    trail = [start]
    for one in tables:
        row = one[trail[-1]]
        best = np.argsort(row)[-1]
        if not row[best] >= threshold:
            return trail[1:]
        trail.append(best)
    return trail[1:]


def follow_by_while(tables, start, threshold):
    places, here, step, lost = [], start, 0, False
    while step < len(tables) and not lost:
        row = list(tables[step][here])
        if max(row) >= threshold:
            here = row.index(max(row))
            places += [float(here)]
        else:
            lost = True
        step += 1
    return tuple(places)


def follow_in_array(tables, start, threshold):
    here, places = start, np.zeros(0, dtype=int)
    for one in tables:
        if one[here].max() < threshold:
            return places
        here = one[here].argmax()
        places = np.append(places, here)
    return places


def follow_with_none(tables, start, threshold):
    trail = follow(tables, start, threshold)
    return trail + [None] * (len(tables) - len(trail))


def follow_backwards(tables, start, threshold):
    return follow(tables[::-1], start, threshold)


def follow_and_spoil(tables, start, threshold):
    places, here = [], start
    for one in tables:
        one[one < threshold] = -2
        if one[here].max() == -2:
            break
        here = int(one[here].argmax())
        places.append(here)
    return places


def follow_for_ever(tables, start, threshold):
    while tables:
        start = int(tables[0][start].argmax())


def follow_slowly(tables, start, threshold):
    return (one for one in follow(tables, start, threshold))


def others_by_loops(scores, threshold, passers):
    n = len(scores)
    return [passers * sum(scores[i, j] >= threshold for i in range(n) if i != j) / (n - 1) for j in range(n)]


def others_by_columns(scores, threshold, passers):
    found = []
    for j in range(len(scores)):
        found.append(passers * float(np.mean(np.delete(scores[:, j], j) >= threshold)))
    return found


def others_by_difference(scores, threshold, passers):
    matches = scores >= threshold
    return (matches.sum(axis=0) - matches.diagonal()) / (len(scores) - 1) * passers


def others_without(scores, threshold, passers):
    apart = np.where(np.eye(len(scores), dtype=bool), -np.inf, scores)
    return passers / (len(scores) - 1) * np.count_nonzero(apart >= threshold, axis=0)


def others_in_place(scores, threshold, passers):
    np.fill_diagonal(scores, -9)
    return passers * (scores >= threshold).sum(axis=0) / (len(scores) - 1)


def sightings_by_loops(matches):
    n = len(matches)
    once = twice = 0
    for i in range(n):
        for j in range(n):
            if i != j and matches[i, j]:
                once += 1
                if matches[j, i]:
                    twice += 1
    return (once / (n * n - n)) ** 2, twice / (n * n - n)


def sightings_by_products(matches):
    m = matches.astype(float)
    np.fill_diagonal(m, 0)
    n = len(m)
    return np.array([(m.sum() / (n * n - n)) ** 2, (m * m.T).sum() / (n * n - n)])


def sightings_by_pairs(matches):
    one, other = matches[np.triu_indices(len(matches), 1)], matches.T[np.triu_indices(len(matches), 1)]
    return [((one.mean() + other.mean()) / 2) ** 2, (one & other).mean()]


def sightings_by_places(matches):
    places = [(i, j) for i, j in zip(*np.nonzero(matches), strict=True) if i != j]
    cells = len(matches) * (len(matches) - 1)
    both = set(places) & {(j, i) for i, j in places}
    return (len(places) / cells) ** 2, len(both) / cells


def sightings_in_place(matches):
    np.fill_diagonal(matches, False)
    n = len(matches)
    return (matches.sum() / (n * n - n)) ** 2, (matches & matches.T).sum() / (n * n - n)


def apart(matches):
    return ~np.eye(len(matches), dtype=bool)


def follow_from_the_entrance(tables, start, threshold):
    places = []
    for one in tables:
        best = int(np.argmax(one[start]))
        if one[start, best] < threshold:
            break
        places.append(best)
    return places


def divides_by_all_cells(matches):
    return matches[apart(matches)].mean() ** 2, (matches & matches.T)[apart(matches)].sum() / matches.size


RIGHT = {
    "14.1": [dispense_by_loops, dispense_as_numbers, dispense_with_memory, dispense_with_queue],
    "14.2": [
        chain_by_loop,
        chain_by_list,
        chain_by_logarithms,
        chain_by_table,
        lambda rates, sightings: (rates.mean() ** sightings, (rates**sightings).mean()),
    ],
    "14.3": [follow_by_recursion, follow_by_sorting, follow_by_while, follow_in_array],
    "14.4": [others_by_loops, others_by_columns, others_by_difference, others_without],
    "14.P": [sightings_by_loops, sightings_by_products, sightings_by_pairs, sightings_by_places],
}
WRONG = {
    "14.1": [
        (dispense_at_once, "were served"),
        (lambda s, m, k, t: np.append(~dispense(s, m, k, t)[:1], dispense(s, m, k, t)[1:]), "array served is"),
        (lambda s, m, k, t: dispense(s, m, k, 0.25), "does not use threshold|array served is"),
        (lambda s, m, k, t: dispense(s, m, 6, t), "does not use minutes|array served is|whatever is asked"),
        (lambda s, m, k, t: dispense(np.abs(s), m, k, t), "array served is"),
        (lambda s, m, k, t: dispense(np.maximum(s, s.T), m, k, t), "array served is"),
        (lambda s, m, k, t: dispense((s + s.T) / 2, m, k, t), "array served is"),
        (lambda s, m, k, t: dispense(s, m, k, t).reshape(-1, 1), "shape"),
        (lambda s, m, k, t: ["yes" if one else "no" for one in dispense(s, m, k, t)], "text"),
        (lambda s, m, k, t: [[one] if one else [] for one in dispense(s, m, k, t)], "different lengths"),
        (lambda s, m, k, t: dispense(s, m, k, t) * 2.0, "True and False|array served is"),
        (lambda s, m, k, t: [None if one else False for one in dispense(s, m, k, t)], "NaN|array served is"),
        (lambda s, m, k, t: dispense(s, m, k, t)[:-1], "shape"),
        (lambda s, m, k, t: dispense(s, np.floor(m), k, t), "array served is|minutes"),
        (dispense_of_the_notebook, "compare with 0.5"),
        (dispense_in_place, "changes the data"),
    ],
    "14.2": [
        (lambda r, k: (r**k).mean(), "two numbers"),
        (lambda r, k: (r.mean() ** k, [r**k]), "one number"),
        (lambda r, k: (r.mean() ** k, str((r**k).mean())), "text"),
        (lambda r, k: tuple(round(one, 2) for one in chain(r, k)), "round to 2"),
        (lambda r, k: tuple(100 * one for one in chain(r, k)), "100 times"),
        (lambda r, k: chain(r, 5), "does not use sightings|is 0"),
        (lambda r, k: (0.84, 0.9), "same for every question|is 0"),
        (lambda r, k: (r.mean() ** k, (r**k).mean() ** (1 / k)), "is 0"),
        (lambda r, k: (np.exp(np.log(r).mean()) ** k, (r**k).mean()), "is 0"),
        (lambda r, k: (r.mean() ** k, np.mean(np.unique(r) ** k)), "is 0"),
        (lambda r, k: chain(np.sort(r)[1:], k), "is 0"),
        (lambda r, k: (r.mean() ^ k, 0), "stopped"),
        (chain_in_place, "changes the data"),
    ],
    "14.3": [
        (follow_with_none, "holds None"),
        (follow_slowly, "return a list"),
        (follow_and_spoil, "changes the data"),
        (follow_backwards, "the trail is|always empty"),
        (follow_for_ever, "without reaching a return|returns nothing|stopped|never ends"),
        (lambda t, s, x: np.array(follow(t, s, x))[:, None], "one number"),
        (lambda t, s, x: [[place] for place in follow(t, s, x)], "one number"),
        (lambda t, s, x: [str(place) for place in follow(t, s, x)], "text"),
        (lambda t, s, x: [place + 0.5 for place in follow(t, s, x)], "whole numbers"),
        (lambda t, s, x: follow(t, s, max(x, 0)), "the trail is"),
        (lambda t, s, x: follow(t, s, 0.25), "does not use threshold|the trail is|goes on although"),
        (lambda t, s, x: follow(t, 0, x), "does not use start|the trail is"),
        (lambda t, s, x: follow(t, s, x)[::-1], "the trail is"),
        (lambda t, s, x: follow(t[:5], s, x), "the trail is|holds through all"),
        (lambda t, s, x: sorted(follow(t, s, x)), "the trail is"),
        (lambda t, s, x: list(dict.fromkeys(follow(t, s, x))), "the trail is"),
        (lambda t, s, x: follow(t, s, x) or [s], "list is empty"),
        (lambda t, s, x: follow(t, s, x) or None, "Which case is missing|returns nothing"),
        (lambda t, s, x: [s] * len(follow(t, s, x)), "the trail is"),
    ],
    "14.4": [
        (lambda s, t, p: others_a_day(s.T, t, p), "you count rows"),
        (lambda s, t, p: others_a_day(s, t, p) + 1, "array of others a day is"),
        (lambda s, t, p: others_a_day(s, t, p).tolist()[1:], "shape"),
        (lambda s, t, p: others_a_day(s, 0.25, p), "does not use threshold|array of others a day is"),
        (lambda s, t, p: others_a_day(s, t, 200), "does not use passers|array of others a day is"),
        (lambda s, t, p: {j: one for j, one in enumerate(others_a_day(s, t, p))}, "returns a dict"),
        (lambda s, t, p: [str(one) for one in others_a_day(s, t, p)], "text"),
        (lambda s, t, p: p * (s >= t).mean(), "shape"),
        (lambda s, t, p: p * (s >= t)[~np.eye(len(s), dtype=bool)].mean(axis=0), "return one number"),
        (lambda s, t, p: others_a_day(np.minimum(s, s.T), t, p), "array of others a day is"),
        (lambda s, t, p: np.sort(others_a_day(s, t, p)), "array of others a day is"),
        (lambda s, t, p: [[]] * (len(s) - 1) + [[1]], "different lengths"),
        (lambda s, t, p: others_a_day(table[: len(s), : len(s)], t, p), "reads table"),
        (others_in_place, "changes the data"),
    ],
    "14.P": [
        (lambda m: (m & m.T)[apart(m)].mean(), "two numbers"),
        (lambda m: (m & m.T)[apart(m)], "two numbers"),
        (lambda m: (m[apart(m)].mean() ** 2, m & m.T), "one number"),
        (lambda m: (m[apart(m)].mean() ** 2, (m & m.T).any()), "should be a number"),
        (lambda m: {"promised": 0.1, "real": 0.2}, "same for every question|two numbers"),
        (lambda m: tuple(map(str, two_sightings(m))), "text"),
        (lambda m: tuple(100 * one for one in two_sightings(m)), "100 times"),
        (lambda m: tuple(round(one, 2) for one in two_sightings(m)), "round to|is 0"),
        (lambda m: (m[apart(m)].mean() ** 2, (m ^ m.T)[apart(m)].mean()), "is 0|is 1"),
        (lambda m: (m[apart(m)].mean() ** 2, (m @ m.T)[apart(m)].mean()), "is 0|is 1|agree"),
        (lambda m: (m[apart(m)].mean() * m.mean(), (m & m.T)[apart(m)].mean()), "is 0|is 1"),
        (lambda m: (m[apart(m)].mean() ** 0.5, (m & m.T)[apart(m)].mean()), "is 0|is 1"),
        (sightings_in_place, "changes the data"),
    ],
}
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "14.1 leaves out `served[:i]`": ("14.1", dispense_at_once),
    "14.3 looks in row `start` at every camera": ("14.3", follow_from_the_entrance),
    "14.P divides by all cells": ("14.P", divides_by_all_cells),
}
