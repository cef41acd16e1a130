"""Right and wrong answers to the exercises of lesson 15."""

import numpy as np

from facelab.answers.lesson15 import pews
from facelab.templates import invert, link, turn_back

line, table = np.array(0.5), np.eye(5)  # as a notebook may hold them


def invert_by_loops(templates, mean, components, step):
    faces = []
    for row in templates:
        face = mean.copy()
        for number, size, direction in zip(row, step, components, strict=True):
            face = face + float(number) * size * direction
        faces.append(face)
    return faces


def invert_by_diagonal(templates, mean, components, step):
    return (components.T @ np.diag(step) @ templates.T).T + mean


def invert_by_steps(templates, mean, components, step):
    grown = components * step[:, None]
    return np.dot(templates, grown) + mean[None, :]


def invert_by_sum(templates, mean, components, step):
    return np.array([mean + np.einsum("k,k,kd->d", one.astype(float), step, components) for one in templates])


def invert_in_bytes(templates, mean, components, step):
    return mean + (templates * step).astype(np.int8) @ components


def invert_in_place(templates, mean, components, step):
    step *= 1.0
    mean += (templates * step)[0] @ components
    return invert(templates, mean, components, step)


def back_by_solving(known, stored, stolen):
    rotation = np.linalg.lstsq(known, stored, rcond=None)[0]
    return stolen @ np.linalg.pinv(rotation)


def back_by_columns(known, stored, stolen):
    u, _, vt = np.linalg.svd(stored.T @ known)
    return (vt.T @ u.T @ stolen.T).T


def back_by_other_way(known, stored, stolen):
    u, _, vt = np.linalg.svd(stored.T @ known)
    return stolen @ (u @ vt)


def back_by_list(known, stored, stolen):
    parts = np.linalg.svd(np.dot(np.transpose(known), stored))
    turn = parts[0] @ parts[2]
    return [list(turn @ one) for one in stolen]


def back_in_place(known, stored, stolen):
    stolen[:] = turn_back(known, stored, stolen)
    return stolen


def pews_by_loops(scores, seated, members, threshold):
    right, placed = 0, set()
    for row, person in zip(scores, seated, strict=True):
        best = int(np.argmax(row))
        if row[best] >= threshold:
            if members[best] == person:
                right += 1
            elif members[best] not in seated:
                placed.add(int(members[best]))
    return right, len(placed)


def pews_by_sets(scores, seated, members, threshold):
    named = scores.max(axis=1) >= threshold
    said = members[scores.argmax(axis=1)[named]]
    return [(said == seated[named]).sum(), len(set(said) - set(seated))]


def pews_by_unique(scores, seated, members, threshold):
    named = np.max(scores, axis=1) >= threshold
    said = members[np.argmax(scores, axis=1)][named]
    away = said[~np.isin(said, seated)]
    return np.array([np.count_nonzero(said == seated[named]), np.unique(away).size])


def pews_by_members(scores, seated, members, threshold):
    best, reached = scores.argmax(1), scores.max(1) >= threshold
    counts = np.bincount(best[reached], minlength=len(members))
    absent = np.array([one not in seated.tolist() for one in members])
    right = sum(members[b] == s for b, s, r in zip(best, seated, reached, strict=True) if r)
    return float(right), float(np.sum(absent & (counts > 0)))


def pews_by_own_score(scores, seated, members, threshold):
    own = [scores[i, members == one].max() >= threshold for i, one in enumerate(seated) if one in members]
    return sum(own), pews(scores, seated, members, threshold)[1]


def pews_in_place(scores, seated, members, threshold):
    members.sort()
    return pews(scores, seated, members, threshold)


def link_by_loops(scores, threshold):
    found = []
    for i in range(len(scores)):
        j = int(np.argmax(scores[i]))
        home = int(np.argmax(scores[:, j])) == i
        found.append(j if home and scores[i, j] >= threshold else -1)
    return found


def link_by_marks(scores, threshold):
    mine, theirs = np.zeros(scores.shape, dtype=bool), np.zeros(scores.shape, dtype=bool)
    mine[np.arange(len(scores)), scores.argmax(axis=1)] = True
    theirs[scores.argmax(axis=0), np.arange(scores.shape[1])] = True
    top = mine & theirs & (scores >= threshold)
    return np.where(top.any(axis=1), top.argmax(axis=1), -1)


def link_by_equals(scores, threshold):
    top = (scores == scores.max(axis=1, keepdims=True)) & (scores == scores.max(axis=0)) & (scores >= threshold)
    return np.where(top.any(axis=1), top.argmax(axis=1), -1)


def link_by_pairs(scores, threshold):
    there, back = scores.argmax(axis=1), scores.argmax(axis=0)
    out = np.full(len(scores), -1)
    for row, column in enumerate(there):
        if back[column] == row and not scores[row, column] < threshold:
            out[row] = column
    return out


def link_as_floats(scores, threshold):
    best = np.argsort(-scores, axis=1, kind="stable")[:, 0]
    back = np.argsort(-scores, axis=0, kind="stable")[0]
    home = np.array([back[b] == i for i, b in enumerate(best)])
    return np.where(home & (scores.max(axis=1) >= threshold), best, -1).astype(float)


