import type { DeviceAssignment } from '../../../protocol/assignment.ts';
import type { ReportPayload } from '../../../protocol/report.ts';
import { clockSkew } from '../../fleet/clock-skew.ts';
import type { DeviceNews, Held, ReportNews } from '../device-news.ts';
import type { ChainLink, ReportOutcome, VerifiedReport } from '../storage.ts';
import { applyAssessment, insertLateAssessment } from './assessments.ts';
import { readAssignment } from './assignments.ts';
import { linkAmongStored, linkOfNewest, relinkNext } from './chain.ts';
import type { Database } from './database.ts';
import { notePolicy, policyFor } from './policies.ts';
import {
  describedIn,
  noteBehind,
  noteOldEnrolment,
  noteSign,
  openSecondHistory,
} from './second-histories.ts';
import type { SeenRow } from './seen-row.ts';
import { noteLastScan, openSignOff } from './sign-offs.ts';

const readSeen = `
  SELECT d.id AS device_id, d.epoch AS device_epoch, d.thumbprint, s.epoch, s.sequence, s.head_hash, s.digest,
    d.assignment_version, d.department, d.hostname, d.revoked_at, d.open_sign_off, d.signed_off_at,
    d.open_second_history, s.held_policy, s.refused_policy
  FROM devices d JOIN device_seen s ON s.device_id = d.id WHERE d.device = ?`;
const insertReport = `
  INSERT INTO reports (device_id, epoch, sequence, kind, received_at, link, jws) VALUES (?, ?, ?, ?, ?, ?, ?)`;
const readNumber = 'SELECT jws, received_at FROM reports WHERE device_id = ? AND epoch = ? AND sequence = ?';
const touch = 'UPDATE device_seen SET heard_at = max(heard_at, ?), reports = reports + 1 WHERE device_id = ?';
const touchHead = `
  UPDATE device_seen SET heard_at = max(heard_at, ?), reports = reports + 1, epoch = ?, sequence = ?,
    head_hash = ?, skew_ms = ?, held_assignment = ? WHERE device_id = ?`;
/** A device that forges its own history must not fill the disk: some are proof enough. */
const keepConflict = `
  INSERT INTO conflicts (device_id, hash, received_at, jws) SELECT ?, ?, ?, ?
  WHERE (SELECT count(*) FROM conflicts WHERE device_id = ?) < 100 ON CONFLICT DO NOTHING`;

/** Call it inside a transaction. */
export function storeReport(database: Database, report: VerifiedReport): ReportOutcome {
  const { payload } = report;
  const seen = database.get<SeenRow>(readSeen, payload.device);
  if (seen === undefined) return { state: 'refused', reason: 'unknown-device' };
  if (seen.signed_off_at !== null) return { state: 'refused', reason: 'signed-off' };
  if (seen.revoked_at !== null) return { state: 'refused', reason: 'device-revoked' };
  if (report.key !== undefined && report.key !== seen.thumbprint) return ofRetiredKey(database, report, seen);
  if (payload.epoch > seen.device_epoch) return { state: 'refused', reason: 'unknown-epoch' };
  if (payload.epoch === seen.device_epoch && isNewest(seen, payload))
    return storeNewest(database, report, seen);
  const answer = repeated(database, report, seen);
  if (answer !== undefined) return answer;
  if (payload.epoch < seen.device_epoch) return refuseStale(database, report, seen);
  return storeLate(database, report, seen);
}

/** The old key brings nothing new in. What it signed and is here already may ask once more, as after a lost answer. */
function ofRetiredKey(database: Database, report: VerifiedReport, seen: SeenRow): ReportOutcome {
  const { epoch, sequence } = report.payload;
  const held = database.get<{ jws: string }>(readNumber, seen.device_id, epoch, sequence);
  const answer = held?.jws === report.jws ? repeated(database, report, seen) : undefined;
  return answer ?? { state: 'refused', reason: 'retired-key' };
}

function refuseStale(database: Database, report: VerifiedReport, seen: SeenRow): ReportOutcome {
  noteOldEnrolment(database, seen, report);
  return refusedWith(database, 'stale-epoch', report);
}

/** Read anew: this very report may have been the sign. */
function refusedWith(
  database: Database,
  reason: 'stale-epoch' | 'sequence-conflict',
  { payload }: VerifiedReport,
): ReportOutcome {
  const seen = database.get<SeenRow>(readSeen, payload.device);
  return { state: 'refused', reason, secondHistory: seen && openSecondHistory(database, seen) };
}

