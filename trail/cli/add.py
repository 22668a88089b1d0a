"""The command that adds a site: `trail add`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from trail import __version__
from trail.base.errors import AddressError, DatasetError, EditError
from trail.cli.options import HasData, together

if TYPE_CHECKING:
    from trail.base.geo import Position
    from trail.curation.sites.adding import Rest, SiteDraft
    from trail.curation.sites.lookup import Service
    from trail.dataset.schema.whole import Dataset


def is_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def today() -> date:
    """The day by this machine's calendar."""
    return date.today()  # noqa: DTZ011 - the keeper's own day is meant


class _Place(NamedTuple):
    """Where a site lies, by whatever means that was found."""

    position: Position
    accuracy_m: float
    source: str
    towns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


# Which geocoder to ask, and its options.
service_options = together(
    click.option(
        "--geocoder", default="nominatim", metavar="NAME", envvar="TRAIL_GEOCODER",
        show_envvar=True, show_default=True, help="Who looks addresses up, as geopy names it.",
    ),
    click.option(
        "--geocoder-option", "geocoder_options", multiple=True, metavar="NAME=VALUE",
        envvar="TRAIL_GEOCODER_OPTIONS", show_envvar=True,
        help="An option of it: domain=..., scheme=..., api_key=... The environment takes "
        "several, with spaces between, and is the place for a key.",
    ),
    click.option(
        "--timeout", type=click.FloatRange(0.1, 120), default=10.0, show_default=True,
        metavar="SECONDS", help="How long to wait for it.",
    ),
)  # fmt: skip


def service_of(name: str, options: Sequence[str], timeout: float) -> Service:
    """The geocoder that the options name."""
    from trail.curation.sites.lookup import Service

    pairs = [option.partition("=") for option in options]
    if wrong := next((key for key, equals, _ in pairs if not equals or not key), None):
        raise click.BadParameter(f"NAME=VALUE, not {wrong[:40]!r}", param_hint="--geocoder-option")
    return Service(name.strip().lower(), {key: value for key, _, value in pairs}, timeout)


@click.command()
@click.argument("name")
@click.option("--address", metavar="TEXT", help="Looked up, unless --at says where it is.")
@click.option(
    "--from", "extract", metavar="FILE", type=click.Path(path_type=Path),
    envvar="TRAIL_EXTRACT", show_envvar=True,
    help="An OpenStreetMap extract: the place is looked up by its name there first, without a "
    "network. Default: the only one that lies beside the dataset's directory.",
)  # fmt: skip
@click.option(
    "--at", "at", metavar="LAT,LON", help="Where it is, latitude first, or the link of a map."
)
@click.option(
    "--accuracy", "accuracy_m", type=click.FloatRange(1, 100_000), metavar="METRES",
    help="How far --at may be off. Default: 150, and `trail health` asks for less.",
)  # fmt: skip
@click.option("--source", metavar="TEXT", help="How the position of --at was found.")
@click.option("--id", "site_id", metavar="ID", help="Default: made of the name.")
@click.option("--label", metavar="TEXT", help="The name for maps, 28 characters at most.")
@click.option("--town", metavar="TEXT", help="Default: what the address lookup says.")
@click.option("--state", metavar="TEXT", help="State, province or country, as for --town.")
@click.option("--collection", metavar="ID", help="Default: that of the nearest site.")
@click.option(
    "--reach", type=click.Choice(["foot", "car"]),
    help="How it is reached. Default: on foot within 1.5 km of the origin.",
)  # fmt: skip
@click.option("--tour", metavar="ID", help="A tour that stops there from now on, last.")
@service_options
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.pass_obj
def add(
    options: HasData,
    name: str,
    address: str | None,
    extract: Path | None,
    at: str | None,
    accuracy_m: float | None,
    source: str | None,
    site_id: str | None,
    label: str | None,
    town: str | None,
    state: str | None,
    collection: str | None,
    reach: Literal["foot", "car"] | None,
    tour: str | None,
    geocoder: str,
    geocoder_options: Sequence[str],
    timeout: float,
    yes: bool,
) -> None:
    """Add a site to sites.geojson: its place now, its story later.

    The address goes to the geocoder and nowhere else. What was found is shown with how far it
    lies from the rest of the trail, and written only when you agree. Everything not given
    is left open: the site's page says "not known" until somebody writes it.

    \b
    trail add "North Pier" --address "North Pier Road, Kerikeri"
    trail add "North Pier" --at=-35.2281,173.9474
    """
    from trail.curation.sites import adding
    from trail.guide.guide import open_trail

    extract = extract or (_extract_beside(options.data_dir) if at is None else None)
    if not address and not at and not extract:
        raise click.UsageError('give --address "...", --at LAT,LON, or --from an extract')
    if at is None and (accuracy_m or source):
        raise click.UsageError("--accuracy and --source go with --at")
    name = adding.clean_name(name)
    site_id = site_id or adding.site_id_of(name)
    found = open_trail(options.data_dir).dataset
    adding.check_new(found, site_id)
    mapped = _mapped(extract, name) if extract and at is None else None
    if mapped is None and at is None and not address:
        raise AddressError(f"{extract} has no place named {name[:80]!r}; give it with --at LAT,LON")
    if mapped is not None:
        place = mapped
    elif at is None:
        place = _looked_up(found, address or "", service_of(geocoder, geocoder_options, timeout))
    else:
        place = _given(at, accuracy_m, source)
    adding.check_inside(found, place.position)
    rest = adding.rest_of(found, place.position)
    near = rest.nearest.properties.collection if rest.nearest else None
    draft = adding.SiteDraft(
        site_id=site_id,
        name=name,
        label=label or adding.label_of(name),
        address=address,
        town=town or adding.usual(found, place.towns, "town") or _asked("town"),
        state=state or adding.usual(found, place.states, "state") or _asked("state"),
        collection=collection or near or found.trail.collections[0].id,
        reach=reach or ("foot" if rest.on_foot else "car"),
        position=place.position,
        accuracy_m=place.accuracy_m,
        source=place.source,
    )
    _show(found, draft, rest)
    if not yes:
        _confirm()
    _write(options.data_dir, draft, tour)


