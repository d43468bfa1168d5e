import type { UnknownReason } from '../../facts/fact.ts';
import type { LinuxSystem } from './system.ts';

/** What `passwd -S` says of an account; `day` is the day of the last change as it is printed. */
export type PasswdStatus =
  | { readonly ok: true; readonly password: 'set' | 'none' | 'locked'; readonly day: string }
  | { readonly ok: false; readonly reason: UnknownReason; readonly detail: string };

/** Asks `passwd -S` (setuid, so it reads /etc/shadow itself, now) about the user's own account. */
export async function askPasswd(system: LinuxSystem, signal: AbortSignal): Promise<PasswdStatus> {
  const result = await system.run('/usr/bin/passwd', ['-S'], { signal });
  if (!result.ok)
    return notSaid(result.reason === 'missing' ? 'missing-source' : asReason(result.reason), 'passwd -S');
  if (result.code !== 0)
    return notSaid('denied', firstLine(result.stderr) || `passwd -S ended with ${result.code}`);
  return readStatus(result.stdout, system.userName);
}

/**
 * One line: name, status, day of the last change, four limits (passwd(1)); Fedora's own passwd writes `PS` for P and adds
 * a remark.
 */
export function readStatus(output: string, userName: string): PasswdStatus {
  const [name, status, day] = firstLine(output).split(/\s+/);
  if (name !== userName || status === undefined) return notSaid('unparsable', firstLine(output).slice(0, 80));
  // With no_new_privs the setuid bit does nothing, and the line ends here with exit status 0.
  if (day === undefined) return notSaid('denied', 'passwd -S could not read /etc/shadow (no new privileges)');
  if (/^NP?$/.test(status)) return { ok: true, password: 'none', day };
  if (/^LK?$/.test(status)) return { ok: true, password: 'locked', day };
  if (/^PS?$/.test(status)) return { ok: true, password: 'set', day };
  return notSaid('unparsable', `status ${status.slice(0, 20)}`);
}

function notSaid(reason: UnknownReason, detail: string): PasswdStatus {
  return { ok: false, reason, detail };
}

function asReason(reason: 'denied' | 'timed-out' | 'too-much-output' | 'failed') {
  return reason === 'too-much-output' ? 'unparsable' : reason;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() ?? '';
}
