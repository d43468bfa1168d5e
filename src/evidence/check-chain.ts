import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { isSignedBy, readHeader, readJws, readPayload } from '../jws/compact-jws.ts';
import { importKey, thumbprint } from '../jws/device-key.ts';
import { sha256 } from '../jws/sha256.ts';
import { type ReportEnvelope, reportEnvelope, reportType } from '../protocol/report.ts';
import { type ClockOfEpoch, clockOf } from './epoch-clock.ts';
import type { Evidence, EvidenceLine } from './evidence-file.ts';
import { readRotation } from './key-rotation.ts';

/**
 * What is wrong with a chain.
 * - `damaged`: the line is no report. `forged`: no key of the device signed it. `foreign`: signed, but says another device,
 *   or an epoch of another key.
 * - `replayed`: the same report once more. `forked`: another report under a number that is taken, or one that follows a
 *   report other than the one before it. `disordered`: stands after a later one.
 * - `unproven`: the key that signs from this number on is not one that the key before it signed for, or not from there.
 * - `missing`: the numbers from `sequence` to `through` are not here.
 */
export const findingKinds = [
  'damaged',
  'forged',
  'foreign',
  'replayed',
  'forked',
  'disordered',
  'missing',
  'unproven',
] as const;
export interface Finding {
  readonly kind: (typeof findingKinds)[number];
  /** Of the file, from 1; null for what is not in it. */
  readonly line: number | null;
  readonly epoch: number | null;
  readonly sequence: number | null;
  /** The last number that is missing. */
  readonly through: number | null;
}

export interface CheckedEpoch {
  readonly epoch: number;
  /** RFC 7638 thumbprint of the key that signed its last report. */
  readonly key: string;
  readonly reports: number;
  readonly first: number;
  readonly last: number;
  /** Numbers that the device left out by itself: the report after them follows the one before them. */
  readonly skipped: number;
  readonly clock: ClockOfEpoch;
}

export interface CheckedChain {
  readonly device: string;
  readonly reports: number;
  readonly epochs: readonly CheckedEpoch[];
  /** Thumbprints, in the order in which they signed. */
  readonly keys: readonly string[];
  /** None: the chain is whole as far as it goes. What came after its end cannot be known from a file. */
  readonly findings: readonly Finding[];
}

/** A report that a key of the device signed. */
interface Genuine {
  readonly line: number;
  readonly envelope: ReportEnvelope;
  readonly hash: string;
  readonly receivedAt: string;
}
interface Key {
  readonly fromEpoch: number;
  readonly fromSequence: number;
  readonly name: string;
  readonly key: KeyObject;
}

/** Order is by number; no clock decides anything. Needs nothing but the file. */
export function checkChain(evidence: Evidence): CheckedChain {
  const keys = keysOf(evidence);
  const findings: Finding[] = unprovenIn(evidence);
  const genuine: Genuine[] = [];
  evidence.lines.forEach((line, index) => {
    const read = readReport(line, index + 2, evidence.device, keys);
    if ('kind' in read) findings.push(read);
    else genuine.push(read);
  });
  findings.push(...disorderIn(genuine));
  const epochs = byEpoch(genuine).map(([epoch, reports]) => {
    const checked = checkEpoch(epoch, reports, findings);
    return { ...checked, key: keyOf(keys, { epoch, sequence: checked.last })?.name ?? '' };
  });
  const reports = epochs.reduce((sum, epoch) => sum + epoch.reports, 0);
  return { device: evidence.device, reports, epochs, keys: keys.map(({ name }) => name), findings };
}

function keysOf({ keys }: Evidence): Key[] {
  return inOrder(keys).flatMap(({ fromEpoch, fromSequence, jwk }) => {
    const key = importKey(jwk);
    return key === null ? [] : [{ fromEpoch, fromSequence, key, name: thumbprint(jwk) }];
  });
}

type Begin = Pick<Key, 'fromEpoch' | 'fromSequence'>;

function inOrder<Kind extends Begin>(keys: readonly Kind[]): Kind[] {
  return keys.toSorted((a, b) => a.fromEpoch - b.fromEpoch || a.fromSequence - b.fromSequence);
}

