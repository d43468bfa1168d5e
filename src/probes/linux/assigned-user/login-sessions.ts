import type { BusCall } from '../bus-call.ts';
import type { LinuxSystem } from '../system.ts';

/** A session that logind keeps for a person. */
export interface LoginSession {
  readonly name: string;
  /** Milliseconds since 1970; null where logind does not tell. */
  readonly at: number | null;
}

const manager = {
  bus: 'system',
  destination: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  interface: 'org.freedesktop.login1.Manager',
} as const;

/** org.freedesktop.login1(5). @returns null where logind does not answer. */
export async function readLoginSessions(
  { callBus }: Pick<LinuxSystem, 'callBus'>,
  signal: AbortSignal,
): Promise<readonly LoginSession[] | null> {
  const listed = await callBus({ ...manager, member: 'ListSessions' }, signal);
  const [rows] = listed.ok ? listed.body : [];
  if (!Array.isArray(rows)) return null;
  const found = await Promise.all(
    (rows as unknown[][]).map(async ([, , name, , path]) => {
      const about = await callBus(propertiesOf(String(path)), signal);
      return about.ok ? sessionOf(String(name), about.body[0]) : [];
    }),
  );
  return found.flat();
}

function propertiesOf(path: string): BusCall {
  const from = { ...manager, path, interface: 'org.freedesktop.DBus.Properties' };
  return { ...from, member: 'GetAll', signature: 's', args: ['org.freedesktop.login1.Session'] };
}

/** A sign-in page, a locker and a service's manager have sessions too; one that ends keeps its place for a while. */
function sessionOf(name: string, pairs: unknown): LoginSession[] {
  if (!Array.isArray(pairs)) return [];
  const { Class, State, Timestamp }: Record<string, unknown> = Object.fromEntries(
    pairs as [string, unknown][],
  );
  if (typeof Class !== 'string' || !Class.startsWith('user') || State === 'closing') return [];
  const at = Math.floor(Number(Timestamp) / 1000);
  return [{ name, at: at > 0 ? at : null }];
}
