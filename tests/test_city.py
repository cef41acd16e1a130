import tracemalloc

import numpy as np
import pytest
from scipy.stats import norm

from facelab import city
from facelab.datasets import load_lfw_scores


def test_a_city_is_counted_as_its_parts():
    scores, counts = np.array([0.1, 0.2, 0.3, 0.4]), np.array([900, 90, 6, 4])
    day = city.national_file(scores, counts, 0.3, people=50, searches=20)
    assert (day.fmr, day.how, day.comparisons) == (0.01, "counted", 1000)
    assert day.false_candidates == pytest.approx(10)
    least, formula, most = day.alerts
    assert (least, most) == (0.01, 0.5)
    assert formula == pytest.approx(1 - 0.99**50)
    assert day.comparisons_needed == pytest.approx(300)


def test_tails_agree_with_known_tails():
    steps = np.round(np.arange(-4, 8, 0.001), 3)
    counts = np.round(1e12 * (norm.sf(steps) - norm.sf(steps + 0.001))).astype(int)
    bell = city.tails(steps, counts)[1]
    assert (bell.middle, bell.scale) == pytest.approx((0, 1), abs=0.01)
    assert bell.threshold(1e-9) == pytest.approx(norm.isf(1e-9), abs=0.02)
    straight = np.round(1e12 * (np.exp(-steps / 0.5) - np.exp(-(steps + 0.001) / 0.5))).astype(int)
    exponential, _, floor = city.tails(steps[steps >= 0], straight[steps >= 0], floor=1e-6)
    assert exponential.scale == pytest.approx(0.5, abs=0.01)
    assert exponential.fmr(exponential.threshold(1e-9)) == pytest.approx(1e-9)
    assert floor.fmr(7.0) == 1e-6
    assert floor.threshold(1e-7) == np.inf


def test_three_tails_fit_the_counts_and_part_beyond_them():
    scores, counts = load_lfw_scores().development["sface"]
    found = city.tails(scores, counts)
    counted = counts[scores >= 0.45].sum() / counts.sum()
    for tail in found:
        assert tail.fmr(0.45) == pytest.approx(counted, rel=0.5)
    lines = [tail.threshold(1e-14) for tail in found]
    assert lines[0] > 1 > lines[1]
    assert lines[2] == np.inf


def test_the_largest_city_takes_seconds_and_little_memory():
    scores, counts = load_lfw_scores().development["sface"]
    tracemalloc.start()
    for tail in city.tails(scores, counts):
        city.national_file(scores, counts, 0.7, 1.4e9, 1e6, tail)
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: city.watch_list_of_one(c, 0.5, 10), "one searched and one stored"),
        (lambda c: city.others_a_day(np.eye(3), 0.5, -1), "at least 0"),
        (lambda c: city.others_a_day(np.ones((2, 3)), 0.5, 1), "square table"),
        (lambda c: city.national_file(np.ones(1), np.ones(1, int), 2.0, 5, 5), "Give a tail"),
        (lambda c: city.national_file(np.ones(1), np.ones(1, int), 1.0, 0, 5), "at least 1 person"),
        (lambda c: city.tails(np.ones(1), np.ones(1, int)), "take a larger start"),
        (lambda c: city.tails(np.ones(1), np.ones(1, int), start=0.5), "lower floor"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(crowd, call, message):
    with pytest.raises(ValueError, match=message) as error:
        call(crowd)
    assert "\n" not in str(error.value)


def test_an_assumed_rate_is_a_number_for_a_number_and_an_array_for_an_array():
    tail = city.Tail("exponential", 0.5, 1e-4, 100, 0.1)
    assert type(tail.fmr(0.6)) is float
    assert tail.fmr(np.array([0.5, 0.6])) == pytest.approx([1e-4, 1e-4 / np.e])
