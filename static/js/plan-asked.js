// What is asked for, filled up with the figures of the grade, and what is wrong with it: planner/asked.py says the same.
import { Clock, msOf } from "./plan-clock.js";
import { adultsNeeded, makeGroups, split } from "./plan-groups.js";
import { Refused, withoutSteps } from "./plan-request.js";
import { least, most, sum } from "./plan-rotation.js";

const DAY_MS = 86400000;

export class Asked {
  // `today` as ISO text, or null where no date is past or far.
  constructor(trip, request, today = null) {
    Object.assign(this, { trip, request, today, faults: [] });
    this.band = trip.bands[new Map(trip.grades).get(request.grade)];
    const named = (items, id) => items.find((item) => item.id === id);
    this.bus = named(trip.buses, request.bus || this.band.bus);
    this.place = named(trip.places, request.place);
    this.ratio = request.ratio || this.band.per_adult;
    this.talk = request.talk || trip.minutes.talk;
    const slowest = trip.paces.reduce((a, b) => (b.speed < a.speed ? b : a));
    this.pace = request.pace ? named(trip.paces, request.pace) : request.slow ? slowest : named(trip.paces, this.band.pace);
    this.stepless = Boolean(trip.stepless) && withoutSteps(request);
    this.slowPace = slowest;
    this.clock = new Clock(request.date, request.arrive, trip.zone);
    this.leave = this.clock.minutesTo(request.leave);
    this.lay();
    // The stops that must be in: who eats at a stop has been there.
    this.wanted = [...new Set([...request.must, ...(request.lunch && request.lunchAt ? [request.lunchAt] : [])])];
  }

  // The ground: where the class gathers, then every stop; metres and minutes from row to column.
  lay() {
    const { stops, places, metres, stepless } = this.trip;
    const found = this.stepless ? stepless : metres;
    this.nodes = [stops.find((stop) => stop.id === this.place.near) || this.place.site, ...stops];
    const place = (node) => (node ? node - 1 : stops.length + places.indexOf(this.place));
    this.metres = this.nodes.map((_, a) => this.nodes.map((__, b) => found[place(a)][place(b)] ?? Infinity));
    // Without the tenth of a second a walk of exactly 5 min would become 6.
    const minutes = (far, { speed }) => Math.max(0, Math.ceil((far / speed - 0.1) / 60));
    const at = (pace) => this.metres.map((row) => row.map((far) => minutes(far, pace)));
    this.minutes = at(this.pace);
    // Those of the last group, where it walks at a pace of its own.
    this.slowMinutes = this.request.slowOne && this.slowPace !== this.pace ? at(this.slowPace) : null;
  }

  node(id) {
    return this.trip.stops.findIndex((stop) => stop.id === id) + 1;
  }

  stop(id) {
    return this.trip.stops[this.node(id) - 1];
  }

  capacity(stop) {
    return stop.capacity || this.trip.capacity;
  }

  // The largest group that a stop takes.
  limit(stop) {
    return Math.min(stop.group_most || this.capacity(stop), this.capacity(stop));
  }

  refuse(field, code, values = {}) {
    this.faults.push({ field, code, values });
  }

  refuseIfAny() {
    if (this.faults.length) throw new Refused(this.faults);
  }

  // Sizes of the groups, the groups, and how many buses; throws what is wrong so far.
  look() {
    this.lookAtTimes();
    this.lookAtPlace();
    const sizes = this.lookAtGroups();
    this.refuseIfAny();
    const groups = makeGroups(sizes, this.request.adults ?? adultsNeeded(sizes, this.ratio), Boolean(this.slowMinutes));
    const buses = this.lookAtBuses(sum(groups.map((g) => g.students + g.adults)));
    this.refuseIfAny();
    return { sizes, groups, buses };
  }

  lookAtTimes() {
    const { request, today, clock } = this;
    const { years } = this.trip.limits;
    if (request.date && today) {
      const age = Math.round((msOf(today) - msOf(request.date)) / DAY_MS);
      if (age > 365) this.refuse("date", "past", { date: request.date });
      else if (-age > 365 * years) this.refuse("date", "far", { years });
    }
    for (const name of ["arrive", "leave"]) {
      const shown = clock.gapAfter(request[name]);
      if (shown !== null) this.refuse(name, "gap", { time: request[name], shown, date: request.date });
    }
    if (this.leave <= 0) this.refuse("leave", "order", { arrive: request.arrive, leave: request.leave });
  }

  lookAtPlace() {
    const { place, request, trip } = this;
    if (place.state === "refused") {
      const instead = trip.places.find((other) => other.id === place.instead);
      this.refuse("place", "refused", { place, instead, age: place.age });
    }
    const at = request.lunch && request.lunchAt && this.stop(request.lunchAt);
    if (at && !at.may_eat) this.refuse("lunch_at", "no_lunch", { site: at, places: trip.stops.filter((stop) => stop.may_eat) });
    this.wanted.filter((id) => request.without.includes(id)).forEach((id) => this.refuse("out", "both", { site: this.stop(id) }));
  }

  lookAtGroups() {
    const { request, trip } = this;
    const must = this.wanted.map((id) => this.stop(id));
    const fits = must.length ? least(must.map((stop) => this.limit(stop))) : this.band.group_size;
    if (request.size && must.length && request.size > fits) {
      this.refuse("size", "over_stop", { site: must.find((stop) => this.limit(stop) === fits), most: fits });
    }
    const largest = most(trip.stops.map((stop) => this.limit(stop)));
    const size = Math.min(request.size || Math.min(this.band.group_size, fits), largest);
    if (request.size && size < request.size && !this.faults.length) this.refuse("size", "most", { most: size });
    const sizes = split(request.students, size);
    const groups = sizes.length;
    if (groups > trip.limits.groups) {
      const smallest = Math.ceil(request.students / trip.limits.groups);
      this.refuse("size", "groups", { groups, most: trip.limits.groups, size: smallest });
    }
    const { adults } = request;
    if (adults !== null && adults < groups) {
      const fitting = adults ? Math.ceil(request.students / adults) : 0;
      const needed = adultsNeeded(sizes, this.ratio);
      const values = { adults, groups, needed, ratio: this.ratio, size: fitting <= trip.capacity ? fitting : 0 };
      this.refuse("adults", "adults", values);
    }
    // Two to a group are none too many, however small it is.
    const many = Math.max(request.students, 2 * groups);
    if (adults !== null && adults > many) this.refuse("adults", "most", { most: many });
    return sizes;
  }

  lookAtBuses(people) {
    const { seats } = this.bus;
    const { buses: given } = this.request;
    const needed = seats ? Math.ceil(people / seats) : 0;
    if (!seats || given === null) return needed;
    if (given < needed) {
      const roomier = this.trip.buses.find((bus) => bus.seats > seats && bus.seats * given >= people);
      this.refuse("buses", "seats", { people, seats: given * seats, needed, buses: given, other: roomier });
    }
    return given;
  }
}
