import { BadInput } from '../failures.js';
import { components } from './components.js';
import { contentLines } from './content.js';
import { shapeFindings } from './events.js';
import type { Finding } from './finding.js';
import { overlapFindings } from './overlaps.js';
import { valueFindings } from './values.js';

/** What a result holds at most: it has to fit into a message, and nobody reads more. */
const MOST_FINDINGS = 1000;

export interface Checked {
  calendars: number;
  components: number;
  findings: Finding[];
  /** Found beyond what is listed. */
  omitted: number;
}

/** Checks a calendar file against RFC 5545. `step` is awaited between its parts, with how far it is in percent. */
export async function check(content: string, field: string, step: (percent: number, message: string) => Promise<void>): Promise<Checked> {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR\s*$/im.test(content.slice(0, 10_000))) throw new BadInput(field, 'is not a calendar: it has no line BEGIN:VCALENDAR');
  await step(0, 'Reading lines');
  const read = contentLines(content);
  await step(30, `Checking ${read.lines.length} lines`);
  const { calendars, findings } = components(read.lines);
  const found = [...read.findings, ...findings];
  for (const [at, calendar] of calendars.entries()) {
    found.push(...valueFindings(calendar), ...shapeFindings(calendar), ...overlapFindings(calendar));
    await step(40 + Math.floor(60 * (at + 1) / calendars.length), `Checked ${at + 1} of ${calendars.length} calendars`);
  }
  found.sort((one, other) => one.line - other.line || one.rule.localeCompare(other.rule));
  return {
    calendars: calendars.length,
    components: calendars.reduce((sum, calendar) => sum + calendar.components.length, 0),
    findings: found.slice(0, MOST_FINDINGS),
    omitted: Math.max(0, found.length - MOST_FINDINGS),
  };
}
