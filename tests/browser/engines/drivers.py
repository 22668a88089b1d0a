"""Browsers of three engines behind one interface, Selenium's."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.common.service import Service
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from tests.browser.conftest import FLAGS
from tests.browser.engines.marionette import Marionette
from tests.browser.install import find_chromium

ENGINES = ("chromium", "firefox", "webkit")
SCRIPT_S = 120  # that a script may take on a busy machine


def wanted() -> tuple[str, ...]:
    """The engines to be tried: those of BROWSERS, else the two that every machine can have."""
    named = os.environ.get("BROWSERS", "chromium firefox").split()
    unknown = set(named) - set(ENGINES)
    if unknown:
        raise ValueError(f"BROWSERS names {', '.join(sorted(unknown))}; there are {ENGINES}")
    return tuple(named)


def lacking(engine: str) -> str | None:
    """What is not on this machine that the engine needs; None where all is."""
    needed: dict[str, dict[str, object]] = {
        "chromium": {"chromium": find_chromium(), "chromedriver": shutil.which("chromedriver")},
        "firefox": {"firefox": find_firefox()},
        "webkit": {
            "WebKitWebDriver": shutil.which("WebKitWebDriver"),
            "MiniBrowser": find_minibrowser(),
            "Xvfb": shutil.which("Xvfb"),
        },
    }
    missing = [name for name, found in needed[engine].items() if not found]
    return f"{', '.join(missing)} not found: python -m tests.browser.install" if missing else None


def find_firefox() -> str | None:
    return os.environ.get("FIREFOX_PATH") or shutil.which("firefox-esr") or shutil.which("firefox")


def find_minibrowser() -> str | None:
    found = sorted(Path("/usr/lib").glob("**/webkit2gtk-*/MiniBrowser"))
    return str(found[-1]) if found else None


def driver(engine: str) -> AbstractContextManager[WebDriver]:
    """A browser that has seen nothing yet, as long as the context lasts."""
    return {"chromium": _chromium, "firefox": _firefox, "webkit": _webkit}[engine]()


@contextmanager
def _chromium() -> Iterator[WebDriver]:
    options = webdriver.ChromeOptions()
    options.binary_location = find_chromium() or ""
    for flag in (*FLAGS, "--headless=new", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    with _through(ChromeService(shutil.which("chromedriver")), options) as found:
        yield found


@contextmanager
def _firefox() -> Iterator[WebDriver]:
    marionette = Marionette(find_firefox() or "firefox")
    try:
        found = webdriver.Remote(command_executor=marionette, options=webdriver.FirefoxOptions())
        found.set_script_timeout(SCRIPT_S)
        yield found
    finally:
        marionette.close()


@contextmanager
def _webkit() -> Iterator[WebDriver]:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = find_minibrowser() or ""
    options.add_argument("--automation")
    with _display() as display:
        program = shutil.which("WebKitWebDriver") or ""
        service = WebKitService(program, env=os.environ | {"DISPLAY": display})
        with _through(service, options) as found:
            yield found


@contextmanager
def _through(service: Service, options: ArgOptions) -> Iterator[WebDriver]:
    """A browser that a driver of its maker has started."""
    service.start()
    try:
        connection = RemoteConnection(client_config=ClientConfig(service.service_url))
        found = webdriver.Remote(connection, options=options)
        found.set_script_timeout(SCRIPT_S)
        yield found
        found.quit()
    finally:
        service.stop()


@contextmanager
def _display() -> Iterator[str]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()
