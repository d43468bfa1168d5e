import { reportType } from '../protocol/report.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { payloadOf, signCompact } from './jws.ts';
import type { Identity } from './opened-identity.ts';
import type { ReportRecord } from './outbox-record.ts';

/** The same reports under another key, each upon the one before it: that one's hash is another one now. */
export async function signAnew(
  reports: readonly ReportRecord[],
  identity: Identity,
): Promise<readonly ReportRecord[]> {
  const hashes = new Map<string | null, string>();
  const signed: ReportRecord[] = [];
  for (const report of reports) {
    const payload: { readonly previous: string | null } = JSON.parse(payloadOf(report.jws));
    const previous = hashes.get(payload.previous) ?? payload.previous;
    const header = { typ: reportType, kid: report.device };
    const jws = await signCompact(identity, header, canonicalJson({ ...payload, previous }));
    const hash = sha256(jws);
    hashes.set(report.hash, hash);
    signed.push({ ...report, jws, hash });
  }
  return signed;
}
