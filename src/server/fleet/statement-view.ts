import { readPayload } from '../../jws/compact-jws.ts';
import { type AnyStatement, anyStatement, type StatementRow } from '../../protocol/statement.ts';
import { receiptOf } from '../ingest/receipt.ts';
import type { ListedStatement, StatementBrief } from '../storage/stored-statement.ts';

/** Characters that a list shows of one text; a form of the popup takes half as many. */
const longestInList = 4000;

/** What was said, as a list shows it; of a kind that this version does not know, its texts. */
export function toStatementRow(stored: ListedStatement): StatementRow {
  const { number, device, hostname, owner, kind, brief, receivedAt, handledAt, handledBy } = stored;
  return {
    number,
    receipt: receiptOf(number, receivedAt),
    device,
    hostname,
    owner,
    kind,
    ...brief,
    receivedAt: new Date(receivedAt).toISOString(),
    handledAt: handledAt === null ? null : new Date(handledAt).toISOString(),
    handledBy,
  };
}

export function briefOf(statement: AnyStatement): StatementBrief {
  const all = Object.entries(textsOf(statement));
  const isLong = ([, text]: [string, string]) => text.length > longestInList;
  return {
    at: statement.at,
    texts: Object.fromEntries(all.filter((entry) => !isLong(entry))),
    long: Object.fromEntries(all.filter(isLong).map(([field, text]) => [field, text.length])),
  };
}

/** Every text of a statement by its name. */
export function textsOf({ v: _v, device: _device, id: _id, at: _at, kind: _kind, ...said }: AnyStatement) {
  const texts = Object.entries(said).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/** Out of the evidence itself. @throws ZodError where it is none; it was verified when it was stored. */
export function readStatement(jws: string): AnyStatement {
  return anyStatement.parse(readPayload({ payload: jws.split('.')[1] ?? '' }));
}
