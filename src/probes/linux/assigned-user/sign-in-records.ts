/** A person's sign-in, as login programs write it into utmp and wtmp (utmp(5)). */
export interface SignInRecord {
  readonly name: string;
  /** Of the process that holds the session. */
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a file of records holds. `records`: of any kind, so that a file that nobody writes to is told apart. */
export interface SignInFile {
  readonly records: number;
  /** When the earliest of them was written, in milliseconds since 1970; null where there is none. */
  readonly since: number | null;
  readonly signIns: readonly SignInRecord[];
}

/** utmp(5), bits/utmp.h: a session with somebody in it. Boots, terminals that wait and sessions that ended have others. */
const userProcess = 7;
/** Offsets that all architectures share: ut_type, ut_pid, ut_user with its length. */
const [typeAt, pidAt, nameAt, nameLength] = [0, 4, 44, 32];

interface Layout {
  readonly size: number;
  readonly secondsAt: number;
  readonly seconds64: boolean;
}

/** Whether a name fills its field whole: then it may have been cut off there. */
export function mayBeCut(name: string): boolean {
  return Buffer.byteLength(name) === nameLength;
}

/** __WORDSIZE_TIME64_COMPAT32 (bits/wordsize.h): where 32-bit programs share the file, times have 32 bits. */
const shared: Layout = { size: 384, secondsAt: 340, seconds64: false };
const own: Layout = { size: 400, secondsAt: 344, seconds64: true };
const ownLayout = new Set(['arm64', 'loong64', 'riscv64']);

/** @param arch as process.arch names it. @returns undefined for what is no such file. */
export function readSignIns(bytes: Buffer, arch: string = process.arch): SignInFile | undefined {
  const layout = ownLayout.has(arch) ? own : shared;
  if (bytes.length % layout.size !== 0) return undefined;
  const records = bytes.length / layout.size;
  const starts = Array.from({ length: records }, (_, index) => index * layout.size);
  const written = starts.map((start) => timeAt(bytes, start, layout)).filter((at) => at > 0);
  const signIns = starts
    .filter((start) => bytes.readInt16LE(start + typeAt) === userProcess)
    .map((start) => recordAt(bytes, start, layout))
    .filter(({ name }) => name !== '');
  return { records, since: written.length === 0 ? null : earliest(written), signIns };
}

function recordAt(bytes: Buffer, start: number, layout: Layout): SignInRecord {
  const name = bytes.toString('utf8', start + nameAt, start + nameAt + nameLength);
  return {
    name: name.replace(/\0.*$/s, ''),
    pid: bytes.readInt32LE(start + pidAt),
    at: timeAt(bytes, start, layout),
  };
}

function timeAt(bytes: Buffer, start: number, { secondsAt, seconds64 }: Layout): number {
  const seconds = seconds64
    ? Number(bytes.readBigInt64LE(start + secondsAt))
    : bytes.readUInt32LE(start + secondsAt);
  return seconds * 1000;
}

/** A file may hold more records than a call takes arguments. */
function earliest(times: readonly number[]): number {
  return times.reduce((one, other) => Math.min(one, other));
}
