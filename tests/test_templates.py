"""Templates: stored and turned back into faces, climbed to, turned by a secret, joined."""

import shutil

import numpy as np
import pytest

from facelab import datasets, templates
from facelab.datasets import DataError, load_lfw_scores, load_orl_rebuilt
from facelab.matching import flatten
from facelab.subspaces import eigenfaces, project
from facelab.wording import said_at

DRAW = np.random.RandomState(15)
POINTS = DRAW.normal(size=(30, 12)) * np.arange(1, 13)
MEAN, COMPONENTS = eigenfaces(POINTS, 5)
CODES = project(POINTS, MEAN, COMPONENTS)
STEP = templates.steps_of(CODES)


def test_what_is_stored_comes_back_to_half_a_step():
    stored = templates.store(CODES, STEP)
    assert stored.dtype == np.int8
    back = project(templates.invert(stored, MEAN, COMPONENTS, STEP), MEAN, COMPONENTS)
    assert (np.abs(back - CODES) <= STEP / 2 + 1e-9).all()


def test_a_template_of_zeros_is_the_mean_and_large_numbers_are_cut_off():
    assert np.allclose(templates.invert(np.zeros((1, 5)), MEAN, COMPONENTS, STEP), MEAN)
    assert templates.store(np.array([[1e6, -1e6]]), np.ones(2)).tolist() == [[127, -127]]


def test_the_own_matcher_takes_a_rebuilt_face_for_the_template(orl):
    """Whoever made the eigenfaces: a rebuilt face leads back to the very template."""
    points = flatten(orl.images)
    taken = orl.subject <= 20
    mean, components = eigenfaces(points[taken], 40)
    step = templates.steps_of(project(points[taken], mean, components))
    stored = templates.store(project(points[[200, 390]], mean, components), step)
    for one, face in zip(stored, templates.invert(stored, mean, components, step), strict=True):
        assert templates.scorer(one, mean, components, step)(face) == 1.0


@pytest.mark.parametrize("basis", templates.BASES)
def test_rebuilt_faces_are_pictures_of_everybody_in_order(orl, basis):
    points = flatten(orl.images)
    faces = templates.rebuilt_faces(points, orl.subject, orl.photo, basis, 40)
    assert faces.shape == (40, 10304)
    assert (faces == np.rint(faces)).all()
    assert faces.min() >= 0
    assert faces.max() <= 255
    own = np.linalg.norm(faces - points[orl.photo == 1], axis=1)
    assert np.mean(own < np.linalg.norm(faces - points[orl.photo == 1][::-1], axis=1)) == 1


def test_the_shipped_scores_are_whole_and_small():
    rebuilt = load_orl_rebuilt()
    assert rebuilt.numbers.tolist() == list(templates.NUMBERS)
    assert (datasets.DATASETS / "orl" / "rebuilt.npz").stat().st_size < 200_000
    line = load_lfw_scores().line("dlib", 0.001)
    for name, each in rebuilt.scores.items():
        assert set(each) == set(templates.BASES)
        for basis in each:
            assert each[basis].shape == (5, 40, 120)
            assert rebuilt.own(name, basis)[2, 6] == each[basis][2, 6, 18]
            assert rebuilt.others(name, basis).shape == (5, 40 * 39 * 3)
            assert np.isnan(rebuilt.own(name, basis)).sum(axis=1).tolist() == rebuilt.failed(name, basis).tolist()
    counts = {basis: (rebuilt.own("dlib", basis) >= line).sum(axis=1).tolist() for basis in templates.BASES}
    assert counts == {"members": [0, 6, 21, 31, 40], "left out": [0, 3, 12, 16, 21], "strangers": [0, 0, 0, 0, 1]}
    with pytest.raises(ValueError, match="not to 'eigenfaces'"):
        rebuilt.own("eigenfaces", "members")


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_missing_or_damaged_file_is_named(tmp_path, monkeypatch, harm):
    (tmp_path / "orl").mkdir()
    file = tmp_path / "orl" / "rebuilt.npz"
    if harm == "damaged":
        shutil.copy(datasets.DATASETS / "orl" / "rebuilt.npz", file)
        file.write_bytes(file.read_bytes()[:500])
    monkeypatch.setattr(datasets, "DATASETS", tmp_path)
    with pytest.raises(DataError, match=rf"rebuilt\.npz is {harm}.*git checkout"):
        load_orl_rebuilt()


