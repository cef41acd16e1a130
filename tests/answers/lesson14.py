"""Right and wrong answers to the exercises of lesson 14."""

import numpy as np

from facelab.scenes import chain, dispense, follow, others_a_day, two_sightings


def dispense_by_loops(scores, minute, minutes, threshold):
    served = []
    for i in range(len(minute)):
        known = [j for j in range(i) if served[j] and minute[i] - minute[j] <= minutes]
        served.append(all(scores[i, j] < threshold for j in known))
    return served


def dispense_with_memory(scores, minute, minutes, threshold):
    memory, out = [], np.zeros(len(minute), dtype=bool)
    for i, now in enumerate(minute):
        memory = [j for j in memory if minute[j] >= now - minutes]
        if not memory or scores[i, memory].max() < threshold:
            out[i] = True
            memory.append(i)
    return out


def remembers_all(scores, minute, minutes, threshold):
    return np.array(
        [
            not any(scores[i, j] >= threshold and minute[i] - minute[j] <= minutes for j in range(i))
            for i in range(len(minute))
        ]
    )


def dispense_with(scores, minute, minutes, threshold, recent, match):
    served = np.zeros(len(minute), dtype=bool)
    for i in range(len(minute)):
        known = [j for j in range(i) if served[j] and recent(minute[i] - minute[j], minutes)]
        served[i] = not any(match(scores[i, j], threshold) for j in known)
    return served


def at_least(score, line):
    return score >= line


def chain_by_loop(rates, sightings):
    mean, whole = sum(rates) / len(rates), 0.0
    for rate in rates:
        share = 1.0
        for _ in range(sightings):
            share *= rate
        whole += share / len(rates)
    return mean**sightings, whole


def follow_by_recursion(tables, start, threshold):
    if not tables:
        return []
    best = int(np.argmax(tables[0][start]))
    if tables[0][start][best] < threshold:
        return []
    return [best, *follow_by_recursion(tables[1:], best, threshold)]


def follow_by_sorting(tables, start, threshold):
    trail = [start]
    for table in tables:
        row = table[trail[-1]]
        best = np.argsort(row)[-1]
        if not row[best] >= threshold:
            return trail[1:]
        trail.append(best)
    return trail[1:]


def follow_first_photo(tables, start, threshold):
    trail = []
    for table in tables:
        if table[start].max() < threshold:
            break
        trail.append(int(table[start].argmax()))
    return trail


def follow_to_the_end(tables, start, threshold):
    return follow(tables, start, -np.inf)


def follow_and_wait(tables, start, threshold):
    trail, here = [], start
    for table in tables:
        best = int(np.argmax(table[here]))
        if table[here, best] < threshold:
            continue
        trail.append(best)
        here = best
    return trail


def follow_and_stand_still(tables, start, threshold):
    trail, here = [], start
    for table in tables:
        if table[here].max() >= threshold:
            here = int(table[here].argmax())
        trail.append(here)
    return trail


def follow_with_none(tables, start, threshold):
    trail = follow(tables, start, threshold)
    return trail + [None] * (len(tables) - len(trail))


def strictly(tables, start, threshold):
    return follow(tables, start, np.nextafter(threshold, 2))


def others_by_loops(scores, threshold, passers):
    n = len(scores)
    return [passers * sum(scores[i, j] >= threshold for i in range(n) if i != j) / (n - 1) for j in range(n)]


def others_by_difference(scores, threshold, passers):
    matches = scores >= threshold
    return (matches.sum(axis=0) - matches.diagonal()) / (len(scores) - 1) * passers


def sightings_by_loops(matches):
    n = len(matches)
    cells = [(i, j) for i in range(n) for j in range(n) if i != j]
    share = sum(matches[i, j] for i, j in cells) / len(cells)
    return share * share, sum(matches[i, j] and matches[j, i] for i, j in cells) / len(cells)


def sightings_by_products(matches):
    m = matches.astype(float)
    np.fill_diagonal(m, 0)
    n = len(m)
    return np.array([(m.sum() / (n * n - n)) ** 2, (m * m.T).sum() / (n * n - n)])


def apart(matches):
    return ~np.eye(len(matches), dtype=bool)


