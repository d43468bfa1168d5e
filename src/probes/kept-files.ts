import { readFile, stat } from 'node:fs/promises';

/** What was made of one file, or why it could not be read. */
export type KeptFile<T> =
  | { readonly path: string; readonly ok: true; readonly value: T }
  | { readonly path: string; readonly ok: false; readonly detail: string };

/** What was made of many files, as plain data; each is read again only when it has changed (by its inode, size and times). */
export class KeptFiles<T> {
  readonly #make: (bytes: Buffer, path: string) => T | Promise<T>;
  #kept = new Map<string, { identity: string; value: T }>();

  constructor(make: (bytes: Buffer, path: string) => T | Promise<T>) {
    this.#make = make;
  }

  /** A file that is not there is left out. What is not asked for this time is forgotten. */
  async read(paths: readonly string[]): Promise<readonly KeptFile<T>[]> {
    const before = this.#kept;
    const now = new Map<string, { identity: string; value: T }>();
    const files = await Promise.all(paths.map((path) => this.#one(path, before, now)));
    this.#kept = now;
    return files.filter((file) => file !== undefined);
  }

  async #one(
    path: string,
    before: ReadonlyMap<string, { identity: string; value: T }>,
    now: Map<string, { identity: string; value: T }>,
  ): Promise<KeptFile<T> | undefined> {
    try {
      const identity = await identityOf(path);
      const known = before.get(path);
      const isSame = known !== undefined && known.identity === identity;
      const value = isSame ? known.value : withoutFile(await this.#make(await readFile(path), path));
      now.set(path, { identity, value });
      return { path, ok: true, value };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      return { path, ok: false, detail: code ?? String(error) };
    }
  }
}

async function identityOf(path: string): Promise<string> {
  const file = await stat(path, { bigint: true });
  return `${file.dev}:${file.ino}:${file.size}:${file.mtimeNs}:${file.ctimeNs}`;
}

/** A part of a string keeps the whole of it in memory (V8: SlicedString): 2 MB for the names of Debian's packages. */
function withoutFile<T>(value: T): T {
  return structuredClone(value);
}
