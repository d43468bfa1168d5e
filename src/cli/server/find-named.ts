import type { Storage } from '../../server/storage/storage.ts';

/** @param wanted the id of a device, or a host name that only one has. */
export async function findNamed(storage: Storage, wanted: string): Promise<string | null> {
  if ((await storage.findDeviceKey(wanted)) !== null) return wanted;
  const query = { search: wanted, filter: 'all', sort: 'hostname', direction: 'asc', limit: 200 } as const;
  const { devices } = await storage.listDevices({ ...query, after: null, silentBefore: 0 });
  const named = devices.filter(({ hostname }) => hostname === wanted);
  return named.length === 1 ? (named[0]?.device ?? null) : null;
}
