import * as z from 'zod';
import { deviceAssignment } from './assignment.ts';
import { enrolmentReply } from './enrolment.ts';
import { firstReport } from './key-rotation.ts';
import { heldPolicy, maxPolicyLength } from './policy.ts';
import { maxReportBytes } from './report.ts';
import { keyShared } from './second-history.ts';
import { signedOff, signOffNotice } from './sign-off.ts';
import { statementReceipt } from './statement.ts';

/** What a device that no network reaches has to say, signed by it; sealed for the endpoint as `sealedType`. */
export const bundleType = 'deskward-bundle+jws';
/** `kid` is the thumbprint of the endpoint's key, so that a bundle for another endpoint is told apart from a damaged one. */
export const sealedType = 'deskward-bundle+jwe';
/** What the endpoint answers, signed by its own key: it holds nothing that the device does not know or may not read. */
export const replyType = 'deskward-bundle-reply+jws';
/** A full outbox (16 MiB), in base64 twice. Bytes of a bundle, and of a reply. */
export const maxBundleBytes = 48 * 1024 * 1024;

const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const bundleContent = z.object({
  v: z.literal(1),
  device: z.string().min(1).max(80),
  epoch: z.int().positive(),
  at: z.iso.datetime().describe('when it was written, by the wall clock of the device'),
  assignment: z.int().nonnegative().describe('version of the assignment that the device holds'),
  policy: heldPolicy,
  answered: z.iso
    .datetime()
    .optional()
    .catch(undefined)
    .describe('`at` of the newest reply that it has taken in; the next one must be later'),
  reports: z
    .array(z.string().max(maxReportBytes))
    .max(200_000)
    .describe('those that wait, oldest first, as they are signed'),
  statements: z.array(z.string().max(64 * 1024)).max(1000),
  rotation: z
    .string()
    .max(8000)
    .optional()
    .catch(undefined)
    .describe('a compact JWS: `rotation`, its new key signs what follows after the reports in here'),
});
export type BundleContent = z.infer<typeof bundleContent>;

/** Answers what one or several bundles of a device held, report by report: whichever of them is lost, nothing goes missing. */
export const bundleReply = z.object({
  v: z.literal(1),
  device: z.string().min(1).max(80),
  epoch: z.int().positive(),
  at: z.iso
    .datetime()
    .describe(
      "by the endpoint's clock, and later than what the bundle had taken in: an older reply is refused",
    ),
  acknowledged: z.array(hash).max(200_000).describe('SHA-256 of each report that is on its disk'),
  refused: z
    .array(z.object({ hash, error: z.string(), message: z.string() }))
    .max(200_000)
    .describe('reports that it will never take'),
  receipts: z.array(statementReceipt).max(1000),
  want: z.literal('assessment').optional(),
  assignment: deviceAssignment.nullable(),
  policy: z.object({ version: z.int().positive(), jws: z.string().max(maxPolicyLength) }).nullable(),
  enrolment: enrolmentReply
    .pick({ profile: true, department: true, policyKey: true })
    .extend({ request: hash.describe('SHA-256 of the request to be taken in that this answers') })
    .optional()
    .describe('the device is taken in from now on, as `device` and `epoch` say'),
  // One that a later endpoint words otherwise must not cost the acknowledgements.
  signOff: signOffNotice
    .nullable()
    .optional()
    .catch(undefined)
    .describe(
      'the sign-off that has begun; null: none has, or it was called off; missing: nothing is said of it',
    ),
  keyShared: keyShared
    .nullable()
    .optional()
    .catch(undefined)
    .describe(
      'another computer may use its key; null: nothing speaks for it; missing: nothing is said of it',
    ),
  key: z
    .object({ name: z.string().max(60), ...firstReport.shape })
    .optional()
    .catch(undefined)
    .describe(
      'RFC 7638 thumbprint of the key that the endpoint has of it now, and the first report it signs',
    ),
  signedOff: signedOff.optional().catch(undefined).describe('it is confirmed: nothing else counts any more'),
});
export type BundleReply = z.infer<typeof bundleReply>;
