"""One class server for all trials here; they need root on Debian and are run by `make hub`."""

import pytest

from tests.hub import room

MEASURED = []  # lines that are printed below the tests

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
        MEASURED.append(
            f"{request.node.name}: a bystander's lesson {undisturbed:.1f} s alone, {disturbed:.1f} s beside it"
        )

    return keep


@pytest.fixture
def away(request):
    """Keep how many seconds something was away."""

    def keep(seconds):
        MEASURED.append(f"{request.node.name}: back after {seconds:.1f} s")

    return keep


def pytest_terminal_summary(terminalreporter):
    for line in MEASURED:
        terminalreporter.write_line(line)