def link_greedily(scores, threshold):
    left, out = scores.copy(), np.full(len(scores), -1)
    while left.max() >= threshold:
        i, j = np.unravel_index(left.argmax(), left.shape)
        out[i], left[i], left[:, j] = j, -np.inf, -np.inf
    return out


def link_in_place(scores, threshold):
    scores[scores < threshold] = -9
    return link(scores, threshold)


RIGHT = {
    "15.1": [invert_by_loops, invert_by_diagonal, invert_by_steps, invert_by_sum],
    "15.2": [back_by_solving, back_by_columns, back_by_other_way, back_by_list],
    "15.3": [pews_by_loops, pews_by_sets, pews_by_unique, pews_by_members],
    "15.P": [link_by_loops, link_by_marks, link_by_pairs, link_as_floats],
}
WRONG = {
    "15.1": [
        (invert_in_bytes, "table of faces|more than a byte"),
        (lambda t, m, c, s: invert(t, m, c, s).T, "shape|on its side"),
        (lambda t, m, c, s: (t * s) @ c.T, "shape|do not fit|stopped|matmul"),
        (lambda t, m, c, s: invert(np.abs(t), m, c, s), "table of faces"),
        (lambda t, m, c, s: invert(t, m, c, s)[:, :-1], "shape"),
        (lambda t, m, c, s: [str(one) for one in invert(t, m, c, s)], "text|shape"),
        (lambda t, m, c, s: m + m + (t * s) @ c, "table of faces"),
        (lambda t, m, c, s: invert(t, m, c, s)[::-1], "table of faces"),
        (lambda t, m, c, s: invert(t, m, np.abs(c), s), "table of faces"),
        (invert_in_place, "changes the data"),
    ],
    "15.2": [
        (lambda k, t, v: v - k.mean(axis=0), "vectors turned back"),
        (lambda k, t, v: turn_back(k, t, v)[0], "shape"),
        (lambda k, t, v: turn_back(k[:1], t[:1], v), "vectors turned back"),
        (lambda k, t, v: turn_back(k, t, v) / 2, "vectors turned back"),
        (lambda k, t, v: turn_back(k, t, v).T, "shape|on its side"),
        (lambda k, t, v: -turn_back(k, t, v), "wrong sign"),
        (lambda k, t, v: v @ np.linalg.svd(k @ t.T)[0], "stopped|do not fit|matmul|shape"),
        (lambda k, t, v: turn_back(k[::-1], t, v), "vectors turned back"),
        (back_in_place, "changes the data"),
    ],
    "15.3": [
        (pews_by_own_score, "whoever is named"),
        (lambda s, p, m, t: pews(s, p, m, t)[1], "two numbers"),
        (lambda s, p, m, t: pews(s, p, m, t)[::-1], "exchanged|is 0|is 1|is 2|is 3"),
        (lambda s, p, m, t: (pews(s, p, m, t)[0], {1}), "made of numbers"),
        (lambda s, p, m, t: pews(s, p, m, 0.25), "does not use threshold|is 0|is 1|is 2|is 3"),
        (lambda s, p, m, t: (pews(s, p, m, t)[0] / len(p), pews(s, p, m, t)[1]), "is 0|is 1|is 2|is 3"),
        (lambda s, p, m, t: tuple(map(str, pews(s, p, m, t))), "text"),
        (lambda s, p, m, t: tuple(one + 1 for one in pews(s, p, m, t)), "is 0|is 1|is 2|is 3"),
        (pews_in_place, "changes the data"),
    ],
    "15.P": [
        (link_greedily, "array of places|both rows like"),
        (link_by_equals, "right in general.*equally near"),
        (lambda s, t: link(s, 0.5), "does not use threshold|array of places|line is missing|equal to the threshold"),
        (lambda s, t: link(s, t)[:-1], "shape"),
        (lambda s, t: [one if one >= 0 else None for one in link(s, t)], "NaN|None|numbers"),
        (lambda s, t: [place for place in link(s, t) if place >= 0], "shape"),
        (lambda s, t: [str(one) for one in link(s, t)], "text"),
        (lambda s, t: np.sort(link(s, t)), "array of places"),
        (lambda s, t: link(s, max(t, 0)), "array of places|negative|does not use threshold"),
        (lambda s, t: np.where(link(s, t) >= 0, link(s, t), np.nan), "NaN"),
        (link_in_place, "changes the data"),
    ],
}


def invert_without_steps(templates, mean, components, step):
    return mean + templates @ components


def turn_once_more(known, stored, stolen):
    u, _, vt = np.linalg.svd(known.T @ stored)
    return stolen @ (u @ vt)


def placed_by_mistakes(scores, seated, members, threshold):
    named = scores.max(axis=1) >= threshold
    said = members[scores.argmax(axis=1)[named]]
    return np.sum(said == seated[named]), np.sum(~np.isin(said, seated))


# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "15.1 forgets the steps": ("15.1", invert_without_steps),
    "15.2 turns once more": ("15.2", turn_once_more),
    "15.3 counts mistakes instead of people": ("15.3", placed_by_mistakes),
}
