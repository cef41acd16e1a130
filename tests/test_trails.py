import numpy as np
import pytest

from facelab import trails
from facelab.answers import lesson14
from facelab.play import Cast
from facelab.trails import Trail


def test_a_race_accuses_and_overlooks_as_scores_have_it(crowd):
    strict, none = trails.running_track(crowd, 99, 3, 0.0), trails.running_track(crowd, -99, 3, 1.0)
    assert strict.accused.all()
    assert not strict.unnoticed.any()
    assert not none.ran.all(axis=1).any()
    assert none.ran.sum() == 40 * 2
    perfect = Cast.of_photos((crowd.searched[:, None] == crowd.searched).astype(float), crowd.searched)
    race = trails.running_track(perfect, 0.5, 4, 0.5)
    assert not race.accused.any()
    assert not race.unnoticed.any()
    assert (race.seen == race.ran).all()


def test_trails_end_whole_lost_or_wrong(crowd):
    assert [Trail(1, np.array(on)).ended for on in ([1, 1], [1, 0], [2, 1])] == ["whole", "lost", "wrong"]
    assert [Trail(1, np.array(on)).at_last for on in ([1, 1], [1, 0], [1, 2])] == ["person 1", "nobody", "person 2"]
    assert [Trail(1, np.array(on)).right for on in ([1, 1], [1, 0], [2, 1])] == [2, 1, 0]
    perfect = Cast.of_photos((crowd.searched[:, None] == crowd.searched).astype(float), crowd.searched)
    assert {trail.ended for trail in trails.restricted_floor(perfect, 0.5, 4, 20)} == {"whole"}
    assert {trail.ended for trail in trails.restricted_floor(perfect, 1.5, 4, 20)} == {"lost"}
    assert "wrong" in {trail.ended for trail in trails.restricted_floor(crowd, 1.0, 4, 40)}


def test_a_floor_is_followed_by_the_function_that_is_given(crowd):
    calls = []

    def by(tables, start, threshold):
        calls.append((len(tables), start, threshold))
        return trails.follow(tables, start, threshold)

    given = trails.restricted_floor(crowd, 1.0, 4, 10, by=by)
    assert calls == [(4, place, 1.0) for place in range(10)]
    assert [list(one.on) for one in given] == [list(one.on) for one in trails.restricted_floor(crowd, 1.0, 4, 10)]


def test_who_is_taken_again_by_hand_and_by_draws_of_people():
    matches = np.array([[True, True, False], [True, False, False], [True, False, True]])
    once, again = trails.taken_again(matches)
    assert (once.count, once.n, once.n_people) == (3, 6, 3)
    assert (again.count, again.n, again.n_people) == (2, 3, 3)
    draw = np.random.RandomState(1)
    table = draw.random_sample((200, 200)) < 0.004 * np.outer(*[draw.exponential(size=200)] * 2)
    table |= table.T & (draw.random_sample((200, 200)) < 0.4)
    np.fill_diagonal(table, False)
    _, again = trails.taken_again(table)
    row, column = np.nonzero(table)
    both, found = table.T[row, column], []
    for _ in range(1000):
        times = np.bincount(draw.randint(200, size=200), minlength=200)
        found.append(np.average(both, weights=times[row] * times[column]))
    assert (again.low, again.high) == pytest.approx(np.quantile(found, (0.025, 0.975)), abs=0.05)


def test_a_trail_goes_over_to_another_and_follows_them_on():
    tables = [
        np.array([[0.6, 0.7], [0.2, 0.9]]),
        np.array([[0.9, 0.1], [0.3, 0.8]]),
        np.array([[0.9, 0.0], [0.2, 0.4]]),
    ]
    assert trails.follow(tables, 0, 0.5) == [1, 1]
    assert trails.follow(tables, 0, 0.4) == [1, 1, 1]
    assert trails.follow(tables, 0, 0.75) == []


def test_chains_and_second_sightings_by_hand():
    assert lesson14.chain(np.array([1.0, 0.5]), 2) == pytest.approx((0.5625, 0.625))
    matches = np.array([[True, True, False], [True, False, False], [True, False, True]])
    assert lesson14.two_sightings(matches) == pytest.approx((0.25, 1 / 3))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: trails.running_track(c, 0.5, 6, 0.1), "1 to 5 checkpoints"),
        (lambda c: trails.restricted_floor(c, 0.5, 9, 5), "1 to 5 cameras"),
        (lambda c: trails.restricted_floor(c, 0.5, 3, 41), "Between 1 and 40"),
        (lambda c: lesson14.chain(np.array([0.5, 1.2]), 3), "rates from 0 to 1"),
        (lambda c: lesson14.chain(np.array([0.5]), 0), "at least one sighting"),
        (lambda c: lesson14.two_sightings(np.eye(3)), "True and False"),
        (lambda c: trails.taken_again(np.ones((2, 3))), "a square table of at least 2 people"),
        (lambda c: trails.taken_again(np.eye(3)), "no cell off the diagonal"),
        (lambda c: trails.follow([np.ones((2, 3))], 0, 0.5), "square tables"),
        (lambda c: trails.follow([np.eye(2), np.eye(3)], 0, 0.5), "of one size"),
        (lambda c: trails.follow([np.eye(2)], 2, 0.5), "start from 0 to 1"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(crowd, call, message):
    with pytest.raises(ValueError, match=message) as error:
        call(crowd)
    assert "\n" not in str(error.value)


def test_a_trail_says_where_it_was_in_words():
    trail = Trail(7, np.array([7, 3, 7, 0]))
    assert trail.title == "person 7"
    assert trail.words == ["right person", "another person", "right person", "nobody"]
