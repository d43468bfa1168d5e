import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { known, unknown } from '../../facts/fact.ts';
import { readNote } from '../it-note.ts';
import type { Probe } from '../probe.ts';
import { xprotectFiles } from './antivirus/xprotect.ts';
import { noteFile } from './it-note.ts';
import type { MacSystem } from './system.ts';

const scanNote = noteFile('virus-scan');

/**
 * XProtect scans by itself, on every Mac, and tells only the system's log, which is closed to users; other makers' products
 * tell nobody. What is left is IT's own note.
 */
export function virusScanProbe({ root }: MacSystem): Probe<'virus-scan'> {
  return {
    fact: 'virus-scan',
    budgetMs: 2000,
    async read() {
      const files = await Promise.all(xprotectFiles.map((path) => isThere(join(root, path))));
      if (!files.includes(true)) return unknown('missing-source', 'XProtect.bundle', 'in neither place');
      const notedAt = await readNote(join(root, scanNote));
      const xprotect = { name: 'XProtect', finishedAt: null, ranAt: null, source: 'macOS' };
      return known({ products: [xprotect], notedAt }, notedAt === null ? 'macOS' : scanNote);
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
