"""Cameras outside a studio: what is known by hand, and what cannot be."""

import numpy as np
import pytest

from facelab import cameras, outside
from facelab.answers import lesson09
from facelab.datasets import DataError, load_orl, load_orl_degraded
from facelab.intervals import wilson

POINT = np.zeros((1, 9, 9))
POINT[0, 4, 4] = 200.0
PHOTOS = load_orl().images[:3]


def test_a_pinhole_camera_by_hand():
    # A metre at ten metres through 25 mm is 2.5 mm on the sensor: 500 pixels of 5 micrometres.
    assert cameras.pixels_per_metre(25, 10, 5) == pytest.approx(500)
    assert cameras.smear_pixels(36, 0.01, 100) == pytest.approx(10)
    assert cameras.smear_pixels(0, 0.01, 100) == 0


def test_a_point_is_drawn_out_over_as_many_pixels_and_keeps_its_light():
    seen = cameras.motion_blur(POINT, 4)[0, 4]
    assert seen.tolist() == [0, 0, 25, 50, 50, 50, 25, 0, 0]
    assert cameras.motion_blur(POINT, 0)[0].tolist() == POINT[0].tolist()
    assert cameras.motion_blur(POINT, 1)[0].tolist() == POINT[0].tolist()


def test_far_away_a_pixel_is_the_mean_of_its_block():
    image = np.zeros((1, 4, 4))
    image[0, :2, :2] = 100
    far = cameras.from_afar(image, 4)
    assert far.shape == image.shape
    assert set(far.ravel()) == {25}
    assert cameras.from_afar(PHOTOS, 1).tolist() == PHOTOS.tolist()


def test_a_disc_spreads_a_point_to_all_sides_alike():
    seen = cameras.out_of_focus(POINT, 2)[0].astype(int)
    assert seen.tolist() == seen.T.tolist() == seen[::-1].tolist()
    assert abs(seen.sum() - 200) <= 9  # rounding, a half at most in each pixel
    assert cameras.out_of_focus(PHOTOS, 0).tolist() == PHOTOS.tolist()


def test_what_hides_a_face_is_grey_and_leaves_the_rest():
    for name, ((top, bottom), (left, right)) in cameras.COVERS.items():
        seen = cameras.covered(PHOTOS, name)
        hidden = seen[:, round(top * 112) : round(bottom * 112), round(left * 92) : round(right * 92)]
        assert set(hidden.ravel()) == {128}
        assert (seen == PHOTOS).sum() >= PHOTOS.size - hidden.size


