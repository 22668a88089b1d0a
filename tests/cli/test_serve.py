"""`trail serve` before it listens: settings told, checked and refused by their names."""

from __future__ import annotations

import os
import re
import signal
import socket
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from trail.cli import serve as cli_serve
from trail.cli.main import main
from trail.cli.serve import serve
from trail.cli.settings import known_settings, settings_of, unknown_settings

ROOT = Path(__file__).resolve().parent.parent.parent
KNOWN = frozenset({"TRAIL_PROXIES", "TRAIL_HOST", "TRAIL_BASE_URL"})


def test_the_table_names_every_setting_and_no_other() -> None:
    table = (ROOT / "docs" / "deploy.md").read_text().split("## Settings")[1].split("\n## ")[0]
    cells = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`([A-Z_]+)`", cells)) == settings_of(serve) | settings_of(main)


def test_help_names_every_setting() -> None:
    told = CliRunner().invoke(main, ["serve", "--help"]).output
    for name in settings_of(serve) | settings_of(main):
        assert name in told, name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "http"),
        ("TRAIL_PROXIES", "abc"),
        ("TRAIL_PROXIES", "-1"),
        ("TRAIL_WORKERS", "0"),
        ("TRAIL_THREADS", "many"),
        ("TRAIL_ACCESS_LOG", "perhaps"),
        ("TRAIL_BASE_PATH", "trail"),
        ("TRAIL_BASE_PATH", "/a b"),
        ("TRAIL_BASE_URL", "trail.example.org"),
        ("TRAIL_BASE_URL", "https://trail.example.org/path"),
        ("TRAIL_BASE_URL", "https://trail.example.org?x"),
        ("TRAIL_BASE_URL", "https://user@trail.example.org"),
        ("TRAIL_BASE_URL", "https://[::1"),
        ("TRAIL_BASE_URL", "https://trail.example.org:port"),
        ("TRAIL_DATABASE_URL", "mysql://u:hidden@h/d"),
        ("TRAIL_DATABASE_URL", "postgresql://h"),
        ("TRAIL_SECRET", "short"),
        ("TRAIL_KEEP_DAYS", "0"),
        ("TRAIL_QUESTIONS_PER_HOUR", "all"),
        ("TRAIL_MAIL_TO", "nobody"),
        ("TRAIL_PROXYS", "1"),
        ("TRAIL_BASEURL", "https://trail.example.org"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(name: str, value: str) -> None:
    result = CliRunner().invoke(main, ["serve"], env={name: value})
    assert result.exit_code == 2
    assert name in result.output
    assert "Traceback" not in result.output
    assert "hidden" not in result.output


def test_a_misspelt_setting_is_refused_with_the_one_that_is_meant() -> None:
    with pytest.raises(click.UsageError, match="TRAIL_PROXIES is meant"):
        list(unknown_settings(KNOWN, {"TRAIL_PROXYS": "1"}))


def test_names_that_others_set_are_only_told() -> None:
    others = {"TRAIL_SERVICE_HOST": "10.0.0.1", "TRAIL_PORT": "tcp://10.0.0.1", "HOME": "/"}
    assert len(list(unknown_settings(KNOWN, others))) == 2
    assert not list(unknown_settings(KNOWN, {"TRAIL_HOST": "::1"}))


def test_settings_of_every_command_are_known() -> None:
    assert settings_of(serve) | settings_of(main) <= known_settings(main)


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert f"127.0.0.1:{port} can't be listened at" in result.output


def test_a_container_can_be_stopped_while_the_app_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGTERM)
    try:
        cli_serve._heed_stop()
        assert signal.getsignal(signal.SIGTERM) == before  # elsewhere the signal ends it anyway
        monkeypatch.setattr(os, "getpid", lambda: 1)
        cli_serve._heed_stop()
        with pytest.raises(SystemExit) as stopped:
            signal.raise_signal(signal.SIGTERM)
        assert stopped.value.code == 0
    finally:
        signal.signal(signal.SIGTERM, before)
