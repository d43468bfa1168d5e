import { busSockets } from './bus-address.ts';
import type { BusCall, BusReply, CallBus } from './bus-call.ts';
import { type BusConnection, connectToBus } from './bus-connection.ts';

/** Milliseconds for reaching a bus, after which the next call tries afresh. */
const connectMs = 5000;

/** The buses that an environment names. Connections are kept for the next call, and replaced when their bus went away. */
export function busCaller(env: () => Readonly<Record<string, string | undefined>>): CallBus {
  const kept = new Map<string, Promise<BusConnection | NoBus>>();
  const connect = (sockets: readonly string[]) => {
    const key = sockets.join(';');
    const connecting = connectToBus(sockets, AbortSignal.timeout(connectMs));
    kept.set(key, connecting);
    return connecting.then((connection) => {
      if ('ok' in connection && kept.get(key) === connecting) kept.delete(key);
      return connection;
    });
  };
  return async (call, signal) => {
    const sockets = busSockets(call.bus, env(), process.getuid?.() ?? 0);
    const old = kept.get(sockets.join(';'));
    if (old !== undefined) {
      const reply = await callOver(old, call, signal);
      // The bus was restarted since the last call: the message never reached it.
      if (reply.ok || reply.reason !== 'no-bus') return reply;
      kept.delete(sockets.join(';'));
    }
    return callOver(connect(sockets), call, signal);
  };
}

type NoBus = Extract<BusReply, { ok: false }>;

async function callOver(
  connecting: Promise<BusConnection | NoBus>,
  call: BusCall,
  signal: AbortSignal,
): Promise<BusReply> {
  const connection = await unlessAborted(connecting, signal);
  return 'ok' in connection ? connection : connection.call(call, signal);
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | NoBus> {
  return new Promise((resolve, reject) => {
    const aborted = () => resolve({ ok: false, reason: 'timed-out', detail: 'the bus did not answer' });
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}

/** The buses of this process' own environment. */
export const callBus: CallBus = busCaller(() => process.env);

/** Whether somebody on the bus has this name now, without starting anyone; `unknown` where the bus does not say. */
export async function nameHasOwner(
  call: CallBus,
  bus: BusCall['bus'],
  name: string,
  signal: AbortSignal,
): Promise<'yes' | 'no' | 'unknown'> {
  const reply = await call(
    {
      bus,
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameHasOwner',
      signature: 's',
      args: [name],
    },
    signal,
  );
  if (!reply.ok || typeof reply.body[0] !== 'boolean') return 'unknown';
  return reply.body[0] ? 'yes' : 'no';
}
