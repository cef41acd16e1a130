"""`make lab` and `make test` start from nothing, and say in one sentence what stops them."""

import os
import subprocess
import sys
import webbrowser
from types import SimpleNamespace

import pytest

import facelab
import install
import start


@pytest.mark.parametrize("version", [(3, 10, 4), (2, 7, 18), (3, 15, 0), (4, 0, 0)])
def test_a_python_out_of_range_is_told(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"the course needs 3\.11 to 3\.14.*make lab PYTHON="):
        install.check_python()


def test_a_python_without_venv_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        install.check_python()


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "the disk is full"),
        ("error: failed to create file: Permission denied (os error 13)", "could not be written"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that the course was"),
        ("error: Hash mismatch for numpy==2.4.6", "not the one that the course was"),
        ("ERROR: Can not perform a '--user' install. User site-packages are not visible", "PIP_USER or pip.conf"),
        ("SSLError(SSLCertVerificationError: certificate verify failed: self-signed certificate", "its certificate"),
        ("NewConnectionError: [Errno -3] Temporary failure in name resolution", "Is there a network?"),
        ("error: error sending request for url: operation timed out", "Is there a network?"),
        ("ERROR: No matching distribution found for numpy==9", "no ready-made file for this system"),
        ("ERROR: something else", "the packages could not be installed"),
    ],
)
def test_the_true_cause_is_named(said, cause):
    assert cause in install.cause(said)


def answering(answers):
    """Return a stand-in for `follow` that answers by the first word of its table that occurs in the call."""

    def follow(arguments, environment=None):
        call = " ".join(map(str, arguments))
        return next(((done, said) for word, done, said in answers if word in call), (True, ""))

    return follow


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    monkeypatch.setattr(install, "ENVIRONMENT", str(tmp_path / "venv"))
    monkeypatch.setattr(install, "STAMP", str(tmp_path / "installed"))
    monkeypatch.setattr(install, "own_modules_first", lambda: None)


def test_no_network_is_told(monkeypatch, nowhere, capsys):
    monkeypatch.setattr(install, "follow", answering([("pip", False, "no route to host")]))
    with pytest.raises(SystemExit, match=r"(?s)Is there a network\?.*no route to host"):
        install.install()
    assert "pip takes over" in capsys.readouterr().out


def test_without_uv_pip_does_it(monkeypatch, nowhere, capsys):
    monkeypatch.setattr(install, "follow", answering([("--target", False, "no matching distribution")]))
    install.install()
    assert "pip takes over" in capsys.readouterr().out
    assert install.is_current() is False  # the stamp was written, but there is no Python in a made-up environment


def test_a_failure_of_uv_is_mended_by_pip(monkeypatch, nowhere, capsys):
    calls = []
    follow = answering([("uv pip", False, "error")])
    monkeypatch.setattr(install, "uv_command", lambda pip: ["uv", "pip", "install"])
    monkeypatch.setattr(install, "follow", lambda *given: calls.append(given[0]) or follow(*given))
    install.install()
    assert any("--only-binary" in call for call in calls)
    assert "pip takes over" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told(monkeypatch, nowhere):
    monkeypatch.setattr(install, "follow", answering([("venv", False, "denied")]))
    with pytest.raises(SystemExit, match=r"(?s)\.venv could not be made.*denied"):
        install.install()


