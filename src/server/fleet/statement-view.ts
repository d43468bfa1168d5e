import { readPayload } from '../../jws/compact-jws.ts';
import { anyStatement, type StatementRow } from '../../protocol/statement.ts';
import { receiptOf } from '../ingest/receipt.ts';
import type { StoredStatement } from '../storage/storage.ts';

/** What was said comes out of the evidence itself; of a kind that this version does not know, its texts. */
export function toStatementRow(stored: StoredStatement): StatementRow {
  const { number, device, hostname, owner, kind, receivedAt, handledAt, handledBy } = stored;
  const { v: _v, device: _device, id: _id, at, kind: _kind, ...said } = readStored(stored.jws);
  const texts = Object.entries(said).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    number,
    receipt: receiptOf(number, receivedAt),
    device,
    hostname,
    owner,
    kind,
    at,
    receivedAt: new Date(receivedAt).toISOString(),
    texts: Object.fromEntries(texts),
    handledAt: handledAt === null ? null : new Date(handledAt).toISOString(),
    handledBy,
  };
}

/** @throws ZodError where it is none; it was verified when it was stored. */
function readStored(jws: string) {
  return anyStatement.parse(readPayload({ payload: jws.split('.')[1] ?? '' }));
}
