import type { UnknownReason } from '../../../facts/fact.ts';
import type { GValue } from './gvariant.ts';

/** One setting as it is in force, with where it came from; `managed` where an administrator has locked it. */
export type Setting =
  | { readonly ok: true; readonly value: GValue; readonly managed: boolean; readonly source: string }
  | NoSetting;

/** `missing-source`: no such schema or key is installed here. */
export interface NoSetting {
  readonly ok: false;
  readonly reason: UnknownReason;
  readonly source: string;
  readonly detail?: string | undefined;
}

export function noSetting(reason: UnknownReason, source: string, detail?: string): NoSetting {
  return { ok: false, reason, source, detail };
}
