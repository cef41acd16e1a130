import numpy as np
import pytest

from facelab.answers.lesson12 import cost_of_parity, diluted, fmr_with_guess, line_for_each
from facelab.fairness import by_group, by_pair_of_groups
from facelab.simulate import Group, mislabel, people, scores_of_strangers, take_photos, train


def rates(groups, line, seed=3, model=None):
    crowd = people(groups, seed)
    return {row.group: row for row in by_group(crowd.matrix(model), line, crowd.labels)}


@pytest.fixture(scope="module")
def line():
    """Threshold for an FMR of 1 in 1,000 on 800 people of the first group."""
    return people({"A": Group(800, spread=0.8)}, 5).matrix().at_fmr(0.001).threshold


def test_the_same_seed_gives_the_same_people():
    one, again, other = (people({"A": Group(5)}, seed) for seed in (1, 1, 2))
    assert (one.probes == again.probes).all()
    assert (one.probes != other.probes).any()
    assert np.linalg.norm(one.enrolled, axis=1) == pytest.approx(1)


def test_mean_scores_follow_the_closed_form():
    """Two strangers share 1 - spread of their direction; noise of length s divides both kinds of scores by 1 + s^2."""
    for spread, noise in [(1.0, 0.0), (0.8, 0.0), (0.7, 0.6), (0.9, 1.0)]:
        matrix = people({"A": Group(600, spread=spread, noise=noise)}, 1).matrix()
        assert matrix.nonmated.mean() == pytest.approx((1 - spread) / (1 + noise**2), abs=0.01)
        assert matrix.mated.mean() == pytest.approx(1 / (1 + noise**2), abs=0.01)


def test_each_dial_has_its_signature(line):
    usual = rates({"B": Group(400, spread=0.8)}, line)["B"]
    close = rates({"B": Group(400, spread=0.6)}, line)["B"]
    noisy = rates({"B": Group(400, spread=0.8, noise=1.1)}, line)["B"]
    assert usual.fmr == pytest.approx(0.001, rel=0.3)
    assert close.fmr > 10 * usual.fmr
    assert close.fnmr <= usual.fnmr + 0.01
    assert noisy.fnmr > 0.3
    assert noisy.fmr < usual.fmr / 5


def test_a_matcher_works_for_those_it_was_trained_on():
    test = {"A": Group(300, spread=0.8), "B": Group(300, spread=0.8, own_directions=True)}
    found = {}
    for share in (0.05, 0.5):
        training = {"A": Group(round(600 * (1 - share)), spread=0.8),
                    "B": Group(round(600 * share), spread=0.8, own_directions=True)}  # fmt: skip
        model = train(people(training, 7))
        threshold = people({"A": Group(600, spread=0.8)}, 5).matrix(model).at_fmr(0.001).threshold
        found[share] = rates(test, threshold, 2, model)
    assert found[0.05]["B"].fmr > 50 * found[0.05]["A"].fmr
    assert found[0.5]["B"].fmr < 3 * found[0.5]["A"].fmr
    assert found[0.5]["A"].fnmr < 0.03


def test_wrong_labels_dilute_as_the_formula_says(line):
    crowd = people({"A": Group(500, spread=0.8), "B": Group(500, spread=0.6)}, 9)
    matrix = crowd.matrix()
    true = {(row.probe, row.enrolled): row.fmr for row in by_pair_of_groups(matrix, line, crowd.labels)}
    for wrong in (0.1, 0.3):
        seen = by_group(matrix, line, mislabel(crowd.labels, wrong, 1))[1].fmr
        assert seen == pytest.approx(diluted(true["B", "B"], true["A", "B"], true["A", "A"], wrong), rel=0.12)
    assert np.mean(mislabel(crowd.labels, 0.2, 3) != crowd.labels) == pytest.approx(0.2, abs=0.04)


def test_small_functions_by_hand():
    assert take_photos([[3.0, 0.0]], [[0.0, 8.0]], 0.5).tolist() == [[0.6, 0.8]]
    assert diluted(0.4, 0.1, 0.2, 0.5) == pytest.approx(0.2)
    assert (diluted(0.4, 0.1, 0.2, 0), diluted(0.4, 0.1, 0.2, 1)) == pytest.approx((0.4, 0.2))
    assert fmr_with_guess(0.01, 0.21, 0.1) == pytest.approx(0.03)
    scores = np.array([[9, 1, 5, 5], [2, 9, 5, 5], [5, 5, 9, 3], [5, 5, 4, 8]], dtype=float)
    labels = np.array(["a", "a", "b", "b"])
    assert line_for_each(scores, labels, 0.5) == {"a": 2.0, "b": 4.0}
    assert cost_of_parity(np.array([1.0, 3.0, 2.0, 2.0]), labels, {"a": 1, "b": 1}, {"a": 2, "b": 2}) == {
        "a": 0.5, "b": 0.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Group(-1), "size >= 0"),
        (lambda: Group(5, spread=1.2), "spread <= 1"),
        (lambda: Group(5, noise=-0.1), "noise >= 0"),
        (lambda: people({}), "at least one group"),
        (lambda: people({"A": Group(0)}), "at least one person"),
        (lambda: train(people({"A": Group(5)}), keep=40), "span"),
        (lambda: train(people({"A": Group(50)}), keep=0), "keeps 1 to"),
        (lambda: mislabel(np.array(["a", "a"]), 0.1), "two labels"),
        (lambda: mislabel(np.array(["a", "b"]), 1.1), "share from 0 to 1"),
        (lambda: diluted(0.1, 0.1, 0.1, 2), "between 0 and 1"),
        (lambda: fmr_with_guess(0.1, 0.1, -1), "between 0 and 1"),
        (lambda: take_photos(np.ones((2, 3)), np.ones((3, 2)), 0.5), "one shape"),
        (lambda: take_photos(np.zeros((1, 2)), np.zeros((1, 2)), 0.5), "length 0"),
        (lambda: people({str(g): Group(2, own_directions=True) for g in range(4)}), "does not fit"),
        (lambda: line_for_each(np.eye(3), np.array(["a", "b"]), 0.1), "one for each person"),
        (lambda: cost_of_parity(np.ones(2), np.array(["a", "b"]), {"a": 1}, {"a": 1}), "no threshold for b"),
        (lambda: cost_of_parity(np.full(2, np.nan), np.array(["a", "b"]), {}, {}), "without NaN"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_scores_of_strangers_follow_the_bell_curve_and_people_have_tendencies():
    worlds = np.stack([scores_of_strangers(seed).values for seed in range(300)])
    apart = worlds[:, ~np.eye(60, dtype=bool)]
    assert apart.mean() == pytest.approx(0, abs=0.03)
    assert apart.std() == pytest.approx(1, abs=0.03)
    assert np.mean(apart >= 1.645) == pytest.approx(0.05, abs=0.004)
    # A person's scores share two fifths of their variance with the mirrored ones, and the diagonal is no comparison.
    both = np.corrcoef(worlds[:, 0, 1:].ravel(), worlds[:, 1:, 0].ravel())[0, 1]
    assert both == pytest.approx(0.4, abs=0.05)
    assert (np.diagonal(worlds, axis1=1, axis2=2) == 5).all()
