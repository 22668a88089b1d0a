"""The command for translators: `trail translate`."""

from __future__ import annotations

from pathlib import Path

import click

from trail.cli.options import HasData

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("lang", metavar="LANG")
@click.argument(
    "sheet", metavar="[SHEET]", type=click.Path(path_type=Path, exists=True), required=False
)
@click.option("--begin", is_flag=True, help="Make a language that is not there yet.")
@click.option("--missing", is_flag=True, help="Only what is not translated, or has changed since.")
@click.option(
    "-o", "--output", metavar="FILE", type=_FILE,
    help="Where the sheet goes: .yaml, or .po for translators' tools. Default: the screen.",
)  # fmt: skip
@click.option(
    "--confirm", is_flag=True,
    help="Note that all there is was translated from the texts as they are now.",
)  # fmt: skip
@click.pass_obj
def translate(
    options: HasData,
    lang: str,
    sheet: Path | None,
    begin: bool,
    missing: bool,
    output: Path | None,
    confirm: bool,
) -> None:
    """Write a sheet of texts to be translated into LANG (ja, ru, de), or take a filled one back.

    With SHEET, a filled one, its translations go into the files under i18n/LANG. Run
    `trail check` afterwards: it refuses what has lost a number or a gap.
    """
    from trail.curation.languages import sheets

    directory = options.data_dir
    if begin:
        click.echo(f"{_begun(directory, lang)}: now write your language's own name into it")
        return
    if sheet is not None:
        taken = sheets.take(directory, lang, sheet)
        for file in taken.files:
            click.echo(f"{file}")
        click.echo(f"{taken.texts:,} texts taken, {taken.left:,} left as they were")
        return
    if confirm:
        click.echo(
            f"{sheets.confirm(directory, lang):,} texts noted as translated from what is there"
        )
        return
    words = sheets.due(directory, lang, everything=not missing)
    as_po = output is not None and output.suffix == ".po"
    body = sheets.po_sheet(words, lang) if as_po else sheets.yaml_sheet(words).encode()
    if output is None:
        click.echo(body.decode(), nl=False)
    else:
        output.write_bytes(body)
        click.echo(f"{output}: {len(words):,} texts")


def _begun(directory: Path, lang: str) -> Path:
    from trail.curation.languages import sheets
    from trail.guide.guide import open_trail

    about = {
        "name": lang,
        "offer": lang,
        "translated": open_trail(directory).dataset.trail.data_date,
        "reviewed_by": None,
    }
    return sheets.begin(directory, lang, about)
