import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unclear } from '../../account-password-reading.ts';
import { readText } from '../read-text.ts';

/** A value, and the file that it stands in. */
export interface Setting {
  readonly value: string;
  readonly source: string;
}

/** Files of `[section]` and `key=value` laid over each other: sections in the order in which they first appear. */
export type Settings = ReadonlyMap<string, ReadonlyMap<string, Setting>>;

type Unclear = ReturnType<typeof unclear>;

/** What is set by these files together, the later ones over the earlier ones; a missing file sets nothing. */
export async function readKeyFiles(root: string, paths: readonly string[]): Promise<Settings | Unclear> {
  const settings = new Map<string, Map<string, Setting>>();
  for (const source of paths) {
    const file = await readText(root, source);
    if (file.found === 'missing') continue;
    if (file.found !== 'text') return unclear(file.found, source);
    for (const { section, key, value } of entriesOf(file.text)) {
      const entries = settings.get(section) ?? new Map<string, Setting>();
      settings.set(section, entries.set(key, { value, source }));
    }
  }
  return settings;
}

/** Comments begin with `#` or `;`; everything that is neither section nor assignment is skipped, as these programs do. */
function* entriesOf(text: string): Generator<{ section: string; key: string; value: string }> {
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line)) continue;
    const heading = /^\[\s*(.*?)\s*\]$/.exec(line)?.[1];
    if (heading !== undefined) {
      section = heading;
      continue;
    }
    const [, key, value] = /^([^=]*?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) yield { section, key, value };
  }
}

/** The files of a folder in the order of their names; a missing folder has none. */
export async function filesIn(root: string, folder: string): Promise<readonly string[] | Unclear> {
  try {
    const names = await readdir(join(root, folder));
    return names.sort().map((name) => `${folder}/${name}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    return unclear(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed', folder, String(code));
  }
}

export function isUnclear<T extends object>(value: T | Unclear): value is Unclear {
  return 'why' in value;
}
