import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const listsFolder = '/var/lib/apt/lists';

/** An archive that apt has a list of, as its own Release file describes it (Debian's wiki, "DebianRepository/Format"). */
export interface Archive {
  readonly origin: string;
  readonly label: string;
  /** Its suite and its code name, such as `stable-security` and `bookworm-security`. */
  readonly names: readonly string[];
  /** When the archive last changed or was signed anew: what apt fetched is no older. Not the file's date, which is the server's. */
  readonly at: Date;
}

/** `isFresh`: it is signed anew every few days even when nothing comes, so that its age tells when apt last looked. */
export interface UpdatesArchive extends Archive {
  readonly isFresh: boolean;
}

/** The fields stand before the checksums. */
const headLength = 4096;

export async function readArchives(root: string): Promise<Archive[]> {
  const names = await readdir(join(root, listsFolder)).catch((): string[] => []);
  const files = names.filter((name) => /_(In)?Release$/.test(name));
  const heads = await Promise.all(files.map((name) => readHead(join(root, listsFolder, name))));
  return heads.flatMap((head) => parseRelease(head) ?? []);
}

async function readHead(path: string): Promise<string> {
  const handle = await open(path, 'r').catch(() => undefined);
  try {
    const read = await handle?.read(Buffer.alloc(headLength), 0, headLength, 0);
    return read?.buffer.toString('utf8', 0, read.bytesRead) ?? '';
  } catch {
    return '';
  } finally {
    await handle?.close();
  }
}

export function parseRelease(text: string): Archive | undefined {
  const field = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*?)\\s*$`, 'm').exec(text)?.[1] ?? '';
  const at = new Date(field('Date'));
  if (Number.isNaN(at.getTime())) return undefined;
  return {
    origin: field('Origin'),
    label: field('Label'),
    names: [field('Suite'), field('Codename')],
    at,
  };
}

/**
 * The archive through which the distribution's updates come: its security archive, else that of other updates, whose date
 * stays while nothing comes. A release on its own, or another maker's archive, tells nothing.
 */
export function updatesArchive(archives: readonly Archive[]): UpdatesArchive | undefined {
  const security = newest(archives, 'security');
  if (security !== undefined) return { ...security, isFresh: true };
  const updates = newest(archives, 'updates');
  return updates && { ...updates, isFresh: false };
}

function newest(archives: readonly Archive[], kind: string): Archive | undefined {
  const own = archives.filter(({ names }) => names.some((name) => name.endsWith(`-${kind}`)));
  return own.toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];
}
