"""`trail serve` as a process: new data is served, only whole and sound; no home is needed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from tests.sample import Sample

PATIENCE_S = 60


@dataclass(frozen=True)
class Served:
    """A dataset in files, the address it is served at, and the server's log."""

    folder: Path
    root: str
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def title(self) -> str:
        """What the start page calls the trail."""
        with urllib.request.urlopen(f"{self.root}/", timeout=PATIENCE_S) as response:
            page = response.read().decode()
        return page.partition("<title>")[2].partition("<")[0]  # type: ignore[no-any-return]

    def told(self) -> str:
        return self.log.read_text()

    def name(self, title: str) -> str:
        """trail.yaml with another title."""
        text = (self.folder / "trail.yaml").read_text()
        line = next(line for line in text.splitlines() if line.startswith("title:"))
        return text.replace(line, f"title: {title}", 1)


def wait_for(come: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not come():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@contextmanager
def serving(tmp_path: Path, *words: str, **environment: str) -> Iterator[Served]:
    folder, log = Sample().write(tmp_path / "data"), tmp_path / "log"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "trail", "--data", str(folder), "serve", *words)
    # The server is several processes: they are one group here, and end as one.
    with log.open("wb") as out, subprocess.Popen(
        (*command, "--port", str(port)), stdout=out, stderr=out, start_new_session=True,
        env={**os.environ, **environment},
    ) as process:  # fmt: skip
        found = Served(folder, f"http://127.0.0.1:{port}", log, process)
        try:
            wait_for(lambda: process.poll() is not None or answers(found))
            assert process.poll() is None, found.told()
            yield found
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def answers(served: Served) -> bool:
    try:
        return bool(served.title)
    except OSError:
        return False


def test_a_user_without_a_home_can_serve(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-access-log", HOME="/dev/null") as served:
        # Its own first lines come right after the workers: by the second answer they are there.
        wait_for(lambda: answers(served))
        missing, serving_on = served.told().splitlines()
        assert missing.startswith("TRAIL_BASE_URL is not set")
        assert serving_on == f"Serving on {served.root}/ (stop with Ctrl-C)"


def test_a_public_address_that_is_set_is_not_missed(tmp_path: Path) -> None:
    with serving(tmp_path, "--base-url", "https://trail.example.org") as served:
        assert "TRAIL_BASE_URL" not in served.told()


@pytest.fixture
def reloading(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, "--reload") as served:
        yield served


def test_sound_data_is_served_and_faulty_or_half_written_is_not(reloading: Served) -> None:
    served = reloading
    trail, sites = served.folder / "trail.yaml", served.folder / "sites.geojson"

    trail.write_text(served.name("A second name"))
    wait_for(lambda: "A second name" in served.title)

    # Faulty: the old data stays, and the log says where the fault is, once.
    sound = trail.read_text()
    trail.write_text(served.name("A faulty name") + "\nno_such_field: 1\n")
    wait_for(lambda: "no_such_field" in served.told())
    assert "trail.yaml" in served.told()
    assert "A second name" in served.title
    assert served.told().count("no_such_field") == 1

    # Cut off in the middle, as by a full disk.
    trail.write_text(sound)
    whole = sites.read_text()
    sites.write_text(whole[: len(whole) // 2])
    wait_for(lambda: "sites.geojson" in served.told())
    assert "A second name" in served.title
    with urllib.request.urlopen(f"{served.root}/sites.geojson", timeout=PATIENCE_S) as response:
        assert response.status == 200
    sites.write_text(whole)

    # Written piece by piece: nothing is served in between that was not whole.
    text = served.name("A third name")
    seen = set()
    with trail.open("w") as file:
        for at in range(0, len(text), max(1, len(text) // 30)):
            file.write(text[at : at + max(1, len(text) // 30)])
            file.flush()
            seen.add(served.title)
            time.sleep(0.1)
    assert all("A second name" in title or "A third name" in title for title in seen)
    wait_for(lambda: "A third name" in served.title)
    assert "Traceback" not in served.told()


# ---------------------------------------------------------------- new data, and the end


@contextmanager
def asking(served: Served) -> Iterator[list[str]]:
    """Four readers that ask for pages all the while; what went wrong is in the list."""
    over, wrong = Event(), []

    def ask(number: int) -> None:
        while not over.is_set():
            try:
                with urllib.request.urlopen(
                    f"{served.root}/sites/", timeout=PATIENCE_S
                ) as response:
                    response.read()
            except OSError as error:
                if not over.is_set():
                    wrong.append(f"{number}: {error!r}")

    with ThreadPoolExecutor(4) as pool:
        for number in range(4):
            pool.submit(ask, number)
        try:
            yield wrong
        finally:
            over.set()


def test_nobody_is_turned_away_while_new_data_is_taken_up(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-access-log") as served, asking(served) as wrong:
        for title in ("A second name", "A third name"):
            (served.folder / "trail.yaml").write_text(served.name(title))
            served.process.send_signal(signal.SIGHUP)
            wait_for(lambda title=title: title in served.title)  # type: ignore[misc]
        # Faulty data leave what is served.
        (served.folder / "trail.yaml").write_text("title: [")
        served.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "trail.yaml" in served.told())
        assert "A third name" in served.title
    assert not wrong
    assert "Traceback" not in served.told()


def test_a_stop_comes_through_many_reloads_and_leaves_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-access-log") as served:
        with asking(served):
            for _ in range(8):
                served.process.send_signal(signal.SIGHUP)
            served.process.terminate()
            assert served.process.wait(PATIENCE_S) == 0
        wait_for(lambda: not of_group(served.process.pid))
    assert "Traceback" not in served.told()
    assert "out of memory" not in served.told()


def of_group(leader: int) -> list[int]:
    """The processes that a server and its children are, but for those that are over."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # "pid (name) state parent group ..."; the name may hold anything.
            state, _parent, group = status.read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state != "Z":
                found.append(int(status.parent.name))
    return found


def test_the_typesetter_is_no_part_of_the_server() -> None:
    """It would take 20 MB in each process from the first icon on, and never give them back."""
    command = "import sys, trail.web.serve.app; print('typst' in sys.modules)"
    done = subprocess.run((sys.executable, "-c", command), capture_output=True, check=True)
    assert done.stdout == b"False\n"
