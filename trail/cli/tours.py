"""The commands that work out a tour: `trail order` and `trail legs`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from trail.cli.options import HasData, together

if TYPE_CHECKING:
    from trail.dataset.schema.trail import OrderBy, Pace, TourPlan
    from trail.dataset.schema.whole import Dataset
    from trail.guide.walk.itinerary import Travel
    from trail.guide.walk.values import Itinerary, Leg


_wishes = together(
    click.argument("tour_id", metavar="TOUR"),
    click.option("--start", metavar="ID", help="The stop to begin with."),
    click.option("--finish", metavar="ID", help="The stop to end with."),
    click.option("--loop/--no-loop", default=None, help="Come back to the start, or not."),
    click.option(
        "--by", "order_by", type=click.Choice(["distance", "date", "curated"]),
        help="The shortest order, that of the dates, or the curated one. Default: the tour's own.",
    ),
    click.option(
        "--step-free", is_flag=True, help="By ways without known steps; most are not assessed."
    ),
)  # fmt: skip


@click.command()
@_wishes
@click.pass_obj
def order(
    options: HasData,
    tour_id: str,
    start: str | None,
    finish: str | None,
    loop: bool | None,
    order_by: OrderBy | None,
    step_free: bool,
) -> None:
    """Print the stops of a tour in order, with metres from one to the next."""
    dataset, itinerary, _ = _planned(
        options, tour_id, order_by, start, finish, loop, step_free=step_free
    )
    if itinerary.order_by == "date":
        head, dates = ["", "stop", "m", "so far", "date"], _dates(dataset, itinerary)
    else:
        head, dates = ["", "stop", "m", "so far"], []
    # Metres are rounded once, so that the column adds up.
    metres = [0, *(round(leg.distance_m) for leg in itinerary.legs)]
    rows = [
        [
            str(stop.number),
            stop.site.id,
            str(metres[k]),
            str(sum(metres[: k + 1])),
            *dates[k : k + 1],
        ]
        for k, stop in enumerate(itinerary.stops)
    ]
    if itinerary.loop:
        rows.append(["", itinerary.stops[0].site.id, str(metres[-1]), str(sum(metres))])
    click.echo(_headline(itinerary, step_free=step_free))
    _table(head, rows, right=(0, 2, 3))


@click.command()
@_wishes
@click.option("--pace", "pace_id", metavar="ID", help="Whose walking speed. Default: the first.")
@click.pass_obj
def legs(
    options: HasData,
    tour_id: str,
    start: str | None,
    finish: str | None,
    loop: bool | None,
    order_by: OrderBy | None,
    step_free: bool,
    pace_id: str | None,
) -> None:
    """Print the legs of a tour with their lengths, times on foot and directions."""
    from trail.guide.guide import Guide
    from trail.guide.walk.itinerary import times
    from trail.guide.walk.stepfree import has_steps, step_free_leg
    from trail.guide.words.directions import length_in, sentences

    dataset, itinerary, travel = _planned(
        options, tour_id, order_by, start, finish, loop, step_free=step_free
    )
    pace = _pace(dataset, pace_id)
    guide = Guide(dataset)

    length = length_in(dataset.trail.units)

    def told(leg: Leg) -> tuple[str, ...]:
        instructions = guide.leg_directions(leg, itinerary.tour.mode)
        return sentences(instructions, length=length, lang=dataset.trail.lang)

    click.echo(_headline(itinerary, step_free=step_free))
    on_foot = itinerary.tour.mode == "foot"
    walked = times(itinerary, pace) if on_foot else None
    for k, leg in enumerate(itinerary.legs):
        facts = [f"{leg.distance_m:.0f} m"]
        if walked:
            facts.append(f"{walked.legs[k]} min")
        if not leg.follows_streets:
            facts.append("straight line, not along mapped streets")
        click.echo(f"\n{leg.origin.site.id} to {leg.destination.site.id}: {', '.join(facts)}")
        for sentence in told(leg):
            click.echo(f"  {sentence}")
        if has_steps(leg):
            other = step_free_leg(leg, travel)
            around = f"{other.distance_m:.0f} m:" if other else "no way is known."
            click.echo(f"  There are steps on the way. Without them: {around}")
            for sentence in told(other) if other else ():
                click.echo(f"    {sentence}")
    click.echo("")
    if walked:
        click.echo(
            f"{walked.walk_min} min of walking ({pace.name}, {pace.speed_m_s} m/s) "
            f"and {walked.dwell_min} min at the stops: {walked.total_min} min"
        )
    else:
        click.echo("times by car are not known")


def _planned(
    options: HasData,
    tour_id: str,
    order_by: OrderBy | None,
    start: str | None,
    finish: str | None,
    loop: bool | None,
    *,
    step_free: bool,
) -> tuple[Dataset, Itinerary, Travel]:
    from trail.guide.guide import open_trail
    from trail.guide.walk.itinerary import plan, travel_for
    from trail.guide.walk.network import Network

    found = open_trail(options.data_dir).dataset
    tour: TourPlan = found.get_tour(tour_id)
    travel = travel_for(found, tour)
    if step_free and isinstance(travel, Network):
        travel = travel.without_steps
    return found, plan(found, tour, order_by, start, finish, loop, travel=travel), travel


def _pace(dataset: Dataset, pace_id: str | None) -> Pace:
    from trail.base.errors import PaceNotFound

    paces = {pace.id: pace for pace in dataset.trail.paces}
    if pace_id is None:
        return dataset.trail.paces[0]
    if pace_id not in paces:
        raise PaceNotFound(pace_id, paces)
    return paces[pace_id]


def _dates(dataset: Dataset, itinerary: Itinerary) -> list[str]:
    from trail.guide.walk.dated import dated_fact

    facts = [dated_fact(stop.site, dataset.trail.period) for stop in itinerary.stops]
    return [str(fact.date or "") if fact else "not known" for fact in facts]


def _headline(itinerary: Itinerary, *, step_free: bool) -> str:
    which = {
        "distance": "shortest order"
        if itinerary.exact
        else "a short order, perhaps not the shortest",
        "curated": "curated order",
        "date": "order of dates",
    }[itinerary.order_by]
    straight = sum(not leg.follows_streets for leg in itinerary.legs)
    ways = "along mapped streets"
    if straight == len(itinerary.legs):
        ways = "in straight lines"
    elif straight:
        ways += f" but for {straight} straight of {len(itinerary.legs)} legs"
    if step_free and straight < len(itinerary.legs):
        ways += ", without known steps (not all is assessed)"
    back = " and back" if itinerary.loop else ""
    count = len(itinerary.stops)
    metres = sum(round(leg.distance_m) for leg in itinerary.legs)
    return f"{itinerary.tour.id}: {count} stops{back}, {which}, {metres} m {ways}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> None:
    widths = [max(len(row[k]) for row in (head, *rows) if k < len(row)) for k in range(len(head))]
    for row in (head, *rows):
        cells = [
            cell.rjust(widths[k]) if k in right else cell.ljust(widths[k])
            for k, cell in enumerate(row)
        ]
        click.echo("  ".join(cells).rstrip())
