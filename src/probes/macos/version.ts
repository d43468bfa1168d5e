import { readPropertyList } from './property-list.ts';

const file = '/System/Library/CoreServices/SystemVersion.plist';

/** @returns macOS' version, such as 15.3.2; undefined where it does not tell. */
export async function readVersion(root: string): Promise<string | undefined> {
  const list = await readPropertyList(root, file);
  const { ProductVersion: version } = list.found === 'list' ? list.values : {};
  return typeof version === 'string' && /^\d+(\.\d+)*$/.test(version) ? version : undefined;
}
