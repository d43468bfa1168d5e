import type { MacSystem } from './system.ts';
import { firstWords, silent, type Unread, unread } from './unread.ts';

export interface ProcessList {
  readonly ok: true;
  /** Full paths of the running programs, as ps(1) shows them of every user's. */
  readonly paths: readonly string[];
}

const source = 'ps -axww -o comm';

/** `-ww`: without a terminal ps cuts its lines at 79 characters, and extensions lie deeper than that. */
export async function listProcesses(system: MacSystem, signal: AbortSignal): Promise<ProcessList | Unread> {
  const result = await system.run('/bin/ps', ['-axww', '-o', 'comm='], { signal });
  if (!result.ok) return silent(result, source);
  const paths = result.stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // launchd is process 1 of every Mac: a list without it is no list.
  if (!paths.includes('/sbin/launchd')) return unread('unparsable', source, firstWords(result.stdout));
  return { ok: true, paths };
}

/** The last part of the path is the program's own name. */
export function isRunning({ paths }: ProcessList, names: readonly string[]): boolean {
  return paths.some((path) => names.includes(path.slice(path.lastIndexOf('/') + 1)));
}
