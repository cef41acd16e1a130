import numpy as np
import pytest

from facelab.answers.lesson11 import range_of_ratios, ratio_or_words, shuffled_ratio, what_may_be_said
from facelab.ratios import ratio
from tests.made_up import people


def test_a_ratio_and_when_it_is_not_measurable():
    matrix, labels = people([60, 80], [0.1, 0.02])
    found = ratio(matrix, 0.5, labels, "0", "1")
    assert found.measurable
    assert found.low < 5 < found.high
    assert found.value == pytest.approx(found.errors[0] / (60 * 59) / (found.errors[1] / (80 * 79)))
    few, labels = people([60, 80], [0.1, 0.0005])
    unknown = ratio(few, 0.5, labels, "0", "1")
    assert not unknown.measurable
    assert unknown.at_least > 5
    assert unknown.at_least < unknown.at_most
    assert "not measurable" in str(unknown)


def test_the_interval_of_a_ratio_covers_a_known_one():
    held = 0
    for seed in range(60):
        matrix, labels = people([40, 50], [0.12, 0.04], seed)
        found = ratio(matrix, 0.5, labels, "0", "1", replicates=300)
        held += found.low <= 3 <= found.high
    assert held >= 54


def test_ratios_words_and_shuffles_by_hand(five):
    assert ratio_or_words(20, 100, 10, 200) == pytest.approx(4)
    assert ratio_or_words(9, 100, 500, 1000) == "not measurable"
    assert range_of_ratios([(20, 100, 10, 200), (3, 9, 1, 9), (10, 100, 10, 100)]) == pytest.approx((1, 4, 1))
    assert what_may_be_said(2, 3, 9, 50, True) == "not measurable"
    assert what_may_be_said(1, 3, 10, 50, True) == "no difference shown"
    assert what_may_be_said(1.1, 3, 10, 50, False) == "found here, to be confirmed"
    assert what_may_be_said(0.2, 0.9, 10, 50, True) == "found and confirmed"
    matrix, labels = five
    matches = matrix.values >= 0.5
    assert shuffled_ratio(matches, labels, np.arange(5), "a") == pytest.approx(1 / 3)
    # With the order reversed the people 3 to 5 carry a: 2 of 6 match, and 1 of 2 among the first two.
    assert shuffled_ratio(matches, labels, np.arange(5)[::-1], "a") == pytest.approx(2 / 6 / (1 / 2))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m, labels: ratio(m, 0.5, labels, "a", "z"), "no comparison"),
        (lambda m, labels: ratio(m, 0.5, labels, "a", "b", "eer"), "'fmr' or 'fnmr'"),
        (lambda m, labels: ratio_or_words(5, 3, 1, 9), "0 to n errors"),
        (lambda m, labels: range_of_ratios([(1, 9, 1, 9)]), "no range"),
        (lambda m, labels: what_may_be_said(3, 2, 10, 10, True), "from low to high"),
        (lambda m, labels: shuffled_ratio(m.values > 0, labels, np.zeros(5, int), "a"), "each place"),
        (lambda m, labels: shuffled_ratio(m.values > 0, labels, np.arange(5), "z"), "at least two people"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(five, call, message):
    with pytest.raises(ValueError, match=message) as error:
        call(*five)
    assert "\n" not in str(error.value)
