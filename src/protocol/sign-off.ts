import * as z from 'zod';

const request = {
  person: z.string().trim().max(100).describe('who leaves; empty where nobody is named'),
  reason: z.string().trim().max(500),
};

/**
 * IT has begun the sign-off of a device. It comes with every acknowledgement until it is over; an acknowledgement
 * without it says that there is none, or none any more.
 */
export const signOffNotice = z.object({
  id: z.uuid(),
  device: z.string().min(1).max(80),
  ...request,
  askedBy: z.string().max(100).describe('name of the account; empty where it was the command line'),
  askedAt: z.iso.datetime(),
});
export type SignOffNotice = z.infer<typeof signOffNotice>;

/** IT has confirmed it: nothing more is taken from this device, and it forgets what it kept. */
export const signedOff = z.object({
  ...signOffNotice.shape,
  confirmedBy: z.string().max(100),
  confirmedAt: z.iso.datetime(),
});
export type SignedOff = z.infer<typeof signedOff>;

/** IT begins it: for one device, or for all that one owner has. */
export const signOffRequest = z.union([
  z.strictObject({ device: z.string().max(80), ...request }),
  z.strictObject({ owner: z.string().trim().min(1).max(100), reason: request.reason }),
]);
export type SignOffRequest = z.infer<typeof signOffRequest>;

export const signOffChange = z.object({ state: z.enum(['confirmed', 'cancelled']) });
export type SignOffChange = z.infer<typeof signOffChange>;

/** A sign-off as IT reads it, and as it stands in an export. */
export const signOffRow = z.object({
  ...signOffNotice.shape,
  hostname: z.string(),
  owner: z.string(),
  state: z.enum(['pending', 'confirmed', 'cancelled']),
  lastScan: z
    .object({ receivedAt: z.iso.datetime(), epoch: z.int(), sequence: z.int() })
    .nullable()
    .describe('the newest whole report since the device knows of it'),
  verdicts: z
    .record(z.string(), z.string())
    .describe('rule to finding: of the last scan; without one, as it stood when it was confirmed'),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string(),
});
export type SignOffRow = z.infer<typeof signOffRow>;

/** Pending ones first, then the newest; 200 at most. */
export const signOffList = z.object({ signOffs: z.array(signOffRow) });
export type SignOffList = z.infer<typeof signOffList>;
