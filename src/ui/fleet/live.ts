import { fleetEvent } from '../../protocol/fleet.ts';

/** Milliseconds before a stream that the browser has given up is opened anew: doubled each time, up to the last. */
const firstWaitMs = 1000;
const longestWaitMs = 30_000;

export interface FleetListener {
  /** This device has something new; null: anything may be new, as we were not listening. */
  changed(device: string | null): void;
  /** The line to the endpoint came or went. */
  connected(isConnected: boolean): void;
  /** The endpoint no longer lets us listen; perhaps the session has ended. */
  refused(): void;
}

/**
 * Follows the fleet's events. After a broken line the browser reconnects by itself; after a refusal (a proxy's error
 * page, a session that ended) it gives up for good (HTML standard, 9.2.2), so we open the stream anew.
 * @returns a function that stops listening.
 */
export function followFleet(listener: FleetListener): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = firstWaitMs;
  const open = (): void => {
    source = new EventSource('/api/v1/fleet/events');
    source.addEventListener('open', () => {
      waitMs = firstWaitMs;
      listener.connected(true);
      listener.changed(null);
    });
    source.addEventListener('changed', ({ data }) => listener.changed(deviceOf(data)));
    source.addEventListener('error', () => {
      listener.connected(false);
      if (source.readyState !== EventSource.CLOSED) return;
      listener.refused();
      // Half of it at random: a restarted endpoint must not meet all its pages in the same instant.
      timer = setTimeout(open, waitMs / 2 + (Math.random() * waitMs) / 2);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** What we can't read may concern any device. */
function deviceOf(data: unknown): string | null {
  try {
    return fleetEvent.parse(JSON.parse(String(data))).device;
  } catch {
    return null;
  }
}
