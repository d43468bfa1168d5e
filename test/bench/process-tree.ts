import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** What a tree of processes holds now. PSS shares what several processes map. */
export interface Usage {
  readonly processes: number;
  readonly pssBytes: number;
}

/** Milliseconds between two looks at a tree's threads: what a thread uses between its last look and its end is missed. */
const lookMs = 2000;

/** @throws Error where the kernel does not let us read the memory of another user's process (needs root). */
export function usageOf(root: number): Usage {
  const pids = treeOf(root);
  return {
    processes: pids.length,
    pssBytes: pids.reduce((sum, pid) => sum + pssOf(pid), 0),
  };
}

/**
 * CPU-seconds of a tree's threads over so many milliseconds. By the scheduler's own count in nanoseconds (proc(5),
 * schedstat): the hundredths of /proc/PID/stat are too coarse for a program that sleeps.
 */
export async function cpuSecondsOver(root: number, milliseconds: number): Promise<number> {
  let used = 0n;
  let before = threadTimes(root);
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    await pause(lookMs);
    const now = threadTimes(root);
    for (const [thread, time] of now) used += time - (before.get(thread) ?? 0n);
    before = now;
  }
  return Number(used) / 1e9;
}

function threadTimes(root: number): Map<string, bigint> {
  const tasks = treeOf(root).flatMap((pid) =>
    namesIn(`/proc/${pid}/task`).map((tid) => `/proc/${pid}/task/${tid}`),
  );
  return new Map(tasks.map((task) => [task, BigInt(textOf(`${task}/schedstat`).split(' ')[0] ?? 0)]));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty where the process has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    const parent = Number(statOf(pid)[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree: number[] = [];
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    tree.push(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return tree;
}

/** Fields of /proc/PID/stat from the third on (state, ppid, …); the name before them may hold spaces. */
function statOf(pid: number): string[] {
  return textOf(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
}

function pssOf(pid: number): number {
  const line = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}
