"""Photograph people as a camera outside a studio would: smeared, far away, out of focus, compressed, half hidden.

Everything here is simulated on photos that were taken in a laboratory. Lengths are pixels of the photo that comes in,
unless a unit is in the name.
"""

import io

import numpy as np
from PIL import Image

from facelab.images import WHITE, light_from_side, tilt

KMH = 3.6  # kilometres an hour in a metre a second
MILLI, MICRO = 1e-3, 1e-6
COVER = 128.0  # grey value of what hides a part of a face
# Where eyes and mouth lie on an upright photo of 112 by 92 pixels whose face fills it, as shares of height and width.
COVERS = {
    "sunglasses": ((0.38, 0.54), (0.12, 0.88)),
    "mask": ((0.56, 0.88), (0.12, 0.88)),
    "hand": ((0.45, 1.00), (0.50, 1.00)),
}


def pixels_per_metre(focal_mm: float, distance_m: float, pixel_um: float) -> float:
    """Return how many pixels of a sensor a metre takes up that stands across the line of sight: the pinhole camera.

    Args:
        focal_mm: focal length of the lens. distance_m: from the lens. pixel_um: width of one pixel, in micrometres.

    Raises:
        ValueError: if one of them is not above 0.
    """
    _positive(focal_mm=focal_mm, distance_m=distance_m, pixel_um=pixel_um)
    return focal_mm * MILLI / distance_m / (pixel_um * MICRO)


def smear_pixels(speed_kmh: float, shutter_s: float, per_metre: float) -> float:
    """Return over how many pixels a point is drawn out that passes a camera while its shutter is open.

    Args:
        speed_kmh: across the line of sight. shutter_s: seconds the shutter is open. per_metre: pixels in a metre.

    Raises:
        ValueError: if the speed is negative, or one of the others is not above 0.
    """
    if not (np.isfinite(speed_kmh) and speed_kmh >= 0):
        raise ValueError(f"speed_kmh must be 0 or more; it was given {speed_kmh}.")
    _positive(shutter_s=shutter_s, per_metre=per_metre)
    return speed_kmh / KMH * shutter_s * per_metre


def motion_blur(images: np.ndarray, pixels: float) -> np.ndarray:
    """Return images smeared to the side: each pixel is the mean over a window so wide, its ends counted in part.

    Args:
        images: (n, height, width), grey values 0 to 255. pixels: length of the smear, 0 or more, below the width.

    Returns:
        (n, height, width) uint8; what comes in from outside repeats the edge.

    Raises:
        ValueError: if images is not three-dimensional or the smear is not possible.
    """
    images = _stack(images, "motion_blur")
    if not 0 <= pixels < images.shape[2]:
        raise ValueError(f"motion_blur takes a smear from 0 to below {images.shape[2]} pixels; it was given {pixels}.")
    half = max(pixels, 1.0) / 2
    reach = int(np.ceil(half - 0.5))
    place = np.arange(-reach, reach + 1)
    weights = np.clip(np.minimum(place + 0.5, half) - np.maximum(place - 0.5, -half), 0, 1)
    padded = np.pad(images, ((0, 0), (0, 0), (reach, reach)), mode="edge")
    seen = sum(w * padded[:, :, k : k + images.shape[2]] for k, w in enumerate(weights / weights.sum()))
    return _grey(np.asarray(seen))


def from_afar(images: np.ndarray, times: float) -> np.ndarray:
    """Return images as if taken from `times` as far away with the same lens, then enlarged to their old size.

    A pixel of the far camera is the mean of all light that falls on it; enlarging cannot bring back what was lost.

    Args:
        images: (n, height, width), grey values 0 to 255. times: how many times as far, 1 or more.

    Returns:
        (n, height, width) uint8.

    Raises:
        ValueError: if images is not three-dimensional or times is below 1.
    """
    images = _stack(images, "from_afar")
    if not (np.isfinite(times) and times >= 1):
        raise ValueError(f"from_afar takes a distance of 1 or more times the old one; it was given {times}.")
    height, width = images.shape[1:]
    small = max(1, round(width / times)), max(1, round(height / times))
    seen = []
    for image in images:
        far = Image.fromarray(image.astype(np.float32)).resize(small, resample=Image.Resampling.BOX)
        seen.append(np.asarray(far.resize((width, height), resample=Image.Resampling.BICUBIC)))
    return _grey(np.stack(seen))


