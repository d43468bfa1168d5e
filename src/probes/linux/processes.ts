import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A running program. `name` is the kernel's `comm`, cut at 15 characters. `uid` is the effective one. */
export interface Process {
  readonly pid: number;
  readonly uid: number;
  readonly name: string;
}

export interface ProcessList {
  readonly processes: readonly Process[];
  /** False where /proc hides other users' processes (`hidepid`): then "not there" cannot be said. */
  readonly complete: boolean;
}

/** Read between two turns of the event loop: about a millisecond, so that no window ever waits for a scan. */
const batch = 100;

const underWay = new Map<string, Promise<ProcessList>>();

/**
 * Every program that this user may see, in the order of /proc; never throws. `root` is `/` or a captured machine's folder.
 * Probes of one scan ask at the same time: they share one reading.
 */
export function listProcesses(root: string): Promise<ProcessList> {
  const already = underWay.get(root);
  if (already !== undefined) return already;
  const reading = readAll(join(root, 'proc')).finally(() => underWay.delete(root));
  underWay.set(root, reading);
  return reading;
}

/** Synchronous reads on purpose: /proc is memory, and a trip to the thread pool costs several times the read. */
async function readAll(proc: string): Promise<ProcessList> {
  const pids = pidsIn(proc);
  const processes: Process[] = [];
  for (let from = 0; from < pids.length; from += batch) {
    await new Promise((resolve) => setImmediate(resolve));
    for (const pid of pids.slice(from, from + batch)) {
      const process = readProcess(proc, pid);
      if (process !== undefined) processes.push(process);
    }
  }
  return { processes, complete: await seesEveryone(proc, processes) };
}

function pidsIn(proc: string): number[] {
  try {
    return readdirSync(proc).map(Number).filter(Number.isSafeInteger);
  } catch {
    return [];
  }
}

/** TASK_COMM_LEN is 16, kernel workers print up to 64 (proc(5)). */
const commBuffer = Buffer.alloc(128);

/** The owner of the folder is the effective user even where the files in it are not (proc_pid(5), "dumpable"). */
function readProcess(proc: string, pid: number): Process | undefined {
  const folder = `${proc}/${pid}`;
  try {
    const { uid } = statSync(folder);
    const file = openSync(`${folder}/comm`, 'r');
    try {
      const length = readSync(file, commBuffer, 0, commBuffer.length, 0);
      return { pid, uid, name: commBuffer.toString('utf8', 0, length).replace(/\n.*$/s, '') };
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined; // It ended meanwhile, or is hidden from us; `seesEveryone` tells these apart.
  }
}

/**
 * Process 1 always runs. `hidepid` (proc(5)) takes it from the eyes of everyone but its owner, so seeing it is the proof;
 * only where process 1 is our own (a container) does the proof need the mount's options.
 */
async function seesEveryone(proc: string, processes: readonly Process[]): Promise<boolean> {
  const first = processes.find((process) => process.pid === 1);
  if (first === undefined) return false;
  const self = process.getuid?.();
  if (self === 0 || first.uid !== self) return true;
  const mounts = await readFile(join(proc, 'mounts'), 'utf8').catch(() => '');
  return !/^\S+ \/proc proc \S*\bhidepid=(?!0|off)/m.test(mounts);
}
