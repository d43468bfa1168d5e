import { readNumber } from '../registry-value.ts';
import { type Finding, nothingFound, offered, type Scene, unreadOf } from './finding.ts';

const policy = {
  hive: 'HKLM',
  key: 'SOFTWARE\\Policies\\Microsoft\\Windows\\System',
  name: 'EnableCdp',
} as const;
export const nearbySetting = {
  hive: 'HKCU',
  key: 'Software\\Microsoft\\Windows\\CurrentVersion\\CDP',
  name: 'NearShareChannelUserAuthzPolicy',
} as const;

/** Nearby sharing, over Bluetooth and Wi-Fi: 1 the user's own devices, 2 everyone near. Off where it was never set. */
export async function findNearby({ system }: Scene): Promise<Finding> {
  const forbidden = await readNumber(system.registry, policy);
  if (forbidden.ok && forbidden.value === 0) return nothingFound;
  const shares = await readNumber(system.registry, nearbySetting);
  if (!shares.ok) return unreadOf('nearby', shares.source, shares);
  if (!shares.value) return nothingFound;
  return offered({
    kind: 'nearby',
    name: 'Nearby sharing',
    reach: shares.value === 1 ? 'accounts' : 'everyone',
    active: true,
    source: shares.source,
  });
}
