import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import type { WindowsSystem } from '../system.ts';

export const steamApps = 'Software\\Valve\\Steam\\Apps';
const source = `HKCU\\${steamApps}`;

/** Games that Steam installed for this user are on the disk even where Steam itself no longer is. */
export async function findSteamGames({ registry }: WindowsSystem): Promise<FoundPrograms> {
  const below = await registry.valuesBelow('HKCU', steamApps, ['Installed', 'Name']);
  if (!below.ok) return unreadPrograms(source, below.detail);
  const keys = below.value ?? [];
  if (keys.some(({ values }) => values === null)) return unreadPrograms(source, 'a key is closed');
  const installed = keys.filter(({ values }) => isInstalled(values ?? {}));
  if (installed.length === 0) return noPrograms;
  const games = installed.map(({ key, values }) => {
    const { Name: name } = values ?? {};
    const names = typeof name === 'string' && name !== '' ? [name, `Steam App ${key}`] : [`Steam App ${key}`];
    return { ...programNamed(names, 'application', source), game: true };
  });
  return { programs: games, unread: [] };
}

function isInstalled({ Installed }: Readonly<Record<string, unknown>>): boolean {
  return Installed === 1;
}
