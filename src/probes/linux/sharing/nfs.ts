import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firstExisting } from '../first-existing.ts';
import { readText } from '../read-text.ts';
import { type Finding, nothingFound, openOn, type Scene, together, unreadOf } from './finding.ts';
import { onThisNetwork } from './network-processes.ts';
import { parseExports } from './nfs-exports.ts';

const programs = ['/usr/sbin/rpc.nfsd', '/usr/sbin/exportfs'];
/** Exports that hold now, whoever made them (exportfs(8)); it is what rpc.mountd answers from. */
const currentTable = '/var/lib/nfs/etab';

/** Unix shares. rpcbind alone shares nothing: the kernel's server on port 2049 does. */
export async function findNfs(scene: Scene): Promise<Finding> {
  const { root } = scene.system;
  const open = openOn(scene, [2049]);
  const installed = (await firstExisting(root, programs)) !== undefined;
  if (open === undefined && !installed) return nothingFound;
  const files = [...(await exportFiles(root)), currentTable];
  const read = await Promise.all(files.map((file) => findIn(root, file, open !== undefined)));
  const found = together(read.filter((finding) => finding !== undefined));
  if (open === undefined) return { ...found, offers: once(found.offers) };
  const userSpace =
    onThisNetwork(scene, ['ganesha.nfsd', 'unfsd']).length > 0 ||
    (await firstExisting(root, ['/etc/ganesha'])) !== undefined;
  const silent = read.every((finding) => finding === undefined);
  const other =
    userSpace || silent
      ? unreadOf('nfs', 'port 2049', 'a server whose exports are not in /etc/exports')
      : nothingFound;
  return together([{ ...found, offers: once(found.offers) }, other]);
}

/** exportfs(8): files of this folder end in `.exports` and don't begin with a dot. */
async function exportFiles(root: string): Promise<string[]> {
  const folder = '/etc/exports.d';
  const names = await readdir(join(root, folder)).catch((): string[] => []);
  const more = names.filter((name) => name.endsWith('.exports') && !name.startsWith('.'));
  return ['/etc/exports', ...more.map((name) => join(folder, name))];
}

async function findIn(root: string, path: string, active: boolean): Promise<Finding | undefined> {
  const file = await readText(root, path);
  if (file.found === 'missing') return undefined;
  if (file.found !== 'text') return unreadOf('nfs', path, file.found);
  // What was exported when the server last ran is no definition: it is written anew at its start.
  if (path === currentTable && !active) return nothingFound;
  const offers = parseExports(file.text).map(
    (each) => ({ kind: 'nfs', name: each.path, reach: each.reach, active, source: path }) as const,
  );
  return { offers, unread: [] };
}

/** /etc/exports and etab name the same exports: the first source is kept, and the wider reach. */
function once(offers: Finding['offers']): Finding['offers'] {
  const byName = new Map<string, Finding['offers'][number]>();
  for (const offer of offers) {
    const known = byName.get(offer.name);
    if (known === undefined) byName.set(offer.name, offer);
    else if (offer.reach === 'everyone') byName.set(offer.name, { ...known, reach: 'everyone' });
  }
  return [...byName.values()];
}
