import * as z from 'zod';

const act = z.object({
  at: z.iso.datetime(),
  by: z.string().nullable().describe('an account; empty: the command line; null: it halted by itself'),
  act: z.enum(['published', 'rolled-out', 'halted']),
  percent: z.int(),
});
export type PolicyAct = z.infer<typeof act>;

const trouble = z.object({
  devices: z.int().describe('that took it'),
  refused: z.int(),
  unknown: z.int().describe('can tell less than before'),
  silent: z.int().describe('not heard of since'),
});

/** One published policy, and how far it got. */
export const policyRow = z.object({
  version: z.int().positive(),
  publishedAt: z.iso.datetime(),
  expiresAt: z.iso
    .datetime()
    .nullable()
    .describe('after that no device takes it up; one that has it keeps it'),
  percent: z.int().min(0).max(100),
  department: z.string().nullable().describe('null: all'),
  scope: z.int().describe('devices of that department, or all'),
  devices: z.int().describe('of all, those that hold it now'),
  halted: z
    .object({ by: z.string().nullable(), trouble: trouble.nullable() })
    .nullable()
    .describe('nobody else gets it; `by` null: it halted by itself'),
  replacedBy: z.int().nullable().describe('a later version that goes to everyone'),
  before: z.int().describe('version whose limits taking it back puts in force; 0: the ones agents bring'),
  acts: z.array(act),
});
export type PolicyRow = z.infer<typeof policyRow>;

export const policyList = z.object({
  policies: z.array(policyRow).describe('newest first'),
  held: z
    .array(z.object({ version: z.int().nullable(), devices: z.int() }))
    .describe('version 0: the one that the agent brought along; null: it did not say'),
  refusals: z.array(
    z.object({ device: z.string(), hostname: z.string(), version: z.int(), reason: z.string() }),
  ),
  canSign: z.boolean().describe('the private half of the policy key is on the endpoint'),
});
export type PolicyList = z.infer<typeof policyList>;

const rollOut = z.object({ percent: z.int().min(0).max(100), halted: z.boolean() });
/** `seen`: as it was when whoever changes it looked, so that two people don't undo each other unseen. */
export const policyChange = z.object({ ...rollOut.shape, seen: rollOut });
export type PolicyChange = z.infer<typeof policyChange>;

/** `before`: whose limits whoever takes it back was told would hold again; 0: the ones agents bring. */
export const takeBackRequest = z.object({ before: z.int().nonnegative() });
export type TakeBackRequest = z.infer<typeof takeBackRequest>;

/** The version under which the limits before it were published anew. */
export const takenBack = z.object({ version: z.int().positive() });
export type TakenBack = z.infer<typeof takenBack>;
