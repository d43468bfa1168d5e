import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AntivirusProduct } from '../../../facts/antivirus.ts';
import { type PropertyList, readPropertyList } from '../property-list.ts';
import type { MacSystem } from '../system.ts';
import { type Protection, readProtection } from './protection.ts';
import { readSignatureUpdates, type SignatureUpdates } from './signature-updates.ts';

/** macOS 15 and later take the first; earlier ones know only the second. What stays behind there is older. */
const bundles = [
  '/var/protected/xprotect/XProtect.bundle',
  '/Library/Apple/System/Library/CoreServices/XProtect.bundle',
];

export const xprotectFiles = bundles.map((bundle) => `${bundle}/Contents/Info.plist`);

/**
 * XProtect, which every Mac has: Apple's signature-based antivirus, part of the system.
 *
 * - Running: it has no engine that could be stopped, only protection that could be taken away. So it is `on` while system
 *   integrity protection is on; without that nobody can vouch for it, which is `unknown`, not `off`.
 * - Real time: it checks programs when they are first opened, when they have changed, and when its signatures have (Apple
 *   Platform Security, "Protecting against malware in macOS"). Gatekeeper switched off takes away what calls it for most
 *   programs; what is left is not documented, so it is `unknown` then.
 * - Signatures: of the newer of the two bundles, the day that its Info.plist was written. Apple publishes when it has
 *   something, every one to three weeks: where they install themselves, they were Apple's newest on the day when Apple was
 *   last asked. Nobody but Apple can make them newer than that.
 */
export async function readXprotect(
  system: MacSystem,
  signal: AbortSignal,
): Promise<AntivirusProduct | undefined> {
  const [protection, updates, ...found] = await Promise.all([
    readProtection(system, signal),
    readSignatureUpdates(system.root),
    ...xprotectFiles.map((path) => readBundle(system.root, path)),
  ]);
  const present = found.filter((bundle) => bundle.found !== 'missing');
  if (present.length === 0) return undefined;
  const newest = present.filter((bundle) => bundle.found === 'bundle').toSorted(newerFirst)[0];
  // A bundle that is there and could not be read may be the newer one: no date can be said then.
  const isWhole = present.every((bundle) => bundle.found === 'bundle');
  return {
    name: 'XProtect',
    running: protection.integrity === 'on' ? 'on' : 'unknown',
    realTime: isOn(protection) ? 'on' : 'unknown',
    signaturesAt: isWhole && newest !== undefined ? newestOn(newest, updates) : null,
    signatures: 'unknown',
    source: newest?.path ?? xprotectFiles[0] ?? '',
  };
}

/** ISO. @returns null where it can't be told whether older ones are still Apple's newest. */
function newestOn({ writtenAt }: ReadBundle, updates: SignatureUpdates): string | null {
  if (!updates.ok) return null;
  const { isAutomatic, checkedAt } = updates;
  return isAutomatic && checkedAt !== null && checkedAt > writtenAt ? checkedAt : writtenAt;
}

function isOn({ integrity, gatekeeper }: Protection): boolean {
  return integrity === 'on' && gatekeeper === 'on';
}

type Bundle =
  | { readonly found: 'bundle'; readonly path: string; readonly version: number; readonly writtenAt: string }
  | { readonly found: 'missing' | 'unread' };

async function readBundle(root: string, path: string): Promise<Bundle> {
  const [list, file] = await Promise.all([
    readPropertyList(root, path),
    stat(join(root, path)).catch(() => undefined),
  ]);
  if (list.found === 'missing') return { found: 'missing' };
  const version = versionOf(list);
  if (version === undefined || file === undefined) return { found: 'unread' };
  return { found: 'bundle', path, version, writtenAt: file.mtime.toISOString() };
}

/** A plain number that only grows, such as 5287. */
function versionOf(list: PropertyList): number | undefined {
  if (list.found !== 'list') return undefined;
  const { CFBundleShortVersionString: text } = list.values;
  return typeof text === 'string' && /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

type ReadBundle = Extract<Bundle, { found: 'bundle' }>;

/** Of two copies of one version the earlier: a copy is written later than what it was made from. */
function newerFirst(one: ReadBundle, other: ReadBundle): number {
  return other.version - one.version || one.writtenAt.localeCompare(other.writtenAt);
}
