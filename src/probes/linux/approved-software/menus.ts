import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../../../facts/approved-software.ts';
import { type FoundPrograms, unreadPrograms } from '../../found-programs.ts';
import type { KeptFiles } from '../../kept-files.ts';
import type { LinuxSystem } from '../system.ts';

/** Menu entries of the system, of this user, of flatpak and snap (Desktop Menu Specification; their own manuals). */
export function menuFolders({ env, home }: Pick<LinuxSystem, 'env' | 'home'>): string[] {
  const { XDG_DATA_HOME, XDG_DATA_DIRS } = env;
  const own = XDG_DATA_HOME || `${home}/.local/share`;
  const shared = (XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':');
  const always = [
    '/usr/local/share',
    '/usr/share',
    '/var/lib/flatpak/exports/share',
    '/var/lib/snapd/desktop',
  ];
  const data = [...shared, ...always, own, `${home}/.local/share/flatpak/exports/share`];
  const absolute = data
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => folder.replace(/\/+$/, ''));
  return [...new Set(absolute)].map((folder) => `${folder}/applications`);
}

/** Programs as the menus show them. `folders`: as on the machine; Wine keeps its entries in folders of theirs. */
export async function findMenuEntries(
  root: string,
  folders: readonly string[],
  kept: KeptFiles<Program | null>,
): Promise<FoundPrograms> {
  const listed = await Promise.all(folders.map((folder) => entriesIn(root, folder)));
  const files = await kept.read(listed.flatMap(({ paths }) => paths));
  const unread = listed.flatMap((folder) => folder.unread);
  return {
    programs: files.flatMap((file) => (file.ok && file.value !== null ? [file.value] : [])),
    unread: [
      ...unread,
      ...files.flatMap(({ path, ...file }) => (file.ok ? [] : [{ source: path, detail: file.detail }])),
    ],
  };
}

async function entriesIn(
  root: string,
  folder: string,
): Promise<{ paths: string[]; unread: FoundPrograms['unread'] }> {
  const full = join(root, folder);
  try {
    const names = await readdir(full, { recursive: true });
    return {
      paths: names.filter((name) => name.endsWith('.desktop')).map((name) => join(full, name)),
      unread: [],
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { paths: [], unread: [] };
    return { paths: [], unread: unreadPrograms(folder, code ?? String(error)).unread };
  }
}
