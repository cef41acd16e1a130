"""Compare photographs as points in space: flatten them, measure distances, name the nearest."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.spatial.distance import cdist

NOBODY = 0  # who is named when no score reaches the threshold
EPSILON = float(np.finfo(np.float64).eps)  # a rounding of 1
EXACT = 2.0**53  # below it float64 holds every whole number
TOLERANCE = 1e-10  # how far rounding may move a correlation in `ncc_map`
PIXELS_AT_A_TIME = 1 << 16  # of windows that `ncc_map` computes by themselves; they stay near the processor


def flatten(images: np.ndarray) -> np.ndarray:
    """Return each image as one row of numbers.

    Args:
        images: (n, height, width), any number type.

    Returns:
        (n, height * width) float64, row by row from the top left; 8-bit values would wrap round when subtracted.

    Raises:
        ValueError: if images is not three-dimensional.
    """
    images = np.asarray(images)
    if images.ndim != 3:
        raise ValueError(f"flatten needs images of shape (n, height, width); it was given shape {images.shape}.")
    return images.reshape(len(images), -1).astype(np.float64)


def restore(points: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return the images that `flatten` made into rows.

    Args:
        points: (n, height * width).
        shape: (height, width) in pixels.

    Returns:
        (n, height, width), the same values.

    Raises:
        ValueError: if a row does not hold height * width numbers.
    """
    points = np.asarray(points)
    if points.ndim != 2 or points.shape[1] != shape[0] * shape[1]:
        raise ValueError(f"restore cannot turn rows of shape {points.shape} into images of {shape} pixels.")
    return points.reshape(-1, *shape)


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the Euclidean distance from every row of a to every row of b.

    Args:
        a: (n, d) points.
        b: (m, d) points.

    Returns:
        (n, m) float64, in the unit of the coordinates (grey values for photos).

    Raises:
        ValueError: if the rows have different lengths or hold NaN.
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1]:
        raise ValueError(f"distances needs (n, d) and (m, d) points; it was given shapes {a.shape} and {b.shape}.")
    if np.isnan(a).any() or np.isnan(b).any():
        raise ValueError("distances was given points that hold NaN: a missing number has no distance to anything.")
    largest = max(max(one.max(initial=0), -one.min(initial=0)) for one in (a, b))
    if a.size and 4 * a.shape[1] * largest**2 < EXACT and _are_whole(a) and _are_whole(b):
        # Sums of whole numbers have no rounding errors, in whatever order: the same distances, many times as fast.
        squares = np.einsum("ij,ij->i", a, a)[:, np.newaxis] + np.einsum("ij,ij->i", b, b) - 2 * (a @ b.T)
        return np.sqrt(squares)
    return cdist(a, b)


def _are_whole(points: np.ndarray) -> bool:
    return all((np.rint(row) == row).all() for row in points)


def face_distances(landmarks: np.ndarray) -> np.ndarray:
    """Return the distances between all landmarks of each face, in units of the distance between its eyes.

    Args:
        landmarks: (n, m, 2) pixels, x then y; the first two landmarks are the eyes.

    Returns:
        (n, m (m - 1) / 2): landmark 0 with 1, 0 with 2, ..., 1 with 2, and so on; the first number is 1.

    Raises:
        ValueError: if the shape does not fit or both eyes stand in one place.
    """
    landmarks = np.asarray(landmarks, dtype=np.float64)
    if landmarks.ndim != 3 or landmarks.shape[1] < 2 or landmarks.shape[2] != 2:
        raise ValueError(f"face_distances needs landmarks of shape (n, m, 2); it was given {landmarks.shape}.")
    one, other = np.triu_indices(landmarks.shape[1], 1)
    apart = np.linalg.norm(landmarks[:, one] - landmarks[:, other], axis=2)
    if (apart[:, 0] == 0).any():
        raise ValueError("face_distances was given a face whose two eyes stand in one place.")
    return apart / apart[:, [0]]


