import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.answers.lesson11 import range_of_ratios, ratio_or_words, shuffled_ratio, what_may_be_said
from facelab.ratios import ratio, ratio_interval
from facelab.scores import ScoreMatrix
from tests.made_up import people


def world(draw, sizes, rates, spread):
    """Scores of 0 and 1 of two groups whose people differ: each brings an effect of mean 1 to both sides."""
    labels = np.repeat(["one", "other"], sizes)
    effect = np.exp(draw.normal(-(spread**2) / 2, spread, len(labels)))
    rate = np.where((labels == "one") & (labels == "one")[:, np.newaxis], *rates)
    values = (draw.random(rate.shape) < rate * np.outer(effect, effect)).astype(float)
    np.fill_diagonal(values, 1.0)
    return ScoreMatrix(values, np.arange(len(labels))), labels


def test_a_ratio_and_when_it_is_not_measurable():
    matrix, labels = people([60, 80], [0.1, 0.02])
    found = ratio(matrix, 0.5, labels, "0", "1")
    assert found.measurable
    assert found.low < 5 < found.high
    assert found.value == pytest.approx(found.errors[0] / (60 * 59) / (found.errors[1] / (80 * 79)))
    none, labels = people([60, 80], [0.1, 0])
    unknown = ratio(none, 0.5, labels, "0", "1")
    assert not unknown.measurable
    assert 1 < unknown.low < unknown.high == np.inf
    assert "not measurable (at least" in str(unknown)
    turned = ratio(none, 0.5, labels, "1", "0")
    assert turned.value == 0
    assert "not measurable (at most" in str(turned)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sizes", "rates", "spread", "seen"),
    [
        ((59, 300), (0.0029, 0.0012), 0.5, 0.3),  # some ten errors against a hundred: SFace's listed people
        ((59, 300), (0.0029, 0.0029), 0.5, 0.0),  # the same without a difference
        ((59, 300), (0.17, 0.0005), 0.7, 1.0),  # hundreds of errors on few people: dlib's listed people
        ((150, 400), (0.0012, 0.0006), 0.8, 0.3),  # some people are much more alike than others
    ],
)
def test_the_interval_of_a_ratio_covers_a_known_one_and_sees_a_difference(sizes, rates, spread, seen):
    draw, true = np.random.default_rng(1), rates[0] / rates[1]
    found = [ratio(*_at_half(world(draw, sizes, rates, spread)), "one", "other") for _ in range(100)]
    assert np.mean([one.low <= true <= one.high for one in found]) >= 0.92
    above = np.mean([one.low > 1 for one in found])
    assert above >= seen if true > 1 else above <= 0.05


def _at_half(matrix_and_labels):
    matrix, labels = matrix_and_labels
    return matrix, 0.5, labels


def test_the_interval_agrees_with_an_independent_computation():
    """SFace's and dlib's listed people, as a statistician computed them from the printed rows."""
    assert ratio_interval((0.002922, 0.001164, 0.007317), (0.001216, 0.001126, 0.001313)) == pytest.approx(
        (0.96, 6.05), rel=0.01
    )
    assert ratio_interval((0.178843, 0.11565, 0.266172), (0.000472, 0.000393, 0.000567)) == pytest.approx(
        (237, 589), rel=0.01
    )


@given(st.lists(st.floats(1e-6, 1), min_size=6, max_size=6))
def test_an_interval_holds_its_ratio_and_turns_with_it(numbers):
    one, other = (tuple(np.sort(part)[[1, 0, 2]]) for part in (numbers[:3], numbers[3:]))
    low, high = ratio_interval(one, other)
    assert low <= one[0] / other[0] * (1 + 1e-9)
    assert high >= one[0] / other[0] * (1 - 1e-9)
    assert ratio_interval(other, one) == pytest.approx((1 / high, 1 / low), rel=1e-6)


def test_ratios_words_and_shuffles_by_hand(five):
    assert ratio_or_words(20, 100, 10, 200) == pytest.approx(4)
    assert ratio_or_words(0, 100, 500, 1000) == "not measurable"
    assert range_of_ratios([(20, 100, 10, 200), (3, 9, 0, 9), (10, 100, 10, 100)]) == pytest.approx((1, 4, 1))
    assert what_may_be_said(2, 3, 0, 50, True) == "not measurable"
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
        (lambda m, labels: ratio(m, 0.5, labels, "a", "a"), "share no people"),
        (lambda m, labels: ratio(m, 0.5, labels, "a", "b", "eer"), "'fmr' or 'fnmr'"),
        (lambda m, labels: ratio_interval((2, 3, 4), (1, 1, 1)), "lies in its interval"),
        (lambda m, labels: ratio_or_words(5, 3, 1, 9), "0 to n errors"),
        (lambda m, labels: range_of_ratios([(1, 9, 0, 9)]), "no range"),
        (lambda m, labels: what_may_be_said(3, 2, 10, 10, True), "from low to high"),
        (lambda m, labels: shuffled_ratio(m.values > 0, labels, np.zeros(5, int), "a"), "each place"),
        (lambda m, labels: shuffled_ratio(m.values > 0, labels, np.arange(5), "z"), "at least two people"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(five, call, message):
    with pytest.raises(ValueError, match=message) as error:
        call(*five)
    assert "\n" not in str(error.value)
