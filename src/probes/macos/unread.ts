import type { UnknownReason } from '../../facts/fact.ts';
import type { CommandResult } from '../run-command.ts';

/** Why one source told nothing. `source` as an administrator would look it up; `detail` is technical. */
export interface Unread {
  readonly ok: false;
  readonly reason: UnknownReason;
  readonly source: string;
  readonly detail: string;
}

export function unread(reason: UnknownReason, source: string, detail: string): Unread {
  return { ok: false, reason, source, detail };
}

type Silence = Extract<CommandResult, { ok: false }>;

/** A command that could not be run. Any exit code is an answer, and its caller's to read. */
export function silent(result: Silence, source: string): Unread {
  const reasons = {
    missing: 'missing-source',
    denied: 'denied',
    'timed-out': 'timed-out',
    'too-much-output': 'unparsable',
    failed: 'failed',
  } as const;
  return unread(reasons[result.reason], source, result.reason);
}

/** The first words of an output that makes no sense, for whoever looks into it. */
export function firstWords(output: string): string {
  return output.trim().split('\n')[0]?.slice(0, 120) || 'no output';
}
