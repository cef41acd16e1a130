"""A simulated learner: logs in, starts a server, runs a lesson through it and saves it, as a browser would."""

import json
import time
import uuid
from dataclasses import dataclass, field

import requests
import websocket

PATIENCE = 300  # seconds for anything


class Unwelcome(Exception):
    """The hub or a server refused; the status and the page's text stand in it."""


@dataclass
class Learner:
    """One person with a browser of their own.

    seconds: what took how long: "login", "start", "run".
    """

    name: str
    address: str
    password: str = "a fine long password"
    seconds: dict[str, float] = field(default_factory=dict)

    def __post_init__(self):
        self.browser = requests.Session()

    def url(self, path):
        return f"{self.address}/user/{self.name}/{path}"

    def login(self):
        started = time.monotonic()
        page = f"{self.address}/hub/login"
        self.browser.get(page, timeout=PATIENCE).raise_for_status()
        form = {"username": self.name, "password": self.password, "_xsrf": self.browser.cookies.get("_xsrf")}
        # The page after the login is the server's, which is not wanted yet.
        answer = self.browser.post(page, data=form, timeout=PATIENCE, allow_redirects=False)
        if answer.status_code != 302:
            raise Unwelcome(f"{answer.status_code} {answer.text}")
        self.seconds["login"] = time.monotonic() - started

    def start(self):
        """Ask for a server and wait until its page is there."""
        started = time.monotonic()
        spawn = f"{self.address}/hub/spawn/{self.name}"
        self.browser.get(spawn, timeout=PATIENCE)
        while True:
            self._wait_for_news()
            answer = self.browser.get(self.url("lab"), timeout=PATIENCE)
            if answer.status_code == 200 and answer.url.startswith(self.url("lab")):
                break
            if answer.status_code == 424:  # "your server is not running": the page has a button for this
                self.browser.get(spawn, timeout=PATIENCE)
            if time.monotonic() - started > PATIENCE:
                raise Unwelcome(f"{answer.status_code} {answer.text[-500:]}")
            time.sleep(0.5)
        self.seconds["start"] = time.monotonic() - started

    def _wait_for_news(self):
        """Wait as the hub's waiting page does: on one open line, until the hub says that the server is ready."""
        cookie = next((one.value for one in self.browser.cookies if one.name == "_xsrf" and one.path == "/hub/"), "")
        with self.browser.get(
            f"{self.address}/hub/api/users/{self.name}/server/progress",
            headers={"X-XSRFToken": cookie}, stream=True, timeout=PATIENCE,
        ) as news:  # fmt: skip
            for line in news.iter_lines():
                if b'"ready": true' in line or b'"failed": true' in line:
                    return

    def _headers(self):
        own = [cookie.value for cookie in self.browser.cookies if cookie.name == "_xsrf" and self.name in cookie.path]
        return {"X-XSRFToken": own[-1]} if own else {}

    def call(self, method, path, body=None):
        answer = self.browser.request(method, self.url(path), json=body, headers=self._headers(), timeout=PATIENCE)
        if answer.status_code >= 400:
            raise Unwelcome(f"{answer.status_code} {answer.text[-500:]}")
        return answer.json() if answer.text else None

    def open(self, path="workbook/05-error-rates.ipynb"):
        """Open a notebook: return it and the number of its kernel."""
        notebook = self.call("GET", f"api/contents/{path}?content=1")["content"]
        session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        return notebook, self.call("POST", "api/sessions", session)["kernel"]["id"]

    def channels(self, kernel):
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.browser.cookies)
        address = self.url(f"api/kernels/{kernel}/channels").replace("http", "ws", 1)
        return websocket.create_connection(address, cookie=cookies, origin=self.address, timeout=PATIENCE)

    def execute(self, socket, code):
        """Run code in a kernel; return its outputs as a notebook keeps them."""
        number, outputs = uuid.uuid4().hex, []
        header = {"msg_id": number, "username": "", "session": number, "msg_type": "execute_request", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": True, "stop_on_error": True, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        socket.send(json.dumps(message))
        replied = False
        socket.settimeout(PATIENCE)
        while True:
            try:
                said = json.loads(socket.recv())
            except websocket.WebSocketTimeoutException:
                if replied:  # a server that is flooded with output throws the kernel's last words away, too
                    return outputs
                raise
            if said["parent_header"].get("msg_id") != number:
                continue
            kind, content = said["msg_type"], said["content"]
            if kind == "execute_reply":
                replied = True
                socket.settimeout(10)
            if kind == "status" and content["execution_state"] == "idle":
                return outputs
            if kind in ("stream", "display_data", "execute_result", "error"):
                kept = {key: value for key, value in content.items() if key != "transient"}
                outputs.append({"output_type": kind, **kept})

    def run(self, path="workbook/05-error-rates.ipynb"):
        """Open a lesson, run it from top to bottom, save it; return what went wrong, cell by cell."""
        started = time.monotonic()
        notebook, kernel = self.open(path)
        socket = self.channels(kernel)
        wrong = []
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = self.execute(socket, "".join(cell["source"]))
                wrong += [out for out in cell["outputs"] if out["output_type"] == "error"]
        socket.close()
        self.call("PUT", f"api/contents/{path}", {"type": "notebook", "format": "json", "content": notebook})
        self.seconds["run"] = time.monotonic() - started
        return wrong

    def do(self, code):
        """Run code in a kernel of its own and return what it printed, errors included."""
        kernel = self.call("POST", "api/kernels", {"name": "python3"})["id"]
        socket = self.channels(kernel)
        outputs = self.execute(socket, code)
        socket.close()
        self.call("DELETE", f"api/kernels/{kernel}")
        return "".join(out.get("text", "") or "\n".join(out.get("traceback", [])) for out in outputs)
