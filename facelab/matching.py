"""Compare photographs as points in space: flatten them, measure distances, name the nearest."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial.distance import cdist

from facelab import given

NOBODY = 0  # what `identify` returns when no score reaches the threshold


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
    return cdist(a, b)


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


def leave_one_out_rate(points: np.ndarray, person: np.ndarray) -> float:
    """Return the share of points whose nearest *other* point belongs to the same person.

    Args:
        points: (n, d), at least two.
        person: (n,) whose they are.

    Returns:
        the rank-1 identification rate when each point in turn is the probe and all others are enrolled, 0 to 1.

    Raises:
        ValueError: if there are fewer than two points or the lengths disagree.
    """
    person = np.asarray(person)
    if len(points) < 2 or len(points) != len(person):
        raise ValueError(
            f"leave_one_out_rate needs at least two points and one person for each; "
            f"it was given {len(points)} points and {len(person)} people."
        )
    between = distances(points, points)
    np.fill_diagonal(between, np.inf)
    return float(np.mean(person[between.argmin(axis=1)] == person))


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


def shift_curve(
    enrolled: np.ndarray,
    enrolled_person: np.ndarray,
    probe: np.ndarray,
    probe_person: np.ndarray,
    pixels: Sequence[int],
) -> np.ndarray:
    """Return the rank-1 rate when the probe images stand some pixels to the right, once for each number in `pixels`.

    What leaves the image on the right comes back on the left; the enrolled images stay where they are.

    Args:
        enrolled: (n, height, width) images.
        enrolled_person: (n,) whose they are.
        probe: (m, height, width) images.
        probe_person: (m,) whose they are.
        pixels: how far to move, in pixels.

    Returns:
        (len(pixels),) rates, 0 to 1.
    """
    gallery = flatten(enrolled)
    return np.array(
        [rank1_rate(gallery, enrolled_person, flatten(np.roll(probe, step, axis=2)), probe_person) for step in pixels]
    )


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


def split_by_person(person: np.ndarray, n_train: int, seed: int) -> np.ndarray:
    """Return (n,) bool: which photos are for training, so that nobody has photos on both sides.

    Args:
        person: (n,) who is on each photo.
        n_train: number of people for training, at least 1, fewer than there are.
        seed: of `RandomState`.

    Raises:
        ValueError: if n_train leaves nobody on one side.
    """
    people = np.unique(person)
    if not 0 < n_train < len(people):
        raise ValueError(f"split_by_person: of {len(people)} people, 1 to {len(people) - 1} can train, not {n_train}.")
    return np.isin(person, np.random.RandomState(seed).choice(people, n_train, replace=False))


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

    Args:
        picture: (height, width), grey values.
        patch: (h, w), not larger than the picture, with contrast.

    Returns:
        (height - h + 1, width - w + 1), -1 to 1; entry (y, x) belongs to the window whose top left pixel is (y, x).
        Windows without contrast get 0.

    Raises:
        ValueError: if the patch does not fit into the picture, has no contrast, or a pixel is NaN or infinite.

    Source: sums over windows by running sums, products by the Fourier transform, after Lewis 1995.
    """
    picture, patch = np.asarray(picture, dtype=np.float64), np.asarray(patch, dtype=np.float64)
    if picture.ndim != 2 or patch.ndim != 2 or patch.size == 0 or (np.array(patch.shape) > picture.shape).any():
        raise ValueError(
            f"ncc_map needs a patch that fits into the picture; it was given {patch.shape} and {picture.shape}."
        )
    if not (np.isfinite(picture).all() and np.isfinite(patch).all()):
        raise ValueError("ncc_map was given pixels that are NaN or infinite.")
    pattern = patch - patch.mean()
    size = np.linalg.norm(pattern)
    if size == 0:
        raise ValueError("ncc_map was given a patch without contrast: it looks alike everywhere.")
    picture = picture - np.rint(picture.mean())  # whole numbers stay whole, and sums of them exact
    height, width = picture.shape[0] - patch.shape[0] + 1, picture.shape[1] - patch.shape[1] + 1
    spectrum = np.fft.rfft2(picture) * np.conj(np.fft.rfft2(pattern / size, picture.shape))
    products = np.fft.irfft2(spectrum, picture.shape)[:height, :width]
    squares = _window_sums(picture**2, patch.shape) - _window_sums(picture, patch.shape) ** 2 / patch.size
    contrast = squares > 1e-10 * (picture**2).sum()  # below that only rounding is left
    return np.divide(products, np.sqrt(np.maximum(squares, 0)), out=np.zeros((height, width)), where=contrast)


