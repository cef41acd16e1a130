"""What others notice when a kernel, a server, the proxy or the hub is killed in the middle of a class."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.hub import room
from tests.hub.client import Unwelcome
from tests.hub.room import PLACE

pytestmark = pytest.mark.hub

LESSON = "workbook/05-error-rates.ipynb"
SAVED = PLACE.homes / "anna" / "reading-faces" / LESSON


@pytest.fixture
def bens_kernel(ben):
    """A kernel of a bystander, which holds a number; afterwards it must still hold it."""
    kernel = ben.call("POST", "api/kernels", {"name": "python3"})["id"]
    socket = ben.channels(kernel)
    ben.execute(socket, "number = 27182")
    socket.close()
    yield
    socket = ben.channels(kernel)
    said = ben.execute(socket, "print(number)")
    socket.close()
    ben.call("DELETE", f"api/kernels/{kernel}")
    assert said[0]["text"] == "27182\n"


def process_of(name, word):
    return next(process for process, command in room.processes_of(name).items() if word in command)


def until(true, seconds=60):
    """Return how many seconds passed until something was so."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        try:
            if true():
                return time.monotonic() - started
        except (OSError, Unwelcome):
            pass
        time.sleep(0.1)
    raise AssertionError(f"not so after {seconds} s")


def test_a_killed_kernel_is_one_learners_and_loses_no_saved_work(anna, bens_kernel, away):
    saved = SAVED.read_bytes()
    kernel = anna.call("GET", "api/kernels")[0]["id"]
    os.kill(process_of("anna", "ipykernel"), signal.SIGKILL)

    def starts_again():
        socket = anna.channels(kernel)
        said = anna.execute(socket, "print(1 + 1)")
        socket.close()
        return said[0]["text"] == "2\n"

    away(until(starts_again))
    assert SAVED.read_bytes() == saved


def test_a_killed_server_comes_back_with_all_that_was_saved(anna, bens_kernel, away):
    saved = SAVED.read_bytes()
    os.kill(process_of("anna", "singleuser"), signal.SIGKILL)
    room.processes_of("anna")
    started = time.monotonic()
    anna.start()
    away(time.monotonic() - started)
    assert SAVED.read_bytes() == saved
    assert anna.call("GET", f"api/contents/{LESSON}?content=1")["content"]["cells"]
    anna.open(LESSON)


@pytest.mark.parametrize("which", ["proxy", "hub"])
def test_a_killed_proxy_or_hub_is_started_again_and_servers_go_on(which, anna, bens_kernel, away):
    file = PLACE.state / f"{which}.pid"
    killed = int(file.read_text())
    servers = {name: process_of(name, "singleuser") for name in ("anna", "ben")}
    os.kill(killed, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{killed}").exists())
    seconds = until(lambda: file.read_text() not in ("", str(killed)) and room.wait_for_hub() is not None)
    away(seconds)
    assert {name: process_of(name, "singleuser") for name in servers} == servers
    until(lambda: anna.call("GET", "api/status") is not None)
    until(lambda: room.learner("ben") is not None)


def test_a_broken_off_lesson_keeps_what_was_saved(anna):
    """The hub is killed while a lesson runs: the kernel runs on, and the notebook is saved at the end."""
    notebook, kernel = anna.open(LESSON)
    socket = anna.channels(kernel)
    os.kill(int((PLACE.state / "hub.pid").read_text()), signal.SIGKILL)
    said = anna.execute(socket, "import time; time.sleep(3); print('done')")
    socket.close()
    assert said[0]["text"] == "done\n"
    notebook["cells"][0]["source"] = "# changed while the hub was away"
    body = {"type": "notebook", "format": "json", "content": notebook}
    until(lambda: anna.call("PUT", f"api/contents/{LESSON}", body))
    assert b"changed while the hub was away" in SAVED.read_bytes()
    room.wait_for_hub()
