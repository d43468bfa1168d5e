import type { PowerMonitor } from 'electron';
import type { OperatingSystem } from '../src/facts/fact.ts';
import type { Look, Presence, PresenceEvent } from '../src/probes/presence.ts';

/** Electron's names for what is told (https://www.electronjs.org/docs/latest/api/power-monitor). */
const events = {
  suspend: 'suspending',
  resume: 'resumed',
  'lock-screen': 'locked',
  'unlock-screen': 'unlocked',
} as const satisfies Record<string, PresenceEvent>;

export type Monitor = Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState' | 'on' | 'off'>;

/**
 * Presence as the shell sees it. On Windows and macOS Electron tells everything; on Linux it knows only the X server's
 * idle time, which is wrong under Wayland (electron#27912, #34826), so there the system's own way stays.
 */
export function shellPresence(system: Presence, monitor: Monitor, os: OperatingSystem): Presence {
  return {
    now: () => system.now(),
    look: os === 'linux' ? (signal) => system.look(signal) : async () => lookWith(monitor, system),
    watch(onEvent) {
      const stops = [system.watch(onEvent), ...listen(monitor, onEvent)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function lookWith(monitor: Monitor, system: Presence): Look {
  const state = monitor.getSystemIdleState(1);
  const idle = monitor.getSystemIdleTime();
  const locked = state === 'unknown' ? null : state === 'locked';
  return { state: 'seen', at: system.now(), idle, locked, source: 'Electron powerMonitor' };
}

function listen(monitor: Monitor, onEvent: (event: PresenceEvent) => void): (() => void)[] {
  return Object.entries(events).map(([name, event]) => {
    const tell = (): void => onEvent(event);
    // Electron's type has one signature for each name; all of these take a listener without arguments.
    monitor.on(name as 'suspend', tell);
    return () => void monitor.off(name as 'suspend', tell);
  });
}
