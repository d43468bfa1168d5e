import * as z from 'zod';
import { deviceAssignment } from './assignment.ts';
import { deviceDescription, reportPayload } from './report.ts';
import { secondHistoryRow } from './second-history.ts';
import { signOffRow } from './sign-off.ts';

const assessmentPart = reportPayload.options[0].shape.assessment.shape;
const counts = {
  pass: z.int(),
  fail: z.int().describe('and decides: these devices do not comply'),
  advised: z.int().describe('fails and only advises: no device is the worse for it'),
  unknown: z.int(),
  notApplicable: z.int(),
  excepted: z.int(),
};
const standing = z.enum(['compliant', 'not-compliant', 'unknown']);

/** The head of IT's page. A silent device is counted apart and keeps its last standing. */
export const fleetSummary = z.object({
  at: z.iso.datetime(),
  devices: z.int(),
  compliant: z.int(),
  notCompliant: z.int(),
  unknown: z.int(),
  silent: z.int().describe('of all devices, those not heard of within two heartbeats'),
  keyShared: z.int().describe('devices on which a sign is open that two computers use their key'),
  rules: z.array(z.object({ rule: z.string(), ...counts })),
});
export type FleetSummary = z.infer<typeof fleetSummary>;

export const deviceRow = z.object({
  device: z.string(),
  hostname: z.string(),
  osName: z.string(),
  department: z.string(),
  profile: z.string(),
  standing,
  silent: z.boolean(),
  keyShared: z.boolean().describe('two computers may use its key, and IT has not settled it yet'),
  failing: z.array(z.string()).describe('ids of the rules that fail and decide'),
  advised: z.array(z.string()).describe('ids of the rules that fail and only advise'),
  unknown: z.array(z.string()),
  lastSeenAt: z.iso.datetime().nullable(),
});
export type DeviceRow = z.infer<typeof deviceRow>;

export const deviceSorts = ['hostname', 'lastSeen', 'standing'] as const;
/** `signed-off`: those alone; all others leave them out. */
export const deviceFilters = [
  'all',
  'compliant',
  'not-compliant',
  'unknown',
  'silent',
  'key-shared',
  'signed-off',
] as const;

/** What of a rule devices can be looked for by; see `findingOf`. */
export const deviceFindings = ['fail', 'advised'] as const;

export const deviceQuery = z.object({
  search: z.string().max(200).default(''),
  filter: z.enum(deviceFilters).default('all'),
  rule: z.string().max(60).optional().describe('only devices on which this rule has the finding'),
  finding: z.enum(deviceFindings).optional().describe('of the rule; `fail` where it is not said'),
  owner: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('only devices of this user; case does not count'),
  sort: z.enum(deviceSorts).default('standing'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  after: z.string().max(400).optional().describe('the `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeviceQuery = z.infer<typeof deviceQuery>;

export const devicePage = z.object({
  devices: z.array(deviceRow),
  matches: z.int(),
  next: z.string().nullable(),
});
export type DevicePage = z.infer<typeof devicePage>;

export const change = z.object({
  at: z.iso.datetime().describe('when the device saw it'),
  receivedAt: z.iso.datetime(),
  rule: z.string(),
  from: z.string().nullable(),
  to: z.string().describe('a finding, or `removed`: the policy no longer asks for the rule'),
  observed: assessmentPart.verdicts.element.shape.observed,
});
export type Change = z.infer<typeof change>;

export const deviceDetail = z.object({
  ...deviceRow.shape,
  description: deviceDescription,
  enrolledAt: z.iso.datetime(),
  scannedAt: z.iso.datetime().nullable(),
  policyVersion: z.int().nullable(),
  assignment: deviceAssignment,
  configuration: z.object({
    digest: z.string().nullable().describe('names the configuration that the device reported last'),
    accepted: z.object({ digest: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
  }),
  heldAssignment: z.int().nullable().describe('the version that the device had at its last report'),
  refusedPolicy: z
    .object({
      version: z.int(),
      reason: z.string(),
      since: z.iso.datetime().nullable().describe('when it said so first; null where that was not kept'),
      held: z.int().nullable().describe('the one it goes on with; 0: the one that the agent brought along'),
    })
    .nullable()
    .describe('the policy that the device would not take up, by its last report'),
  sequence: z.int().nullable(),
  clockSkewMs: z.number().nullable().describe('device clock minus endpoint clock at the last report'),
  key: z
    .string()
    .describe('RFC 7638 thumbprint of the key that signs its reports; `deskward status` shows it too'),
  secondHistories: z.array(secondHistoryRow).describe('the open one first, then the newest'),
  verdicts: z.array(assessmentPart.verdicts.element.extend({ since: z.iso.datetime() })),
  facts: assessmentPart.facts,
  signOffs: z.array(signOffRow).describe('the open one first, then the newest'),
  changes: z.array(change).describe('newest first, the last 200'),
});
export type DeviceDetail = z.infer<typeof deviceDetail>;

/** Server-sent event `changed`: something of this device is new; the page reads it again. */
export const fleetEvent = z.object({ device: z.string() });
export type FleetEvent = z.infer<typeof fleetEvent>;
