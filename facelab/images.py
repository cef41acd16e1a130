"""Change photographs as the world would: each change with its unit, applied to whole stacks of images."""

import numpy as np
from PIL import Image

WHITE = 255
CROWD_MARGIN = 6  # pixels around each image of a crowd, within which it is moved
CROWD_GROUND = 90.0  # grey value between the images of a crowd


def light_from_side(images: np.ndarray, strength: float) -> np.ndarray:
    """Return the images as if a lamp stood on their right: brighter to the right, darker to the left.

    A straight ramp of grey is added, from -strength at the left edge to +strength at the right edge, and what leaves
    the range from black to white is cut off, as a camera would. A model of light, not a photograph of it.

    Args:
        images: (n, height, width), grey values 0 to 255.
        strength: the change at the edges as a share of the grey range, -1 to 1; below 0 the lamp stands on the left.

    Returns:
        (n, height, width) uint8.

    Raises:
        ValueError: if images is not three-dimensional or strength is outside -1 to 1.
    """
    images = np.asarray(images)
    if images.ndim != 3:
        raise ValueError(f"light_from_side needs images of shape (n, height, width); it was given {images.shape}.")
    if not -1 <= strength <= 1:
        raise ValueError(f"light_from_side takes a strength from -1 to 1; it was given {strength}.")
    ramp = strength * WHITE * np.linspace(-1, 1, images.shape[2])
    return np.clip(np.rint(images + ramp), 0, WHITE).astype(np.uint8)


def halve(images: np.ndarray) -> np.ndarray:
    """Return the images with half the height and width: each pixel is the mean of four.

    Args:
        images: (n, height, width), grey values; an odd last row or column is left out.

    Returns:
        (n, height // 2, width // 2) float64.

    Raises:
        ValueError: if images is not three-dimensional.
    """
    images = np.asarray(images, dtype=np.float64)
    if images.ndim != 3:
        raise ValueError(f"halve needs images of shape (n, height, width); it was given shape {images.shape}.")
    n, height, width = images.shape
    return images[:, : height // 2 * 2, : width // 2 * 2].reshape(n, height // 2, 2, width // 2, 2).mean(axis=(2, 4))


def crowd(images: np.ndarray, columns: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return one picture with all the images in it, each moved a little by lot, and where they are.

    Composed, not photographed: nobody stands in front of anybody, and the ground is plain grey.

    Args:
        images: (n, height, width), grey values.
        columns: images a row.
        seed: of `RandomState`.

    Returns:
        the picture (height, width) float64, and (n, 2) the row and column of each image's top left pixel.

    Raises:
        ValueError: if images is not three-dimensional or empty, or columns is below 1.
    """
    images = np.asarray(images, dtype=np.float64)
    if images.ndim != 3 or len(images) == 0 or columns < 1:
        raise ValueError(f"crowd needs at least one image and one column; it was given {images.shape} and {columns}.")
    n, height, width = images.shape
    cell = np.array([height + 2 * CROWD_MARGIN, width + 2 * CROWD_MARGIN])
    place = np.stack([np.arange(n) // columns, np.arange(n) % columns], axis=1)
    corners = place * cell + np.random.RandomState(seed).randint(2 * CROWD_MARGIN + 1, size=(n, 2))
    picture = np.full((place[:, 0].max() + 1, min(n, columns)) * cell, CROWD_GROUND)
    for image, (row, column) in zip(images, corners, strict=True):
        picture[row : row + height, column : column + width] = image
    return picture, corners


def tilt(image: np.ndarray, degrees: float) -> np.ndarray:
    """Return an image (height, width) turned in the picture plane, counter-clockwise; what turns in is black.

    Raises:
        ValueError: if image is not two-dimensional.
    """
    picture = _picture(image)
    return np.asarray(picture.rotate(degrees, resample=Image.Resampling.BICUBIC), dtype=np.float64)


def resize(image: np.ndarray, factor: float) -> np.ndarray:
    """Return an image (height, width) whose sides are `factor` times as long, at least one pixel.

    Raises:
        ValueError: if the factor is not above 0 or image is not two-dimensional.
    """
    if not factor > 0:
        raise ValueError(f"resize needs a factor above 0; it was given {factor}.")
    picture = _picture(image)
    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    return np.asarray(picture.resize(size, resample=Image.Resampling.BICUBIC), dtype=np.float64)


def expose(
    images: np.ndarray, light: float, seed: int = 0, full_well: float = 4000.0, read_noise: float = 5.0
) -> np.ndarray:
    """Return photographs as a camera would take them with less light and its gain turned up to the same brightness.

    Each grey value stands for a number of electrons, light * full_well * grey / 255. Their number scatters by itself
    (Poisson), reading it adds noise, the gain divides by the light again, and 8 bits keep whole grey values. A photo
    is grey-coded already, so this is a model of the noise, not of a whole camera.

    Args:
        images: (n, height, width) or (height, width), grey values 0 to 255.
        light: share of the usual light, above 0 and at most 1.
        seed: of the noise.
        full_well: electrons of a white pixel at full light, above 0. read_noise: electrons, standard deviation.

    Returns:
        uint8, the same shape.

    Raises:
        ValueError: if the light is not above 0 and at most 1, the camera is not possible or a grey value is not.
    """
    images = np.asarray(images, dtype=np.float64)
    if not 0 < light <= 1 or not full_well > 0 or not read_noise >= 0:
        raise ValueError(
            f"expose needs 0 < light <= 1, full_well > 0 and read_noise >= 0; got {light}, {full_well}, {read_noise}."
        )
    if images.size == 0 or not ((images >= 0) & (images <= 255)).all():
        raise ValueError("expose needs grey values from 0 to 255, and at least one.")
    draw = np.random.RandomState(seed)
    electrons = draw.poisson(light * full_well * images / 255) + draw.normal(scale=read_noise, size=images.shape)
    return np.clip(np.round(electrons / (light * full_well) * 255), 0, 255).astype(np.uint8)


def _picture(image: np.ndarray) -> Image.Image:
    image = np.asarray(image, dtype=np.float32)
    if image.ndim != 2:
        raise ValueError(f"One image of shape (height, width) is needed; it was given shape {image.shape}.")
    return Image.fromarray(image)
