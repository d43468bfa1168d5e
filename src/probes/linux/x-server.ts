import { connect, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readBytes } from './read-bytes.ts';
import type { LinuxSystem } from './system.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Sends one request of the X11 protocol. @returns its reply, 32 bytes: no one we ask for has more. */
export type AskX = (request: readonly number[]) => Promise<Buffer>;

export type XAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly reason: 'desktop-not-answering' | 'denied' | 'timed-out' | 'unparsable';
      readonly detail: string;
    };

/** One conversation with the local X server that DISPLAY names. Never throws what the conversation did not. */
export async function askXServer<Value>(
  system: Pick<LinuxSystem, 'root' | 'home'>,
  env: Environment,
  signal: AbortSignal,
  conversation: (ask: AskX, rootWindow: Buffer) => Promise<Value>,
): Promise<XAnswer<Value>> {
  const { DISPLAY } = env;
  const display = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(DISPLAY ?? '')?.[1];
  if (display === undefined)
    return {
      ok: false,
      reason: 'desktop-not-answering',
      detail: `no local X server in DISPLAY=${DISPLAY ?? ''}`,
    };
  const cookie = await readCookie(system, env, display);
  const socket = connect({ path: join(system.root, `/tmp/.X11-unix/X${display}`) });
  const reader = new Reader(socket, signal);
  try {
    socket.write(setupRequest(cookie));
    const setup = await reader.take(8);
    const server = await reader.take(setup.readUInt16LE(6) * 4);
    if (setup[0] !== 1) return { ok: false, reason: 'denied', detail: 'the X server refused the connection' };
    const ask: AskX = (request) => reader.ask(socket, Buffer.from(request));
    return { ok: true, value: await conversation(ask, rootWindowOf(server)) };
  } catch (error) {
    return failure(error, signal);
  } finally {
    socket.destroy();
  }
}

/** @returns the major opcode of an extension; null where the server doesn't have it (QueryExtension). */
export async function findExtension(ask: AskX, name: string): Promise<number | null> {
  const padding = (4 - (name.length % 4)) % 4;
  const words = 2 + (name.length + padding) / 4;
  const reply = await ask([
    98,
    0,
    words,
    0,
    name.length,
    0,
    0,
    0,
    ...Buffer.from(name),
    ...new Array<number>(padding).fill(0),
  ]);
  return reply[8] === 1 ? (reply[9] ?? null) : null;
}

/** X11 protocol, "Connection Setup": 32 bytes, the vendor's name, the pixmap formats, then the first screen's root. */
function rootWindowOf(server: Buffer): Buffer {
  if (server.length < 32) return Buffer.alloc(4);
  const vendor = Math.ceil(server.readUInt16LE(16) / 4) * 4;
  const formats = (server[21] ?? 0) * 8;
  return server.subarray(32 + vendor + formats, 36 + vendor + formats);
}

const cookieName = Buffer.from('MIT-MAGIC-COOKIE-1');

function setupRequest(cookie: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.write('l', 0, 'latin1');
  head.writeUInt16LE(11, 2);
  if (cookie.length === 0) return head;
  head.writeUInt16LE(cookieName.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, padded(cookieName), padded(cookie)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** Xsecurity(7), Xauthority files: family, then four counted strings, all big-endian. Empty where there is none. */
async function readCookie(
  system: Pick<LinuxSystem, 'root' | 'home'>,
  { XAUTHORITY }: Environment,
  display: string,
): Promise<Buffer> {
  const file = await readBytes(join(system.root, XAUTHORITY || `${system.home}/.Xauthority`));
  if (!file.ok) return Buffer.alloc(0);
  const entries = parseXauthority(file.bytes).filter(
    ({ number, name }) => (number === display || number === '') && name === cookieName.toString(),
  );
  const here = entries.find(({ address }) => address === hostname()) ?? entries[0];
  return here?.data ?? Buffer.alloc(0);
}

interface Authority {
  readonly address: string;
  readonly number: string;
  readonly name: string;
  readonly data: Buffer;
}

/** As many entries as are whole. */
export function parseXauthority(bytes: Buffer): readonly Authority[] {
  const entries: Authority[] = [];
  let at = 0;
  const counted = (): Buffer => {
    const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : bytes.length;
    const value = bytes.subarray(at + 2, at + 2 + length);
    at += 2 + length;
    return value;
  };
  while (at < bytes.length) {
    at += 2;
    const [address, number, name, data] = [counted(), counted(), counted(), counted()];
    if (at > bytes.length) break;
    entries.push({ address: address.toString(), number: number.toString(), name: name.toString(), data });
  }
  return entries;
}

/** Hands out the server's bytes in the portions that the protocol has. */
class Reader {
  private buffered = Buffer.alloc(0);
  private wake: () => void = () => undefined;
  private failed: Error | undefined;

  constructor(socket: Socket, signal: AbortSignal) {
    const fail = (error: Error) => {
      this.failed ??= error;
      this.wake();
    };
    socket.on('data', (bytes) => {
      this.buffered = Buffer.concat([this.buffered, bytes]);
      this.wake();
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the X server closed the connection')));
    const aborted = () => fail(new Error('aborted'));
    signal.addEventListener('abort', aborted, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', aborted));
  }

  async take(count: number): Promise<Buffer> {
    while (this.buffered.length < count) {
      if (this.failed !== undefined) throw this.failed;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const taken = this.buffered.subarray(0, count);
    this.buffered = this.buffered.subarray(count);
    return taken;
  }

  /** Every reply we ask for has 32 bytes. */
  async ask(socket: Socket, request: Buffer): Promise<Buffer> {
    socket.write(request);
    const reply = await this.take(32);
    if (reply[0] !== 1) throw new SyntaxError(`the X server answered with ${reply[0]}`);
    return reply;
  }
}

function failure(error: unknown, signal: AbortSignal): XAnswer<never> {
  const detail = error instanceof Error ? error.message : String(error);
  if (signal.aborted) return { ok: false, reason: 'timed-out', detail };
  if (error instanceof SyntaxError) return { ok: false, reason: 'unparsable', detail };
  const { code } = error as NodeJS.ErrnoException;
  return { ok: false, reason: code === 'EACCES' ? 'denied' : 'desktop-not-answering', detail };
}
