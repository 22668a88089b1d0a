"""The command that brings older data up to date: `trail migrate`."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import click

from trail.cli.options import HasData


@click.command()
@click.argument("directory", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--write", is_flag=True, help="Write the changes; without it they are only shown.")
@click.pass_obj
def migrate(options: HasData, directory: Path | None, write: bool) -> None:
    """Bring an older dataset up to the form that this program reads.

    Shows what would change, line by line, and exits 1 while something would. With --write
    it is written, comments and layout kept. Run `trail check` afterwards.
    """
    from trail.curation.sites.migrations import plan_migration, write_migration

    directory = directory or options.data_dir
    plan = plan_migration(directory)
    if not plan.steps:
        click.echo(f"{directory}: version {plan.version}, nothing to do")
        return
    click.echo(f"{directory}: from version {plan.version or 'none'} to {plan.target}")
    for step in plan.steps:
        click.echo(f"  {step.to}: {step.why}")
    for name, (old, new) in sorted(plan.changes.items()):
        lines = unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="")
        click.echo("\n".join(lines))
    if not write:
        click.echo("Nothing was written; `trail migrate --write` writes it.", err=True)
        click.get_current_context().exit(1)
    write_migration(directory, plan)
    files = ", ".join(sorted(plan.changes))
    click.echo(f"Written: {files}. Now run `trail check`.")
