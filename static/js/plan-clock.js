// The clock of a trip: minutes after arrival to local times, across a change of clocks too (planner/clock.py).

const MINUTE = 60000;
export const DAY_MIN = 1440;
const two = (n) => String(n).padStart(2, "0");

// A day as milliseconds at midnight UTC; NaN where there is no such day.
export function dayMs(year, month, day) {
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day); // Date.UTC would take the year 12 for 1912
  return year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made.getTime() : NaN;
}

export const isoDay = (ms) => {
  const day = new Date(ms);
  return `${String(day.getUTCFullYear()).padStart(4, "0")}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}`;
};

export const msOf = (iso) => dayMs(...iso.split("-").map(Number));

// 9:05 as minutes of the day, and back.
export const minuteOf = (text) => text.split(":").map(Number).reduce((hours, minutes) => hours * 60 + minutes);
export const timeOf = (minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

const formats = new Map();

// Local time in a zone, as if it were UTC.
function localMs(instant, zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
    }));
  }
  const parts = {};
  formats.get(zone).formatToParts(new Date(instant)).forEach(({ type, value }) => { parts[type] = +value; });
  return dayMs(parts.year, parts.month, parts.day) + (parts.hour * 60 + parts.minute) * MINUTE;
}

const HALF_WEEK = 3 * DAY_MIN * MINUTE;

// The instant of a local time; of two the first, and where the clocks skip it, as before they did.
function instantOf(local, zone) {
  const offset = (instant) => localMs(instant, zone) - instant;
  const sooner = offset(local - HALF_WEEK);
  const later = offset(local + HALF_WEEK);
  const holds = (each) => offset(local - each) === each;
  return local - (!holds(sooner) && holds(later) ? later : sooner);
}

// When the trip begins: `date` as ISO text or null, `arrive` in minutes of the day. Without a date there is no zone.
export class Clock {
  constructor(date, arrive, zone) {
    Object.assign(this, { date, arrive, zone });
    if (date) this.begin = this.instant(arrive);
  }

  instant(minute) {
    return instantOf(msOf(this.date) + minute * MINUTE, this.zone);
  }

  // So many minutes after arrival: the day as ISO text ("" where there is none), the minute of it, the instant.
  moment(minutes) {
    if (!this.date) {
      const all = this.arrive + minutes;
      return { day: "", later: Math.floor(all / DAY_MIN), minute: all % DAY_MIN };
    }
    const instant = this.begin + minutes * MINUTE;
    const local = localMs(instant, this.zone);
    const midnight = Math.floor(local / (DAY_MIN * MINUTE)) * DAY_MIN * MINUTE;
    return { day: isoDay(midnight), later: isoDay(midnight) === this.date ? 0 : 1, minute: (local - midnight) / MINUTE, instant };
  }

  // Minutes from arrival to a time of the same day; negative where it is before.
  minutesTo(minute) {
    return this.date ? Math.floor((this.instant(minute) - this.begin) / MINUTE) : minute - this.arrive;
  }

  // The time that the clocks show instead, where they skip this one; null where not.
  gapAfter(minute) {
    if (!this.date) return null;
    const shown = localMs(this.instant(minute), this.zone) - msOf(this.date);
    return shown === minute * MINUTE ? null : ((shown / MINUTE) + DAY_MIN) % DAY_MIN;
  }
}
