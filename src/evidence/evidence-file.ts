import * as z from 'zod';
import { type PublicJwk, publicJwk } from '../jws/device-key.ts';
import { type SecondHistoryRow, secondHistoryRow } from '../protocol/second-history.ts';
import { type SignOffRow, signOffRow } from '../protocol/sign-off.ts';

/** A key of the device and the first report that it signs. */
const deviceKey = z.object({
  fromEpoch: z.int().positive(),
  fromSequence: z.int().positive().default(1),
  jwk: publicJwk,
  rotation: z.string().optional().describe('the change from the key before it, as both signed it'),
});

/** The first line. A later version may add members; it counts `v` up only where this one would misread it. */
const head = z.object({
  kind: z.literal('deskward-evidence'),
  v: z.union([z.literal(1), z.literal(2)]).describe('2: with several keys'),
  device: z.string().min(1).max(80),
  exportedAt: z.iso.datetime(),
  keys: z.array(deviceKey).min(1),
  signOffs: z.array(signOffRow).optional().catch(undefined).describe("the endpoint's word: nobody signed it"),
  secondHistories: z.array(secondHistoryRow).optional().catch(undefined).describe('likewise'),
});
export type EvidenceHead = z.infer<typeof head>;

/** Every other line: a report as the device signed it, and when the endpoint got it, which nobody signed. */
const line = z.object({
  receivedAt: z.iso.datetime(),
  jws: z.string(),
  refused: z
    .literal('sequence-conflict')
    .optional()
    .describe('the endpoint held other bytes under that number; kept for the record'),
});
export type EvidenceLine = z.infer<typeof line>;

export interface Evidence extends EvidenceHead {
  /** By line of the file, the first report on line 2; null where the line is none. */
  readonly lines: readonly (EvidenceLine | null)[];
}

export type ReadEvidence =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly detail: string };

/** @returns the text of a file, one JSON object a line (https://jsonlines.org). */
export function writeEvidence(
  about: {
    readonly device: string;
    readonly exportedAt: string;
    readonly keys: readonly DeviceKey[];
    readonly signOffs?: readonly SignOffRow[] | undefined;
    readonly secondHistories?: readonly SecondHistoryRow[] | undefined;
  },
  lines: readonly EvidenceLine[],
): string {
  const first = { kind: 'deskward-evidence', v: about.keys.length > 1 ? 2 : 1, ...about };
  return [first, ...lines].map((one) => `${JSON.stringify(one)}\n`).join('');
}
export interface DeviceKey {
  readonly fromEpoch: number;
  readonly fromSequence?: number;
  readonly jwk: PublicJwk;
  readonly rotation?: string | undefined;
}

/** Tolerates a line that is damaged: the others are still evidence. */
export function readEvidence(text: string): ReadEvidence {
  const [first = '', ...rest] = text.split('\n');
  const read = head.safeParse(parseJson(first));
  if (!read.success) return { ok: false, detail: z.prettifyError(read.error) };
  if (rest.at(-1) === '') rest.pop();
  const lines = rest.map((one) => line.safeParse(parseJson(one)).data ?? null);
  return { ok: true, evidence: { ...read.data, lines } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
