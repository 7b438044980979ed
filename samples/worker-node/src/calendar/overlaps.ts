import { first, type Component } from './components.js';
import { warning, type Finding } from './finding.js';
import { durationMs, momentOf, scaled } from './moment.js';

interface Busy {
  line: number;
  uid: string | undefined;
  name: string;
  from: number;
  to: number;
}

/**
 * Confirmed events that take place at the same time. Of one that recurs, the first occurrence counts. Those that leave
 * people free (TRANSP:TRANSPARENT) do not count; times of zones that are not in the IANA database are compared within their zone.
 */
export function overlapFindings(calendar: Component): Finding[] {
  const byScale = new Map<string, Busy[]>();
  for (const event of calendar.components.filter(one => one.name === 'VEVENT')) {
    const found = busy(event);
    if (found !== undefined) byScale.set(found.scale, [...byScale.get(found.scale) ?? [], found.busy]);
  }

  return [...byScale.values()].flatMap(events => {
    events.sort((one, other) => one.from - other.from || one.line - other.line);
    let going: Busy[] = [];
    return events.flatMap(event => {
      going = going.filter(other => other.to > event.from);
      // An occurrence that was moved has the UID of the event it belongs to.
      const clashes = going.filter(other => other.uid === undefined || other.uid !== event.uid).map(other => warning(event.line, 'overlap', '3.8.1.11', `${event.name} overlaps ${other.name} of line ${other.line}; both are confirmed.`));
      going.push(event);
      return clashes;
    });
  });
}

function busy(event: Component): { scale: string; busy: Busy } | undefined {
  const start = momentOf(first(event, 'DTSTART'));
  if (start === undefined || first(event, 'STATUS')?.value.toUpperCase() !== 'CONFIRMED' || first(event, 'TRANSP')?.value.toUpperCase() === 'TRANSPARENT') return undefined;
  const { scale, ms: from } = scaled(start);
  const end = momentOf(first(event, 'DTEND'));
  const stop = end && scaled(end);
  // 3.6.1: without an end, a date takes its day and a time no time at all.
  const length = durationMs(first(event, 'DURATION')?.value ?? '') ?? (start.kind === 'DATE' ? 24 * 3_600_000 : 0);
  const to = stop?.scale === scale ? stop.ms : from + length;
  const summary = first(event, 'SUMMARY')?.value;
  return to > from ? { scale, busy: { line: event.line, uid: first(event, 'UID')?.value, name: summary ? JSON.stringify(summary) : 'The event', from, to } } : undefined;
}
