import { all, first, withNested, type Component } from './components.js';
import type { ContentLine } from './content.js';
import { error, type Finding } from './finding.js';
import { durationMs, moment, momentOf } from './moment.js';
import { recurrenceFaults } from './recurrence.js';

/** Properties that hold moments: where the RFC defines them, and whether they are always in UTC. */
const MOMENTS: Record<string, { section: string; utc?: boolean }> = {
  DTSTART: { section: '3.8.2.4' },
  DTEND: { section: '3.8.2.2' },
  DUE: { section: '3.8.2.3' },
  COMPLETED: { section: '3.8.2.1', utc: true },
  DTSTAMP: { section: '3.8.7.2', utc: true },
  CREATED: { section: '3.8.7.1', utc: true },
  'LAST-MODIFIED': { section: '3.8.7.3', utc: true },
  'RECURRENCE-ID': { section: '3.8.4.4' },
  EXDATE: { section: '3.8.5.1' },
  RDATE: { section: '3.8.5.2' },
};

/** Dates, durations and rules that are not what they should be, and zones that nobody defines. */
export function valueFindings(calendar: Component): Finding[] {
  const zones = new Set(calendar.components.filter(one => one.name === 'VTIMEZONE').map(one => first(one, 'TZID')?.value));
  return withNested(calendar).flatMap(component => [
    ...component.properties.flatMap(property => property.name in MOMENTS ? momentFaults(property) : []),
    ...component.properties.flatMap(property => zoneFaults(property, zones)),
    ...all(component, 'DURATION').filter(property => durationMs(property.value) === undefined)
      .map(property => error(property.line, 'invalid-duration', '3.3.6', `${JSON.stringify(property.value)} is not a duration; PT1H30M would be one.`)),
    ...all(component, 'RRULE').flatMap(property => recurrenceFaults(property.value, momentOf(first(component, 'DTSTART')))
      .map(fault => error(property.line, 'bad-rrule', '3.3.10', fault))),
  ]);
}

function momentFaults(property: ContentLine): Finding[] {
  const { section, utc } = MOMENTS[property.name]!;
  const says = property.params.get('VALUE')?.[0]?.toUpperCase() ?? 'DATE-TIME';
  const many = property.name === 'EXDATE' || property.name === 'RDATE';
  return (many ? property.value.split(',') : [property.value]).flatMap(value => {
    const [start, end, ...more] = says === 'PERIOD' ? value.split('/') as [string, ...string[]] : [value] as [string];
    if (says === 'PERIOD' && (end === undefined || more.length > 0 || (durationMs(end) === undefined && typeof moment(end) === 'string'))) {
      return [error(property.line, 'invalid-date', '3.3.9', `${property.name}: ${JSON.stringify(value)} is not a period; 20261005T090000Z/PT1H would be one.`)];
    }
    const read = moment(start, property.params.get('TZID')?.[0]);
    if (typeof read === 'string') return [error(property.line, 'invalid-date', says === 'DATE' ? '3.3.4' : '3.3.5', `${property.name}: ${read}.`)];
    const expected = says === 'DATE' ? 'DATE' : 'DATE-TIME';
    if (read.kind !== expected) return [error(property.line, 'value-type', section, `${property.name} is a ${read.kind}, and ${says === 'DATE' ? 'VALUE=DATE says otherwise' : 'needs VALUE=DATE to be one'}.`)];
    return utc && read.zone !== 'utc' ? [error(property.line, 'not-utc', section, `${property.name} must be in UTC: with Z at its end.`)] : [];
  });
}

function zoneFaults(property: ContentLine, zones: Set<string | undefined>): Finding[] {
  const zone = property.params.get('TZID')?.[0];
  if (zone === undefined) return [];
  // The moment itself, not that of a later value of a list: one finding a line.
  if (/^\d{8}T\d{6}Z/.test(property.value)) return [error(property.line, 'zone-of-utc', '3.2.19', `${property.name} is in UTC and must not name a time zone as well.`)];
  // With a slash before it, a zone is one of a registry that both sides know.
  return zone.startsWith('/') || zones.has(zone) ? [] : [error(property.line, 'unknown-zone', '3.2.19', `The calendar has no VTIMEZONE for ${JSON.stringify(zone)}.`)];
}
