"""The three matchers: photographs in, templates out, and how their templates are scored."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from sklearn.decomposition import PCA

DETECTOR_SCORE = 0.6  # YuNet's threshold in OpenCV's own example
NON_MAXIMUM_SUPPRESSION = 0.3
CANDIDATES = 5000
STEPS = 1000  # scores are stored as whole steps of 1 / 1000


@dataclass(frozen=True)
class Capture:
    """What one matcher made of one photograph.

    template: (128,) float32, NaN when no face was found.
    landmarks: (5, 2) float32, pixels, x then y; NaN when no face was found.
    n_faces: how many faces the detector found.
    """

    template: np.ndarray
    landmarks: np.ndarray
    n_faces: int


NOTHING = (np.full(128, np.nan, np.float32), np.full((5, 2), np.nan, np.float32))


class DlibMatcher:
    """dlib's ResNet: HOG detector at double size, five landmarks, 150-pixel aligned crop, 128 numbers, no jitter."""

    def __init__(self, models: Path) -> None:
        """Load the detector and the two model files from the folder that `face_recognition_models` ships."""
        import dlib  # here, so that the eigenfaces can be built without it

        self._detect = dlib.get_frontal_face_detector()
        self._landmarks = dlib.shape_predictor(str(models / "shape_predictor_5_face_landmarks.dat"))
        self._network = dlib.face_recognition_model_v1(str(models / "dlib_face_recognition_resnet_model_v1.dat"))

    def capture(self, rgb: np.ndarray) -> Capture:
        """Return the template of the face nearest to the middle of the photo (height, width, 3) uint8."""
        boxes = self._detect(rgb, 1)
        if len(boxes) == 0:
            return Capture(*NOTHING, 0)
        centres = np.array([[box.center().x, box.center().y] for box in boxes])
        shape = self._landmarks(rgb, boxes[nearest_to_middle(centres, rgb.shape)])
        landmarks = np.array([[point.x, point.y] for point in shape.parts()], np.float32)
        template = np.array(self._network.compute_face_descriptor(rgb, shape), np.float32)
        return Capture(template, landmarks, len(boxes))


class SFaceMatcher:
    """SFace by OpenCV: YuNet detector and landmarks, 112-pixel aligned crop, 128 numbers."""

    def __init__(self, detector: Path, recognizer: Path) -> None:
        """Load the two ONNX files of OpenCV's model zoo."""
        self._detector = cv2.FaceDetectorYN.create(
            str(detector), "", (250, 250), DETECTOR_SCORE, NON_MAXIMUM_SUPPRESSION, CANDIDATES
        )
        self._recognizer = cv2.FaceRecognizerSF.create(str(recognizer), "")

    def capture(self, rgb: np.ndarray) -> Capture:
        """Return the template of the face nearest to the middle of the photo (height, width, 3) uint8."""
        bgr = np.ascontiguousarray(rgb[:, :, ::-1])
        self._detector.setInputSize((bgr.shape[1], bgr.shape[0]))
        _, found = self._detector.detect(bgr)
        if found is None:
            return Capture(*NOTHING, 0)
        row = found[nearest_to_middle(found[:, :2] + found[:, 2:4] / 2, bgr.shape)]
        template = self._recognizer.feature(self._recognizer.alignCrop(bgr, row))[0]
        return Capture(template.astype(np.float32), row[4:14].reshape(5, 2).astype(np.float32), len(found))


def nearest_to_middle(centres: np.ndarray, shape: tuple[int, ...]) -> int:
    """Return which of the (n, 2) centres, x then y, lies nearest to the middle of an image of this shape.

    LFW's photos were cut so that the named person's face is in the middle: the others are bystanders.
    """
    return int(np.linalg.norm(centres - np.array([shape[1], shape[0]]) / 2, axis=1).argmin())


class EigenfaceMatcher:
    """Eigenfaces on LFW as it comes: the middle of the photo, no alignment, whitened cosine.

    The middle 150 by 150 pixels, made 50 by 50, in grey; each crop minus its own mean, divided by its own spread.
    """

    MIDDLE = slice(50, 200)
    SIDE = 50
    COMPONENTS = 100

    def crop(self, grey: np.ndarray) -> np.ndarray:
        """Return the middle of a grey photo (250, 250) as 2,500 numbers."""
        middle = cv2.resize(grey[self.MIDDLE, self.MIDDLE], (self.SIDE, self.SIDE), interpolation=cv2.INTER_AREA)
        flat = middle.astype(np.float64).ravel()
        return (flat - flat.mean()) / flat.std()

    def fit(self, crops: np.ndarray) -> None:
        """Find the mean and the eigenfaces of the crops (n, 2500)."""
        self._pca = PCA(self.COMPONENTS, whiten=True, svd_solver="full").fit(crops)

    def templates(self, crops: np.ndarray) -> np.ndarray:
        """Return the whitened codes (n, 100) of the crops."""
        return self._pca.transform(crops)


def steps(similarity: np.ndarray) -> np.ndarray:
    """Return similarities as whole thousandths, int16; a failure (NaN) is the smallest int16."""
    rounded = np.rint(similarity * STEPS)
    return np.where(np.isnan(rounded), np.iinfo(np.int16).min, rounded).astype(np.int16)


def one_minus_distance(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return 1 - Euclidean distance of every row of a to every row of b: dlib's measure, as a similarity."""
    a, b = a.astype(float), b.astype(float)
    squares = (a**2).sum(axis=1)[:, np.newaxis] + (b**2).sum(axis=1) - 2 * a @ b.T
    return 1 - np.sqrt(np.maximum(squares, 0))


def cosine(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the cosine of every row of a with every row of b."""
    a, b = a.astype(float), b.astype(float)
    return (a / np.linalg.norm(a, axis=1, keepdims=True)) @ (b / np.linalg.norm(b, axis=1, keepdims=True)).T


SIMILARITY = {"dlib": one_minus_distance, "sface": cosine, "eigenfaces": cosine}
