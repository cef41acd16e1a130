import numpy as np
import pytest
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import KNeighborsClassifier

from facelab import matching
from facelab.images import light_from_side

RANDOM = np.random.RandomState(3)


def test_flatten_and_restore_undo_each_other(orl):
    points = matching.flatten(orl.images[:5])
    assert points.dtype == np.float64
    assert np.array_equal(matching.restore(points, (112, 92)), orl.images[:5])


def test_distances_agree_with_scikit_learn():
    a, b = RANDOM.normal(size=(7, 30)), RANDOM.normal(size=(5, 30))
    assert matching.distances(a, b) == pytest.approx(pairwise_distances(a, b), abs=1e-9)


def test_names_agree_with_scikit_learn(orl):
    points, known = matching.flatten(orl.images), orl.photo <= 5
    neighbour = KNeighborsClassifier(1).fit(points[known], orl.subject[known])
    named = matching.nearest_person(points[known], orl.subject[known], points[~known])
    assert np.array_equal(named, neighbour.predict(points[~known]))


def test_on_a_tie_the_first_enrolled_is_named():
    assert matching.nearest_person(np.array([[1.0], [-1.0]]), np.array([9, 2]), np.array([[0.0]])).tolist() == [9]


def test_leave_one_out_by_hand():
    points, person = np.array([[0.0], [1.0], [5.0], [7.5], [8.0]]), np.array([1, 1, 2, 3, 2])
    assert matching.leave_one_out_rate(points, person) == pytest.approx(2 / 5)


def test_random_halves_take_five_of_each_and_never_change(orl):
    halves = matching.random_halves(orl.subject, splits=20, seed=0)
    assert halves.shape == (20, 400)
    for half in halves:
        assert np.bincount(orl.subject[half])[1:].tolist() == [5] * 40
    assert np.flatnonzero(halves[0])[:5].tolist() == [1, 2, 4, 8, 9]  # RandomState's draws are frozen


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: matching.flatten(np.zeros((3, 3))), "flatten needs images of shape"),
        (lambda: matching.restore(np.zeros((2, 10)), (3, 4)), "restore cannot turn"),
        (lambda: matching.distances(np.zeros((2, 3)), np.zeros((2, 4))), "distances needs"),
        (lambda: matching.distances(np.full((2, 3), np.nan), np.zeros((2, 3))), "hold NaN"),
        (lambda: matching.nearest_person(np.zeros((0, 3)), np.zeros(0), np.zeros((1, 3))), "at least one enrolled"),
        (lambda: matching.rank1_rate(np.zeros((1, 3)), [1], np.zeros((0, 3)), []), "at least one probe"),
        (lambda: matching.rank1_rate(np.zeros((1, 3)), [1, 2], np.zeros((1, 3)), [1]), "one person for each"),
        (lambda: matching.leave_one_out_rate(np.zeros((1, 3)), [1]), "at least two points"),
        (lambda: light_from_side(np.zeros((3, 3)), 0.1), "light_from_side needs images"),
        (lambda: light_from_side(np.zeros((1, 3, 3)), 2), "takes a strength"),
    ],
)
def test_bad_input_is_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as error:
        call()
    assert "\n" not in str(error.value)


def test_light_brightens_one_side_and_is_cut_off():
    lit = light_from_side(np.full((1, 2, 11), 200, np.uint8), 0.5)
    assert lit[0, 0].tolist() == [72, 98, 124, 149, 174, 200, 226, 251, 255, 255, 255]
    assert np.array_equal(light_from_side(lit, 0), lit)
    assert np.array_equal(light_from_side(lit[:, :, ::-1], -0.2), light_from_side(lit, 0.2)[:, :, ::-1])


def test_face_distances_do_not_change_with_size_or_place():
    face = np.array([[[30, 40], [62, 42], [47, 60], [35, 78], [58, 80]]], dtype=float)
    one = matching.face_distances(face)
    assert one.shape == (1, 10)
    assert one[0, 0] == 1
    assert matching.face_distances(face * 3 + 7) == pytest.approx(one)
    with pytest.raises(ValueError, match=r"landmarks of shape \(n, m, 2\)"):
        matching.face_distances(face[0])
    with pytest.raises(ValueError, match="two eyes stand in one place"):
        matching.face_distances(np.zeros((1, 5, 2)))


def test_nobody_stands_on_both_sides_of_a_split_by_person():
    person = np.repeat([1, 4, 6, 9], [2, 3, 1, 4])
    train = matching.split_by_person(person, 2, seed=0)
    assert not set(person[train]) & set(person[~train])
    assert len(set(person[train])) == 2
    with pytest.raises(ValueError, match="1 to 3 can train, not 4"):
        matching.split_by_person(person, 4, seed=0)
