import * as z from 'zod';
import { findRule } from '../rules/registry.ts';
import { severities } from '../rules/verdict.ts';
import { keyDays, type Policy, profiles } from './policy.ts';

// Not strict, unlike a file that a person wrote: a later endpoint may say more than this agent understands.
const entries = z.record(
  z.string().max(60),
  z.object({ severity: z.enum(severities), limits: z.record(z.string(), z.unknown()) }),
);
const delivered = z.object({
  version: z.int().positive(),
  keyDays,
  profiles: z.object({ standard: entries, confidential: entries, dedicated: entries }),
});

export type DeliveredPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly detail: string };

/**
 * Rules and members of a later version are passed over. A limit of a rule that this version knows must be one that it
 * understands: judged by half of its limits, a computer could pass that must not.
 */
export function readDelivered(data: unknown): DeliveredPolicy {
  const read = delivered.safeParse(data);
  if (!read.success) return { ok: false, detail: z.prettifyError(read.error) };
  for (const profile of profiles)
    for (const [id, { limits }] of Object.entries(read.data.profiles[profile])) {
      const checked = findRule(id)?.limits.safeParse(limits);
      if (checked?.success === false)
        return { ok: false, detail: `${profile}, ${id}: ${z.prettifyError(checked.error)}` };
    }
  return { ok: true, policy: read.data };
}
