/** Windows of time as RDS and ElastiCache write them: `03:00-03:30` each day, `sun:04:00-sun:05:00` each week. */
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = 24 * 60;

const minute = (time: string): number => {
  const [, day = "mon", hours, minutes] = /^(?:(\w{3}):)?(\d\d):(\d\d)$/.exec(time.toLowerCase()) ?? [];
  return DAYS.indexOf(day) * DAY + Number(hours) * 60 + Number(minutes);
};

/** How long a window is. */
export function minutesOf(window: string): number {
  const [start = "", end = ""] = window.split("-");
  const around = start.length > "00:00".length ? 7 * DAY : DAY;
  return (minute(end) - minute(start) + around) % around;
}

/** Whether a daily window meets a weekly one. */
export function overlap(daily: string, weekly: string): boolean {
  const [start = ""] = daily.split("-");
  const [first = ""] = weekly.split("-");
  const week = 7 * DAY;
  const begin = minute(first);
  const length = minutesOf(weekly);
  return DAYS.some((_day, index) => {
    const other = minute(start) + index * DAY;
    return (other - begin + week) % week < length || (begin - other + week) % week < minutesOf(daily);
  });
}
