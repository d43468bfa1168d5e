import { sha256 } from '../../../jws/sha256.ts';
import type { ReportPayload } from '../../../protocol/report.ts';
import { readStoredPayload } from '../../jws/stored-payload.ts';
import type { ChainLink } from '../storage.ts';
import type { Database } from './database.ts';
import type { SeenRow } from './seen-row.ts';

type Linked = Pick<ReportPayload, 'epoch' | 'sequence' | 'previous'>;

/** How the newest report of a device hangs on the one that was the newest until now. */
export function linkOfNewest(payload: Linked, seen: SeenRow): ChainLink {
  const follows = seen.epoch === payload.epoch && seen.sequence === payload.sequence - 1;
  return linkTo(payload, follows ? seen.head_hash : null);
}

export function linkAmongStored(database: Database, payload: Linked, seen: SeenRow): ChainLink {
  const before = readJwsOf(database, seen.device_id, payload.epoch, payload.sequence - 1);
  return linkTo(payload, before === null ? null : sha256(before));
}

/** A gap closes when the missing report arrives after all. `hash`: of the report that has just arrived. */
export function relinkNext(
  database: Database,
  { epoch, sequence }: Linked,
  hash: string,
  seen: SeenRow,
): void {
  const next = readJwsOf(database, seen.device_id, epoch, sequence + 1);
  if (next === null) return;
  const link = linkTo(readStoredPayload(next), hash);
  database.run(
    'UPDATE reports SET link = ? WHERE device_id = ? AND epoch = ? AND sequence = ?',
    link,
    seen.device_id,
    epoch,
    sequence + 1,
  );
}

/** @param before hash of the report with the number before; null where it is not stored. */
function linkTo(
  { sequence, previous }: Pick<Linked, 'sequence' | 'previous'>,
  before: string | null,
): ChainLink {
  if (sequence === 1) return previous === null ? 'linked' : 'fork';
  if (before === null) return 'gap';
  return previous === before ? 'linked' : 'fork';
}

function readJwsOf(database: Database, device: number, epoch: number, sequence: number): string | null {
  const row = database.get<{ jws: string }>(
    'SELECT jws FROM reports WHERE device_id = ? AND epoch = ? AND sequence = ?',
    device,
    epoch,
    sequence,
  );
  return row?.jws ?? null;
}
