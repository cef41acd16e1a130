"""Make or refresh the project's environment in .venv: `python3 install.py`.

Kept readable for old Pythons, so that one that is too old is told so in a sentence.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
STAMP = os.path.join(ENVIRONMENT, "installed")
# What decides the environment.
FINGERPRINT = ("requirements.txt", "requirements-uv.txt", "pyproject.toml", "install.py", "facelab/modules_first.py")
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
    for name in FINGERPRINT:
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


def clean_environment():
    """Return the environment for our own calls of pip and uv, without what breaks them on other people's machines.

    A PYTHONPATH may lead to another Python's packages; PIP_USER, PIP_TARGET and PIP_PREFIX send packages elsewhere.
    """
    environment = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"):
        environment.pop(name, None)
    return environment


def follow(arguments, environment=None):
    """Run a command and show what it is doing; return (whether it succeeded, what it said)."""
    try:
        process = subprocess.Popen(
            arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
            env=environment or clean_environment(),
        )
    except OSError as error:
        return False, str(error)
    lines, started, told = [], time.time(), 0
    for line in process.stdout:
        lines.append(line.strip())
        found = re.match(r"(Downloading|Collecting|Installing|Building|Prepared|Installed) (.*)", line.strip())
        if found and time.time() - told > (0.2 if sys.stdout.isatty() else 5):
            told = time.time()
            progress("{:3.0f} s  {} {}".format(told - started, found.group(1).lower(), found.group(2)))
    if told:
        progress("")
    return process.wait() == 0, "\n".join(line for line in lines if line)


def progress(text):
    """Show what is going on: on one line of a terminal, or on a line of its own elsewhere."""
    if sys.stdout.isatty():
        sys.stdout.write("\r  {:70.70}{}".format(text, "" if text else "\r"))
    elif text:
        sys.stdout.write("  {:.90}\n".format(text))
    sys.stdout.flush()


CAUSES = [  # what an installer says -> what is the matter; the first that is found counts
    (
        r"No space left|Errno 28|disk quota",
        "the disk is full: the packages need about 700 MB in this folder. Make room and run the same command again.",
    ),
    (
        r"Permission denied|Errno 13|Read-only file system|Access is denied",
        "a file could not be written. Is the folder yours, and is another Reading Faces still running from it?",
    ),
    (
        r"(?i)hash(es)? .{0,40}(mismatch|do not match)|do not match the hashes",
        "a downloaded package is not the one that the course was tested with, so it was not installed. A proxy may "
        "have changed it, or the download broke off. Run the same command again.",
    ),
    (
        r"(?i)can not (perform|combine).{0,20}'--user'|--user' install",
        "pip is told to install for the user (PIP_USER or pip.conf), which an environment of its own cannot do.",
    ),
    (
        r"(?i)certificate|SSLError",
        "the package index could not be trusted (its certificate). Behind a proxy of a school or a firm, set "
        "PIP_CERT and SSL_CERT_FILE to its certificate file.",
    ),
    (
        r"(?i)name resolution|getaddrinfo|connection (error|refused|broken|reset)|timed? ?out|no route|unreachable|"
        r"proxyerror|max retries|failed to (fetch|connect)|error sending request|dns error",
        "the packages could not be fetched. Is there a network? The first installation needs one; after it the course "
        "works without. Behind a proxy, set HTTPS_PROXY. Run the same command again.",
    ),
    (
        r"(?i)no matching distribution|no wheels|no solution found|not supported|only-binary",
        "a package has no ready-made file for this system and Python. Try another Python from 3.11 to 3.14: "
        "make lab PYTHON=python3.12.",
    ),
]


def cause(said):
    """Return a sentence that names why an installation failed."""
    for pattern, sentence in CAUSES:
        if re.search(pattern, said):
            return sentence
    return "the packages could not be installed."


def give_up(said, sentence=None):
    """End with the cause of a failure, after the installer's own last words."""
    last = "\n".join(said.strip().splitlines()[-5:])
    stop("{}\nThe installer's last words were:\n{}".format(sentence or cause(said), last))


