"""A Unix account and a disk for each learner; all of it is done as root."""

import os
import pwd
import subprocess
from pathlib import Path

from place import Place, Refused, Settings, account, check_name


def run(*command: str | Path, said: str = "") -> str:
    """Run a command of the system and return what it printed.

    Args:
        command: the program and its arguments.
        said: what could not be done if it fails, as the start of a sentence.

    Raises:
        Refused: if the command fails or is missing, with its last line.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    except OSError as problem:
        raise Refused(f"{said or 'A command failed'}: {problem}.") from None
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise Refused(f"{said or 'A command failed'}: {words[0]} said: {last[0]}")
    return done.stdout


def exists(name: str) -> bool:
    """Say whether a learner has a Unix account."""
    try:
        pwd.getpwnam(account(name))
    except KeyError:
        return False
    return True


def add(place: Place, settings: Settings, names: list[str]) -> list[str]:
    """Give each name an account and a home, and return those that are new; what is there stays as it is.

    Raises:
        Refused: if a name cannot be one (then none is added), or the system refuses.
    """
    for name in names:
        check_name(name)
    new = []
    for name in dict.fromkeys(names):
        if not exists(name):
            run(
                "useradd", "--no-create-home", "--home-dir", place.homes / name, "--user-group",
                "--shell", "/usr/sbin/nologin", account(name), said=f"{name} gets no account",
            )  # fmt: skip
        make_home(place, settings, name)
        if name not in place.names():
            with place.names_file.open("a") as file:
                file.write(name + "\n")
            place.names_file.chmod(0o600)
            new.append(name)
    return new


def make_home(place: Place, settings: Settings, name: str) -> None:
    """Make and mount a learner's home unless it is there: a file system of its own in one file, so that it can be full.

    Raises:
        Refused: if the disk cannot be made or mounted.
    """
    home, disk = place.homes / name, place.disks / f"{name}.ext4"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    user = pwd.getpwnam(account(name))
    if settings.disk_mb and not disk.exists() and not any(home.iterdir()):
        making = disk.with_suffix(".making")  # so that a disk that was broken off is not taken for one
        with making.open("wb") as file:
            file.truncate(settings.disk_mb * 2**20)
        making.chmod(0o600)
        run(
            "mkfs.ext4", "-q", "-m", "0", "-E", f"root_owner={user.pw_uid}:{user.pw_gid}", making,
            said=f"{name} gets no disk",
        )  # fmt: skip
        making.rename(disk)
    mount_home(place, name)
    if home.stat().st_uid != user.pw_uid:
        os.chown(home, user.pw_uid, user.pw_gid)
    home.chmod(0o700)
    if (home / "lost+found").is_dir():  # fsck makes it again where it needs it
        (home / "lost+found").rmdir()


def mount_home(place: Place, name: str) -> None:
    """Mount a learner's disk unless it is mounted; a learner without a disk has a plain folder.

    Raises:
        Refused: if it cannot be mounted.
    """
    home, disk = place.homes / name, place.disks / f"{name}.ext4"
    if disk.exists() and not home.is_mount():
        run(
            "mount", "-o", "loop,nosuid,nodev,noatime", disk, home,
            said=f"{name}'s home cannot be mounted (in a container without loop devices, set disk_mb = 0)",
        )  # fmt: skip


def unmount_homes(place: Place) -> None:
    """Take away the mounts, and leave what is on the disks.

    Raises:
        Refused: if a home is in use.
    """
    for name in place.names():
        if (place.homes / name).is_mount():
            run("umount", place.homes / name, said=f"{name}'s home is still in use")


def stop_everything_of(name: str) -> None:
    """End all programs of a learner."""
    if exists(name):
        subprocess.run(["pkill", "-KILL", "-u", account(name)], check=False)


def read_as(name: str, path: Path, most: int, seconds: float = 20) -> bytes | None:
    """Return what stands in a learner's file, read with that learner's rights and none else; None if it cannot be read.

    So a link to somebody else's file shows nothing, and neither a pipe nor an endless file keeps the teacher waiting.

    Args:
        name: the learner.
        path: the file.
        most: bytes; a larger file is not read.
        seconds: to wait at most.
    """
    command = ["runuser", "-u", account(name), "--", "head", "-c", str(most + 1), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=seconds, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and len(done.stdout) <= most else None
