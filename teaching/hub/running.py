"""Keep the hub running: in a room of its own where there is no systemd, and again whenever it stops."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

from accounts import mount_home, run
from place import Place, Refused

SMALL = "size=64m,mode=1777,nosuid,nodev"
OPEN_TO_ALL = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")  # folders of a Debian system where anybody may write
LARGE_LOG = 20 * 2**20  # bytes
PAUSE = 2  # seconds before a hub that stopped is started again


def has_systemd() -> bool:
    """Say whether systemd runs this machine."""
    return Path("/run/systemd/system").is_dir()


def enter_room(arguments: list[str]) -> None:
    """Start this program again in a mount namespace of its own, which sees the learners' disks come and go."""
    program = [sys.executable, *arguments, "--inside"]
    os.execvp("unshare", ["unshare", "--mount", "--propagation", "slave", *program])


def furnish_room() -> None:
    """Hide everybody's processes from everybody else, and make the folders that all may write small and not the host's.

    Raises:
        Refused: if the system does not let root mount.
    """
    run("mount", "-t", "proc", "-o", "hidepid=2,nosuid,nodev,noexec", "proc", "/proc", said="/proc cannot be hidden")
    for folder in OPEN_TO_ALL:
        if Path(folder).is_dir():
            run("mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", folder, said=f"{folder} cannot be replaced")


def serve(place: Place) -> None:
    """Run the hub until this program is told to stop; a hub that ends by itself is started again.

    The learners' servers are no part of it: they go on while the hub is away.
    """
    (place.state / "keeper.pid").write_text(str(os.getpid()))
    program = place.python.parent / "jupyterhub"
    environment = {
        "PATH": os.pathsep.join([str(program.parent), "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "READING_FACES_PLACE": str(place.folder),
    }
    hub: subprocess.Popen | None = None
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        if hub is not None:
            hub.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):  # before the hub: a program inherits what its parent ignores
        signal.signal(number, stop)
    while not stopping:
        for name in place.names():  # again each time: what was mounted outside since then may not be seen in this room
            mount_home(place, name)
        with open_log(place.state / "hub.log") as log:
            hub = subprocess.Popen(
                [program, "-f", place.hub / "jupyterhub_config.py"],
                cwd=place.state, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        hub.wait()
        end_what_is_left(place, hub.pid)
        if not stopping:
            time.sleep(PAUSE)


def end_what_is_left(place: Place, hub: int) -> None:
    """End a killed hub's proxy, which is in its group, and its services, which are not. Learners' servers go on."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(hub, signal.SIGKILL)
    subprocess.run(["pkill", "-KILL", "-u", "root", "-f", f"{place.python} -I -m jupyterhub_"], check=False)


def open_log(file: Path) -> BinaryIO:
    """Open a log to add to; one that has grown large is kept as the last one, and a new one begun."""
    if file.exists() and file.stat().st_size > LARGE_LOG:
        file.replace(file.with_suffix(".log.1"))
    return file.open("ab")


def restart(place: Place) -> None:
    """Have a running hub read its settings and names again; the learners' servers go on.

    Raises:
        Refused: if systemd cannot restart it.
    """
    if has_systemd():
        run("systemctl", "restart", "reading-faces-hub", said="The hub was not restarted")
    elif process := hub_process(place):
        os.kill(process, signal.SIGTERM)


def hub_process(place: Place) -> int | None:
    """Return the process of the running hub, None if there is none."""
    return process_of(place.state / "hub.pid", "jupyterhub")


def keeper_process(place: Place) -> int | None:
    """Return the process that keeps the hub running, None if there is none."""
    return process_of(place.state / "keeper.pid", "hub.py")


def process_of(file: Path, word: str) -> int | None:
    """Return the process whose number stands in a file, if it still runs a program with this word in its command."""
    try:
        process = int(file.read_text())
        running = Path(f"/proc/{process}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return process if word.encode() in running else None  # a number can have been given to another program since


UNIT = """[Unit]
Description=Reading Faces: class server
After=network.target

[Service]
ExecStart=/usr/bin/env python3 {program} run --place {place}
Restart=always
RestartSec={pause}
KillMode=process
UMask=0077

[Install]
WantedBy=multi-user.target
"""
UNIT_FILE = Path("/etc/systemd/system/reading-faces-hub.service")


def make_service(place: Place) -> None:
    """Have systemd start the hub now and at every start of the machine.

    Raises:
        Refused: if systemd refuses.
    """
    UNIT_FILE.write_text(UNIT.format(program=place.hub / "hub.py", place=place.folder, pause=PAUSE), encoding="utf-8")
    run("systemctl", "daemon-reload", said="systemd did not read the new service")
    run("systemctl", "enable", "--now", UNIT_FILE.name, said="systemd did not start the hub")


def take_service_away() -> None:
    """Stop the hub and have systemd forget it."""
    if UNIT_FILE.exists():
        run("systemctl", "disable", "--now", UNIT_FILE.name, said="systemd did not stop the hub")
        UNIT_FILE.unlink()


def stop(place: Place, seconds: float = 60) -> None:
    """Stop the hub that `run` started, and wait until it is gone.

    Raises:
        Refused: if it does not stop.
    """
    take_service_away()
    hub, keeper = hub_process(place), keeper_process(place)
    if keeper:
        os.kill(keeper, signal.SIGTERM)
        end = time.monotonic() + seconds
        while keeper_process(place):
            if time.monotonic() > end:
                raise Refused(f"The hub (process {keeper}) did not stop within {seconds:.0f} seconds.")
            time.sleep(0.1)
    if hub:  # it is there only if its keeper was killed before
        end_what_is_left(place, hub)
