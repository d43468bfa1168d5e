import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../read-text.ts';
import { type Finding, type Scene, unreadOf } from './finding.ts';
import { onThisNetwork } from './network-processes.ts';

const config = '/etc/ssh/sshd_config';
const more = '/etc/ssh/sshd_config.d';

/** Doors for a command line from elsewhere: SSH, on its own port or the one that its configuration names, and telnet. */
export async function findRemoteLogin(scene: Scene): Promise<Finding> {
  const servers = await sshServers(scene);
  const configured = await configuredPorts(scene.system.root);
  const ports = [...new Set([22, ...configured, ...servers.flatMap(parseArgumentPorts)])];
  const offers = scene.open.filter((each) => each.protocol === 'tcp' && ports.includes(each.port)).map(asSsh);
  offers.push(...scene.open.filter((each) => each.protocol === 'tcp' && each.port === 23).map(asTelnet));
  const found: Finding = { offers: distinct(offers), unread: [] };
  // Which socket belongs to root's process is hidden from other users: a port that nothing names can't be found.
  const explained = [...scene.open, ...scene.loopback].some((each) => ports.includes(each.port));
  if (servers.length === 0 || explained) return found;
  return {
    ...found,
    unread: unreadOf('remote-login', config, 'sshd runs, on a port that is not known').unread,
  };
}

/**
 * The command lines of sshd's own processes. Those of a session call themselves `sshd: carol [priv]`; since OpenSSH 8.2
 * the listening one is `sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups`.
 */
async function sshServers(scene: Scene): Promise<string[]> {
  const root = onThisNetwork(scene, ['sshd']).filter((process) => process.uid === 0);
  const lines = await Promise.all(root.map(({ pid }) => readText(scene.system.root, `proc/${pid}/cmdline`)));
  return lines
    .map((file) => (file.found === 'text' ? file.text.replaceAll('\0', ' ') : ''))
    .filter((line) => !/^sshd: [^/]/.test(line));
}

/** sshd(8): `-p 2222`, `-o Port=2222`. */
export function parseArgumentPorts(line: string): number[] {
  return [...line.matchAll(/ -(?:p|o ?Port[ =]) ?(\d+)(?= |$)/gi)].map((match) => Number(match[1]));
}

type LoginOffer = Finding['offers'][number];
type Door = Scene['open'][number];

function asSsh({ port, source }: Door): LoginOffer {
  return { kind: 'remote-login', name: `SSH (port ${port})`, reach: 'accounts', active: true, source };
}

function asTelnet({ port, source }: Door): LoginOffer {
  return { kind: 'remote-login', name: `Telnet (port ${port})`, reach: 'accounts', active: true, source };
}

/** A server on IPv4 and IPv6 is one door. */
function distinct(offers: readonly LoginOffer[]): LoginOffer[] {
  const byName = new Map<string, LoginOffer>();
  for (const offer of offers) if (!byName.has(offer.name)) byName.set(offer.name, offer);
  return [...byName.values()];
}

async function configuredPorts(root: string): Promise<number[]> {
  const names = await readdir(join(root, more)).catch((): string[] => []);
  const files = [config, ...names.filter((name) => name.endsWith('.conf')).map((name) => join(more, name))];
  const read = await Promise.all(files.map((file) => readText(root, file)));
  return read.flatMap((file) => (file.found === 'text' ? parseSshPorts(file.text) : []));
}

/** sshd_config(5): `Port 2222`, and `ListenAddress host:2222` or `[::]:2222`; keywords in any case. */
export function parseSshPorts(text: string): number[] {
  const ports = [...text.matchAll(/^[ \t]*port(?:[ \t]+|[ \t]*=[ \t]*)"?(\d+)"?[ \t]*(?:#.*)?$/gim)];
  const addresses = [...text.matchAll(/^[ \t]*listenaddress[ \t=]+(?:\[[^\]\n]*\]|[^\s:\]]+):(\d+)\b/gim)];
  return [...ports, ...addresses]
    .map((match) => Number(match[1]))
    .filter((port) => port > 0 && port < 65_536);
}
