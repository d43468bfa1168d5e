import { readdirSync, readFileSync } from 'node:fs';

/** What a tree of processes uses now. PSS shares what several processes map; bytes and CPU-seconds since their start. */
export interface Usage {
  readonly processes: number;
  readonly pssBytes: number;
  readonly cpuSeconds: number;
}

/** Linux counts CPU time in hundredths of a second on every architecture (USER_HZ, time(7)). */
const ticksPerSecond = 100;

/** @throws Error where the kernel does not let us read the memory of another user's process (needs root). */
export function usageOf(root: number): Usage {
  const pids = treeOf(root);
  return {
    processes: pids.length,
    pssBytes: pids.reduce((sum, pid) => sum + pssOf(pid), 0),
    cpuSeconds: pids.reduce((sum, pid) => sum + cpuOf(pid), 0),
  };
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
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}

function cpuOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond;
}

function pssOf(pid: number): number {
  const line = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}
