import { readFileSync, statSync } from 'node:fs';
import { describeError } from '../log.ts';

export type ReadSmallFile<NotOurs extends string> =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'unread' | NotOurs; readonly detail: string };

/**
 * A file of any size may lie on a stick; only what can be one of ours is read.
 * @param limit bytes.
 * @param notOurs what a larger one is refused as.
 */
export function readSmallFile<NotOurs extends string>(
  file: string,
  limit: number,
  notOurs: NotOurs,
): ReadSmallFile<NotOurs> {
  try {
    if (statSync(file).size > limit) return { ok: false, reason: notOurs, detail: '' };
    return { ok: true, text: readFileSync(file, 'latin1') };
  } catch (error) {
    return { ok: false, reason: 'unread', detail: describeError(error) };
  }
}
