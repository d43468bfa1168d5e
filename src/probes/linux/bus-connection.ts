import { connect, type Socket } from 'node:net';
import { createClient } from '@homebridge/dbus-native';
import type { BusSocket } from './bus-address.ts';
import type { BusCall, BusReply } from './bus-call.ts';

/** What the library has and its own declarations leave out. */
declare module '@homebridge/dbus-native' {
  export function createClient(options: { stream: Socket; authMethods: string[] }): MessageBus;
}

/** One connection to one bus, for as many calls as come. */
export interface BusConnection {
  call(call: BusCall, signal: AbortSignal): Promise<BusReply>;
  /** Hands over every signal that the bus sends; which ones those are, AddMatch decides. */
  listen(onSignal: (signal: BusSignal) => void): void;
  onClose(closed: () => void): void;
  close(): void;
}

/** `body` as in a reply. */
export interface BusSignal {
  readonly interface: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

/** @returns the first socket that answers, or why none does. */
export async function connectToBus(
  sockets: readonly BusSocket[],
  signal: AbortSignal,
): Promise<BusConnection | Failed> {
  let failed: Failed = { ok: false, reason: 'no-bus', detail: 'no local bus address is set' };
  for (const socket of sockets) {
    const connection = await connectToSocket(socket, signal);
    if (!('ok' in connection)) return connection;
    failed = connection;
  }
  return failed;
}

type Failed = Extract<BusReply, { ok: false }>;

const closed: Failed = { ok: false, reason: 'no-bus', detail: 'the bus closed the connection' };

function connectToSocket(path: BusSocket, signal: AbortSignal): Promise<BusConnection | Failed> {
  const socket = withoutThrowing(connect({ path }));
  return new Promise((resolve) => {
    const fail = (failed: Failed) => {
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      resolve(failed);
    };
    const aborted = () => fail({ ok: false, reason: 'timed-out', detail: 'the bus did not answer' });
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    socket.on('error', (error) => fail(whyNoBus(error)));
    socket.on('close', () => fail(closed));
    const bus = createClient({ stream: socket, authMethods: ['EXTERNAL'] });
    bus.connection.on('error', (error) => fail(whyNoBus(error)));
    bus.connection.once('connect', () => {
      signal.removeEventListener('abort', aborted);
      resolve(overBus(bus, socket));
    });
  });
}

function overBus(bus: ReturnType<typeof createClient>, socket: Socket): BusConnection {
  const pending = new Set<(reply: BusReply) => void>();
  socket.once('close', () => {
    for (const settle of [...pending]) settle(closed);
  });
  socket.unref();
  return {
    listen: (onSignal) =>
      bus.connection.on('message', (message: RawMessage) => {
        const { type, interface: from, member, body = [] } = message;
        if (type === signalType && from !== undefined && member !== undefined)
          onSignal({ interface: from, member, body: body.map(plain) });
      }),
    onClose: (told) => void socket.once('close', told),
    close: () => socket.destroy(),
    call: (call, signal) =>
      new Promise((resolve) => {
        if (socket.destroyed || !socket.writable) return resolve(closed);
        const settle = (reply: BusReply) => {
          if (!pending.delete(settle)) return;
          // A kept connection must not keep the process alive; a call under way must.
          if (pending.size === 0) socket.unref();
          signal.removeEventListener('abort', aborted);
          resolve(reply);
        };
        const aborted = () =>
          settle({ ok: false, reason: 'timed-out', detail: `no answer to ${call.member}` });
        pending.add(settle);
        socket.ref();
        signal.addEventListener('abort', aborted, { once: true });
        if (signal.aborted) return aborted();
        try {
          invoke(bus, call, settle);
        } catch (error) {
          settle({ ok: false, reason: 'failed', detail: messageOf(error) });
        }
      }),
  };
}

/** D-Bus specification, "Message Protocol": SIGNAL. */
const signalType = 4;

interface RawMessage {
  readonly type: number;
  readonly interface?: string;
  readonly member?: string;
  readonly body?: readonly unknown[];
}

function invoke(
  bus: ReturnType<typeof createClient>,
  call: BusCall,
  settle: (reply: BusReply) => void,
): void {
  const { destination, path, member, signature, args } = call;
  const message = { destination, path, interface: call.interface, member };
  const body = signature === undefined ? {} : { signature, body: [...(args ?? [])] };
  bus.invoke({ ...message, ...body }, (error: unknown, ...values: unknown[]) => {
    if (error === null || error === undefined) settle({ ok: true, body: values.map(plain) });
    else settle(errorReply(error));
  });
}

/** Error names of the D-Bus specification, its reference implementation, and polkit. */
const reasons: readonly [RegExp, Failed['reason']][] = [
  [/\.(ServiceUnknown|NameHasNoOwner|Spawn\.\w+)$/, 'no-service'],
  [/\.(AccessDenied|AuthFailed|InteractiveAuthorizationRequired|NotAuthorized|PermissionDenied)$/, 'denied'],
  [/\.(NoReply|Timeout|TimedOut)$/, 'timed-out'],
  [/\.Disconnected$/, 'no-bus'],
];

function errorReply(error: unknown): Failed {
  const { name = '', message = '' } = error as { name?: string; message?: string };
  const reason = reasons.find(([pattern]) => pattern.test(name))?.[1] ?? 'failed';
  return { ok: false, reason, detail: [name, message].filter(Boolean).join(': ') };
}

function whyNoBus(error: unknown): Failed {
  const denied = ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
  return { ok: false, reason: denied ? 'denied' : 'no-bus', detail: messageOf(error) };
}

/** The library gives a variant as [its parsed signature, [its value]]; nothing else in a body looks like that. */
function plain(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [signature, inner] = value;
  if (value.length === 2 && isSignature(signature) && Array.isArray(inner)) return plain(inner[0]);
  return value.map(plain);
}

function isSignature(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'object' && first !== null && 'type' in first && 'child' in first;
}

/**
 * The library reads messages in listeners of the socket: what it cannot decode it throws, out of anyone's reach.
 * Here such a message ends the connection, and with it the calls that wait on it.
 */
function withoutThrowing(socket: Socket): Socket {
  const emit = socket.emit.bind(socket) as (event: string | symbol, ...args: unknown[]) => boolean;
  const guarded: typeof emit = (event, ...args) => {
    try {
      return emit(event, ...args);
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
  };
  socket.emit = guarded as typeof socket.emit;
  return socket;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
