type Level = 'INFO' | 'WARNING' | 'ERROR';

export const log = (level: Level, message: string): void => {
  if (!process.env.QUIET) process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
};
