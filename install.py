"""Make or refresh the project's environment in .venv: `python3 install.py`.

Kept readable for old Pythons, so that one that is too old is told so in a sentence.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
STAMP = os.path.join(ENVIRONMENT, "installed")
OLDEST, NEWEST = (3, 11), (3, 14)


def stop(sentence):
    """End with one sentence on the error stream."""
    sys.exit("Reading Faces: " + sentence)


def environment_python():
    """Return the path of the Python inside .venv."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(ENVIRONMENT, *parts)


def fingerprint():
    """Return a digest of what decides the environment: the pins, the project and the Python version."""
    digest = hashlib.sha256(repr(sys.version_info[:3]).encode() + ROOT.encode())
    for name in ("requirements.txt", "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def is_current():
    """Say whether .venv was finished with the pins that lie here now."""
    if not (os.path.exists(STAMP) and os.path.exists(environment_python())):
        return False
    with open(STAMP) as file:
        return file.read() == fingerprint()


def check_python():
    """Stop when this Python is outside the range the pins were made for."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        stop(
            "this is Python {}.{}, and the course needs 3.11 to 3.14. Install one of them and name it, for example: "
            "make lab PYTHON=python3.12".format(*sys.version_info[:2])
        )
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of python3 and puts it into python3-venv
        import venv  # noqa: F401
    except ImportError:
        stop(
            "this Python comes without its 'venv' module. On Debian or Ubuntu: "
            "apt install python3-venv. Then run the same command again."
        )


def run(arguments, sentence):
    """Run a command; on failure stop with the sentence, after what the command itself said."""
    result = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if result.returncode != 0:
        last = "\n".join(result.stdout.strip().splitlines()[-5:])
        stop("{}\nThe installer's last words were:\n{}".format(sentence, last))


def install():
    """Make .venv, install the pinned packages with their hashes, then the project itself."""
    check_python()
    print("Reading Faces: installing into .venv (once; about a minute with a good connection) ...", flush=True)
    run(
        [sys.executable, "-m", "venv", "--clear", ENVIRONMENT],
        "the environment .venv could not be made: is this folder writable, and is the disk full?",
    )
    pip = [environment_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", os.path.join(ROOT, "requirements.txt")],
        "the packages could not be installed. Is there a network? The first installation needs one; "
        "after it the course works without. Run the same command again.",
    )
    run(
        [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT],
        "the packages are installed, but the course's own library is not. Delete the folder .venv and try again.",
    )
    no_questions_about_news()
    with open(STAMP, "w") as file:
        file.write(fingerprint())


def no_questions_about_news():
    """Keep JupyterLab from asking a newcomer, before anything else, whether it may fetch news."""
    folder = os.path.join(ENVIRONMENT, "share", "jupyter", "lab", "settings")
    if not os.path.isdir(folder):
        os.makedirs(folder)
    with open(os.path.join(folder, "overrides.json"), "w") as file:
        file.write('{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}\n')


if __name__ == "__main__":
    if not is_current():
        install()
