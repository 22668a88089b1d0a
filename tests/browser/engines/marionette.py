"""Firefox by its own port: Debian has no geckodriver, which does nothing but pass these on.

Firefox speaks WebDriver's commands as JSON over a socket (Marionette); Selenium hands them over by
their names.
"""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.errorhandler import ExceptionMapping
from selenium.webdriver.remote.remote_connection import RemoteConnection

PREFERENCES = {
    "marionette.port": 0,  # a free one, written into the profile
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.update.auto": False,
    "extensions.update.enabled": False,
    # Nothing but this machine answers.
    "network.dns.localDomains": "",
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
}
_NAMES = {
    Command.NEW_SESSION: "NewSession", Command.GET: "Navigate", Command.REFRESH: "Refresh",
    Command.GO_BACK: "Back", Command.GET_CURRENT_URL: "GetCurrentURL",
    Command.W3C_EXECUTE_SCRIPT: "ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "ExecuteAsyncScript",
    Command.FIND_ELEMENT: "FindElement", Command.FIND_ELEMENTS: "FindElements",
    Command.CLICK_ELEMENT: "ElementClick", Command.GET_ELEMENT_TEXT: "GetElementText",
    Command.SEND_KEYS_TO_ELEMENT: "ElementSendKeys", Command.SET_TIMEOUTS: "SetTimeouts",
    Command.SET_WINDOW_RECT: "SetWindowRect", Command.SCREENSHOT: "TakeScreenshot",
    Command.QUIT: "DeleteSession",
}  # fmt: skip


class Marionette(RemoteConnection):
    """A Firefox of its own, and Selenium's connection to it."""

    browser_name = "firefox"

    def __init__(self, firefox: str) -> None:
        super().__init__(client_config=ClientConfig("http://127.0.0.1"))
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        Path(self._profile.name, "user.js").write_text("\n".join(lines))
        self._firefox = subprocess.Popen(
            [firefox, "--marionette", "--headless", "--no-remote", "--profile", self._profile.name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._socket = socket.create_connection(("127.0.0.1", self._port()), 120)
        self._answers = self._socket.makefile("rb")
        self._read()  # its greeting

    def _port(self, patience_s: float = 120) -> int:
        file = Path(self._profile.name, "MarionetteActivePort")
        end = time.monotonic() + patience_s
        while time.monotonic() < end and self._firefox.poll() is None:
            if file.exists() and file.read_text().strip():
                return int(file.read_text())
            time.sleep(0.1)
        raise WebDriverException("Firefox did not begin to listen")

    def _read(self) -> Any:
        length = b""
        while (byte := self._answers.read(1)) != b":":
            if not byte:
                raise WebDriverException("Firefox hung up")
            length += byte
        return json.loads(self._answers.read(int(length)))

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        given = {name: value for name, value in params.items() if name != "sessionId"}
        self._send(f"WebDriver:{_NAMES[command]}", given)
        _kind, _number, error, result = self._read()
        if error:
            kind = getattr(ExceptionMapping, error["error"].upper().replace(" ", "_"), None)
            raise (kind or WebDriverException)(error["message"])
        named = isinstance(result, dict) and set(result) == {"value"}
        return {"value": result["value"] if named else result}

    def _send(self, name: str, params: dict[str, Any]) -> None:
        body = json.dumps([0, 1, name, params]).encode()
        self._socket.sendall(b"%d:%s" % (len(body), body))

    def close(self) -> None:
        try:
            self._send("Marionette:Quit", {"flags": ["eForceQuit"]})
            self._firefox.wait(30)
        except (OSError, subprocess.TimeoutExpired):
            self._firefox.kill()
            self._firefox.wait()
        self._answers.close()
        self._socket.close()
        self._profile.cleanup()
