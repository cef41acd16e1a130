"""Tables that are not in order, each with its sentence; and what the reading of good ones gives."""

import builtins
import os

import numpy as np
import pytest

from facelab.audit import reading
from facelab.audit.__main__ import main
from facelab.audit.columns import BadTable
from facelab.audit.comparisons import NOT_CODED
from facelab.audit.reading import read

HEAD = "score,probe,enrolled\n"
GOOD = "0.9,1,1\n0.8,2,2\n0.1,1,2\n0.2,2,1\n"
AGES = "score,probe,enrolled,probe_age,enrolled_age\n"
SPLIT = "score,probe,enrolled,split\n"

BROKEN = {
    "a column is missing": ("score,probe\n0.9,1\n", [], "no column 'enrolled'; its columns are 'score', 'probe'"),
    "NaN": (HEAD + "0.9,1,1\nNaN,1,2\n", [], "line 3: the score is 'NaN', which is infinite or NaN"),
    "infinite": (HEAD + "0.9,1,1\n-inf,1,2\n", [], "line 3: the score is '-inf', which is infinite or NaN"),
    "too large": (HEAD + "1e400,1,1\n", [], "line 2: the score is '1e400', which is infinite or NaN"),
    "text": (HEAD + "0.9,1,1\nhigh,1,2\n", [], "line 3: the score is 'high', which is no number"),
    "a word for nothing": (HEAD + "n/a,1,1\n", [], "Leave the field empty where the matcher gave no score"),
    "an underscore": (HEAD + "1_0,1,1\n", [], "line 2: the score is '1_0', which is no number"),
    "only spaces": (HEAD + "0.9,1,1\n  ,1,2\n", [], "line 3: the score is only spaces"),
    "a decimal comma": (HEAD + '"0,9",1,1\n', [], "line 2: the score 0,9 has a comma"),
    "a field too many": (HEAD + "0.9,1,1\n0,2,1,2\n", [], "line 3 has 4 fields, and the first line 3"),
    "too many in every row": (HEAD + "0.9,1,1,7\n0.8,2,2,7\n", [], "fields"),
    "a field too few": (HEAD + "0.9,1,1\n0.5,1\n", [], "line 3: nothing stands under 'enrolled'"),
    "no person": (HEAD + "0.9,1,1\n0.1,,2\n", [], "line 3: nothing stands under 'probe'"),
    "an open quotation": (HEAD + '0.9,"1,1\n0.2,1,2\n', [], "line 2: a quotation mark opens a field"),
    "an empty line": (HEAD + "0.9,1,1\n\n0.1,1,2\n", [], "line 3 is empty, and rows follow"),
    "mated only": (HEAD + "0.9,1,1\n0.8,2,2\n", [], "no non-mated comparison has a score"),
    "non-mated only": (HEAD + "0.9,1,2\n0.8,2,1\n", [], "no mated comparison has a score"),
    "no score at all": (HEAD + ",1,1\n,1,2\n", [], "no comparison has a score"),
    "a row twice": (HEAD + GOOD + "0.1,1,2\n", [], "line 6 says the same as line 4"),
    "photos twice": (
        "score,probe,enrolled,probe_photo,enrolled_photo\n0.9,1,1,a,b\n0.1,1,2,a,c\n0.12,1,2,a,c\n",
        [],
        "line 4 compares the same two photos as line 3",
    ),
    "a photo with itself": (
        "score,probe,enrolled,probe_photo,enrolled_photo\n0.9,1,1,a,b\n1.0,1,1,a,a\n",
        [],
        "line 3 compares a photo with itself",
    ),
    "both sides": (
        SPLIT + "0.9,1,1,development\n0.1,1,2,development\n0.9,2,2,test\n0.1,3,2,test\n",
        [],
        "line 4 is marked test, but person 2 stands in a development comparison before",
    ),
    "a side of its own": (SPLIT + "0.9,1,1,training\n", [], "line 2: under 'split' stands 'training'"),
    "no side": (SPLIT + "0.9,1,1,test\n0.1,1,2,\n", [], "line 3: under 'split' stands ''"),
    "nothing to choose on": (
        SPLIT + "0.9,1,1,development\n0.9,2,2,test\n0.1,3,2,test\n",
        [],
        "no development row is a non-mated comparison",
    ),
    "nothing to report": (SPLIT + "0.9,1,1,dev\n0.1,1,2,dev\n", [], "every row is marked development"),
    "mated, of two": (
        "score,probe,enrolled,mated\n0.9,1,1,1\n0.1,1,2,1\n",
        [],
        "line 3: 'mated' says 1, but the probe shows 1 and 2 is enrolled, which is two people",
    ),
    "non-mated, of one": ("score,probe,enrolled,mated\n0.9,1,1,no\n", [], "1 is enrolled, which is one person"),
    "mated, perhaps": ("score,probe,enrolled,mated\n0.9,1,1,perhaps\n", [], "line 2: under 'mated' stands 'perhaps'"),
    "semicolons": ("score;probe;enrolled\n0,9;1;1\n", [], "separated by semicolons"),
    "tabs": ("score\tprobe\tenrolled\n0.9\t1\t1\n", [], "separated by tabs"),
    "empty": ("", [], "scores.csv is empty"),
    "names only": (HEAD, [], "holds no comparison"),
    "a name twice": ("score,probe,enrolled,score\n0.9,1,1,1\n", [], "two columns 'score'"),
    "half a grouping": ("score,probe,enrolled,probe_age\n0.9,1,1,old\n", [], "none named 'enrolled_age'"),
    "two labels": (AGES + "0.9,1,1,old,old\n0.2,1,2,young,old\n", [], "line 3: person 1 has 'young' as age here"),
    "a label and none": (AGES + "0.9,1,1,old,old\n0.2,1,2,,old\n", [], "person 1 has 'nothing' as age here"),
    "an unknown grouping": (HEAD + GOOD, ["--groups", "age"], "no grouping 'age'; it has none"),
    "too many labels": (
        AGES + "".join(f"0.9,{i},{i},{i},{i}\n0.1,{i},{(i + 1) % 30},{i},{(i + 1) % 30}\n" for i in range(30)),
        [],
        "the grouping 'age' has 30 labels",
    ),
    "distances": (HEAD + "0.1,1,1\n0.2,2,2\n0.9,1,2\n0.8,2,1\n", [], "say --distance"),
    "no distances": (HEAD + GOOD, ["--distance"], "leave --distance out"),
    "not UTF-8": ("score,probe,enrolled\n0.9,Zo\xeb,Zo\xeb\n".encode("latin-1"), [], "not text in UTF-8"),
    "a spreadsheet": (b"PK\x03\x04" + bytes(range(256)), [], "a spreadsheet or an archive"),
    "no such name": (HEAD + GOOD, ["--column", "score=similarity"], "no column 'similarity' to be renamed"),
    "half a name": (HEAD + GOOD, ["--column", "score"], "--column wants our name and the table's"),
}


