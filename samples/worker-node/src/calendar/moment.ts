import type { ContentLine } from './content.js';

/** A date, or a date with a time. Wall time in milliseconds as if it were UTC; `zone` is 'utc', a TZID, or '' where it floats. */
export interface Moment {
  kind: 'DATE' | 'DATE-TIME';
  wallMs: number;
  zone: string;
}

/** RFC 5545 3.3.4 and 3.3.5: `20261005`, `20261005T090000`, `20261005T090000Z`. A text says what is wrong. */
export function moment(text: string, tzid?: string): Moment | string {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(text);
  if (match === null) return `${JSON.stringify(text)} is neither a date (20261005) nor a date with a time (20261005T090000, with Z for UTC)`;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0)) as [number, number, number, number, number, number];
  // 60 for a leap second, as the RFC allows; it is taken for the first of the next minute.
  if (hour > 23 || minute > 59 || second > 60) return `${text} has a time that no clock shows`;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return `${text} has a day that no calendar shows`;
  if (match[4] === undefined) return { kind: 'DATE', wallMs, zone: '' };
  return { kind: 'DATE-TIME', wallMs, zone: match[7] === 'Z' ? 'utc' : tzid ?? '' };
}

export function momentOf(property: ContentLine | undefined): Moment | undefined {
  const read = property && moment(property.value, property.params.get('TZID')?.[0]);
  return typeof read === 'object' ? read : undefined;
}

/** RFC 5545 3.3.6: `P15DT5H0M20S`, `P7W`, with a sign. Milliseconds; undefined where it is none. */
export function durationMs(text: string): number | undefined {
  const match = /^([+-]?)P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/.exec(text);
  if (match === null || /[PT]$/.test(text)) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map(part => Number(part ?? 0)) as [number, number, number, number, number];
  return (match[1] === '-' ? -1 : 1) * ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** Two moments compare when both are instants, or are of one and the same zone: the same scale then. */
export function scaled(moment: Moment): { scale: string; ms: number } {
  if (moment.zone === 'utc') return { scale: 'utc', ms: moment.wallMs };
  if (moment.zone === '') return { scale: 'floating', ms: moment.wallMs };
  const offset = offsetMs(moment.zone, moment.wallMs);
  return offset === undefined ? { scale: moment.zone, ms: moment.wallMs } : { scale: 'utc', ms: moment.wallMs - offset };
}

/** How far a zone of the IANA database is ahead of UTC at a wall time; undefined where it is not in the database. */
function offsetMs(zone: string, wallMs: number): number | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  } catch {
    return undefined;
  }
  const offsetAt = (utcMs: number): number => {
    const part = Object.fromEntries(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
    return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - Math.floor(utcMs / 1000) * 1000;
  };
  // The offset in force near the wall time read as UTC may be of the other side of a change; once more settles it.
  return offsetAt(wallMs - offsetAt(wallMs));
}
