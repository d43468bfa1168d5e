import { connect, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readBytes } from '../read-bytes.ts';
import type { LinuxSystem } from '../system.ts';

/** Seconds; 0 is never. `monitorTimeouts` is empty where the monitors are not put to sleep. */
export type XScreenSaver =
  | { readonly ok: true; readonly timeout: number; readonly monitorTimeouts: readonly number[] }
  | {
      readonly ok: false;
      readonly reason: 'desktop-not-answering' | 'denied' | 'timed-out' | 'unparsable';
      readonly detail: string;
    };

type Environment = Readonly<Record<string, string | undefined>>;

/** What `xset q` prints, asked from the X server itself (X11 protocol; DPMS extension 1.1). */
export async function readXScreenSaver(
  system: LinuxSystem,
  env: Environment,
  signal: AbortSignal,
): Promise<XScreenSaver> {
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
  try {
    return await conversation(new Reader(socket, signal), socket, cookie);
  } catch (error) {
    return failure(error, signal);
  } finally {
    socket.destroy();
  }
}

async function conversation(reader: Reader, socket: Socket, cookie: Buffer): Promise<XScreenSaver> {
  socket.write(setupRequest(cookie));
  const setup = await reader.take(8);
  await reader.take(setup.readUInt16LE(6) * 4);
  if (setup[0] !== 1) return { ok: false, reason: 'denied', detail: 'the X server refused the connection' };
  const saver = await reader.ask(socket, Buffer.from([108, 0, 1, 0])); // GetScreenSaver
  const extension = await reader.ask(socket, Buffer.from([98, 0, 3, 0, 4, 0, 0, 0, ...Buffer.from('DPMS')])); // QueryExtension
  const timeout = saver.readUInt16LE(8);
  const [present, opcode = 0] = [extension[8] === 1, extension[9]];
  if (!present) return { ok: true, timeout, monitorTimeouts: [] };
  const info = await reader.ask(socket, Buffer.from([opcode, 7, 1, 0])); // DPMSInfo
  const timeouts = await reader.ask(socket, Buffer.from([opcode, 2, 1, 0])); // DPMSGetTimeouts
  const monitorTimeouts = info[10] === 1 ? [8, 10, 12].map((at) => timeouts.readUInt16LE(at)) : [];
  return { ok: true, timeout, monitorTimeouts };
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
  system: LinuxSystem,
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
    signal.addEventListener('abort', () => fail(new Error('aborted')), { once: true });
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

function failure(error: unknown, signal: AbortSignal): XScreenSaver {
  const detail = error instanceof Error ? error.message : String(error);
  if (signal.aborted) return { ok: false, reason: 'timed-out', detail };
  if (error instanceof SyntaxError) return { ok: false, reason: 'unparsable', detail };
  const { code } = error as NodeJS.ErrnoException;
  return { ok: false, reason: code === 'EACCES' ? 'denied' : 'desktop-not-answering', detail };
}
