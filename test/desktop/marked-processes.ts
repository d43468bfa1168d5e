import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Every process of a session carries this variable in its environment, those too that a message bus started. */
export const markName = 'DESKWARD_TEST_SESSION';

const pollMs = 50;
const graceMs = 1500;
const limitMs = 10_000;

/** Ends every process that carries the mark, by its id: asked first, killed when it doesn't listen. */
export async function endMarked(mark: string): Promise<void> {
  const began = performance.now();
  let asked = new Set<number>();
  for (;;) {
    const pids = marked(mark);
    const waited = performance.now() - began;
    if (pids.length === 0) return;
    if (waited > limitMs) throw new Error(`processes ${pids.join(', ')} of the test session don't end`);
    for (const pid of pids) if (!asked.has(pid) || waited > graceMs) signal(pid, waited > graceMs);
    asked = new Set([...asked, ...pids]);
    await delay(pollMs);
  }
}

function marked(mark: string): number[] {
  const wanted = `${markName}=${mark}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => environment(name).includes(wanted))
    .map(Number);
}

/** Empty for a process that has ended meanwhile, for a zombie, and for one that isn't ours to read. */
function environment(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return [];
  }
}

function signal(pid: number, forced: boolean): void {
  try {
    process.kill(pid, forced ? 'SIGKILL' : 'SIGTERM');
  } catch {
    // It went by itself.
  }
}
