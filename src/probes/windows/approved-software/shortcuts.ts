import type { Program } from '../../../facts/approved-software.ts';
import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import { placeName, readText } from '../registry-value.ts';
import type { Hive, WindowsSystem } from '../system.ts';

/** Where Windows and its user have put the folders that it shows ("Redirect user profile folders"); most leave them. */
const shellFolders = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';

interface Place {
  readonly hive: Hive;
  /** The value that says where it lies. */
  readonly name: string;
  readonly usual: string;
  /** A menu has folders of its own; on a desktop they hold somebody's files, and a whole disk may be below it. */
  readonly depth: 'all' | 'own';
}

/** Where programs that were only unpacked show themselves: the Start menu and the desktop, everybody's and this user's. */
const places: readonly Place[] = [
  {
    hive: 'HKLM',
    name: 'Common Programs',
    usual: '%ProgramData%\\Microsoft\\Windows\\Start Menu\\Programs',
    depth: 'all',
  },
  {
    hive: 'HKCU',
    name: 'Programs',
    usual: '%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs',
    depth: 'all',
  },
  { hive: 'HKLM', name: 'Common Desktop', usual: '%PUBLIC%\\Desktop', depth: 'own' },
  { hive: 'HKCU', name: 'Desktop', usual: '%USERPROFILE%\\Desktop', depth: 'own' },
];

/** A shortcut is called as its program is. Menus hold manuals and web pages too: no shortcut is an application of its own. */
export async function findShortcuts(system: WindowsSystem): Promise<FoundPrograms> {
  const found = await Promise.all(places.map((place) => shortcutsIn(system, place)));
  return { programs: found.flatMap((each) => each.programs), unread: found.flatMap((each) => each.unread) };
}

/** The folder is named by its value: its path may hold somebody's name. */
async function shortcutsIn(
  system: WindowsSystem,
  { hive, name, usual, depth }: Place,
): Promise<FoundPrograms> {
  const place = { hive, key: shellFolders, name };
  const source = placeName(place);
  const moved = await readText(system.registry, place);
  if (!moved.ok) return unreadPrograms(source, moved.detail ?? moved.reason);
  const files = await system.filesIn(moved.value || usual, depth);
  if (!files.ok) return unreadPrograms(source, files.reason);
  if (files.value === undefined) return noPrograms;
  const names = files.value.flatMap((file) => /^(.+)\.(?:lnk|url)$/i.exec(file)?.[1] ?? []);
  return { programs: names.map((each) => programBehind(each, source)), unread: [] };
}

/** What Explorer puts behind the name of the file that a person made a shortcut of, in Chinese and in English. */
const madeByHand = / - (?:快捷方式|捷徑|Shortcut)(?: ?\(\d+\))?$/i;

function programBehind(shortcut: string, source: string): Program {
  const name = shortcut.replace(madeByHand, '');
  const executables = /\.exe$/i.test(name) ? [name] : [];
  return { ...programNamed([name], 'component', source), executables };
}
