"""What `trail check --fix` shows, asks and writes."""

from __future__ import annotations

from difflib import unified_diff
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trail.cli.add import is_terminal

if TYPE_CHECKING:
    from trail.curation.mending import Mending

MOST_LINES = 200  # of the difference of one file


def fix(directory: Path, yes: bool) -> None:
    """Put right what can be without loss, after showing it and asking, unless `yes`."""
    from trail.curation.mending import find_mendings, write_mending

    mendings = find_mendings(directory)
    if not mendings:
        click.echo(f"{directory}: nothing that can be put right by itself")
        return
    for mending in mendings:
        click.echo(f"{mending.file}: {', '.join(mending.done)}")
        _show(mending)
    if not yes:
        if not is_terminal():
            click.echo("Nothing was written; `trail check --fix --yes` writes it.", err=True)
            click.get_current_context().exit(1)
        if not click.confirm("Write it?", err=True):
            click.get_current_context().exit(1)
    for mending in mendings:
        kept = write_mending(directory, mending)
        click.echo(f"{mending.file}: written; as it was: {kept.name}")


def _show(mending: Mending) -> None:
    old = mending.old.decode("utf-8", "replace").splitlines()
    new = mending.new.decode().splitlines()
    lines = unified_diff(old, new, mending.file, mending.file, n=1, lineterm="")
    for line in islice(lines, MOST_LINES):
        # A file of one line has lines of any length, and any letters.
        shown = line if line.isprintable() else ascii(line)[1:-1]
        click.echo(f"  {shown[:200]}")
    more = sum(1 for _ in lines)
    if more:
        click.echo(f"  ... and {more:,} more lines")