def enrol(vectors: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return one template a person: the mean of the person's vectors, scaled to length 1.

    Args:
        vectors: (n, d), one a photo.
        person: (n,) who is on each photo.

    Returns:
        people (k,), each person once in ascending order, and templates (k, d) in the same order.

    Raises:
        ValueError: if nothing is given, the lengths disagree, a number is NaN, or a mean is zero.
    """
    vectors, person = np.asarray(vectors, dtype=np.float64), np.asarray(person)
    if vectors.ndim != 2 or len(vectors) == 0 or person.shape != (len(vectors),):
        raise ValueError(
            f"enrol needs one row a photo and one person for each; it was given {vectors.shape} and {person.shape}."
        )
    if np.isnan(vectors).any():
        raise ValueError("enrol was given a photo with NaN: where no face was found there is nothing to enrol.")
    people, place = np.unique(person, return_inverse=True)
    sums = np.zeros((len(people), vectors.shape[1]))
    np.add.at(sums, place, vectors)
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    if (length == 0).any():
        raise ValueError("enrol found a person whose vectors have the mean zero: it points nowhere.")
    return people, sums / length


def verify(template: np.ndarray, probe: np.ndarray, threshold: float) -> bool:
    """Say whether a probe (d,) matches a template (d,), both of length 1: their cosine is at least the threshold.

    Raises:
        ValueError: if the lengths differ, a number is NaN, or the threshold is not one number.
    """
    return bool(_gallery_scores(np.asarray(template)[np.newaxis], probe)[0] >= given.threshold(threshold))


def search(people: np.ndarray, templates: np.ndarray, probe: np.ndarray, k: int) -> np.ndarray:
    """Return the k enrolled people whose templates are most like a probe, best first: a candidate list.

    Args:
        people: (n,) labels. templates: (n, d), of length 1. probe: (d,), of length 1.
        k: 1 to n. Equal scores: who stands first in `people`.

    Raises:
        ValueError: if k is outside 1 to n, the shapes do not fit or a number is NaN.
    """
    if not 1 <= k <= len(people):
        raise ValueError(f"A candidate list from {len(people)} people has 1 to {len(people)} places, not {k}.")
    return np.asarray(people)[np.argsort(-_gallery_scores(templates, probe), kind="stable")[:k]]


def identify(people: np.ndarray, templates: np.ndarray, probe: np.ndarray, threshold: float) -> int:
    """Return the number of the person whose template is most like the probe, or 0 if no score reaches the threshold.

    Args:
        people: (n,) numbers above 0. templates: (n, d), of length 1. probe: (d,), of length 1.
        threshold: lowest score of a match.

    Raises:
        ValueError: if the shapes do not fit, a number is NaN, or the threshold is not one number.
    """
    scores, threshold = _gallery_scores(templates, probe), given.threshold(threshold)
    best = scores.argmax()
    return int(people[best]) if scores[best] >= threshold else NOBODY


def _gallery_scores(templates: np.ndarray, probe: np.ndarray) -> np.ndarray:
    templates, probe = np.asarray(templates, dtype=np.float64), np.asarray(probe, dtype=np.float64)
    if templates.ndim != 2 or len(templates) == 0 or probe.shape != templates.shape[1:]:
        raise ValueError(
            f"A probe (d,) and templates (n, d) must have the same d; they have {probe.shape} and {templates.shape}."
        )
    if np.isnan(templates).any() or np.isnan(probe).any():
        raise ValueError("A template or probe holds NaN: where no face was found there is nothing to compare.")
    return templates @ probe


def _window_sums(values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return the sum over each window of this shape, from running sums."""
    running = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    running[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
    h, w = shape
    return running[h:, w:] - running[:-h, w:] - running[h:, :-w] + running[:-h, :-w]
