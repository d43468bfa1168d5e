import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import { shownPath } from '../../shown-path.ts';

/** Where each program has a folder of its name: flatpak(1), snap(8), UOS and Deepin. */
export function appFolders(home: string): string[] {
  return ['/var/lib/flatpak/app', `${home}/.local/share/flatpak/app`, '/snap', uosApps];
}

export const uosApps = '/opt/apps';
/** In /snap, and no snaps. */
const notPrograms = new Set(['bin', 'README']);

/** What the store of the system calls its programs; those that have no menu entry too. */
export async function findAppFolders(root: string, home: string): Promise<FoundPrograms> {
  const found = await Promise.all(
    appFolders(home).map((folder) => programsIn(root, folder, shownPath(folder, home))),
  );
  return { programs: found.flatMap((each) => each.programs), unread: found.flatMap((each) => each.unread) };
}

/** UOS keeps the menu entries of its programs with them. */
export function uosMenuFolders({ programs }: FoundPrograms): string[] {
  const uos = programs.filter(({ source }) => source === uosApps);
  return uos.map(({ names: [name = ''] }) => `${uosApps}/${name}/entries/applications`);
}

async function programsIn(root: string, folder: string, source: string): Promise<FoundPrograms> {
  try {
    const names = await readdir(join(root, folder));
    const programs = names.filter((name) => !notPrograms.has(name));
    return { programs: programs.map((name) => programNamed([name], 'component', source)), unread: [] };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return noPrograms;
    return unreadPrograms(source, code ?? String(error));
  }
}
