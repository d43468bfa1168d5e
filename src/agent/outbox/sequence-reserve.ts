import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../files/durable-file.ts';

export const reserveFileName = 'sequence-reserve.json';
const reserve = z.object({ device: z.string(), epoch: z.int(), upTo: z.int().nonnegative() });
type Reserve = z.infer<typeof reserve>;
const step = 64;

/**
 * A number that no report so far can exceed, kept apart from the outbox. Should the outbox lose its end, numbering goes
 * on above it: two different reports with the same number would count as one at the endpoint.
 */
export class SequenceReserve {
  readonly #path: string;
  #held: Reserve | null;

  constructor(folder: string) {
    this.#path = join(folder, reserveFileName);
    this.#held = read(this.#path);
  }

  /** @returns 0 where nothing was reserved for this epoch of this device. */
  upTo(device: string, epoch: number): number {
    const held = this.#held;
    return held?.device === device && held.epoch === epoch ? held.upTo : 0;
  }

  /** Written once for 64 numbers. @throws the error of the file system. */
  async cover(device: string, epoch: number, sequence: number): Promise<void> {
    if (sequence <= this.upTo(device, epoch)) return;
    const next = { device, epoch, upTo: sequence + step };
    await replaceFile(this.#path, JSON.stringify(next));
    this.#held = next;
  }
}

function read(path: string): Reserve | null {
  try {
    return reserve.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
