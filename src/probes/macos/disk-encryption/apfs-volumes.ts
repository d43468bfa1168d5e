import { parsePropertyList, valueAt } from '../property-list.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** A volume as diskutil(8) lists it. */
export interface ApfsVolume {
  readonly name: string;
  /** `System`, `Data`, `Preboot` and so on; a volume that a person made has none. */
  readonly roles: readonly string[];
  /** FileVault, which is what its encryption is called on every volume; "encrypted at rest" alone needs no password. */
  readonly isEncrypted: boolean;
  readonly isLocked: boolean;
  /** Being encrypted or decrypted. */
  readonly isChanging: boolean;
}

export const apfsSource = 'diskutil apfs list';

/** All volumes that share the disk with the system. Whether another disk is fixed the list does not tell: it is left out. */
export async function readSystemContainer(
  system: MacSystem,
  signal: AbortSignal,
): Promise<readonly ApfsVolume[] | Unread> {
  const result = await system.run('/usr/sbin/diskutil', ['apfs', 'list', '-plist'], { signal });
  if (!result.ok) return silent(result, apfsSource);
  const list = await parsePropertyList(Buffer.from(result.stdout));
  const containers = listAt(list, 'Containers').map((container) =>
    listAt(container, 'Volumes').map(volumeOf),
  );
  const own = containers.find((volumes) => volumes.some(({ roles }) => roles.includes('System')));
  return own ?? unread('unparsable', apfsSource, firstWords(result.stdout));
}

function listAt(values: unknown, key: string): readonly unknown[] {
  const list = valueAt(values, key);
  return Array.isArray(list) ? list : [];
}

function volumeOf(values: unknown): ApfsVolume {
  const is = (key: string): boolean => valueAt(values, key) === true;
  const name = valueAt(values, 'Name');
  return {
    name: typeof name === 'string' ? name : '',
    roles: listAt(values, 'Roles').map(String),
    isEncrypted: is('FileVault'),
    isLocked: is('Locked'),
    isChanging: is('CryptoMigrationOn'),
  };
}
