"""What a report says: every warning where it belongs and explained in the docs, every rate with counts and interval."""

import re

import numpy as np
import pandas as pd
import pytest

from authoring import notebooks
from facelab.audit import page as pages
from facelab.audit import wording
from facelab.audit.__main__ import main
from facelab.audit.comparisons import NOT_CODED, Comparisons
from facelab.audit.measuring import Settings, measure
from facelab.audit.page import Bullets, Paragraph, Section, Table, html
from facelab.audit.report import page
from tests.test_audit_measuring import as_table, world

DOCS = notebooks.ROOT / "teaching" / "audit.md"
QUICK = {"draws": 20, "shuffles": 30}


def warned(found):
    return {name for name, _ in wording.warnings(found)}


@pytest.fixture(scope="module")
def found():
    matrix, labels = world(80)
    labels = labels.astype(object)
    labels[::9], labels[8] = NOT_CODED, "alone"
    return measure(as_table(matrix, labels), Settings(asked=(0.1, 0.01, 0.0001), **QUICK))


def texts(parts):
    for part in parts:
        if isinstance(part, Section):
            yield from texts(part.parts)
        elif isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Bullets):
            yield from (" ".join(item) if isinstance(item, tuple) else item for item in part.items)
        elif isinstance(part, Table):
            yield part.caption


def tables(parts):
    for part in parts:
        if isinstance(part, Section):
            yield from tables(part.parts)
        elif isinstance(part, Table):
            yield part


def test_the_top_says_what_was_asked_found_and_cannot_be_said(found):
    (_, asked), (_, said), (_, cannot) = page(found).answers
    assert "1 in 10, 1 in 100 and 1 in 10,000" in asked
    assert "split in two by lot (seed 0)" in asked
    line = found.lines[1].at
    for errors, n in ((line.n_false_matches, line.n_nonmated), (line.n_false_nonmatches, line.n_mated)):
        assert f"{errors:,} of {n:,}" in said
    assert said.count("95 %") >= 1
    assert "“alone” (region)" in cannot
    assert "Nothing here speaks about other people" in cannot


def test_every_rate_of_a_table_has_its_interval_and_its_count(found):
    for table in tables(page(found).sections):
        rates = [name for name in table.frame.columns if re.search(r"\(95 %\)", name)]
        for name in rates:
            for cell in table.frame[name]:
                assert re.fullmatch(r"[\d.]+ \([\d.]+ to [\d.]+\)|not measurable", cell)
            counts = [cells for cells in table.frame.astype(str).itertuples(index=False)]
            assert all(any(re.search(r"\d of \d", cell) for cell in cells) for cells in counts)


def test_sentences_end_and_have_no_leftovers(found):
    made = page(found)
    for text in [*texts(made.sections), made.about, made.note, *(said for _, said in made.answers)]:
        assert text.endswith((".", ":")), text
        assert not re.search(r"[{}]|nan|inf\b|None|  |\.\.", text), text


def test_warnings_of_a_small_table(found):
    names = warned(found)
    assert {"Split by lot", "Few people", "Not measured", "Comparisons without a score"} <= names
    assert {"People without a label", "A group of one", "Chosen on few errors"} <= names


def test_other_warnings_where_they_belong():
    matrix, _ = world(30, failed=False)
    assert "Chosen and tried on the same people" in warned(measure(as_table(matrix), Settings(**QUICK)))
    one_label = np.full(30, "all").astype(object)
    assert "One group only" in warned(measure(as_table(matrix, one_label), Settings(**QUICK)))
    turned = as_table(type(matrix)(-matrix.values, matrix.person))
    assert "Worse than a coin" in warned(measure(turned, Settings(distrust=False, **QUICK)))
    table = as_table(matrix)
    gallery = table.where((table.enrolled < 4) | table.mated)
    assert "Few people on one side" in warned(measure(gallery, Settings(**QUICK)))
    itself = matrix.values.copy()
    itself[range(6), range(6)] = 9.0
    assert "A photo with itself" in warned(measure(as_table(type(matrix)(itself, matrix.person)), Settings(**QUICK)))
    assert "A photo with itself" not in warned(measure(table, Settings(**QUICK)))
    apart = Comparisons(
        "apart", np.array(["1", "2", "3"]), np.array([0, 1, 2, 0, 1]), np.array([0, 1, 2, 1, 2]),
        np.array([0.5, 0.6, 0.7, 0.8, 0.1]), False, None, {}, ("A note.",),
    )  # fmt: skip
    names = warned(measure(apart, Settings(asked=(0.01,), **QUICK)))
    assert {"No line reaches it", "No interval for the EER", "How the table was read"} <= names
    html(page(measure(apart, Settings(asked=(0.01,), **QUICK))))


