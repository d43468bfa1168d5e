import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type KeyShared, keyShared } from '../../protocol/second-history.ts';
import { replaceFile } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';

export const sharedKeyFileName = 'shared-key.json';
const told = z.object({ device: z.string(), ...keyShared.shape });

/** @returns what the endpoint said of the key of this device: another computer may use it. A file that makes no sense counts as none. */
export function readSharedKey(folder: string, device: string | undefined): KeyShared | null {
  try {
    const { device: about, ...held } = told.parse(
      JSON.parse(readFileSync(join(folder, sharedKeyFileName), 'utf8')),
    );
    return about === device ? held : null;
  } catch {
    return null;
  }
}

/** The same in memory, and over restarts where the disk takes it: the next answer says it again. */
export class SharedKeyKeeper {
  readonly #folder: string;
  readonly #log: Log;
  #device: string | undefined;
  #held: KeyShared | null = null;

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  get held(): KeyShared | null {
    return this.#held;
  }

  /** What another device was told says nothing of this one. */
  follow(device: string | undefined): void {
    this.#device = device;
    this.#held = readSharedKey(this.#folder, device);
  }

  /** @returns whether it is news. */
  async told(notice: KeyShared | null): Promise<boolean> {
    if (JSON.stringify(notice) === JSON.stringify(this.#held)) return false;
    if (notice === null)
      this.#log.info('IT has settled that another computer seemed to use the key of this one.');
    else this.#log.warn(`Another computer may use the key of this one (${notice.sign}).`);
    this.#held = notice;
    await this.#keep();
    return true;
  }

  async #keep(): Promise<void> {
    const path = join(this.#folder, sharedKeyFileName);
    try {
      if (this.#held === null) rmSync(path, { force: true });
      else await replaceFile(path, JSON.stringify({ device: this.#device, ...this.#held }));
    } catch (error) {
      this.#log.error(`That the key may be used twice could not be kept: ${describeError(error)}`);
    }
  }
}
