import { all, first, withNested, type Component } from './components.js';
import { error, warning, type Finding } from './finding.js';
import { momentOf, scaled } from './moment.js';

interface Shape {
  section: string;
  required: Record<string, string>;
  once: string[];
}

const ONCE = ['UID', 'DTSTAMP', 'DTSTART', 'CREATED', 'LAST-MODIFIED', 'ORGANIZER', 'RECURRENCE-ID', 'SEQUENCE', 'STATUS', 'SUMMARY', 'URL', 'CLASS'];
const IDENTITY = { UID: '3.8.4.7', DTSTAMP: '3.8.7.2' };

/** What a component must have (and where RFC 5545 says so), and what it must not have twice. */
const SHAPES: Record<string, Shape> = {
  VCALENDAR: { section: '3.6', required: { PRODID: '3.7.3', VERSION: '3.7.4' }, once: ['PRODID', 'VERSION', 'CALSCALE', 'METHOD'] },
  VEVENT: { section: '3.6.1', required: IDENTITY, once: [...ONCE, 'DTEND', 'DURATION', 'DESCRIPTION', 'LOCATION', 'GEO', 'PRIORITY', 'TRANSP'] },
  VTODO: { section: '3.6.2', required: IDENTITY, once: [...ONCE, 'DUE', 'DURATION', 'DESCRIPTION', 'LOCATION', 'GEO', 'PRIORITY', 'COMPLETED', 'PERCENT-COMPLETE'] },
  VJOURNAL: { section: '3.6.3', required: IDENTITY, once: ONCE },
  VFREEBUSY: { section: '3.6.4', required: IDENTITY, once: ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'CONTACT', 'ORGANIZER', 'URL'] },
  VTIMEZONE: { section: '3.6.5', required: { TZID: '3.8.3.1' }, once: ['TZID', 'LAST-MODIFIED', 'TZURL'] },
  STANDARD: { section: '3.6.5', required: { DTSTART: '3.8.2.4', TZOFFSETTO: '3.8.3.4', TZOFFSETFROM: '3.8.3.3' }, once: ['DTSTART', 'TZOFFSETTO', 'TZOFFSETFROM'] },
  DAYLIGHT: { section: '3.6.5', required: { DTSTART: '3.8.2.4', TZOFFSETTO: '3.8.3.4', TZOFFSETFROM: '3.8.3.3' }, once: ['DTSTART', 'TZOFFSETTO', 'TZOFFSETFROM'] },
  VALARM: { section: '3.6.6', required: { ACTION: '3.8.6.1', TRIGGER: '3.8.6.3' }, once: ['ACTION', 'TRIGGER', 'DURATION', 'REPEAT'] },
};

/** Properties that are missing, doubled or at odds with each other. */
export function shapeFindings(calendar: Component): Finding[] {
  return withNested(calendar).flatMap(component => [...missing(component, calendar), ...doubled(component), ...ends(component)]).concat(sameUids(calendar));
}

function missing(component: Component, calendar: Component): Finding[] {
  const absent = Object.entries(SHAPES[component.name]?.required ?? {}).filter(([name]) => first(component, name) === undefined)
    .map(([name, section]) => error(component.line, 'missing-property', section, `${component.name} has no ${name}.`));
  // An event that is part of a request (METHOD) may leave its start to the others.
  if (component.name === 'VEVENT' && first(component, 'DTSTART') === undefined && first(calendar, 'METHOD') === undefined) absent.push(error(component.line, 'missing-property', '3.8.2.4', 'VEVENT has no DTSTART.'));
  if (component.name === 'VTIMEZONE' && !component.components.some(one => one.name === 'STANDARD' || one.name === 'DAYLIGHT')) absent.push(error(component.line, 'missing-component', '3.6.5', 'VTIMEZONE has neither STANDARD nor DAYLIGHT.'));
  if (component.name === 'VCALENDAR' && component.components.length === 0) absent.push(warning(component.line, 'missing-component', '3.6', 'VCALENDAR holds nothing.'));
  const version = component.name === 'VCALENDAR' ? first(component, 'VERSION') : undefined;
  if (version !== undefined && version.value !== '2.0') absent.push(error(version.line, 'version', '3.7.4', `VERSION is ${JSON.stringify(version.value)}; 2.0 is what RFC 5545 describes.`));
  return absent;
}

function doubled(component: Component): Finding[] {
  const shape = SHAPES[component.name];
  return (shape?.once ?? []).flatMap(name => all(component, name).slice(1).map(again => error(again.line, 'doubled-property', shape!.section, `${component.name} has ${name} more than once.`)));
}

function ends(component: Component): Finding[] {
  const name = component.name === 'VEVENT' ? 'DTEND' : component.name === 'VTODO' ? 'DUE' : undefined;
  const end = name && first(component, name);
  const duration = first(component, 'DURATION');
  if (name === undefined) return [];
  if (end && duration) return [error(Math.max(end.line, duration.line), 'end-and-duration', SHAPES[component.name]!.section, `${component.name} has both ${name} and DURATION.`)];
  const [starts, stops] = [momentOf(first(component, 'DTSTART')), momentOf(end)];
  if (!end || starts === undefined || stops === undefined) return [];
  const section = name === 'DTEND' ? '3.8.2.2' : '3.8.2.3';
  if (starts.kind !== stops.kind) return [error(end.line, 'value-type', section, `${name} is a ${stops.kind} and DTSTART a ${starts.kind}; they must be the same.`)];
  const [from, to] = [scaled(starts), scaled(stops)];
  if (from.scale !== to.scale) return [];
  if (to.ms < from.ms) return [error(end.line, 'end-before-start', section, `${name} is before DTSTART.`)];
  return to.ms === from.ms ? [warning(end.line, 'end-at-start', section, `${name} is at DTSTART; it must be later.`)] : [];
}

/** RFC 5545 3.8.4.7: a UID is of one event alone, but for its occurrences that differ (RECURRENCE-ID). */
function sameUids(calendar: Component): Finding[] {
  const seen = new Map<string, number>();
  return calendar.components.flatMap(component => {
    const uid = first(component, 'UID');
    if (uid === undefined) return [];
    const key = JSON.stringify([component.name, uid.value, first(component, 'RECURRENCE-ID')?.value]);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, uid.line);
    return before === undefined ? [] : [error(uid.line, 'same-uid', '3.8.4.7', `UID ${JSON.stringify(uid.value)} is that of line ${before} already.`)];
  });
}
