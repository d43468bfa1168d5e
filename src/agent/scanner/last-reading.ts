import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactName, FactValue } from '../../facts/registry.ts';
import { ownerOnly } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';

const stored = z.object({ at: z.iso.datetime(), value: z.unknown(), source: z.string() });
/** Milliseconds, after which what was read before says too little of now. */
const longestMs = 7 * 86_400_000;

/** What was last read of a fact, over restarts. `value` is checked where every reading is (probes/read-facts.ts). */
export interface LastReading {
  get(now: Date): Reading<FactValue<FactName>> | null;
  /** What could not be read is not kept. */
  keep(reading: Reading<FactValue<FactName>>, now: Date): void;
}

export function lastReading(folder: string, fact: FactName, log: Log): LastReading {
  const path = join(folder, `last-${fact}.json`);
  return {
    get(now) {
      try {
        const { at, value, source } = stored.parse(JSON.parse(readFileSync(path, 'utf8')));
        const age = now.getTime() - Date.parse(at);
        return age >= 0 && age <= longestMs ? known(value as FactValue<FactName>, source) : null;
      } catch {
        return null;
      }
    },
    keep(reading, now) {
      if (reading.state !== 'known') return;
      const { value, source } = reading;
      try {
        writeFileSync(path, JSON.stringify({ at: now.toISOString(), value, source }), { mode: ownerOnly });
      } catch (error) {
        log.warn(`What was read of ${fact} could not be kept: ${describeError(error)}`);
      }
    },
  };
}
