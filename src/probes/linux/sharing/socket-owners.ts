import { readdirSync, readlinkSync } from 'node:fs';
import type { Process, ProcessList } from '../processes.ts';
import type { Listener } from './listeners.ts';

/** Where a socket was found: the process, and its file descriptor's path. */
interface Found {
  readonly process: Process;
  readonly path: string;
}

/** Between two turns of the event loop: some milliseconds at most. */
const batch = 20;

/**
 * Which process holds a listening socket. A user sees the open files of their own processes only, root those of all
 * (proc_pid_fd(5)). What was found is remembered: a warm scan reads one link for each socket.
 */
export class SocketOwners {
  readonly #proc: string;
  readonly #uid: number;
  /** By inode; null where nobody was found. */
  #known = new Map<number, Found | null>();

  constructor(proc: string, uid: number) {
    this.#proc = proc;
    this.#uid = uid;
  }

  /** @returns the owners that could be found, by the socket's inode. */
  async find(sockets: readonly Listener[], list: ProcessList): Promise<ReadonlyMap<number, Process>> {
    const wanted = sockets
      .filter((each) => this.#uid === 0 || each.uid === this.#uid)
      .map((each) => each.inode);
    this.#known = new Map(wanted.flatMap((inode) => this.#stillKnown(inode)));
    const missing = new Set(wanted.filter((inode) => !this.#known.has(inode)));
    if (missing.size > 0) await this.#search(missing, list);
    return new Map([...this.#known].flatMap(([inode, found]) => (found ? [[inode, found.process]] : [])));
  }

  #stillKnown(inode: number): [number, Found | null][] {
    const found = this.#known.get(inode);
    if (found === undefined) return [];
    return found === null || linkOf(found.path) === nameOf(inode) ? [[inode, found]] : [];
  }

  async #search(missing: Set<number>, list: ProcessList): Promise<void> {
    const readable = list.processes.filter(({ uid }) => this.#uid === 0 || uid === this.#uid);
    for (const [index, process] of readable.entries()) {
      if (index % batch === 0) await new Promise((resolve) => setImmediate(resolve));
      for (const { path, inode } of socketsOf(`${this.#proc}/${process.pid}/fd`)) {
        if (!missing.delete(inode)) continue;
        this.#known.set(inode, { process, path });
      }
      if (missing.size === 0) return;
    }
    for (const inode of missing) this.#known.set(inode, null);
  }
}

function socketsOf(folder: string): { path: string; inode: number }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // It ended meanwhile, or keeps its files to itself (not dumpable).
  }
  return names.flatMap((name) => {
    const path = `${folder}/${name}`;
    const inode = /^socket:\[(\d+)\]$/.exec(linkOf(path) ?? '')?.[1];
    return inode === undefined ? [] : [{ path, inode: Number(inode) }];
  });
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function nameOf(inode: number): string {
  return `socket:[${inode}]`;
}
