import type { ContentLine } from './content.js';
import { error, type Finding } from './finding.js';

/** VCALENDAR, VEVENT, VTIMEZONE and so on, with what is in it. */
export interface Component {
  name: string;
  line: number;
  properties: ContentLine[];
  components: Component[];
}

/** RFC 5545 3.4 and 3.6: BEGIN and END in pairs, calendars on the outside. */
export function components(lines: ContentLine[]): { calendars: Component[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const calendars: Component[] = [];
  const open: Component[] = [];
  for (const line of lines) {
    const inside = open.at(-1);
    const name = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN') {
      const component: Component = { name, line: line.line, properties: [], components: [] };
      if (inside !== undefined) inside.components.push(component);
      else if (name === 'VCALENDAR') calendars.push(component);
      else findings.push(error(line.line, 'structure', '3.4', `${name} stands outside of a VCALENDAR.`));
      open.push(component);
    } else if (line.name === 'END') {
      const at = open.findLastIndex(component => component.name === name);
      if (at < 0) {
        findings.push(error(line.line, 'structure', '3.6', `END:${name} ends nothing that has begun.`));
        continue;
      }
      for (const unended of open.slice(at + 1)) findings.push(error(unended.line, 'structure', '3.6', `${unended.name} has no END before that of ${name} in line ${line.line}.`));
      open.length = at;
    } else if (inside !== undefined) {
      inside.properties.push(line);
    } else {
      findings.push(error(line.line, 'structure', '3.4', `${line.name} stands outside of a VCALENDAR.`));
    }
  }
  for (const unended of open) findings.push(error(unended.line, 'structure', '3.6', `${unended.name} has no END.`));
  return { calendars, findings };
}

export const first = (component: Component, name: string): ContentLine | undefined => component.properties.find(property => property.name === name);

export const all = (component: Component, name: string): ContentLine[] => component.properties.filter(property => property.name === name);

export const withNested = (component: Component): Component[] => [component, ...component.components.flatMap(withNested)];
