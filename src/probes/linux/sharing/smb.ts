import { join } from 'node:path';
import type { KeptAnswer } from '../../kept-answer.ts';
import { identityOf } from '../file-identity.ts';
import { firstExisting } from '../first-existing.ts';
import { readText } from '../read-text.ts';
import { type Finding, nothingFound, openOn, type Scene, together, unreadOf } from './finding.ts';
import type { Listener } from './listeners.ts';
import { onThisNetwork } from './network-processes.ts';
import { isYes, readSmbConf, type SmbConf, type SmbShare } from './smb-conf.ts';
import { listVisibleShares, type VisibleShares } from './smb-listing.ts';
import { readUserShares } from './user-shares.ts';

const smbPorts = [445, 139];
const samba = {
  programs: ['/usr/sbin/smbd', '/usr/local/samba/sbin/smbd'],
  process: 'smbd',
  config: '/etc/samba/smb.conf',
};
const ksmbd = {
  programs: ['/usr/sbin/ksmbd.mountd'],
  process: 'ksmbd.mountd',
  config: '/etc/ksmbd/ksmbd.conf',
};
/** The default of `usershare path`, below Debian's, Fedora's and SUSE's state folder. */
const userShareFolder = '/var/lib/samba/usershares';

/** Windows shares: of the administrator's configuration, and of users. */
export async function findSmb(scene: Scene, kept: KeptAnswer<VisibleShares>): Promise<Finding> {
  const findings = await Promise.all([findOf(scene, samba, kept), findOf(scene, ksmbd, undefined)]);
  const open = openOn(scene, smbPorts);
  const explained = !scene.list.complete || onThisNetwork(scene, [samba.process, ksmbd.process]).length > 0;
  if (open !== undefined && !explained)
    findings.push(unreadOf('smb', `port ${open.port}`, 'a server other than Samba listens here'));
  return together(findings);
}

async function findOf(
  scene: Scene,
  server: typeof samba,
  kept: KeptAnswer<VisibleShares> | undefined,
): Promise<Finding> {
  const { root } = scene.system;
  const running = onThisNetwork(scene, [server.process]);
  const installed = (await firstExisting(root, server.programs)) !== undefined;
  const possible = installed || running.length > 0 || (!scene.list.complete && openOn(scene, smbPorts));
  if (!possible) return nothingFound;
  const started = await Promise.all(running.map((process) => configOf(root, process.pid)));
  const paths = new Set(
    started.length === 0 ? [server.config] : started.map((each) => each ?? server.config),
  );
  const findings = [...paths].map((path) => findIn(scene, path, running.length > 0, kept));
  return together(await Promise.all(findings));
}

async function findIn(
  scene: Scene,
  path: string,
  running: boolean,
  kept: KeptAnswer<VisibleShares> | undefined,
): Promise<Finding> {
  const conf = await readSmbConf(scene.system.root, path);
  const ports = portsOf(conf);
  const serves = running || !scene.list.complete ? openOn(scene, ports) : undefined;
  if (conf === undefined) {
    if (serves === undefined) return nothingFound;
    return unreadOf('smb', `port ${serves.port}`, `${path} is missing, yet a server listens`);
  }
  const active = serves !== undefined;
  const own = conf.shares.map((share) => asOffer(share, active));
  const unread = conf.unread.map((each) => ({ kind: 'smb' as const, ...each }));
  const users = kept === undefined ? nothingFound : await findUserShares(scene, path, conf, serves, kept);
  return together([{ offers: own, unread }, users]);
}

/** smbd(8) may have been started with another configuration: `-s FILE`, `--configfile=FILE`. */
async function configOf(root: string, pid: number): Promise<string | undefined> {
  const file = await readText(root, `proc/${pid}/cmdline`);
  if (file.found !== 'text') return undefined;
  const path = /\0(?:-s\0?|--configfile[=\0])([^\0]+)/.exec(file.text)?.[1];
  return path?.startsWith('/') ? path : undefined;
}

function portsOf(conf: SmbConf | undefined): readonly number[] {
  const ports = (conf?.global.get('smbports') ?? '').split(/[\s,]+/).map(Number);
  const valid = ports.filter((port) => Number.isInteger(port) && port > 0 && port < 65_536);
  return valid.length > 0 ? valid : smbPorts;
}

function asOffer(share: SmbShare, active: boolean): Finding['offers'][number] {
  const kind = share.printer ? 'printer' : 'smb';
  return { kind, name: share.name, reach: share.reach, active, source: share.source };
}

async function findUserShares(
  scene: Scene,
  path: string,
  conf: SmbConf,
  serves: Listener | undefined,
  kept: KeptAnswer<VisibleShares>,
): Promise<Finding> {
  if (conf.global.get('usersharemaxshares') === '0') return nothingFound;
  const folder = conf.global.get('usersharepath') ?? userShareFolder;
  if (!folder.startsWith('/')) return nothingFound;
  const { root } = scene.system;
  const users = await readUserShares(root, folder);
  const guests = isYes(conf.global.get('usershareallowguests') ?? 'yes');
  if (users.seen === 'all') {
    const limited = users.shares.map((share) => (guests ? share : { ...share, reach: 'accounts' as const }));
    return { offers: limited.map((share) => asOffer(share, serves !== undefined)), unread: [] };
  }
  const unread = unreadOf('smb', folder, users.detail);
  if (serves === undefined) return unread;
  const key = await identityOf([join(root, folder), join(root, path)]);
  const visible = await listVisibleShares(scene.system, kept, key, serves, scene.signal);
  return visible === undefined ? unread : { offers: beyond(conf, visible), unread: [] };
}

/** What the server shows and smb.conf does not name: user shares. [homes] shows itself to a guest under the guest's name. */
function beyond(conf: SmbConf, visible: readonly string[]): Finding['offers'] {
  const named = new Set(conf.shares.map((share) => share.name.toLowerCase()));
  if (conf.homes) named.add((conf.global.get('guestaccount') ?? 'nobody').toLowerCase());
  const own = ['netlogon', 'sysvol'];
  return visible
    .filter((name) => !named.has(name.toLowerCase()) && !own.includes(name.toLowerCase()))
    .map((name) => ({ kind: 'smb', name, reach: 'unknown', active: true, source: 'smbclient -L localhost' }));
}