def test_a_table_without_groups_or_failures_says_what_it_cannot_show():
    matrix, _ = world(30, failed=False)
    said = " ".join(texts(page(measure(as_table(matrix), Settings(**QUICK))).sections))
    assert "The table has no column that names groups" in said
    assert "somebody left them out" in said


def test_every_warning_is_explained_in_the_docs():
    source = (notebooks.ROOT / "facelab" / "audit" / "wording.py").read_text(encoding="utf-8")
    names = set(re.findall(r'said\.append\(\s*\(\s*"([^"]+)"', source))
    names |= set(re.findall(r'setdefault\("([^"]+)"', source)) | {"How the table was read"}
    assert len(names) >= 14
    docs = DOCS.read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"**{name}.**" not in docs] == []


def test_the_docs_show_options_that_exist(capsys):
    docs = DOCS.read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    said = set(re.findall(r"--[a-z][a-z-]+", docs.replace("authoring.bench --audits", "")))
    assert said <= known
    assert known - said <= {"--help", "--column", "--out"} | said


def test_from_nothing_to_a_report_as_the_docs_say(tmp_path, monkeypatch, capsys):
    (code,) = re.findall(r"```python\n(.+?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    frame = pd.read_csv("scores.csv")
    assert {"score", "probe", "enrolled"} <= set(frame.columns)
    monkeypatch.setattr(pages, "can_make_pdf", lambda: False)
    assert main(["scores.csv", "--out", "report"]) == 0
    assert "pip install typst" in capsys.readouterr().out
    assert "What cannot be said?" in (tmp_path / "report" / "report.html").read_text(encoding="utf-8")


def test_a_given_line_leaves_the_development_rows_out_and_says_so():
    matrix, _ = world(60, failed=False)
    first = np.arange(60) < 30
    table = as_table(matrix, development=first)
    apart = table.where(first[table.probe] == first[table.enrolled])
    found = measure(apart, Settings(asked=(), lines=((2.0, None),), **QUICK))
    assert found.lines[0].at == matrix.among(~first).at(2.0)
    assert "development rows were not counted" in wording.people_said(found)
    both = measure(apart, Settings(asked=(0.1,), lines=((9.0, None),), **QUICK))
    assert "Lines that were given were tried on the same people." in wording.people_said(both)
    assert "the line at a score of 9 or more were not measured" in page(both).answers[2][1]


def test_a_distance_is_said_as_a_distance(tmp_path, capsys):
    matrix, _ = world(30, failed=False)
    probe, enrolled = np.indices(matrix.values.shape)
    frame = pd.DataFrame({"score": -matrix.values.ravel(), "probe": probe.ravel(), "enrolled": enrolled.ravel()})
    frame.to_csv(tmp_path / "d.csv", index=False)
    out = str(tmp_path / "out")
    assert main([str(tmp_path / "d.csv"), "--out", out, "--distance", "--threshold=-2=0.05", "--title", "Ours"]) == 0
    text = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "a distance of −2 or less" in text
    assert "<h1>Ours</h1>" in text
    capsys.readouterr()


@pytest.mark.parametrize("options", [["--fmr", "2"], ["--fmr", "x"], ["--threshold", "nan"], ["--threshold", "0.5=7"]])
def test_options_out_of_range_are_refused(options, capsys):
    with pytest.raises(SystemExit):
        main(["scores.csv", "--out", "report", *options])
    assert "it was" in capsys.readouterr().err
