import numpy as np
import pytest

from facelab.intervals import rate_over_people
from facelab.play import Cast, play
from facelab.scores import ScoreMatrix


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


def test_a_rate_of_visits_to_one_list_says_so_and_has_the_same_numbers(two):
    log = play(two, [0, 4, 5, 2], 0.5, gallery=[1, 3])
    fpir, fnir = log.fpir(), log.fnir()
    plain = rate_over_people(np.array([True, False]), np.array([3, 3]))
    assert vars(fpir) == vars(plain)
    assert str(fpir) == f"{plain}, with this list"
    assert "list" not in str(fnir)
    rolling = play(two, [0, 1, 4, 1], 0.5, minutes=9, minute=[0, 5, 9, 15])
    claimed = play(two, [0, 1, 4, 0], 0.5, claim=[1, 3, 3, 2])
    assert "list" not in f"{rolling.fpir()} {claimed.fpir()}"


def test_a_cast_of_a_matrix_leaves_failures_out():
    values = np.array([[0.9, 0.1, 0.2], [np.nan] * 3, [0.3, 0.1, 0.8]])
    cast = Cast.of_matrix(ScoreMatrix(values, np.array([1, 2, 3])))
    assert cast.searched.tolist() == [1, 3]
    assert cast.scores.tolist() == [[0.9, 0.2], [0.3, 0.8]]


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
        (lambda c: Cast.of_photos(np.full((2, 2), np.nan), np.array([1, 2])), "without NaN"),
        (lambda c: Cast.of_photos(np.zeros((2, 2)), np.array([0, 1])), "numbered from 1"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(crowd, call, message):
    with pytest.raises(ValueError, match=message) as error:
        call(crowd)
    assert "\n" not in str(error.value)


def test_a_threshold_for_nobody_names_nobody(two):
    assert play(two, [0, 1], np.inf, gallery=[1, 3]).named.tolist() == [0, 0]
    assert (play(two, [0, 4], -np.inf, gallery=[1, 3]).named > 0).all()
