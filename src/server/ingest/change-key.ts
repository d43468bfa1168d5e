import { readRotation } from '../../evidence/key-rotation.ts';
import { readHeader, readJws } from '../../jws/compact-jws.ts';
import { type RotationReply, rotationHeader } from '../../protocol/key-rotation.ts';
import type { RefusalCode } from '../http/refusals.ts';
import type { Storage } from '../storage/storage.ts';

export type ChangedKey =
  | { readonly ok: true; readonly body: RotationReply }
  | { readonly ok: false; readonly refusal: RefusalCode };

/**
 * A device changes its key: both have signed, and the old one is the one that it has. The same request again is answered
 * alike. @param from the one device that may ask; any, if not given.
 */
export async function changeKey(
  text: string,
  storage: Storage,
  now: number,
  from?: string,
): Promise<ChangedKey> {
  const jws = readJws(text);
  if (jws === null) return { ok: false, refusal: 'not-a-jws' };
  const header = rotationHeader.safeParse(readHeader(jws));
  if (!header.success) return { ok: false, refusal: 'wrong-header' };
  const { kid: device } = header.data;
  if (from !== undefined && device !== from) return { ok: false, refusal: 'wrong-device' };
  const [current, before, ...older] = (await storage.listDeviceKeys(device)).toReversed();
  if (current === undefined) return { ok: false, refusal: 'unknown-device' };
  const read = readRotation(text, current.jwk);
  if (read.ok) {
    const { epoch, sequence, replaces, name, jwk } = read;
    const change = { device, epoch, sequence, replaces, name, jwk, rotation: text, now };
    const outcome = await storage.changeKey(change);
    return outcome.state === 'refused' ? { ok: false, refusal: outcome.reason } : answer(device, storage);
  }
  if (read.reason !== 'bad-signature') return { ok: false, refusal: read.reason };
  const again = before === undefined ? read : readRotation(text, before.jwk);
  if (again.ok && again.name === current.name) return answer(device, storage);
  const isRetired = again.ok || older.some(({ jwk }) => readRotation(text, jwk).ok);
  return { ok: false, refusal: isRetired ? 'retired-key' : 'bad-signature' };
}

/** What the storage has now: the request that it took may have named another number than this one. */
async function answer(device: string, storage: Storage): Promise<ChangedKey> {
  const current = (await storage.listDeviceKeys(device)).at(-1);
  if (current === undefined) return { ok: false, refusal: 'unknown-device' };
  const { name: key, fromEpoch: epoch, fromSequence: sequence } = current;
  return { ok: true, body: { device, key, from: { epoch, sequence } } };
}