def test_doses_go_to_their_camera_and_more_of_it_changes_more():
    doses = {"smear": (2, 16), "distance": (2, 8), "focus": (1, 4), "jpeg": (50, 95), "side light": (0.2, 0.8)}
    for kind, (little, much) in {**doses, "tilt": (5, 30)}.items():
        moved = [np.abs(cameras.degraded(PHOTOS, kind, dose).astype(float) - PHOTOS).mean() for dose in (little, much)]
        assert 0 < moved[0] < moved[1]
    assert cameras.degraded(PHOTOS, "cover", 2).tolist() == cameras.covered(PHOTOS, "mask").tolist()
    assert cameras.degraded(PHOTOS, "cover", 0).tolist() == PHOTOS.tolist()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: cameras.smear_pixels(-1, 0.01, 100), "speed_kmh must be 0 or more; it was given -1"),
        (lambda: cameras.smear_pixels(np.nan, 0.01, 100), "speed_kmh must be 0 or more"),
        (lambda: cameras.smear_pixels(50, 0, 100), "shutter_s must be above 0"),
        (lambda: cameras.pixels_per_metre(25, 0, 5), "distance_m must be above 0"),
        (lambda: cameras.pixels_per_metre(25, 10, np.inf), "pixel_um must be above 0"),
        (lambda: cameras.motion_blur(PHOTOS, -1), "from 0 to below 92 pixels"),
        (lambda: cameras.motion_blur(PHOTOS, 92), "from 0 to below 92 pixels"),
        (lambda: cameras.motion_blur(PHOTOS[0], 2), "shape \\(n, height, width\\)"),
        (lambda: cameras.motion_blur(-PHOTOS.astype(float), 2), "grey values from 0 to 255"),
        (lambda: cameras.from_afar(PHOTOS, 0.5), "1 or more times"),
        (lambda: cameras.from_afar(PHOTOS, np.nan), "1 or more times"),
        (lambda: cameras.out_of_focus(PHOTOS, 21), "radius from 0 to 20"),
        (lambda: cameras.compressed(PHOTOS, 0), "quality from 1 to 95"),
        (lambda: cameras.covered(PHOTOS, "scarf"), "knows sunglasses, mask, hand"),
        (lambda: cameras.degraded(PHOTOS, "cover", 4), "1 to 3 for sunglasses"),
        (lambda: cameras.degraded(PHOTOS, "rain", 1), "it was given 'rain'"),
        (lambda: outside.outside("smear").at(5), "There is no dose 5; there are 0, 2"),
        (lambda: outside.roads({}, 41, 2), "a person from 1 to 40"),
        (lambda: outside.ranks(np.zeros((1, 2)), [3], [1, 2]), "everybody on a probe to be enrolled once"),
        (lambda: lesson09.turned_away([], 0.5), "one visit or more"),
        (lambda: lesson09.gate(np.zeros(2), 1, np.zeros(2), 0.5), "lets no photo through"),
        (lambda: lesson09.gate(np.zeros(2), 0, np.zeros(3), 0.5), "a quality for each score"),
        (lambda: lesson09.three_shares(np.full((1, 2), np.nan), np.eye(2, dtype=bool)[:1], 0.5), "a photo with scores"),
        (lambda: lesson09.three_shares(np.zeros((2, 2)), np.eye(2), 0.5), "own True or False"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_a_missing_kind_or_a_damaged_file_is_named(tmp_path, monkeypatch):
    with pytest.raises(DataError, match="no kind 'rain'; it has smear, distance, dark"):
        load_orl_degraded("rain")
    monkeypatch.setattr("facelab.datasets.DATASETS", tmp_path)
    with pytest.raises(DataError, match=r"degraded\.npz"):
        load_orl_degraded("smear")


def test_the_first_dose_is_none_and_a_rank_stands_on_the_best_place():
    found = outside.outside("smear")
    assert found.doses[0] == 0
    assert {name: table.shape[1:] for name, table in found.scores.items()} == dict.fromkeys(found.scores, (200, 40))
    table = np.array([[0.5, 0.7, 0.6], [0.5, 0.5, 0.1], [np.nan, np.nan, np.nan]])
    assert outside.ranks(table, [3, 2, 1], [1, 2, 3]).tolist() == [2, 1, 0]


def test_three_ends_by_hand():
    scores = np.array([[[0.75, 0.125], [0.25, 0.625], [np.nan, np.nan]]])
    found = outside.Outside(
        np.array([0.0]), np.array([21, 21, 22]), {"dlib": np.pad(scores, ((0, 0), (0, 0), (20, 0)))}
    )
    ends = outside.outcomes(found, "dlib", 0, 0.5)
    assert [(one.count, one.n) for one in (ends.no_face, ends.missed, ends.false)] == [(1, 3), (1, 2), (1, 2)]
    lost = outside.Outside(found.doses, found.person, {"dlib": np.full((1, 3, 22), np.nan)})
    (nothing,) = outside.responses(lost, {"dlib": 0.5})["dlib"]
    assert (nothing.no_face.count, nothing.no_face.n, nothing.missed, nothing.false) == (3, 3, None, None)


def test_strangers_are_counted_for_both_people():
    # One man is taken for everybody: his row of errors, and one for each of the others, tell less than as many trials.
    matches = np.zeros((20, 20), bool)
    matches[3] = True
    counted = ~np.eye(20, dtype=bool)
    rate = outside._of_strangers(matches, counted, np.broadcast_to(np.arange(20)[:, np.newaxis], (20, 20)))
    assert (rate.count, rate.n, rate.n_people) == (19, 380, 20)
    low, high = wilson(19, 380)
    assert rate.low < low < rate.value < high < rate.high


def test_people_who_set_the_line_are_not_those_who_meet_it():
    found = outside.outside("smear")
    line = outside.studio_lines(found)["dlib"]
    spoiled = {"dlib": np.where((found.person > outside.SETTERS)[:, np.newaxis], 9.0, found.scores["dlib"])}
    assert outside.studio_lines(outside.Outside(found.doses, found.person, spoiled))["dlib"] == line


def test_sharpness_falls_with_smear_and_needs_photos():
    assert outside.sharpness(np.full((2, 30, 30), 7)).tolist() == [0, 0]
    assert outside.sharpness(np.tile(np.arange(30.0), (1, 30, 1))).tolist() == [1]
    assert (outside.sharpness(cameras.motion_blur(PHOTOS, 8)) < outside.sharpness(PHOTOS)).all()
    with pytest.raises(ValueError, match="shape"):
        outside.sharpness(PHOTOS[0])
