"""Open the course: `python3 start.py`. Installs what is missing, prepares your workbook, starts JupyterLab.

Arguments are passed on to JupyterLab, for example: python3 start.py --port=8890
"""

import os
import subprocess
import sys
import webbrowser

import install

ROOT = install.ROOT
FIRST_PAGE = "/lab/tree/workbook/00-start-here.ipynb"
# The course works without a network, so JupyterLab is told not to ask one for news or updates.
QUIET = [
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]


def has_browser():
    """Say whether a browser can be opened from here."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def lab_command(arguments):
    """Return the command that starts JupyterLab on lesson 0."""
    command = [install.environment_python(), "-m", "jupyter", "lab"]
    command += ["--ServerApp.root_dir=" + ROOT, "--LabApp.default_url=" + FIRST_PAGE]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # as in most containers
    if not has_browser():
        command.append("--no-browser")
        print("Reading Faces: no browser was found here. Open the address that JupyterLab prints below.", flush=True)
    return command + QUIET + arguments


def main():
    """Install, prepare the workbook, start JupyterLab; return its exit status."""
    if not install.is_current():
        install.install()
    prepared = subprocess.run([install.environment_python(), "-m", "facelab.workbook"], cwd=ROOT)
    if prepared.returncode != 0:
        return prepared.returncode
    try:
        return subprocess.run(lab_command(sys.argv[1:]), cwd=ROOT).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
