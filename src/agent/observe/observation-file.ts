import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { ObservationStore } from '../../observer/observer.ts';
import { replaceFile } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';

export const observationFileName = 'observations.json';
export const mediaFileName = 'media.json';
export const updatesFileName = 'updates.json';

/** What was observed on this device, in the agent's folder. A file that makes no sense is kept aside for IT. */
export function observationFile(
  folder: string,
  log: Log,
  name: string = observationFileName,
): ObservationStore {
  const path = join(folder, name);
  return {
    read: () => readText(path, log),
    write: (text) => replaceFile(path, text),
    setAside(why) {
      const aside = `${path}.spoilt`;
      try {
        renameSync(path, aside);
        log.warn(`What was observed could not be read and was set aside in ${aside}: ${why}`);
      } catch (error) {
        log.error(`What was observed could neither be read nor set aside: ${describeError(error)}`);
      }
    },
  };
}

function readText(path: string, log: Log): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.error(`What was observed could not be read: ${describeError(error)}`);
    return null;
  }
}
