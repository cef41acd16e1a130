"""A class server on this machine, for trials: set up, filled with simulated learners, and taken away again."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

from authoring import notebooks
from tests.hub.client import Learner

HUB = notebooks.ROOT / "teaching" / "hub"
sys.path.insert(0, str(HUB))  # as when hub.py runs

import accounts  # noqa: E402 - the trials use both
import running  # noqa: E402, F401
from place import Place, account  # noqa: E402

README = HUB / "README.md"
PLACE = Place(Path("/opt/reading-faces-trial"))
PYTHON = "/usr/bin/python3"  # the system's: learners can use it, and perhaps not the one that runs the tests
PORT = 18000
ADDRESS = f"http://127.0.0.1:{PORT}"
KEEP = "FACELAB_HUB_KEEP"  # set: the server stays, for the next trial


def hub(*words, code=0, program=HUB / "hub.py"):
    """Run a command of the class server and return what it said; it should end with this exit status."""
    command = [PYTHON, str(program), *map(str, words), "--place", str(PLACE.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextmanager
def class_server(names, **settings):
    """Set up and run a class server, with settings other than the usual ones; stop and remove it afterwards."""
    hub("set-up")
    text = (HUB / "settings.toml").read_text(encoding="utf-8")
    for name, value in {"port": PORT, **settings}.items():
        lines = [f"{name} = {value}" if line.startswith(f"{name} = ") else line for line in text.splitlines()]
        text = "\n".join(lines) + "\n"
    PLACE.settings_file.write_text(text, encoding="utf-8")
    hub("learners", *names)
    with open("/dev/null", "wb") as nothing:
        command = [PYTHON, str(PLACE.hub / "hub.py"), "run", "--place", str(PLACE.folder)]
        keeper = subprocess.Popen(command, stdout=nothing, stderr=nothing, start_new_session=True)
    try:
        wait_for_hub()
        yield
    finally:
        if KEEP in os.environ:
            hub("stop")
        else:
            hub("take-away", "--with-homes", "--yes")
            nothing_is_left(names)
        keeper.wait(timeout=60)


def nothing_is_left(names):
    """Everything that was set up is gone: folder, accounts, mounts, programs."""
    assert not PLACE.folder.exists()
    assert not any(accounts.exists(name) for name in names)
    assert str(PLACE.folder) not in Path("/proc/mounts").read_text()
    running_still = subprocess.run(["pgrep", "-fa", str(PLACE.folder)], capture_output=True, text=True, check=False)
    assert running_still.stdout == ""


def wait_for_hub(seconds=60):
    """Return how many seconds passed until the login page was there."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        try:
            if requests.get(f"{ADDRESS}/hub/login", timeout=5).status_code == 200:
                return time.monotonic() - started
        except requests.RequestException:
            pass
        time.sleep(0.2)
    raise AssertionError(f"the hub is not there after {seconds} s")


def learner(name):
    """Return a learner with a running server."""
    one = Learner(name, ADDRESS)
    one.login()
    one.start()
    return one


def processes_of(name):
    """Return process -> its command, for a learner's processes."""
    found = subprocess.run(["pgrep", "-u", account(name), "-a"], capture_output=True, text=True, check=False)
    return {int(line.split()[0]): line.partition(" ")[2] for line in found.stdout.splitlines()}


def memory_of(name):
    """Return the memory of a learner's processes in MB: their own and a share of what several use."""
    total = 0
    for process in processes_of(name):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
