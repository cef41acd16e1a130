"""What a learner's server does first, with the learner's rights: limits itself, prepares the workbook.

Then it becomes JupyterHub's server for one person.
"""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

PLACE = Path(os.environ["READING_FACES_PLACE"])
HOME = Path(os.environ["HOME"])
LOG = ".server.log"
LONGEST = 60  # seconds that a workbook may take
LIMITS = (  # variable of the environment, what it limits; where systemd limits, they are not set
    ("READING_FACES_MEMORY", resource.RLIMIT_DATA),  # bytes of each process; as `prlimit --data`
    ("READING_FACES_THREADS", resource.RLIMIT_NPROC),
)


def main() -> None:
    """Become the learner's server."""
    os.umask(0o077)  # also for what is written outside the home
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for variable, what in LIMITS:
        if variable in os.environ:
            most = int(os.environ.pop(variable))
            resource.setrlimit(what, (most, most))
    try:
        prepare()
    except (OSError, subprocess.TimeoutExpired) as problem:  # a full home: with a server, its owner can make room
        print(f"Reading Faces: the home of {HOME.name} is not ready: {problem}", file=sys.stderr)
    os.chdir(HOME)
    write_own_log()
    server = Path(sys.executable).parent / "jupyterhub-singleuser"
    os.execv(sys.executable, [sys.executable, "-I", str(server), *sys.argv[1:]])


def write_own_log() -> None:
    """Send what server and kernels say into the learner's home: the hub's log would let anybody fill the hub's disk."""
    try:
        log = os.open(HOME / LOG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError:
        log = os.open(os.devnull, os.O_WRONLY)
    os.dup2(log, 1)
    os.dup2(log, 2)


def prepare() -> None:
    """Make the folders for what is not work, and bring the workbook up to date; nothing of the learner's is changed.

    Raises:
        OSError: if the home cannot be written.
    """
    for variable, name in (("JUPYTER_RUNTIME_DIR", ".run"), ("TMPDIR", ".tmp")):  # short: a socket's path has an end
        os.environ[variable] = str(HOME / name)
        (HOME / name).mkdir(mode=0o700, exist_ok=True)
    cache = HOME / ".cache" / "matplotlib"
    if not cache.exists():  # else every first lesson would look for the fonts itself
        shutil.copytree(PLACE / "fonts", cache)
    workbook = [sys.executable, "-I", "-m", "facelab.workbook"]
    subprocess.run(workbook, cwd=HOME, check=False, stdout=subprocess.DEVNULL, timeout=LONGEST)
    (HOME / "reading-faces").mkdir(exist_ok=True)  # a workbook that could not be made stops nobody from seeing why


if __name__ == "__main__":
    main()
