"""Searches of a gallery: who is found, who is not, and who is named without being in it.

Terms after ISO/IEC 19795-1: FPIR is the share of searches with a person who is not enrolled that name somebody, FNIR
the share of searches with an enrolled person that do not name them.
"""

import numpy as np

from facelab.matching import NOBODY


def open_set_errors(named: np.ndarray, person: np.ndarray, enrolled: np.ndarray) -> tuple[float, float]:
    """Return (FPIR, FNIR) of searches at one threshold.

    Args:
        named: (n,) the person each search named, 0 for nobody.
        person: (n,) who it was.
        enrolled: (k,) the people in the gallery.

    Returns:
        FPIR, the share of strangers who were named as somebody; FNIR, the share of enrolled people who were named as
        nobody or as another.

    Raises:
        ValueError: if the lengths differ, or no stranger or no enrolled person was searched.
    """
    named, person = np.asarray(named), np.asarray(person)
    if named.ndim != 1 or named.shape != person.shape:
        raise ValueError(f"open_set_errors needs one name a search; it was given {named.shape} and {person.shape}.")
    known = np.isin(person, enrolled)
    if known.all() or not known.any():
        raise ValueError(
            f"open_set_errors needs searches of enrolled people and of strangers; "
            f"{np.count_nonzero(known)} of {len(known)} were of enrolled people."
        )
    return float(np.mean(named[~known] != NOBODY)), float(np.mean(named[known] != person[known]))
