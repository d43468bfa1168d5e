import type { Instant, Look, Presence, PresenceEvent } from '../presence.ts';
import { awakeClock } from './awake-clock.ts';
import type { BusSignal } from './bus-connection.ts';
import { type WatchBus, watchBus } from './bus-signals.ts';
import { detectDesktop } from './desktop.ts';
import { type IdleTime, idleOfMutter, idleOfPlasma, idleOfX, mutter, plasma } from './presence/idle.ts';
import { readLockState, saverSignals } from './presence/lock.ts';
import { findLoginSession, type LoginSession, readLoginSession } from './presence/login-session.ts';
import type { LinuxSystem } from './system.ts';

/** Whether somebody is at this Linux computer: the compositor or the X server, the locker, and logind. */
export function linuxPresence(system: LinuxSystem, watch: WatchBus = watchBus): Presence {
  return new LinuxPresence(system, watch);
}

type Environment = Readonly<Record<string, string | undefined>>;

class LinuxPresence implements Presence {
  readonly now: () => Instant;
  readonly #system: LinuxSystem;
  readonly #watchBus: WatchBus;
  #sessionPath: string | null = null;
  #desktopEnv: Environment | null = null;

  constructor(system: LinuxSystem, watch: WatchBus) {
    this.#system = system;
    this.#watchBus = watch;
    this.now = awakeClock(system.root);
  }

  async look(signal: AbortSignal): Promise<Look> {
    const [session, names] = await Promise.all([this.#session(signal), this.#names(signal)]);
    if (session?.isActive === false)
      return { state: 'unreadable', reason: 'idle-unreadable', detail: 'another session is in front' };
    const lock = await readLockState(this.#system, session, names, signal);
    const idle = await this.#idle(session, names, signal);
    if (idle === null) return this.#blind();
    const at = this.now();
    const source = [...new Set([idle.source, ...lock.sources])].join(', ');
    return { state: 'seen', at, idle: idle.seconds, locked: lock.locked, source };
  }

  watch(onEvent: (event: PresenceEvent) => void): () => void {
    const tell = (signal: BusSignal): void => {
      const event = eventOf(signal);
      if (event !== null) onEvent(event);
    };
    const stops = [
      this.#watchBus('system', loginSignals, tell),
      this.#watchBus('session', saverSignals, tell),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async #session(signal: AbortSignal): Promise<LoginSession | null> {
    this.#sessionPath ??= await findLoginSession(this.#system, signal);
    if (this.#sessionPath === null) return null;
    const session = await readLoginSession(this.#system, this.#sessionPath, signal);
    // Signing out and in again makes another session.
    if (session === null) this.#sessionPath = null;
    return session;
  }

  async #names(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const reply = await this.#system.callBus(
      {
        bus: 'session',
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'ListNames',
      },
      signal,
    );
    return new Set(reply.ok && Array.isArray(reply.body[0]) ? reply.body[0].map(String) : []);
  }

  async #idle(
    session: LoginSession | null,
    names: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<IdleTime | null> {
    const ofDesktop = names.has(mutter) ? await idleOfMutter(this.#system, signal) : null;
    if (ofDesktop !== null) return ofDesktop;
    const env = await this.#environment();
    const { WAYLAND_DISPLAY } = env;
    const isWayland = session?.isWayland === true || Boolean(WAYLAND_DISPLAY);
    const ofServer = isWayland ? null : await idleOfX(this.#system, env, signal);
    if (ofServer !== null) return ofServer;
    const ofPlasma = names.has(plasma) ? await idleOfPlasma(this.#system, signal) : null;
    return ofPlasma ?? this.#hinted(session);
  }

  /** The session was marked as idle some time after the last input: it has been idle for at least so long. */
  #hinted(session: LoginSession | null): IdleTime | null {
    if (session === null || session.idleSince === null) return null;
    return { seconds: Math.max(0, this.now().awake - session.idleSince), source: 'logind IdleHint' };
  }

  /** Started by systemd or ssh the agent has no display of its own; the desktop's programs have. */
  async #environment(): Promise<Environment> {
    const { env } = this.#system;
    const { DISPLAY, WAYLAND_DISPLAY } = env;
    if (DISPLAY || WAYLAND_DISPLAY) return env;
    if (this.#desktopEnv === null) {
      const desktop = await detectDesktop(this.#system);
      if (desktop.kind === 'known') this.#desktopEnv = desktop.env;
    }
    return this.#desktopEnv ?? env;
  }

  async #blind(): Promise<Look> {
    this.#desktopEnv = null;
    const desktop = await detectDesktop(this.#system);
    if (desktop.kind === 'none') return { state: 'absent', reason: 'no-graphical-session' };
    const detail = 'name' in desktop ? desktop.name : undefined;
    return { state: 'unreadable', reason: 'idle-unreadable', detail };
  }
}

const loginSignals = [
  "type='signal',sender='org.freedesktop.login1',interface='org.freedesktop.login1.Manager',member='PrepareForSleep'",
  "type='signal',sender='org.freedesktop.login1',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='org.freedesktop.login1.Session'",
];

/** @returns null for what says nothing of presence. */
function eventOf({ member, body }: BusSignal): PresenceEvent | null {
  const [first, changed] = body;
  if (member === 'PrepareForSleep') return first === true ? 'suspending' : 'resumed';
  if (member === 'ActiveChanged') return first === true ? 'locked' : 'unlocked';
  if (member !== 'PropertiesChanged' || !Array.isArray(changed)) return null;
  const hint = (changed as [string, unknown][]).find(([name]) => name === 'LockedHint')?.[1];
  return typeof hint === 'boolean' ? (hint ? 'locked' : 'unlocked') : null;
}
