import pytest

from facelab.summaries import (
    fairness_discrepancy_rate,
    garbe,
    gini,
    inequity_rate,
    max_over_geometric_mean,
    max_over_min,
)


def test_summaries_by_hand():
    assert max_over_min([0.01, 0.02, 0.04]) == pytest.approx(4)
    assert max_over_geometric_mean([0.01, 0.02, 0.04]) == pytest.approx(2)
    assert fairness_discrepancy_rate([0.01, 0.03], [0.1, 0.2]) == pytest.approx(1 - (0.5 * 0.02 + 0.5 * 0.1))
    assert fairness_discrepancy_rate([0.01, 0.03], [0.1, 0.2], alpha=1) == pytest.approx(0.98)
    assert inequity_rate([0.01, 0.04], [0.1, 0.9]) == pytest.approx(2 * 3)
    # Two groups, one with everything: corrected for n, the coefficient is 1.
    assert gini([0.0, 0.4]) == pytest.approx(1)
    assert gini([0.2, 0.2, 0.2]) == 0
    # |1 - 3| + |3 - 1| = 4; 4 / (2 * 4 * 2) = 0.25; times 2 / 1.
    assert gini([0.1, 0.3]) == pytest.approx(0.5)
    assert garbe([0.1, 0.3], [0.2, 0.2]) == pytest.approx(0.25)


def test_the_known_failure_of_fdr():
    near, far = (
        fairness_discrepancy_rate([1e-6, 1e-5], [0.02, 0.03]),
        fairness_discrepancy_rate([1e-6, 1e-4], [0.02, 0.03]),
    )
    assert near - far < 5e-5
    assert max_over_min([1e-6, 1e-4]) == pytest.approx(100)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: max_over_min([0.1]), "at least two rates"),
        (lambda: max_over_min([0.1, 0.0]), "not measurable"),
        (lambda: gini([0.1, float("nan")]), "none may be missing"),
        (lambda: gini([0.0, 0.0]), "undefined"),
        (lambda: garbe([0.1, 0.2], [0.1, 0.2, 0.3]), "one FMR and one FNMR"),
        (lambda: inequity_rate([0.1, 0.2], [0.1, 0.2], alpha=2), "alpha from 0 to 1"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message) as error:
        call()
    assert "\n" not in str(error.value)
