import { join } from 'node:path';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { KeptAnswer } from '../kept-answer.ts';
import type { Probe } from '../probe.ts';
import { listProcesses } from './processes.ts';
import { readText } from './read-text.ts';
import { type Scene, together } from './sharing/finding.ts';
import { type Listener, parseListeners } from './sharing/listeners.ts';
import { findMedia } from './sharing/media.ts';
import { findNfs } from './sharing/nfs.ts';
import { findOpenDoors } from './sharing/open-doors.ts';
import { findPrinters } from './sharing/printers.ts';
import { findRemoteControl } from './sharing/remote-control.ts';
import { findSmb } from './sharing/smb.ts';
import type { VisibleShares } from './sharing/smb-listing.ts';
import { SocketOwners } from './sharing/socket-owners.ts';
import type { LinuxSystem } from './system.ts';

const tables = ['/proc/net/tcp', '/proc/net/tcp6', '/proc/net/udp', '/proc/net/udp6'];
/** IPv6 may be switched off; without this one nothing can be said. */
const [essential = ''] = tables;

/** What this machine offers: the sockets that others can reach, and what the servers behind them were told to give. */
export function sharingProbe(system: LinuxSystem): Probe<'sharing'> {
  const kept = new KeptAnswer<VisibleShares>();
  const sockets = new SocketOwners(join(system.root, 'proc'), system.uid);
  return { fact: 'sharing', budgetMs: 6000, read: (signal) => read(system, kept, sockets, signal) };
}

async function read(
  system: LinuxSystem,
  kept: KeptAnswer<VisibleShares>,
  sockets: SocketOwners,
  signal: AbortSignal,
): Promise<Reading<FactValue<'sharing'>>> {
  const [list, ...files] = await Promise.all([
    listProcesses(system.root),
    ...tables.map((table) => readText(system.root, table)),
  ]);
  const listeners: Listener[] = [];
  for (const [index, file] of files.entries()) {
    const table = tables[index] ?? '';
    if (file.found === 'missing' && table !== essential) continue;
    if (file.found !== 'text')
      return unknown(file.found === 'missing' ? 'missing-source' : file.found, table);
    const parsed = parseListeners(file.text, table);
    if (parsed === undefined) return unknown('unparsable', table);
    listeners.push(...parsed);
  }
  const open = listeners.filter((listener) => !listener.loopback);
  const loopback = listeners.filter((listener) => listener.loopback);
  const scene: Scene = { system, open, loopback, list, signal };
  const findings = await Promise.all([
    findSmb(scene, kept),
    findNfs(scene),
    findPrinters(scene),
    findOpenDoors(scene, sockets),
    findRemoteControl(scene),
    findMedia(scene),
  ]);
  const found = together(findings);
  const sources = new Set([...found.offers, ...found.unread].map((each) => each.source));
  return known(found, [...sources].join(', ') || '/proc/net/tcp');
}
