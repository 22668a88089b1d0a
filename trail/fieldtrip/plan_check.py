"""Whether the plans that `visits.yaml` names, the usual one and the ready ones, can be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trail.base.errors import Problem
from trail.dataset.schema.visits import VisitsFile
from trail.fieldtrip.planner.plan import check_plan
from trail.fieldtrip.planner.request import (
    PlanRefused,
    PlanRequest,
    RequestFault,
    as_given,
    parse_request,
    ready_request,
    usual_request,
)
from trail.fieldtrip.wording.sentences import fault_text
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

FILE = "visits.yaml"
# Fields of the form that the file has no field for, and what they are worked out from.
_WORKED_OUT = {"size": "students", "adults": "students", "buses": "students", "out": "must"}


def plan_problems(guide: Guide) -> list[Problem]:
    """A fault for each reason why a plan of the file can't be made, as the form would say it.

    None where the trail has no such file. What the usual plan is refused for is told of no other.
    """
    visits = guide.visits
    if visits is None:
        return []
    found = []
    told: set[tuple[str, str]] = set()
    for item, path, fields, request in _plans(visits):
        for fault in _faults(guide, visits, request):
            text = fault_text(fault, Phrases()).replace("\u00a0", " ")
            key = (fault.field, text)
            if key not in told:
                told.add(key)
                name = _WORKED_OUT.get(fault.field, fault.field)
                field = f"{path}.{name}" if name in fields else path
                wrong = f"can't be planned: {text.rstrip('.')}"
                found.append(Problem(FILE, item, field, wrong, "what a plan can be made of"))
    return found


def _plans(visits: VisitsFile) -> Iterator[tuple[str, str, Mapping[str, object], PlanRequest]]:
    """Item and path of each plan as faults have them, its fields, and what it asks for."""
    yield "", "usual", type(visits.usual).model_fields, usual_request(visits)
    for k, plan in enumerate(visits.plans):
        request = ready_request(visits, plan.id)
        if request is not None:
            yield plan.id, f"plans[{k}]", type(plan).model_fields, request


def _faults(guide: Guide, visits: VisitsFile, request: PlanRequest) -> tuple[RequestFault, ...]:
    given: dict[str, list[str]] = {}
    for name, value in as_given(request):
        given.setdefault(name, []).append(value)
    try:
        # Its page leads to the form, which has to take it, too.
        parse_request(given, guide.dataset, visits)
        itinerary, travel = guide.itinerary(visits.usual.tour), guide.travel("foot")
        check_plan(guide.dataset, visits, itinerary, travel, request)
    except PlanRefused as refused:
        return refused.faults
    return ()
