"""What `trail serve` holds, beside nginx serving the same pages as files, in the same run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

APP, FILES = 8741, 8742
SECONDS = 10
MOST_PAGES = 200
LIMIT = "3000/s, p99 20 ms"
LUA = """local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "br"})
end
"""
NGINX = """daemon off; pid {0}/pid; error_log {0}/error.log; worker_processes 2;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; default_type text/html;
  client_body_temp_path {0}/t1; proxy_temp_path {0}/t2; fastcgi_temp_path {0}/t3;
  uwsgi_temp_path {0}/t4; scgi_temp_path {0}/t5;
  server {{ listen 127.0.0.1:{1}; root {0}/site; keepalive_requests 1000000; }}
}}
"""
Row = tuple[str, str, str]


def serving() -> Iterator[Row]:
    """Rows of the table; one that says why where a tool is not there."""
    missing = [tool for tool in ("wrk", "nginx") if shutil.which(tool) is None]
    if missing:
        yield "serving under load", f"no {' and no '.join(missing)}", LIMIT
        return
    trail = (sys.executable, "-m", "trail")
    origin = f"http://127.0.0.1:{APP}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # nginx's workers may be another user.
        folder.chmod(0o755)
        asked = ("--base-url", origin)
        quiet = subprocess.DEVNULL
        subprocess.run((*trail, "publish", str(folder / "site"), *asked), check=True, stdout=quiet)
        conf = folder / "nginx.conf"
        conf.write_text(NGINX.format(name, FILES))
        serve = (*trail, "serve", "--port", str(APP), *asked)
        with running(serve, APP), running(("nginx", "-c", str(conf)), FILES):
            paths = warmed(origin)
            script = folder / "paths.lua"
            script.write_text(LUA % ",".join(f'"{path}"' for path in paths))
            load = os.getloadavg()[0]
            for what, port, limit in (("trail serve", APP, LIMIT), ("nginx, files", FILES, "")):
                told = wrk(script, port)
                yield f"{what}, {len(paths)} pages, load before {load:.1f}", told, limit


@contextmanager
def running(command: tuple[str, ...], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server as long as the block lasts."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(lambda: answers(f"http://127.0.0.1:{port}/") == 200, 60)
            yield server
        finally:
            server.terminate()


def answers(url: str) -> int:
    """The status of an answer; 0 where there is none."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for(come: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not come():
        if time.monotonic() > end:
            raise SystemExit("a server did not come up")
        time.sleep(0.2)


def warmed(origin: str) -> list[str]:
    """Pages of the site map, once all of them are drawn."""
    with urllib.request.urlopen(f"{origin}/sitemap.xml", timeout=20) as response:
        found = re.findall(rf"<loc>{re.escape(origin)}(.*?)</loc>", response.read().decode())
    wait_for(lambda: answers(f"{origin}/offline.json") == 200, 180)
    return found[:MOST_PAGES]


def wrk(script: Path, port: int) -> str:
    """Requests a second, median and 99th percentile; failures where there were any."""
    command = ("wrk", "-t2", "-c16", f"-d{SECONDS}s", "--latency", "-s", str(script))
    url = f"http://127.0.0.1:{port}"
    subprocess.run((*command[:3], "-d2s", *command[4:], url), check=True, stdout=subprocess.DEVNULL)
    out = subprocess.run((*command, url), check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])  # type: ignore[index]
    p50, p99 = (re.search(rf"{n}%\s+(\S+)", out)[1] for n in (50, 99))  # type: ignore[index]
    failed = re.search(r"Non-2xx.*: (\d+)", out)
    return f"{rate:.0f}/s, {p50}, {p99}" + (f", {failed[1]} failed" if failed else "")
