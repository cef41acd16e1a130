from inspect import signature

import numpy as np
import pytest

from facelab import scenes
from facelab.answers import lesson14
from facelab.play import Cast, play
from facelab.scores import ScoreMatrix

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


def test_a_list_of_one_and_a_register_by_hand():
    cast = Cast.of_matrix(
        ScoreMatrix(np.array([[0.9, 0.7, 0.1], [0.2, 0.3, 0.6], [0.1, 0.1, 0.8]]), np.array([1, 2, 3]))
    )
    alarm = scenes.watch_list_of_one(cast, 0.5, passers=10)
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
    served = lesson14.dispense(table, minute, 9, 0.5)
    assert served.tolist() == [True, False, True, False]
    assert (served == (play(two, photos, 0.5, minutes=9, minute=minute).named == 0)).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: scenes.cash_machine(c, 0.5, 0, 0.1), "at least 1 visit"),
        (lambda c: scenes.cash_machine(c, 0.5, 5, -0.1), "strangers lies between"),
        (lambda c: scenes.work_door(c, 0.5, 0), "at least one day"),
        (lambda c: scenes.forum_gate(c, 0.5, 41, 5), "A list holds 1 to 39"),
        (lambda c: scenes.watch_list(c, 0.5, 5, 5, 1.2), "lies between 0 and 1"),
        (lambda c: scenes.departure_gate(c, 0.5, 39, 0.5), "cannot be drawn"),
        (lambda c: scenes.paper_dispenser(c, 0.5, 5, 0), "above 0"),
        (lambda c: scenes.paper_dispenser(c, 0.5, 50, 1, minutes=90), "the cast has 40"),
        (lambda c: lesson14.dispense(np.eye(2), np.array([3, 1]), 5, 0.5), "backwards"),
        (lambda c: lesson14.dispense(np.eye(3), np.array([3, 5]), 5, 0.5), "2 by 2 scores"),
        (lambda c: scenes.rating(c, 0.5, 0), "at least 1 visit"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(crowd, call, message):
    with pytest.raises(ValueError, match=message) as error:
        call(crowd)
    assert "\n" not in str(error.value)


def test_every_scene_of_the_table_can_be_run():
    cases = ("cash_machine", "work_door", "forum_gate", "crosswalk", "watch_list", "departure_gate", "national_file",
             "rating", "paper_dispenser", "running_track", "restricted_floor", "watch_list_of_one")  # fmt: skip
    for case in cases:
        assert "threshold" in signature(getattr(scenes, case)).parameters


def test_names_of_the_other_rooms_can_be_imported_from_here():
    for name in ("Cast", "Log", "play", "Race", "Trail", "running_track", "restricted_floor", "follow",
                 "others_a_day", "national_file", "tails", "Tail", "CityDay", "critic"):  # fmt: skip
        assert name in scenes.__all__
        assert hasattr(scenes, name)


def test_every_third_visitor_of_the_bank_holds_the_card_of_another():
    person, photos = np.repeat([4, 7, 9], 5), np.arange(3, 15)
    seen, cards = scenes.visits_with_cards(person, photos, 30, every=3, seed=2)
    own = person[seen] == cards
    assert np.isin(seen, photos).all()
    assert own.tolist() == [visit % 3 > 0 for visit in range(1, 31)]
    assert np.isin(cards, person).all()
    again, other = (scenes.visits_with_cards(person, photos, 30, every=3, seed=seed)[0] for seed in (2, 3))
    assert (seen == again).all()
    assert (seen != other).any()


@pytest.mark.parametrize(("person", "visits"), [([1, 1, 1], 5), ([1, 2, 3], 0)])
def test_a_bank_without_visits_or_with_one_customer_is_refused(person, visits):
    with pytest.raises(ValueError, match="needs a visit and two people"):
        scenes.visits_with_cards(np.array(person), np.arange(3), visits, every=3)
