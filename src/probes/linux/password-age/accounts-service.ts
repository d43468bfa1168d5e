import type { BusCall, BusReply } from '../message-bus.ts';
import type { LinuxSystem } from '../system.ts';
import { dated, type LastChange, nothing } from './last-change.ts';

const service = 'org.freedesktop.Accounts';
const secondsADay = 86_400;
/** PasswordMode of org.freedesktop.Accounts.User: 0 regular, 1 to be set at the next sign-in, 2 none. */
const modes = { setAtLogin: 1, none: 2 };

/** Asks AccountsService about this user's own account: no child process, no locale. Only the owner is answered. */
export async function askAccountsService(system: LinuxSystem, signal: AbortSignal): Promise<LastChange> {
  const path = `/org/freedesktop/Accounts/User${system.uid}`;
  const ask = (call: Pick<BusCall, 'path' | 'interface' | 'member' | 'signature' | 'args'>) =>
    system.callBus({ bus: 'system', destination: service, ...call }, signal);
  const policyCall = { path, interface: `${service}.User`, member: 'GetPasswordExpirationPolicy' };
  let policy = await ask(policyCall);
  if (!policy.ok && policy.reason === 'failed') {
    // The daemon exports system users (uid below UID_MIN) only once somebody has looked for them.
    const path = '/org/freedesktop/Accounts';
    await ask({ path, interface: service, member: 'FindUserById', signature: 'x', args: [system.uid] });
    policy = await ask(policyCall);
  }
  if (!policy.ok) return nothing(reasonOf(policy), policy.detail);
  const change = readPolicy(policy.body);
  if (change.said !== 'date') return change;
  const mode = await ask({
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    args: [`${service}.User`, 'PasswordMode'],
  });
  return mode.ok ? withMode(change, plainNumber(mode.body[0])) : change;
}

function reasonOf(reply: Extract<BusReply, { ok: false }>) {
  if (reply.reason === 'no-bus' || reply.reason === 'no-service') return 'missing-source';
  return reply.reason;
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
  if (mode === modes.none)
    return { said: 'no-date', reason: 'never-set', detail: 'PasswordMode 2: no password' };
  if (mode === modes.setAtLogin) return { said: 'no-date', reason: 'must-change', detail: 'PasswordMode 1' };
  return change;
}

/** D-Bus libraries give 64-bit integers as number, bigint, text or object, and variants as nested lists. */
function plainNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length === 0 ? Number.NaN : plainNumber(value.at(-1));
  if (value === null || value === undefined || value === '') return Number.NaN;
  try {
    return Number(String(value));
  } catch {
    return Number.NaN;
  }
}
