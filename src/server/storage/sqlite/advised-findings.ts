import * as z from 'zod';
import type { Database } from './database.ts';

/**
 * rule_state, rule_count, change_log and sign_offs.verdicts hold findings from here on: `advised` is a failure that does
 * not decide. What was written before says `fail` for it; the history and the sign-offs stay as they were written.
 * The trigger leaves out devices that are signed off: they are in no count, and their findings are told apart, too.
 */
export const advisedFindings = `
CREATE INDEX rule_state_advised ON rule_state (rule, device_id) WHERE status = 'advised';
DROP TRIGGER rule_update;
CREATE TRIGGER rule_update AFTER UPDATE OF status ON rule_state
WHEN old.status <> new.status AND (SELECT signed_off_at FROM devices WHERE id = new.device_id) IS NULL BEGIN
  UPDATE rule_count SET devices = devices - 1 WHERE rule = old.rule AND status = old.status;
  INSERT INTO rule_count VALUES (new.rule, new.status, 1) ON CONFLICT DO UPDATE SET devices = devices + 1;
END;
`;

const readInForce = `
  SELECT r.jws FROM device_seen s JOIN reports r
    ON r.device_id = s.device_id AND r.epoch = s.assessment_epoch AND r.sequence = s.assessment_sequence
  WHERE s.device_id = ?`;
const mark = "UPDATE rule_state SET status = 'advised' WHERE device_id = ? AND rule = ? AND status = 'fail'";

/** What the assessment in force calls advice. Where it can't be read, a failure stays one: nothing is made light of. */
export function tellAdvisedApart(database: Database): void {
  const failing = database.all<{ id: number }>(
    "SELECT DISTINCT device_id AS id FROM rule_state WHERE status = 'fail'",
  );
  for (const { id } of failing) {
    const inForce = database.get<{ jws: string }>(readInForce, id);
    for (const rule of inForce === undefined ? [] : advisedIn(inForce.jws)) database.run(mark, id, rule);
  }
}

/** As reports were when this step was written: it must read them whatever becomes of the wire. */
const payload = z.object({
  assessment: z.object({ verdicts: z.array(z.object({ rule: z.string(), severity: z.string() })) }),
});

function advisedIn(jws: string): readonly string[] {
  const encoded = jws.slice(jws.indexOf('.') + 1, jws.lastIndexOf('.'));
  const read = payload.safeParse(parsed(Buffer.from(encoded, 'base64url').toString('utf8')));
  const verdicts = read.data?.assessment.verdicts ?? [];
  return verdicts.filter(({ severity }) => severity === 'advised').map(({ rule }) => rule);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
