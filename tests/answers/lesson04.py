"""Right and wrong answers to the exercises of lesson 4."""

import numpy as np

from facelab.identification import open_set_errors
from facelab.matching import enrol, identify, ncc, search


def by_corrcoef(window, patch):
    if window.std() == 0 or patch.std() == 0:
        return 0
    return np.corrcoef(window.ravel(), patch.ravel())[0, 1]


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


def patterns(window, patch):
    return window - window.mean(), patch - patch.mean()


def without_a_test(window, patch):
    a, b = patterns(window, patch)
    return (a * b).sum() / (np.linalg.norm(a) * np.linalg.norm(b))


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


def as_they_appear(vectors, person):
    seen = list(dict.fromkeys(person.tolist()))
    templates = np.array([vectors[person == one].mean(axis=0) for one in seen])
    return np.unique(person), templates / np.linalg.norm(templates, axis=1, keepdims=True)


def all_as_they_appear(vectors, person):
    seen = list(dict.fromkeys(person.tolist()))
    templates = np.array([vectors[person == one].mean(axis=0) for one in seen])
    return np.array(seen), templates / np.linalg.norm(templates, axis=1, keepdims=True)


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


RIGHT = {
    "4.1": [by_corrcoef, by_deviations, by_loops],
    "4.2a": [enrol_by_sums, enrol_by_columns, lambda vectors, person: enrol(vectors, person)],
    "4.2b": [
        lambda template, probe, threshold: np.dot(template, probe) >= threshold,
        lambda template, probe, threshold: not (template * probe).sum() < threshold,
        lambda template, probe, threshold: bool(
            sum(a * b for a, b in zip(template, probe, strict=True)) - threshold >= 0
        ),
    ],
    "4.3": [search_by_sorted, search_by_removal, lambda p, t, x, k: p[np.argsort(t @ x)[::-1]][:k]],
    "4.4": [identify_by_loop, identify_by_search, identify],
    "4.P": [errors_by_loop, errors_by_sets, open_set_errors],
}
WRONG = {
    "4.1": [
        (lambda w, p: (w * p).sum() / np.linalg.norm(w) / np.linalg.norm(p), "no mean is subtracted"),
        (lambda w, p: (patterns(w, p)[0] * patterns(w, p)[1]).sum(), "is not divided"),
        (lambda w, p: (patterns(w, p)[0] * patterns(w, p)[1]).mean(), "covariance"),
        (without_a_test, "divided by 0"),
        (lambda w, p: abs(ncc(w, p)), "sign is missing"),
        (lambda w, p: ncc(w, p) ** 2, "square of the right"),
        (lambda w, p: -np.linalg.norm(patterns(w, p)[0] - patterns(w, p)[1]), "a distance"),
        (lambda w, p: ncc(w, p) / w.size, "too small by the number of pixels"),
        (lambda w, p: ncc(w, p) * w.size, "too large by the number of pixels"),
        (lambda w, p: np.corrcoef(w.ravel(), p.ravel()), "one number"),
        (lambda w, p: ncc(w, p) if w.std() * p.std() else 1.0, "asked is 0"),
    ],
    "4.2a": [
        (lambda v, p: (np.unique(p), means_of(v, p)), "not of length 1"),
        (lambda v, p: enrol(v, p)[::-1], "exchanged"),
        (lambda v, p: enrol(v, p)[1], "two things"),
        (lambda v, p: (p, enrol(v, p)[1]), "each person once"),
        (as_they_appear, "first appear"),
        (all_as_they_appear, "ascending order"),
        (lambda v, p: (np.unique(p), means_of(v, p) / np.linalg.norm(means_of(v, p))), "one length"),
        (lambda v, p: (np.unique(p), means_of(v, p) / np.linalg.norm(means_of(v, p), axis=0)), "columns"),
        (lambda v, p: (np.unique(p), v[np.unique(p, return_index=True)[1]]), "first photo alone"),
        (lambda v, p: (np.unique(p), means_of(v, p) / np.linalg.norm(means_of(v, p), axis=1)), "columns|not,"),
    ],
    "4.2b": [
        (lambda t, x, threshold: t @ x > threshold, "equal to the threshold is refused"),
        (lambda t, x, threshold: t @ x <= threshold, "is refused at a threshold of 0.5"),
        (lambda t, x, threshold: np.linalg.norm(t - x) >= threshold, "is refused at a threshold of 0.5"),
        (lambda t, x, threshold: t @ x, "True or False"),
        (lambda t, x, threshold: x.max() >= threshold, "is accepted at a threshold"),
        (lambda t, x, threshold: abs(t @ x) >= threshold, "Keep the sign"),
        (lambda t, x, threshold: t * x >= threshold, "True or False"),
        (lambda t, x, threshold: t @ x >= 0.5, "equal to the threshold|at a threshold of"),
        (lambda t, x, threshold: (t * x).mean() >= threshold, "is refused at"),
    ],
    "4.3": [
        (lambda p, t, x, k: p[np.argsort(t @ x)[:k]], "worst first"),
        (lambda p, t, x, k: np.argsort(-(t @ x))[:k], "places in the gallery"),
        (lambda p, t, x, k: np.sort(-(t @ x))[:k] * -1, "you return scores"),
        (lambda p, t, x, k: p[np.argsort(-(t @ x))], "all six"),
        (lambda p, t, x, k: p[np.argsort(t @ x)[-k:]], "turned round"),
        (lambda p, t, x, k: p[:k], "first k people"),
        (lambda p, t, x, k: p[np.argsort(-np.abs(t @ x))[:k]], "without their sign"),
        (lambda p, t, x, k: search(p, t, x, k) if k > 1 else search(p, t, x, k)[0], "one number"),
        (lambda p, t, x, k: np.sort(search(p, t, x, k)), "not by number|order"),
    ],
    "4.4": [
        (lambda p, t, x, threshold: p[(t @ x).argmax()], "Return 0 for nobody"),
        (lambda p, t, x, threshold: p[(t @ x).argmax()] if (t @ x).max() > threshold else 0, "equal to the threshold"),
        (lambda p, t, x, threshold: (t @ x).argmax() if (t @ x).max() >= threshold else 0, "place in the gallery"),
        (lambda p, t, x, threshold: p[(t @ x).argmin()] if (t @ x).max() >= threshold else 0, "least alike"),
        (lambda p, t, x, threshold: p[(t @ x).argmax()] if (t @ x).max() >= threshold else -1, "-1 for nobody"),
        (lambda p, t, x, threshold: (t @ x).max() if (t @ x).max() >= threshold else 0, "you return the score"),
        (lambda p, t, x, threshold: p[(t @ x) >= threshold], "one number"),
        (lambda p, t, x, threshold: p[(t @ x).argmax()] if (t @ x).max() >= threshold else None, "None"),
        (lambda p, t, x, threshold: p[(t @ x).argmax()] if (t @ x).max() <= threshold else 0, "say nobody"),
    ],
    "4.P": [
        (lambda n, p, e: open_set_errors(n, p, e)[::-1], "exchanged"),
        (lambda n, p, e: ((~np.isin(p, e) & (n != 0)).mean(), (np.isin(p, e) & (n != p)).mean()), "all arrivals"),
        (lambda n, p, e: (open_set_errors(n, p, e)[0], np.mean(n[np.isin(p, e)] == 0)), "another guest is missing"),
        (lambda n, p, e: open_set_errors(n, p, e)[0], "two numbers"),
        (lambda n, p, e: (np.mean(n[p > 30] != 0), np.mean(n[p <= 30] != p[p <= 30])), "rates are|FPIR|FNIR|NaN"),
        (lambda n, p, e: tuple(1 - np.array(open_set_errors(n, p, e))), "right answers"),
        (lambda n, p, e: tuple(100 * np.array(open_set_errors(n, p, e))), "100 times"),
        (
            lambda n, p, e: (
                (~np.isin(p, e) & (n != 0)).sum() / (n != 0).sum(),
                np.mean(n[np.isin(p, e)] != p[np.isin(p, e)]),
            ),
            "number of namings",
        ),
        (lambda n, p, e: (open_set_errors(n, p, e)[0], 1 - open_set_errors(n, p, e)[1]), "named rightly"),
        (lambda n, p, e: ((~np.isin(p, e) & (n != 0)).sum(), (np.isin(p, e) & (n != p)).sum()), "counts"),
    ],
}
