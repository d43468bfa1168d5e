import { known, type Reading, unknown } from '../facts/fact.ts';
import type { FactValue } from '../facts/registry.ts';
import type { Lock, UnreadLock } from './first-lock.ts';

/** What a desktop's lock says, as the fact. */
export function lockReading(desktop: string, lock: Lock | UnreadLock): Reading<FactValue<'screen-lock'>> {
  if (!lock.ok) return unknown(lock.reason, lock.source, lock.detail);
  const { mechanism, wait, grace, passwordRequired, managed, source, unread } = lock;
  const read = { desktop, mechanism, wait, grace, passwordRequired, managed };
  return known(unread === undefined ? read : { ...read, unread: [...unread] }, source);
}
