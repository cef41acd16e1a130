"""Plain functions that count errors, and the names that can be imported from `facelab.errors`."""

import numpy as np
import pytest

from facelab import errors
from facelab.answers.lesson05 import equal_error_rate, error_rates, fmr, fnmr
from facelab.answers.lesson06 import fmr_of_draw, support, verdict
from facelab.errors import Counted, Scores, threshold_for_fmr

INF = float("inf")


def test_candidates_come_from_both_classes():
    assert threshold_for_fmr(np.array([0.1, 0.5]), 0.0) == INF
    assert threshold_for_fmr(np.array([0.1, 0.5]), 0.0, mated=[0.7, 0.9]) == 0.7
    assert threshold_for_fmr(np.array([0.1, 0.5]), 1.0, mated=[0.05]) == 0.05


def test_counts_stand_for_repeated_scores():
    random = np.random.RandomState(0)
    for _ in range(50):
        scores, counts = random.permutation(20)[:6] / 10, random.randint(0, 5, 6)
        counts[0] += 1
        for target in (0, 0.1, 0.25, 1 / 3, 0.5, 1):
            repeated = np.repeat(scores, counts)
            assert Counted(scores, counts).at_fmr(target) == threshold_for_fmr(repeated, target)


def test_error_rates_have_their_own_denominators():
    scores, mated = np.array([0.5, 0.1, 0.6, 0.5, 0.2]), np.array([True, True, False, False, False])
    assert error_rates(scores, mated, 0.5) == (2 / 3, 0.5)
    with pytest.raises(ValueError, match="True or False for each"):
        error_rates(scores, mated.astype(int), 0.5)


def test_equal_error_rate_is_that_of_scores():
    mated, nonmated = np.array([1.0, 3, 4]), np.array([0.0, 1, 2, 2])
    assert equal_error_rate(mated, nonmated) == Scores(mated, nonmated).eer().value


def test_a_person_drawn_twice_is_no_stranger():
    matches = np.array([[True, True, False], [False, True, False], [False, False, False]])
    assert fmr_of_draw(matches, np.array([0, 0, 1])) == 2 / 4  # four cells of different people, two of them match
    assert fmr_of_draw(matches, np.arange(3)) == 1 / 6
    with pytest.raises(ValueError, match="two different people"):
        fmr_of_draw(matches, np.array([1, 1]))
    with pytest.raises(ValueError, match="square table of True and False"):
        fmr_of_draw(np.eye(2), np.arange(2))


def test_verdicts_say_what_a_count_can_say():
    assert verdict(0.001, 0, 3000) == "supported"
    assert verdict(0.0009, 0, 3000) == "not measurable"
    assert verdict(0.001, 21, 1680) == "contradicted"
    assert verdict(0.01, 21, 1680) == "not supported"
    assert verdict(0.001, 1, 1680) == "not supported"  # below 3 / n, but with an error
    assert verdict(0.02, 21, 1680) == "supported"
    with pytest.raises(ValueError, match="n above 0"):
        verdict(0.1, 0, 0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        verdict(float("nan"), 0, 10)
    with pytest.raises(ValueError, match="n_eff above 0"):
        support(0.1, 0, 0)
    with pytest.raises(ValueError, match="fmr from 0 to 1"):
        support(0.1, 30, 3000)
    with pytest.raises(ValueError, match="outside 0 to 1"):
        fmr_of_draw(np.eye(2, dtype=bool), np.array([0, 5]))
    assert [support(0.001, fmr, 3840) for fmr in (0, 29 / 3840, 30 / 3840)] == ["none", "thin", "measured"]
    assert support(0.0001, 274 / 2_798_915, 98_397) == "thin"  # many false matches of few look-alikes


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: fmr([np.nan], 0), "NaN or infinite"),
        (lambda: fnmr([], 0), "at least one"),
        (lambda: Counted(np.array([1.0, 2.0]), np.array([1])).at_fmr(0.1), "one count"),
        (lambda: Counted(np.array([1.0, 2.0]), np.array([0, 0])).at_fmr(0.1), "not all of them 0"),
    ],
)
def test_nonsense_is_refused(call, says):
    with pytest.raises(ValueError, match=says) as error:
        call()
    assert "\n" not in str(error.value)


def test_what_has_rooms_of_its_own_can_be_imported_from_here():
    for name in ("ScoreMatrix", "Scores", "OperatingPoint", "EqualErrorRate", "OrderShare", "Rate", "Bootstrap",
                 "wilson", "effective_interval", "rate_over_people", "person_bootstrap", "eer_bootstrap",
                 "eer_over_people", "EerOverPeople", "order_share",
                 "scores_of_photos", "scores_of_probes", "CONFIDENCE_95", "ENOUGH", "NONE_SEEN"):  # fmt: skip
        assert name in errors.__all__
        assert hasattr(errors, name)


def test_support_is_a_word_as_it_was():
    assert f"{support(0.001, 0.005, 3000)}, {support(0.001, 0.02, 3000)!s}" == "thin, measured"
    assert {"thin": 1}[support(0.001, 0.005, 3000)] == 1
