import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../read-text.ts';
import { type Finding, type Scene, unreadOf } from './finding.ts';

const config = '/etc/ssh/sshd_config';
const more = '/etc/ssh/sshd_config.d';

/** Doors for a command line from elsewhere: SSH, on its own port or the one that its configuration names, and telnet. */
export async function findRemoteLogin(scene: Scene): Promise<Finding> {
  const sshd = scene.list.processes.some((process) => process.name === 'sshd' && process.uid === 0);
  const configured = await configuredPorts(scene.system.root);
  const ports = [...new Set([22, ...configured.ports])];
  const offers = scene.open.filter((each) => each.protocol === 'tcp' && ports.includes(each.port)).map(asSsh);
  offers.push(...scene.open.filter((each) => each.protocol === 'tcp' && each.port === 23).map(asTelnet));
  const found: Finding = { offers: distinct(offers), unread: [] };
  // Which port another user's process listens on is hidden from us: without the configuration it can't be said.
  const explained = [...scene.open, ...scene.loopback].some((each) => ports.includes(each.port));
  if (!sshd || explained || configured.readable) return found;
  return { ...found, unread: unreadOf('remote-login', config, 'sshd runs, but not on port 22').unread };
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

async function configuredPorts(root: string): Promise<{ ports: number[]; readable: boolean }> {
  const names = await readdir(join(root, more)).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : undefined,
  );
  const files = [
    config,
    ...(names ?? []).filter((name) => name.endsWith('.conf')).map((name) => join(more, name)),
  ];
  const read = await Promise.all(files.map((file) => readText(root, file)));
  const ports = read.flatMap((file) => (file.found === 'text' ? parseSshPorts(file.text) : []));
  return { ports, readable: names !== undefined && read.every((file) => file.found === 'text') };
}

/** sshd_config(5): `Port 2222`, and `ListenAddress host:2222` or `[::]:2222`; keywords in any case. */
export function parseSshPorts(text: string): number[] {
  const ports = [...text.matchAll(/^[ \t]*port(?:[ \t]+|[ \t]*=[ \t]*)"?(\d+)"?[ \t]*(?:#.*)?$/gim)];
  const addresses = [...text.matchAll(/^[ \t]*listenaddress[ \t=]+(?:\[[^\]\n]*\]|[^\s:\]]+):(\d+)\b/gim)];
  return [...ports, ...addresses]
    .map((match) => Number(match[1]))
    .filter((port) => port > 0 && port < 65_536);
}
