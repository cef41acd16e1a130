"""Set up a class server on Debian, run it, and take it away: `python3 teaching/hub/hub.py set-up`, as root.

README.md beside this file walks through it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import accounts
import running
from place import DEFAULT, Place, Refused, account, check_name

SOURCE = Path(__file__).resolve().parents[2]  # the course that this file belongs to
NOT_THE_COURSE = {".git", ".venv", "workbook", "products", "__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache"}
# A program that is needed -> the Debian package that brings it.
NEEDED = {
    "node": "nodejs", "npm": "npm", "mkfs.ext4": "e2fsprogs", "useradd": "passwd", "mount": "mount",
    "unshare": "util-linux", "runuser": "util-linux", "pkill": "procps",
}  # fmt: skip
# Parts of Jupyter's server that no lesson uses.
NOT_NEEDED = ("jupyter_server_terminals",)
LARGEST = 30 * 2**20  # bytes of a learner's notebook that is still collected


def set_up(place: Place) -> None:
    """Install the class server, or bring it up to date with the course that this file belongs to.

    Homes, passwords and settings that are there stay as they are.

    Raises:
        Refused: if something is missing or the system refuses.
    """
    check_machine(place)
    missing = sorted({package for program, package in NEEDED.items() if not shutil.which(program)})
    if missing:
        tell(f"installing {', '.join(missing)} ...")
        accounts.run("apt-get", "install", "-y", "--no-install-recommends", *missing, said="apt-get did not install")
    os.umask(0o022)
    for folder, mode in ((place.folder, 0o755), (place.homes, 0o711), (place.disks, 0o700), (place.state, 0o700)):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
    if place.course != SOURCE:
        copy_course(SOURCE, place.course)
    if not place.settings_file.exists():
        shutil.copy(place.hub / "settings.toml", place.settings_file)
        place.settings_file.chmod(0o600)
    settings = place.settings()
    for command in (["install.py"], ["-m", "authoring.extras", "hub"]):
        python = sys.executable if command == ["install.py"] else place.python
        if subprocess.run([python, *command], cwd=place.course, check=False).returncode:
            raise Refused("The packages could not be installed; the lines above say why.")
    place.proxy.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(place.hub / name, place.proxy / name)
    tell("installing the proxy ...")
    accounts.run(
        "npm", "ci", "--prefix", place.proxy, "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund",
        said="The proxy was not installed",
    )  # fmt: skip
    prepare_for_all(place)
    accounts.add(place, settings, list(settings.teachers))
    if running.has_systemd():
        running.make_service(place)
        running.restart(place)
    tell(f"the class server is in {place.folder}. Its settings: {place.settings_file}.")


def check_machine(place: Place) -> None:
    """Refuse a machine on which the server cannot run.

    Raises:
        Refused: with the reason.
    """
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        raise Refused("The class server is made for Debian and its relatives; this is another system.")
    if any(place.folder.is_relative_to(folder) for folder in running.OPEN_TO_ALL):
        raise Refused(f"{place.folder} lies where anybody may write. Choose another folder, such as {DEFAULT}.")
    python = Path(sys.executable).resolve()
    for folder in [*python.parents, *place.folder.parents]:
        if folder.exists() and not folder.stat().st_mode & 0o001:
            what = f"this Python ({python})" if folder in python.parents else str(place.folder)
            raise Refused(
                f"Learners cannot use {what}, since {folder} is closed to them. Use the system's: "
                f"/usr/bin/python3 {Path(__file__).name} ..., and a folder such as {DEFAULT}."
            )


def copy_course(source: Path, target: Path) -> None:
    """Copy the course's files to where everybody can read them; files that the course no longer has are taken away.

    The environment in .venv stays.
    """
    wanted = set()
    for folder, folders, files in os.walk(source):
        folders[:] = sorted(set(folders) - NOT_THE_COURSE)
        here = Path(folder).relative_to(source)
        wanted |= {here / name for name in files if not (Path(folder) / name).is_symlink()}
    for path in sorted(wanted):
        goal = target / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, goal.with_name(goal.name + ".new"))
        goal.with_name(goal.name + ".new").replace(goal)  # so that nobody reads half a file
    for folder, folders, files in os.walk(target):
        folders[:] = sorted(set(folders) - NOT_THE_COURSE)
        for name in files:
            if (Path(folder) / name).relative_to(target) not in wanted:
                (Path(folder) / name).unlink()


def prepare_for_all(place: Place) -> None:
    """Do once for all what each learner's first start would otherwise do: compile the packages, list the fonts.

    Leave out parts of the server, too.

    Raises:
        Refused: if the environment does not work.
    """
    tell("preparing the environment for all ...")
    extensions = {"ServerApp": {"jpserver_extensions": dict.fromkeys(NOT_NEEDED, False)}}
    configured = place.course / ".venv" / "etc" / "jupyter" / "jupyter_server_config.d" / "reading_faces.json"
    configured.write_text(json.dumps(extensions, indent=2) + "\n", encoding="utf-8")
    library = place.course / ".venv" / "lib"
    subprocess.run(  # a few packages carry files for other Pythons, which this one cannot compile
        [place.python, "-m", "compileall", "-q", "-j", "0", library, place.course / "facelab"],
        check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    fonts = place.folder / "fonts"
    fonts.mkdir(exist_ok=True)
    accounts.run(
        "env", f"MPLCONFIGDIR={fonts}", place.python, "-I", "-c", "import matplotlib.font_manager",
        said="The environment does not work",
    )  # fmt: skip


def add_learners(place: Place, names: list[str]) -> None:
    """Give learners accounts and homes, and let the hub know them.

    Raises:
        Refused: if a name cannot be one, or the system refuses.
    """
    new = accounts.add(place, place.settings(), names)
    tell(f"new: {', '.join(new) or 'nobody'}; in all {len(place.names())}. Each chooses a password at the first login.")
    if new:
        running.restart(place)


def run(place: Place, inside: bool) -> None:
    """Run the hub in the foreground until it is told to stop.

    Raises:
        Refused: if it is running already, or the settings are wrong.
    """
    place.settings()
    if running.keeper_process(place) not in (None, os.getpid()):
        raise Refused(f"The hub is running already; stop it with: {Path(__file__).name} stop.")
    if not running.has_systemd():
        if not inside:
            running.enter_room([__file__, "run", "--place", str(place.folder)])
        running.furnish_room()
    os.umask(0o077)
    running.serve(place)


def collect(place: Place, folder: Path, lesson: int | None) -> int:
    """Copy what learners have saved into a folder: FOLDER/NAME/, or with a lesson as nbgrader wants it submitted.

    Returns the number of notebooks.

    Raises:
        Refused: if nobody has saved anything.
    """
    found, lessons = 0, place.course / "lessons"
    wanted = sorted(lessons.glob("*.ipynb" if lesson is None else f"{lesson:02d}-*.ipynb"))
    if not wanted:
        raise Refused(f"There is no lesson {lesson}.")
    for name in filter(accounts.exists, place.names()):
        workbook = place.homes / name / "reading-faces" / "workbook"
        into = folder / name if lesson is None else folder / "submitted" / name / f"lesson-{lesson:02d}"
        for original in wanted:
            saved = accounts.read_as(name, workbook / original.name, LARGEST)
            if saved is not None:
                into.mkdir(parents=True, exist_ok=True)
                (into / original.name).write_bytes(saved)
                found += 1
    if not found:
        raise Refused("No learner has saved a lesson yet.")
    return found


def progress(place: Place, arguments: list[str]) -> int:
    """Show how far the class is; further arguments, such as --html FILE, go to `python -m facelab.progress`.

    Raises:
        Refused: if nobody has saved anything.
    """
    words = [word if word.startswith("-") else str(Path(word).absolute()) for word in arguments]
    with tempfile.TemporaryDirectory() as folder:
        collect(place, Path(folder) / "homes", None)
        command = [place.python, "-I", "-m", "facelab.progress", "homes", *words]
        return subprocess.run(command, cwd=folder, check=False).returncode


def reset(place: Place, name: str) -> None:
    """Let a learner choose a new password at the next login.

    Raises:
        Refused: if there is no such learner, or the passwords cannot be changed.
    """
    if check_name(name) not in place.names():
        raise Refused(f"There is no learner {name}.")
    code = "import dbm, sys\nwith dbm.open(sys.argv[1], 'c', 0o600) as known:\n"
    code += "    if sys.argv[2] in known: del known[sys.argv[2]]"
    accounts.run(place.python, "-I", "-c", code, place.state / "passwords", name, said="The password stays")
    tell(f"{name} chooses a new password at the next login. Until then anybody can log in as {name}: be in the room.")


def take_away(place: Place, with_homes: bool, sure: bool) -> None:
    """Stop everything and remove the server; the learners' homes only if asked for.

    Raises:
        Refused: if homes are to go and nobody has said that this is meant, or the system refuses.
    """
    names = place.names()
    if with_homes and not sure:
        raise Refused(f"This deletes what {len(names)} learners have written. If you mean it, add --yes.")
    running.stop(place)
    for name in names:
        accounts.stop_everything_of(name)
    accounts.unmount_homes(place)
    for folder in (place.course, place.proxy, place.state, place.folder / "fonts"):
        shutil.rmtree(folder, ignore_errors=True)
    if not with_homes:
        tell(f"the server is gone. The learners' homes are in {place.disks}, and their accounts are as they were.")
        return
    for name in names:
        if accounts.exists(name):
            accounts.run("userdel", account(name), said=f"{name}'s account stays")
    shutil.rmtree(place.folder)
    tell("the server, the learners' accounts and their homes are gone.")


def tell(sentence: str) -> None:
    """Say something to whoever runs the server."""
    print(f"Reading Faces: {sentence}", flush=True)


def main() -> int:
    """Do what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="hub.py", description=__doc__.partition(":")[0] + ".")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, told: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=told)
        added.add_argument("--place", type=Path, default=DEFAULT, help=f"the server's folder; {DEFAULT}")
        return added

    command("set-up", "install the server, or bring it up to date with this course")
    command("learners", "add learners").add_argument("names", nargs="+", help="names, or files with a name a line")
    run_ = command("run", "run the server until it is stopped")
    run_.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    command("restart", "read settings and names again; the learners' servers go on")
    command("stop", "stop the server; learners' programs go on until they are stopped or the machine is")
    into = command("collect", "copy what learners have saved")
    into.add_argument("folder", type=Path)
    into.add_argument("--lesson", type=int, help="one lesson, in the folders that nbgrader marks")
    command("progress", "how far the class is; further arguments go to facelab.progress")
    command("reset", "let a learner choose a new password").add_argument("name")
    away = command("take-away", "stop and remove the server")
    away.add_argument("--with-homes", action="store_true", help="the learners' accounts and all their work, too")
    away.add_argument("--yes", action="store_true", help="do not ask")
    options, rest = parser.parse_known_args()
    if rest and options.command != "progress":
        parser.error("unknown: " + " ".join(rest))
    try:
        if os.geteuid() != 0:
            raise Refused(f"Accounts and mounts are root's business: sudo {Path(__file__).name} {options.command} ...")
        return do(Place(options.place.resolve()), options, rest)
    except Refused as refused:
        print(f"Reading Faces: {refused}", file=sys.stderr)
        return 1


def do(place: Place, options: argparse.Namespace, rest: list[str]) -> int:
    """Carry one command out; return the exit status.

    Raises:
        Refused: if it cannot be done.
    """
    if options.command == "set-up":
        set_up(place)
        return 0
    if not place.settings_file.exists():
        raise Refused(f"There is no class server in {place.folder}. First: {Path(__file__).name} set-up.")
    if options.command == "learners":
        add_learners(place, [name for word in options.names for name in names_in(word)])
    elif options.command == "run":
        run(place, options.inside)
    elif options.command == "restart":
        place.settings()
        running.restart(place)
    elif options.command == "stop":
        running.stop(place)
    elif options.command == "collect":
        tell(f"{collect(place, options.folder, options.lesson)} notebooks are in {options.folder}.")
    elif options.command == "progress":
        return progress(place, rest)
    elif options.command == "reset":
        reset(place, options.name)
    else:
        take_away(place, options.with_homes, options.yes)
    return 0


def names_in(word: str) -> list[str]:
    """Return the names that a word of the command line stands for: those in a file of that name, or the word."""
    return Path(word).read_text(encoding="utf-8").split() if Path(word).is_file() else [word]


if __name__ == "__main__":
    sys.exit(main())
