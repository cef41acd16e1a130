import tracemalloc
from inspect import signature

import numpy as np
import pytest
from scipy.stats import norm

from facelab import scenes
from facelab.datasets import load_lfw_scores
from facelab.errors import ScoreMatrix
from facelab.scenes import Cast, Trail, play


@pytest.fixture
def two():
    """Two photos each of persons 1, 2 and 3: scores by hand, the diagonal is never asked for."""
    scores = np.full((6, 6), 0.1)
    for a, b, value in [(0, 1, 0.9), (2, 3, 0.8), (4, 5, 0.3), (1, 4, 0.7)]:
        scores[a, b] = scores[b, a] = value
    np.fill_diagonal(scores, 1.0)
    return Cast.of_photos(scores, np.array([1, 1, 2, 2, 3, 3]))


@pytest.fixture
def crowd():
    draw = np.random.RandomState(0)
    person = np.repeat(np.arange(1, 41), 6)
    scores = draw.normal(size=(240, 240)) + 3 * (person[:, np.newaxis] == person)
    return Cast.of_photos(np.round((scores + scores.T) / 2, 3), person)


def test_a_claim_is_compared_with_the_claimed_person_only(two):
    log = play(two, [0, 1, 4, 0], 0.5, claim=[1, 3, 3, 2])
    assert log.outcome.tolist() == ["right", "false match", "missed", "passed"]
    assert log.score == pytest.approx([0.9, 0.7, 0.3, 0.1])


def test_a_gallery_names_the_best_and_knows_who_is_in_it(two):
    log = play(two, [0, 4, 5, 2], 0.5, gallery=[1, 3])
    assert log.named.tolist() == [1, 1, 0, 2]
    assert log.outcome.tolist() == ["right", "false match", "passed", "right"]
    # Person 3 is enrolled with photo 5, but photo 4 looks more like person 1's.
    assert play(two, [4], 0.2, gallery=[1, 5]).outcome.tolist() == ["wrong person"]


def test_a_camera_remembers_for_some_minutes_whom_it_let_through(two):
    minute = [0, 5, 9, 15]
    log = play(two, [0, 1, 4, 1], 0.5, minutes=9, minute=minute)
    # At 5 person 1 is known and turned away; at 9 photo 4 is compared with photo 0 only, for photo 1 was not let in;
    # at 15 the visit at 0 is too long ago, and photo 4 looks like photo 1.
    assert log.outcome.tolist() == ["passed", "right", "passed", "false match"]
    assert np.isnan(log.score[0])


def test_rates_of_a_log_have_their_own_denominators(two):
    log = play(two, [0, 4, 5, 2], 0.5, gallery=[1, 3])
    assert (log.fpir().count, log.fpir().n) == (1, 2)
    assert (log.fnir().count, log.fnir().n) == (0, 2)
    assert "false match" in log.lines()
    assert len(log.lines(2).splitlines()) == 2
    with pytest.raises(ValueError, match="no denominator"):
        play(two, [0], 0.5, gallery=[1]).fpir()
    with pytest.raises(ValueError, match="no outcome 'wrong'"):
        log.count("wrong")


def test_a_cast_of_a_matrix_leaves_failures_out():
    values = np.array([[0.9, 0.1, 0.2], [np.nan] * 3, [0.3, 0.1, 0.8]])
    cast = Cast.of_matrix(ScoreMatrix(values, np.array([1, 2, 3])))
    assert cast.searched.tolist() == [1, 3]
    assert cast.scores.tolist() == [[0.9, 0.2], [0.3, 0.8]]


PLAYED = {
    "cash_machine": {"visits": 50, "share_strangers": 0.3},
    "work_door": {"days": 3},
    "forum_gate": {"guests": 10, "arrivals": 50},
    "watch_list": {"listed": 5, "passers": 50, "base_rate": 0.1},
    "departure_gate": {"passengers": 20, "without_ticket": 0.2},
    "crosswalk": {"crossings": 50},
    "paper_dispenser": {"visits": 50, "a_minute": 1.0, "returning": 0.2},
}


