import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** The signatures that change daily, as the header of their file says. */
export interface SignatureDatabase {
  readonly file: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/** cvd: as downloaded, cld: patched by freshclam, cud: unsigned, made by a company itself. */
const names = ['daily.cld', 'daily.cvd', 'daily.cud'];
/** Fixed length of the header of a ClamAV container. */
const headerLength = 512;

/** The daily databases in a folder, newest first. The time is the header's: mtime is when it was copied. */
export async function readSignatureDatabases(root: string, folder: string): Promise<SignatureDatabase[]> {
  const found = await Promise.all(names.map((name) => readHeader(root, join(folder, name))));
  return found.filter((each) => each !== undefined).sort((a, b) => b.version - a.version);
}

async function readHeader(root: string, file: string): Promise<SignatureDatabase | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(join(root, file), 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerLength), 0, headerLength, 0);
    const header = parseHeader(buffer.toString('latin1', 0, bytesRead));
    return header && { file, ...header };
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}

/**
 * `ClamAV-VDB:14 Nov 2026 20-31 +0000:27456:1:90:<md5>:<signature>:<builder>:1794688298`, padded with blanks.
 * @returns undefined for anything else.
 */
export function parseHeader(header: string): Omit<SignatureDatabase, 'file'> | undefined {
  const fields = header.trimEnd().split(':');
  if (fields[0] !== 'ClamAV-VDB' || fields.length < 9) return undefined;
  const [version = '', epoch = ''] = [fields[2], fields[8]];
  // Eleven digits are the year 5138: beyond that a date is no date any more.
  if (!/^\d{1,9}$/.test(version) || !/^\d{1,11}$/.test(epoch)) return undefined;
  return { version: Number(version), madeAt: Number(epoch) * 1000 };
}
