"""What others notice when one learner takes all memory, all of the processor, or fills the home; all of it bounded."""

import subprocess
import threading
import time

import pytest

from tests.hub import room
from tests.hub.client import Learner, Unwelcome
from tests.hub.room import PLACE

pytestmark = pytest.mark.hub

# Never more than 1.5 GB and two minutes, whatever the server's own limits are.
BOUND = "import resource, signal; resource.setrlimit(resource.RLIMIT_DATA, ({most}, {most})); signal.alarm(120)\n"


TAKE_ALL = """
taken = []
try:
    while len(taken) < 150:
        taken.append(b"x" * 10**7)
except MemoryError:
    pass
most = len(taken) * 10
del taken[-5:]  # room to say it
print(most)
"""


def lesson_seconds(who):
    started = time.monotonic()
    assert who.run() == []
    return time.monotonic() - started


@pytest.fixture(scope="module")
def undisturbed(ben):
    """Seconds that a bystander's lesson takes when nobody disturbs: the better of two, after one to warm up."""
    lesson_seconds(ben)
    return min(lesson_seconds(ben) for _ in range(2))


def test_memory_ends_at_the_limit_and_others_do_not_notice(ben, eve, undisturbed, noticed):
    kernel = eve.call("POST", "api/kernels", {"name": "python3"})["id"]
    socket = eve.channels(kernel)
    said = eve.execute(socket, BOUND.format(most=PLACE.settings().memory_mb * 2**20) + TAKE_ALL)
    assert said[0]["output_type"] == "stream", said
    assert 0 < int(said[0]["text"]) < 1100  # MB; a machine with 24 GB has more to give
    seconds = lesson_seconds(ben)
    noticed(undisturbed, seconds)
    assert eve.execute(socket, "del taken; print('and goes on')")[-1]["text"] == "and goes on\n"
    socket.close()
    eve.call("DELETE", f"api/kernels/{kernel}")
    assert seconds < 2 * undisturbed


def test_a_greedy_computation_leaves_others_their_share(ben, eve, undisturbed, noticed):
    """Eight processes that only compute, for a minute at most, beside one lesson on the same two cores."""
    code = (
        BOUND.format(most=2**30)
        + "import multiprocessing, time\n"
        + "def burn(end):\n    while time.time() < end: pass\n"
        + "workers = [multiprocessing.Process(target=burn, args=(time.time() + 60,)) for _ in range(8)]\n"
        + "[worker.start() for worker in workers]\nprint(len(workers))\n"
    )
    kernel = eve.call("POST", "api/kernels", {"name": "python3"})["id"]
    socket = eve.channels(kernel)
    assert eve.execute(socket, code)[0]["text"] == "8\n"
    seconds = lesson_seconds(ben)
    socket.close()
    eve.call("DELETE", f"api/kernels/{kernel}")
    subprocess.run(["pkill", "-KILL", "-u", room.account("eve"), "-f", "ipykernel"], check=False)
    noticed(undisturbed, seconds)
    assert seconds < 4 * undisturbed


def test_processes_without_end_stop_at_the_limit(ben, eve, undisturbed):
    """A learner who starts ever more threads gets no more than settings.toml allows, and the others start theirs."""
    said = eve.do(
        BOUND.format(most=2**30) + "import threading\nwait, started = threading.Event(), 0\ntry:\n"
        "    while started < 2000: threading.Thread(target=wait.wait, daemon=True).start(); started += 1\n"
        "except RuntimeError:\n    print(started)\nwait.set()"
    )
    assert 0 < int(said) < PLACE.settings().threads
    assert ben.do("import threading; t = threading.Thread(target=print); t.start(); t.join(); print('fine')").endswith(
        "fine\n"
    )


def test_a_full_home_is_one_learners(ben, eve, undisturbed, noticed):
    fill = """
import os
wrote = 0
try:
    with open(os.path.expanduser("~/large"), "wb") as file:
        while wrote < 1500:
            file.write(bytes(10**6))
            file.flush()
            wrote += 1
except OSError as problem:
    print(wrote, problem)
"""
    said = eve.do(fill)
    assert "No space left" in said
    assert int(said.split()[0]) < PLACE.settings().disk_mb
    seconds = lesson_seconds(ben)  # and saves it
    noticed(undisturbed, seconds)
    assert seconds < 2 * undisturbed
    # Her server stops, starts with the full home, and lets her make room.
    room.accounts.stop_everything_of("eve")
    eve.start()
    assert "GONE" in eve.do("import os; os.remove(os.path.expanduser('~/large')); print('GONE')")
    assert eve.run("workbook/00-start-here.ipynb") == []


def test_a_flood_of_words_fills_no_log_of_the_hub(eve):
    log = PLACE.state / "hub.log"
    before = log.stat().st_size
    eve.do("import os\nfor _ in range(3000): os.write(2, b'x' * 10_000)")
    assert log.stat().st_size - before < 10**6


def test_others_work_while_a_learner_guesses_passwords(ben, undisturbed, noticed):
    """Each guess costs the hub a quarter of a second of computing; a bystander's lesson does not go through the hub."""
    stop = threading.Event()

    def guess():
        while not stop.is_set():
            with pytest.raises(Unwelcome):
                Learner("anna", room.ADDRESS, password="guess guess guess").login()

    guesser = threading.Thread(target=guess)
    guesser.start()
    seconds = lesson_seconds(ben)
    stop.set()
    guesser.join()
    noticed(undisturbed, seconds)
    assert seconds < 2 * undisturbed