@pytest.mark.parametrize(("name", "parameters"), PLAYED.items())
def test_a_scene_is_the_same_from_the_same_seed_and_another_from_another(crowd, name, parameters):
    scene = getattr(scenes, name)
    first, again, other = (scene(crowd, 1.5, **parameters, seed=seed) for seed in (3, 3, 4))
    assert (first.photo == again.photo).all()
    assert (first.outcome == again.outcome).all()
    assert (first.photo != other.photo).any()
    counted = sum(first.count(outcome) for outcome in scenes.OUTCOMES)
    assert counted == len(first)


def test_scenes_do_what_their_parameters_say(crowd):
    assert scenes.cash_machine(crowd, 1.5, 400, 0.0).known.all()
    assert not scenes.cash_machine(crowd, 1.5, 400, 1.0).known.any()
    assert scenes.work_door(crowd, 1.5, 3).known.all()
    assert len(scenes.work_door(crowd, 1.5, 3)) == 120
    log = scenes.watch_list(crowd, 1.5, 5, 3000, 0.1)
    assert log.known.mean() == pytest.approx(0.1, abs=0.02)
    flight = scenes.departure_gate(crowd, 1.5, 20, 0.2)
    assert (flight.known.sum(), len(flight)) == (20, 24)
    back = scenes.paper_dispenser(crowd, 99, 300, 1.0, returning=0.2)
    assert back.known.mean() == pytest.approx(0.2, abs=0.06)
    assert back.count("missed") == back.known.sum()


def test_lots_of_claims_find_the_false_match_rate_of_the_scores(crowd):
    log = scenes.cash_machine(crowd, 1.5, 20_000, 1.0)
    # A card is checked against all stored photos of its owner: one of six is enough.
    best = np.array([[crowd.scores[p, crowd.stored == o].max() for o in range(1, 41)] for p in range(240)])
    other = crowd.searched[:, np.newaxis] != np.arange(1, 41)
    assert log.fpir().value == pytest.approx(np.mean(best[other] >= 1.5), abs=0.01)


def test_a_race_accuses_and_overlooks_as_scores_have_it(crowd):
    strict, none = scenes.running_track(crowd, 99, 3, 0.0), scenes.running_track(crowd, -99, 3, 1.0)
    assert strict.accused.all()
    assert not strict.unnoticed.any()
    assert not none.ran.all(axis=1).any()
    assert none.ran.sum() == 40 * 2
    perfect = Cast.of_photos((crowd.searched[:, None] == crowd.searched).astype(float), crowd.searched)
    race = scenes.running_track(perfect, 0.5, 4, 0.5)
    assert not race.accused.any()
    assert not race.unnoticed.any()
    assert (race.seen == race.ran).all()


def test_trails_end_whole_lost_or_wrong(crowd):
    assert [Trail(1, np.array(on)).ended for on in ([1, 1], [1, 0], [2, 1])] == ["whole", "lost", "wrong"]
    assert [Trail(1, np.array(on)).right for on in ([1, 1], [1, 0], [2, 1])] == [2, 1, 0]
    perfect = Cast.of_photos((crowd.searched[:, None] == crowd.searched).astype(float), crowd.searched)
    assert {trail.ended for trail in scenes.restricted_floor(perfect, 0.5, 4, 20)} == {"whole"}
    assert {trail.ended for trail in scenes.restricted_floor(perfect, 1.5, 4, 20)} == {"lost"}
    assert "wrong" in {trail.ended for trail in scenes.restricted_floor(crowd, 1.0, 4, 40)}


def test_a_list_of_one_and_a_register_by_hand():
    cast = Cast.of_matrix(
        ScoreMatrix(np.array([[0.9, 0.7, 0.1], [0.2, 0.3, 0.6], [0.1, 0.1, 0.8]]), np.array([1, 2, 3]))
    )
    alarm = scenes.critic(cast, 0.5, passers=10)
    assert alarm.noticed.tolist() == [True, False, True]
    assert alarm.others.tolist() == [0, 5, 5]
    entries = scenes.rating(cast, 0.5, 300)
    # Person 2 is always taken for person 3, and never gets an entry.
    assert set(entries) == {1, 3}
    assert entries[1][1] == 0
    assert entries[3][1] > 50


