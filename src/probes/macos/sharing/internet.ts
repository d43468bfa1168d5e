import { asSwitch, readPropertyList, valueAt } from '../property-list.ts';
import { type Finding, nothingFound, offered, type Scene, unreadOf } from './finding.ts';

export const internetSharingFile = '/Library/Preferences/SystemConfiguration/com.apple.nat.plist';

/** Internet Sharing: this Mac's own connection, given on to others. The file is written when it is first set up. */
export async function findInternetSharing({ system }: Scene): Promise<Finding> {
  const list = await readPropertyList(system.root, internetSharingFile);
  if (list.found === 'missing') return nothingFound;
  if (list.found !== 'list') return unreadOf('internet', internetSharingFile, list.detail);
  if (asSwitch(valueAt(list.values, 'NAT', 'Enabled')) !== true) return nothingFound;
  return offered({
    kind: 'internet',
    name: 'Internet Sharing',
    reach: 'unknown',
    active: true,
    source: internetSharingFile,
  });
}