@click.command()
@click.argument("site_id", metavar="SITE")
@click.option("--yes", is_flag=True, help="Take it out without asking.")
@click.pass_obj
def remove(options: HasData, site_id: str, yes: bool) -> None:
    """Take a site out of sites.geojson and of the tours that stop there.

    Nothing is taken out as long as anything else speaks of it: each place is named.
    """
    from trail.curation.sites.adding import remove_site
    from trail.guide.guide import open_trail

    site = open_trail(options.data_dir).dataset.get_site(site_id)
    if not yes:
        _confirm(f"Take out {site.name}, with its facts and their sources?")
    try:
        _, tours = remove_site(options.data_dir, site_id)
    except DatasetError:
        click.echo("Nothing was taken out: the dataset would have faults.", err=True)
        raise
    from_tours = f", and out of {', '.join(tours)}" if tours else ""
    click.echo(f"Took {site_id} out of sites.geojson{from_tours}.")


def _extract_beside(directory: Path) -> Path | None:
    """The only OpenStreetMap extract beside the dataset's directory, where one can be read."""
    if find_spec("osmium") is None:
        return None
    beside = directory.resolve().parent
    found = [path for end in ("*.osm.pbf", "*.osm") for path in sorted(beside.glob(end))]
    return found[0] if len(found) == 1 else None


def _looked_up(found: Dataset, address: str, service: Service) -> _Place:
    from trail.curation.sites.adding import region
    from trail.curation.sites.lookup import Lookup

    trail = found.trail
    contact = (trail.contact or trail.base_url or "").encode("ascii", "ignore").decode()
    words = " ".join(contact.split()) or "no contact given"
    lookup = Lookup(service, f"treaty-trail/{__version__} ({words})")
    try:
        answer = lookup.find(address, region(found), trail.lang)
    except AddressError as error:
        raise AddressError(f"{error}; give the place yourself with --at LAT,LON") from error
    finally:
        lookup.done()
    if answer is None:
        raise AddressError(
            f"{service.name} found nothing for {address[:80]!r}; "
            "try a shorter address, or give the place yourself with --at LAT,LON"
        )
    click.echo(f"Found by {service.name}: {answer.address}")
    licence = f" {answer.licence.rstrip('. ')}." if answer.licence else ""
    source = (
        f"Looked up from the address with {service.name} on {today().isoformat()}, "
        f"which found “{answer.address}”. Not checked on the ground.{licence}"
    )
    return _Place(answer.position, answer.accuracy_m, source, answer.towns, answer.states)


def _mapped(extract: Path, name: str) -> _Place | None:
    from trail.curation.osm.landmarks import find_landmark
    from trail.curation.sites.begin import MAPPED_M

    found = find_landmark(extract, name)
    if found is None:
        return None
    click.echo(f"Found in {extract.name}: {found.name} ({found.kind or 'a place'})")
    return _Place(found.position, MAPPED_M, found.source)


def _given(at: str, accuracy_m: float | None, source: str | None) -> _Place:
    from trail.curation.sites.coordinates import parse_lat_lon
    from trail.curation.sites.lookup import COARSE_M

    words = source or (
        f"Given by hand as latitude and longitude on {today().isoformat()}; "
        "how it was found is not noted."
    )
    return _Place(parse_lat_lon(at), accuracy_m or COARSE_M, words)


def _asked(field: str) -> str:
    """A field that must have a text and that nobody gave."""
    if not is_terminal():
        raise EditError(f"which {field} it lies in was not found; give it with --{field}")
    return str(click.prompt(f"Which {field} does it lie in", err=True)).strip()


def _show(found: Dataset, draft: SiteDraft, rest: Rest) -> None:
    lon, lat = draft.position
    click.echo(f"{draft.name} ({draft.site_id}), {draft.town}, {draft.state}")
    click.echo(f"  latitude {lat:.5f}, longitude {lon:.5f}, within {draft.accuracy_m:g} m")
    if rest.nearest is not None:
        click.echo(f"  {_far(rest.nearest_m)} from {rest.nearest.name}, the nearest site")
    click.echo(f"  {_far(rest.origin_m)} from {found.origin.name}, where the trail begins")
    click.echo(f"  collection {draft.collection}, reached by {draft.reach}, label {draft.label}")
    if rest.same_place and rest.nearest is not None:
        click.echo(f"  Is it {rest.nearest.id}, which is there already?")


def _far(metres: float) -> str:
    return f"{metres:,.0f} m" if metres < 1000 else f"{metres / 1000:,.1f} km"


def _confirm(question: str = "Add it?") -> None:
    if not is_terminal():
        raise EditError("nothing was written: nobody is there to agree; --yes agrees beforehand")
    if not click.confirm(question, err=True):
        raise EditError("nothing was written")


def _write(directory: Path, draft: SiteDraft, tour: str | None) -> None:
    from trail.curation.sites.adding import write_site

    try:
        write_site(directory, draft, tour)
    except DatasetError:
        click.echo("Nothing was written: the dataset would have faults.", err=True)
        raise
    click.echo(
        f"Added {draft.site_id} at the end of sites.geojson; "
        f"{f'it is the last stop of {tour}' if tour else 'no tour stops there yet'}. "
        "`trail health` lists what it still needs."
    )
