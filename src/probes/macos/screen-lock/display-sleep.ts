import type { Seconds } from '../../../facts/fact.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';
import type { Wait } from './wait.ts';

const source = 'pmset -g custom';

/** When the display goes dark, on the power source where it stays lit longest. */
export async function readDisplaySleep(system: MacSystem, signal: AbortSignal): Promise<Wait | Unread> {
  const result = await system.run('/usr/bin/pmset', ['-g', 'custom'], { signal });
  if (!result.ok) return silent(result, source);
  const wait = parseDisplaySleep(result.stdout);
  if (wait === undefined) return unread('unparsable', source, firstWords(result.stdout));
  return { ok: true, wait, mechanism: 'display sleep', managed: false, source };
}

/**
 * Minutes under `Battery Power:`, `AC Power:` and `UPS Power:` (pmset(1)); 0 is never. A notebook is used on each of
 * them, so the longest counts. A power source that does not tell makes all of it unreadable.
 */
export function parseDisplaySleep(output: string): Seconds | undefined {
  const minutes: number[] = [];
  for (const section of output.split(/^(?=\S[^\n]* Power:\s*$)/m)) {
    if (!/^\S[^\n]* Power:/.test(section)) continue;
    const found = /^\s+displaysleep\s+(\d+)\b/m.exec(section)?.[1];
    if (found === undefined) return undefined;
    minutes.push(Number(found));
  }
  if (minutes.length === 0) return undefined;
  return minutes.includes(0) ? 'never' : Math.max(...minutes) * 60;
}
