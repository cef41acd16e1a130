"""The comparisons of an audit: who was compared with whom, and what the matcher said.

`Comparisons` is a table that was read and found in order. `PeoplesScores` answers the questions of
`facelab.scores.Scores` for any set of comparisons, also where most pairs of people were never compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from facelab.candidates import distinct
from facelab.intervals import n_eff
from facelab.scores import Scores

NOT_CODED = "not coded"  # people whose label is empty
MOST_POINTS = 4000  # of a DET curve; more than a page has pixels
PEOPLE_OF_A_CLASS = 2  # a non-mated comparison has two people


@dataclass(frozen=True)
class Comparisons:
    """A table of comparisons.

    name: of the file. people: (n,) their names or numbers, sorted.
    probe, enrolled: (k,) places in `people`. score: (k,) similarities; NaN where the matcher gave none.
    is_distance: whether the file holds distances; then the scores are their negatives.
    development: (n,) bool, who is marked for choosing the line; None if the file marks nobody.
    groups: name of a grouping to (n,) labels, `NOT_CODED` where the field was empty.
    notes: what the reader should know about how the file was read.
    """

    name: str
    people: np.ndarray
    probe: np.ndarray
    enrolled: np.ndarray
    score: np.ndarray
    is_distance: bool
    development: np.ndarray | None
    groups: dict[str, np.ndarray]
    notes: tuple[str, ...] = ()

    @cached_property
    def mated(self) -> np.ndarray:
        """(k,) bool: which comparisons are of one person."""
        return self.probe == self.enrolled

    def where(self, keep: np.ndarray) -> "Comparisons":
        """Return some of the comparisons, by (k,) bool; the people stay."""
        return replace(self, probe=self.probe[keep], enrolled=self.enrolled[keep], score=self.score[keep])

    def among(self, people: np.ndarray) -> "Comparisons":
        """Return the comparisons between some of the people, by (n,) bool."""
        return self.where(people[self.probe] & people[self.enrolled])

    @cached_property
    def present(self) -> np.ndarray:
        """(n,) bool: who has a part in a comparison, scored or not."""
        found = np.zeros(len(self.people), dtype=bool)
        found[self.probe] = found[self.enrolled] = True
        return found

    @cached_property
    def failed(self) -> np.ndarray:
        """(k,) bool: comparisons without a score."""
        return np.isnan(self.score)

    def without_any_score(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (not enrolled, not acquired), each (n,) bool: people of whom no enrolment, or no probe, ever scored.

        A failed enrolment leaves a person's comparisons as the enrolled one empty, a failed probe those as the probe.
        """
        answers = []
        for side in (self.enrolled, self.probe):
            tried = np.bincount(side, minlength=len(self.people))
            scored = np.bincount(side[~self.failed], minlength=len(self.people))
            answers.append((tried > 0) & (scored == 0))
        return answers[0], answers[1]

    def scores(self) -> "PeoplesScores":
        """Return what the matcher scored; comparisons without a score are left out.

        Raises:
            ValueError: if no comparison of one of the two kinds has a score.
        """
        mated, other = self.mated & ~self.failed, ~self.mated & ~self.failed
        return PeoplesScores(
            self.score[mated],
            self.score[other],
            self.probe[mated],
            self.probe[other],
            self.enrolled[other],
            len(self.people),
        )


class PeoplesScores(Scores):
    """Scores with the two people of each, counted by person in one pass; any pairs of people may be missing.

    The interval of a rate comes from each person's own errors and trials, as in `facelab.intervals.n_eff`; for a full
    matrix the numbers are those of `facelab.scores.ScoreMatrix`.

    Coverage of 95 % intervals in 400 made-up worlds each, a quarter of the variance of a score from its two people; FMR
    of .10 and .01, non-mated comparisons of people drawn by lot, or of everybody with a gallery of a tenth of them:

        people, comparisons each     50, 20      200, 20     200, 100    1,000, 20
        drawn by lot                .97, .99    .98, .99    .94, .96    .96, .98
        with a gallery of a tenth   .82, .91    .94, .96    .92, .92    .95, .97

    A gallery of five is too few for any interval. Where most pairs are compared once, the intervals are a little wide:
    what is a comparison's own is counted for both of its people.
    """

    def __init__(
        self,
        mated: np.ndarray,
        nonmated: np.ndarray,
        person: np.ndarray,
        probe: np.ndarray,
        enrolled: np.ndarray,
        n_people: int,
    ) -> None:
        """Take (m,) mated scores with their person and (n,) non-mated ones with both, as places below `n_people`.

        Raises:
            ValueError: if a class is empty or a score is no finite number.
        """
        super().__init__(mated, nonmated)
        self.person, self.probe, self.enrolled, self.n_people = person, probe, enrolled, n_people

    def n_missed(self, threshold: float) -> int:
        """Return how many people have a mated score below the threshold."""
        return len(np.unique(self.person[self.mated < threshold]))

    def share_in_order(self) -> float:
        """Return how often a mated score is above a non-mated one; ties count half."""
        below = np.searchsorted(self._sorted_nonmated, self._sorted_mated, side="left").sum()
        up_to = np.searchsorted(self._sorted_nonmated, self._sorted_mated, side="right").sum()
        return float((below + up_to) / 2 / len(self.mated) / len(self.nonmated))

    def det(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return (thresholds, fmr, fnmr) at the candidates, or at 4,000 of them; each point lies on the curve."""
        candidates = [_some(scores) for scores in self._classes]
        thresholds = np.append(np.unique(np.concatenate(candidates)), np.inf)
        false_matches = len(self.nonmated) - np.searchsorted(self._sorted_nonmated, thresholds)
        false_nonmatches = np.searchsorted(self._sorted_mated, thresholds)
        return thresholds, false_matches / len(self.nonmated), false_nonmatches / len(self.mated)

    @cached_property
    def taken_part(self) -> np.ndarray:
        """(n_people,) in how many non-mated comparisons each person has a part."""
        return self._by_person(slice(None))

    def _by_person(self, which: np.ndarray | slice) -> np.ndarray:
        sides: Sequence[np.ndarray] = (self.probe[which], self.enrolled[which])
        return sum((np.bincount(side, minlength=self.n_people) for side in sides), np.zeros(self.n_people, dtype=int))

    def _people_in_false_matches(self, threshold: float) -> int:
        return int(np.count_nonzero(self._by_person(self.nonmated >= threshold)))

    def _effective_nonmated(self, threshold: float) -> float:
        errors = self._by_person(self.nonmated >= self._threshold_with_false_matches(threshold))
        return n_eff(errors, self.taken_part, parts=PEOPLE_OF_A_CLASS)

    def _effective_mated(self, threshold: float) -> float:
        threshold = self._threshold_with_misses(threshold)
        errors = np.bincount(self.person[self.mated < threshold], minlength=self.n_people)
        return n_eff(errors, np.bincount(self.person, minlength=self.n_people), parts=1)


def _some(sorted_scores: np.ndarray) -> np.ndarray:
    """Return at most `MOST_POINTS` / 2 of the distinct scores: close together at both ends, where a DET curve looks."""
    found = distinct(sorted_scores)
    if len(found) <= MOST_POINTS // 2:
        return found
    n = len(sorted_scores)
    steps = np.unique(np.geomspace(1, n, MOST_POINTS // 4).astype(int)) - 1
    return distinct(sorted_scores[np.unique(np.concatenate([steps, n - 1 - steps]))])
