import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import type { WindowsSystem } from '../system.ts';

/** Where programs that were only unpacked show themselves: the Start menu and the desktop, everybody's and this user's. */
const folders = [
  '%ProgramData%\\Microsoft\\Windows\\Start Menu\\Programs',
  '%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs',
  '%PUBLIC%\\Desktop',
  '%USERPROFILE%\\Desktop',
];

/** A shortcut is called as its program is. Menus hold manuals and web pages too: no shortcut is an application of its own. */
export async function findShortcuts(system: WindowsSystem): Promise<FoundPrograms> {
  const found = await Promise.all(folders.map((folder) => shortcutsIn(system, folder)));
  return { programs: found.flatMap((each) => each.programs), unread: found.flatMap((each) => each.unread) };
}

async function shortcutsIn(system: WindowsSystem, folder: string): Promise<FoundPrograms> {
  const files = await system.filesBelow(folder);
  if (!files.ok) return unreadPrograms(folder, files.detail);
  if (files.value === undefined) return noPrograms;
  const names = files.value.flatMap((file) => /^(.+)\.(?:lnk|url)$/i.exec(file)?.[1] ?? []);
  return { programs: names.map((name) => programNamed([name], 'component', folder)), unread: [] };
}
