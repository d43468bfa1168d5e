import type { BusCall } from '../bus-call.ts';
import type { LinuxSystem } from '../system.ts';

/** The user's graphical session, as logind keeps it (org.freedesktop.login1(5)). */
export interface LoginSession {
  /** Only yes is believed: not every locker tells logind. */
  readonly lockedHint: boolean;
  /** Whether it is the one in front; another user may be at the computer otherwise. */
  readonly isActive: boolean;
  readonly isWayland: boolean;
  /** Seconds of the clock that stands still in sleep; null where it is not marked as idle, which proves nothing. */
  readonly idleSince: number | null;
}

type Deps = Pick<LinuxSystem, 'callBus' | 'uid'>;

/** @returns the session's object path; null where logind is not there or knows of no graphical session. */
export async function findLoginSession({ callBus, uid }: Deps, signal: AbortSignal): Promise<string | null> {
  const user = await callBus({ ...manager, member: 'GetUser', signature: 'u', args: [uid] }, signal);
  const path = user.ok ? user.body[0] : undefined;
  if (typeof path !== 'string') return null;
  const display = await callBus(property(path, 'org.freedesktop.login1.User', 'Display'), signal);
  const [found] = display.ok ? display.body : [];
  const session: unknown = Array.isArray(found) ? found[1] : undefined;
  return typeof session === 'string' && session !== '/' ? session : null;
}

/** @returns null where it cannot be read. */
export async function readLoginSession(
  { callBus }: Deps,
  path: string,
  signal: AbortSignal,
): Promise<LoginSession | null> {
  const reply = await callBus(
    {
      ...manager,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      args: ['org.freedesktop.login1.Session'],
    },
    signal,
  );
  const [pairs] = reply.ok ? reply.body : [];
  if (!Array.isArray(pairs)) return null;
  const { LockedHint, Active, Type, IdleHint, IdleSinceHintMonotonic }: Record<string, unknown> =
    Object.fromEntries(pairs as [string, unknown][]);
  return {
    lockedHint: LockedHint === true,
    isActive: Active !== false,
    isWayland: Type === 'wayland',
    idleSince: IdleHint === true ? microseconds(IdleSinceHintMonotonic) : null,
  };
}

const manager = {
  bus: 'system',
  destination: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  interface: 'org.freedesktop.login1.Manager',
} as const;

function property(path: string, from: string, name: string): BusCall {
  const where = { ...manager, path, interface: 'org.freedesktop.DBus.Properties' };
  return { ...where, member: 'Get', signature: 'ss', args: [from, name] };
}

function microseconds(value: unknown): number | null {
  const whole = Number(value);
  return Number.isFinite(whole) && whole > 0 ? whole / 1e6 : null;
}
