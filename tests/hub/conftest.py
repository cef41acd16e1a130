"""One class server for all trials here; they need root on Debian and are run by `make hub`."""

import pytest

from tests.hub import room

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
    assert (
        one.do(
            "open('/proc/self/environ').read(); open(__import__('os').path.expanduser('~/secret.txt'), 'w').write('anna: 31415')"
        )
        == ""
    )
    return one


@pytest.fixture(scope="session")
def ben(server):
    return room.learner("ben")


@pytest.fixture(scope="session")
def eve(server):
    """A learner who tries what she should not be able to do."""
    return room.learner("eve")
