"""`make lab` and `make test` start from nothing, and say in one sentence what stops them."""

import subprocess
import sys
import webbrowser

import pytest

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


def test_no_network_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(install, "ENVIRONMENT", str(tmp_path / "venv"))
    monkeypatch.setattr(install, "environment_python", lambda: sys.executable)
    monkeypatch.setattr(
        install.subprocess,
        "run",
        lambda arguments, **_: subprocess.CompletedProcess(arguments, int("pip" in arguments), "no route to host"),
    )
    with pytest.raises(SystemExit, match=r"(?s)Is there a network\?.*no route to host"):
        install.install()


def test_a_folder_that_cannot_be_written_is_told(monkeypatch):
    monkeypatch.setattr(
        install.subprocess, "run", lambda arguments, **_: subprocess.CompletedProcess(arguments, 1, "denied")
    )
    with pytest.raises(SystemExit, match=r"(?s)\.venv could not be made.*denied"):
        install.install()


def test_changed_pins_ask_for_a_new_environment(monkeypatch, tmp_path):
    (tmp_path / "requirements.txt").write_text("a==1")
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.setattr(install, "ROOT", str(tmp_path))
    monkeypatch.setattr(install, "STAMP", str(tmp_path / "stamp"))
    monkeypatch.setattr(install, "environment_python", lambda: sys.executable)
    assert not install.is_current()
    (tmp_path / "stamp").write_text(install.fingerprint())
    assert install.is_current()
    (tmp_path / "requirements.txt").write_text("a==2")
    assert not install.is_current()


def test_root_and_no_browser_are_no_obstacle(monkeypatch, capsys):
    def none():
        raise webbrowser.Error

    monkeypatch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(start.webbrowser, "get", none)
    command = start.lab_command(["--port=9000"])
    assert {"--allow-root", "--no-browser", "--port=9000"} <= set(command)
    assert "Open the address" in capsys.readouterr().out


def test_a_user_with_a_browser_gets_neither(monkeypatch):
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(start.webbrowser, "get", lambda: object())
    assert not {"--allow-root", "--no-browser"} & set(start.lab_command([]))
