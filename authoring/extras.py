"""Install what the web edition and the handouts are made with into .venv, once: `python -m authoring.extras`.

Learners need none of it, so `install.py` leaves it out.
"""

import hashlib
from pathlib import Path

import install
from authoring import notebooks

PINS = notebooks.ROOT / "requirements-teaching.txt"
STAMP = Path(install.ENVIRONMENT) / "installed-teaching"


def main() -> None:
    """Install the pinned packages with their hashes, by uv or else by pip; stop with a sentence where neither can."""
    wanted = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print(
        "Reading Faces: tools for pages and handouts are installed into .venv, once: about 50 MB to fetch ...",
        flush=True,
    )
    pip = [install.environment_python(), "-I", "-m", "pip", "install"]
    uv = install.uv_command(pip)
    pins = ["--require-hashes", "-r", str(PINS)]
    ways = [([*uv, "--no-build", *pins], install.uv_environment(pip))] if uv else []
    ways.append(([*pip, "--only-binary", ":all:", *pins], None))
    for command, environment in ways:
        done, said = install.follow(command, environment)
        if done:
            STAMP.write_text(wanted, encoding="utf-8")
            return
    install.give_up(said)


if __name__ == "__main__":
    main()
