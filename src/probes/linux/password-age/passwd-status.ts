import type { LinuxSystem } from '../system.ts';
import { calendarDay, dated, type LastChange, nothing } from './last-change.ts';

/** Asks `passwd -S` (setuid, so it reads /etc/shadow itself, now) about the user's own account. */
export async function askPasswd(system: LinuxSystem, signal: AbortSignal): Promise<LastChange> {
  const result = await system.run('/usr/bin/passwd', ['-S'], { signal });
  if (!result.ok)
    return nothing(result.reason === 'missing' ? 'missing-source' : asReason(result.reason), 'passwd -S');
  if (result.code !== 0)
    return nothing('denied', firstLine(result.stderr) || `passwd -S ended with ${result.code}`);
  return readStatus(result.stdout, system.userName);
}

/**
 * One line: name, status, day of the last change, four limits. The day is ISO since shadow 4.12, MM/DD/YYYY before
 * (passwd(1)); Fedora's own passwd writes `PS` for P and adds a remark.
 */
export function readStatus(output: string, userName: string): LastChange {
  const [name, status, day] = firstLine(output).split(/\s+/);
  if (name !== userName || status === undefined) return nothing('unparsable', firstLine(output).slice(0, 80));
  // With no_new_privs the setuid bit does nothing, and the line ends here with exit status 0.
  if (day === undefined) return nothing('denied', 'passwd -S could not read /etc/shadow (no new privileges)');
  if (/^NP?$/.test(status))
    return { said: 'no-date', reason: 'never-set', detail: 'no password (passwd -S: NP)' };
  // `!` alone (a password was never set) and a locked password look the same here: the day proves neither.
  if (/^LK?$/.test(status)) return { said: 'no-date', reason: 'locked-account', detail: 'passwd -S: L' };
  if (!/^PS?$/.test(status)) return nothing('unparsable', `status ${status.slice(0, 20)}`);
  if (day === 'never') return { said: 'no-date', reason: 'never-set', detail: 'passwd -S: never' };
  const on = readDay(day);
  return on === undefined ? nothing('unparsable', day.slice(0, 40)) : dated(on);
}

function readDay(day: string): string | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (iso !== null) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const american = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(day);
  if (american !== null) return calendarDay(Number(american[3]), Number(american[1]), Number(american[2]));
  return undefined;
}

function asReason(reason: 'denied' | 'timed-out' | 'too-much-output' | 'failed') {
  return reason === 'too-much-output' ? 'unparsable' : reason;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() ?? '';
}
