import type { BusCall } from '../bus-call.ts';
import type { LinuxSystem } from '../system.ts';
import { askXServer, findExtension } from '../x-server.ts';

/** Seconds since the last input, and who said so. */
export interface IdleTime {
  readonly seconds: number;
  readonly source: string;
}

type Deps = Pick<LinuxSystem, 'callBus' | 'root' | 'home'>;

/** GNOME's compositor, under X11 and Wayland (mutter, org.gnome.Mutter.IdleMonitor.xml: GetIdletime, milliseconds). */
export const mutter = 'org.gnome.Mutter.IdleMonitor';

export async function idleOfMutter({ callBus }: Deps, signal: AbortSignal): Promise<IdleTime | null> {
  const path = '/org/gnome/Mutter/IdleMonitor/Core';
  return milliseconds(
    await callBus(session({ destination: mutter, path, interface: mutter, member: 'GetIdletime' }), signal),
    mutter,
  );
}

/** Plasma's locker has this name beside the freedesktop one, under which others count seconds of something else. */
export const plasma = 'org.kde.screensaver';

/** Milliseconds (kscreenlocker, interface.cpp). Under Wayland it answers 0 for ever, so 0 is no answer. */
export async function idleOfPlasma({ callBus }: Deps, signal: AbortSignal): Promise<IdleTime | null> {
  const destination = 'org.freedesktop.ScreenSaver';
  const call = { destination, path: '/ScreenSaver', interface: destination, member: 'GetSessionIdleTime' };
  const idle = milliseconds(await callBus(session(call), signal), destination);
  return idle?.seconds === 0 ? null : idle;
}

/** The X server itself (MIT-SCREEN-SAVER 1.1, QueryInfo). Under Wayland it sees only what X programs are given. */
export async function idleOfX(
  system: Deps,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<IdleTime | null> {
  const { DISPLAY } = env;
  const answer = await askXServer(system, env, signal, async (ask, rootWindow) => {
    const opcode = await findExtension(ask, 'MIT-SCREEN-SAVER');
    if (opcode === null) return null;
    const info = await ask([opcode, 1, 2, 0, ...rootWindow]);
    return info.readUInt32LE(16) / 1000;
  });
  if (!answer.ok || answer.value === null) return null;
  return { seconds: answer.value, source: `MIT-SCREEN-SAVER ${DISPLAY}` };
}

function session(call: Omit<BusCall, 'bus'>): BusCall {
  return { bus: 'session', ...call };
}

function milliseconds(reply: Awaited<ReturnType<Deps['callBus']>>, source: string): IdleTime | null {
  const value = reply.ok ? Number(reply.body[0]) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? { seconds: value / 1000, source } : null;
}
