"""What one learner can find out about another, or do to the server: each attempt is made in a learner's own kernel."""

import json
import re
import subprocess
import time
from pathlib import Path

import pytest
import requests

from tests.hub import room
from tests.hub.client import Learner, Unwelcome
from tests.hub.conftest import NAMES, TEACHER
from tests.hub.room import ADDRESS, PLACE

pytestmark = pytest.mark.hub

SHELL = """
import subprocess
done = subprocess.run({command!r}, shell=True, capture_output=True, text=True, timeout=60)
print(done.stdout + done.stderr)
"""


def shell(who, command):
    """Return what a command of the shell says in a learner's kernel."""
    return who.do(SHELL.format(command=command))


def ask(who, address, method="GET", headers=None, body=None):
    """Return (status, text) of a request that a learner's kernel makes, with the learner's own token unless told."""
    code = f"""
import os, json, urllib.request, urllib.error
token = os.environ["JUPYTERHUB_API_TOKEN"]
headers = {headers!r} if {headers!r} is not None else {{"Authorization": "token " + token}}
data = json.dumps({body!r}).encode() if {body!r} is not None else None
request = urllib.request.Request({address!r}, data=data, headers=headers, method={method!r})
try:
    with urllib.request.urlopen(request, timeout=20) as answer:
        print(answer.status, answer.read().decode(errors="replace"))
except urllib.error.HTTPError as answer:
    print(answer.code, answer.read().decode(errors="replace"))
"""
    status, _, text = who.do(code).partition(" ")
    assert status.isdigit(), (status, text)
    return int(status), text


HOME = PLACE.homes / "anna"
FILES = {
    "the other homes": f"ls {PLACE.homes}",
    "another home": f"ls {HOME}",
    "a file in it": f"cat {HOME}/secret.txt",
    "a saved lesson": f"cat {HOME}/reading-faces/workbook/05-error-rates.ipynb",
    "the log of another server": f"cat {HOME}/.server.log",
    "a key of another kernel": f"cat {HOME}/.run/kernel-*.json",
    "the disk of another home": f"head -c 100 {PLACE.disks}/anna.ext4",
    "the devices behind the disks": "head -c 100 /dev/loop0; head -c 100 /dev/loop1; head -c 100 /dev/loop2; false",
    "the passwords": f"head -c 100 {PLACE.state}/passwords*",
    "the hub's record": f"head -c 100 {PLACE.state}/hub.sqlite",
    "the key of the cookies": f"cat {PLACE.state}/cookie_secret",
    "the hub's log": f"cat {PLACE.state}/hub.log",
    "the settings": f"cat {PLACE.settings_file}",
    "who else is a learner, from the list": f"cat {PLACE.names_file}",
    "the machine's passwords": "cat /etc/shadow",
}
ROOTS = {  # what root sees with the same command, so that a closed door is not taken for an empty room
    "a file in it": "31415",
    "the key of the cookies": "",
    "who else is a learner, from the list": "anna",
    "the settings": "shortest_password",
}


@pytest.mark.parametrize("what", FILES)
def test_nobody_reads(what, anna, eve):
    command = FILES[what]
    as_root = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, errors="replace")
    assert as_root.stdout, "the attempt is none: root sees nothing either"
    said = shell(eve, f"({command}) && echo GOT IN")
    assert "GOT IN" not in said
    assert re.search("denied|cannot", said), said
    assert ROOTS.get(what, "") in as_root.stdout


def test_the_owner_reads_what_the_others_cannot(anna):
    assert "31415" in shell(anna, f"cat {HOME}/secret.txt")


WRITES = {
    "the course": f"echo x >> {PLACE.course}/lessons/05-error-rates.ipynb",
    "the library": f"echo x > {PLACE.course}/facelab/new.py",
    "the environment": f"echo x > {PLACE.course}/.venv/lib/new.py",
    "a lesson through the link in the own workbook": "echo x > ~/reading-faces/solutions/05-error-rates.ipynb",
    "the hub's programs": f"echo x >> {PLACE.hub}/learner.py",
    "the fonts that all copy": f"echo x > {PLACE.folder}/fonts/new.json",
    "another home": f"echo x > {HOME}/new.txt",
    "a new home": f"mkdir {PLACE.homes}/mallory",
    "the server's folder": f"echo x > {PLACE.folder}/new.txt",
}


