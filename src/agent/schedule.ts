import { createHash } from 'node:crypto';
import { schedule as scheduleTask } from 'node-cron';
import type { Log } from './log.ts';

/**
 * @param id of the device: the same device keeps its second of the hour, different ones spread evenly.
 * @returns an hourly node-cron expression, with seconds.
 */
export function hourlyExpression(id: string): string {
  const second = createHash('sha256').update(id).digest().readUInt32BE() % 3600;
  return `${second % 60} ${Math.floor(second / 60)} * * * *`;
}

/** Runs the task once an hour. @returns a function that ends it. */
export function scheduleHourly(id: string, task: () => void, log: Log): () => void {
  const logger = {
    info: () => undefined,
    debug: () => undefined,
    warn: (message: string) => log.warn(message),
    error: (message: string | Error) => log.error(message instanceof Error ? message.message : message),
  };
  // A computer that slept through its second scans on waking up anyway.
  const scheduled = scheduleTask(hourlyExpression(id), () => task(), {
    logger,
    suppressMissedWarning: true,
  });
  return () => void scheduled.destroy();
}
