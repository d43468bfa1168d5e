import { readFile } from 'node:fs/promises';

export type FileBytes =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: 'missing' | 'denied' | 'failed'; readonly detail: string };

/** A whole small file. `missing` also where a folder on the way is not there. */
export async function readBytes(path: string, signal?: AbortSignal): Promise<FileBytes> {
  try {
    return { ok: true, bytes: await readFile(path, { ...(signal && { signal }) }) };
  } catch (error) {
    return { ok: false, reason: whyUnread((error as NodeJS.ErrnoException).code), detail: String(error) };
  }
}

function whyUnread(code: string | undefined): 'missing' | 'denied' | 'failed' {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
}
