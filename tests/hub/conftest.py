"""One class server for all trials here; they need root on Debian and are run by `make hub`."""

import os

import pytest

from authoring import readme
from tests.hub import room

WRITE = "FACELAB_HUB_WRITE"  # set: what was measured is written into teaching/hub/README.md
MEASURED = {}  # test -> what others noticed, in words
HAPPENS = {
    "test_a_killed_kernel": "a kernel is killed",
    "test_a_killed_server": "a learner's server is killed, and asked for again",
    "test_a_killed_proxy_or_hub_is_started_again_and_servers_go_on[proxy]": "the proxy is killed",
    "test_a_killed_proxy_or_hub_is_started_again_and_servers_go_on[hub]": "the hub is killed",
    "test_memory": "a neighbour takes all the memory there is to have",
    "test_a_greedy_computation": "a neighbour computes in eight processes",
    "test_a_full_home": "a neighbour's home is full",
    "test_others_work_while": "somebody guesses passwords, one after the other",
}

NAMES = ("anna", "ben", "eve", "root")  # the last one is a learner with an unlucky name
TEACHER = "okafor"


@pytest.fixture(scope="session")
def server():
    with room.class_server(NAMES, teachers=f'["{TEACHER}"]', disk_mb=100):
        yield room.ADDRESS


@pytest.fixture(scope="session")
def anna(server):
    """A learner who has a secret in her home and in a kernel, and has run lesson 5."""
    one = room.learner("anna")
    assert one.run() == []
    one.notebook_kernel = one.call("GET", "api/kernels")[0]["id"]
    write = "import os; print(open(os.path.expanduser('~/secret.txt'), 'w').write('anna: 31415'))"
    assert one.do(write) == "11\n"
    return one


@pytest.fixture(scope="session")
def ben(server):
    return room.learner("ben")


@pytest.fixture(scope="session")
def eve(server):
    """A learner who tries what she should not be able to do."""
    return room.learner("eve")


@pytest.fixture
def noticed(request):
    """Keep what a bystander noticed: seconds of a lesson undisturbed, and beside a greedy neighbour."""

    def keep(undisturbed, disturbed):
        MEASURED[request.node.name] = f"lesson 5 takes {disturbed:.0f} s; alone it takes {undisturbed:.0f} s"

    return keep


@pytest.fixture
def away(request):
    """Keep how many seconds something was away."""

    def keep(seconds):
        MEASURED[request.node.name] = f"back after {seconds:.1f} s; other learners' kernels go on"

    return keep


def pytest_terminal_summary(terminalreporter):
    rows = [
        f"| {happens} | {words} |"
        for begins, happens in HAPPENS.items()
        for name, words in MEASURED.items()
        if name.startswith(begins)
    ]
    for row in rows:
        terminalreporter.write_line(row)
    if WRITE in os.environ and len(rows) == len(HAPPENS):
        table = "\n".join(["| what happens | what others notice |", "| --- | --- |", *rows]) + "\n"
        room.README.write_text(
            readme.replaced(room.README.read_text(encoding="utf-8"), "noticed", table), encoding="utf-8"
        )
