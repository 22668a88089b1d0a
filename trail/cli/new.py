"""The command that begins a trail: `trail new`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trail import __version__
from trail.base.errors import AddressError, OsmError
from trail.cli.add import is_terminal, service_of, service_options, today

if TYPE_CHECKING:
    from trail.base.geo import Position
    from trail.curation.osm.landmarks import MappedPlace
    from trail.curation.sites.lookup import Service

LEAST = 2  # stops of a walk
AROUND_M = 400.0  # drawn around the sites


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="A new trail", show_default=True, metavar="TEXT")
@click.option(
    "--at",
    "at",
    metavar="LAT,LON",
    help="Where its middle lies, latitude first, or the link of a map.",
)
@click.option("--place", metavar="TEXT", help="The same by name, looked up at a geocoder.")
@click.option(
    "--lang", default="en", show_default=True, metavar="CODE",
    help="The language you will write in, two letters. The examples are in English.",
)  # fmt: skip
@click.option(
    "--time-zone", default="UTC", show_default=True, metavar="NAME",
    help="Whose clock it goes by, such as Pacific/Auckland.",
)  # fmt: skip
@click.option(
    "--program", default="", envvar="TRAIL_PROGRAM", show_envvar=True, metavar="SPEC",
    help="What pip installs this program from, for the checks of proposed changes.",
)  # fmt: skip
@click.option(
    "--from", "extract", metavar="FILE", type=click.Path(path_type=Path),
    help="An OpenStreetMap extract (.osm.pbf): offers its landmarks around --at as sites, and "
    "draws its streets.",
)  # fmt: skip
@click.option("--take", metavar="LIST", help="With --from, which: numbers (1,3,5), names, or all.")
@service_options
def new(
    directory: Path,
    title: str,
    at: str | None,
    place: str | None,
    lang: str,
    time_zone: str,
    program: str,
    extract: Path | None,
    take: str | None,
    geocoder: str,
    geocoder_options: Sequence[str],
    timeout: float,
) -> None:
    """Begin a trail anywhere in the world, in a new or empty directory.

    It has three example sites, and files that explain themselves; it passes the check and
    can be served at once.

    \b
    trail new my-trail --title "Harbor trail" --at=-35.2281,173.9474
    trail --data my-trail serve
    """
    from trail.base.geo import bbox_of
    from trail.curation.osm.importing import drawing_of, put_drawing
    from trail.curation.osm.landmarks import landmarks
    from trail.curation.sites.begin import Beginning, start_trail
    from trail.curation.sites.coordinates import parse_lat_lon

    if at and place:
        raise click.UsageError("give --at or --place, not both")
    if at is None and place is None:
        if not is_terminal():
            raise click.UsageError("say where: --at LAT,LON, or --place with a name")
        at = str(click.prompt("Where does it lie (latitude, longitude)", err=True))
    if at is not None:
        position = parse_lat_lon(at)
    else:
        position = _found(place or "", service_of(geocoder, geocoder_options, timeout))
    beginning = Beginning(title, position, today(), place, lang, time_zone, program)
    drawing = None
    if extract is not None:
        found = landmarks(extract, position)
        places = _taken(found.places, take)
        beginning = replace(beginning, places=places, town=found.town)
        # Before anything is made: of an extract without streets there comes no half a trail.
        box = bbox_of([place.position for place in places])
        drawing = drawing_of(extract, box.padded(AROUND_M), whole_coast=False)
    made = start_trail(directory, beginning)
    if drawing is not None:
        click.echo(f"{directory}: {made.trail.title}, {len(made.sites)} sites to be written")
        for line in put_drawing(drawing, directory).lines():
            click.echo(f"  {line}")
    else:
        click.echo(f"{directory}: {made.trail.title}, {len(made.sites)} examples to be replaced")
    if extract is None and lang != "en":
        click.echo(f"  The examples are in English; write your own in {lang}.")
    shown = click.format_filename(directory)
    click.echo(f"  trail --data {shown} serve   shows it")
    click.echo(f"  trail --data {shown} check   names every mistake")
    click.echo(f"  {shown}/README.md   says what to do next")


def _taken(offered: Sequence[MappedPlace], take: str | None) -> tuple[MappedPlace, ...]:
    """Which of the landmarks become sites; asked for where nothing was said."""
    if len(offered) < LEAST:
        raise OsmError(f"the file has {len(offered)} landmarks with a name there; a walk has two")
    if take is None:
        for number, place in enumerate(offered, 1):
            item = f", {place.wikidata}" if place.wikidata else ""
            click.echo(f"{number:3} {place.name} ({place.kind}{item})")
        if not is_terminal():
            raise click.UsageError("say which: --take 1,3,5, names, or all")
        take = str(click.prompt("Which (numbers, names, or all)", err=True))
    if take.strip() == "all":
        return tuple(offered)
    chosen = [_one(offered, word.strip()) for word in take.split(",") if word.strip()]
    if len(set(chosen)) < LEAST:
        raise click.UsageError("take two places or more: they make a walk")
    return tuple(dict.fromkeys(chosen))


def _one(offered: Sequence[MappedPlace], word: str) -> MappedPlace:
    if word.isdecimal() and 1 <= int(word) <= len(offered):
        return offered[int(word) - 1]
    for place in offered:
        called = (place.name, *dict(place.names).values())
        if word.casefold() in (name.casefold() for name in called):
            return place
    raise click.UsageError(f"no landmark {word[:80]!r} there; 1 to {len(offered)}, or a name")


def _found(place: str, service: Service) -> Position:
    from trail.curation.sites.lookup import Lookup

    lookup = Lookup(service, f"treaty-trail/{__version__} (new trail)")
    try:
        found = lookup.find(place)
    except AddressError as error:
        raise AddressError(f"{error}; say where with --at LAT,LON") from error
    finally:
        lookup.done()
    if found is None:
        raise AddressError(f"{service.name} found nothing for {place[:80]!r}; use --at LAT,LON")
    click.echo(f"Found by {service.name}: {found.address}")
    return found.position
