"""The command that plans a class trip: `trail plan`, the planner's page as text or as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from trail.base.errors import InvalidParameter, PlanningError
from trail.cli.options import HasData

if TYPE_CHECKING:
    from trail.fieldtrip.trip import Trip
    from trail.guide.guide import Guide

# Each option is a field of the planner's form, and is read as that is.
_OPTIONS = (
    ("date", "DAY", "As 2027-05-18 or 5/18/2027; a calendar file needs one."),
    ("arrive", "TIME", "When you arrive, as 9:30."),
    ("leave", "TIME", "When you must leave."),
    ("students", "N", "How many students."),
    ("grade", "ID", "k or 1 to 12."),
    ("adults", "N", "Default: as many as are needed."),
    ("ratio", "N", "Students to one adult."),
    ("size", "N", "Students in a group, at most."),
    ("pace", "ID", "A pace of trail.yaml."),
    ("talk", "MIN", "Minutes at a stop."),
    ("lunch", "MIN", "Minutes for lunch."),
    ("lunch_at", "STOP", "Where lunch is."),
    ("bus", "ID", "A bus of visits.yaml."),
    ("buses", "N", "How many there are."),
    ("place", "ID", "Where the bus lets you out."),
    ("prefer", "WHAT", "story (default: its stops first) or most (as many stops as fit)."),
    ("wheels", "N", "How many wheelchairs: no way with known steps."),
    ("toilet", "MIN", "How often a toilet is wanted."),
    ("id", "ID", "Of a plan that was changed: its calendar file takes the place of the old one."),
)


def _with_fields(command: Callable[..., None]) -> Callable[..., None]:
    for name, metavar, text in reversed(_OPTIONS):
        command = click.option(f"--{name.replace('_', '-')}", name, metavar=metavar, help=text)(
            command
        )
    return command


@click.command("plan")
@_with_fields
@click.option("--in", "stops_in", multiple=True, metavar="STOP", help="A stop that must be in.")
@click.option("--out", "stops_out", multiple=True, metavar="STOP", help="A stop to leave out.")
@click.option("--about", multiple=True, metavar="N", help="A track that the class is to hear of.")
@click.option("--outdoor", is_flag=True, help="No stop whose visit is inside.")
@click.option("--weather", is_flag=True, help="For rain or heat: shorter on foot.")
@click.option("--slow", is_flag=True, help="All at the slowest pace, no known steps.")
@click.option("--slow-one", is_flag=True, help="The last group alone at the slowest pace.")
@click.option(
    "--base-url", envvar="TRAIL_BASE_URL", metavar="URL", show_envvar=True,
    help="The public address that codes and links lead to. Default: the dataset's.",
)  # fmt: skip
@click.option(
    "--form", type=click.Choice(["letter", "a4", "large", "a4-large"]), default="letter",
    help="Paper of a .pdf file, or large print.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="Write a .ics, .csv, .pdf or .docx file instead of text.",
)  # fmt: skip
@click.pass_obj
def plan(
    options: HasData,
    /,
    stops_in: tuple[str, ...],
    stops_out: tuple[str, ...],
    about: tuple[str, ...],
    outdoor: bool,
    slow: bool,
    slow_one: bool,
    weather: bool,
    base_url: str | None,
    form: str,
    output: Path | None,
    **fields: str | None,
) -> None:
    """Plan a class trip: groups that rotate over the stops, with walks, lunch and bus."""
    from trail.guide.guide import open_trail

    guide = open_trail(options.data_dir)
    given = {name: [value] for name, value in fields.items() if value is not None}
    given |= {"in": list(stops_in), "out": list(stops_out), "about": list(about)}
    ticks = {"outdoor": outdoor, "slow": slow, "slow_one": slow_one, "weather": weather}
    given |= {name: ["1"] if ticked else [] for name, ticked in ticks.items()}
    trip = _trip(guide, given)
    if output is None:
        for line in _text(trip):
            click.echo(line)
        return
    address = base_url or guide.dataset.trail.base_url
    output.write_bytes(_file(trip, output.suffix, address, form))
    click.echo(str(output))


def _trip(guide: Guide, given: dict[str, list[str]]) -> Trip:
    """The trip; PlanningError with a line for each fault."""
    from trail.fieldtrip.planner.request import PlanRefused, parse_request
    from trail.fieldtrip.trip import make_trip, visits_of
    from trail.fieldtrip.wording.sentences import fault_text
    from trail.guide.words.phrases import Phrases

    zone = ZoneInfo(guide.dataset.trail.time_zone)
    try:
        request = parse_request(given, guide.dataset, visits_of(guide))
        return make_trip(guide, request, dt.datetime.now(zone).date())
    except PlanRefused as refused:
        lines = [f"{fault.field}: {fault_text(fault, Phrases())}" for fault in refused.faults]
        raise PlanningError("\n".join(lines)) from None


def _text(trip: Trip) -> list[str]:
    from trail.fieldtrip.wording import sentences as plan_sentences
    from trail.fieldtrip.wording import wording as plan_wording
    from trail.fieldtrip.wording.wording import group_line, group_name
    from trail.guide.words.phrases import Phrases

    say, plan = Phrases(units=trip.guide.dataset.trail.units), trip.plan
    lines = [plan_wording.lead_line(plan, say), ""]
    lines += [f"{total.value} {total.label}" for total in plan_wording.totals(plan, say)]
    lines.append(plan_wording.proof_line(plan, say))
    for group, entries in zip(plan.groups, plan.entries, strict=True):
        lines += ["", f"{group_name(group, say)}: {group_line(group, say)}"]
        lines += [
            f"  {plan_wording.span(plan, entry.start, entry.end, say):>11}  "
            f"{plan_wording.entry_text(entry, plan, say)}"
            for entry in entries
        ]
    if plan.left_out:
        lines += ["", "Not in this plan:"]
        lines += [
            f"  {plan_wording.stop_name(left.stop)}: {plan_wording.left_out_text(left, say)}"
            for left in plan.left_out
        ]
    lines += ["", "Know before you go:"]
    lines += [f"  - {plan_sentences.notice_text(notice, say)}" for notice in trip.notices]
    return [line.replace("\u00a0", " ") for line in lines]


def _file(trip: Trip, suffix: str, base_url: str | None, form: str) -> bytes:
    from urllib.parse import urlencode

    from trail.export.trips import FOLDER_FORMS, plan_calendar, plan_docx, plan_pdf, plan_table
    from trail.fieldtrip.planner.request import as_given
    from trail.guide.words.phrases import Phrases

    say = Phrases(units=trip.guide.dataset.trail.units)
    query = urlencode(as_given(trip.plan.request))
    home = f"{base_url.rstrip('/')}/" if base_url else ""
    url = f"{home}teach/plan/?{query}" if home else ""
    match suffix.lower():
        case ".csv":
            return plan_table(trip, say)
        case ".ics":
            now = dt.datetime.now(dt.UTC)
            return plan_calendar(trip, say, url=url, home=home, at=now)
        case ".pdf":
            on = FOLDER_FORMS["" if form == "letter" else form]
            return plan_pdf(trip, say, base_url, url, on)
        case ".docx":
            return plan_docx(trip, say, base_url, url)
    raise InvalidParameter("output", suffix, "a name that ends in .ics, .csv, .pdf or .docx")
