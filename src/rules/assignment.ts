import * as z from 'zod';
import { configuration } from '../facts/configuration.ts';

/** What IT gave this very device, beside the policy that holds for all of its profile. */
export const assignmentSchema = z.object({
  owner: z.string().max(100).describe('who answers for the device (IS-2); empty where IT named nobody'),
  department: z.string().max(100).describe('empty where IT named none'),
  users: z
    .array(z.string().min(1).max(100))
    .max(50)
    .readonly()
    .nullable()
    .describe('accounts that may sign in (IS-3); null where IT has not said'),
  usersSince: z.iso
    .datetime()
    .nullable()
    .default(null)
    .describe('when IT named these accounts; null where the endpoint does not tell'),
  acceptedConfiguration: configuration.value
    .nullable()
    .default(null)
    // What another version wrote down says nothing to this one.
    .catch(null)
    .describe('what IT accepted the device as; null where it has accepted nothing'),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** Of a device that IT has said nothing about, as before its enrolment. */
export const noAssignment: Assignment = {
  owner: '',
  department: '',
  users: null,
  usersSince: null,
  acceptedConfiguration: null,
};
