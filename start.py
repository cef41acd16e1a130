"""Open the course: `python3 start.py`. Installs what is missing, prepares your workbook, starts JupyterLab.

`python3 start.py workshop` opens the workshop in place of lesson 0. Other arguments are passed on to JupyterLab, for
example: python3 start.py --port=8890
"""

import json
import os
import subprocess
import sys
import threading
import time
import webbrowser

import install

ROOT = install.ROOT
PAGE = "/lab/tree/workbook/{}.ipynb"
FIRST, WORKSHOP = "00-start-here", "workshop"  # which page opens; the second if it is asked for
SETTINGS = [
    # The course works without a network, so JupyterLab is told not to ask one for news or updates.
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--log-level=WARN",
]
AFTER_THE_LOG = 1  # seconds from the server's start to our own sentences, so that they stand below its own
LONGEST_START = 60  # seconds to wait for the server


def has_browser():
    """Say whether a browser can be opened from here."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def first_page(arguments):
    """Return the page to open and the arguments that are JupyterLab's: the word "workshop" asks for another page."""
    rest = [argument for argument in arguments if argument != WORKSHOP]
    return PAGE.format(FIRST if rest == arguments else WORKSHOP), rest


def lab_command(arguments, folder=ROOT):
    """Return the command that starts JupyterLab on a page of a folder that holds a workbook."""
    page, arguments = first_page(arguments)
    command = [install.environment_python(), "-I", "-m", "jupyter", "lab"]
    command += ["--ServerApp.root_dir=" + folder, "--LabApp.default_url=" + page]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # as in most containers
    if not has_browser():
        command.append("--no-browser")
    if os.name == "posix":
        # Kernels listen on sockets that only this user can open. (Encryption instead made lessons crawl when busy.)
        command.append("--KernelManager.transport=ipc")
    return command + SETTINGS + arguments


def lab_environment():
    """Return the environment for JupyterLab and its kernels.

    A PYTHONPATH for another Python would reach the lessons; and the environment's own kernel goes first, also where
    the folder belongs to somebody else and a user has installed a kernel of the same name.
    """
    environment = dict(os.environ, JUPYTER_PREFER_ENV_PATH="1")
    environment.pop("PYTHONPATH", None)
    environment.pop("PYTHONHOME", None)
    return environment


def tell_later(sentences, server):
    """Print sentences of ours below what JupyterLab says at its start, and the address where there is no browser."""

    def tell():
        lines, waited = list(sentences), 0
        while address(server.pid) is None and waited < LONGEST_START and server.poll() is None:
            time.sleep(1)
            waited += 1
        if not has_browser():
            where = address(server.pid) or "the one above that begins with http."
            lines.append("Reading Faces: no browser was found here. Open this address: " + where)
        if lines and server.poll() is None:
            print("\n" + "\n".join(lines), flush=True)

    timer = threading.Timer(AFTER_THE_LOG, tell)
    timer.daemon = True
    timer.start()


def address(process):
    """Return the address of the first page on the server of a process, None before JupyterLab has noted it."""
    python = [install.environment_python(), "-I", "-m", "jupyter", "--runtime-dir"]
    folder = subprocess.run(python, stdout=subprocess.PIPE, universal_newlines=True).stdout.strip()
    try:
        with open(os.path.join(folder, "jpserver-{}.json".format(process)), encoding="utf-8") as file:
            server = json.load(file)
    except (OSError, ValueError):
        return None
    token = "?token=" + server["token"] if server["token"] else ""
    return server["url"].rstrip("/") + first_page(sys.argv[1:])[0] + token


def prepare_workbook():
    """Bring the workbook up to date; return (its folder's parent, sentences for the learner), or stop."""
    prepared = subprocess.run(
        [install.environment_python(), "-I", "-m", "facelab.workbook"],
        stdout=subprocess.PIPE,
        universal_newlines=True,
        cwd=ROOT,
    )
    lines = prepared.stdout.splitlines()
    if prepared.returncode != 0 or not lines:
        print("\n".join(lines))
        sys.exit(prepared.returncode or 1)
    return lines[0], lines[1:]


def main():
    """Install, prepare the workbook, start JupyterLab; return its exit status."""
    if not install.is_current():
        install.install()
    folder, sentences = prepare_workbook()
    server = subprocess.Popen(lab_command(sys.argv[1:], folder), cwd=folder, env=lab_environment())
    tell_later(sentences, server)
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.wait()
        return 0


if __name__ == "__main__":
    sys.exit(main())
