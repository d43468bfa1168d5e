import * as z from 'zod';
import { isSignedBy, readHeader, readJws, readPayload } from '../jws/compact-jws.ts';
import { importKey, type PublicJwk, thumbprint } from '../jws/device-key.ts';
import { readDelivered } from '../policy/delivered-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { selfTest } from '../policy/self-test.ts';
import { policyStatement, policyType } from '../protocol/policy.ts';

export const policyRefusals = [
  'not-a-jws',
  'wrong-header',
  'bad-signature',
  'unreadable',
  'failed-self-test',
  'expired',
  'older',
] as const;
export type PolicyRefusal = (typeof policyRefusals)[number];

export interface SignedPolicy {
  readonly policy: Policy;
  readonly issuedAt: string;
  readonly expiresAt: string;
}
export type ReadPolicy =
  | { readonly ok: true; readonly signed: SignedPolicy }
  | { readonly ok: false; readonly reason: PolicyRefusal; readonly detail: string };

const header = z.strictObject({ alg: z.literal('ES256'), typ: z.literal(policyType), kid: z.string() });

/** Whether it is expired or older than another is its user's to say: one that is in force stays. */
export function readSignedPolicy(text: string, pinned: PublicJwk): ReadPolicy {
  const jws = readJws(text);
  if (jws === null) return no('not-a-jws');
  const key = importKey(pinned);
  if (key === null || !isSignedBy(jws, key)) return no('bad-signature');
  const head = header.safeParse(readHeader(jws));
  if (!head.success || head.data.kid !== thumbprint(pinned)) return no('wrong-header');
  const statement = policyStatement.safeParse(readPayload(jws));
  if (!statement.success) return no('unreadable', z.prettifyError(statement.error));
  const { version, issuedAt, expiresAt } = statement.data;
  const read = readDelivered(statement.data.policy);
  if (!read.ok) return no('unreadable', read.detail);
  if (read.policy.version !== version) return no('unreadable', 'It names two versions.');
  const trouble = selfTest(read.policy);
  if (trouble !== null) return no('failed-self-test', trouble);
  return { ok: true, signed: { policy: read.policy, issuedAt, expiresAt } };
}

function no(reason: PolicyRefusal, detail = ''): ReadPolicy {
  return { ok: false, reason, detail };
}
