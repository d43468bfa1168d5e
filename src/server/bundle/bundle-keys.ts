import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { BundleKeys } from '../../protocol/bundle-keys.ts';
import { newPolicyKey, publicHalf } from '../../signed-policy/policy-key.ts';
import type { Storage } from '../storage/storage.ts';

const keyFileName = 'bundle-keys.json';
const keyFile = z.object({ encrypt: z.string(), sign: z.string() });

/** The private halves. */
export interface OwnBundleKeys {
  readonly encrypt: KeyObject;
  /** PEM. */
  readonly sign: string;
}

/** Made at the first start; devices pin them, so they are never made again. @throws the error of the file system. */
export async function ensureBundleKeys(folder: string, storage: Storage): Promise<void> {
  if ((await storage.findBundleKeys()) !== null) return;
  const file = join(folder, keyFileName);
  // A crash may have come between the file and the database.
  if (!existsSync(file))
    writeFileSync(file, JSON.stringify({ encrypt: newPolicyKey(), sign: newPolicyKey() }), {
      mode: 0o600,
      flush: true,
    });
  await storage.saveBundleKeys(publicHalves(read(file)));
}

/** @returns null where they are not here. @throws Error where the file is spoilt. */
export function readBundleKeys(folder: string): OwnBundleKeys | null {
  const file = join(folder, keyFileName);
  if (!existsSync(file)) return null;
  const { encrypt, sign } = read(file);
  return { encrypt: createPrivateKey(encrypt), sign };
}

function read(file: string): z.infer<typeof keyFile> {
  return keyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function publicHalves({ encrypt, sign }: z.infer<typeof keyFile>): BundleKeys {
  return { encrypt: publicHalf(encrypt), sign: publicHalf(sign) };
}