function isNewest(seen: SeenRow, { epoch, sequence }: VerifiedReport['payload']): boolean {
  return seen.epoch === null || seen.sequence === null || epoch > seen.epoch || sequence > seen.sequence;
}

function storeNewest(database: Database, report: VerifiedReport, seen: SeenRow): ReportOutcome {
  const { payload, receivedAt, hash } = report;
  insert(database, report, seen, linkOfNewest(payload, seen));
  const skew = clockSkew(payload.at, receivedAt);
  const held = payload.assignment ?? null;
  database.run(touchHead, receivedAt, payload.epoch, payload.sequence, hash, skew, held, seen.device_id);
  if (payload.kind === 'assessment') {
    applyAssessment(database, report, payload, seen);
    noteLastScan(database, payload, seen, receivedAt);
  }
  notePolicy(database, payload, seen, receivedAt);
  const wantsAssessment = payload.kind === 'heartbeat' && payload.digest !== seen.digest;
  return { state: 'stored', wantsAssessment, ...newsFor(database, payload, seen) };
}

/** A report that arrives after a later one fills its place in the history and leaves the present alone. */
function storeLate(database: Database, report: VerifiedReport, seen: SeenRow): ReportOutcome {
  const { payload, receivedAt, isByFile } = report;
  if (isByFile !== true) noteBehind(database, seen, report);
  insert(database, report, seen, linkAmongStored(database, payload, seen));
  database.run(touch, receivedAt, seen.device_id);
  relinkNext(database, payload, report.hash, seen);
  if (payload.kind === 'assessment') insertLateAssessment(database, report, payload, seen);
  const now = database.get<SeenRow>(readSeen, payload.device) ?? seen;
  const newest = isByFile === true ? null : seen.sequence;
  return {
    state: 'stored',
    wantsAssessment: false,
    ...newsFor(database, payload, now),
    ...(newest && { newest }),
  };
}

/** @returns undefined where no report of this number is stored. */
function repeated(database: Database, report: VerifiedReport, seen: SeenRow): ReportOutcome | undefined {
  const { payload } = report;
  const number = [seen.device_id, payload.epoch, payload.sequence] as const;
  const held = database.get<{ jws: string; received_at: number }>(readNumber, ...number);
  if (held === undefined) return undefined;
  if (held.jws === report.jws) {
    const isHead = seen.epoch === payload.epoch && seen.sequence === payload.sequence;
    const wantsAssessment = isHead && payload.kind === 'heartbeat' && payload.digest !== seen.digest;
    return { state: 'repeated', wantsAssessment, ...newsFor(database, payload, seen) };
  }
  database.run(
    'UPDATE reports SET conflicts = conflicts + 1 WHERE device_id = ? AND epoch = ? AND sequence = ?',
    ...number,
  );
  database.run(keepConflict, seen.device_id, report.hash, report.receivedAt, report.jws, seen.device_id);
  const { received_at: against } = held;
  const sign = { sign: 'number-taken', at: report.receivedAt, against } as const;
  noteSign(database, seen.device_id, { ...sign, computer: describedIn(payload) });
  return refusedWith(database, 'sequence-conflict', report);
}

export function findNews(database: Database, device: string, held: Held): DeviceNews | null {
  const seen = database.get<SeenRow>(readSeen, device);
  if (seen === undefined || seen.revoked_at !== null || seen.signed_off_at !== null) return null;
  const { device_epoch: epoch, hostname } = seen;
  return { epoch, hostname, ...newsFor(database, { device, ...held }, seen) };
}

type Holder = Pick<ReportPayload, 'device' | 'assignment' | 'policy'>;

/** What IT has for the device that it does not have yet. */
function newsFor(database: Database, payload: Holder, seen: SeenRow): ReportNews {
  const policy = policyFor(database, payload, seen);
  const signOff = openSignOff(database, seen);
  const secondHistory = openSecondHistory(database, seen);
  return {
    assignment: assignmentFor(database, payload, seen),
    ...(policy !== null && { policy }),
    ...(signOff && { signOff }),
    ...(secondHistory && { secondHistory }),
  };
}

/** A device that does not say what it holds could not keep it either. After a restored backup its version may be a later one. */
function assignmentFor(database: Database, payload: Holder, seen: SeenRow): DeviceAssignment | null {
  const { assignment: held = seen.assignment_version } = payload;
  return held === seen.assignment_version ? null : readAssignment(database, seen.device_id);
}

function insert(database: Database, report: VerifiedReport, seen: SeenRow, link: ChainLink): void {
  const { epoch, sequence, kind } = report.payload;
  database.run(insertReport, seen.device_id, epoch, sequence, kind, report.receivedAt, link, report.jws);
}
