"""Right and wrong answers to the exercises of lesson 4."""

import math

import numpy as np

from facelab.answers.lesson04 import enrol, identify, open_set_errors, search, verify
from facelab.matching import ncc

notebook_scores = np.array([0.25, 0.875, 0.5, 0.125])  # an array that stands in the notebook


def by_corrcoef(window, patch):
    if window.std() == 0 or patch.std() == 0:
        return 0
    return np.corrcoef(window.ravel(), patch.ravel())[0, 1]


def by_corrcoef_afterwards(window, patch):
    with np.errstate(all="ignore"):
        fit = np.corrcoef(window.flatten(), patch.flatten())[0, 1]
    return 0.0 if np.isnan(fit) else fit


def by_deviations(window, patch):
    deviations = window.std() * patch.std()
    return 0.0 if deviations == 0 else ((window - window.mean()) * (patch - patch.mean())).mean() / deviations


def by_loops(window, patch):
    mean_w, mean_p = window.sum() / window.size, patch.sum() / patch.size
    top = left = right = 0.0
    for one, other in zip(window.flat, patch.flat, strict=True):
        top += (one - mean_w) * (other - mean_p)
        left += (one - mean_w) ** 2
        right += (other - mean_p) ** 2
    return top / (left * right) ** 0.5 if left * right else 0


def by_trace(window, patch):
    a, b = patterns(window, patch)
    below = math.sqrt(np.sum(a**2) * np.sum(b**2))
    return float(np.trace(a @ b.T) / below) if below > 0 else 0.0


def by_loops_with_means_inside(window, patch):
    """Right, and takes the mean of the window for each pixel again: seconds for a single window of the crowd."""
    top = left = right = 0.0
    for y in range(window.shape[0]):
        for x in range(window.shape[1]):
            a, b = window[y, x] - np.mean(window.tolist()), patch[y, x] - np.mean(patch.tolist())
            top, left, right = top + a * b, left + a * a, right + b * b
    return top / (left * right) ** 0.5 if left * right else 0


def patterns(window, patch):
    return window - window.mean(), patch - patch.mean()


def without_a_test(window, patch):
    a, b = patterns(window, patch)
    return (a * b).sum() / (np.linalg.norm(a) * np.linalg.norm(b))


def window_alone_tested(window, patch):
    return 0.0 if window.std() == 0 else without_a_test(window, patch)


def patch_alone_tested(window, patch):
    return 0.0 if patch.std() == 0 else without_a_test(window, patch)


def none_without_contrast(window, patch):
    if window.std() * patch.std() > 0:
        return without_a_test(window, patch)


def light_away_in_place(window, patch):
    window -= window.mean()
    patch -= patch.mean()
    return ncc(window, patch)


def means_of(vectors, person):
    return np.array([vectors[person == one].mean(axis=0) for one in np.unique(person)])


def enrol_by_sums(vectors, person):
    people = sorted(set(person.tolist()))
    templates = []
    for one in people:
        total = sum(row for row, owner in zip(vectors, person, strict=True) if owner == one)
        templates.append(total / np.sqrt(total @ total))
    return people, templates


def enrol_by_columns(vectors, person):
    people = np.unique(person)
    means = means_of(vectors, person)
    return [people, (means.T / np.linalg.norm(means.T, axis=0)).T]


def enrol_in_lists(vectors, person):
    people, templates = enrol(vectors, person)
    return people.tolist(), templates.tolist()


def enrol_by_numbers(vectors, person):
    templates = []
    for one in sorted({int(p) for p in person}):
        own = [row for row, p in zip(vectors.tolist(), person.tolist(), strict=True) if p == one]
        mean = [sum(column) / len(own) for column in zip(*own, strict=True)]
        length = math.sqrt(sum(x * x for x in mean))
        templates.append([x / length for x in mean])
    return sorted({int(p) for p in person}), templates


def all_as_they_appear(vectors, person):
    seen = list(dict.fromkeys(person.tolist()))
    templates = np.array([vectors[person == one].mean(axis=0) for one in seen])
    return np.array(seen), templates / np.linalg.norm(templates, axis=1, keepdims=True)


