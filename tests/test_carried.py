"""An answer that a check calls right carries its lesson to the end, and the lesson shows the same as the solved one.

It is no part of `make test`: `make prove` runs every style of every exercise, and `make prove STYLES=one` one a lesson.
"""

import importlib
import os

import pytest

from authoring import notebooks
from tests import carried
from tests.test_answers import TABLES

pytestmark = pytest.mark.proof
QUICKER = {"01": 2, "02": 0, "05": 2}  # where that style takes half a minute longer, another one


def cases():
    for path in notebooks.paths():
        table = TABLES[f"lesson{path.name[:2]}"]
        every = os.environ.get("FACELAB_STYLES") == "all"
        # The style that is furthest from the solution's: the first that is a loop or a list, by the tables' order.
        quick = QUICKER.get(path.name[:2], 1)
        for style in range(carried.styles(table)) if every else [quick]:
            yield pytest.param(path, style, id=f"{path.name[:2]}-{style}")


@pytest.mark.parametrize(("path", "style"), list(cases()))
def test_right_answers_carry_the_lesson(path, style, tmp_path):
    module = f"tests.answers.lesson{path.name[:2]}"
    different = carried.differences(path, module, importlib.import_module(module), style, tmp_path)
    assert not different, different[0]
