import { constants } from 'node:fs';
import type { Random } from './random.ts';

/** What every path on it begins with. */
export const diskRoot = '/simulated-disk';

/** Bytes that a disk writes whole or not at all. */
const sector = 512;

type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly size: number };

/** A file: what is on the platter, and what only the cache has. */
class Inode {
  durable = Buffer.alloc(0);
  cached = Buffer.alloc(0);
  unsynced: Change[] = [];

  change(change: Change): void {
    this.cached = applied(this.cached, change);
    this.unsynced.push(change);
  }

  sync(): void {
    this.durable = this.cached;
    this.unsynced = [];
  }

  /** Of what was not synced, each sector may have been written or not, in any order; a longer size may come without its data. */
  loseCache(random: Random): void {
    for (const change of this.unsynced) {
      if (change.kind === 'truncate') {
        if (random.chance(0.5)) this.durable = applied(this.durable, change);
        continue;
      }
      if (random.chance(0.3)) continue;
      const end = change.at + change.bytes.length;
      if (random.chance(0.5)) this.durable = grown(this.durable, end);
      for (let from = change.at; from < end; ) {
        const to = Math.min(end, (Math.floor(from / sector) + 1) * sector);
        const bytes = change.bytes.subarray(from - change.at, to - change.at);
        if (random.chance(0.6)) this.durable = applied(this.durable, { kind: 'write', at: from, bytes });
        from = to;
      }
    }
    this.cached = this.durable;
    this.unsynced = [];
  }
}

function applied(content: Buffer, change: Change): Buffer<ArrayBuffer> {
  if (change.kind === 'truncate') return grown(content, change.size).subarray(0, change.size);
  const result = Buffer.from(grown(content, change.at + change.bytes.length));
  change.bytes.copy(result, change.at);
  return result;
}

/** A hole reads as zeros. */
function grown(content: Buffer, size: number): Buffer<ArrayBuffer> {
  return Buffer.concat([content, Buffer.alloc(Math.max(0, size - content.length))]);
}

type Names = ReadonlyMap<string, Inode>;
/** One step of the folder's journal: all of it or nothing. */
type Naming = readonly (readonly [string, Inode | null])[];

/**
 * One folder of a disk that keeps only what was synced: the rest is lost, torn at sector boundaries and reordered when the
 * power is cut. Names are kept by the sync of the folder alone, as POSIX has it.
 */
export class SimulatedDisk {
  readonly #random: Random;
  #durableNames: Names = new Map();
  #names: Names = new Map();
  #unsyncedNames: Naming[] = [];
  #callsLeft = Number.POSITIVE_INFINITY;
  #die: () => void = () => undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  /** After so many calls the computer does nothing any more. Resolves when that is so. */
  dieAfter(calls: number): Promise<void> {
    this.#callsLeft = calls;
    return new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  /** The power goes and comes back. */
  cutPower(): void {
    let names = this.#durableNames;
    for (const naming of this.#unsyncedNames) if (this.#random.chance(0.5)) names = named(names, naming);
    for (const inode of new Set([...names.values()])) inode.loseCache(this.#random);
    this.#durableNames = names;
    this.#names = names;
    this.#unsyncedNames = [];
    this.#callsLeft = Number.POSITIVE_INFINITY;
  }

  /** @throws an error like the file system's where there is none. */
  contentOf(path: string): Buffer {
    const inode = this.#names.get(path);
    if (inode === undefined) throw missing(path);
    return inode.cached;
  }

  /** What `node:fs/promises` has, as far as the agent uses it. */
  readonly promises = {
    open: async (path: string, flags: string | number) => {
      await this.#step();
      if (path === diskRoot) return this.#folderHandle();
      const create = flags === 'w' || (typeof flags === 'number' && (flags & constants.O_CREAT) !== 0);
      const inode = this.#names.get(path) ?? (create ? this.#create(path) : null);
      if (inode === null) throw missing(path);
      if (flags === 'w') inode.change({ kind: 'truncate', size: 0 });
      return this.#fileHandle(inode);
    },
    rename: async (from: string, to: string) => {
      await this.#step();
      const inode = this.#names.get(from);
      if (inode === undefined) throw missing(from);
      this.#name([
        [from, null],
        [to, inode],
      ]);
    },
    rm: async (path: string) => {
      await this.#step();
      if (this.#names.has(path)) this.#name([[path, null]]);
    },
    stat: async (path: string) => {
      await this.#step();
      return { size: this.contentOf(path).length };
    },
  };

  #fileHandle(inode: Inode) {
    return {
      readFile: async () => {
        await this.#step();
        return Buffer.from(inode.cached);
      },
      read: async (buffer: Buffer, offset: number, length: number, position: number) => {
        await this.#step();
        return { bytesRead: inode.cached.copy(buffer, offset, position, position + length), buffer };
      },
      stat: async () => {
        await this.#step();
        return { size: inode.cached.length };
      },
      /** As Node has it: a buffer with offset, length and position, or a text with its position. */
      write: async (content: Buffer | string, ...places: number[]) => {
        await this.#step();
        const [offset = 0, length = 0] = places;
        const bytes =
          typeof content === 'string'
            ? Buffer.from(content)
            : Buffer.from(content.subarray(offset, offset + length));
        inode.change({ kind: 'write', at: places.at(-1) ?? 0, bytes });
        return { bytesWritten: bytes.length, buffer: content };
      },
      writeFile: async (content: string | Uint8Array) => {
        await this.#step();
        inode.change({ kind: 'write', at: 0, bytes: Buffer.from(content as Uint8Array) });
      },
      truncate: async (size: number) => {
        await this.#step();
        inode.change({ kind: 'truncate', size });
      },
      sync: async () => {
        await this.#step();
        inode.sync();
      },
      close: async () => undefined,
    };
  }

  #folderHandle() {
    return {
      sync: async () => {
        await this.#step();
        this.#durableNames = this.#names;
        this.#unsyncedNames = [];
      },
      close: async () => undefined,
    };
  }

  #create(path: string): Inode {
    const inode = new Inode();
    this.#name([[path, inode]]);
    return inode;
  }

  #name(naming: Naming): void {
    this.#names = named(this.#names, naming);
    this.#unsyncedNames.push(naming);
  }

  /** A dead computer never answers. */
  #step(): Promise<void> {
    this.#callsLeft -= 1;
    if (this.#callsLeft >= 0) return Promise.resolve();
    this.#die();
    return new Promise(() => undefined);
  }
}

function named(names: Names, naming: Naming): Names {
  const result = new Map(names);
  for (const [name, inode] of naming) {
    if (inode === null) result.delete(name);
    else result.set(name, inode);
  }
  return result;
}

function missing(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`ENOENT: no such file or directory, '${path}'`), { code: 'ENOENT' });
}
