import { moment, type Moment } from './moment.js';

const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** Lists of numbers by part: the least and the greatest, and whether they may count from the end. */
const RANGES: Record<string, { from: number; to: number; negative: boolean }> = {
  BYSECOND: { from: 0, to: 60, negative: false },
  BYMINUTE: { from: 0, to: 59, negative: false },
  BYHOUR: { from: 0, to: 23, negative: false },
  BYMONTHDAY: { from: 1, to: 31, negative: true },
  BYYEARDAY: { from: 1, to: 366, negative: true },
  BYWEEKNO: { from: 1, to: 53, negative: true },
  BYMONTH: { from: 1, to: 12, negative: false },
  BYSETPOS: { from: 1, to: 366, negative: true },
};

/** What is wrong with a recurrence rule (RFC 5545 3.3.10), in sentences; none where it is right. */
export function recurrenceFaults(rule: string, start: Moment | undefined): string[] {
  const faults: string[] = [];
  const parts = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [name, value] = part.split('=', 2) as [string, string | undefined];
    if (value === undefined || value === '') faults.push(`${JSON.stringify(part)} is not of the form NAME=VALUE.`);
    else if (parts.has(name.toUpperCase())) faults.push(`${name} is there twice.`);
    else parts.set(name.toUpperCase(), value.toUpperCase());
  }

  const frequency = parts.get('FREQ');
  if (frequency === undefined) faults.push('FREQ is missing.');
  else if (!FREQUENCIES.includes(frequency)) faults.push(`FREQ=${frequency} is not one of ${FREQUENCIES.join(', ')}.`);

  for (const [name, value] of parts) {
    if (name in RANGES) faults.push(...value.split(',').flatMap(number => outOfRange(name, number)));
    else if (name === 'INTERVAL' || name === 'COUNT') faults.push(...(/^[1-9]\d*$/.test(value) ? [] : [`${name}=${value} is not a number from 1.`]));
    else if (name === 'BYDAY') faults.push(...value.split(',').flatMap(day => dayFaults(day, frequency)));
    else if (name === 'WKST') faults.push(...(/^(MO|TU|WE|TH|FR|SA|SU)$/.test(value) ? [] : [`WKST=${value} is not a day of the week.`]));
    else if (name === 'UNTIL') faults.push(...untilFaults(value, start));
    else if (name !== 'FREQ') faults.push(`${name} is not a part of a recurrence rule.`);
  }

  if (parts.has('UNTIL') && parts.has('COUNT')) faults.push('UNTIL and COUNT must not both be there.');
  if (parts.has('BYWEEKNO') && frequency !== 'YEARLY') faults.push('BYWEEKNO goes with FREQ=YEARLY alone.');
  if (parts.has('BYMONTHDAY') && frequency === 'WEEKLY') faults.push('BYMONTHDAY does not go with FREQ=WEEKLY.');
  if (parts.has('BYYEARDAY') && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(frequency ?? '')) faults.push(`BYYEARDAY does not go with FREQ=${frequency}.`);
  if (parts.has('BYSETPOS') && ![...parts.keys()].some(name => name.startsWith('BY') && name !== 'BYSETPOS')) faults.push('BYSETPOS needs another BY part to choose from.');
  if (start?.kind === 'DATE' && ['BYHOUR', 'BYMINUTE', 'BYSECOND'].some(name => parts.has(name))) faults.push('Hours, minutes and seconds do not go with a DTSTART that is a date.');
  return faults;
}

function outOfRange(name: string, number: string): string[] {
  const { from, to, negative } = RANGES[name]!;
  const sign = negative ? '[+-]?' : '';
  const value = Math.abs(Number(number));
  if (new RegExp(`^${sign}\\d{1,3}$`).test(number) && value >= from && value <= to) return [];
  return [`${name}=${number} is not from ${from} to ${to}${negative ? ' or from the end, with a minus' : ''}.`];
}

function dayFaults(day: string, frequency: string | undefined): string[] {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(day);
  if (match === null) return [`BYDAY=${day} is not a day of the week.`];
  if (match[1] === undefined) return [];
  const number = Math.abs(Number(match[1]));
  if (number < 1 || number > 53) return [`BYDAY=${day}: the number is not from 1 to 53 or from the end.`];
  return frequency === 'MONTHLY' || frequency === 'YEARLY' ? [] : [`BYDAY=${day}: a number goes with FREQ=MONTHLY and FREQ=YEARLY alone.`];
}

function untilFaults(value: string, start: Moment | undefined): string[] {
  const until = moment(value);
  if (typeof until === 'string') return [`UNTIL: ${until}.`];
  if (start === undefined) return [];
  if (until.kind !== start.kind) return [`UNTIL is a ${until.kind} and DTSTART a ${start.kind}; they must be the same.`];
  if (start.kind === 'DATE-TIME' && start.zone !== '' && until.zone !== 'utc') return ['UNTIL must be in UTC (with Z), as DTSTART has a time zone.'];
  return until.wallMs + 24 * 3_600_000 < start.wallMs ? ['UNTIL is before DTSTART: it never happens.'] : [];
}
