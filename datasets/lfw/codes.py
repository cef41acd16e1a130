"""Code names by lists and photographs by light: what the codes of `load_lfw_scores()` are made of.

A code says something about a name or about a photo, not about a person. How often each is wrong was measured by
looking at a random sample: `datasets/lfw/README.md`.
"""

import csv
from pathlib import Path

import cv2
import gender_guesser.detector
import numpy as np

HERE = Path(__file__).resolve().parent
ITA_STEP = 5  # degrees
PATCH = 0.2  # side of a skin patch, as a share of the distance between the eyes
FIRST_NAME = {"male": "male", "mostly_male": "male", "female": "female", "mostly_female": "female"}
SURNAME_FIRST = ("Chinese", "Korean")


class NameCodes:
    """Codes of names as LFW spells them: words joined by underscores, such as Given_Family."""

    def __init__(self) -> None:
        """Read the frozen list of family names and gender-guesser's list of first names."""
        with (HERE / "family_names.csv").open(newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        self._listed = {row["name"] for row in rows}
        self._surname_first = {row["name"] for row in rows if row["language"] in SURNAME_FIRST}
        self._guesser = gender_guesser.detector.Detector()

    def first_name(self, name: str) -> str:
        """Return "male", "female" or "uncoded": the first word by gender-guesser, "mostly" counted as the code.

        A first word that the list does not know, or gives to men and women alike, is uncoded.
        """
        return FIRST_NAME.get(self._guesser.get_gender(name.split("_")[0]), "uncoded")

    def family_name(self, name: str) -> str:
        """Return "listed" or "not listed".

        Listed: the last word is on the list; or the first word is a Chinese or Korean one of the list and stands where
        a family name stands in those languages, which we take from a hyphen in the last word (Kim_Dae-jung) or from a
        first word that has no first-name code.

        The rule was settled by reading names, before any score was looked at by code.
        """
        words = name.lower().split("_")
        before = words[0] in self._surname_first and ("-" in words[-1] or self.first_name(name) == "uncoded")
        return "listed" if words[-1] in self._listed or before else "not listed"


def ita(rgb: np.ndarray, landmarks: np.ndarray) -> float:
    """Return the individual typology angle of the cheeks, in degrees, rounded to 5; NaN without landmarks.

    arctan((L* - 50) / b*) of the median CIELAB colour of two square patches, halfway between each eye and the corner
    of the mouth below it. High: a light picture of skin; it measures the photo's light and colours as much as skin.

    Args:
        rgb: (height, width, 3) uint8.
        landmarks: (5, 2) pixels, x then y, as YuNet orders them: both eyes, nose, both corners of the mouth.

    Source: Chardon, Cretois & Hourseau, Int. J. Cosmetic Science 13 (1991), which defines the angle for skin measured
    under a known light; here the light is unknown.
    """
    if np.isnan(landmarks).any():
        return float("nan")
    eyes, mouth = landmarks[:2], landmarks[3:]
    half = max(1, round(PATCH * float(np.linalg.norm(eyes[1] - eyes[0])) / 2))
    patches = []
    for x, y in np.rint((eyes + mouth) / 2).astype(int):
        patches.append(rgb[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1].reshape(-1, 3))
    skin = np.concatenate(patches)
    if len(skin) == 0:
        return float("nan")
    lightness, _, b = np.median(cv2.cvtColor(np.float32(skin[np.newaxis]) / 255, cv2.COLOR_RGB2LAB)[0], axis=0)
    angle = np.degrees(np.arctan2(lightness - 50, max(float(b), 1e-6)))
    return float(ITA_STEP * np.rint(angle / ITA_STEP))
