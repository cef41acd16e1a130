import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal
from scipy.spatial.distance import cdist
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import KNeighborsClassifier

from facelab import matching
from facelab.answers import lesson01, lesson03, lesson04
from facelab.images import light_from_side

RANDOM = np.random.RandomState(3)


def test_flatten_and_restore_undo_each_other(orl):
    points = matching.flatten(orl.images[:5])
    assert points.dtype == np.float64
    assert np.array_equal(matching.restore(points, (112, 92)), orl.images[:5])


def test_distances_agree_with_scikit_learn():
    a, b = RANDOM.normal(size=(7, 30)), RANDOM.normal(size=(5, 30))
    assert matching.distances(a, b) == pytest.approx(pairwise_distances(a, b), abs=1e-9)


def test_distances_of_whole_numbers_are_the_same_to_the_last_digit(orl):
    """Their squares are computed in another way, which has no rounding errors."""
    photos = matching.flatten(orl.images[:60])
    large = np.random.RandomState(0).randint(-(2**25), 2**25, (20, 7)).astype(float)
    pairs = [
        (photos[:25], photos),
        (photos, photos / 2),
        (large, large[::-1]),
        (1e9 * large, large),
        (large, large[:0]),
    ]
    for a, b in pairs:
        assert np.array_equal(matching.distances(a, b), cdist(a, b))


def test_names_agree_with_scikit_learn(orl):
    points, known = matching.flatten(orl.images), orl.photo <= 5
    neighbour = KNeighborsClassifier(1).fit(points[known], orl.subject[known])
    named = matching.nearest_person(points[known], orl.subject[known], points[~known])
    assert np.array_equal(named, neighbour.predict(points[~known]))


def test_on_a_tie_the_first_enrolled_is_named():
    assert matching.nearest_person(np.array([[1.0], [-1.0]]), np.array([9, 2]), np.array([[0.0]])).tolist() == [9]


def test_leave_one_out_by_hand():
    points, person = np.array([[0.0], [1.0], [5.0], [7.5], [8.0]]), np.array([1, 1, 2, 3, 2])
    assert lesson01.leave_one_out_rate(points, person) == pytest.approx(2 / 5)


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
        (lambda: lesson01.leave_one_out_rate(np.zeros((1, 3)), [1]), "at least two points"),
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
    train = lesson03.split_by_person(person, 2, seed=0)
    assert not set(person[train]) & set(person[~train])
    assert len(set(person[train])) == 2
    with pytest.raises(ValueError, match="1 to 3 can train, not 4"):
        lesson03.split_by_person(person, 4, seed=0)


# --- sliding a patch, templates and galleries ----------------------------------------------------


def scipys_ncc(picture, patch):
    """The same by SciPy: products by direct correlation, sums over windows of ones."""
    pattern, ones = patch - patch.mean(), np.ones(patch.shape)
    products = signal.correlate(picture, pattern, mode="valid", method="direct")
    sums = signal.correlate(picture, ones, mode="valid", method="direct")
    squares = signal.correlate(picture**2, ones, mode="valid", method="direct")
    return products / np.sqrt((squares - sums**2 / patch.size) * (pattern**2).sum())


@pytest.mark.parametrize("shape", [(3, 3), (7, 4), (20, 30)])
def test_ncc_map_agrees_with_scipy(shape):
    random = np.random.RandomState(4)
    picture = random.rand(20, 30) * 255
    patch = random.rand(*shape) * 255
    np.testing.assert_allclose(matching.ncc_map(picture, patch), scipys_ncc(picture, patch), rtol=0, atol=1e-9)


def test_ncc_map_is_ncc_at_every_place():
    random = np.random.RandomState(5)
    picture, patch = random.randint(0, 256, (12, 11)), random.randint(0, 256, (4, 5))
    picture[:6, :6] = 90  # a corner without contrast
    fit = matching.ncc_map(picture, patch)
    for y, x in np.ndindex(fit.shape):
        assert fit[y, x] == pytest.approx(matching.ncc(picture[y : y + 4, x : x + 5], patch), abs=1e-9)
    assert fit[0, 0] == 0


def plain_ncc_map(picture, patch):
    """The definition, window by window: the mean is taken off first, then everything is added up."""
    h, w = patch.shape
    fit = np.zeros((picture.shape[0] - h + 1, picture.shape[1] - w + 1))
    for y, x in np.ndindex(fit.shape):
        window = picture[y : y + h, x : x + w]
        if window.min() < window.max():
            fit[y, x] = matching.ncc(window, patch)
    return fit


@given(
    seed=st.integers(0, 10_000),
    contrast=st.sampled_from([1.0, 1e-3, 1e-6]),  # of the darker tone's texture; the lighter tone is bare
    tones=st.sampled_from([(0.0, 0.0), (20.0, 235.0), (0.25, 1.0), (-7.0, 1e4)]),
    scale=st.sampled_from([1.0, 2.0**500, 2.0**-500]),  # of the picture; no digit changes
    shape=st.tuples(st.integers(1, 5), st.integers(2, 6)),
)
def test_ncc_map_is_the_plain_loop_on_faint_pictures(seed, contrast, tones, scale, shape):
    random = np.random.RandomState(seed)
    picture = np.full((17, 19), tones[0])
    picture[:9] = tones[1]
    picture[9:] += contrast * random.rand(8, 19)
    y = random.randint(9, 18 - shape[0])
    patch = picture[y : y + shape[0], 3 : 3 + shape[1]].copy()
    fit = matching.ncc_map(scale * picture, patch)
    np.testing.assert_allclose(fit, plain_ncc_map(picture, patch), rtol=0, atol=1e-8)
    assert fit[y, 3] > 1 - 1e-9
    assert np.abs(fit).max() <= 1


