import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../read-text.ts';
import type { SmbShare } from './smb-conf.ts';

/** The shares that users make without an administrator, or that they may be there unseen. */
export type UserShares =
  | { readonly seen: 'all'; readonly shares: readonly SmbShare[] }
  | { readonly seen: 'not'; readonly detail: string };

/** One file for each share, written by `net usershare add`; the folder is 1770 root:sambashare, closed to other users. */
export async function readUserShares(root: string, folder: string): Promise<UserShares> {
  let names: string[];
  try {
    names = await readdir(join(root, folder));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { seen: 'all', shares: [] };
    if (await isProvablyEmpty(join(root, folder))) return { seen: 'all', shares: [] };
    return { seen: 'not', detail: code === 'EACCES' ? 'denied' : String(code) };
  }
  const shares: SmbShare[] = [];
  // Names with a colon are being written (usershare.c makes `:tmpXXXXXX`).
  for (const name of names.filter((each) => !each.startsWith(':'))) {
    const file = await readText(root, join(folder, name));
    if (file.found === 'missing') continue;
    if (file.found !== 'text') return { seen: 'not', detail: `${name}: ${file.found}` };
    const share = parseUserShare(name, file.text, join(folder, name));
    if (share !== undefined) shares.push(share);
  }
  return { seen: 'all', shares };
}

/** `#VERSION 2`, then `path=`, `comment=`, `usershare_acl=`, `guest_ok=`, `sharename=`; Samba skips what isn't so. */
export function parseUserShare(name: string, text: string, source: string): SmbShare | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  if (!/^#VERSION [12]$/.test(lines[0] ?? '')) return undefined;
  const field = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
  if (!field('path')?.startsWith('/')) return undefined;
  const reach = field('guest_ok') === 'y' ? 'everyone' : 'accounts';
  return { name: field('sharename') || name, printer: false, reach, source };
}

/** File systems whose size of a folder counts its entries, and that size with none (statfs(2) gives the types). */
const emptySizes: ReadonlyMap<number, bigint> = new Map([
  [0x9123683e, 0n], // btrfs
  [0x58465342, 6n], // xfs
  [0x01021994, 40n], // tmpfs
]);

/**
 * A closed folder that nobody has put anything into since it was made: its content was last changed (mtime) in the very
 * nanosecond of its birth. Setting mtime to any other time than now takes its owner, root; a copied folder differs.
 */
async function isProvablyEmpty(path: string): Promise<boolean> {
  try {
    const [folder, system] = await Promise.all([stat(path, { bigint: true }), statfs(path)]);
    // Where the file system keeps no birth, Node may give ctime, which a new entry moves together with mtime.
    const bornOnce = folder.birthtimeNs > 0n && folder.birthtimeNs < folder.ctimeNs;
    if (bornOnce && folder.mtimeNs === folder.birthtimeNs) return true;
    return emptySizes.get(system.type) === folder.size;
  } catch {
    return false;
  }
}
