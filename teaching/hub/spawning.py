"""How the hub lets learners in and starts their servers: slowly enough for guessers, and a few at a time."""

import asyncio
import pwd
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.spawner import LocalProcessSpawner, set_user_setuid
from jupyterhub.utils import wait_for_server
from place import account
from systemdspawner import SystemdSpawner

LEARNER = Path(__file__).resolve().parent / "learner.py"  # what a learner's server starts with
PENALTY = 1.0  # seconds that a wrong password costs


class SlowGuesses(FirstUseAuthenticator):
    """Passwords of the first login, and a second's wait after each wrong one: guesses queue up name by name.

    Nobody is locked out, since a classmate could then lock out anybody.
    """

    turns: ClassVar[defaultdict[str, asyncio.Lock]] = defaultdict(asyncio.Lock)

    async def authenticate(self, handler: object, data: dict) -> str | None:
        """Return the name if the password is right, else None after a pause."""
        name = self.normalize_username(data["username"])
        if not self.validate_username(name) or not self._user_exists(name):
            return None
        async with self.turns[name]:
            found = await super().authenticate(handler, data)
            if found is None:
                await asyncio.sleep(PENALTY)
        return found


class Queued:
    """Starts a few servers at a time: thirty at once would keep each other waiting until the hub gives up on all."""

    starts_at_once = 3
    _queue: asyncio.Semaphore | None = None  # one for all learners

    async def start(self) -> tuple[str, int]:
        """Return the address of the server once it answers; wait for a turn first."""
        if Queued._queue is None:
            Queued._queue = asyncio.Semaphore(self.starts_at_once)
        async with Queued._queue:
            ip, port = await super().start()
            try:
                await wait_for_server(ip, port, timeout=self.http_timeout)
            except TimeoutError:  # the hub itself asks again, and says what it found
                self.log.warning("%s's server is slow to answer", self.user.name)
        return ip, port


class LimitedProcess(Queued, LocalProcessSpawner):
    """A process of the learner's own account, which limits itself before it does anything (learner.py)."""

    threads = 200

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Return what a new process does before it becomes the learner's server: it becomes the learner's."""
        return set_user_setuid(account(name))

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add to the environment who and where the learner is, and the limits."""
        limits = {"READING_FACES_MEMORY": str(self.mem_limit), "READING_FACES_THREADS": str(self.threads)}
        user = pwd.getpwnam(account(self.user.name))
        return {**env, **limits, "USER": self.user.name, "HOME": user.pw_dir, "SHELL": "/bin/bash"}


class LimitedUnit(Queued, SystemdSpawner):
    """A unit of systemd, which limits all of a learner's processes together."""
