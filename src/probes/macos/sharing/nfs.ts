import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, isOpen, nothingFound, offered, type Scene, unreadOf } from './finding.ts';
import { listenersSource } from './listeners.ts';

export const exportsFile = '/etc/exports';

/** nfsd starts when /etc/exports is there (nfsd(8)), which has a folder or more a line (exports(5)). */
export async function findNfs(scene: Scene): Promise<Finding> {
  const active = isOpen(scene, 2049);
  const read = await readExports(scene.system.root);
  if (!Array.isArray(read)) return unreadOf('nfs', exportsFile, read.detail);
  const offers = read.map((name) => {
    return { kind: 'nfs', name, reach: 'unknown', active, source: exportsFile } as const;
  });
  if (offers.length > 0) return offered(...offers);
  if (!active) return nothingFound;
  return offered({ kind: 'nfs', name: 'NFS (port 2049)', reach: 'unknown', active, source: listenersSource });
}

async function readExports(root: string): Promise<string[] | { detail: string }> {
  try {
    return parseExports(await readFile(join(root, exportsFile), 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : { detail: String(error) };
  }
}

/** The first folder of each line: escaped or quoted blanks, comments, and lines that go on after a backslash. */
export function parseExports(text: string): string[] {
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const found = /^\s*(?:"([^"]+)"|((?:\\.|[^\s#\\])+))/.exec(line);
    const path = found?.[1] ?? found?.[2]?.replace(/\\(.)/g, '$1');
    return path?.startsWith('/') === true ? [path] : [];
  });
}
