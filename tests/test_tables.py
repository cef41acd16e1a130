"""Tables and numbers in words."""

import re

import numpy as np
import pandas as pd
import pytest

from facelab import lesson, tables
from facelab.groups import by_group, by_pair_of_groups
from facelab.intervals import rate_over_people
from facelab.tables import Table, by_group_frame, by_pair_frame, table
from facelab.wording import both_errors, in_full, one_in, said, share, with_interval
from tests.made_up import people


@pytest.fixture
def shown(monkeypatch):
    collected = []
    monkeypatch.setattr(tables, "display", collected.append)
    return collected


def frame():
    return pd.DataFrame(
        {"people": [1680, 59], "FMR": [0.00123, np.nan], "what": ["all <b>", "few"]},
        index=pd.Index(["everybody", "listed"], name="group"),
    )


def test_a_table_is_read_by_eyes_screen_readers_and_nbval(shown):
    table(frame(), "Who was counted.")
    one = shown[0]
    page = one._repr_html_()
    assert '<caption style="text-align:left;caption-side:top' in page
    assert ">Who was counted.</caption>" in page
    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == 2
    assert "all &lt;b&gt;" in page
    assert re.search(r'<td style="text-align:right">1,680</td>', page)
    assert re.search(r'<td style="text-align:left">few</td>', page)
    assert repr(one).splitlines() == [
        "Who was counted.",
        "group      people      FMR  what",
        "everybody   1,680  0.00123  all <b>",
        "listed         59        -  few",
    ]


def test_rows_without_names_have_no_first_column():
    one = Table(pd.DataFrame({"count": ["612 of 3,422", "0 of 9"]}), "Counts.")
    assert "<th scope" in one._repr_html_()
    assert 'scope="row"' not in one._repr_html_()
    assert repr(one).splitlines()[1:] == ["       count", "612 of 3,422", "      0 of 9"]


@pytest.mark.parametrize(
    ("given", "caption", "error"),
    [
        (frame().head(0), "x", "1 to 40 rows"),
        (pd.DataFrame({"a": range(41)}), "x", "1 to 40 rows"),
        (frame(), " ", "needs a caption"),
    ],
)
def test_what_is_no_table_is_refused(given, caption, error):
    with pytest.raises(ValueError, match=error):
        table(given, caption)
    with pytest.raises(TypeError, match="given a list"):
        table([1], "x")


def test_rows_of_the_library_become_frames():
    matrix, labels = people([30, 40], [0.2, 0.0])
    rows = by_group(matrix, 0.5, labels)
    fmr = by_group_frame(rows)
    assert list(fmr.columns) == ["people", "FMR", "false matches", "95 % interval", "support"]
    assert fmr.loc["1", "FMR"] == "none"
    assert fmr.loc["1", "false matches"] == "0 of 1,560"
    assert list(by_group_frame(rows, "fnmr").columns) == ["people", "FNMR", "misses", "95 % interval", "failed"]
    pairs = by_pair_frame(by_pair_of_groups(matrix, 0.5, labels))
    assert len(pairs) == 4
    assert "to" in pairs.iloc[0]["95 % interval"]
    with pytest.raises(ValueError, match="'fmr' or 'fnmr'"):
        by_group_frame(rows, "eer")


@pytest.mark.parametrize(
    ("value", "words"),
    [(1680, "1,680"), (np.int64(1680), "1,680"), (0.5, "0.5"), (0.00047, "0.00047"),
     (1.2345e-6, "0.00000123"), (378.9, "379"), (2.398, "2.4"),
     (12.0, "12"), (True, "yes"), (np.bool_(False), "no"), (np.nan, "-"), ("text", "text"), (0.0, "0"),
     (-3.14159, "-3.14")],
)  # fmt: skip
def test_numbers_are_said(value, words):
    assert said(value) == words


def test_rates_are_said_with_what_they_rest_on():
    rate = rate_over_people(np.array([True, False, False, False]), np.array([1, 2, 3, 4]))
    assert said(rate) == str(rate)
    assert said(rate).startswith("0.25 (1 of 4, 4 people; ")
    assert share(0.178843) == "0.18"
    assert share(0.000471) == "0.00047"
    assert [share(rate) for rate in (0.0, 1.0, 1.234e-6, np.nan)] == ["0", "1", "0.0000012", "-"]
    assert one_in(0.178843) == "1 in 6"
    assert with_interval(0.000122, 0.000103, 0.000145) == "0.000122 (0.000103 to 0.000145)"
    assert with_interval(0.27, 0.2, 0.36) == "0.27 (0.20 to 0.36)"
    assert in_full(0.01, 0.005, 0.02, 7, 700) == "1 in 100 (7 of 700; 95 % 1 in 200 to 1 in 50)"
    assert in_full(0, 0, 0.02, 0, 150) == "none (0 of 150; at most 1 in 50)"


def test_say_fills_in_numbers_as_the_course_writes_them(monkeypatch):
    spoken = []
    monkeypatch.setattr(lesson, "display", lambda markdown: spoken.append(markdown.data))
    lesson.say("{} of {} people, {:1 in}, {who}: {:.1f}", 12, 1680, 0.001, 2.44, who="**all**")
    lesson.say("as it {is}")
    assert spoken == ["12 of 1,680 people, 1 in 1,000, **all**: 2.4", "as it {is}"]


def test_both_errors_say_each_error_with_its_counts(five):
    at = five[0].at(0.5)
    matched, missed = both_errors(at)
    assert f"{at.n_false_matches} of {at.n_nonmated}" in matched
    assert f"{at.n_false_nonmatches} of {at.n_mated}" in missed