@pytest.mark.parametrize("side", [200, 1000])
def test_ncc_map_finds_a_faint_patch_in_a_large_picture(side):
    patch = np.zeros((8, 8))
    patch[3, 4] = 1
    picture = np.full((side, side), 20.0)
    picture[: side // 2] = 235
    picture[side - 60 : side - 52, 50:58] += patch
    fit = matching.ncc_map(picture, patch)
    assert fit[side - 60, 50] == pytest.approx(1, abs=1e-9)
    assert np.abs(fit).max() <= 1
    assert fit[0, 0] == 0
    around = np.s_[side - 75 : side - 40, 35:75]
    inside = np.s_[side - 75 : side - 47, 35:68]
    np.testing.assert_allclose(fit[inside], plain_ncc_map(picture[around], patch), rtol=0, atol=1e-9)


@pytest.mark.parametrize("level", [0.0, 0.1, 235.0])
def test_a_constant_picture_fits_nowhere_and_a_constant_patch_is_refused(level):
    assert not matching.ncc_map(np.full((30, 40), level), np.eye(3)).any()
    with pytest.raises(ValueError, match="without contrast"):
        matching.ncc_map(np.eye(30), np.full((7, 7), level))


def test_ncc_map_takes_a_faint_patch_and_one_as_large_as_the_picture():
    picture = np.random.RandomState(7).rand(9, 8)
    assert matching.ncc_map(picture, 3 + 1e-9 * picture) == pytest.approx(1, abs=1e-6)  # 3 + 1e-9 has 7 digits left
    assert matching.ncc_map(picture, -picture)[0, 0] == pytest.approx(-1)


def test_ncc_does_not_see_light_and_contrast():
    patch = np.random.RandomState(6).rand(5, 4)
    assert matching.ncc(3 * patch + 20, patch) == pytest.approx(1)
    assert matching.ncc(-patch, patch) == pytest.approx(-1)


@pytest.mark.parametrize(
    ("picture", "patch", "message"),
    [
        (np.ones((3, 3)), np.eye(4), "fits into"),
        (np.eye(4), np.ones((2, 2)), "without contrast"),
        (np.full((4, 4), np.nan), np.eye(2), "NaN"),
        (np.eye(4), np.eye(4)[0], "fits into"),
    ],
)
def test_ncc_map_says_what_is_wrong(picture, patch, message):
    with pytest.raises(ValueError, match=message):
        matching.ncc_map(picture, patch)


def test_templates_point_to_the_mean():
    vectors = np.array([[1.0, 0], [0, 1], [0, -1]])
    people, templates = lesson04.enrol(vectors, np.array([2, 2, 1]))
    assert people.tolist() == [1, 2]
    np.testing.assert_allclose(templates, [[0, -1], [np.sqrt(0.5), np.sqrt(0.5)]])
    assert lesson04.search(people, templates, vectors[0], 2).tolist() == [2, 1]
    assert lesson04.identify(people, templates, vectors[0], 0.7) == 2
    assert lesson04.identify(people, templates, vectors[0], 0.8) == 0


@pytest.mark.parametrize(
    ("vectors", "person", "message"),
    [
        (np.zeros((0, 2)), [], "one row a photo"),
        ([[1.0, 0]], [1, 2], "one person for each"),
        ([[np.nan, 0]], [1], "NaN"),
        ([[1.0, 0], [-1, 0]], [1, 1], "mean zero"),
    ],
)
def test_enrol_says_what_is_wrong(vectors, person, message):
    with pytest.raises(ValueError, match=message):
        lesson04.enrol(np.array(vectors), np.array(person))


def test_a_candidate_list_is_not_longer_than_the_gallery():
    with pytest.raises(ValueError, match="1 to 2 places, not 3"):
        lesson04.search(np.array([1, 2]), np.eye(2), np.array([1.0, 0]), 3)


def test_ncc_needs_two_pictures_of_one_shape():
    with pytest.raises(ValueError, match="one shape"):
        matching.ncc(np.eye(2), np.eye(3))


@pytest.mark.parametrize(
    ("templates", "probe", "message"),
    [
        (np.eye(2), np.array([np.nan, 0]), "holds NaN"),
        (np.array([[np.nan, 0]]), np.array([1.0, 0]), "holds NaN"),
        (np.eye(2), np.ones(3), "same d"),
    ],
)
def test_a_failed_photo_is_no_silent_rejection(templates, probe, message):
    people = np.arange(1, len(templates) + 1)
    for call in (
        lambda: lesson04.search(people, templates, probe, 1),
        lambda: lesson04.identify(people, templates, probe, 0.5),
        lambda: lesson04.verify(templates[0], probe, 0.5),
    ):
        with pytest.raises(ValueError, match=message):
            call()
