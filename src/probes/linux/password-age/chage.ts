import type { LinuxSystem } from '../system.ts';
import { calendarDay, dated, type LastChange, nothing } from './last-change.ts';

const path = '/usr/bin/chage';
/** E_USAGE of chage(1): a version from before `-i` (shadow 4.8). */
const usageError = 2;

/** Asks `chage` (setgid shadow) about the user's own account; `runCommand` gives it the C locale. */
export async function askChage(system: LinuxSystem, signal: AbortSignal): Promise<LastChange> {
  let result = await system.run(path, ['-i', '-l', system.userName], { signal });
  if (result.ok && result.code === usageError)
    result = await system.run(path, ['-l', system.userName], { signal });
  if (!result.ok) {
    if (result.reason === 'missing') return nothing('missing-source', path);
    return nothing(result.reason === 'too-much-output' ? 'unparsable' : result.reason, path);
  }
  if (result.code !== 0) return refusal(result.stderr.trim());
  return readListing(result.stdout);
}

function refusal(message: string): LastChange {
  const detail = message.slice(0, 120) || 'chage -l';
  if (/does not exist in/.test(message)) return nothing('remote-account', detail);
  return nothing('denied', detail);
}

/** The first line names the last change: an ISO day, `May 01, 2026` without -i, or words. */
export function readListing(output: string): LastChange {
  const value = /^Last password change\s*:\s*(.+?)\s*$/m.exec(output)?.[1];
  if (value === undefined) return nothing('unparsable', 'chage -l without "Last password change"');
  if (value === 'never') return { said: 'no-date', reason: 'never-set', detail: 'chage: never' };
  if (value === 'password must be changed')
    return { said: 'no-date', reason: 'must-change', detail: `chage: ${value}` };
  const on = readDay(value);
  return on === undefined ? nothing('unparsable', value.slice(0, 40)) : dated(on);
}

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function readDay(value: string): string | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  if (iso !== null) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const spelt = /^([A-Z][a-z]{2}) (\d\d), (\d{4})$/.exec(value);
  const month = spelt === null ? -1 : months.indexOf(spelt[1] ?? '-');
  if (spelt === null || month < 0 || month % 3 !== 0) return undefined;
  return calendarDay(Number(spelt[3]), month / 3 + 1, Number(spelt[2]));
}
