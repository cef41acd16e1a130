"""What happens over days: a server that nobody uses is stopped, a new version of the course comes. Run last."""

import json
import subprocess
import time

import pytest

from tests.hub import room
from tests.hub.room import PLACE

pytestmark = pytest.mark.hub

LESSON = "05-error-rates.ipynb"


def test_a_new_version_lies_beside_what_a_learner_changed(ben):
    book = PLACE.homes / "ben" / "reading-faces" / "workbook"
    notebook, _ = ben.open(f"workbook/{LESSON}")
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "id": "bens", "source": "Ben thinks so, too."})
    ben.call("PUT", f"api/contents/workbook/{LESSON}", {"type": "notebook", "format": "json", "content": notebook})
    mine = (book / LESSON).read_bytes()
    room.accounts.stop_everything_of("ben")
    given = PLACE.course / "lessons" / LESSON
    before = given.read_text(encoding="utf-8")
    changed = json.loads(before)
    changed["cells"][0]["source"] = ["A new beginning."]
    try:
        given.write_text(json.dumps(changed), encoding="utf-8")
        ben.start()
    finally:
        given.write_text(before, encoding="utf-8")
    assert (book / LESSON).read_bytes() == mine
    assert "A new beginning." in (book / f"new2-{LESSON}").read_text(encoding="utf-8")


def test_a_learner_who_joins_while_the_class_is_running_finds_a_home(server):
    """A home that is mounted outside the hub's room must be there inside as well, and be the same disk."""
    hub = (PLACE.state / "hub.pid").read_text()
    room.hub("learners", "zoe")
    end = time.monotonic() + 60
    while (PLACE.state / "hub.pid").read_text() == hub and time.monotonic() < end:  # it starts again, with her name
        time.sleep(0.2)
    room.wait_for_hub()
    zoe = room.learner("zoe")
    assert zoe.do("print(open('/proc/self/cwd/note.txt', 'w').write('here'))") == "4\n"
    found = list((PLACE.homes / "zoe").rglob("note.txt"))  # seen from outside
    assert [path.read_text() for path in found] == ["here"]
    loops = subprocess.run(["losetup", "-j", PLACE.disks / "zoe.ext4"], capture_output=True, text=True, check=True)
    assert len(loops.stdout.splitlines()) == 1  # two devices on one file would ruin it


def test_a_server_that_nobody_uses_is_stopped_and_saved_work_stays(ben):
    ben.open("workbook/00-start-here.ipynb")
    assert any("ipykernel" in command for command in room.processes_of("ben").values())
    saved = {path.name: path.stat().st_mtime for path in (PLACE.homes / "ben" / "reading-faces" / "workbook").iterdir()}
    usual = PLACE.settings_file.read_text(encoding="utf-8")
    PLACE.settings_file.write_text(usual.replace("idle_minutes = 60", "idle_minutes = 1"), encoding="utf-8")
    room.hub("restart")
    end = time.monotonic() + 300
    while room.processes_of("ben") and time.monotonic() < end:
        time.sleep(2)
    PLACE.settings_file.write_text(usual, encoding="utf-8")
    assert room.processes_of("ben") == {}
    ben.start()
    again = {path.name: path.stat().st_mtime for path in (PLACE.homes / "ben" / "reading-faces" / "workbook").iterdir()}
    assert {name: again.get(name) for name in saved if name.endswith(".ipynb")} == {
        name: seconds for name, seconds in saved.items() if name.endswith(".ipynb")
    }
