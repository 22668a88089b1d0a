"""The command that prints a sheet: `trail print`."""

from __future__ import annotations

from pathlib import Path

import click

from trail.cli.options import HasData


@click.command("print")
@click.argument("sheet")
@click.option(
    "--paper",
    default="letter",
    show_default=True,
    help="letter, a4 or tabloid; path-to-peace: tabloid or a3.",
)
@click.option(
    "-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path),
    help="Where the PDF goes.",
)  # fmt: skip
@click.option(
    "--base-url", envvar="TRAIL_BASE_URL", metavar="URL", show_envvar=True,
    help="The public address that the codes lead to. Default: the dataset's.",
)  # fmt: skip
@click.option(
    "--language", metavar="CODE", help="One that the trail is translated into. Default: its own."
)
@click.pass_obj
def print_sheet(
    options: HasData,
    sheet: str,
    paper: str,
    output: Path,
    base_url: str | None,
    language: str | None,
) -> None:
    """Print a sheet as PDF.

    SHEET is a tour's id, alone or with -large, -cards or -booklet; poster; path-to-peace; or a
    sheet for a class, such as grades-4-5-stops, alone or with -large (letter or a4).
    """
    from trail.export.sheets import Phrases, Press
    from trail.export.sheets.letters import font_remarks
    from trail.guide.guide import open_trail
    from trail.guide.words.catalogues import catalogue_of
    from trail.guide.words.phrases import locale_of

    guide = open_trail(options.data_dir, language)
    trail = guide.dataset.trail
    said = catalogue_of(trail.lang)
    words = Phrases(said.gettext, locale_of(trail.lang), trail.units, plural=said.ngettext)
    made = Press(guide, words).pdf(sheet, paper, base_url or guide.dataset.trail.base_url)
    output.write_bytes(made.pdf)
    for remark in font_remarks(guide.dataset, guide.dataset.trail.lang):
        click.echo(f"note: {remark}", err=True)
    pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
    click.echo(f"{output}: {pages}, {made.kilobytes} KB")
