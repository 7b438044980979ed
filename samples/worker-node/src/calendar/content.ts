import { error, warning, type Finding } from './finding.js';

/** An unfolded content line: `DTSTART;TZID=Europe/Berlin:20261005T090000`. Names are in upper case. */
export interface ContentLine {
  line: number;
  name: string;
  params: Map<string, string[]>;
  value: string;
}

/** RFC 5545 3.1: lines of at most 75 octets, ended by CRLF, continued by a line that begins with a space or a tab. */
const LONGEST_OCTETS = 75;

export function contentLines(text: string): { lines: ContentLine[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const lines: ContentLine[] = [];
  let bareEnds = 0;
  let open: { line: number; text: string } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const parsed = parse(open.text, open.line);
    if (parsed === undefined) findings.push(error(open.line, 'content-line', '3.1', `This is no content line: ${shown(open.text)}. It needs a name, perhaps parameters, a colon and a value.`));
    else lines.push(parsed);
    open = undefined;
  };

  const physical = text.replace(/^\uFEFF/, '').split('\n');
  const end = physical.findLastIndex(line => line.trim() !== '');
  physical.forEach((raw, at) => {
    const line = at + 1;
    const last = at === physical.length - 1;
    if (!last && !raw.endsWith('\r')) bareEnds++;
    const content = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const octets = Buffer.byteLength(content);
    if (octets > LONGEST_OCTETS) findings.push(warning(line, 'long-line', '3.1', `The line has ${octets} octets; beyond ${LONGEST_OCTETS} it should be folded.`));
    if (/^[ \t]/.test(content)) {
      if (open !== undefined) open.text += content.slice(1);
      else findings.push(error(line, 'content-line', '3.1', 'A line that begins with a space continues the one before, and there is none.'));
      return;
    }
    if (content === '') {
      // What is folded goes on after it, as most readers have it: one finding, not one for each line that follows.
      if (!last && at < end) findings.push(warning(line, 'blank-line', '3.1', 'A blank line is no content line.'));
      return;
    }
    close();
    open = { line, text: content };
  });
  close();
  if (bareEnds > 0) findings.push(warning(1, 'line-ends', '3.1', `${bareEnds} lines end with LF alone; CRLF is asked for.`));
  return { lines, findings };
}

/** Name, parameters and value; undefined where the text has not that form. */
function parse(text: string, line: number): ContentLine | undefined {
  const name = /^[A-Za-z0-9-]+/.exec(text)?.[0];
  if (name === undefined) return undefined;
  const params = new Map<string, string[]>();
  let at = name.length;
  while (text[at] === ';') {
    const param = /^;([A-Za-z0-9-]+)=/.exec(text.slice(at));
    if (param === null) return undefined;
    at += param[0].length;
    const values: string[] = [];
    for (;;) {
      // Quoted, or without the characters that would end it.
      const value = /^(?:"([^"]*)"|([^",;:]*))/.exec(text.slice(at))!;
      values.push(value[1] ?? value[2] ?? '');
      at += value[0].length;
      if (text[at] !== ',') break;
      at++;
    }
    params.set(param[1]!.toUpperCase(), values);
  }
  return text[at] === ':' ? { line, name: name.toUpperCase(), params, value: text.slice(at + 1) } : undefined;
}

export const shown = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
