import * as z from 'zod';

/**
 * Why the endpoint thinks that two computers use one key, or that one was set back to an image.
 * - `number-taken`: another report held the number of one that came.
 * - `number-behind`: a report came over the network under a number below the newest, and was not there yet.
 * - `old-enrolment`: a report went on with an enrolment that the device has left.
 * - `other-computer`: its key enrolled anew, from a computer with another serial number.
 * - `retired-key`: a report was signed with a key that the device has replaced.
 * - `new-key`: none of them came before one of the two took a key of its own.
 */
export const secondHistorySigns = [
  'number-taken',
  'number-behind',
  'old-enrolment',
  'other-computer',
  'retired-key',
  'new-key',
] as const;
export type SecondHistorySign = (typeof secondHistorySigns)[number];

/** It comes with every answer to a report until IT has settled it; an acknowledgement without it says that nothing is open. */
export const keyShared = z.object({
  sign: z.string().max(40).describe('the last one; a later endpoint may know others'),
  since: z.iso.datetime(),
});
export type KeyShared = z.infer<typeof keyShared>;

/** The same as IT reads it, and as it stands in an export. */
export const secondHistoryRow = z.object({
  number: z.int(),
  sign: z.enum(secondHistorySigns),
  begunAt: z.iso.datetime(),
  lastAt: z.iso.datetime().describe('when the last sign came'),
  computer: z
    .object({ hostname: z.string(), serial: z.string() })
    .nullable()
    .describe('what the computer calls itself from which a sign came; null where none said'),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().describe('name of the account; empty where a computer took a key of its own'),
  successor: z.string().nullable().describe('the device that one of the two has become'),
});
export type SecondHistoryRow = z.infer<typeof secondHistoryRow>;

/** IT has looked into it. */
export const secondHistoryEnd = z.strictObject({ state: z.literal('settled') });
