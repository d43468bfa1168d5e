import { readPropertyList } from './property-list.ts';

const file = '/System/Library/CoreServices/SystemVersion.plist';

/** @returns the first number of macOS' version, such as 15; undefined where it does not tell. */
export async function readMajorVersion(root: string): Promise<number | undefined> {
  const list = await readPropertyList(root, file);
  const { ProductVersion: version } = list.found === 'list' ? list.values : {};
  const major = typeof version === 'string' ? /^\d+(?=\.|$)/.exec(version)?.[0] : undefined;
  return major === undefined ? undefined : Number(major);
}
