export type Severity = 'error' | 'warning';

/** What is wrong with a calendar, and where. */
export interface Finding {
  /** Of the file, from 1: where the content line begins. */
  line: number;
  severity: Severity;
  /** Stable name of the rule: `end-before-start`. */
  rule: string;
  /** Where RFC 5545 says so: `3.8.2.2`. */
  section: string;
  message: string;
}

export const error = (line: number, rule: string, section: string, message: string): Finding => ({ line, severity: 'error', rule, section, message });

export const warning = (line: number, rule: string, section: string, message: string): Finding => ({ line, severity: 'warning', rule, section, message });