def nearest_person(enrolled: np.ndarray, enrolled_person: np.ndarray, probe: np.ndarray) -> np.ndarray:
    """Return, for each probe, the person of the nearest enrolled point; on a tie the one enrolled first.

    Args:
        enrolled: (n, d) points.
        enrolled_person: (n,) whose they are.
        probe: (m, d) points.

    Returns:
        (m,) labels taken from enrolled_person.

    Raises:
        ValueError: if nobody is enrolled or the lengths disagree.
    """
    enrolled_person = np.asarray(enrolled_person)
    if len(enrolled) == 0 or len(enrolled) != len(enrolled_person):
        raise ValueError(
            f"nearest_person needs at least one enrolled point and one person for each; "
            f"it was given {len(enrolled)} points and {len(enrolled_person)} people."
        )
    return enrolled_person[distances(probe, enrolled).argmin(axis=1)]


def rank1_rate(enrolled: np.ndarray, enrolled_person: np.ndarray, probe: np.ndarray, probe_person: np.ndarray) -> float:
    """Return the share of probes whose nearest enrolled point belongs to the same person.

    Args:
        enrolled: (n, d) points.
        enrolled_person: (n,) whose they are.
        probe: (m, d) points.
        probe_person: (m,) whose they are.

    Returns:
        the rank-1 identification rate, 0 to 1.

    Raises:
        ValueError: if there is no probe, nobody is enrolled, or lengths disagree.
    """
    if len(probe) == 0 or len(probe) != len(probe_person):
        raise ValueError(
            f"rank1_rate needs at least one probe and one person for each; "
            f"it was given {len(probe)} probes and {len(probe_person)} people."
        )
    return float(np.mean(nearest_person(enrolled, enrolled_person, probe) == np.asarray(probe_person)))


