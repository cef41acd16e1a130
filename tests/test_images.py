import numpy as np
import pytest

from facelab.images import crowd, expose, halve, resize, tilt


def test_halve_takes_the_mean_of_four():
    assert halve(np.arange(16).reshape(1, 4, 4)).tolist() == [[[2.5, 4.5], [10.5, 12.5]]]


def test_crowd_holds_every_image_where_it_says():
    images = np.random.RandomState(0).rand(7, 10, 8)
    picture, corners = crowd(images, 3, seed=1)
    assert picture.shape == (3 * 22, 3 * 20)
    for image, (row, column) in zip(images, corners, strict=True):
        np.testing.assert_array_equal(picture[row : row + 10, column : column + 8], image)
    assert np.array_equal(crowd(images, 3, seed=1)[0], picture)
    assert not np.array_equal(crowd(images, 3, seed=2)[0], picture)


def test_tilt_turns_counter_clockwise():
    image = np.arange(9.0).reshape(3, 3)
    np.testing.assert_allclose(tilt(image, 90), np.rot90(image))
    np.testing.assert_allclose(tilt(image, 0), image)


def test_resize_keeps_a_flat_picture_flat():
    assert resize(np.full((10, 20), 7.0), 0.5).tolist() == np.full((5, 10), 7.0).tolist()


def test_a_flat_picture_scatters_as_the_camera_model_says():
    grey = np.full((200, 200), 100.0)
    for light in (1.0, 0.25, 1 / 16):
        seen = expose(grey, light, seed=1).astype(float)
        electrons = light * 4000 * 100 / 255
        noise = np.sqrt(electrons + 5.0**2) * 255 / (light * 4000)
        assert seen.mean() == pytest.approx(100, abs=0.5)
        assert seen.std() == pytest.approx(np.hypot(noise, np.sqrt(1 / 12)), rel=0.03)  # 1/12: whole grey values


def test_exposure_keeps_shape_and_seed_and_ends_at_white():
    photos = np.random.RandomState(0).randint(0, 256, (3, 20, 10))
    dark = expose(photos, 0.01, seed=4)
    assert dark.shape == photos.shape
    assert dark.dtype == np.uint8
    assert np.array_equal(dark, expose(photos, 0.01, seed=4))
    assert not np.array_equal(dark, expose(photos, 0.01, seed=5))
    assert dark.min() == 0
    assert dark.max() == 255


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: halve(np.eye(2)), "n, height, width"),
        (lambda: crowd(np.zeros((0, 2, 2)), 1, 0), "at least one image"),
        (lambda: resize(np.eye(2), 0), "factor above 0"),
        (lambda: resize(np.zeros((2, 2, 3)), 1), "One image"),
        (lambda: tilt(np.zeros(3), 1), "One image"),
        (lambda: expose(np.zeros((2, 2)), 0), "0 < light <= 1"),
        (lambda: expose(np.zeros((2, 2)), np.nan), "0 < light <= 1"),
        (lambda: expose(np.zeros((2, 2)), 1, read_noise=-1), "read_noise >= 0"),
        (lambda: expose(np.full((2, 2), 256.0), 1), "from 0 to 255"),
        (lambda: expose(np.full((2, 2), np.nan), 1), "from 0 to 255"),
    ],
)
def test_bad_pictures_are_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
