import type { UnknownReason } from '../../facts/fact.ts';
import type { BusCall, BusReply } from './bus-call.ts';
import type { LinuxSystem } from './system.ts';

const service = 'org.freedesktop.Accounts';
const userInterface = `${service}.User`;

/** PasswordMode of org.freedesktop.Accounts.User. `regular` is also said of an account that is not in /etc/shadow. */
export const passwordModes = { regular: 0, setAtLogin: 1, none: 2 };

type UserCall = Pick<BusCall, 'interface' | 'member' | 'signature' | 'args'>;

/** Asks AccountsService about this user's own account: no child process, no locale. Only the owner is answered. */
export async function askOwnAccount(
  system: LinuxSystem,
  call: UserCall,
  signal: AbortSignal,
): Promise<BusReply> {
  const ask = (path: string, asked: UserCall) =>
    system.callBus({ bus: 'system', destination: service, path, ...asked }, signal);
  const path = `/org/freedesktop/Accounts/User${system.uid}`;
  const reply = await ask(path, call);
  if (reply.ok || reply.reason !== 'failed') return reply;
  // The daemon exports system users (uid below UID_MIN) only once somebody has looked for them.
  const find = { interface: service, member: 'FindUserById', signature: 'x', args: [system.uid] };
  await ask('/org/freedesktop/Accounts', find);
  return ask(path, call);
}

export const getExpirationPolicy: UserCall = {
  interface: userInterface,
  member: 'GetPasswordExpirationPolicy',
};
export const getPasswordMode: UserCall = {
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  signature: 'ss',
  args: [userInterface, 'PasswordMode'],
};

export function whyNoReply(reply: Extract<BusReply, { ok: false }>): UnknownReason {
  if (reply.reason === 'no-bus' || reply.reason === 'no-service') return 'missing-source';
  return reply.reason;
}

/** D-Bus libraries give 64-bit integers as number, bigint, text or object, and variants as nested lists. */
export function plainNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length === 0 ? Number.NaN : plainNumber(value.at(-1));
  if (value === null || value === undefined || value === '') return Number.NaN;
  try {
    return Number(String(value));
  } catch {
    return Number.NaN;
  }
}
