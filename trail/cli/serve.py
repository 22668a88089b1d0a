"""The command that runs the app: `trail serve`."""

from __future__ import annotations

import os
import re
import signal
import sys
from functools import partial
from pathlib import Path

import click

from trail.base.webaddress import is_host, name_of
from trail.cli.options import HasData, parse_base_path, parse_base_url
from trail.cli.questions import (
    database,
    form_options,
    mail_options,
    question_settings,
    smtp,
    storage_options,
)
from trail.cli.settings import known_settings, unknown_settings

_NO_BASE_URL = (
    "TRAIL_BASE_URL is not set, and trail.yaml has no base_url: under a public name, pages name no "
    "address of their own, unless TRAIL_PROXIES or TRAIL_HOSTS vouch for it"
)


def _heed_stop() -> None:
    """Let a container be stopped while the app starts: a signal that its first process has no
    handler for is dropped, and gunicorn's own comes seconds later."""
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _hosts(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """Names such as trail.example.org, or .example.org for all under it, with commas between."""
    names = tuple(name.lower() for name in re.split(r"[,\s]+", value) if name)
    for name in names:
        if not is_host(name.removeprefix(".")) or name_of(name) != name:
            raise click.BadParameter(
                f"{name!r}: names such as trail.example.org or .example.org, without http or port"
            )
    return names


@click.command(epilog="TRAIL_DATA names the dataset's directory, as --data before the command.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, envvar="TRAIL_HOST", show_envvar=True,
    help="The address to listen at; 0.0.0.0 for all, as in a container.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True,
    show_envvar=True,
)  # fmt: skip
@click.option(
    "--base-path", default="", callback=parse_base_path, envvar="TRAIL_BASE_PATH", metavar="PATH",
    show_envvar=True, help="Serve everything under this path.",
)  # fmt: skip
@click.option(
    "--base-url", callback=parse_base_url, envvar="TRAIL_BASE_URL", metavar="URL", show_envvar=True,
    help="The public address; without it, links use the address that a request came to, where "
    "--proxies or --hosts vouch for it, or it is one of this house.",
)  # fmt: skip
@click.option(
    "--hosts", default="", callback=_hosts, envvar="TRAIL_HOSTS", metavar="NAMES",
    show_envvar=True, help="The names that it answers under, with commas; .example.org for all "
    "that end so. Default: any.",
)  # fmt: skip
@click.option(
    "--proxies", type=click.IntRange(0, 9), default=0, show_default=True, envvar="TRAIL_PROXIES",
    show_envvar=True, help="How many servers of your own stand before this one, each setting "
    "X-Forwarded-For, -Proto, -Host and -Prefix.",
)  # fmt: skip
@storage_options
@form_options
@mail_options
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True,
    envvar="TRAIL_WORKERS", show_envvar=True, help="Processes; one for each core.",
)  # fmt: skip
@click.option(
    "--threads", type=click.IntRange(1, 256), default=8, show_default=True,
    envvar="TRAIL_THREADS", show_envvar=True, help="Answers that a process makes at once.",
)  # fmt: skip
@click.option(
    "--access-log/--no-access-log", default=True, show_default=True,
    envvar="TRAIL_ACCESS_LOG", show_envvar=True,
    help="A line on stdout for each request, without the reader's address.",
)  # fmt: skip
@click.option(
    "--reload", is_flag=True, help="For development: show changes to data, templates and code."
)
@click.pass_obj
def serve(
    options: HasData,
    host: str,
    port: int,
    base_path: str,
    base_url: str | None,
    hosts: tuple[str, ...],
    proxies: int,
    file: Path | None,
    database_url: str | None,
    secret: str | None,
    keep_days: int,
    per_hour: int,
    smtp_url: str | None,
    mail_from: str | None,
    mail_to: str | None,
    workers: int,
    threads: int,
    access_log: bool,
    reload: bool,
) -> None:
    """Serve the trail until stopped; SIGHUP has the data read anew."""
    _heed_stop()
    for line in unknown_settings(known_settings(click.get_current_context().find_root().command)):
        click.echo(line, err=True)
    from trail.web.serve.app import create_app
    from trail.web.serve.server import Listen, serve, serve_reloading, why_not
    from trail.web.shell.settings import Settings

    mail = smtp(smtp_url, mail_from, mail_to)
    kept = question_settings(database(file, database_url), mail, secret, keep_days, per_hour)
    settings = Settings(options.data_dir, base_url, base_path, kept, proxies, hosts=hosts)
    listen = Listen(host, port, workers, threads, access_log)
    if reason := why_not(listen):
        raise click.ClickException(reason)
    # A faulty dataset is refused before anything listens.
    app = None if reload else create_app(settings)
    if app is not None and not app.config["BASE_URL"]:
        click.echo(_NO_BASE_URL, err=True)
    click.echo(f"Serving on http://{listen.address}{base_path}/ (stop with Ctrl-C)")
    if app is None:
        serve_reloading(settings, listen, partial(click.echo, err=True))
    else:
        serve(app, settings, listen)
