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
    help="letter, legal, a4, tabloid or a3; path-to-peace: tabloid or a3; a class: letter or a4; "
    "a plate: archc, a2, tabloid or a3.",
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
@click.option("--turn", type=click.Choice(["upright", "side"]), help="How the paper is turned.")
@click.option("--scale", type=click.IntRange(500), help="The map's: 7500 is 1:7,500.")
@click.option("--points", type=click.FloatRange(8.5, 24), help="Least size of running text.")
@click.option("--no-codes", is_flag=True, help="Print no codes; no address is needed.")
@click.pass_obj
def print_sheet(
    options: HasData,
    sheet: str,
    paper: str,
    output: Path,
    base_url: str | None,
    language: str | None,
    turn: str | None,
    scale: int | None,
    points: float | None,
    no_codes: bool,
) -> None:
    """Print a sheet as PDF.

    SHEET is a tour's id, alone or with -large, -cards, -cards-two, -booklet, -stitched or -atlas,
    or with -card- or -plate- and the id of a stop's site; poster, poster-host, window-code,
    bookmark; path-to-peace; book; or a sheet for a class, such as grades-4-5-stops, alone or with
    -large (letter or a4).
    """
    from trail.base.errors import ExportError
    from trail.base.links import Links
    from trail.base.webaddress import reaches_nobody
    from trail.export.sheets import Phrases, Press, Wishes
    from trail.export.sheets.letters import font_remarks
    from trail.guide.guide import open_trail
    from trail.guide.words.catalogues import catalogue_of
    from trail.guide.words.phrases import locale_of

    guide = open_trail(options.data_dir, language)
    trail = guide.dataset.trail
    said = catalogue_of(trail.lang)
    words = Phrases(said.gettext, locale_of(trail.lang), trail.units, plural=said.ngettext)
    address = base_url or trail.base_url
    if not no_codes and not (links := Links.under(address)).codes:
        fault = reaches_nobody(links.base_url)
        raise ExportError(
            f"{address} is {fault}, and no code may lead there; set TRAIL_BASE_URL (--base-url), "
            "or base_url in trail.yaml, to the public address, or give --no-codes"
        )
    wishes = Wishes(turn or "", scale, points, not no_codes)
    made = Press(guide, words).made(sheet, paper, None if no_codes else address, wishes)
    output.write_bytes(made.pdf)
    for remark in font_remarks(guide.dataset, guide.dataset.trail.lang):
        click.echo(f"note: {remark}", err=True)
    pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
    click.echo(f"{output}: {pages}, {made.kilobytes} KB")
