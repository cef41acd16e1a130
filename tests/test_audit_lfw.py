"""The report of LFW's scores, written as a table and read again, has the numbers of lessons 5, 6 and 10."""

import dataclasses
import html as escaping
import re

import numpy as np
import pandas as pd
import pytest

from facelab.audit.__main__ import main
from facelab.audit.measuring import Settings, measure
from facelab.audit.reading import read
from facelab.datasets import load_lfw_scores
from facelab.errors import eer_over_people
from facelab.fairness import by_group, permutation_null, ratio
from facelab.wording import count, with_interval

pytestmark = pytest.mark.proof
ASKED = (0.01, 0.001, 0.0001)


@pytest.fixture(scope="module")
def lfw():
    return load_lfw_scores()


@pytest.fixture(scope="module")
def table(lfw, tmp_path_factory):
    """dlib's matrix as a file: a row a comparison, in no order, with both codes of lesson 10."""
    matrix = lfw.matrix["dlib"]
    shuffled = np.random.RandomState(5).permutation(matrix.values.size)
    probe, enrolled = (side.ravel()[shuffled] for side in np.indices(matrix.values.shape))
    columns = {
        "score": matrix.values.ravel()[shuffled],
        "probe": matrix.person[probe],
        "enrolled": matrix.person[enrolled],
        "mated": probe == enrolled,
    }
    for name, code in (("family name", lfw.family_name_list), ("first name", lfw.first_name_code)):
        columns |= {f"probe_{name}": code[probe], f"enrolled_{name}": code[enrolled]}
    path = tmp_path_factory.mktemp("lfw") / "dlib.csv"
    pd.DataFrame(columns).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def found(lfw, table):
    lines = tuple((lfw.line("dlib", asked), asked) for asked in ASKED)
    return measure(read(table), Settings(asked=(), lines=lines))


def test_lesson_5_the_lines(lfw, found):
    matrix = lfw.matrix["dlib"]
    for line, asked in zip(found.lines, ASKED, strict=True):
        known = matrix.at(lfw.line("dlib", asked))
        for name, value in dataclasses.asdict(line.at).items():
            if name not in ("asked", "support"):  # the lessons do not say what was asked of a line that they look up
                assert value == getattr(known, name), name
        people = len(matrix.person)
        assert (line.refused.count, line.refused.n) == (known.n_false_nonmatches + people - known.n_mated, people)


def test_lesson_6_the_equal_error_rate(lfw, found):
    assert found.eer == eer_over_people(lfw.matrix["dlib"])


def test_lesson_10_the_groups(lfw, found):
    matrix = lfw.matrix["dlib"]
    for grouping, code in zip(found.groupings, (lfw.family_name_list, lfw.first_name_code), strict=True):
        for place, line in enumerate(found.lines):
            assert list(grouping.rows[place]) == by_group(matrix, line.at.threshold, code)
            for rate, ratios in (("fmr", grouping.fmr_ratios[place]), ("fnmr", grouping.fnmr_ratios[place])):
                for group, one in ratios.items():
                    assert str(one) == str(ratio(matrix, line.at.threshold, code, group, grouping.beside, rate))


def test_lesson_11_the_shuffles(lfw, found):
    grouping = found.groupings[0]
    known = permutation_null(
        lfw.matrix["dlib"], found.lines[1].at.threshold, lfw.family_name_list, lambda rates: rates[0] / rates[1]
    )
    mine = grouping.shuffled[1]["listed"]
    assert mine.value == pytest.approx(known.value)
    np.testing.assert_allclose(mine.ratios, known.shuffled)


def test_the_page_shows_them(lfw, table, tmp_path, capsys):
    matrix = lfw.matrix["dlib"]
    lines = [f"{lfw.line('dlib', asked)}={asked}" for asked in ASKED]
    assert main([str(table), "--out", str(tmp_path), "--threshold", *lines]) == 0
    capsys.readouterr()
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    cells = {escaping.unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", text)}
    for asked in ASKED:
        at = matrix.at(lfw.line("dlib", asked))
        assert with_interval(at.fmr, *at.fmr_interval) in cells
        assert with_interval(at.fnmr, *at.fnmr_interval) in cells
        assert count(at.n_false_matches, at.n_nonmated) in cells
        assert count(at.n_false_nonmatches, at.n_mated) in cells
    for row in by_group(matrix, lfw.line("dlib", 0.001), lfw.family_name_list):
        assert with_interval(row.fmr, *row.fmr_interval) in cells
        assert count(row.n_false_matches, row.n_nonmated) in cells
    assert str(ratio(matrix, lfw.line("dlib", 0.001), lfw.family_name_list, "listed", "not listed")) in cells
    eer = eer_over_people(matrix)
    assert with_interval(eer.value, eer.low, eer.high) in text