@pytest.mark.parametrize("what", WRITES)
def test_nobody_writes(what, anna, eve):
    said = shell(eve, f"({WRITES[what]}) && echo GOT IN")
    assert "GOT IN" not in said
    assert re.search("denied|Read-only|cannot", said), said


def test_processes_of_others_are_not_seen_at_all(anna, eve):
    others = room.processes_of("anna")
    assert others
    seen = shell(eve, "ps -eo pid=,user:20=,args=").splitlines()
    assert {line.split()[1] for line in seen if line.strip()} == {room.account("eve")}
    for process in others:
        assert "No such file" in shell(eve, f"cat /proc/{process}/environ /proc/{process}/cmdline")


def test_processes_of_others_cannot_be_ended_or_read(anna, eve):
    kernel = next(process for process, command in room.processes_of("anna").items() if "ipykernel" in command)
    assert re.search("not permitted|No such process", shell(eve, f"kill -9 {kernel}"))
    assert re.search("denied|No such file", shell(eve, f"head -c 10 /proc/{kernel}/mem"))
    assert kernel in room.processes_of("anna")


SEARCH = """
import glob
wanted, found = ({first!r} + {second!r}).encode(), []  # put together here: this text is in a process of its own
for path in glob.glob("/proc/[0-9]*/*") + glob.glob("/tmp/**", recursive=True) + glob.glob("{homes}/*/*"):
    try:
        with open(path, "rb") as file:
            if path.endswith(("/environ", "/cmdline", "/comm", "/status")) or not path.startswith("/proc"):
                found += [path] if wanted in file.read(10**6) else []
    except OSError:
        pass
print(found)
"""


