"""The command that says what is due: `trail health`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trail import __version__
from trail.base.paths import TRANSLATIONS
from trail.cli.options import HasData

if TYPE_CHECKING:
    from trail.curation.health.catalogs import Catalog
    from trail.curation.health.health import Health, Kind
    from trail.curation.health.linkcheck import Answer, Manners, Outcome
    from trail.curation.health.links import LinkUse
    from trail.dataset.schema.site import Site
    from trail.dataset.schema.whole import Dataset

_HEADS: Mapping[Kind, str] = {
    "example": "examples left in place",
    "access-old": "access last known more than a year ago",
    "access-ahead": "access dated after today",
    "access-undated": "access without a date",
    "access-unknown": "who may go in is not known",
    "position-none": "no position",
    "position-coarse": "position worse than 100 m",
    "summary": "no summary",
    "story": "no story",
    "facts": "no facts",
}
_OUTCOMES: Mapping[Outcome, str] = {
    "home": "leads to a start page now: what it showed is probably gone",
    "gone": "not there any more",
    "failing": "the server fails",
    "timeout": "no answer in time",
    "no-host": "no such host",
    "unreachable": "can't be reached",
    "tls": "no secure connection",
    "loop": "redirects without end",
    "broken": "the answer can't be read",
    "moved": "moved for good: the new address can be put in its place",
    "closed": "not for programs: open it yourself",
    "busy": "wants to be left alone for now: try again later",
    "redirected": "leads elsewhere for now",
    "ok": "answers",
}


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the keeper's own day is meant


@click.command()
@click.argument("directory", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--links", "with_links", is_flag=True, help="Ask every address whether it answers.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="Judge by this day. Default: today.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(0.1, 120), default=15.0, show_default=True,
    metavar="SECONDS", help="How long to wait for an address.",
)  # fmt: skip
@click.option(
    "--pause", type=click.FloatRange(0, 60), default=1.0, show_default=True, metavar="SECONDS",
    help="How long to leave a host alone between two of its addresses.",
)  # fmt: skip
@click.pass_obj
def health(
    options: HasData,
    directory: Path | None,
    with_links: bool,
    on: datetime | None,
    timeout: float,
    pause: float,
) -> None:
    """Say what of the data is due; exit 1 when anything is.

    Access that was last known more than a year ago or has no date, positions that may be
    off by more than 100 m, sites without a story, translations with gaps. With --links also
    the addresses that no longer answer: each host is asked one at a time, several at once.
    """
    from trail.curation.health.catalogs import catalogs_in
    from trail.curation.health.health import health_of
    from trail.curation.sites.examples import examples_left
    from trail.guide.guide import open_trail

    directory = directory or options.data_dir
    found = open_trail(directory).dataset
    report = health_of(found, on.date() if on else _today())
    click.echo(f"{directory}: as of {report.on.isoformat()}")
    _say_due(report)
    texts = examples_left(found).texts
    if texts:
        click.echo(f"texts of the examples left in place: {len(texts):,}")
    for text in texts:
        click.echo(f"  {text}")
    due = (
        len(report.due)
        + len(texts)
        + _say_evidence(found)
        + _say_languages(directory, found, catalogs_in(TRANSLATIONS))
    )
    if with_links:
        due += _say_links(found, timeout, pause)
    click.echo(f"{due:,} due" if due else "Nothing is due.")
    if due:
        click.get_current_context().exit(1)


def _say_due(report: Health) -> None:
    for kind, head in _HEADS.items():
        sites = report.of(kind)
        if sites:
            click.echo(f"{head}: {len(sites):,}")
        for site in sites:
            click.echo(f"  {site.id}{_detail(kind, site)}")


def _say_evidence(found: Dataset) -> int:
    """How many statements have no source at first hand, and sources nobody consulted."""
    from trail.curation.health.evidence import unread_sources, weak_statements

    weak, unread = weak_statements(found), unread_sources(found)
    if weak:
        click.echo(f"resting on copies and blogs alone: {len(weak):,}")
    for statement in weak:
        better = f": better {', '.join(statement.better)}" if statement.better else ""
        click.echo(f"  {statement.where}{better}")
    if unread:
        click.echo(f"sources not yet looked up: {len(unread):,}")
    for url in unread:
        click.echo(f"  {url}")
    return len(weak) + len(unread)


def _detail(kind: Kind, site: Site) -> str:
    if kind in ("access-old", "access-ahead"):
        return f": as of {site.properties.access.as_of}"
    if kind == "position-coarse":
        return f": {site.properties.position.accuracy_m:g} m"
    return ""


def _say_languages(directory: Path, found: Dataset, catalogs: Sequence[Catalog]) -> int:
    """How many languages have gaps."""
    lang = found.trail.lang
    due = sum(_say_translation(directory, language.code) for language in found.languages)
    if not catalogs:
        click.echo(f"translations: none; the texts are in {lang}, the interface is in English")
        return due + int(lang != "en")
    click.echo(f"translations of the interface: {len(catalogs)}; the texts are in {lang}")
    for catalog in catalogs:
        gaps = f"{catalog.missing:,} of {catalog.total:,} missing, {catalog.fuzzy:,} doubtful"
        click.echo(f"  {catalog.lang}: {catalog.fault or gaps}")
    return due + sum(catalog.due for catalog in catalogs)


def _say_translation(directory: Path, code: str) -> int:
    """How many texts have changed since they were translated; each is named."""
    from trail import dataset

    told = dataset.load(directory, code).translation
    if told is None:
        return 0
    click.echo(f"{code}: {len(told.made_of):,} texts translated, {len(told.wanting):,} to be")
    if told.stale:
        click.echo(f"{code}, changed since they were translated: {len(told.stale):,}")
    for name, keys in told.stale:
        click.echo(f"  {name}: {'.'.join(keys)}")
    return len(told.stale)


def _say_links(found: Dataset, timeout: float, pause: float) -> int:
    """How many addresses are to be mended."""
    from trail.curation.health.linkcheck import Manners
    from trail.curation.health.links import links_of

    links = links_of(found)
    contact = (found.trail.contact or found.trail.base_url or "").encode("ascii", "ignore").decode()
    agent = f"treaty-trail/{__version__} link check ({' '.join(contact.split()) or 'no contact'})"
    answers = _asked(links, Manners(agent, timeout, pause))
    used = {link.url: link.used_in for link in links}
    for outcome, head in _OUTCOMES.items():
        mine = [answer for answer in answers if answer.outcome == outcome]
        if mine:
            click.echo(f"{head}: {len(mine):,}")
        for answer in mine if outcome != "ok" else ():
            _say_answer(answer, used[answer.url])
    click.echo("An address that answers may still show another page than it did.")
    return sum(answer.due for answer in answers)


def _asked(links: Sequence[LinkUse], manners: Manners) -> Sequence[Answer]:
    from trail.curation.health.linkcheck import check_links

    urls = [link.url for link in links]
    if not sys.stderr.isatty():
        return check_links(urls, manners)
    with click.progressbar(length=len(urls), label="Asking", file=sys.stderr) as bar:
        return check_links(urls, manners, lambda _answer: bar.update(1))


def _say_answer(answer: Answer, used_in: Sequence[str]) -> None:
    from trail.dataset.text.faults import visible

    status = f" ({answer.status})" if answer.status else ""
    led = f" -> {visible(answer.led_to, limit=300)}" if answer.led_to else ""
    note = f": {visible(answer.note, limit=120)}" if answer.note else ""
    click.echo(f"  {answer.url}{status}{led}{note}")
    more = f" and {len(used_in) - 3} more" if len(used_in) > 3 else ""
    click.echo(f"    in {'; '.join(used_in[:3])}{more}")
