import type { Journal } from './journal.ts';
import type { Reporting } from './reporting.ts';

/** What is open between start and stop. */
export interface OpenedAgent {
  readonly journal: Journal;
  readonly reporting: Reporting;
  readonly release: () => void;
  readonly stops: readonly (() => void)[];
}
