"""Where the class server keeps its things, what its settings are, and what a learner may be called."""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

DEFAULT = Path("/opt/reading-faces")
PREFIX = "rf-"  # before every learner's name, so that no learner can be called like an account of the system
# Names of up to 20 characters: a kernel's socket lies in the home, and a socket's path has 107 characters at most.
NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
ONLY_HERE = ("127.0.0.1", "localhost", "::1")


class Refused(Exception):
    """What a command cannot do, in one sentence for whoever runs the server."""


@dataclass(frozen=True)
class Settings:
    """What settings.toml says; the comments there explain each."""

    address: str
    port: int
    certificate: str
    key: str
    teachers: tuple[str, ...]
    shortest_password: int
    memory_mb: int
    disk_mb: int
    threads: int
    starts_at_once: int
    idle_minutes: int


@dataclass(frozen=True)
class Place:
    """The folder that holds the class server, and what lies where in it."""

    folder: Path = DEFAULT

    @property
    def course(self) -> Path:
        """The course, readable by everybody and written by nobody but root; its .venv is everybody's environment."""
        return self.folder / "course"

    @property
    def python(self) -> Path:
        """The Python that hub, servers and kernels run on."""
        return self.course / ".venv" / "bin" / "python"

    @property
    def hub(self) -> Path:
        """The programs that run the server."""
        return self.course / "teaching" / "hub"

    @property
    def proxy(self) -> Path:
        """JupyterHub's proxy, a program for Node.js."""
        return self.folder / "proxy"

    @property
    def state(self) -> Path:
        """What the hub remembers: passwords, tokens, who is there. Root's alone."""
        return self.folder / "state"

    @property
    def homes(self) -> Path:
        """The learners' homes, each mounted from its own disk and closed to all others."""
        return self.folder / "homes"

    @property
    def disks(self) -> Path:
        """A file for each learner's home, so that none can fill another's."""
        return self.folder / "disks"

    @property
    def settings_file(self) -> Path:
        """The teacher's settings."""
        return self.folder / "settings.toml"

    @property
    def names_file(self) -> Path:
        """The learners' names, one a line."""
        return self.folder / "learners.txt"

    def names(self) -> list[str]:
        """Return the names of learners and teachers that have a home."""
        return self.names_file.read_text().split() if self.names_file.exists() else []

    def settings(self) -> Settings:
        """Return the settings of settings.toml.

        Raises:
            Refused: if a setting is missing, unknown or impossible.
        """
        try:
            said = tomllib.loads(self.settings_file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise Refused(f"The settings in {self.settings_file} cannot be read: {problem}.") from None
        return checked(said, str(self.settings_file))


def checked(said: dict, where: str) -> Settings:
    """Return settings as they were written, or refuse them with a sentence.

    Raises:
        Refused: if one is missing, unknown, of another kind, or impossible.
    """
    kinds = {field.name: {"tuple[str, ...]": list}.get(str(field.type), field.type) for field in fields(Settings)}
    for name in kinds.keys() ^ said.keys():
        raise Refused(f"In {where}, {name} is {'missing' if name in kinds else 'no setting of the class server'}.")
    for name, value in said.items():
        if type(value) is not kinds[name]:
            wanted = {int: "a whole number", str: "text in quotes", list: "a list"}[kinds[name]]
            raise Refused(f"In {where}, {name} should be {wanted}, and it is {value!r}.")
        if kinds[name] is int and value < (0 if name == "disk_mb" else 1):
            raise Refused(f"In {where}, {name} is {value}; it should be a positive number.")
    for teacher in said["teachers"]:
        check_name(teacher)
    settings = Settings(**{**said, "teachers": tuple(said["teachers"])})
    if settings.port > 65535:
        raise Refused(f"In {where}, port is {settings.port}; the largest is 65535.")
    if bool(settings.certificate) != bool(settings.key):
        raise Refused(f"In {where}, certificate and key belong together: name both files, or neither.")
    for file in filter(None, (settings.certificate, settings.key)):
        if not Path(file).is_file():
            raise Refused(f"In {where}, {file} is named, and there is no such file.")
    if settings.address not in ONLY_HERE and not settings.certificate:
        raise Refused(
            f"In {where}, address lets in {settings.address}, and there is no certificate: everybody's password could "
            f"be read on the way. Name a certificate and its key, or set address to {ONLY_HERE[0]}."
        )
    if settings.memory_mb < 600:
        raise Refused(f"In {where}, memory_mb is {settings.memory_mb}; below 600 not every lesson runs.")
    if 0 < settings.disk_mb < 50:
        raise Refused(f"In {where}, disk_mb is {settings.disk_mb}; a workbook and its copies need 50.")
    return settings


def check_name(name: str) -> str:
    """Return a learner's name if it can be one.

    Raises:
        Refused: if it cannot.
    """
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise Refused(
            f"{name!r} cannot be a learner's name. It starts with a small letter; then come small letters, digits "
            "and hyphens, 20 characters at most."
        )
    return name


def account(name: str) -> str:
    """Return the Unix account of a learner."""
    return PREFIX + check_name(name)