def test_a_dispenser_by_hand_and_like_the_engine(two):
    minute = np.array([0.0, 5.0, 9.0, 15.0])
    photos = np.array([0, 1, 4, 1])
    table = two.scores[np.ix_(photos, photos)]
    table[np.arange(4), np.arange(4)] = 0
    served = scenes.dispense(table, minute, 9, 0.5)
    assert served.tolist() == [True, False, True, False]
    assert (served == (play(two, photos, 0.5, minutes=9, minute=minute).named == 0)).all()


def test_a_trail_goes_over_to_another_and_follows_them_on():
    tables = [
        np.array([[0.6, 0.7], [0.2, 0.9]]),
        np.array([[0.9, 0.1], [0.3, 0.8]]),
        np.array([[0.9, 0.0], [0.2, 0.4]]),
    ]
    assert scenes.follow(tables, 0, 0.5) == [1, 1]
    assert scenes.follow(tables, 0, 0.4) == [1, 1, 1]
    assert scenes.follow(tables, 0, 0.75) == []


def test_chains_and_second_sightings_by_hand():
    assert scenes.chain(np.array([1.0, 0.5]), 2) == pytest.approx((0.5625, 0.625))
    matches = np.array([[True, True, False], [True, False, False], [True, False, True]])
    assert scenes.two_sightings(matches) == pytest.approx((0.25, 1 / 3))


def test_a_city_is_counted_as_its_parts():
    scores, counts = np.array([0.1, 0.2, 0.3, 0.4]), np.array([900, 90, 6, 4])
    day = scenes.national_file(scores, counts, 0.3, people=50, searches=20)
    assert (day.fmr, day.how, day.comparisons) == (0.01, "counted", 1000)
    assert day.false_candidates == pytest.approx(10)
    least, formula, most = day.alerts
    assert (least, most) == (0.01, 0.5)
    assert formula == pytest.approx(1 - 0.99**50)
    assert day.comparisons_needed == pytest.approx(300)


def test_tails_agree_with_known_tails():
    steps = np.round(np.arange(-4, 8, 0.001), 3)
    counts = np.round(1e12 * (norm.sf(steps) - norm.sf(steps + 0.001))).astype(int)
    bell = scenes.tails(steps, counts)[1]
    assert (bell.middle, bell.scale) == pytest.approx((0, 1), abs=0.01)
    assert bell.threshold(1e-9) == pytest.approx(norm.isf(1e-9), abs=0.02)
    straight = np.round(1e12 * (np.exp(-steps / 0.5) - np.exp(-(steps + 0.001) / 0.5))).astype(int)
    exponential, _, floor = scenes.tails(steps[steps >= 0], straight[steps >= 0], floor=1e-6)
    assert exponential.scale == pytest.approx(0.5, abs=0.01)
    assert exponential.fmr(exponential.threshold(1e-9)) == pytest.approx(1e-9)
    assert floor.fmr(7.0) == 1e-6
    assert floor.threshold(1e-7) == np.inf


def test_three_tails_fit_the_counts_and_part_beyond_them():
    scores, counts = load_lfw_scores().development["sface"]
    found = scenes.tails(scores, counts)
    counted = counts[scores >= 0.45].sum() / counts.sum()
    for tail in found:
        assert tail.fmr(0.45) == pytest.approx(counted, rel=0.5)
    lines = [tail.threshold(1e-14) for tail in found]
    assert lines[0] > 1 > lines[1]
    assert lines[2] == np.inf