def written(folder, text, name="scores.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_table_gets_one_sentence_and_no_report(case, tmp_path, capsys):
    text, options, sentence = BROKEN[case]
    out = tmp_path / "report"
    assert main([str(written(tmp_path, text)), "--out", str(out), *options]) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith("No report was made. ")
    assert sentence in said
    assert said.endswith(".")
    assert "\n" not in said
    assert not out.exists()


def test_the_line_is_counted_across_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "ROWS", 3)
    with pytest.raises(BadTable, match="line 7: the score is 'x'"):
        read(written(tmp_path, HEAD + GOOD + "0.3,3,3\nx,3,1\n"))
    with pytest.raises(BadTable, match="line 5 is empty, and rows follow"):
        read(written(tmp_path, HEAD + "0.9,1,1\n0.8,2,2\n0.1,1,2\n\n\n\n0.2,2,1\n"))
    with pytest.raises(BadTable, match="line 6 says the same as line 4"):
        read(written(tmp_path, HEAD + GOOD + "0.1,1,2\n"))
    rows = "0.9,1,1,young,young\n0.8,2,2,,\n0.1,1,2,young,\n0.2,2,1,,young\n0.3,1,3,old,\n"
    with pytest.raises(BadTable, match="line 6: person 1 has 'old'"):
        read(written(tmp_path, AGES + rows))


