import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newPolicyKey, publicHalf } from '../../signed-policy/policy-key.ts';
import type { Storage } from '../storage/storage.ts';

const keyFileName = 'policy-key.pem';

/** Made at the first start. Once there is one, devices have pinned it: it is never made again, wherever its private half is. */
export async function ensurePolicyKey(folder: string, storage: Storage): Promise<void> {
  if ((await storage.findPolicyKey()) !== null) return;
  const file = join(folder, keyFileName);
  // A crash may have come between the file and the database.
  if (!existsSync(file)) writeFileSync(file, newPolicyKey(), { mode: 0o600, flush: true });
  await storage.savePolicyKey(publicHalf(readFileSync(file, 'utf8')));
}

/** @returns the private half, PEM; null where it is kept offline. */
export function readPolicyKey(folder: string): string | null {
  const file = join(folder, keyFileName);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/**
 * The private half leaves this computer: whoever takes the endpoint over can then sign nothing.
 * @returns false where it is not here. @throws the error of the file system, also where the file exists.
 */
export function movePolicyKey(folder: string, to: string): boolean {
  const key = readPolicyKey(folder);
  if (key === null) return false;
  writeFileSync(to, key, { mode: 0o600, flag: 'wx', flush: true });
  rmSync(join(folder, keyFileName));
  return true;
}
