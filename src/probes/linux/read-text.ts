import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type TextFile =
  | { readonly found: 'text'; readonly text: string }
  | { readonly found: 'missing' | 'denied' | 'failed' };

/** A file below `root` as text. Missing and unreadable are answers: they mean different things to a probe. */
export async function readText(root: string, path: string): Promise<TextFile> {
  try {
    return { found: 'text', text: await readFile(join(root, path), 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { found: 'missing' };
    return { found: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed' };
  }
}
