/** The sandbox's calendar: days pass only when they are told to, so that a rehearsal gives the same each time. */
const FIRST_DAY = "2026-11-20";

/** The day in a world in which so many months have gone by. */
export function dayAfter(months: number): string {
  const day = new Date(FIRST_DAY);
  day.setUTCMonth(day.getUTCMonth() + months);
  return iso(day);
}

/** The last day of an endless row of publications, `days` apart, that is not after `today`. */
export function lastPublication(first: string, days: number, today: string): string {
  const passed = Math.floor((Date.parse(today) - Date.parse(first)) / (days * DAY));
  return iso(new Date(Date.parse(first) + passed * days * DAY));
}

const DAY = 24 * 60 * 60 * 1000;
const iso = (day: Date): string => day.toISOString().slice(0, "2026-11-20".length);
