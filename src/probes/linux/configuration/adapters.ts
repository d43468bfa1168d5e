import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../../../facts/configuration.ts';
import { adaptersFolder } from '../network-isolation/adapters.ts';
import { readText } from '../read-text.ts';
import { isBuiltIn } from './built-in.ts';

type Adapter = NonNullable<Configuration['adapters']>[number];

/** sysfs-class-net: NET_ADDR_PERM, the address is the one that was built in; else a person or a program set it. */
const permanent = '0';
const kinds: Readonly<Record<string, Adapter['kind']>> = { wlan: 'wifi', wwan: 'cellular' };

/** The adapters that belong to the computer; null where the kernel does not list them. */
export async function readBuiltInAdapters(root: string): Promise<Adapter[] | null> {
  const names = await readdir(join(root, adaptersFolder)).catch(() => null);
  if (names === null) return null;
  // An access point beside a network is a second interface of the same radio.
  const cards = new Map<string, string>();
  for (const name of names.toSorted()) {
    const folder = `${adaptersFolder}/${name}`;
    const card = await realpath(join(root, folder, 'phy80211')).catch(() => folder);
    if (!cards.has(card)) cards.set(card, folder);
  }
  const adapters = await Promise.all([...cards.values()].map((folder) => readAdapter(root, folder)));
  return adapters.flat();
}

async function readAdapter(root: string, folder: string): Promise<Adapter[]> {
  if (!(await isBuiltIn(root, `${folder}/device`))) return [];
  const text = async (file: string): Promise<string> => {
    const read = await readText(root, `${folder}/${file}`);
    return read.found === 'text' ? read.text.trim() : '';
  };
  const [uevent, assigned, address, radio] = await Promise.all(
    ['uevent', 'addr_assign_type', 'address', 'phy80211/macaddress'].map(text),
  );
  const kind = kinds[/^DEVTYPE=(.*)$/m.exec(uevent ?? '')?.[1] ?? ''] ?? 'ethernet';
  // The radio keeps the address that it was built with while its interfaces take others for each network.
  const builtIn = radio || (assigned === permanent ? (address ?? '') : '');
  return [{ kind, address: builtIn.toUpperCase().replaceAll(':', '-') }];
}
