import { randomUUID } from 'node:crypto';
import type { NewToken, TokenRequest } from '../../protocol/token.ts';
import type { Storage } from '../storage/storage.ts';
import { hashSecret, newSecret } from './secret.ts';

const dayMs = 86_400_000;

/** The secret is in the answer and nowhere else. `madeBy`: an account, or empty for the command line. */
export async function makeToken(
  storage: Storage,
  { profile, department, uses, days }: TokenRequest,
  madeBy: string,
  now: number,
): Promise<Omit<NewToken, 'enrolmentString'>> {
  const token = newSecret();
  const id = randomUUID();
  const expiresAt = now + days * dayMs;
  const hash = hashSecret(token);
  await storage.createToken({ id, hash, profile, department, uses, madeBy, madeAt: now, expiresAt });
  return { id, token, expiresAt: new Date(expiresAt).toISOString() };
}
