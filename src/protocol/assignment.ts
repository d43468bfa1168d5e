import * as z from 'zod';

const given = {
  owner: z.string().trim().max(100).describe('who answers for the device; empty where nobody is named'),
  department: z.string().trim().max(100),
  profile: z.enum(['standard', 'confidential', 'dedicated']),
  users: z
    .array(z.string().trim().min(1).max(100))
    .max(50)
    .nullable()
    .describe('accounts that may sign in; null where IT has not said'),
};

/** What IT gave one device. `version` grows with each change; 0 is what came with its enrolment. */
export const deviceAssignment = z.object({
  version: z.int().nonnegative(),
  ...given,
  usersSince: z.iso
    .datetime()
    .nullable()
    .default(null)
    .describe('since when these accounts may; null where that was not kept, as by an earlier version'),
  acceptedConfiguration: z
    .record(z.string(), z.unknown())
    .nullable()
    .default(null)
    .describe('the value of the fact `configuration` that IT accepted; null where it has accepted none'),
});
export type DeviceAssignment = z.infer<typeof deviceAssignment>;

/** IT changes it. `version`: the one that was changed, so that two people don't undo each other unseen. */
export const assignmentChange = z.object({ version: z.int().nonnegative(), ...given });
export type AssignmentChange = z.infer<typeof assignmentChange>;

/** IT accepts the configuration that it was shown, by its digest: another one may have been reported since. */
export const configurationAcceptance = z.object({ digest: z.string().min(1).max(60) });
