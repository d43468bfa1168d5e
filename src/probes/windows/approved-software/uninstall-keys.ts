import type { Program } from '../../../facts/approved-software.ts';
import { type FoundPrograms, noPrograms, unreadPrograms } from '../../found-programs.ts';
import type { Hive, KeyBelow, WindowsSystem } from '../system.ts';

const uninstall = 'Microsoft\\Windows\\CurrentVersion\\Uninstall';

/** What installers write for "Apps & features": for everybody in 64 and in 32 bits, and for this user alone. */
const places: readonly { readonly hive: Hive; readonly key: string }[] = [
  { hive: 'HKLM', key: `SOFTWARE\\${uninstall}` },
  { hive: 'HKLM', key: `SOFTWARE\\WOW6432Node\\${uninstall}` },
  { hive: 'HKCU', key: `Software\\${uninstall}` },
];

const names = ['DisplayName', 'Publisher', 'DisplayIcon', 'SystemComponent', 'ParentKeyName'];

/** Not Win32_Product, which repairs what it lists (learn.microsoft.com, "Win32_Product class"). */
export async function findInstalled({ registry }: WindowsSystem): Promise<FoundPrograms> {
  const found = await Promise.all(
    places.map(async ({ hive, key }): Promise<FoundPrograms> => {
      const source = `${hive}\\${key}`;
      const below = await registry.valuesBelow(hive, key, names);
      if (!below.ok) return unreadPrograms(source, below.detail);
      return below.value === undefined ? noPrograms : programsIn(below.value, source);
    }),
  );
  return { programs: found.flatMap((each) => each.programs), unread: found.flatMap((each) => each.unread) };
}

export const uninstallKeys = places;

function programsIn(keys: readonly KeyBelow[], source: string): FoundPrograms {
  return {
    programs: keys.flatMap((key) => programOf(key, source) ?? []),
    // What a key is called tells of a program that nobody may have anything against.
    unread: keys.some(({ values }) => values === null) ? [{ source, detail: 'a key is closed' }] : [],
  };
}

function programOf({ key, values }: KeyBelow, source: string): Program | null {
  const { DisplayName, Publisher, DisplayIcon, SystemComponent, ParentKeyName } = values ?? {};
  const name = textOf(DisplayName);
  // An update or a part of another program, which has a key of its own.
  if (name === null || textOf(ParentKeyName) !== null) return null;
  const icon = textOf(DisplayIcon);
  return {
    names: [...new Set([name, key])],
    publisher: textOf(Publisher),
    executables: icon === null ? [] : executableIn(icon),
    kind: SystemComponent === 1 ? 'component' : 'application',
    game: false,
    source,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** `"C:\Program Files\Tool\tool.exe",0`: the program whose icon is shown is most often the program. */
function executableIn(icon: string): string[] {
  const file = /([^\\/"]+\.exe)"?(?:,-?\d+)?$/i.exec(icon)?.[1];
  return file === undefined ? [] : [file];
}
