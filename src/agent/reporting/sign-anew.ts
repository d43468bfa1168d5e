import { isSignedBy, readJws } from '../../jws/compact-jws.ts';
import { importKey } from '../../jws/device-key.ts';
import type { FirstReport } from '../../protocol/key-rotation.ts';
import { reportType } from '../../protocol/report.ts';
import { payloadOf, signCompact } from '../identity/jws.ts';
import type { Identity } from '../identity/opened-identity.ts';
import { canonicalJson, sha256 } from '../outbox/canonical-json.ts';
import type { ReportRecord } from '../outbox/outbox-record.ts';

/**
 * The same reports under another key, each upon the one before it: that one's hash is another one now. Those that it has
 * signed already stay as they are: where a crash cut this short, one of them may have left since.
 * @param from those before it stay with the old key, too; none, if not given.
 */
export async function signAnew(
  reports: readonly ReportRecord[],
  identity: Identity,
  from?: FirstReport,
): Promise<readonly ReportRecord[]> {
  const key = importKey(identity.publicJwk);
  const isItsOwn = ({ jws }: ReportRecord): boolean => {
    const read = readJws(jws);
    return read !== null && key !== null && isSignedBy(read, key);
  };
  const hashes = new Map<string | null, string>();
  const signed: ReportRecord[] = [];
  for (const report of reports) {
    if (isBefore(report, from) || isItsOwn(report)) {
      signed.push(report);
      continue;
    }
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

function isBefore({ epoch, sequence }: ReportRecord, from: FirstReport | undefined): boolean {
  if (from === undefined) return false;
  return epoch < from.epoch || (epoch === from.epoch && sequence < from.sequence);
}