def test_files_that_are_none(tmp_path, capsys):
    with pytest.raises(BadTable, match="does not exist"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(BadTable, match="is a folder"):
        read(tmp_path)
    table, taken = written(tmp_path, HEAD + GOOD), written(tmp_path, "mine", "taken")
    assert main([str(table), "--out", str(taken)]) == 1
    assert "is a file. Name a folder" in capsys.readouterr().err
    assert taken.read_text() == "mine"
    assert main([str(table), "--out", str(taken / "inside")]) == 1
    assert "Nothing can be written to" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", int)() == 0, reason="an administrator may read all")
def test_a_file_that_may_not_be_read(tmp_path):
    path = written(tmp_path, HEAD + GOOD)
    path.chmod(0)
    with pytest.raises(BadTable, match="cannot be read"):
        read(path)


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    known = builtins.__import__

    def without(name, *rest):
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError(name)
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BadTable, match="needs pyarrow"):
        read(written(tmp_path, b"PAR1", "scores.parquet"))


def test_parquet_holds_the_same(tmp_path):
    pytest.importorskip("pyarrow")
    import pandas as pd

    frame = pd.DataFrame({"score": [0.9, 0.8, 0.1, None], "probe": [1, 2, 1, 2], "enrolled": [1, 2, 2, 1]})
    frame.to_parquet(tmp_path / "scores.parquet")
    frame.to_csv(tmp_path / "scores.csv", index=False)
    one, other = read(tmp_path / "scores.parquet"), read(tmp_path / "scores.csv")
    np.testing.assert_array_equal(one.score, other.score)
    np.testing.assert_array_equal(one.people, other.people)


def test_people_are_numbers_in_order_whatever_the_order_of_the_rows(tmp_path):
    rows = ["0.9,10,10", "0.8,9,9", "0.1,10,9", ",9,10"]
    one = read(written(tmp_path, HEAD + "\n".join(rows)))
    other = read(written(tmp_path, "\ufeff Score ,PROBE,Enrolled\r\n" + "\r\n".join(rows[::-1]) + "\r\n\r\n\r\n"))
    assert list(one.people) == list(other.people) == ["9", "10"]
    np.testing.assert_array_equal(one.score, other.score[::-1])
    np.testing.assert_array_equal(one.probe, other.probe[::-1])
    assert one.failed.sum() == 1
    assert list(one.mated) == [True, True, False, False]


def test_names_spaces_distances_and_labels(tmp_path):
    text = "d,who,whom,probe_age,enrolled_age,note\n0.3, Ann,Ann,NA,NA,x\n0.6,Ann,Bob ,NA,,y\n"
    found = read(written(tmp_path, text), distance=True, rename={"d": "score", "who": "probe", "whom": "enrolled"})
    assert list(found.people) == ["Ann", "Bob"]
    assert list(found.score) == [-0.3, -0.6]
    assert list(found.groups["age"]) == ["NA", NOT_CODED]  # a label may well be NA
    assert any("'note'" in note for note in found.notes)
    assert any("no column 'mated'" in note for note in found.notes)


def test_equal_rows_are_different_comparisons_where_somebody_says_so(tmp_path):
    path = written(tmp_path, HEAD + GOOD + "0.1,1,2\n")
    assert len(read(path, repeats=True).score) == 5
    assert len(read(written(tmp_path, HEAD + GOOD + ",1,2\n,1,2\n")).score) == 6  # two failures are two failures
    photos = "score,probe,enrolled,probe_photo,enrolled_photo\n0.9,1,1,a,b\n0.1,1,2,a,c\n0.1,1,2,a,d\n"
    assert len(read(written(tmp_path, photos)).score) == 3


def test_progress_reaches_the_end(tmp_path):
    seen = []
    read(written(tmp_path, HEAD + GOOD), progress=seen.append)
    assert seen[-1] == 1


def test_a_screen_shows_what_is_being_done_and_a_file_does_not(tmp_path, monkeypatch, capsys):
    path, out = written(tmp_path, HEAD + GOOD), tmp_path / "report"
    assert main([str(path), "--out", str(out)]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main([str(path), "--out", str(out)]) == 0
    said = capsys.readouterr().err
    assert "reading scores.csv: 100%" in said
    assert "drawing people" in said
