import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../../../facts/approved-software.ts';
import type { FoundPrograms } from '../../found-programs.ts';
import type { KeptFiles } from '../../kept-files.ts';
import { shownPath } from '../../shown-path.ts';
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
  { root, home }: Pick<LinuxSystem, 'root' | 'home'>,
  folders: readonly string[],
  kept: KeptFiles<Program | null>,
): Promise<FoundPrograms> {
  const listed = await Promise.all(folders.map((folder) => entriesIn(root, folder)));
  const files = await kept.read(listed.flatMap(({ paths }) => paths));
  const closed = files.filter((file) => !file.ok && file.detail !== isFolder).map(({ path }) => path);
  return {
    programs: files.flatMap((file) => (file.ok && file.value !== null ? [file.value] : [])),
    // The folder alone: what an entry is called tells of a program that nobody may have anything against.
    unread: listed.flatMap(({ folder, paths, refused }) => {
      const detail = refused ?? (paths.some((path) => closed.includes(path)) ? 'an entry is closed' : null);
      return detail === null ? [] : [{ source: shownPath(folder, home), detail }];
    }),
  };
}

/** A folder may be called as an entry is. */
const isFolder = 'EISDIR';

interface Listed {
  readonly folder: string;
  readonly paths: readonly string[];
  readonly refused: string | null;
}

async function entriesIn(root: string, folder: string): Promise<Listed> {
  const full = join(root, folder);
  try {
    const names = await readdir(full, { recursive: true });
    const paths = names.filter((name) => name.endsWith('.desktop')).map((name) => join(full, name));
    return { folder, paths, refused: null };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    return { folder, paths: [], refused: isMissing ? null : (code ?? String(error)) };
  }
}
