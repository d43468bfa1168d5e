import type { ReportedDevice, ReportPayload } from '../../../protocol/report.ts';
import type { SecondHistorySign } from '../../../protocol/second-history.ts';
import type { SecondHistoryEnd, SecondHistoryEnded, StoredSecondHistory } from '../stored-second-history.ts';
import type { Database } from './database.ts';
import type { SeenRow } from './seen-row.ts';

export interface Sign {
  readonly sign: SecondHistorySign;
  readonly at: number;
  /** When that came to be which it stands against. What was settled after it says nothing any more. */
  readonly against: number;
  readonly computer: ReportedDevice | null;
}

/** The case that is open goes on; where none is, one begins. Call it inside a transaction. */
export function noteSign(database: Database, device: number, { sign, at, against, computer }: Sign): void {
  const settled = database.get<{ at: number | null }>(
    'SELECT max(ended_at) AS at FROM second_histories WHERE device_id = ?',
    device,
  );
  if (against < (settled?.at ?? 0)) return;
  const named = computer && JSON.stringify({ hostname: computer.hostname, serial: computer.serial });
  const goesOn = `UPDATE second_histories SET sign = ?, last_at = ?, computer = coalesce(?, computer)
    WHERE device_id = ? AND ended_at IS NULL`;
  if (database.run(goesOn, sign, at, named, device) > 0) return;
  const begun = database.get<{ number: number }>(
    `INSERT INTO second_histories (device_id, sign, begun_at, last_at, computer) VALUES (?, ?, ?, ?, ?)
     RETURNING number`,
    ...[device, sign, at, at, named],
  );
  database.run('UPDATE devices SET open_second_history = ? WHERE id = ?', begun?.number ?? null, device);
}

/** A serial number that is not told, as many a virtual machine's, says nothing. */
export function isOtherComputer(held: ReportedDevice, described: ReportedDevice): boolean {
  const [before, now] = [held.serial.trim(), described.serial.trim()];
  return before !== '' && now !== '' && before !== now;
}

/** Longer than any request takes that was on its way when the device enrolled anew. */
const onItsWayMs = 10 * 60_000;

/** A device that enrolled anew never goes on with what it left. A file may have been written before. */
export function noteOldEnrolment(
  database: Database,
  seen: SeenRow,
  { payload, receivedAt, isByFile }: { payload: ReportPayload; receivedAt: number; isByFile?: boolean },
): void {
  const anew = database.get<{ at: number }>(
    'SELECT at FROM enrolments WHERE device_id = ? AND epoch = ?',
    seen.device_id,
    seen.device_epoch,
  );
  if (anew === undefined || isByFile === true || receivedAt - anew.at < onItsWayMs) return;
  const sign = { sign: 'old-enrolment', at: receivedAt, against: anew.at } as const;
  noteSign(database, seen.device_id, { ...sign, computer: describedIn(payload) });
}

/** A device sends one report after the other, the next when the last was acknowledged: none comes late, but in a file. */
export function noteBehind(
  database: Database,
  seen: SeenRow,
  { payload, receivedAt }: { payload: ReportPayload; receivedAt: number },
): void {
  const newest = database.get<{ at: number }>(
    'SELECT received_at AS at FROM reports WHERE device_id = ? AND epoch = ? AND sequence = ?',
    seen.device_id,
    seen.epoch,
    seen.sequence,
  );
  const sign = { sign: 'number-behind', at: receivedAt, against: newest?.at ?? receivedAt } as const;
  noteSign(database, seen.device_id, { ...sign, computer: describedIn(payload) });
}

/** Only a whole report says of which computer it is. */
export function describedIn(payload: ReportPayload): ReportedDevice | null {
  return payload.kind === 'assessment' ? payload.assessment.description : null;
}

const read = `SELECT h.number, h.sign, h.begun_at AS begunAt, h.last_at AS lastAt, h.computer, h.ended_at AS endedAt,
  h.ended_by AS endedBy, h.successor FROM second_histories h`;
type Columns = Omit<StoredSecondHistory, 'computer'> & { readonly computer: string | null };

/** The open one first, then the newest. */
export function listSecondHistories(database: Database, device: string): readonly StoredSecondHistory[] {
  const rows = database.all<Columns>(
    `${read} JOIN devices d ON d.id = h.device_id WHERE d.device = ?
     ORDER BY h.ended_at IS NOT NULL, h.number DESC LIMIT 50`,
    device,
  );
  return rows.map(toStored);
}

/** @returns undefined where nothing is open. */
export function openSecondHistory(
  database: Database,
  { open_second_history: number }: Pick<SeenRow, 'open_second_history'>,
): StoredSecondHistory | undefined {
  if (number === null) return undefined;
  const row = database.get<Columns>(`${read} WHERE h.number = ?`, number);
  return row && toStored(row);
}

/** Call it inside a transaction. */
export function endSecondHistory(
  database: Database,
  { number, by, now }: SecondHistoryEnd,
): SecondHistoryEnded {
  const held = database.get<{ device_id: number; device: string; ended_at: number | null }>(
    `SELECT h.device_id, d.device, h.ended_at FROM second_histories h JOIN devices d ON d.id = h.device_id
     WHERE h.number = ?`,
    number,
  );
  if (held === undefined) return { state: 'refused', reason: 'not-found' };
  if (held.ended_at !== null) return { state: 'refused', reason: 'changed-meanwhile' };
  database.run('UPDATE second_histories SET ended_at = ?, ended_by = ? WHERE number = ?', now, by, number);
  database.run('UPDATE devices SET open_second_history = NULL WHERE id = ?', held.device_id);
  return { state: 'ended', device: held.device };
}

/**
 * One of the two computers has become a device of its own: nothing is left to tell. Where no sign had come yet, that there
 * were two is noted all the same.
 */
export function noteSuccessor(database: Database, device: string, successor: string, now: number): void {
  const held = database.get<{ id: number; open: number | null }>(
    'SELECT id, open_second_history AS open FROM devices WHERE device = ?',
    device,
  );
  if (held === undefined) return;
  const { id, open } = held;
  if (open === null)
    database.run(
      `INSERT INTO second_histories (device_id, sign, begun_at, last_at, ended_at, successor)
       VALUES (?, 'new-key', ?, ?, ?, ?)`,
      ...[id, now, now, now, successor],
    );
  else
    database.run(
      'UPDATE second_histories SET ended_at = ?, successor = ? WHERE number = ?',
      now,
      successor,
      open,
    );
  database.run('UPDATE devices SET open_second_history = NULL WHERE id = ?', id);
}

function toStored({ computer, ...row }: Columns): StoredSecondHistory {
  return { ...row, computer: computer === null ? null : JSON.parse(computer) };
}
