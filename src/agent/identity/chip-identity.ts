import { randomUUID, verify } from 'node:crypto';
import * as z from 'zod';
import { importKey, publicJwk } from '../../jws/device-key.ts';
import type { ChipAnswer, KeyChip } from '../../probes/key-chip.ts';
import type { Identity, OpenedIdentity } from './opened-identity.ts';

/** What is on the disk of a key that a chip keeps: what it is called there, and its public half. */
export const chipKey = z.object({
  protection: z.literal('chip'),
  name: z.string().min(1).max(200),
  publicJwk,
});
export type ChipKey = z.infer<typeof chipKey>;

/** @returns null where the chip makes none that works: there is no chip, or it knows no such keys. */
export async function createInChip(
  chip: KeyChip,
): Promise<{ readonly stored: ChipKey; readonly identity: Identity } | null> {
  // A name of its own: a second agent on this computer must not take it over.
  const name = `Deskward ${randomUUID()}`;
  const made = await chip.create(name);
  if (!made.ok) return null;
  const stored: ChipKey = { protection: 'chip', name, publicJwk: jwkOf(made.value) };
  const trial = await chip.sign(name, trialText);
  if (trial.ok && isOwn(stored, trial.value)) return { stored, identity: identityIn(chip, stored) };
  await chip.remove(name);
  return null;
}

/**
 * A chip is cleared between two starts, so one trial tells for this one. What fails otherwise may work in a moment, as while
 * the computer starts: the key stays in use.
 */
export async function openInChip(chip: KeyChip, stored: ChipKey): Promise<OpenedIdentity> {
  const trial = await chip.sign(stored.name, trialText);
  if (!trial.ok && trial.reason === 'lost') return lost(trial.detail);
  if (trial.ok && !isOwn(stored, trial.value)) return lost(`${stored.name} is another key now`);
  return { ok: true, identity: identityIn(chip, stored) };
}

/** Never a message of ours: those begin with a header in base64url. */
const trialText = Buffer.from('Deskward: is this key here?');

function lost(detail: string): OpenedIdentity {
  return { ok: false, reason: 'lost', detail };
}

function isOwn(stored: ChipKey, signature: Uint8Array): boolean {
  const key = importKey(stored.publicJwk);
  return key !== null && verify('sha256', trialText, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function identityIn(chip: KeyChip, { name, publicJwk: jwk }: ChipKey): Identity {
  return {
    publicJwk: jwk,
    protection: 'chip',
    sign: async (data) => Buffer.from(taken(await chip.sign(name, data))),
  };
}

/** @throws Error where the chip did not sign. */
function taken<T>(answer: ChipAnswer<T>): T {
  if (!answer.ok) throw new Error(`The security chip did not sign: ${answer.detail}`);
  return answer.value;
}

/** @param point x and y, 32 bytes each. */
function jwkOf(point: Uint8Array): ChipKey['publicJwk'] {
  const half = (start: number): string =>
    Buffer.from(point.subarray(start, start + 32)).toString('base64url');
  return publicJwk.parse({ kty: 'EC', crv: 'P-256', x: half(0), y: half(32) });
}
