import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';

const lastRotationFileName = 'last-rotation.json';
const stored = z.object({
  device: z.string(),
  key: z.string().describe('RFC 7638 thumbprint of the new key'),
  request: z
    .string()
    .describe('a compact JWS, see protocol/key-rotation.ts: both keys have signed, and it holds no secret'),
});

/** @returns the request that brought this key to the endpoint; null where none did, or it was not kept. */
export function readLastRotation(folder: string, device: string, key: string): string | null {
  try {
    const kept = stored.parse(JSON.parse(readFileSync(join(folder, lastRotationFileName), 'utf8')));
    return kept.device === device && kept.key === key ? kept.request : null;
  } catch {
    return null;
  }
}

/** The old key is gone afterwards, and nobody could sign it once more. */
export async function keepLastRotation(
  folder: string,
  rotation: z.infer<typeof stored>,
  log: Log,
): Promise<void> {
  try {
    await replaceFile(join(folder, lastRotationFileName), JSON.stringify(rotation));
  } catch (error) {
    log.error(`The change of the key could not be kept: ${describeError(error)}`);
  }
}
