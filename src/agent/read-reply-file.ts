import { readFileSync, statSync } from 'node:fs';
import { maxBundleBytes } from '../protocol/bundle.ts';
import { describeError } from './log.ts';

export type ReadReplyFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'unread' | 'not-a-reply'; readonly detail: string };

/** A file of any size may lie on a stick; only what can be a reply is read. */
export function readReplyFile(file: string): ReadReplyFile {
  try {
    if (statSync(file).size > maxBundleBytes) return { ok: false, reason: 'not-a-reply', detail: '' };
    return { ok: true, text: readFileSync(file, 'latin1') };
  } catch (error) {
    return { ok: false, reason: 'unread', detail: describeError(error) };
  }
}
