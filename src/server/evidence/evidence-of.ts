import type { Evidence, EvidenceLine } from '../../evidence/evidence-file.ts';
import { readJws, readPayload } from '../../jws/compact-jws.ts';
import { reportEnvelope } from '../../protocol/report.ts';
import { toSecondHistoryRow } from '../fleet/second-history-view.ts';
import { toSignOffRow } from '../fleet/sign-off-view.ts';
import type { Storage } from '../storage/storage.ts';

type WholeEvidence = Evidence & { readonly lines: readonly EvidenceLine[] };

/** Everything that one device has signed, with its keys. @returns null where there is no such device. */
export async function evidenceOf(
  storage: Storage,
  device: string,
  now: number,
): Promise<WholeEvidence | null> {
  const keys = await storage.listDeviceKeys(device);
  if (keys.length === 0) return null;
  const exportedAt = new Date(now).toISOString();
  const lines = await linesOf(storage, device);
  const signOffs = (await storage.listSignOffs(device)).map(toSignOffRow);
  const secondHistories = (await storage.listSecondHistories(device)).map(toSecondHistoryRow);
  return {
    kind: 'deskward-evidence',
    v: keys.length > 1 ? 2 : 1,
    device,
    exportedAt,
    keys: keys.map(({ fromEpoch, fromSequence, jwk, rotation }) => ({
      ...{ fromEpoch, fromSequence, jwk },
      ...(rotation !== null && { rotation }),
    })),
    ...(signOffs.length > 0 && { signOffs }),
    ...(secondHistories.length > 0 && { secondHistories }),
    lines,
  };
}

/** In the order of their numbers; what was refused stands after what is held. */
async function linesOf(storage: Storage, device: string): Promise<EvidenceLine[]> {
  const held = (await storage.readReports(device)).map((report) => ({ ...report, refused: false }));
  const refused = (await storage.readConflicts(device)).map((conflict) => {
    const { epoch, sequence } = reportEnvelope.parse(readPayload(readJws(conflict.jws) ?? { payload: '' }));
    return { ...conflict, epoch, sequence, refused: true };
  });
  const all = refused.length === 0 ? held : [...held, ...refused];
  return all
    .sort((a, b) => a.epoch - b.epoch || a.sequence - b.sequence || Number(a.refused) - Number(b.refused))
    .map(({ receivedAt, jws, refused: isRefused }) => ({
      receivedAt: new Date(receivedAt).toISOString(),
      jws,
      ...(isRefused && { refused: 'sequence-conflict' as const }),
    }));
}
