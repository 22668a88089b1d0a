"""The command that adds a picture: `trail picture add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from trail.base.errors import DatasetError, EditError
from trail.cli.add import is_terminal, today
from trail.cli.options import HasData

if TYPE_CHECKING:
    from trail.curation.pictures.adding import ReadPicture
    from trail.dataset.schema.whole import Dataset


@click.group()
def picture() -> None:
    """Pictures of sites, people, markers and days."""


@picture.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--site", metavar="ID", help="The site that it shows.")
@click.option("--person", metavar="ID", help="Or the person.")
@click.option("--marker", metavar="ID", help="Or the marker.")
@click.option("--day", metavar="DAY", help="Or the day, as 1905-08-08.")
@click.option("--alt", metavar="TEXT", help="What is to be seen, for whoever doesn't see it.")
@click.option("--caption", metavar="TEXT", help="What it shows and what is not sure.")
@click.option("--by", metavar="TEXT", help="Who took or drew it.")
@click.option(
    "--date", "made", metavar="DATE",
    help="When, as 1905, 1905-08 or 1905-08-08. Default: what the camera noted.",
)  # fmt: skip
@click.option(
    "--rights", metavar="ID", help="An SPDX id (CC-BY-4.0) or an address at rightsstatements.org."
)
@click.option("--credit", metavar="TEXT", help="The line to print beside it.")
@click.option("--source", metavar="URL", help="Where the original lies.")
@click.option("--after", multiple=True, metavar="URL", help="What it was drawn after. Repeatable.")
@click.option(
    "--kind", type=click.Choice(["photograph", "drawing", "map"]),
    help="Default: a drawing for SVG, else a photograph.",
)  # fmt: skip
@click.option(
    "--focus", nargs=2, type=click.FloatRange(0, 1), metavar="X Y",
    help="The point that stays in sight when it is cropped, as parts from the upper left.",
)  # fmt: skip
@click.option(
    "--then", metavar="FILE", help="The site's picture of old, taken from the same place as this."
)
@click.option(
    "--bearing", type=click.FloatRange(0, 360, max_open=True), metavar="DEGREES",
    help="With --then: the way that both look, clockwise from north.",
)  # fmt: skip
@click.option("--name", metavar="NAME", help="Of its file. Default: the id.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.pass_obj
def add_picture(
    options: HasData,
    file: Path,
    site: str | None,
    person: str | None,
    marker: str | None,
    day: str | None,
    alt: str | None,
    caption: str | None,
    by: str | None,
    made: str | None,
    rights: str | None,
    credit: str | None,
    source: str | None,
    after: tuple[str, ...],
    kind: Literal["photograph", "drawing", "map"] | None,
    focus: tuple[float, float] | None,
    then: str | None,
    bearing: float | None,
    name: str | None,
    yes: bool,
) -> None:
    """Put a picture into pictures/ with its rights and its words.

    JPEG, PNG, WebP and AVIF are turned as they were held, made smaller and freed of all that a
    camera notes; a place in EXIF is shown to you and never published. SVG may hold plain shapes.

    \b
    trail picture add square.jpg --site market-square
    """
    from trail.curation.pictures import adding
    from trail.guide.guide import open_trail

    told = (("sites", site), ("people", person), ("markers", marker), ("days", day))
    named = [(section, item) for section, item in told if item]
    if len(named) != 1:
        raise click.UsageError("give one of --site, --person, --marker and --day")
    (section, item) = named[0]
    if (then and not site) or (bearing is not None and not then):
        raise click.UsageError("--then goes with --site, and --bearing with --then")
    dataset = open_trail(options.data_dir).dataset
    found = adding.read_picture(file)
    _tell(dataset, found, site)
    record = {
        "kind": kind or ("drawing" if found.ending == ".svg" else "photograph"),
        "file": adding.file_name(options.data_dir, item, name, found.ending),
        "alt": alt or _asked("What is to be seen", "--alt"),
        "caption": caption or _asked("What it shows, and what is not sure", "--caption"),
        "by": by or _asked("Who took or drew it", "--by"),
        "after": list(after),
        "date": made or found.taken or _asked("When (1905, 1905-08, 1905-08-08)", "--date"),
        "rights": rights or _asked("Rights (CC-BY-4.0, or rightsstatements.org)", "--rights"),
        "credit": credit or _asked("The line to print beside it", "--credit"),
        **({"source": source} if source else {}),
        "checked_by": None,
        "checked_on": None,
        **({"focus": list(focus)} if focus else {}),
    }
    for key, value in record.items():
        if key != "checked_by" and key != "checked_on" and value is not None:
            click.echo(f"  {key}: {value}")
    if not yes:
        _confirm()
    try:
        pair = adding.Pair(then, bearing) if then else None
        adding.write_picture(options.data_dir, found, section, item, record, pair)
    except DatasetError:
        click.echo("Nothing was written: the dataset would have faults.", err=True)
        raise
    click.echo(f"Added pictures/{record['file']} and its record on {today().isoformat()}.")


def _tell(dataset: Dataset, found: ReadPicture, site: str | None) -> None:
    """What was read, and what the camera noted: the curator's to use, nobody else's to see."""
    from trail.curation.pictures.adding import away_m

    click.echo(f"{found.width:g} x {found.height:g}, {len(found.body) / 1000:,.0f} KB as kept")
    if found.position is None:
        return
    lon, lat = found.position
    click.echo(
        f"  Taken at latitude {lat:.5f}, longitude {lon:.5f}, says the camera: not published."
    )
    away = away_m(dataset, site, found.position) if site else None
    if away is not None:
        click.echo(
            f"  That is {away:,.0f} m from the site's mark; mend its position if it is nearer."
        )


def _asked(what: str, option: str) -> str:
    if not is_terminal():
        raise EditError(f"give {option}: {what[0].lower()}{what[1:]}")
    return str(click.prompt(what, err=True)).strip()


def _confirm() -> None:
    if not is_terminal():
        raise EditError("nothing was written: nobody is there to agree; --yes agrees beforehand")
    if not click.confirm("Add it?", err=True):
        raise EditError("nothing was written")