def test_the_largest_city_takes_seconds_and_little_memory():
    scores, counts = load_lfw_scores().development["sface"]
    tracemalloc.start()
    for tail in scenes.tails(scores, counts):
        scenes.national_file(scores, counts, 0.7, 1.4e9, 1e6, tail)
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: play(c, [], 0.5, gallery=[0]), "at least one visit"),
        (lambda c: play(c, [0], 0.5), "exactly one rule"),
        (lambda c: play(c, [0], 0.5, gallery=[0], minutes=3), "exactly one rule"),
        (lambda c: play(c, [0], np.nan, gallery=[1]), "not NaN"),
        (lambda c: play(c, [999], 0.5, gallery=[1]), "photos 0 to 239"),
        (lambda c: play(c, [0], 0.5, gallery=[]), "at least one template"),
        (lambda c: play(c, [0], 0.5, claim=[77]), "stored photo"),
        (lambda c: play(c, [0, 1], 0.5, gallery=[1], minute=[3, 2]), "backwards"),
        (lambda c: play(c, [0], 0.5, minutes=-1), "minutes above 0"),
        (lambda c: scenes.cash_machine(c, 0.5, 0, 0.1), "at least 1 visit"),
        (lambda c: scenes.cash_machine(c, 0.5, 5, -0.1), "strangers lies between"),
        (lambda c: scenes.work_door(c, 0.5, 0), "at least one day"),
        (lambda c: scenes.forum_gate(c, 0.5, 41, 5), "A list holds 1 to 39"),
        (lambda c: scenes.watch_list(c, 0.5, 5, 5, 1.2), "lies between 0 and 1"),
        (lambda c: scenes.departure_gate(c, 0.5, 39, 0.5), "cannot be drawn"),
        (lambda c: scenes.paper_dispenser(c, 0.5, 5, 0), "above 0"),
        (lambda c: scenes.paper_dispenser(c, 0.5, 50, 1, minutes=90), "the cast has 40"),
        (lambda c: scenes.running_track(c, 0.5, 6, 0.1), "1 to 5 checkpoints"),
        (lambda c: scenes.restricted_floor(c, 0.5, 9, 5), "1 to 5 cameras"),
        (lambda c: scenes.restricted_floor(c, 0.5, 3, 41), "Between 1 and 40"),
        (lambda c: scenes.critic(c, 0.5, 10), "one searched and one stored"),
        (lambda c: scenes.others_a_day(np.eye(3), 0.5, -1), "at least 0"),
        (lambda c: scenes.others_a_day(np.ones((2, 3)), 0.5, 1), "square table"),
        (lambda c: scenes.chain(np.array([0.5, 1.2]), 3), "rates from 0 to 1"),
        (lambda c: scenes.chain(np.array([0.5]), 0), "at least one sighting"),
        (lambda c: scenes.two_sightings(np.eye(3)), "True and False"),
        (lambda c: scenes.dispense(np.eye(2), np.array([3, 1]), 5, 0.5), "backwards"),
        (lambda c: scenes.dispense(np.eye(3), np.array([3, 5]), 5, 0.5), "2 by 2 scores"),
        (lambda c: scenes.follow([np.ones((2, 3))], 0, 0.5), "square tables"),
        (lambda c: scenes.follow([np.eye(2), np.eye(3)], 0, 0.5), "of one size"),
        (lambda c: scenes.follow([np.eye(2)], 2, 0.5), "start from 0 to 1"),
        (lambda c: scenes.rating(c, 0.5, 0), "at least 1 visit"),
        (lambda c: scenes.national_file(np.ones(1), np.ones(1, int), 2.0, 5, 5), "Give a tail"),
        (lambda c: scenes.national_file(np.ones(1), np.ones(1, int), 1.0, 0, 5), "at least 1 person"),
        (lambda c: scenes.tails(np.ones(1), np.ones(1, int)), "take a larger start"),
        (lambda c: scenes.tails(np.ones(1), np.ones(1, int), start=0.5), "lower floor"),
        (lambda c: Cast.of_photos(np.full((2, 2), np.nan), np.array([1, 2])), "without NaN"),
        (lambda c: Cast.of_photos(np.zeros((2, 2)), np.array([0, 1])), "numbered from 1"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(crowd, call, message):
    with pytest.raises(ValueError, match=message):
        call(crowd)


def test_every_scene_of_the_table_can_be_run():
    cases = ("cash_machine", "work_door", "forum_gate", "crosswalk", "watch_list", "departure_gate", "national_file",
             "rating", "paper_dispenser", "running_track", "restricted_floor", "critic")  # fmt: skip
    for case in cases:
        assert "threshold" in signature(getattr(scenes, case)).parameters
