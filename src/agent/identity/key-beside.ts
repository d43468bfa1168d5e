import { join } from 'node:path';
import { renameOver, syncFolder } from '../files/durable-file.ts';
import {
  createIdentity,
  forgetInChip,
  type KeyProtector,
  keyFileName,
  nameOfKey,
  openIdentity,
  removeIdentity,
} from '../identity.ts';
import type { OpenedIdentity } from './opened-identity.ts';

/** Keys that lie beside the one in use. `own`: of a clone, which is to become a device of its own. `next`: takes its place. */
export const keysBeside = { own: 'device-key-own.json', next: 'device-key-next.json' } as const;
export type KeyBeside = keyof typeof keysBeside;

/** The key that an attempt before this one made, which the endpoint may know, else a new one. The one in use stays. */
export async function keyBeside(
  folder: string,
  protector: KeyProtector,
  which: KeyBeside,
): Promise<OpenedIdentity> {
  const opened = await openIdentity(folder, protector, keysBeside[which]);
  if (opened.ok || opened.reason === 'protected-elsewhere') return opened;
  return createIdentity(folder, protector, keysBeside[which]);
}

/**
 * The key that the enrolment names comes into use, if it lies beside the one that is; only then is that one destroyed.
 * Done again, after a crash or by another program, it does no harm. @throws the error of the file system, or of the chip.
 */
export async function takeUpKey(
  folder: string,
  protector: KeyProtector,
  named: string | null,
): Promise<void> {
  const file = Object.values(keysBeside).find((one) => nameOfKey(folder, one) === named);
  if (named === null || file === undefined) return;
  if (nameOfKey(folder) !== named) await forgetInChip(folder, protector);
  await renameOver(join(folder, file), join(folder, keyFileName)).catch((error: NodeJS.ErrnoException) => {
    // The other program was faster.
    if (error.code !== 'ENOENT') throw error;
  });
  // What was to take the place of a key that is no more.
  if (file !== keysBeside.next) await removeIdentity(folder, protector, keysBeside.next);
  await syncFolder(folder);
}
