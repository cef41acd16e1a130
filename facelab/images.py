"""Change photographs as the world would: each change with its unit, applied to whole stacks of images."""

import numpy as np

WHITE = 255


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
