import * as z from 'zod';
import { deviceAssignment } from './assignment.ts';
import { bundleKeys } from './bundle-keys.ts';
import { heldPolicy } from './policy.ts';
import { keyShared } from './second-history.ts';
import { signedOff, signOffNotice } from './sign-off.ts';

/** `kid` names the device, so that the endpoint finds the key before it parses anything else. */
export const reportType = 'deskward-report+jws';
/** A report with more facts than any device has is an attack. Bytes of the compact JWS. */
export const maxReportBytes = 256 * 1024;
/** Seconds between two signs of life of an unchanged device. */
export const heartbeatSeconds = 3600;
/** Seconds between two reports of a device that is on and online, at most: its hour comes, and it has just spoken. */
export const longestSilenceSeconds = heartbeatSeconds + 600;

const value = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(500)).max(200),
]);
const message = z.object({
  id: z.string().min(1).max(120),
  values: z.record(z.string().max(40), value).optional(),
});

/** Plain data, tolerant of rules and fields of a later version; `status` is the closed list. */
const verdict = z.object({
  rule: z.string().min(1).max(60),
  status: z.enum(['pass', 'fail', 'unknown', 'not-applicable', 'excepted']),
  severity: z.enum(['required', 'advised']),
  observed: message.nullable(),
  limit: message,
  reason: message.nullable(),
  source: z.string().max(500).nullable(),
  at: z.iso.datetime(),
});

const reading = z.discriminatedUnion('state', [
  z.object({ state: z.literal('known'), value: z.unknown(), source: z.string().max(500) }),
  z.object({
    state: z.literal('unknown'),
    reason: z.string().max(60),
    source: z.string().max(500).optional(),
    detail: z.string().max(2000).optional(),
  }),
  z.object({
    state: z.literal('absent'),
    reason: z.string().max(60),
    source: z.string().max(500).optional(),
  }),
]);

/** What this computer is; see the agent's DeviceDescription. */
export const deviceDescription = z.object({
  hostname: z.string().min(1).max(255),
  manufacturer: z.string().max(200),
  model: z.string().max(200),
  serial: z.string().max(200),
  osName: z.string().max(200),
  osVersion: z.string().max(200),
  cpu: z.string().max(200),
  memoryBytes: z.number().nonnegative(),
});

/** base64url of SHA-256. */
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const assessment = z.object({
  scannedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  policyVersion: z.int().positive(),
  profile: z.string().max(40),
  digest: digest.describe('of verdicts, facts and policy version, without times'),
  verdicts: z.array(verdict).max(100),
  facts: z.record(z.string().max(60), reading),
  description: deviceDescription,
});

const envelope = {
  v: z.literal(1),
  device: z.string().min(1).max(80),
  epoch: z.int().positive().describe('grows when a device enrols anew'),
  sequence: z.int().positive().describe('1, 2, 3 … within an epoch'),
  previous: digest.nullable().describe('SHA-256 of the JWS before this one; null for the first of an epoch'),
  at: z.iso.datetime().describe('wall clock of the device; never used for order'),
  monotonicMs: z.number().nonnegative().describe('milliseconds since the device started'),
  assignment: z.int().nonnegative().optional().describe('version of the assignment that the device holds'),
  policy: heldPolicy.optional().catch(undefined).describe('what it is judged by'),
  signOff: z.uuid().optional().catch(undefined).describe('the sign-off that the device has been told of'),
  lacks: z
    .array(z.string().max(40))
    .max(10)
    .optional()
    .catch(undefined)
    .describe('what an enrolment by an earlier version did not bring, and the acknowledgement may'),
};

/** What every report says besides its content, whatever kinds a later version adds. */
export const reportEnvelope = z.object(envelope);
export type ReportEnvelope = z.infer<typeof reportEnvelope>;

export const reportPayload = z.discriminatedUnion('kind', [
  z.object({ ...envelope, kind: z.literal('assessment'), assessment }),
  z.object({ ...envelope, kind: z.literal('heartbeat'), digest }),
]);
export type ReportPayload = z.infer<typeof reportPayload>;
export type ReportedAssessment = z.infer<typeof assessment>;
export type ReportedVerdict = z.infer<typeof verdict>;
export type ReportedReading = z.infer<typeof reading>;
export type ReportedDevice = z.infer<typeof deviceDescription>;

/** The endpoint's answer once the report is on its disk. */
export const acknowledgement = z.object({
  epoch: z.int().positive(),
  sequence: z.int().positive(),
  want: z.literal('assessment').optional().describe('the digest is not the one that the endpoint holds'),
  // One that a later endpoint words otherwise must not cost the acknowledgement.
  assignment: deviceAssignment.optional().catch(undefined).describe('IT has given it another one since'),
  policy: z
    .int()
    .positive()
    .optional()
    .catch(undefined)
    .describe('version of the policy that is meant for it; asked for at /api/v1/policy'),
  signOff: signOffNotice.optional().catch(undefined).describe('IT has begun its sign-off'),
  bundleKeys: bundleKeys.optional().catch(undefined).describe('it said that it lacks them'),
  keyShared: keyShared.optional().catch(undefined).describe('another computer may use its key'),
  newest: z
    .int()
    .positive()
    .optional()
    .catch(undefined)
    .describe('the endpoint has reports up to this number, so that the next one is to be above it'),
});
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Every refusal of the endpoint, on every route. `error` is a code; `message` says what to do. */
export const refusal = z.object({
  error: z.string(),
  message: z.string(),
  keyShared: keyShared
    .optional()
    .catch(undefined)
    .describe('to the device itself alone, as in an acknowledgement'),
  signedOff: signedOff.optional().catch(undefined).describe('with `signed-off`, to the device itself alone'),
});
export type Refusal = z.infer<typeof refusal>;
