"""The planner beside a constraint solver: how many stops each finds time for.

    python -m bench.yardstick solve SECONDS    asks the solver (`pip install ortools`, needed for
                                               nothing else); keeps its answers beside this file
    python -m bench.yardstick                  the planner beside what is kept

The solver has the whole problem: which stops, in which order and when for each group, lunch in
its hours, nobody on foot for longer than the planner lets them without being asked.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from trail import dataset
from trail.base.errors import PlanningError
from trail.base.paths import DATA
from trail.fieldtrip.planner.choose import StopChoice
from trail.fieldtrip.planner.ground import DEPOT
from trail.fieldtrip.planner.plan import make_plan, stop_choice
from trail.fieldtrip.planner.request import PlanRequest, usual_request
from trail.fieldtrip.trip import visits_of
from trail.guide.guide import Guide

KEPT = Path(__file__).with_name("yardstick.json")
COUNT = 60


def requests(guide: Guide) -> Iterator[PlanRequest]:
    """The same requests each time: 9 to 290 students, two hours to five, half of them with lunch.

    All ask for the most stops: how the story weighs is our own taste, no matter of proof.
    """
    dice = random.Random(1905)
    usual = usual_request(visits_of(guide))
    for _ in range(COUNT):
        yield dataclasses.replace(
            usual,
            prefer="most",
            students=dice.randint(9, 290),
            grade=dice.choice(["3", "5", "8", "11"]),
            arrive=dt.time(9, dice.choice([0, 30])),
            leave=dt.time(dice.choice([11, 12, 13, 14]), dice.choice([0, 30])),
            lunch=dice.choice([0, 30]),
            lunch_at=dice.choice([None, None, "prescott-park"]),
            talk=dice.choice([None, None, 4, 10]),
            place=dice.choice(["market-square", "market-square", "hancock-street-lot"]),
        )


def solve(choice: StopChoice, tiring: int, seconds: float, hint: int) -> tuple[int, int]:
    """The most stops the solver found in the time, and the bound it proved.

    `hint` stops are known to fit, so it need not look for fewer.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    ground, crowd, lunch = choice.ground, choice.crowd, choice.lunch
    minutes, until = ground.minutes, choice.there_is
    nodes = list(choice.candidates)
    eaten = lunch.node if lunch and lunch.node else None
    chosen = {node: model.new_bool_var(f"in{node}") for node in nodes}
    for node in choice.must:
        model.add(chosen[node] == 1)
    if eaten is not None:
        model.add(chosen[eaten] == 1)
    at_stop: dict[int, list[tuple[cp_model.IntervalVar, int]]] = {node: [] for node in nodes}
    outs = []
    for size in crowd.sizes:
        begin = {node: model.new_int_var(0, until, "") for node in nodes}
        out, back = model.new_int_var(0, until, ""), model.new_int_var(0, until, "")
        outs.append((size, out))
        # Places of the group's round: 0 its start, then the stops; lunch apart is the last one.
        places, stays = list(nodes), dict.fromkeys(nodes, crowd.stay)
        if lunch is not None and eaten is None:
            places.append(DEPOT)
            begin[DEPOT], stays[DEPOT] = model.new_int_var(0, until, ""), lunch.minutes
        leaves = {node: begin[node] + stays[node] for node in places}
        if lunch is not None:
            at = DEPOT if eaten is None else eaten
            stays[at] = lunch.minutes
            model.add(begin[at] >= max(lunch.earliest, 0))
            model.add(begin[at] <= lunch.latest)
            onward = model.new_int_var(0, until, "")
            model.add(onward >= begin[at] + lunch.minutes)
            leaves[at] = onward
            model.add(begin[at] - out <= tiring)
            model.add(back - onward <= tiring)
        else:
            model.add(back - out <= tiring)
        arcs: list[tuple[int, int, cp_model.LiteralT]] = []
        for i, a in enumerate(places, start=1):
            first, last = model.new_bool_var(""), model.new_bool_var("")
            arcs += [(0, i, first), (i, 0, last)]
            model.add(begin[a] >= out + minutes[DEPOT][a]).only_enforce_if(first)
            model.add(back >= leaves[a] + minutes[a][DEPOT]).only_enforce_if(last)
            if a != DEPOT:
                arcs.append((i, i, chosen[a].negated()))
            for k, b in enumerate(places, start=1):
                if i != k:
                    goes = model.new_bool_var("")
                    arcs.append((i, k, goes))
                    model.add(begin[b] >= leaves[a] + minutes[a][b]).only_enforce_if(goes)
            if a not in (DEPOT, eaten):
                visit = model.new_optional_fixed_size_interval_var(
                    begin[a], crowd.stay, chosen[a], ""
                )
                at_stop[a].append((visit, size))
        model.add_circuit(arcs)
    for node, visits in at_stop.items():
        if visits:
            model.add_cumulative(
                [visit for visit, _ in visits], [size for _, size in visits],
                crowd.capacities[node],
            )  # fmt: skip
    # Groups of one size are alike.
    for (size, out), (other, later) in itertools.pairwise(outs):
        if size == other:
            model.add(out <= later)
    total = sum(chosen.values())
    model.add(total >= hint)
    model.maximize(total)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1905
    status = solver.solve(model)
    found = (
        round(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else hint
    )
    return found, int(solver.best_objective_bound + 1e-6)


def planned(guide: Guide, request: PlanRequest) -> tuple[int, int, float]:
    """Stops of the planner's plan, 0 where it refuses; the most it says; seconds of processor."""
    visits = visits_of(guide)
    begun = time.process_time()
    try:
        plan = make_plan(
            guide.dataset, visits, guide.itinerary(visits.usual.tour), guide.travel("foot"), request
        )
    except PlanningError:
        return 0, 0, time.process_time() - begun
    return len(plan.stops), plan.most_stops, time.process_time() - begun


def main() -> None:
    guide = Guide(dataset.load(DATA))
    visits = visits_of(guide)
    tour, travel = guide.itinerary(visits.usual.tour), guide.travel("foot")
    if sys.argv[1:2] == ["solve"]:
        seconds = float(sys.argv[2])
        kept = []
        for number, request in enumerate(requests(guide)):
            ours = planned(guide, request)[0]
            choice = stop_choice(guide.dataset, visits, tour, travel, request)
            stops, most = solve(choice, visits.minutes.warn.value, seconds, ours)
            kept.append({"stops": stops, "most": most, "seconds": seconds})
            print(number, request.students, ours, stops, most, flush=True)
            KEPT.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")
        return
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    short = equal = 0
    slowest = 0.0
    for number, (request, solved) in enumerate(zip(requests(guide), kept, strict=False)):
        ours, most, taken = planned(guide, request)
        slowest = max(slowest, taken)
        equal += ours >= solved["stops"]
        short += ours < solved["stops"] - 1
        print(
            f"{number:2} {request.students:3} students,"
            f" {request.arrive:%H:%M}-{request.leave:%H:%M}, lunch {request.lunch:2}:"
            f" {ours:2} stops, solver {solved['stops']:2}"
            f" (at most {solved['most']}, we say {most}), {taken:.2f} s"
        )
    print(
        f"{len(kept)} requests: equal {equal}, two or more short {short}, slowest {slowest:.2f} s"
    )


if __name__ == "__main__":
    main()
