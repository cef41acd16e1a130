import numpy as np
import pytest

from facelab.images import crowd, halve, resize, tilt


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


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: halve(np.eye(2)), "n, height, width"),
        (lambda: crowd(np.zeros((0, 2, 2)), 1, 0), "at least one image"),
        (lambda: resize(np.eye(2), 0), "factor above 0"),
        (lambda: resize(np.zeros((2, 2, 3)), 1), "One image"),
        (lambda: tilt(np.zeros(3), 1), "One image"),
    ],
)
def test_bad_pictures_are_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
