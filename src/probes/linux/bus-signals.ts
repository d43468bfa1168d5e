import { busSockets } from './bus-address.ts';
import type { BusCall } from './bus-call.ts';
import { type BusConnection, type BusSignal, connectToBus } from './bus-connection.ts';

/**
 * Tells of the signals that these match rules name (D-Bus specification, "Match Rules"), for as long as there is such a
 * bus; one that goes away is waited for. @returns a function that stops.
 */
export type WatchBus = (
  bus: BusCall['bus'],
  rules: readonly string[],
  onSignal: (signal: BusSignal) => void,
) => () => void;

/** Milliseconds for reaching a bus, and until a lost one is tried again. */
const [connectMs, againMs] = [5000, 60_000];

export function busWatcher(env: () => Readonly<Record<string, string | undefined>>): WatchBus {
  return (bus, rules, onSignal) => {
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    let close = (): void => undefined;
    const again = (): void => {
      if (!stopped) timer = setTimeout(() => void begin(), againMs).unref();
    };
    const begin = async (): Promise<void> => {
      const sockets = busSockets(bus, env(), process.getuid?.() ?? 0);
      const connection = await connectToBus(sockets, AbortSignal.timeout(connectMs));
      if ('ok' in connection) return again();
      if (stopped) return connection.close();
      close = () => connection.close();
      connection.onClose(again);
      connection.listen((signal) => {
        if (!stopped) onSignal(signal);
      });
      await Promise.all(rules.map((rule) => addMatch(connection, bus, rule)));
    };
    void begin();
    return () => {
      stopped = true;
      clearTimeout(timer);
      close();
    };
  };
}

/** The buses of this process' own environment. */
export const watchBus: WatchBus = busWatcher(() => process.env);

function addMatch(connection: BusConnection, bus: BusCall['bus'], rule: string): Promise<unknown> {
  const call: BusCall = {
    bus,
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'AddMatch',
    signature: 's',
    args: [rule],
  };
  return connection.call(call, AbortSignal.timeout(connectMs));
}
