import { sealBundle } from '../../bundle/sealed-bundle.ts';
import { type BundleContent, bundleType } from '../../protocol/bundle.ts';
import type { BundleKeys } from '../../protocol/bundle-keys.ts';
import type { FirstReport } from '../../protocol/key-rotation.ts';
import type { Joining } from '../enrolment/joining.ts';
import { replaceFile } from '../files/durable-file.ts';
import { signCompact } from '../identity/jws.ts';
import type { Identity } from '../identity/opened-identity.ts';
import { nextReport, rotationRequest } from '../identity/rotation-request.ts';
import { describeError } from '../log.ts';
import type { ReportRecord } from '../outbox/outbox-record.ts';
import type { Connection } from '../reporting/connection.ts';
import type { Enrolment } from '../settings.ts';
import { type KeptStatement, signStatement } from '../statements/statement-box.ts';

export interface BundleParts {
  /** Null where this device is not enrolled. */
  readonly connection: Pick<Connection, 'enrolment' | 'identity' | 'keyTrouble'> | null;
  /** It asks to be enrolled by file: nothing else is written until it is. */
  readonly joining: Joining | null;
  /** That wait, oldest first. */
  readonly reports: readonly ReportRecord[];
  readonly statements: readonly KeptStatement[];
  /** The key that is to take the place of the one in use; null: that one stays. */
  readonly next: Identity | null;
  /** The last report made. */
  readonly head: FirstReport;
  /** What this device holds; see protocol/bundle.ts. */
  readonly held: Pick<BundleContent, 'assignment' | 'policy'>;
  /** See last-reply.ts. */
  readonly answered: string | null;
  readonly now: Date;
}

/**
 * - `not-enrolled`: there is nobody to write to. `no-key`: this device can't sign here.
 * - `no-bundle-keys`: it enrolled before the endpoint had keys for files, and has not heard of it since.
 * - `not-written`: the drive was full, or is gone. No half file is left behind.
 */
export type ExportOutcome =
  | {
      readonly ok: true;
      readonly file: string;
      /** It asks to be enrolled, and holds no report yet. */
      readonly joins: boolean;
      readonly reports: number;
      readonly statements: number;
      readonly bytes: number;
    }
  | {
      readonly ok: false;
      readonly reason: 'not-enrolled' | 'no-key' | 'no-bundle-keys' | 'not-written';
      readonly detail: string;
    };

/** Writes what waits, signed and sealed to the endpoint. It goes on waiting: only a reply acknowledges. */
export async function exportBundle(file: string, parts: BundleParts): Promise<ExportOutcome> {
  const { connection, joining, reports, statements } = parts;
  if (joining !== null)
    return write(file, joining.request, joining.bundleKeys, { joins: true, reports: 0, statements: 0 });
  if (connection === null) return no('not-enrolled');
  const { enrolment, identity, keyTrouble } = connection;
  if (identity === null) return no('no-key', keyTrouble?.detail);
  if (enrolment.bundleKeys === null) return no('no-bundle-keys');
  const signed = await signBundle(parts, enrolment, identity);
  const counts = { joins: false, reports: reports.length, statements: waiting(statements).length };
  return write(file, signed, enrolment.bundleKeys, counts);
}

async function write(
  file: string,
  signed: string,
  keys: BundleKeys,
  content: Pick<Extract<ExportOutcome, { ok: true }>, 'joins' | 'reports' | 'statements'>,
): Promise<ExportOutcome> {
  const sealed = await sealBundle(signed, keys.encrypt);
  try {
    await replaceFile(file, sealed);
    return { ok: true, file, ...content, bytes: Buffer.byteLength(sealed) };
  } catch (error) {
    return no('not-written', describeError(error));
  }
}

async function signBundle(
  { reports, statements, next, head, held, answered, now }: BundleParts,
  enrolment: Enrolment,
  identity: Identity,
): Promise<string> {
  const { device, epoch } = enrolment;
  const content: BundleContent = {
    v: 1,
    device,
    epoch,
    at: now.toISOString(),
    ...held,
    ...(answered !== null && { answered }),
    reports: reports.map(({ jws }) => jws),
    statements: await Promise.all(waiting(statements).map((said) => signStatement(said, identity, device))),
    ...(next && { rotation: await rotationRequest({ device, identity, next, ...nextReport(head) }) }),
  };
  return signCompact(identity, { typ: bundleType, kid: device }, JSON.stringify(content));
}

function no(reason: Extract<ExportOutcome, { ok: false }>['reason'], detail = ''): ExportOutcome {
  return { ok: false, reason, detail };
}

function waiting(statements: readonly KeptStatement[]): readonly KeptStatement[] {
  return statements.filter(({ content }) => content !== null);
}
