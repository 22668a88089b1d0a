// The plan of a trip, worked out, or refused with what would work: trail/fieldtrip/planner/plan.py says the same.
import { Asked } from "./plan-asked.js";
import { STOP, StopChoice } from "./plan-choose.js";
import { minuteOf } from "./plan-clock.js";
import { timetable } from "./plan-day.js";
import { leastOf, noDay } from "./plan-drop.js";
import { adultsNeeded } from "./plan-groups.js";
import { Refused } from "./plan-request.js";
import { NEVER, most, range, sum } from "./plan-rotation.js";

// The plan for a request; throws Refused, or Beyond where only a server can tell.
export const makePlan = (trip, request, today) => new Planner(trip, request, today).plan();

class Planner extends Asked {
  check() {
    const { sizes } = this.look();
    const choices = this.choices(sizes);
    const day = leastOf(choices, choices[0].needed, this.trip.minutes.rest);
    if (!day || day.minutes > choices[0].thereIs) this.day(sizes);
  }

  plan() {
    const { sizes, groups, buses } = this.look();
    const { nodes, day, most: mostStops } = this.day(sizes);
    const { gather, board } = this.trip.minutes;
    const entries = groups.map((_, k) => timetable(groups[k].slow ? this.slowMinutes : this.minutes, day, k, { gather, board, leave: this.leave }));
    return {
      asked: this, request: this.request, clock: this.clock, groups, buses, entries, mostStops,
      adults: sum(groups.map((group) => group.adults)),
      adultsNeeded: adultsNeeded(sizes, this.ratio),
      stops: nodes.map((node) => this.nodes[node]),
      leftOut: this.leftOut(nodes, sizes),
      gather,
      walked: day.minutes,
      bound: day.rotation.bound,
      proved: day.rotation.proved,
      leave: this.leave,
      stretch: day.stretch,
    };
  }

  choice(sizes, lunch) {
    const { minutes: times } = this.trip;
    const all = range(this.nodes.length);
    const candidates = all.slice(1).filter((node) => !this.whyNot(node, sizes));
    if (!candidates.length) throw new Refused([{ field: "out", code: "no_stop", values: {} }]);
    const story = this.request.prefer === "story" ? this.trip.usual.story : [];
    this.story = all.slice(1).filter((node) => story.includes(this.nodes[node].id));
    return new StopChoice({
      minutes: this.minutes,
      candidates,
      must: this.request.must.map((id) => this.node(id)),
      worth: all.map((node) => this.worth(node)),
      story: this.story.filter((node) => candidates.includes(node)),
      crowd: { sizes, stay: this.talk + times.regroup, capacities: this.nodes.map((stop) => this.capacity(stop)), slow: this.slowMinutes },
      lunch,
      thereIs: this.leave - times.gather - times.board,
    });
  }

  // A stop that has what was asked for counts half as much again; of equal ones those of the story, then the weightier.
  worth(node) {
    const { request } = this;
    const stop = this.nodes[node];
    const has = [
      stop.tracks.some((track) => request.about.includes(track)),
      request.toilet && stop.toilet,
      request.weather && (stop.inside || stop.shelter),
    ].filter(Boolean);
    return STOP + (STOP / 2) * has.length + (this.story.includes(node) ? 150 : 0) + 5 * stop.weight;
  }

  // With lunch in its hours, then with lunch at any hour; one where there is none.
  choices(sizes) {
    const lunch = this.lunch();
    if (!lunch) return [this.choice(sizes, null)];
    return [lunch, { ...lunch, earliest: 0, latest: NEVER }].map((each) => this.choice(sizes, each));
  }

  day(sizes) {
    const { warn, rest, bad_weather: bad } = this.trip.minutes;
    const choices = this.choices(sizes);
    for (const asked of choices) {
      for (const tiring of this.request.weather && bad ? [bad, warn, rest] : [warn, rest]) {
        // Left to itself the plan tires nobody; what must be in may take longer.
        const chosen = asked.choose(tiring);
        if (chosen) return chosen;
      }
    }
    throw noDay(this, choices);
  }

  lunch() {
    const { lunch: minutes, lunchAt } = this.request;
    if (!minutes) return null;
    const hour = (text) => this.clock.minutesTo(minuteOf(text)) - this.trip.minutes.gather;
    const { lunch_from: from, lunch_until: until } = this.trip;
    return { node: lunchAt ? this.node(lunchAt) : 0, minutes, earliest: hour(from), latest: hour(until) };
  }

  // Why a stop is no choice at all; "" for one that only time can leave out.
  whyNot(node, sizes) {
    const stop = this.nodes[node];
    if (this.wanted.includes(stop.id)) return "";
    if (this.request.without.includes(stop.id)) return "asked";
    if (this.request.outdoor && stop.inside) return "outdoor";
    return this.limit(stop) < most(sizes) ? "size" : "";
  }

  leftOut(chosen, sizes) {
    const left = range(this.nodes.length).slice(1).filter((node) => !chosen.includes(node));
    return left.map((node) => ({ stop: this.nodes[node], why: this.whyNot(node, sizes) || "time" }));
  }
}
