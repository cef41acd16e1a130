import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from facelab import matching, subspaces
from facelab.answers import lesson02, lesson03

RANDOM = np.random.RandomState(5)


def test_eigenfaces_agree_with_scikit_learn(orl):
    points = matching.flatten(orl.images)[orl.photo <= 5]
    mean, components = subspaces.eigenfaces(points, 80)
    pca = PCA(80, svd_solver="full").fit(points)
    assert mean == pytest.approx(pca.mean_, abs=1e-9)
    assert np.abs(components - subspaces.largest_entry_positive(pca.components_)).max() < 1e-6
    codes = subspaces.project(points, mean, components)
    assert codes.var(axis=0, ddof=1) == pytest.approx(pca.explained_variance_, rel=1e-9)
    assert np.abs(components @ components.T - np.eye(80)).max() < 1e-10


def test_eigenfaces_of_more_points_than_numbers():
    points = RANDOM.normal(size=(50, 6))
    _, components = subspaces.eigenfaces(points, 6)
    assert components == pytest.approx(
        subspaces.largest_entry_positive(PCA(6, svd_solver="full").fit(points).components_), abs=1e-9
    )


def test_all_components_rebuild_exactly_and_fewer_do_not():
    points = RANDOM.normal(size=(8, 20))
    mean, components = subspaces.eigenfaces(points, 7)
    assert subspaces.distance_from_face_space(points, mean, components) == pytest.approx(np.zeros(8), abs=1e-9)
    assert (subspaces.distance_from_face_space(points, mean, components[:3]) > 0.1).all()


def test_many_k_at_once_agree_with_one_at_a_time(orl):
    points, known = matching.flatten(orl.images), orl.photo <= 5
    hits = subspaces.hits_by_k(points, orl.subject, known, [3, 40])
    for row, k in zip(hits, [3, 40], strict=True):
        one = lesson02.eigenface_rank1_rate(points[known], orl.subject[known], points[~known], orl.subject[~known], k)
        assert row.mean() == pytest.approx(one)


def test_one_template_each_is_the_mean_code():
    points = np.array([[0.0, 0], [2, 0], [10, 1], [12, 1], [1.2, 0], [10.5, 1], [6.9, 0]])
    person = np.array([1, 1, 2, 2, 1, 2, 1])
    enrolled = np.array([True] * 4 + [False] * 3)
    assert subspaces.hits_by_k(points, person, enrolled, [1], one_template_each=True).tolist() == [[True, True, False]]


def test_choose_k_counts_the_border_in():
    assert lesson02.choose_k([20, 10, 5], np.array([0.95, 0.94, 0.9]), 0.01) == 10


def test_left_out_photos_are_unexplained_as_far_as_nobody_else_has_their_direction():
    person = np.repeat([1, 2, 3], 2)
    points = np.zeros((6, 4))
    points[:4, 0] = [3, -3, 1, -1]  # 1 and 2 vary along the first axis
    points[4:, 1] = [2, -2]  # 3 along the second
    points[2:4, 1] = [1, -1]
    # Eigenfaces of 1 and 2 with both directions describe 3; with one, only what lies along it.
    assert subspaces.unexplained_when_left_out(points, person, [3], [2]) == pytest.approx(np.zeros((1, 1)), abs=1e-12)
    one = subspaces.unexplained_when_left_out(points, person, [3], [1, 2])
    _, components = subspaces.eigenfaces(points[:4], 1)
    assert one[0, 0] == pytest.approx(1 - components[0, 1] ** 2)
    assert one.shape == (2, 1)


def test_left_out_by_hand():
    person = np.repeat([1, 2], 2)
    points = np.array([[3.0, 0], [-3, 0], [0, 2], [1, 1]])
    # Trained on person 1: mean 0, one direction along the first axis. Photos (0, 2) and (1, 1): shares 1 and 1/2 left.
    assert subspaces.unexplained_when_left_out(points, person, [2], [1]) == pytest.approx(np.array([[0.75]]))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: subspaces.eigenfaces(np.zeros((1, 4)), 1), "at least two rows"),
        (lambda: subspaces.eigenfaces(np.zeros((5, 4)), 5), "k must be from 1 to 4"),
        (lambda: subspaces.eigenfaces(np.zeros((5, 4)), 0), "k must be from 1 to 4"),
        (lambda: subspaces.eigenfaces(np.zeros((5, 9)), 5), "k must be from 1 to 4"),
        (lambda: subspaces.eigenfaces(np.eye(4)[[0, 1, 0, 1]], 2), "these 4 points vary in fewer"),
        (lambda: subspaces.eigenfaces(np.full((5, 4), np.nan), 2), "hold NaN"),
        (lambda: lesson02.choose_k([], np.array([]), 0.1), "one rate for each k"),
        (lambda: subspaces.unexplained_when_left_out(np.eye(4), np.arange(4), [9], [1]), "who has no photo"),
        (lambda: subspaces.unexplained_when_left_out(np.eye(4), np.arange(4), [], [1]), "who has no photo"),
        (lambda: subspaces.unexplained_when_left_out(np.eye(4), np.arange(4), [0], [3]), "k must be from 1 to 2"),
    ],
)
def test_bad_input_is_one_sentence(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_scatter_within_and_between_add_up_to_all_scatter():
    random = np.random.RandomState(0)
    points, person = random.normal(size=(30, 4)), random.randint(0, 5, 30)
    within, between = subspaces.scatter_tables(points, person)
    centred = points - points.mean(axis=0)
    assert np.allclose(within + between, centred.T @ centred)
    with pytest.raises(ValueError, match="at least two people"):
        subspaces.scatter_tables(points, np.zeros(30))


def test_fisher_directions_agree_with_scikit_learn():
    random = np.random.RandomState(1)
    person = np.repeat(np.arange(6), 10)
    points = random.normal(size=(6, 5))[person] * 3 + random.normal(size=(60, 5)) * [1, 2, 3, 1, 5]
    ours = subspaces.fisher_directions(points, person, 3)
    theirs = LinearDiscriminantAnalysis(solver="eigen").fit(points, person).scalings_[:, :3].T
    for one, other in zip(ours, theirs, strict=True):
        assert abs(one @ other) == pytest.approx(np.linalg.norm(one) * np.linalg.norm(other))
    first = lesson03.fisher_direction(*subspaces.scatter_tables(points, person))
    assert first == pytest.approx(ours[0] / np.linalg.norm(ours[0]))
    with pytest.raises(ValueError, match="k must be from 1 to 5"):
        subspaces.fisher_directions(points, person, 6)
    with pytest.raises(ValueError, match="describe them by fewer numbers first"):
        subspaces.fisher_directions(points * [1, 1, 1, 1, 0], person, 2)