def test_a_climb_never_falls_and_asks_no_more_than_it_may():
    score = templates.scorer(templates.store(CODES, STEP)[0], MEAN, COMPONENTS, STEP)
    way = templates.climb(score, POINTS[1:].mean(axis=0), COMPONENTS * 3, 400, 0.3, seed=1)
    assert (np.diff(way.scores) >= 0).all()
    assert len(way.scores) == 400
    assert not way.locked
    assert way.scores[-1] > 0.9 > way.scores[0]
    asked = way.asked_until(0.8)
    assert way.scores[asked - 1] >= 0.8 > way.scores[asked - 2]
    assert way.asked_until(1.5) is None
    rough = templates.scorer(templates.store(CODES, STEP)[0], MEAN, COMPONENTS, STEP, digits=1)
    told = templates.climb(rough, POINTS[1:].mean(axis=0), COMPONENTS * 3, 400, 0.3, seed=1, smallest=0.3)
    by_the_machine = told.asked_until(0.77, by=score)
    assert told.asked_until(0.77) <= by_the_machine  # it may be told 0.8 where the machine sees less
    assert score(told.best_after(by_the_machine)) >= 0.77
    assert score(way.best_after(400)) == way.scores[-1]
    assert score(way.best_after(10)) == way.scores[9]
    locked = templates.climb(score, MEAN, COMPONENTS, 400, 0.3, lockout=10)
    assert locked.locked
    assert len(locked.scores) == 10
    assert score(MEAN) == 0


def test_a_secret_rotation_keeps_every_distance_and_falls_to_as_many_pairs_as_directions():
    secret = templates.secret_rotation(6, seed=3)
    assert np.allclose(secret @ secret.T, np.eye(6))
    assert not np.allclose(secret, templates.secret_rotation(6, seed=4))
    vectors = DRAW.normal(size=(20, 6))
    assert np.allclose(templates.recover_rotation(vectors[:6], vectors[:6] @ secret), secret)
    assert np.allclose(templates.turn_back(vectors[:6], vectors[:6] @ secret, vectors @ secret), vectors)
    kept = templates.secret_kept(vectors[:10], vectors[10:], [1, 3, 6, 10], seed=3)
    assert 1 >= kept[0] > kept[1] > 0.1
    assert kept[2:].tolist() == [0, 0]
    part = templates.known_part(vectors[:3], vectors[:3] @ secret)
    assert np.linalg.matrix_rank(part) == 3
    assert np.allclose(vectors[:3] @ secret @ part.T, vectors[:3])
    flat = vectors * np.array([1, 1, 1, 0, 0, 0])  # 6 numbers, 3 directions: 3 pairs are enough
    assert np.allclose(templates.secret_kept(flat[:10], flat[10:], [3]), 0)


def test_noise_in_the_pairs_still_gives_a_rotation():
    secret, vectors = templates.secret_rotation(5, 1), DRAW.normal(size=(50, 5))
    found = templates.recover_rotation(vectors, vectors @ secret + 0.01 * DRAW.normal(size=(50, 5)))
    assert np.allclose(found @ found.T, np.eye(5))
    assert np.abs(found - secret).max() < 0.02


def test_two_files_are_joined_by_hand():
    scores = np.array([[0.5, 0.75, 0.25], [0.25, 0.625, 0.125], [0.1, 0.2, 0.5]])
    assert templates.link(scores, 0.5).tolist() == [1, -1, 2]
    assert templates.link(scores, 0.6).tolist() == [1, -1, -1]


def test_two_files_share_whom_they_should():
    one, other = templates.two_files(np.arange(50), 20, both=8, seed=1)
    assert len(set(one)) == len(set(other)) == 20
    assert len(set(one) & set(other)) == 8


