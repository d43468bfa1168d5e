import * as z from 'zod';

/** A policy as it travels: signed by the key that the enrolment pinned, `kid` its RFC 7638 thumbprint. */
export const policyType = 'deskward-policy+jws';
/** A device asks for the policy that is meant for it; signed like a report. */
export const policyRequestType = 'deskward-policy-request+jws';
/** Characters of the compact JWS. */
export const maxPolicyLength = 48 * 1024;

/** What the policy key signs. `policy` is read only after the signature was verified; see src/policy/. */
export const policyStatement = z.object({
  v: z.literal(1),
  version: z.int().positive().describe('grows; an agent never goes back'),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().describe('after that no agent takes it up; one that has it keeps it'),
  policy: z.unknown(),
});
export type PolicyStatement = z.infer<typeof policyStatement>;

export const policyRequest = z.object({
  v: z.literal(1),
  device: z.string().min(1).max(80),
  version: z.int().positive().describe('the one that an acknowledgement told'),
});
export type PolicyRequest = z.infer<typeof policyRequest>;

export const policyReply = z.object({ jws: z.string().min(1).max(maxPolicyLength) });

export type PolicyReply = z.infer<typeof policyReply>;

/** In every report. 0: the policy that the agent brought along. */
export const heldPolicy = z.object({
  version: z.int().nonnegative(),
  refused: z
    .object({ version: z.int().positive(), reason: z.string().max(60) })
    .optional()
    .describe('the last one that the agent would not take up since it started'),
});
export type HeldPolicy = z.infer<typeof heldPolicy>;
