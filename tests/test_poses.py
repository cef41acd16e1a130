"""Pairs of photos by what changed: measured on drawn faces whose turn and mouth are known."""

import numpy as np
import pytest

from facelab.poses import order_by_change, turn_and_width


def face(turn=0.0, mouth=20.0, scale=1.0):
    """Five landmarks with eyes 40 apart: the nose lies `turn` of that to the side, the mouth is `mouth` wide."""
    points = [(0, 0), (40, 0), (20 + 40 * turn, 25), (20 - mouth / 2, 45), (20 + mouth / 2, 45)]
    return scale * np.array(points)


def test_turn_and_width_are_measured_in_distances_between_the_eyes():
    turn, width = turn_and_width(np.array([face(), face(0.25), face(-0.25, 30), face(0.25, 30, scale=3)]))
    assert turn == pytest.approx([0, 0.25, -0.25, 0.25])
    assert width == pytest.approx([0.5, 0.5, 0.75, 0.75])


@pytest.fixture
def two_people():
    """Of each person two calm photos, one turned, one smiling; only the turned ones score low with their own."""
    landmarks = np.array([face(), face(0.01), face(0.5), face(0, 40)] * 2)
    person = np.repeat([1, 2], 4)
    similar = np.where(person[:, np.newaxis] == person, 0.9, 0.5)
    turned = np.arange(8) % 4 == 2
    similar[turned[:, np.newaxis] ^ turned] = 0.1
    return similar, landmarks, person


def test_each_kind_takes_the_pairs_in_which_that_changed_most(two_people):
    shares = order_by_change(*two_people, each=1)
    assert {kind: share.n_mated for kind, share in shares.items()} == {"calm": 2, "head turned": 2, "mouth moved": 2}
    assert len({share.n_nonmated for share in shares.values()}) == 1
    assert shares["calm"].value == shares["mouth moved"].value == 1
    assert shares["head turned"].value < 0.5


def test_a_pair_without_a_score_is_left_out(two_people):
    similar, landmarks, person = two_people
    similar[0, 1] = similar[1, 0] = np.nan
    assert order_by_change(similar, landmarks, person, each=1)["calm"].n_mated == 1


def test_more_pairs_than_a_person_has_are_refused(two_people):
    with pytest.raises(ValueError, match="Person 1 has 6 pairs of photos; 7 of each kind"):
        order_by_change(*two_people, each=7)