def test_distances_to_one_probe_more_than_numbers_find_a_template():
    hidden, probes = DRAW.normal(size=4), DRAW.normal(size=(5, 4))
    assert np.allclose(templates.from_distances(probes, np.linalg.norm(probes - hidden, axis=1)), hidden)
    circles = np.array([[0.0, 0.0], [6.0, 0.0], [0.0, 8.0]])  # the exercise on the handout
    assert np.allclose(templates.from_distances(circles, np.array([5.0, 5.0, 5.0])), [3, 4])


NAN = np.full((2, 2), np.nan)
FLAT = (np.zeros(3), np.eye(3), np.ones(3))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: templates.steps_of(np.ones((3, 2))), "vary in every number"),
        (lambda: templates.steps_of(NAN), "without NaN"),
        (lambda: templates.store(CODES, STEP[:2]), "a step above 0 for each of 5"),
        (lambda: templates.store(CODES, -STEP), "a step above 0"),
        (lambda: templates.store([], STEP), "table of codes"),
        (
            lambda: templates.invert(np.zeros((1, 4)), MEAN, COMPONENTS, STEP),
            "an eigenface and a step for each of the 4",
        ),
        (lambda: templates.invert(np.zeros(5), MEAN, COMPONENTS, STEP), "a row each"),
        (lambda: templates.rebuilt_faces(POINTS, np.arange(30), np.ones(30), "friends", 3), "of a kind.*friends"),
        (lambda: templates.scorer(np.zeros(3), *FLAT), "not all zeros"),
        (lambda: templates.scorer(np.ones(3), *FLAT, digits=-1), "at least 0 digits"),
        (lambda: templates.scorer(np.ones(2), *FLAT), "for each place"),
        (lambda: templates.climb(lambda one: 1, np.zeros(3), np.eye(3), 0, 1), "a question or more"),
        (lambda: templates.climb(lambda one: 1, np.zeros(3), np.eye(3), 5, -1), "a size above 0"),
        (lambda: templates.climb(lambda one: 1, np.zeros(3), np.eye(3), 5, 1, smallest=-1), "a size above 0"),
        (lambda: templates.climb(lambda one: 1, np.zeros(3), np.eye(3), 5, 1, lockout=0), "a question or more"),
        (lambda: templates.climb(lambda one: 1, np.zeros(2), np.eye(3), 5, 1), "as long as the picture"),
        (lambda: templates.climb(lambda one: np.nan, np.zeros(3), np.eye(3), 5, 1), "told NaN"),
        (lambda: templates.climb(lambda one: 1, np.zeros(3), np.eye(3), 5, 1).best_after(0), "after 1 question"),
        (lambda: templates.climb(lambda one: 1, np.zeros(3), np.eye(3), 5, 1).asked_until(np.nan), "A threshold"),
        (lambda: templates.secret_rotation(0, 1), "at least one dimension"),
        (lambda: templates.recover_rotation(np.eye(3), np.eye(2)), "pairs, row by row"),
        (lambda: templates.recover_rotation(NAN, NAN), "without NaN"),
        (lambda: templates.turn_back(np.eye(3), np.eye(3), np.eye(2)), "one length"),
        (lambda: templates.secret_kept(np.eye(3), np.eye(3), [4]), "1 to 3 pairs"),
        (lambda: templates.secret_kept(np.eye(3), np.eye(3), [0]), "1 to 3 pairs"),
        (lambda: templates.link(NAN, 0.5), "without NaN"),
        (lambda: templates.link(np.eye(2), None), "A threshold is one number"),
        (lambda: templates.two_files(np.arange(9), 5, 6), "0 to 5 of them in both"),
        (lambda: templates.two_files(np.arange(9), 5, 0), "needs 10 people.*given 9"),
        (lambda: templates.from_distances(np.eye(3), [1, 1, 1]), "at least 4 probes"),
        (lambda: templates.from_distances(np.ones((4, 3)), [1, 1, 1, -1]), "at least 0"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_score_on_the_line_is_a_yes_and_none_is_no_face():
    assert said_at(np.array([0.65, 0.4, 0.399, np.nan]), 0.4) == ["0.65, yes", "0.40, yes", "0.40, no", "no face"]
