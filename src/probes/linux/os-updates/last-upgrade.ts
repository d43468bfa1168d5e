import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const historyFile = '/var/log/apt/history.log';
/** Kept for a year: one a month (apt's rule for logrotate). */
const rotated = 12;

/** When everything that waited was last installed, by apt's own record; undefined where no such run stands in it. */
export async function readLastUpgrade(root: string): Promise<Date | undefined> {
  for (let age = 0; age <= rotated; age += 1) {
    const last = lastUpgradeIn(await readHistory(root, age));
    if (last !== undefined) return last;
  }
  return undefined;
}

async function readHistory(root: string, age: number): Promise<string> {
  const file = join(root, age === 0 ? historyFile : `${historyFile}.${age}.gz`);
  try {
    const bytes = await readFile(file);
    return (age === 0 ? bytes : gunzipSync(bytes)).toString('utf8');
  } catch {
    return '';
  }
}

/** Programs that install all that waits; a run for single packages does not. */
const wholeUpgrade =
  /^Commandline: (?:.*\bapt(?:-get|itude)?\b.* (?:full-|dist-|safe-)?upgrade(?!\S)|.*\bunattended-upgrades?\b|packagekit role='update-packages')/m;

/** Entries begin with `Start-Date:` and end with `End-Date:`, in local time; one with `Error:` did not come to its end. */
export function lastUpgradeIn(history: string): Date | undefined {
  const entries = history.split(/^(?=Start-Date:)/m);
  const last = entries.findLast((entry) => wholeUpgrade.test(entry) && !/^Error:/m.test(entry));
  const [, ...parts] = /^End-Date: (\d{4})-(\d\d)-(\d\d) +(\d\d):(\d\d):(\d\d)$/m.exec(last ?? '') ?? [];
  if (parts.length < 6) return undefined;
  const [year = 0, month = 1, day, hour, minute, second] = parts.map(Number);
  return new Date(year, month - 1, day, hour, minute, second);
}
