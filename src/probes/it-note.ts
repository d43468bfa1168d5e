import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bits of a file's mode that let its group or everybody write. */
const writableByOthers = 0o022;

/** What IT's own jobs may note that they have finished: the name of the note. */
export type Noted = 'virus-scan' | 'backup';

/**
 * When a job of IT last touched its note (ISO), as in `clamdscan / && touch FILE`. A file that this user could have written
 * is no word of IT's: it and its folder have to be an administrator's.
 */
export async function readNote(path: string): Promise<string | null> {
  const [file, folder] = await Promise.all(
    [path, dirname(path)].map((each) => stat(each).catch(() => undefined)),
  );
  if (file === undefined || folder === undefined) return null;
  const isOurs = [file, folder].every(({ uid, mode }) => uid === 0 && (mode & writableByOthers) === 0);
  return isOurs ? file.mtime.toISOString() : null;
}