def random_halves(person: np.ndarray, splits: int, seed: int) -> np.ndarray:
    """Return random splits that enrol half of each person's photos.

    Args:
        person: (n,) whose each photo is; with an odd number of photos the smaller half is enrolled.
        splits: how many splits.
        seed: of numpy's `RandomState`, whose draws are the same in every version of numpy.

    Returns:
        (splits, n) bool, True where a photo is enrolled.
    """
    person = np.asarray(person)
    random = np.random.RandomState(seed)
    halves = np.zeros((splits, len(person)), dtype=bool)
    for half in halves:
        for one in np.unique(person):
            photos = np.flatnonzero(person == one)
            half[random.permutation(photos)[: len(photos) // 2]] = True
    return halves


def ncc(window: np.ndarray, patch: np.ndarray) -> float:
    """Return the normalised cross-correlation of two pictures of one size: 1 if they differ only in light and contrast.

    The correlation of their pixels, as for any two rows of numbers; 0 if one of them has no contrast.

    Args:
        window, patch: (height, width), grey values.

    Returns:
        -1 to 1.

    Raises:
        ValueError: if the shapes differ or are not two-dimensional.
    """
    window, patch = np.asarray(window, dtype=np.float64), np.asarray(patch, dtype=np.float64)
    if window.ndim != 2 or window.shape != patch.shape or window.size == 0:
        raise ValueError(f"ncc needs two pictures of one shape; it was given {window.shape} and {patch.shape}.")
    a, b = window - window.mean(), patch - patch.mean()
    size = np.linalg.norm(a) * np.linalg.norm(b)
    return float((a * b).sum() / size) if size > 0 else 0.0


def ncc_map(picture: np.ndarray, patch: np.ndarray) -> np.ndarray:
    """Return the normalised cross-correlation of a patch with the window of a picture at every place.

    Right to about nine digits also where a window is faint and the picture large: products by the Fourier transform
    carry the rounding errors of the whole picture, so where these could be seen the window is computed by itself, its
    mean taken off first. That is slower: a second for some 150,000 such places of a patch of 800 pixels.

    Args:
        picture: (height, width), grey values.
        patch: (h, w), not larger than the picture, with contrast.

    Returns:
        (height - h + 1, width - w + 1), -1 to 1; entry (y, x) belongs to the window whose top left pixel is (y, x).
        Windows without contrast, all of whose pixels are equal, get 0.

    Raises:
        ValueError: if the patch does not fit into the picture, has no contrast, or a pixel is NaN or infinite.

    Source: products by the Fourier transform after Lewis 1995, but without his running sums, which lose digits.
    """
    picture, patch = np.asarray(picture, dtype=np.float64), np.asarray(patch, dtype=np.float64)
    if picture.ndim != 2 or patch.ndim != 2 or patch.size == 0 or (np.array(patch.shape) > picture.shape).any():
        raise ValueError(
            f"ncc_map needs a patch that fits into the picture; it was given {patch.shape} and {picture.shape}."
        )
    if not (np.isfinite(picture).all() and np.isfinite(patch).all()):
        raise ValueError("ncc_map was given pixels that are NaN or infinite.")
    if patch.min() == patch.max():
        raise ValueError("ncc_map was given a patch without contrast: it looks alike everywhere.")
    picture, pattern = _below_one(picture), _directions(_below_one(patch).reshape(1, -1))[0]
    shifted, spectrum = picture - picture.mean(), np.conj(np.fft.rfft2(pattern.reshape(patch.shape), picture.shape))
    height, width = picture.shape[0] - patch.shape[0] + 1, picture.shape[1] - patch.shape[1] + 1
    products = np.fft.irfft2(np.fft.rfft2(shifted) * spectrum, picture.shape)[:height, :width]
    energy = _over_windows(np.add, shifted**2, patch.shape)
    squares = energy - _over_windows(np.add, shifted, patch.shape) ** 2 / patch.size
    # How far rounding may move a product, and the sum of squares of a window.
    off = 8 * EPSILON * np.log2(2 * picture.size) * np.linalg.norm(shifted) * np.abs(spectrum).max()
    lost = ~((off**2 < TOLERANCE**2 * squares) & (EPSILON * sum(patch.shape) * energy < TOLERANCE * squares))
    fit = np.divide(products, np.sqrt(np.abs(squares)), out=np.zeros((height, width)), where=~lost)
    if lost.any():
        highest, lowest = (_over_windows(end, picture, patch.shape) for end in (np.maximum, np.minimum))
        lost &= highest - lowest > np.finfo(np.float64).tiny
    rows, columns = np.nonzero(lost)
    windows, block = sliding_window_view(picture, patch.shape), max(1, PIXELS_AT_A_TIME // patch.size)
    for start in range(0, len(rows), block):
        place = rows[start : start + block], columns[start : start + block]
        fit[place] = _directions(windows[place].reshape(-1, patch.size)) @ pattern
    return np.clip(fit, -1, 1)


def _below_one(values: np.ndarray) -> np.ndarray:
    """Return the values divided by a power of two, which changes no digit, so that no square of them is too large."""
    return np.ldexp(values, -np.frexp(np.abs(values).max())[1])


def _directions(rows: np.ndarray) -> np.ndarray:
    """Return rows (n, d), none of them constant, each with its mean taken off and divided by its length."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows -= rows.mean(axis=1, keepdims=True)  # what rounding left of the mean
    rows /= np.maximum(rows.max(axis=1), -rows.min(axis=1))[:, np.newaxis]  # squares of tiny numbers would be 0
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, np.newaxis]
    return rows


def _over_windows(operation: np.ufunc, values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the sum, say, over each window of this shape, from its own values alone: first down, then across."""
    for _ in range(2):  # turned after each direction, so that it is the first axis that shrinks
        length = shape[0]
        places = len(values) - length + 1
        found = values[:places].copy(order="K")
        for start in range(1, length):
            operation(found, values[start : start + places], out=found)
        values, shape = found.T, shape[::-1]
    return values