def test_the_token_of_another_is_nowhere(anna, eve):
    token = anna.do("import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    assert len(token) == 32
    search = SEARCH.format(first=token[:16], second=token[16:], homes=PLACE.homes)
    assert "environ" in anna.do(search)  # she finds her own
    assert eve.do(search) == "[]\n"


def ports(name, word):
    """Return the ports on which those processes of a learner listen that have a word in their command."""
    listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout.splitlines()
    mine = [number for number, command in room.processes_of(name).items() if word in command]
    found = [line.split()[3] for line in listening if any(f"pid={number}," in line for number in mine)]
    assert all(address.startswith("127.0.0.1:") for address in found)
    return [int(address.rpartition(":")[2]) for address in found]


def test_a_kernels_sockets_are_its_owners(anna, eve):
    sockets = list((HOME / ".run").glob("kernel-*-ipc-*"))
    assert len(sockets) >= 5  # shell, output, input, control, heartbeat
    connect = f"import socket; s = socket.socket(socket.AF_UNIX); s.connect({str(sockets[0])!r}); print('GOT IN')"
    assert "GOT IN" in anna.do(connect)
    assert "PermissionError" in eve.do(connect)


def test_what_a_kernel_has_open_takes_nothing_from_others(anna, eve):
    """IPython keeps one port for what its own child processes print; what others send to it is thrown away."""
    kernel = anna.call("POST", "api/kernels", {"name": "python3"})["id"]
    socket = anna.channels(kernel)
    anna.execute(socket, "found = 27182")
    for port in ports("anna", "ipykernel"):
        eve.do(
            "import zmq, time\nsocket = zmq.Context().socket(zmq.PUSH)\nsocket.linger = 500\n"
            f"socket.connect('tcp://127.0.0.1:{port}')\n"
            "for _ in range(20): socket.send_multipart([b'x' * 16, b'stream', b'planted words'])\ntime.sleep(1)"
        )
    said = str(anna.execute(socket, "print(found)"))
    assert "27182" in said
    assert "planted" not in said
    socket.close()
    anna.call("DELETE", f"api/kernels/{kernel}")


def test_another_server_is_closed_from_inside(anna, eve):
    (port,) = ports("anna", "singleuser")
    for path in ("api/contents", "api/kernels", "api/sessions", "files/workbook/05-error-rates.ipynb"):
        status, text = ask(eve, f"http://127.0.0.1:{port}/user/anna/{path}")
        assert status == 403 or "hub/login" in text, (status, text[:300])
        assert "31415" not in text


def test_another_server_is_closed_from_a_browser(anna, eve):
    for path in ("lab", "api/contents/secret.txt", "files/secret.txt", "api/kernels"):
        answer = eve.browser.get(f"{ADDRESS}/user/anna/{path}", timeout=30)
        assert answer.status_code in (403, 404)
    with pytest.raises(Exception, match="403"):
        Learner.channels(_with_the_browser_of(eve, anna), anna.notebook_kernel)


def _with_the_browser_of(one, other):
    mixed = Learner(other.name, other.address)
    mixed.browser = one.browser
    return mixed


ANNA = "http://127.0.0.1:8081/hub/api/users/anna"
CALLS = {
    "the list of all": ("GET", "http://127.0.0.1:8081/hub/api/users", None),
    "another learner": ("GET", ANNA, None),
    "another's tokens": ("GET", f"{ANNA}/tokens", None),
    "a new token for another": ("POST", f"{ANNA}/tokens", {"note": "mine"}),
    "to stop another's server": ("DELETE", f"{ANNA}/server", None),
    "to delete another": ("DELETE", ANNA, None),
    "to become admin": ("PATCH", "http://127.0.0.1:8081/hub/api/users/eve", {"admin": True}),
    "a new user": ("POST", "http://127.0.0.1:8081/hub/api/users/mallory", None),
    "the services": ("GET", "http://127.0.0.1:8081/hub/api/services", None),
    "the proxy's routes": ("GET", "http://127.0.0.1:8081/hub/api/proxy", None),
    "to end the hub": ("POST", "http://127.0.0.1:8081/hub/api/shutdown", None),
    "the proxy's own door": ("GET", "http://127.0.0.1:8001/api/routes", None),
    "a new route of the proxy": ("POST", "http://127.0.0.1:8001/api/routes/x", {"target": "http://127.0.0.1:9"}),
}


@pytest.mark.parametrize("what", CALLS)
def test_the_hub_refuses(what, anna, eve):
    method, address, body = CALLS[what]
    status, text = ask(eve, address, method, body=body)
    assert status in (403, 404), text[:300]
    assert "31415" not in text
    assert room.processes_of("anna")


def test_the_hub_answers_a_learner_about_herself(eve):
    status, text = ask(eve, "http://127.0.0.1:8081/hub/api/user")
    assert (status, json.loads(text)["name"], json.loads(text)["admin"]) == (200, "eve", False)


@pytest.mark.parametrize("page", ["admin", "user/anna/", "token?user=anna", "spawn/anna"])
def test_the_hubs_pages_for_others_are_closed(page, anna, eve):
    answer = eve.browser.get(f"{ADDRESS}/hub/{page}", timeout=30)
    assert answer.status_code in (403, 404) or "anna" not in answer.text.replace("user=anna", "").replace("/anna", "")


@pytest.mark.parametrize(
    "path", ["../anna/secret.txt", "..%2fanna%2fsecret.txt", "workbook/door/secret.txt", "../../../state/hub.log"]
)
def test_the_own_server_leads_nowhere_else(path, anna, eve):
    shell(eve, f"ln -sfn {HOME} ~/reading-faces/workbook/door")
    answer = eve.browser.get(eve.url(f"api/contents/{path}"), timeout=30)
    assert answer.status_code >= 400
    assert "31415" not in answer.text


@pytest.mark.parametrize("name", ["anna", "root", TEACHER, "mallory", "daemon", "rf-anna", "../anna", "ANNA"])
def test_nobody_logs_in_as(name, anna, eve):
    one = Learner(name, ADDRESS, password="a wrong password")
    if name in ("root", TEACHER):
        Learner(name, ADDRESS).login()  # whose name it is has come first
    with pytest.raises(Unwelcome, match="403"):
        one.login()


def test_a_short_password_is_refused_and_said(server):
    room.hub("reset", "ben")
    with pytest.raises(Unwelcome, match="at least 10 characters"):
        Learner("ben", ADDRESS, password="short").login()
    Learner("ben", ADDRESS).login()


def test_guesses_queue_up(server, anna):
    started = time.monotonic()
    for _ in range(3):
        with pytest.raises(Unwelcome):
            Learner("anna", ADDRESS, password="guess guess guess").login()
    assert time.monotonic() - started > 3


def test_a_learner_called_root_is_not_root(server):
    said = shell(room.learner("root"), "id; cat /etc/shadow")
    assert room.account("root") in said
    assert "uid=0" not in said
    assert "denied" in said


GAINS = {
    "sudo": "sudo -n id",
    "su": "su -c id < /dev/null",
    "a program that carries root's rights in the own home": "cp /bin/sh ~/sh && chmod 4755 ~/sh && ~/sh -p -c id",
    "a device of the own": "mknod ~/disk b 7 0 && head -c 10 ~/disk",
    "a mount": f"mount --bind {HOME} ~/reading-faces",
    "more memory": "ulimit -d unlimited",
    "more threads": "ulimit -u 5000",
    "to see processes again": "mount -t proc proc /proc",
    "the room of the host": "nsenter -t 1 -m ls /",
}


@pytest.mark.parametrize("what", GAINS)
def test_no_rights_are_gained(what, eve):
    said = shell(eve, f"({GAINS[what]}) && echo DONE")
    assert "uid=0" not in said
    assert "euid=0" not in said
    if not what.startswith("a program"):
        assert "DONE" not in said, said


def test_no_rights_are_gained_in_a_room_of_the_own(anna, eve):
    """Where the system allows user namespaces, a learner is "root" there, and still sees nothing of the others."""
    said = shell(
        eve, f"unshare --user --map-root-user --mount sh -c 'cat {HOME}/secret.txt; mount -t proc proc /proc; ps -e'"
    )
    assert "31415" not in said
    assert "jupyterhub" not in said


def test_what_all_may_write_is_small_and_not_the_hosts(anna, eve):
    found = shell(eve, "find / -xdev -type d -perm -0002 -not -path '/proc/*' 2>/dev/null; true")
    folders = [line for line in found.splitlines() if line.startswith("/")]
    assert set(folders) <= set(room.running.OPEN_TO_ALL)
    assert "/tmp" in folders
    for line in shell(eve, f"df -P {' '.join(folders)}").strip().splitlines()[1:]:
        kind, size = line.split()[:2]
        assert kind == "tmpfs"
        assert int(size) <= 64 * 1024
    shell(eve, "echo hello > /tmp/note.txt")
    assert "hello" in shell(eve, "cat /tmp/note.txt")
    assert "denied" in shell(anna, "cat /tmp/note.txt")
    assert not Path("/tmp/note.txt").exists()


def test_the_teacher_reads_only_what_is_the_learners_own(anna, eve, tmp_path):
    """A link to another's lesson, a pipe, an endless file: none of them fools or stops the teacher's collecting."""
    book = "~/reading-faces/workbook"
    shell(eve, f"cd {book}; ln -sf {HOME}/reading-faces/workbook/05-error-rates.ipynb 05-error-rates.ipynb")
    shell(eve, f"cd {book}; rm -f 06*; mkfifo 06-how-sure-are-we.ipynb; rm -f 07*; ln -s /dev/zero 07-thresholds.ipynb")
    started = time.monotonic()
    said = room.hub("collect", tmp_path)
    assert time.monotonic() - started < 60
    assert "notebooks are in" in said
    names = {path.name[:2] for path in (tmp_path / "eve").iterdir()}
    assert names.isdisjoint({"05", "06", "07"})
    assert "04" in names
    assert (tmp_path / "anna" / "05-error-rates.ipynb").stat().st_size > 10_000


def test_an_update_leaves_what_learners_wrote(anna):
    """The course is copied again over itself; what anna has answered is as it was."""
    own = HOME / "reading-faces" / "workbook" / "05-error-rates.ipynb"
    before = own.read_bytes()
    room.hub("set-up")
    assert own.read_bytes() == before
    assert "31415" in (HOME / "secret.txt").read_text()


def test_a_page_elsewhere_cannot_use_the_login(anna):
    """Another site's page that has the browser send anna's cookies changes nothing: half of the key is missing."""
    answer = anna.browser.post(
        anna.url("api/kernels"), json={"name": "python3"}, headers={"Origin": "http://elsewhere.example"}, timeout=30
    )
    assert answer.status_code == 403


def test_the_names_are_what_the_trials_think():
    assert set(PLACE.names()) == {*NAMES, TEACHER}
    assert requests.get(f"{ADDRESS}/hub/api/users", timeout=30).status_code == 403
