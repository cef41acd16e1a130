"""Install further pinned packages into .venv, once: `python -m authoring.extras`, or `... extras hub`.

Learners need none of them, so `install.py` leaves them out.
"""

import hashlib
import sys
from pathlib import Path

import install
from authoring import notebooks

# What the pins in requirements-NAME.txt are for, and about how much is fetched.
KINDS = {
    "teaching": "tools for pages and handouts are installed into .venv, once: about 50 MB to fetch ...",
    "hub": "the class server is installed into .venv, once: about 10 MB to fetch ...",
}


def main(kind: str = "teaching") -> None:
    """Install the pinned packages with their hashes, by uv or else by pip; stop with a sentence where neither can.

    Args:
        kind: "teaching" for web edition, handouts and slides; "hub" for the class server.
    """
    if kind not in KINDS:
        install.stop(f"there is no set of packages {kind!r}; there are: {', '.join(KINDS)}.")
    pinned = notebooks.ROOT / f"requirements-{kind}.txt"
    stamp = Path(install.ENVIRONMENT) / f"installed-{kind}"
    wanted = hashlib.sha256(pinned.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Reading Faces: {KINDS[kind]}", flush=True)
    pip = [install.environment_python(), "-I", "-m", "pip", "install"]
    uv = install.uv_command(pip)
    pins = ["--require-hashes", "-r", str(pinned)]
    ways = [([*uv, "--no-build", *pins], install.uv_environment(pip))] if uv else []
    ways.append(([*pip, "--only-binary", ":all:", *pins], None))
    for command, environment in ways:
        done, said = install.follow(command, environment)
        if done:
            stamp.write_text(wanted, encoding="utf-8")
            return
    install.give_up(said)


if __name__ == "__main__":
    main(*sys.argv[1:])