def test_settings_for_other_pythons_do_no_harm(monkeypatch):
    for name in ("PIP_USER", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"):
        monkeypatch.setenv(name, "1")
    environment = install.clean_environment()
    assert environment["PIP_USER"] == "0"
    assert not {"PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"} & environment.keys()
    environment = start.lab_environment()
    assert "PYTHONPATH" not in environment
    assert environment["JUPYTER_PREFER_ENV_PATH"] == "1"


def test_what_a_command_does_is_shown_and_kept(capsys):
    done, said = install.follow(
        [sys.executable, "-c", "print('Downloading numpy (16 MB)'); print('end'); raise SystemExit(3)"]
    )
    assert (done, said) == (False, "Downloading numpy (16 MB)\nend")
    assert "downloading numpy (16 MB)" in capsys.readouterr().out
    assert install.follow(["no-such-program"])[0] is False


@pytest.mark.parametrize("name", ["random", "numpy"])
def test_modules_of_the_environment_come_first(tmp_path, name):
    """Beside a lesson, and on PYTHONPATH: the environment's Python does not take a file for a module of that name."""
    (tmp_path / f"{name}.py").write_text("raise ImportError('not this one')")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    program = f"import {name}, facelab; print({name}.__file__)"
    for command in (["-c", program], ["-m", "timeit", "-n1", "-r1", f"import {name}"]):
        run = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        assert str(tmp_path) not in run.stdout


def test_a_file_that_hides_a_module_is_named(tmp_path):
    for name in ("numpy.py", "random.py", "mine.py"):
        (tmp_path / name).touch()
    assert facelab.hiding_files(tmp_path) == ["numpy.py", "random.py"]


def test_no_start_waits_for_a_grammar_that_nobody_asks_for():
    code = "import jsonschema, jupyter_events, sys; print('lark' in sys.modules)"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_changed_pins_ask_for_a_new_environment(monkeypatch, tmp_path):
    (tmp_path / "facelab").mkdir()
    for name in install.FINGERPRINT:
        (tmp_path / name).write_text("")
    (tmp_path / "requirements.txt").write_text("a==1")
    monkeypatch.setattr(install, "ROOT", str(tmp_path))
    monkeypatch.setattr(install, "STAMP", str(tmp_path / "stamp"))
    monkeypatch.setattr(install, "environment_python", lambda: sys.executable)
    assert not install.is_current()
    (tmp_path / "stamp").write_text(install.fingerprint())
    assert install.is_current()
    (tmp_path / "requirements.txt").write_text("a==2")
    assert not install.is_current()


def test_root_and_no_browser_are_no_obstacle(monkeypatch):
    def none():
        raise webbrowser.Error

    monkeypatch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(start.webbrowser, "get", none)
    command = start.lab_command(["--port=9000"])
    assert {"--allow-root", "--no-browser", "--port=9000"} <= set(command)


def test_the_word_workshop_opens_the_workshop_and_is_not_passed_on():
    command = start.lab_command(["workshop", "--port=9000"])
    assert "--LabApp.default_url=/lab/tree/workbook/workshop.ipynb" in command
    assert "workshop" not in command
    assert "--LabApp.default_url=/lab/tree/workbook/00-start-here.ipynb" in start.lab_command(["--port=9000"])


def test_the_address_is_told_last_where_there_is_no_browser(monkeypatch, tmp_path, capsys):
    server = SimpleNamespace(pid=77, poll=lambda: None)
    (tmp_path / "jpserver-77.json").write_text('{"url": "http://localhost:8888/", "token": "abc"}')
    monkeypatch.setattr(start, "AFTER_THE_LOG", 0)
    monkeypatch.setattr(start, "has_browser", lambda: False)
    monkeypatch.setattr(start.sys, "argv", ["start.py"])
    monkeypatch.setattr(start.subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=f"{tmp_path}\n"))
    started = []
    monkeypatch.setattr(
        start.threading, "Timer", lambda after, tell: started.append(tell) or SimpleNamespace(start=tell)
    )
    start.tell_later(["first"], server)
    assert capsys.readouterr().out.split("\n")[1:3] == [
        "first",
        "Reading Faces: no browser was found here. Open this address: "
        "http://localhost:8888/lab/tree/workbook/00-start-here.ipynb?token=abc",
    ]
    assert start.address(78) is None


def test_a_user_with_a_browser_gets_neither(monkeypatch):
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(start.webbrowser, "get", lambda: object())
    assert not {"--allow-root", "--no-browser"} & set(start.lab_command([]))
