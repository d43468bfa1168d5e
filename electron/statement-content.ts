import type { Statement } from '../src/ipc/schema.ts';
import type { StatementContent } from '../src/protocol/statement.ts';

/** What main knows and takes from no page: which assignment was shown, and the bundle that was. */
export interface Known {
  readonly assignment: number;
  readonly bundle: string | null;
}

/** The popup says what the user means. @returns null for a call for help before anything was shown. */
export function statementContentOf(
  statement: Statement,
  { assignment, bundle }: Known,
): StatementContent | null {
  if (statement.kind === 'incident') return statement;
  if (statement.kind === 'not-right') return { ...statement, assignment };
  return bundle === null ? null : { ...statement, bundle };
}
