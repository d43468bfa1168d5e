import * as z from 'zod';

/** What a person says through their device. Signed like a report, and sent beside the chain of reports, not within it. */
export const statementType = 'deskward-statement+jws';

const envelope = {
  v: z.literal(1),
  device: z.string().min(1).max(80),
  id: z.uuid().describe('made with the statement: however often it is sent, it is taken once'),
  at: z.iso.datetime().describe('when it was made, by the wall clock of the device'),
};

/** A suspected leak. */
const incident = z.object({
  kind: z.literal('incident'),
  what: z.string().trim().min(1).max(2000),
  when: z.string().trim().max(200),
  who: z.string().trim().max(500).describe('who may have seen it'),
});

/** What IT gave this device is not so. */
const notRight = z.object({
  kind: z.literal('not-right'),
  assignment: z.int().nonnegative().describe('version of the assignment that was shown'),
  note: z.string().trim().max(500),
});

/**
 * Bytes of a support bundle as a JSON string. With base64url, which makes three bytes four, and the note beside it, the
 * statement stays within what the endpoint takes (`maxReportBytes`).
 */
export const maxBundleBytes = 160 * 1024;

/** Somebody needs help: what they read before it went, and a word to it. */
const help = z.object({
  kind: z.literal('help'),
  note: z.string().trim().max(2000),
  bundle: z.string().min(1).max(maxBundleBytes).describe('JSON, see the agent’s support-bundle.ts'),
});

export const statementContent = z.discriminatedUnion('kind', [incident, notRight, help]);
export type StatementContent = z.infer<typeof statementContent>;
export type StatementKind = StatementContent['kind'];

/** Of any kind, those of a later version too: the endpoint keeps what it does not understand, and gives a receipt for it. */
export const anyStatement = z.looseObject({ ...envelope, kind: z.string().min(1).max(40) });
export type AnyStatement = z.infer<typeof anyStatement>;

/** The endpoint has it on its disk. `receipt` is what a person can ask IT about. */
export const statementReceipt = z.object({
  id: z.uuid(),
  receipt: z.string().min(1).max(40),
  receivedAt: z.iso.datetime(),
});
export type StatementReceipt = z.infer<typeof statementReceipt>;

/** A statement as IT reads it. */
export const statementRow = z.object({
  number: z.int(),
  receipt: z.string(),
  device: z.string(),
  hostname: z.string(),
  owner: z.string(),
  kind: z.string(),
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  texts: z.record(z.string(), z.string()).describe('what was said, field by field'),
  long: z
    .record(z.string(), z.int())
    .describe('texts that are asked for by themselves, by their length in characters'),
  handledAt: z.iso.datetime().nullable(),
  handledBy: z.string(),
});
export type StatementRow = z.infer<typeof statementRow>;

export const statementQuery = z.object({
  device: z.string().max(80).optional().describe('only those of it'),
});
/** Answer of `GET /api/v1/fleet/statements`: open leaks first, then what else is open, then the newest; 200 at most. */
export const statementList = z.object({ statements: z.array(statementRow) });
export type StatementList = z.infer<typeof statementList>;
/** Answer of `GET /api/v1/fleet/statements/NUMBER`: every text of it, whole. */
export const statementTexts = z.object({ texts: z.record(z.string(), z.string()) });
export type StatementTexts = z.infer<typeof statementTexts>;
/** Whether somebody has taken care of it. */
export const statementChange = z.object({ handled: z.boolean() });
