"""The right answers of lesson 14's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given


def dispense(scores: np.ndarray, minute: np.ndarray, minutes: float, threshold: float) -> np.ndarray:
    """Say for each visit whether it is served: unless the face matches one served in the last so many minutes.

    Args:
        scores: (n, n) of the face at visit i against the face at visit j. minute: (n,) of the visits, never falling.
        minutes: how long a served face is remembered; a visit exactly so long ago still counts.
        threshold: a match is a score of at least this.

    Returns:
        (n,) bool.

    Raises:
        ValueError: if the shapes do not fit, times run backwards, a score is NaN, or the threshold is not one number.
    """
    scores, minute, threshold = np.asarray(scores), np.asarray(minute), given.threshold(threshold)
    if scores.shape != (len(minute), len(minute)) or np.isnan(scores).any():
        raise ValueError(f"dispense needs {len(minute)} by {len(minute)} scores without NaN; got {scores.shape}.")
    if (np.diff(minute) < 0).any():
        raise ValueError("The minutes of the visits must not run backwards.")
    served = np.zeros(len(minute), dtype=bool)
    for visit in range(len(minute)):
        recent = served & (minute >= minute[visit] - minutes)
        recent[visit:] = False
        served[visit] = not (scores[visit, recent] >= threshold).any()
    return served


def chain(rates: np.ndarray, sightings: int) -> tuple[float, float]:
    """Return (if all were alike, real): the chance that each of so many sightings in a row is recognised.

    Args:
        rates: (n,) share of recognised sightings of each person, 0 to 1; n at least 1.
        sightings: at least 1, independent for one person.

    Returns:
        the mean rate to the power of the sightings, and the mean over people of each rate to that power: people who are
        always recognised keep the second one up.

    Raises:
        ValueError: if there is nobody, a rate is outside 0 to 1, or no sighting.
    """
    rates = np.asarray(rates, dtype=float)
    if rates.ndim != 1 or len(rates) == 0 or not ((rates >= 0) & (rates <= 1)).all() or sightings < 1:
        raise ValueError(f"chain needs rates from 0 to 1 and at least one sighting; got {rates.shape}, {sightings}.")
    return float(rates.mean() ** sightings), float(np.mean(rates**sightings))


def two_sightings(matches: np.ndarray) -> tuple[float, float]:
    """Return (promised, real): how often two strangers match in both of two sightings, if independent, and in fact.

    Args:
        matches: (n, n) bool, photo 2 of person i against photo 1 of person j; the diagonal is mated and left out.
            The second sighting of the two people i and j is the cell (j, i): two other photos of theirs.

    Raises:
        ValueError: if the table is not square, smaller than 2 by 2 or not of True and False.
    """
    matches = given.square(matches, "two_sightings", least=2)
    apart = ~np.eye(len(matches), dtype=bool)
    return float(matches[apart].mean() ** 2), float((matches & matches.T)[apart].mean())