def uv_command(pip):
    """Return the call of uv, a much faster installer, put into a corner of .venv; None where it cannot be had."""
    corner = os.path.join(ENVIRONMENT, "uv")
    pins = os.path.join(ROOT, "requirements-uv.txt")
    done, _ = follow([*pip, "--target", corner, "--require-hashes", "--only-binary", ":all:", "-r", pins])
    for parts in (("bin", "uv"), ("bin", "uv.exe"), ("Scripts", "uv.exe")):
        program = os.path.join(corner, *parts)
        if done and os.path.exists(program):
            return [program, "pip", "install", "--python", environment_python()]
    return None


def uv_environment(pip):
    """Return the environment for uv: it does not read pip's settings, so a package index set there is handed on."""
    environment = clean_environment()
    done, index = follow([*pip[:-1], "config", "get", "global.index-url"])
    index = environment.get("PIP_INDEX_URL") or (index if done and "\n" not in index else "")
    if index:
        environment.setdefault("UV_DEFAULT_INDEX", index)
    return environment


def install_packages():
    """Install the pinned packages with their hashes, and the course's own library: by uv, or else by pip."""
    # -I: pip looks neither at PYTHONPATH nor at packages that the user installed for another Python.
    pip = [environment_python(), "-I", "-m", "pip", "install"]
    pins, own = ["--require-hashes", "-r", os.path.join(ROOT, "requirements.txt")], ["--no-deps", "--editable", ROOT]
    uv, environment = uv_command(pip), None
    if uv:
        environment = uv_environment(pip)
        done, said = follow([*uv, "--no-build", *pins], environment)
        if done:
            done, said = follow([*uv, "--no-build-isolation", "--offline", *own], environment)
        if done:
            return
    print("Reading Faces: the fast installer (uv) cannot be used here; pip takes over, which takes longer.", flush=True)
    done, said = follow([*pip, "--only-binary", ":all:", *pins])
    if not done:
        give_up(said)
    done, said = follow([*pip, "--no-build-isolation", "--no-index", *own])
    if not done:
        give_up(said, "the packages are installed, but the course's own library is not. Delete .venv and try again.")


def install():
    """Make .venv, install the pinned packages with their hashes, then the project itself."""
    check_python()
    if os.path.islink(ENVIRONMENT):
        stop(".venv is a link to another folder, which would be emptied. Remove the link, then run this again.")
    print(
        "Reading Faces: installing into .venv, once: about 150 MB to fetch and 700 MB on the disk, some ten seconds "
        "with a fast connection, a few minutes with a slow one ...",
        flush=True,
    )
    started = time.time()
    made, said = follow([sys.executable, "-I", "-m", "venv", "--clear", ENVIRONMENT])
    if not made:
        give_up(said, "the environment .venv could not be made: is this folder writable, and is the disk full?")
    install_packages()
    settings_of_jupyterlab()
    own_modules_first()
    with open(STAMP, "w") as file:
        file.write(fingerprint())
    print("Reading Faces: installed in {:.0f} s.".format(time.time() - started), flush=True)


def own_modules_first():
    """Have the environment find its own modules before files of the same name beside a lesson or on PYTHONPATH."""
    done, folder = follow([environment_python(), "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    if done:
        shutil.copy(os.path.join(ROOT, "facelab", "modules_first.py"), os.path.join(folder, "modules_first.py"))
        with open(os.path.join(folder, "modules_first.pth"), "w") as file:
            file.write("import modules_first\n")


def settings_of_jupyterlab():
    """Keep JupyterLab from asking a newcomer whether it may fetch news, and from showing saved sliders as errors.

    Without its saved state, a slider of a notebook that is opened again reads "Error displaying widget".
    """
    settings = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
        "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    }
    folder = os.path.join(ENVIRONMENT, "share", "jupyter", "lab", "settings")
    if not os.path.isdir(folder):
        os.makedirs(folder)
    with open(os.path.join(folder, "overrides.json"), "w") as file:
        json.dump(settings, file, indent=2)


if __name__ == "__main__":
    if not is_current():
        install()
