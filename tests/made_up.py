"""Made-up scores that several tests share."""

import numpy as np

from facelab.scores import ScoreMatrix


def population(random, n, effect):
    """Return an (n, n) matrix whose non-mated scores share what people bring as probe and as enrolment."""
    person = random.normal(size=n) * effect
    return random.normal(size=(n, n)) + person[:, None] + person


def people(sizes, rates, seed=0):
    """Scores of 0 and 1: non-mated comparisons within group g match with the rate g, across groups never."""
    draw, labels = np.random.RandomState(seed), np.repeat(np.arange(len(sizes)).astype(str), sizes)
    own = np.repeat(rates, sizes)
    values = (draw.random_sample((len(labels), len(labels))) < own[:, np.newaxis]) & (labels[:, np.newaxis] == labels)
    np.fill_diagonal(values, True)
    return ScoreMatrix(values.astype(float), np.arange(len(labels))), labels