RIGHT = {
    "14.1": [dispense_by_loops, dispense_with_memory, dispense],
    "14.2": [chain_by_loop, chain, lambda rates, sightings: (rates.mean() ** sightings, (rates**sightings).mean())],
    "14.3": [follow_by_recursion, follow_by_sorting, follow],
    "14.4": [others_by_loops, others_by_difference, others_a_day],
    "14.P": [sightings_by_loops, sightings_by_products, two_sightings],
}
WRONG = {
    "14.1": [
        (remembers_all, "were served"),
        (lambda s, m, k, t: dispense_with(s, m, k, t, lambda age, k: age < k, at_least), "exactly"),
        (lambda s, m, k, t: dispense_with(s, m, k, t, lambda age, k: True, at_least), "never forgets"),
        (lambda s, m, k, t: dispense_with(s, m, k, t, lambda age, k: age >= k, at_least), "longer"),
        (lambda s, m, k, t: dispense_with(s, m, k, t, lambda age, k: age <= k, lambda a, b: a > b), "use >="),
        (lambda s, m, k, t: ~dispense(s, m, k, t), "exchanged"),
        (lambda s, m, k, t: np.ones(len(m), bool), "everybody is served"),
        (lambda s, m, k, t: np.zeros(len(m), bool), "nobody is served"),
        (lambda s, m, k, t: np.append(~dispense(s, m, k, t)[:1], dispense(s, m, k, t)[1:]), "says otherwise"),
        (lambda s, m, k, t: dispense(s, m, k, t).sum(), "shape"),
    ],
    "14.2": [
        (lambda r, k: chain(r, k)[::-1], "exchanged"),
        (lambda r, k: (np.mean(r) ** k, r**k), "'own' should be one number"),
        (lambda r, k: (r.mean() ** k, r.mean() ** k), "mean first"),
        (lambda r, k: (r.mean() * k, (r * k).mean()), "multiplies: rate"),
        (lambda r, k: (r.mean() ** k, r.prod()), "different people"),
        (lambda r, k: (r.mean() ** k, (r**k).sum()), "sum over people"),
        (lambda r, k: (r**k).mean(), "two numbers"),
    ],
    "14.3": [
        (follow_first_photo, "photo before"),
        (follow_to_the_end, "goes on although"),
        (strictly, "equal to the threshold"),
        (follow_and_wait, "taken up again"),
        (follow_and_stand_still, "taken up again"),
        (follow_with_none, "holds None"),
        (lambda t, s, x: [s, *follow(t, s, x)], "begins with the start"),
        (lambda t, s, x: follow([one.T for one in t], s, x), "rows and columns"),
        (lambda t, s, x: len(follow(t, s, x)), "a list of places"),
        (lambda t, s, x: [place + 1 for place in follow(t, s, x)], "the trail is"),
    ],
    "14.4": [
        (lambda s, t, p: p * (s >= t).mean(axis=0), "own photo counts in your share"),
        (lambda s, t, p: others_a_day(s.T, t, p), "you count rows"),
        (lambda s, t, p: others_a_day(s, t, 1), "you return shares"),
        (lambda s, t, p: others_a_day(s, t, p) * (len(s) - 1) / len(s), "number of \\*others"),
        (lambda s, t, p: others_a_day(s, np.nextafter(t, 2), p), "use >="),
        (lambda s, t, p: others_a_day(s, t, p).mean(), "shape"),
        (lambda s, t, p: others_a_day(s, t, p) + 1, "it is"),
    ],
    "14.P": [
        (lambda m: two_sightings(m)[::-1], "exchanged"),
        (lambda m: (m.mean() ** 2, (m & m.T).mean()), "diagonal counts in both"),
        (lambda m: (m[apart(m)].mean(), (m & m.T)[apart(m)].mean()), "square the share"),
        (lambda m: (m[apart(m)].mean() ** 2, (m | m.T)[apart(m)].mean()), "use &"),
        (lambda m: (m[apart(m)].mean() ** 2,) * 2, "Count the second one"),
        (lambda m: (m & m.T)[apart(m)].mean(), "two numbers"),
    ],
}