/** Whoever knows one of the keys from elsewhere can so trust all: each change was signed by both. */
function unprovenIn({ device, keys }: Evidence): Finding[] {
  const sorted = inOrder(keys);
  return sorted.slice(1).flatMap(({ fromEpoch: epoch, fromSequence: sequence, jwk, rotation }, index) => {
    const before = sorted[index];
    const read = before && rotation !== undefined ? readRotation(rotation, before.jwk) : null;
    const isProven =
      read?.ok === true &&
      read.device === device &&
      read.name === thumbprint(jwk) &&
      read.epoch === epoch &&
      read.sequence === sequence;
    return isProven ? [] : [finding('unproven', { epoch, sequence })];
  });
}

function keyOf(keys: readonly Key[], { epoch, sequence }: Pick<ReportEnvelope, 'epoch' | 'sequence'>) {
  return keys.findLast(
    ({ fromEpoch, fromSequence }) => fromEpoch < epoch || (fromEpoch === epoch && fromSequence <= sequence),
  );
}

const reportHeader = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(reportType),
  kid: z.string(),
});

/** The signature first: nothing of an unsigned text is looked into. */
function readReport(
  line: EvidenceLine | null,
  number: number,
  device: string,
  keys: readonly Key[],
): Genuine | Finding {
  const jws = line === null ? null : readJws(line.jws);
  if (line === null || jws === null) return finding('damaged', { line: number });
  const signer = keys.find(({ key }) => isSignedBy(jws, key));
  if (signer === undefined) return finding('forged', { line: number });
  const header = reportHeader.safeParse(readHeader(jws));
  const envelope = reportEnvelope.safeParse(readPayload(jws));
  if (!header.success || !envelope.success) return finding('damaged', { line: number });
  const { epoch, sequence } = envelope.data;
  const fits = envelope.data.device === device && header.data.kid === device;
  if (!fits || keyOf(keys, envelope.data) !== signer)
    return finding('foreign', { line: number, epoch, sequence });
  return { line: number, envelope: envelope.data, hash: sha256(line.jws), receivedAt: line.receivedAt };
}

function disorderIn(reports: readonly Genuine[]): Finding[] {
  return reports.flatMap(({ line, envelope }, index) => {
    const before = reports[index - 1]?.envelope;
    if (before === undefined || compare(before, envelope) <= 0) return [];
    return [finding('disordered', { line, epoch: envelope.epoch, sequence: envelope.sequence })];
  });
}

function byEpoch(reports: readonly Genuine[]): [number, Genuine[]][] {
  const sorted = [...reports].sort((a, b) => compare(a.envelope, b.envelope) || a.line - b.line);
  const epochs = new Map<number, Genuine[]>();
  for (const report of sorted) {
    const { epoch } = report.envelope;
    const held = epochs.get(epoch);
    if (held === undefined) epochs.set(epoch, [report]);
    else held.push(report);
  }
  return [...epochs];
}

function compare(a: ReportEnvelope, b: ReportEnvelope): number {
  return a.epoch - b.epoch || a.sequence - b.sequence;
}

function checkEpoch(
  epoch: number,
  reports: readonly Genuine[],
  findings: Finding[],
): Omit<CheckedEpoch, 'key'> {
  const chain: Genuine[] = [];
  let skipped = 0;
  for (const report of reports) {
    const { line, envelope, hash } = report;
    const before = chain.at(-1);
    const here = { line, epoch, sequence: envelope.sequence };
    if (before?.envelope.sequence === envelope.sequence)
      findings.push(finding(before.hash === hash ? 'replayed' : 'forked', here));
    else {
      const between = gapBefore(envelope, before);
      // The device signed that nothing lies between.
      if (between > 0 && follows(envelope, before)) skipped += between;
      else if (between > 0) findings.push(missing(envelope, between));
      else if (!follows(envelope, before)) findings.push(finding('forked', here));
      chain.push(report);
    }
  }
  const numbers = chain.map(({ envelope }) => envelope.sequence);
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  return { epoch, reports: chain.length, first, last, skipped, clock: clockOf(chain) };
}

function gapBefore({ sequence }: ReportEnvelope, before: Genuine | undefined): number {
  return sequence - (before?.envelope.sequence ?? 0) - 1;
}

/** The first of an epoch follows nothing. */
function follows({ previous }: ReportEnvelope, before: Genuine | undefined): boolean {
  return previous === (before?.hash ?? null);
}

function missing({ epoch, sequence }: ReportEnvelope, count: number): Finding {
  return finding('missing', { epoch, sequence: sequence - count, through: sequence - 1 });
}

function finding(
  kind: Finding['kind'],
  { line = null, epoch = null, sequence = null, through = null }: Partial<Finding>,
): Finding {
  return { kind, line, epoch, sequence, through };
}
