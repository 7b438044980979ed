import { check } from './calendar/check.js';
import type { Job } from './job.js';

const LONGEST_CONTENT = 5 * 1024 * 1024;

/** `{ file_name, content }` to `{ file_name, calendars, components, errors, warnings, findings, omitted }`. */
export async function checkCalendar(job: Job): Promise<unknown> {
  const payload = job.payload();
  const fileName = job.text('file_name', payload, 255);
  const content = job.text('content', payload, LONGEST_CONTENT);
  const checked = await check(content, 'content', async (percent, message) => {
    await job.progress(percent, message);
    await job.breathe();
  });
  const errors = checked.findings.filter(finding => finding.severity === 'error').length;
  await job.log(`${fileName}: ${checked.components} components, ${errors} errors, ${checked.findings.length - errors} warnings`);
  return { file_name: fileName, ...checked, errors, warnings: checked.findings.length - errors };
}
