import type { Program } from '../../../facts/approved-software.ts';
import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import type { KeyBelow, WindowsSystem } from '../system.ts';

/** The packages of this user, as the deployment service registers them (MSIX, the Store's included). */
export const storePackages =
  'Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
const source = `HKCU\\${storePackages}`;

/** Publisher ids of Microsoft and of Windows: frameworks, and what comes with the system. */
const microsoft = new Set(['8wekyb3d8bbwe', 'cw5n1h2txyewy']);

export async function findStorePackages({ registry }: WindowsSystem): Promise<FoundPrograms> {
  const below = await registry.valuesBelow('HKCU', storePackages, ['DisplayName']);
  if (!below.ok) return unreadPrograms(source, below.detail);
  return below.value === undefined ? noPrograms : { programs: below.value.map(programOf), unread: [] };
}

/** `<name>_<version>_<architecture>_<resource>_<publisher id>` (learn.microsoft.com, "Package identity"). */
function programOf({ key, values }: KeyBelow): Program {
  const parts = key.split('_');
  const { DisplayName: shown } = values ?? {};
  // `@{…}` points into the package's resources; the name of the package stands for it.
  const names = typeof shown === 'string' && shown !== '' && !shown.startsWith('@') ? [shown] : [];
  const kind = microsoft.has(parts.at(-1) ?? '') ? 'component' : 'application';
  return programNamed([...names, parts[0] ?? key], kind, source);
}
