import { serviceRuns } from '../running-programs.ts';
import type { NetworkShare } from '../system.ts';
import { type Finding, nothingFound, type Offer, type Scene, together, unreadOf } from './finding.ts';
import { readPreparedShares, readShareSecurity, sharesKey } from './prepared-shares.ts';
import { reachOf } from './security-descriptor.ts';

const apiSource = 'NetShareEnum';
const registrySource = `HKLM\\${sharesKey}`;
/** STYPE_* (lmshare.h). */
const special = 0x80000000;
const [printQueue, ipc] = [1, 3];
/** Windows makes these itself, for printers, faxes and domains, and does not mark them as special. */
const ownNames = new Set(['print$', 'fax$', 'netlogon', 'sysvol']);

/** Folders and printers that the Server service gives to the network, or will give when it starts. */
export async function findNetworkShares(scene: Scene): Promise<Finding> {
  const shares = await scene.system.networkShares();
  if (!shares.ok) {
    const prepared = await findPrepared(scene, serviceRuns(scene.programs, 'LanmanServer') !== false);
    return together([prepared, unreadOf('smb', apiSource, shares)]);
  }
  if (!shares.value.serverRunning) return findPrepared(scene, false);
  return asFinding(scene, shares.value.shares, apiSource, true);
}

async function findPrepared(scene: Scene, active: boolean): Promise<Finding> {
  const prepared = await readPreparedShares(scene.system.registry);
  if (!prepared.ok) return unreadOf('smb', registrySource, prepared);
  return asFinding(scene, prepared.value, registrySource, active);
}

async function asFinding(
  scene: Scene,
  shares: readonly NetworkShare[],
  source: string,
  active: boolean,
): Promise<Finding> {
  const made = shares.filter(isMadeBySomeone);
  const offers = made.map((share) => asOffer(scene, share, source, active));
  return { ...nothingFound, offers: await Promise.all(offers) };
}

/** A name that ends in `$` only hides a share from browsing: without the special flag somebody made it. */
export function isMadeBySomeone({ name, type }: Pick<NetworkShare, 'name' | 'type'>): boolean {
  if ((type & special) !== 0 || (type & 0xff) === ipc) return false;
  return !ownNames.has(name.toLowerCase());
}

async function asOffer(scene: Scene, share: NetworkShare, source: string, active: boolean): Promise<Offer> {
  const security = share.securityDescriptor ?? (await readShareSecurity(scene.system.registry, share.name));
  return {
    kind: (share.type & 0xff) === printQueue ? 'printer' : 'smb',
    name: share.name,
    reach: security === undefined ? 'unknown' : reachOf(security),
    active,
    source,
  };
}
