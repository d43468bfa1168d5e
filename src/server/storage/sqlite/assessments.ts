import { standingOf } from '../../../policy/standing.ts';
import type { ReportedVerdict, ReportPayload } from '../../../protocol/report.ts';
import { deviceText } from '../../fleet/device-text.ts';
import { changesBetween, findingsOf, type VerdictChange } from '../../fleet/verdict-changes.ts';
import { readStoredPayload } from '../../jws/stored-payload.ts';
import type { VerifiedReport } from '../storage.ts';
import type { Database } from './database.ts';
import type { SeenRow } from './seen-row.ts';
import { rankOf } from './standing-rank.ts';

type AssessmentPayload = Extract<ReportPayload, { kind: 'assessment' }>;
type Findings = ReadonlyMap<string, string>;

const inForce = `
  UPDATE device_seen SET digest = ?, assessment_epoch = ?, assessment_sequence = ? WHERE device_id = ?`;
const insertChange = `
  INSERT INTO change_log (device_id, epoch, sequence, rule, from_status, to_status, at, received_at, observed)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const setRule = `
  INSERT INTO rule_state (device_id, rule, status) VALUES (?, ?, ?)
  ON CONFLICT (device_id, rule) DO UPDATE SET status = excluded.status`;

/** The newest assessment of a device becomes the one in force. */
export function applyAssessment(
  database: Database,
  report: VerifiedReport,
  payload: AssessmentPayload,
  seen: SeenRow,
): void {
  const { assessment, epoch, sequence } = payload;
  database.run(inForce, assessment.digest, epoch, sequence, seen.device_id);
  describe(database, payload, seen);
  const changes = changesBetween(currentFindings(database, seen.device_id), assessment);
  logChanges(database, seen.device_id, { epoch, sequence, receivedAt: report.receivedAt }, changes);
  for (const { rule, to } of changes) setFinding(database, seen.device_id, rule, to, assessment.verdicts);
  const standing = rankOf(standingOf(assessment.verdicts));
  database.run(
    'UPDATE devices SET standing = ? WHERE id = ? AND standing <> ?',
    standing,
    seen.device_id,
    standing,
  );
}

/**
 * An assessment older than the newest report takes its place in the history: what changed to it and from it is
 * told anew. It becomes the one in force only where no later assessment is.
 */
export function insertLateAssessment(
  database: Database,
  report: VerifiedReport,
  payload: AssessmentPayload,
  seen: SeenRow,
): void {
  const next = neighbour(database, seen.device_id, payload, 'after');
  if (next === null) applyAssessment(database, report, payload, seen);
  else insertBefore(database, report, payload, seen, next);
}

function insertBefore(
  database: Database,
  report: VerifiedReport,
  payload: AssessmentPayload,
  seen: SeenRow,
  next: StoredAssessment,
): void {
  const before = neighbour(database, seen.device_id, payload, 'before');
  const findings: Findings = before === null ? new Map() : findingsOf(before.payload.assessment.verdicts);
  const here = { epoch: payload.epoch, sequence: payload.sequence, receivedAt: report.receivedAt };
  logChanges(database, seen.device_id, here, changesBetween(findings, payload.assessment));
  database.run(
    'DELETE FROM change_log WHERE device_id = ? AND epoch = ? AND sequence = ?',
    seen.device_id,
    next.payload.epoch,
    next.payload.sequence,
  );
  const there = { ...next.payload, receivedAt: next.receivedAt };
  const since = changesBetween(findingsOf(payload.assessment.verdicts), next.payload.assessment);
  logChanges(database, seen.device_id, there, since);
}

interface StoredAssessment {
  readonly payload: AssessmentPayload;
  readonly receivedAt: number;
}

interface Place {
  readonly epoch: number;
  readonly sequence: number;
  readonly receivedAt: number;
}

function logChanges(
  database: Database,
  device: number,
  { epoch, sequence, receivedAt }: Place,
  changes: readonly VerdictChange[],
): void {
  for (const { rule, from, to, at, observed } of changes) {
    const seen = observed === null ? null : JSON.stringify(observed);
    database.run(insertChange, device, epoch, sequence, rule, from, to, Date.parse(at), receivedAt, seen);
  }
}

function setFinding(
  database: Database,
  device: number,
  rule: string,
  finding: string,
  verdicts: readonly ReportedVerdict[],
): void {
  const isJudged = verdicts.some((verdict) => verdict.rule === rule);
  if (isJudged) database.run(setRule, device, rule, finding);
  else database.run('DELETE FROM rule_state WHERE device_id = ? AND rule = ?', device, rule);
}

/** A renamed or upgraded computer is shown as it is now; the digest does not stand over its description. */
function describe(database: Database, { assessment }: AssessmentPayload, seen: SeenRow): void {
  const description = JSON.stringify(assessment.description);
  const held = database.get<{ description: string; department: string; owner: string }>(
    'SELECT description, department, owner FROM devices WHERE id = ?',
    seen.device_id,
  );
  if (held === undefined || description === held.description) return;
  const text = deviceText(assessment.description, held.department, held.owner);
  database.run(
    'UPDATE devices SET description = ?, hostname = ?, os_name = ?, host_key = ?, search_text = ? WHERE id = ?',
    description,
    text.hostname,
    text.osName,
    text.hostKey,
    text.searchText,
    seen.device_id,
  );
}

function currentFindings(database: Database, device: number): Findings {
  const rows = database.all<{ rule: string; status: string }>(
    'SELECT rule, status FROM rule_state WHERE device_id = ?',
    device,
  );
  return new Map(rows.map(({ rule, status }) => [rule, status]));
}

const neighbours = {
  before: `SELECT received_at, jws FROM reports WHERE device_id = ? AND kind = 'assessment'
    AND (epoch, sequence) < (?, ?) ORDER BY epoch DESC, sequence DESC LIMIT 1`,
  after: `SELECT received_at, jws FROM reports WHERE device_id = ? AND kind = 'assessment'
    AND (epoch, sequence) > (?, ?) ORDER BY epoch, sequence LIMIT 1`,
};

/** The assessment next to a place in the history, out of the evidence. */
function neighbour(
  database: Database,
  device: number,
  { epoch, sequence }: Pick<Place, 'epoch' | 'sequence'>,
  side: keyof typeof neighbours,
): StoredAssessment | null {
  const row = database.get<{ received_at: number; jws: string }>(neighbours[side], device, epoch, sequence);
  if (row === undefined) return null;
  const payload = readStoredPayload(row.jws);
  return payload.kind === 'assessment' ? { payload, receivedAt: row.received_at } : null;
}
