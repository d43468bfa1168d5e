import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Profile, profiles } from '../policy/policy.ts';
import type { DeviceAssignment } from '../protocol/assignment.ts';
import { type Assignment, assignmentSchema, noAssignment } from '../rules/assignment.ts';
import { replaceFile } from './files/durable-file.ts';
import { describeError, type Log } from './log.ts';
import type { Enrolment } from './settings.ts';

export const assignmentFileName = 'assignment.json';
const stored = z.object({
  device: z.string(),
  epoch: z.int(),
  version: z.int().nonnegative(),
  profile: z.enum(profiles),
  assignment: assignmentSchema,
});

/** `version` 0: what came with the enrolment, or nothing yet. */
export interface HeldAssignment {
  readonly version: number;
  readonly profile: Profile;
  readonly assignment: Assignment;
}

/** @returns what IT gave this device in this enrolment. What an earlier one gave says nothing any more. */
export function readAssignment(folder: string, enrolment: Enrolment | null, log: Log): HeldAssignment {
  if (enrolment === null) return { version: 0, profile: 'standard', assignment: noAssignment };
  const { device, epoch, profile, department } = enrolment;
  const kept = readKept(folder, log);
  if (kept?.device === device && kept.epoch === epoch) return kept;
  return { version: 0, profile, assignment: { ...noAssignment, department } };
}

/** Where it can't be kept it holds until the agent ends; the next report asks for it again. */
export async function keepAssignment(
  folder: string,
  { device, epoch }: Enrolment,
  { version, profile, ...given }: DeviceAssignment,
  log: Log,
): Promise<HeldAssignment> {
  const held = { version, profile, assignment: assignmentSchema.parse(given) };
  try {
    await replaceFile(join(folder, assignmentFileName), JSON.stringify({ device, epoch, ...held }));
    log.info(`IT has given this device an assignment, version ${version}, profile ${profile}.`);
  } catch (error) {
    log.error(`What IT gave this device could not be kept: ${describeError(error)}`);
  }
  return held;
}

/** What does not decode, such as that of another version, is as good as none: the endpoint gives it again. */
function readKept(folder: string, log: Log): z.infer<typeof stored> | null {
  try {
    return stored.parse(JSON.parse(readFileSync(join(folder, assignmentFileName), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.warn(`What IT gave this device could not be read; it is asked for again: ${describeError(error)}`);
    return null;
  }
}
