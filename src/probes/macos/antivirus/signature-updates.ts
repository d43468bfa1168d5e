import { softwareUpdateFile } from '../os-updates.ts';
import { asDate, asSwitch, type PropertyList, readPropertyList } from '../property-list.ts';

/** What an administrator fixes for the computer; it comes before what stands in Software Update's own file. */
export const managedUpdatesFile = '/Library/Managed Preferences/com.apple.SoftwareUpdate.plist';

/** `isAutomatic`: XProtect's signatures install themselves. `checkedAt`: when Apple was last asked with success. */
export type SignatureUpdates =
  | { readonly ok: true; readonly isAutomatic: boolean; readonly checkedAt: string | null }
  | { readonly ok: false };

/** Different versions write different ones; the latest is when Apple was last asked. */
const checks = ['LastSuccessfulDate', 'LastBackgroundSuccessfulDate', 'LastFullSuccessfulDate'];

/**
 * "Install Security Responses and system files" is `ConfigDataInstall`; never written, it is on (Apple, device management,
 * SoftwareUpdate: "default: true").
 */
export async function readSignatureUpdates(root: string): Promise<SignatureUpdates> {
  const files = [managedUpdatesFile, softwareUpdateFile];
  const lists = await Promise.all(files.map((path) => readPropertyList(root, path)));
  if (lists.some(({ found }) => found !== 'list' && found !== 'missing')) return { ok: false };
  const written = lists.flatMap(writtenAs('ConfigDataInstall'))[0];
  const isAutomatic = written === undefined ? true : asSwitch(written);
  if (isAutomatic === undefined) return { ok: false };
  const dates = checks.flatMap((key) => lists.flatMap(writtenAs(key))).flatMap((date) => asDate(date) ?? []);
  return { ok: true, isAutomatic, checkedAt: dates.toSorted().at(-1) ?? null };
}

function writtenAs(key: string): (list: PropertyList) => unknown[] {
  return (list) => (list.found === 'list' && list.values[key] !== undefined ? [list.values[key]] : []);
}