def every_third_row(vectors, person):
    """Right only if every person has three photos that stand together."""
    means = vectors[: len(vectors) // 3 * 3].reshape(-1, 3, vectors.shape[1]).mean(axis=1)
    return np.unique(person), means / np.linalg.norm(means, axis=1, keepdims=True)


def up_to_the_largest(vectors, person):
    people = np.arange(1, person.max() + 1)
    return people, np.array([vectors[person == one].mean(axis=0) for one in people])


def sorted_in_place(vectors, person):
    people, templates = enrol(vectors, person)
    person.sort()
    return people, templates


def cosine(template, probe):
    return template @ probe / (np.linalg.norm(template) * np.linalg.norm(probe))


def search_by_sorted(people, templates, probe, k):
    pairs = sorted(zip(templates @ probe, people, strict=True), reverse=True)
    return [person for _, person in pairs[:k]]


def search_by_removal(people, templates, probe, k):
    scores, found = templates @ probe, []
    for _ in range(k):
        best = scores.argmax()
        found.append(people[best])
        scores[best] = -np.inf
    return np.array(found)


def search_by_distance(people, templates, probe, k):
    return tuple(people[np.argsort(np.linalg.norm(templates - probe, axis=1))][:k])


def search_in_place(people, templates, probe, k):
    order = np.argsort(-(templates @ probe))
    people[:] = people[order]
    return people[:k]


def search_of_the_notebook(people, templates, probe, k):
    return people[np.argsort(-notebook_scores)[:k]]


def identify_by_loop(people, templates, probe, threshold):
    best, name = threshold, 0
    for person, template in zip(people, templates, strict=True):
        if template @ probe >= best:
            best, name = template @ probe, person
    return name


def identify_by_search(people, templates, probe, threshold):
    if (templates @ probe).max() < threshold:
        return 0
    return search(people, templates, probe, 1)[0]


def identify_by_verify(people, templates, probe, threshold):
    best = search(people, templates, probe, 1)[0]
    return float(best) if verify(templates[people == best][0], probe, threshold) else 0.0


def identify_by_nearest(people, templates, probe, threshold):
    best = np.linalg.norm(templates - probe, axis=1).argmin()
    return people[best] * (cosine(templates[best], probe) >= threshold)


def first_who_passes(people, templates, probe, threshold):
    for person, template in zip(people, templates, strict=True):
        if template @ probe >= threshold:
            return person
    return 0


def nobody_after_the_first(people, templates, probe, threshold):
    for person, template in zip(people, templates, strict=True):
        return person if template @ probe >= threshold else 0


def nobody_forgotten(people, templates, probe, threshold):
    scores = templates @ probe
    if scores.max() >= threshold:
        return people[scores.argmax()]


def errors_by_loop(named, person, enrolled):
    strangers = guests = false_names = misses = 0
    for name, one in zip(named, person, strict=True):
        if one in enrolled:
            guests += 1
            misses += name != one
        else:
            strangers += 1
            false_names += name != 0
    return false_names / strangers, misses / guests


def errors_by_sets(named, person, enrolled):
    guest = np.array([one in set(enrolled.tolist()) for one in person])
    return [np.isin(named[~guest], enrolled).mean(), 1 - (named == person)[guest].mean()]


def errors_by_counts(named, person, enrolled):
    guest = (person[:, np.newaxis] == enrolled).any(axis=1)
    false_names = np.count_nonzero(~guest & (named > 0))
    misses = np.count_nonzero(guest & (named != person))
    return np.array([false_names / np.count_nonzero(~guest), misses / guest.sum()])


def errors_without_strangers(named, person, enrolled):
    """Right only while both kinds come: here guests are looked for among those named."""
    guest = np.isin(named, enrolled)
    return np.mean(named[~guest] != 0), np.mean(named[guest] != person[guest])


def endless(*arguments):
    while True:
        pass


def without_a_mean(window, patch):
    length = np.sqrt((window**2).sum()) * np.sqrt((patch**2).sum())
    return (window * patch).sum() / length if length > 0 else 0.0


def takes_the_mean_and_stops(vectors, person):
    people = np.unique(person)
    return people, np.array([vectors[person == one].mean(axis=0) for one in people])


def divides_by_all_arrivals(named, person, enrolled):
    guest = np.isin(person, enrolled)
    return np.sum(named[~guest] != 0) / len(named), np.sum(named[guest] != person[guest]) / len(named)


RIGHT = {
    "4.1": [by_corrcoef, by_corrcoef_afterwards, by_deviations, by_loops, by_trace],
    "4.2a": [
        enrol_by_sums,
        enrol_by_columns,
        enrol_in_lists,
        enrol_by_numbers,
        lambda vectors, person: enrol(3 * vectors, person),
    ],
    "4.2b": [
        lambda template, probe, threshold: np.dot(template, probe) >= threshold,
        lambda template, probe, threshold: not (template * probe).sum() < threshold,
        lambda template, probe, threshold: bool(
            sum(a * b for a, b in zip(template, probe, strict=True)) - threshold >= 0
        ),
        lambda template, probe, threshold: cosine(template, probe) >= threshold,
        lambda template, probe, threshold: 1 - np.linalg.norm(template - probe) ** 2 / 2 >= threshold,
        lambda template, probe, threshold: sum(sorted(template * probe, reverse=True)) >= threshold,
        lambda template, probe, threshold: True if math.fsum(template * probe) >= threshold else False,  # noqa: SIM210
    ],
    "4.3": [
        search_by_sorted,
        search_by_removal,
        search_by_distance,
        lambda p, t, x, k: p[np.argsort(t @ x)[::-1]][:k],
        lambda p, t, x, k: search(p, t, x, k).astype(float),
    ],
    "4.4": [identify_by_loop, identify_by_search, identify_by_verify, identify_by_nearest],
    "4.P": [errors_by_loop, errors_by_sets, errors_by_counts, lambda n, p, e: open_set_errors(n, p, e)],
}
SLOW = {"4.1": [by_loops_with_means_inside]}
WRONG = {
    "4.1": [
        (without_a_test, "right in general.*0 is divided by 0"),
        (window_alone_tested, "patch of one grey.*0 is divided by 0"),
        (patch_alone_tested, "window of one grey.*0 is divided by 0"),
        (lambda w, p: ncc(w, p) if w.std() * p.std() else 1.0, "right in general.*no pattern: return 0"),
        (lambda w, p: ncc(w, p) if w.std() * p.std() else np.inf, "0 is divided by 0"),
        (none_without_contrast, "Which case is missing|begin with return"),
        (light_away_in_place, "changes the data"),
        (lambda w, p: np.corrcoef(w.ravel(), p.ravel()), "one number"),
        (lambda w, p: np.array([ncc(w, p)]), "Take the number out of it"),
        (lambda w, p: round(ncc(w, p), 2), "you round to"),
        (lambda w, p: ncc(w, p) > 0.5, "should be a number|same for every"),
        (lambda w, p: print(end=""), "nothing"),
        (lambda w, p: 1.0, "same for every question"),
        (lambda w, p: ([1.0], 0.5), "one number|same for every"),
        (lambda w, p: (w.sum() > 0) * (patterns(w, p)[0] @ patterns(w, p)[1]).sum(), "ValueError"),
        (lambda w, p: np.clip(ncc(w, p), 0, 1), "correlation is -1; your function gives 0|same for every"),
        (lambda window: ncc(window, window), "will be called with window and patch"),
        (endless, "never ends"),
    ],
    "4.2a": [
        (lambda v, p: enrol(v, p)[1], "two things"),
        (lambda v, p: (p, enrol(v, p)[1]), "each photo"),
        (lambda v, p: (p, v), "each photo"),
        (all_as_they_appear, "ascending order"),
        (lambda v, p: (enrol(v, p)[0][::-1], enrol(v, p)[1][::-1]), "ascending order"),
        (lambda v, p: (np.unique(p), means_of(v, p) / np.linalg.norm(means_of(v, p), axis=1)), "ValueError"),
        (lambda v, p: (np.unique(p), np.array([v[p == one].mean() for one in np.unique(p)])), "axis=0"),
        (lambda v, p: (np.unique(p), v), "templates has one row for each photo"),
        (lambda v, p: (np.arange(len(np.unique(p))), enrol(v, p)[1]), "array people is"),
        (every_third_row, "shape|templates|ValueError|reshape"),
        (up_to_the_largest, "NaN|shape"),
        (sorted_in_place, "changes the data"),
        (lambda v, p: dict(zip(*map(list, enrol(v, p)), strict=True)), "two things"),
        (lambda v, p: (np.unique(p), [[1.0], [2.0, 3.0]]), "different lengths"),
        (lambda v, p: (np.unique(p).astype(str), enrol(v, p)[1]), "text"),
        (lambda v, p: (np.unique(p), enrol(v, p)[1].round(1)), "templates|you round to"),
        (lambda v, p: (np.unique(p), np.abs(enrol(v, p)[1])), "templates"),
        (lambda v, p: (np.unique(p), None), "numbers|NaN|None"),
    ],
    "4.2b": [
        (lambda t, x, threshold: 1 if t @ x >= threshold else 0, "True or False"),
        (lambda t, x, threshold: "accepted" if t @ x >= threshold else "refused", "True or False"),
        (lambda t, x, threshold: np.array([t @ x >= threshold]), "True or False"),
        (lambda t, x, threshold: [True] if t @ x >= threshold else [False], "True or False"),
        (lambda t, x, threshold: True if t @ x >= threshold else None, "Which case is missing|begin with return"),
        (lambda t, x, threshold: print(end=""), "nothing"),
        (lambda t, x, threshold: True, "True whatever"),
        (lambda t, x, threshold: np.array_equal(t, x), "False whatever|the answer is|right for|a distance|threshold"),
        (lambda t, x, threshold: t @ x >= 0.625, "threshold|the answer is"),
        (lambda t, x, threshold: float(f"{t @ x:.2f}") >= threshold, "round the score"),
        (lambda t, x, threshold: t @ x >= abs(threshold), "the answer is|right in general|threshold"),
        (lambda t, x, threshold: t @ x >= threshold + 1e-6, "equal to the threshold is refused"),
        (
            lambda t, x, threshold: (t * x >= threshold).all(),
            "the answer is|right in general|says False|mean of the products",
        ),
        (lambda t, x, threshold: (t * x >= threshold).any(), "largest product"),
        (lambda t, x, threshold: 1 - t @ x <= threshold, "the answer is|right in general|threshold"),
        (lambda t, x, threshold: str(t @ x >= threshold), "True or False"),
        (
            lambda t, x, threshold: abs(t @ x - threshold) < 0.2,
            "the answer is|right in general|True whatever|threshold",
        ),
        (lambda t, x, threshold: (t @ x).any() >= threshold, "the answer is|right in general|threshold|True whatever"),
        (lambda t, x, threshold: np.argmax(t) == np.argmax(x), "the answer is|right in general|threshold|whatever"),
        (lambda t, x: t @ x >= 0.5, "will be called with template, probe and threshold"),
        (endless, "never ends"),
    ],
    "4.3": [
        (lambda p, t, x, k: search(p, t, x, k) if k > 1 else search(p, t, x, k)[0], "shape"),
        (lambda p, t, x, k: search(p, t, x, min(k, len(p) - 1)), "right in general|shape"),
        (lambda p, t, x, k: p[np.argsort(-(x @ t))[:k]], "matmul|dimension"),
        (lambda p, t, x, k: p[np.argsort(-(t @ x))[0] : np.argsort(-(t @ x))[k]], "shape|the list"),
        (search_in_place, "changes the data"),
        (search_of_the_notebook, "reads notebook_scores from the notebook"),
        (lambda p, t, x, k: set(search(p, t, x, k).tolist()), "numbers"),
        (lambda p, t, x, k: search(p, t, x, k).astype(str), "text"),
        (lambda p, t, x, k: ", ".join(map(str, search(p, t, x, k))), "text"),
        (lambda p, t, x, k: [[1], [2, 3]], "different lengths|same for every"),
        (lambda p, t, x, k: search(p, t, x, 3), "does not use k|IndexError|shape"),
        (lambda p, t, x, k: p[np.argsort(t @ x)].sort(), "nothing"),
        (lambda p, t, x, k: t @ x >= 0.5, "shape|the list"),
        (lambda p, t, x, k: np.pad(search(p, t, x, k), (0, len(p) - k)), "shape"),
        (lambda p, t, x, k: p[np.argsort(-t[:, 0])[:k]], "the list|entry"),
    ],
    "4.4": [
        (first_who_passes, "first person whose score passes"),
        (nobody_after_the_first, "in its first round"),
        (nobody_forgotten, "Which case is missing|begin with return"),
        (lambda p, t, x, threshold: identify(p, t, x, threshold) or None, "Which case is missing|begin with return"),
        (lambda p, t, x, threshold: identify(p, t, x, threshold) or "nobody", "text"),
        (lambda p, t, x, threshold: [identify(p, t, x, threshold)], "Take the number out of it"),
        (lambda p, t, x, threshold: (identify(p, t, x, threshold), (t @ x).max()), "one number"),
        (lambda p, t, x, threshold: p[(t @ x).argmax()] * ((t @ x) >= threshold), "one number"),
        (lambda p, t, x, threshold: identify(p, t, x, 0.3), "threshold|the answer is"),
        (lambda p, t, x, threshold: identify(p, t, x, abs(threshold)), "the answer is|right in general|threshold"),
        (lambda p, t, x, threshold: identify(np.sort(p), t, x, threshold), "the answer is"),
        (lambda p, t, x, threshold: identify(p, t, x, np.nextafter(threshold, 9)), "equal to the threshold"),
        (lambda p, t, x, threshold: max(p), "the answer is"),
        (lambda p, t, x, threshold: 0, "nobody, 0, whatever"),
        (lambda p, t, x, threshold: print(end=""), "nothing"),
        (lambda p, t, x, threshold: float("nan"), "NaN|same for every"),
    ],
    "4.P": [
        (lambda n, p, e: open_set_errors(n, p, e)[0], "two numbers"),
        (lambda n, p, e: (np.mean(n[p > 30] != 0), np.mean(n[p <= 30] != p[p <= 30])), "fpir|fnir|NaN"),
        (lambda n, p, e: tuple(100 * np.array(open_set_errors(n, p, e))), "100 times"),
        (lambda n, p, e: tuple(np.round(open_set_errors(n, p, e), 2)), "you round to|fpir|fnir"),
        (errors_without_strangers, "fpir|fnir|NaN"),
        (lambda n, p, e: dict(zip(("FPIR", "FNIR"), open_set_errors(n, p, e), strict=True)), "two numbers"),
        (lambda n, p, e: [[1.0], [1.0, 2.0]], "one number|same for every"),
        (lambda n, p, e: tuple(map(str, open_set_errors(n, p, e))), "text"),
        (lambda n, p, e: tuple(one > 0.5 for one in open_set_errors(n, p, e)), "should be a number|same for every"),
        (lambda n, p, e: open_set_errors(n, p, e[:-1]), "fpir|fnir|right in general|ValueError"),
        (lambda n, p, e: open_set_errors(n, p, np.unique(n)), "fpir|fnir|right in general|ValueError"),
        (lambda n, p, e: (sum(open_set_errors(n, p, e)) / 2,) * 2, "fpir|fnir"),
        (lambda n, p, e: print(end=""), "nothing"),
        (lambda n, p, e: (0.71, 0.31), "same for every question"),
    ],
}
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "4.1 subtracts no mean": ("4.1", without_a_mean),
    "4.2 takes the mean and stops": ("4.2a", takes_the_mean_and_stops),
    "4.P (at home) divides both counts by all arrivals": ("4.P", divides_by_all_arrivals),
}