def out_of_focus(images: np.ndarray, radius: float) -> np.ndarray:
    """Return images in which each point is spread over a disc: the circle of confusion of a lens.

    Args:
        images: (n, height, width), grey values 0 to 255. radius: of the disc in pixels, 0 or more, at most 20.

    Returns:
        (n, height, width) uint8.

    Raises:
        ValueError: if images is not three-dimensional or the radius is not possible.
    """
    images = _stack(images, "out_of_focus")
    if not 0 <= radius <= 20:
        raise ValueError(f"out_of_focus takes a radius from 0 to 20 pixels; it was given {radius}.")
    reach = int(np.ceil(radius))
    place = np.arange(-reach, reach + 1)
    far = np.hypot(place[:, np.newaxis], place)
    disc = np.clip(radius + 0.5 - far, 0, 1)  # a pixel at the edge of the disc counts in part
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach)), mode="edge")
    height, width = images.shape[1:]
    seen = np.zeros(images.shape)
    for row, line in enumerate(disc / disc.sum()):
        for column, weight in enumerate(line):
            seen += weight * padded[:, row : row + height, column : column + width]
    return _grey(seen)


def compressed(images: np.ndarray, quality: int) -> np.ndarray:
    """Return images after they were stored as JPEG.

    Args:
        images: (n, height, width), grey values 0 to 255. quality: of the JPEG, 1 to 95, as Pillow counts it.

    Returns:
        (n, height, width) uint8.

    Raises:
        ValueError: if images is not three-dimensional or the quality is not from 1 to 95.
    """
    images = _stack(images, "compressed")
    if not 1 <= quality <= 95:
        raise ValueError(f"compressed takes a quality from 1 to 95; it was given {quality}.")
    seen = []
    for image in _grey(images):
        file = io.BytesIO()
        Image.fromarray(image).save(file, "jpeg", quality=int(quality))
        seen.append(np.asarray(Image.open(file)))
    return np.stack(seen)


def covered(images: np.ndarray, by: str) -> np.ndarray:
    """Return images with a grey patch where something hides a part of the face. A patch, not a picture of a mask.

    Args:
        images: (n, height, width), grey values 0 to 255; upright faces that fill the photo. by: one of `COVERS`.

    Returns:
        (n, height, width) uint8.

    Raises:
        ValueError: if images is not three-dimensional or nothing has that name.
    """
    images = _stack(images, "covered")
    if by not in COVERS:
        raise ValueError(f"covered knows {', '.join(COVERS)}; it was given {by!r}.")
    (top, bottom), (left, right) = COVERS[by]
    height, width = images.shape[1:]
    images[:, round(top * height) : round(bottom * height), round(left * width) : round(right * width)] = COVER
    return _grey(images)


def degraded(images: np.ndarray, kind: str, dose: float) -> np.ndarray:
    """Return images with a dose of one thing that happens outside a studio.

    Args:
        images: (n, height, width), grey values 0 to 255.
        kind: "smear" (dose: pixels), "distance" (times as far), "focus" (radius in pixels), "jpeg" (100 - quality),
            "side light" (change at the edges as a share of the grey range), "tilt" (degrees), "cover" (place in
            `COVERS`, from 1; 0 is none).

    Returns:
        (n, height, width) uint8.

    Raises:
        ValueError: if there is no such kind, or no such dose of it.
    """
    if kind == "smear":
        return motion_blur(images, dose)
    if kind == "distance":
        return from_afar(images, dose)
    if kind == "focus":
        return out_of_focus(images, dose)
    if kind == "jpeg":
        return compressed(images, int(100 - dose))
    if kind == "side light":
        return light_from_side(images, dose)
    if kind == "tilt":
        return _grey(np.stack([tilt(image, dose) for image in _stack(images, "degraded")]))
    if kind == "cover":
        names = list(COVERS)
        if dose not in range(len(names) + 1):
            raise ValueError(f"a cover is 0 for none or 1 to {len(names)} for {', '.join(names)}; it was given {dose}.")
        return covered(images, names[int(dose) - 1]) if dose else _grey(_stack(images, "degraded"))
    raise ValueError(f"degraded knows smear, distance, focus, jpeg, side light, tilt and cover; it was given {kind!r}.")


def _stack(images: np.ndarray, name: str) -> np.ndarray:
    """Return a copy of the images as float64."""
    images = np.array(images, dtype=np.float64)
    if images.ndim != 3 or images.size == 0:
        raise ValueError(f"{name} needs images of shape (n, height, width); it was given shape {images.shape}.")
    if not ((images >= 0) & (images <= WHITE)).all():
        raise ValueError(f"{name} needs grey values from 0 to 255.")
    return images


def _grey(images: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(images), 0, WHITE).astype(np.uint8)


def _positive(**named: float) -> None:
    for name, value in named.items():
        if not (np.isfinite(value) and value > 0):
            raise ValueError(f"{name} must be above 0; it was given {value}.")
