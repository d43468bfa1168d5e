import type { BusCall } from '../bus-call.ts';
import type { LinuxSystem } from '../system.ts';
import type { LoginSession } from './login-session.ts';

const gnome = 'org.gnome.ScreenSaver';

/** Whom to ask whether the screen is covered, by their makers' own interfaces. */
const savers: readonly Omit<BusCall, 'bus'>[] = [
  saver(gnome),
  saver('org.freedesktop.ScreenSaver'),
  saver('org.cinnamon.ScreenSaver'),
  saver('org.mate.ScreenSaver'),
  saver('org.xfce.ScreenSaver'),
  {
    destination: 'org.ukui.ScreenSaver',
    path: '/',
    interface: 'org.ukui.ScreenSaver',
    member: 'GetLockState',
  },
];

/** Their signals, when the screen is covered and when it is open again. */
export const saverSignals = savers.map(
  (one) => `type='signal',interface='${one.interface}',member='ActiveChanged'`,
);

export interface LockState {
  /** Null where nobody who would know tells. */
  readonly locked: boolean | null;
  readonly sources: readonly string[];
}

/** `names`: who is on the session bus; nobody is started for the question. */
export async function readLockState(
  { callBus }: Pick<LinuxSystem, 'callBus'>,
  session: LoginSession | null,
  names: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<LockState> {
  if (session?.lockedHint === true) return { locked: true, sources: ['logind LockedHint'] };
  const asked = savers.filter((one) => names.has(one.destination));
  const answers = await Promise.all(
    asked.map(async (one) => {
      const reply = await callBus({ bus: 'session', ...one }, signal);
      return { name: one.destination, active: reply.ok ? reply.body[0] : undefined };
    }),
  );
  const told = answers.filter((one) => typeof one.active === 'boolean');
  const sources = told.map((one) => one.name);
  const covering = told.find((one) => one.active === true);
  if (covering === undefined) return { locked: told.length === 0 ? null : false, sources };
  // GNOME tells logind when the password is asked for: covered without that may be the grace, or no lock at all.
  const isGrace = covering.name === gnome && session !== null;
  return { locked: isGrace ? null : true, sources };
}

function saver(name: string): Omit<BusCall, 'bus'> {
  return {
    destination: name,
    path: `/${name.replaceAll('.', '/')}`,
    interface: name,
    member: 'GetActive',
  };
}
