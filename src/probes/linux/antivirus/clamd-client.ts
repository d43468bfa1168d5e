import { createConnection, type NetConnectOpts } from 'node:net';

/** What a running engine says of itself. `version` and `madeAt` are undefined where it has no official database. */
export interface EngineVersion {
  readonly version: number | undefined;
  /** Milliseconds since 1970. */
  readonly madeAt: number | undefined;
}

const answerLimit = 4096;
const timeoutMs = 1500;

/**
 * Asks a clamd for its version over its socket (clamd(8): VERSION, `z` for a null-terminated command).
 * @returns undefined where nothing that speaks like clamd answers.
 */
export async function askClamd(
  where: NetConnectOpts,
  signal: AbortSignal,
): Promise<EngineVersion | undefined> {
  const answer = await exchange(where, 'zVERSION\0', signal);
  return answer === undefined ? undefined : parseVersion(answer);
}

function exchange(where: NetConnectOpts, command: string, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = createConnection({ ...where, timeout: timeoutMs });
    const end = (value: string | undefined) => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(value);
    };
    const giveUp = () => end(undefined);
    signal.addEventListener('abort', giveUp, { once: true });
    // Its own clock too: `timeout` counts silence only, and something that drips bytes is never silent.
    const timer = setTimeout(giveUp, timeoutMs);
    socket.once('close', () => clearTimeout(timer));
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(command));
    socket.once('timeout', giveUp);
    socket.once('error', giveUp);
    socket.once('end', () => end(answer));
    socket.on('data', (text) => {
      answer += text;
      if (answer.includes('\0') || answer.length > answerLimit) end(answer);
    });
  });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * `ClamAV 1.4.6/27456/Sat Nov 14 20:31:38 2026`. Without the part after the first slash the engine has loaded no official
 * database. The date is what ctime(3) prints, read here as UTC: it may be off by the zone of the machine.
 */
export function parseVersion(answer: string): EngineVersion | undefined {
  const [engine, version, date] = answer.replace(/[\0\r\n].*$/s, '').split('/');
  if (engine === undefined || !/^ClamAV \S/.test(engine)) return undefined;
  if (version === undefined || !/^\d{1,9}$/.test(version)) return { version: undefined, madeAt: undefined };
  return { version: Number(version), madeAt: parseDate(date ?? '') };
}

function parseDate(date: string): number | undefined {
  const parts = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})$/.exec(date.trim());
  if (parts === null) return undefined;
  const month = months.indexOf(parts[1] ?? '');
  const [day = 0, hour = 0, minute = 0, second = 0, year = 0] = parts.slice(2).map(Number);
  return month < 0 ? undefined : Date.UTC(year, month, day, hour, minute, second);
}
