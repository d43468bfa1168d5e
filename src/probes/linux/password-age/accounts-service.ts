import {
  askOwnAccount,
  getExpirationPolicy,
  getPasswordMode,
  passwordModes,
  plainNumber,
  whyNoReply,
} from '../accounts-service.ts';
import type { LinuxSystem } from '../system.ts';
import { dated, type LastChange, nothing } from './last-change.ts';

const secondsADay = 86_400;

/** What AccountsService says about the user's own password. */
export async function askAccountsService(system: LinuxSystem, signal: AbortSignal): Promise<LastChange> {
  const policy = await askOwnAccount(system, getExpirationPolicy, signal);
  if (!policy.ok) return nothing(whyNoReply(policy), policy.detail);
  const change = readPolicy(policy.body);
  if (change.said !== 'date') return change;
  const mode = await askOwnAccount(system, getPasswordMode, signal);
  return mode.ok ? withMode(change, plainNumber(mode.body[0])) : change;
}

/** The reply is (expires, last change, min, max, warn, inactive): seconds since 1970, always a whole day of UTC. */
export function readPolicy(body: readonly unknown[]): LastChange {
  const [, lastChange, ...limits] = body.map(plainNumber);
  if (lastChange === undefined || Number.isNaN(lastChange))
    return nothing('unparsable', 'GetPasswordExpirationPolicy without a number');
  // An empty field of shadow(5) is -1 day; an account without a line there is all zeros.
  if (lastChange < 0 || (lastChange === 0 && limits.every((limit) => limit === 0)))
    return { said: 'no-date', reason: 'never-set', detail: `last change ${lastChange}` };
  const day = new Date(Math.floor(lastChange / secondsADay) * secondsADay * 1000);
  if (Number.isNaN(day.getTime()) || day.getUTCFullYear() > 9999)
    return nothing('unparsable', `last change ${lastChange}`);
  return dated(day.toISOString().slice(0, 10));
}

function withMode(change: LastChange, mode: number): LastChange {
  if (mode === passwordModes.none)
    return { said: 'no-date', reason: 'never-set', detail: 'PasswordMode 2: no password' };
  if (mode === passwordModes.setAtLogin)
    return { said: 'no-date', reason: 'must-change', detail: 'PasswordMode 1' };
  return change;
}
