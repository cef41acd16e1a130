"""The class server, as far as it can be tried without root; `make hub` sets one up and tries the rest."""

import json
import re
import sys
import tomllib

import pytest
import yaml

from authoring import notebooks

HUB = notebooks.ROOT / "teaching" / "hub"
USUAL = tomllib.loads((HUB / "settings.toml").read_text(encoding="utf-8"))


@pytest.fixture
def programs(monkeypatch):
    """The hub's own modules, which find each other as when hub.py runs."""
    monkeypatch.syspath_prepend(str(HUB))
    import hub
    import place

    yield {"hub": hub, "place": place}
    for name in ("hub", "place", "accounts", "running"):
        sys.modules.pop(name, None)


def test_the_settings_that_come_with_it_let_in_only_this_machine(programs):
    settings = programs["place"].checked(USUAL, "settings.toml")
    assert settings.address == "127.0.0.1"
    assert settings.shortest_password >= 10


WRONG = [
    ({"port": "8000"}, "port should be a whole number, and it is '8000'"),
    ({"port": 70000}, "port is 70000; the largest is 65535"),
    ({"port": True}, "port should be a whole number"),
    ({"memory_mb": 100}, "below 600 not every lesson runs"),
    ({"memory_mb": -1}, "memory_mb is -1; it should be a positive number"),
    ({"disk_mb": 10}, "a workbook and its copies need 50"),
    ({"idle_minutes": 0}, "idle_minutes is 0"),
    ({"address": "0.0.0.0"}, "there is no certificate: everybody's password could be read"),
    ({"certificate": "/etc/hostname"}, "certificate and key belong together"),
    ({"certificate": "/no/such.crt", "key": "/no/such.key"}, "/no/such.crt is named, and there is no such file"),
    ({"teachers": "okafor"}, "teachers should be a list"),
    ({"teachers": ["Ms Okafor"]}, "'Ms Okafor' cannot be a learner's name"),
    ({"teachers": [7]}, "7 cannot be a learner's name"),
    ({"memory": 1024}, "memory is no setting of the class server"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=[str(change) for change, _ in WRONG])
def test_a_setting_that_cannot_be_is_refused(programs, change, sentence):
    with pytest.raises(programs["place"].Refused, match=re.escape(sentence)):
        programs["place"].checked(USUAL | change, "settings.toml")


def test_a_missing_setting_and_a_broken_file_are_named(programs, tmp_path):
    place = programs["place"]
    with pytest.raises(place.Refused, match="key is missing"):
        place.checked({name: value for name, value in USUAL.items() if name != "key"}, "settings.toml")
    (tmp_path / "settings.toml").write_text("port = ")
    with pytest.raises(place.Refused, match=r"settings.toml cannot be read"):
        place.Place(tmp_path).settings()


@pytest.mark.parametrize("name", ["anna", "b7", "mary-ann", "x" * 20])
def test_a_name_gets_an_account_that_is_no_account_of_the_system(programs, name):
    assert programs["place"].account(name) == "rf-" + name


@pytest.mark.parametrize(
    "name", ["", "Anna", "7b", "anna b", "../anna", "anna\n", "ann\xe4", "x" * 21, "-a", "a/b", "a.b"]
)
def test_what_cannot_be_a_name_is_refused(programs, name):
    with pytest.raises(programs["place"].Refused, match="cannot be a learner's name"):
        programs["place"].account(name)


def test_a_kernels_socket_has_a_path_that_is_short_enough(programs):
    """A socket's path has 107 characters at most; a longer one would stop every kernel of that learner."""
    home = programs["place"].Place().homes / ("x" * 20) / ".run"
    assert len(f"{home}/kernel-{'0' * 8}-{'0' * 4}-{'0' * 4}-{'0' * 4}-{'0' * 12}-ipc-5") <= 107


def test_the_course_is_copied_and_old_files_go(programs, tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    for path in ("lessons/05.ipynb", "facelab/errors.py", ".git/config", ".venv/bin/python", "workbook/05.ipynb"):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(path)
    (source / "lessons" / "link.ipynb").symlink_to("/etc/passwd")
    for path in ("lessons/old.ipynb", ".venv/installed", "facelab/errors.py"):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text("old")
    programs["hub"].copy_course(source, target)
    found = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert found == {"lessons/05.ipynb", "facelab/errors.py", ".venv/installed"}
    assert (target / "facelab" / "errors.py").read_text() == "facelab/errors.py"


def test_names_come_from_the_command_line_or_from_a_file(programs, tmp_path):
    (tmp_path / "class.txt").write_text("anna\nben\n\n")
    assert programs["hub"].names_in(str(tmp_path / "class.txt")) == ["anna", "ben"]
    assert programs["hub"].names_in("cem") == ["cem"]


@pytest.mark.parametrize("words", [["set-up"], ["learners", "anna"], ["take-away", "--with-homes"]])
def test_who_is_not_root_is_told(programs, monkeypatch, capsys, words):
    monkeypatch.setattr(programs["hub"].os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "argv", ["hub.py", *words])
    assert programs["hub"].main() == 1
    assert "root's business" in capsys.readouterr().err


def test_a_place_without_a_server_is_said(programs, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(programs["hub"].os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "argv", ["hub.py", "progress", "--place", str(tmp_path)])
    assert programs["hub"].main() == 1
    assert f"There is no class server in {tmp_path}" in capsys.readouterr().err


def test_homes_go_only_if_somebody_means_it(programs, tmp_path):
    (tmp_path / "learners.txt").write_text("anna\nben\n")
    with pytest.raises(programs["place"].Refused, match="deletes what 2 learners have written"):
        programs["hub"].take_away(programs["place"].Place(tmp_path), with_homes=True, sure=False)


def test_the_proxy_is_pinned_with_its_parts_and_names_no_registry():
    wanted = json.loads((HUB / "package.json").read_text())["dependencies"]["configurable-http-proxy"]
    lock = json.loads((HUB / "package-lock.json").read_text())
    assert lock["packages"]["node_modules/configurable-http-proxy"]["version"] == wanted
    parts = [part for path, part in lock["packages"].items() if path]
    assert all("integrity" in part and "resolved" not in part for part in parts)


def test_the_hubs_pins_change_none_of_the_courses():
    def pins(name):
        text = (notebooks.ROOT / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([\w.\[\]-]+)==([^\s;]+)", text, re.MULTILINE))

    course, hub = pins("requirements.txt"), pins("requirements-hub.txt")
    assert "jupyterhub" in hub
    assert {name: version for name, version in hub.items() if course.get(name, version) != version} == {}


def test_what_a_cluster_is_told_leaves_room_for_what_was_measured():
    values = yaml.safe_load((HUB / "values.yaml").read_text(encoding="utf-8"))["singleuser"]
    table = (HUB / "README.md").read_text(encoding="utf-8").partition("<!-- load -->")[2]
    head, _, *rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.startswith("|")]
    most = max(float(row[head.index("most")]) for row in rows if len(row) == len(head))
    guarantee, limit = (int(values["memory"][name].rstrip("M")) for name in ("guarantee", "limit"))
    assert most <= guarantee < limit
    assert guarantee <= USUAL["memory_mb"]
