import type { ListedDevice, Storage } from '../../server/storage/storage.ts';

/** @param wanted the id of a device, or a host name that only one has; one that is signed off is found where none is in. */
export async function findNamed(storage: Storage, wanted: string): Promise<string | null> {
  if ((await storage.findDeviceKey(wanted)) !== null) return wanted;
  const inFleet = await findByHost(storage, wanted, 'all');
  const named = inFleet.length > 0 ? inFleet : await findByHost(storage, wanted, 'signed-off');
  return named.length === 1 ? (named[0]?.device ?? null) : null;
}

async function findByHost(
  storage: Storage,
  wanted: string,
  filter: 'all' | 'signed-off',
): Promise<readonly ListedDevice[]> {
  const query = { search: wanted, filter, sort: 'hostname', direction: 'asc', limit: 200 } as const;
  const { devices } = await storage.listDevices({ ...query, after: null, silentBefore: 0 });
  return devices.filter(({ hostname }) => hostname === wanted);
}
