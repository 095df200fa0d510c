// Numbers and times as people read them.

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const units = ["B", "kB", "MB", "GB", "TB", "PB"];

export const count = (value) => whole.format(value);

export const plural = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

/** Large counts in few characters, for tiles. */
export function brief(value) {
  for (const [size, unit] of [[1e12, "T"], [1e9, "G"], [1e6, "M"]]) {
    if (value >= size) {
      return `${tenth.format(value / size)} ${unit}`;
    }
  }
  return count(value);
}

export function bytes(value) {
  if (value === null || value === undefined) {
    return "";
  }
  let rest = value;
  let unit = 0;
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000;
    unit++;
  }
  return `${unit === 0 || rest >= 99.95 ? whole.format(rest) : tenth.format(rest)} ${units[unit]}`;
}

export function megabytes(value) {
  const rate = value / 1e6;
  return rate >= 99.95 ? whole.format(rate) : tenth.format(rate);
}

export function duration(seconds) {
  const all = Math.max(0, Math.round(seconds));
  const days = Math.floor(all / 86400);
  const hours = Math.floor(all / 3600) % 24;
  const minutes = Math.floor(all / 60) % 60;
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  if (hours > 0) {
    return `${hours} h ${minutes} min`;
  }
  return minutes > 0 ? `${minutes} min ${all % 60} s` : `${all} s`;
}

/** How long ago something was, or how long it will take. */
export function distance(iso) {
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  return seconds <= 0 ? `${duration(-seconds)} ago` : `in ${duration(seconds)}`;
}

/** A time of today as such, others with their date; in the time zone of the browser. */
export function time(iso) {
  const at = new Date(iso);
  const clock = at.toLocaleTimeString("en-GB");
  return at.toDateString() === new Date().toDateString()
    ? clock
    : `${at.toLocaleDateString("en-CA")} ${clock}`;
}
