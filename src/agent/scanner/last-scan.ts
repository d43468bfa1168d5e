import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Standing, standingOf, standings } from '../../policy/standing.ts';
import { findingOf } from '../../rules/verdict.ts';
import type { Assessment } from '../agent-state.ts';
import { ownerOnly } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';

export const lastScanFileName = 'last-scan.json';
const stored = z.object({
  at: z.iso.datetime(),
  policyVersion: z.int(),
  standing: z.enum(standings),
  // A version before this one did not keep it.
  advised: z.array(z.string()).default([]),
});

/** When this device was last looked at, and how it stood; for `deskward status`, which must not scan. */
export interface LastScan {
  readonly at: string;
  readonly policyVersion: number;
  readonly standing: Standing;
  /** Rules that fail and do not decide. */
  readonly advised: readonly string[];
}

export function keepLastScan(folder: string, assessment: Assessment, log: Log): void {
  const { scannedAt: at, policyVersion, verdicts } = assessment;
  const advised = verdicts.filter((verdict) => findingOf(verdict) === 'advised').map(({ rule }) => rule);
  const last: LastScan = { at, policyVersion, standing: standingOf(verdicts), advised };
  try {
    writeFileSync(join(folder, lastScanFileName), JSON.stringify(last), { mode: ownerOnly });
  } catch (error) {
    log.warn(`The time of the last scan could not be kept: ${describeError(error)}`);
  }
}

export function readLastScan(folder: string): LastScan | null {
  try {
    return stored.parse(JSON.parse(readFileSync(join(folder, lastScanFileName), 'utf8')));
  } catch {
    return null;
  }
}
