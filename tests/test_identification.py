import numpy as np
import pytest

from facelab.identification import open_set_errors


def test_open_set_errors_by_hand():
    named = np.array([1, 2, 0, 1, 0, 0])
    person = np.array([1, 1, 2, 8, 9, 9])  # found, another, missed; named, nobody, nobody
    assert open_set_errors(named, person, np.array([1, 2])) == (1 / 3, 2 / 3)


@pytest.mark.parametrize(
    ("named", "person", "message"),
    [([1, 0], [1, 2], "2 of 2 were of enrolled"), ([0], [7], "0 of 1"), ([1], [1, 7], "one name a search")],
)
def test_open_set_errors_says_what_is_wrong(named, person, message):
    with pytest.raises(ValueError, match=message):
        open_set_errors(np.array(named), np.array(person), np.array([1, 2]))
