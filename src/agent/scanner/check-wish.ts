import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/durable-file.ts';

/** Somebody wants this computer to be checked now: `deskward check` leaves this file for the agent. */
export const checkWishFileName = 'check-now';

/** @throws the error of the file system. */
export function wishCheck(folder: string): Promise<void> {
  return replaceFile(join(folder, checkWishFileName), '');
}

/** Takes the wish away. @returns whether there was one. */
export function takeCheckWish(folder: string): boolean {
  try {
    rmSync(join(folder, checkWishFileName));
    return true;
  } catch {
    return false;
  }
}
