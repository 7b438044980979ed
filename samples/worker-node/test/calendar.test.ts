import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { check } from '../src/calendar/check.js';
import { durationMs, moment, scaled } from '../src/calendar/moment.js';
import { recurrenceFaults } from '../src/calendar/recurrence.js';

const silent = async (): Promise<void> => undefined;

/** What is found in a calendar of these lines, by line (of the text as written here), severity, rule and section. */
async function found(...lines: string[]): Promise<string[]> {
  const text = ['BEGIN:VCALENDAR', 'PRODID:-//test//EN', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
  return (await check(text, 'content', silent)).findings.map(finding => `${finding.line} ${finding.severity} ${finding.rule} ${finding.section}`);
}

const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20261001T000000Z', ...lines, 'END:VEVENT'];

test('a calendar without faults has no findings', async () => {
  assert.deepEqual(await found(...event('DTSTART:20261005T090000Z', 'DTEND:20261005T100000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4', 'SUMMARY:Stand-up, \\n', '  folded')), []);
});

const cases: [string, string[], string[]][] = [
  ['missing properties', ['BEGIN:VEVENT', 'END:VEVENT'], ['4 error missing-property 3.8.4.7', '4 error missing-property 3.8.7.2', '4 error missing-property 3.8.2.4']],
  ['no start is needed beside a method', ['METHOD:REQUEST', ...event()], []],
  ['a property twice', event('DTSTART:20261005T090000Z', 'SUMMARY:a', 'SUMMARY:b'), ['9 error doubled-property 3.6.1']],
  ['an end before the start', event('DTSTART:20261005T090000Z', 'DTEND:20261005T085959Z'), ['8 error end-before-start 3.8.2.2']],
  ['an end at the start', event('DTSTART:20261005T090000Z', 'DTEND:20261005T090000Z'), ['8 warning end-at-start 3.8.2.2']],
  ['an end a second later', event('DTSTART:20261005T090000Z', 'DTEND:20261005T090001Z'), []],
  ['an end before the start by the zones', [
    'BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD', 'END:VTIMEZONE',
    ...event('DTSTART;TZID=Europe/Berlin:20261005T110000', 'DTEND:20261005T085959Z')], ['16 error end-before-start 3.8.2.2']],
  ['an end of another kind', event('DTSTART;VALUE=DATE:20261005', 'DTEND:20261006T000000Z'), ['8 error value-type 3.8.2.2']],
  ['end and duration', event('DTSTART:20261005T090000Z', 'DTEND:20261005T100000Z', 'DURATION:PT1H'), ['9 error end-and-duration 3.6.1']],
  ['due and duration', ['BEGIN:VTODO', 'UID:a', 'DTSTAMP:20261001T000000Z', 'DTSTART:20261005T090000Z', 'DUE:20261005T100000Z', 'DURATION:PT1H', 'END:VTODO'], ['9 error end-and-duration 3.6.2']],
  ['a duration that is none', event('DTSTART:20261005T090000Z', 'DURATION:1H'), ['8 error invalid-duration 3.3.6']],
  ['the same UID twice', [...event('DTSTART:20261005T090000Z'), ...event('DTSTART:20261006T090000Z')], ['10 error same-uid 3.8.4.7']],
  ['the same UID for a changed occurrence', [...event('DTSTART:20261005T090000Z', 'RRULE:FREQ=DAILY'), ...event('DTSTART:20261006T100000Z', 'RECURRENCE-ID:20261006T090000Z')], []],
  ['a day that is not', event('DTSTART:20260230T090000Z'), ['7 error invalid-date 3.3.5']],
  ['a leap day', event('DTSTART;VALUE=DATE:20240229'), []],
  ['no leap day', event('DTSTART;VALUE=DATE:20260229'), ['7 error invalid-date 3.3.4']],
  ['a date that does not say so', event('DTSTART:20261005'), ['7 error value-type 3.8.2.4']],
  ['a stamp that is not in UTC', ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20261001T000000', 'DTSTART:20261005T090000Z', 'END:VEVENT'], ['6 error not-utc 3.8.7.2']],
  ['one bad date of a list', event('DTSTART:20261005T090000Z', 'EXDATE:20261006T090000Z,20261306T090000Z'), ['8 error invalid-date 3.3.5']],
  ['a period that is none', event('DTSTART:20261005T090000Z', 'RDATE;VALUE=PERIOD:20261006T090000Z'), ['8 error invalid-date 3.3.9']],
  ['a zone that nobody defines', event('DTSTART;TZID=Europe/Berlin:20261005T090000'), ['7 error unknown-zone 3.2.19']],
  ['a zone of a registry', event('DTSTART;TZID=/example.org/Berlin:20261005T090000'), []],
  ['a zone for UTC', event('DTSTART;TZID=Europe/Berlin:20261005T090000Z'), ['7 error zone-of-utc 3.2.19']],
  ['a rule without frequency', event('DTSTART:20261005T090000Z', 'RRULE:COUNT=3'), ['8 error bad-rrule 3.3.10']],
  ['a line of 75 octets', event('DTSTART:20261005T090000Z', `SUMMARY:${'x'.repeat(67)}`), []],
  ['a line of 76 octets', event('DTSTART:20261005T090000Z', `SUMMARY:${'x'.repeat(66)}é`), ['8 warning long-line 3.1']],
  ['no content line', event('DTSTART:20261005T090000Z', 'SUMMARY Stand-up'), ['8 error content-line 3.1']],
  ['a component without end', ['BEGIN:VTODO', ...event('DTSTART:20261005T090000Z')], ['4 error missing-property 3.8.4.7', '4 error missing-property 3.8.7.2', '4 error structure 3.6']],
  ['an end without component', [...event('DTSTART:20261005T090000Z'), 'END:VTODO'], ['9 error structure 3.6']],
  ['an alarm without trigger', event('DTSTART:20261005T090000Z', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'END:VALARM'), ['8 error missing-property 3.8.6.3']],
];

for (const [name, lines, expected] of cases) {
  test(`found: ${name}`, async () => assert.deepEqual((await found(...lines)).sort(), [...expected].sort()));
}

const confirmed = (uid: string, ...lines: string[]): string[] => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261001T000000Z', 'STATUS:CONFIRMED', ...lines, 'END:VEVENT'];

test('confirmed events that overlap are named, those that touch or are not confirmed are not', async () => {
  const first = confirmed('a', 'DTSTART:20261005T090000Z', 'DTEND:20261005T100000Z');
  assert.deepEqual(await found(...first, ...confirmed('b', 'DTSTART:20261005T095959Z', 'DURATION:PT1H')), ['11 warning overlap 3.8.1.11']);
  assert.deepEqual(await found(...first, ...confirmed('b', 'DTSTART:20261005T100000Z', 'DURATION:PT1H')), []);
  assert.deepEqual(await found(...first, ...confirmed('b', 'DTSTART:20261005T093000Z', 'DURATION:PT1H', 'TRANSP:TRANSPARENT')), []);
  assert.deepEqual(await found(...first, ...confirmed('b', 'DTSTART:20261005T093000Z', 'DURATION:PT1H').map(line => line.replace('CONFIRMED', 'TENTATIVE'))), []);
});

test('a file that is no calendar is refused with the field named', async () => {
  await assert.rejects(check('Hello', 'content', silent), { message: 'content: is not a calendar: it has no line BEGIN:VCALENDAR.' });
});

test('a byte order mark and lines that end with LF alone are read', async () => {
  const { calendars, findings } = await check('\uFEFFBEGIN:VCALENDAR\nEND:VCALENDAR\n', 'content', silent);
  assert.equal(calendars, 1);
  assert.deepEqual(findings.map(finding => finding.rule), ['line-ends', 'missing-component', 'missing-property', 'missing-property'].sort());
});

test('recurrence rules', () => {
  const start = moment('20261005T090000', 'Europe/Berlin');
  assert.ok(typeof start === 'object');
  const none: string[] = [];
  for (const [rule, faults] of [
    ['FREQ=MONTHLY;BYDAY=-1FR', none],
    ['FREQ=YEARLY;BYWEEKNO=20;WKST=SU', none],
    ['FREQ=WEEKLY;UNTIL=20261231T000000Z', none],
    ['FREQ=WEEKLY;UNTIL=20261231T000000', ['UNTIL must be in UTC (with Z), as DTSTART has a time zone.']],
    ['FREQ=WEEKLY;UNTIL=20261231', ['UNTIL is a DATE and DTSTART a DATE-TIME; they must be the same.']],
    ['FREQ=WEEKLY;UNTIL=20251231T000000Z', ['UNTIL is before DTSTART: it never happens.']],
    ['FREQ=WEEKLY;UNTIL=20261231T000000Z;COUNT=2', ['UNTIL and COUNT must not both be there.']],
    ['FREQ=FORTNIGHTLY', ['FREQ=FORTNIGHTLY is not one of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY.']],
    ['FREQ=WEEKLY;BYDAY=2MO', ['BYDAY=2MO: a number goes with FREQ=MONTHLY and FREQ=YEARLY alone.']],
    ['FREQ=DAILY;BYMONTH=13', ['BYMONTH=13 is not from 1 to 12.']],
    ['FREQ=DAILY;BYHOUR=0,23', none],
    ['FREQ=DAILY;BYHOUR=24', ['BYHOUR=24 is not from 0 to 23.']],
    ['FREQ=MONTHLY;BYMONTHDAY=0', ['BYMONTHDAY=0 is not from 1 to 31 or from the end, with a minus.']],
    ['FREQ=DAILY;INTERVAL=0', ['INTERVAL=0 is not a number from 1.']],
    ['FREQ=MONTHLY;BYSETPOS=-1', ['BYSETPOS needs another BY part to choose from.']],
    ['FREQ=DAILY;', ['"" is not of the form NAME=VALUE.']],
    ['FREQ=DAILY;FREQ=DAILY;X=1', ['FREQ is there twice.', 'X is not a part of a recurrence rule.']],
  ] as [string, string[]][]) assert.deepEqual(recurrenceFaults(rule, start), faults, rule);
});

test('durations', () => {
  for (const [text, expected] of [['PT1H30M', 5_400_000], ['P7W', 604_800_000 * 7], ['-P1DT1S', -86_401_000], ['P', undefined], ['PT', undefined], ['1H', undefined], ['P1H', undefined]] as const) assert.equal(durationMs(text), expected, text);
});

test('wall times are instants by their zone, on both sides of a change of the clock', () => {
  for (const [wall, utc] of [['20261024T120000', '2026-10-24T10:00:00Z'], ['20261025T120000', '2026-10-25T11:00:00Z'], ['20260329T030000', '2026-03-29T01:00:00Z']] as const) {
    const read = moment(wall, 'Europe/Berlin');
    assert.ok(typeof read === 'object');
    assert.deepEqual(scaled(read), { scale: 'utc', ms: Date.parse(utc) });
  }
});

test('this sample\'s own calendar', async () => {
  const text = readFileSync(new URL('../../test/team.ics', import.meta.url), 'utf8');
  const { findings } = await check(text, 'content', silent);
  assert.deepEqual(findings.map(finding => `${finding.line} ${finding.rule}`), ['17 end-before-start', '24 overlap', '30 unknown-zone']);
});
