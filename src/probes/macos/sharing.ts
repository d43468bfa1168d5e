import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { byHostFiles } from './by-host-files.ts';
import { listProcesses } from './processes.ts';
import { type Scene, together } from './sharing/finding.ts';
import { findInternetSharing, internetSharingFile } from './sharing/internet.ts';
import { readLaunchdOverrides } from './sharing/launchd-overrides.ts';
import { listenersSource, readListeners } from './sharing/listeners.ts';
import { findAirPlay, findMediaSharing, mediaSharingFile } from './sharing/media.ts';
import { exportsFile, findNfs } from './sharing/nfs.ts';
import { findPrinters } from './sharing/printers.ts';
import { findRemoteDesktop, remoteManagementFile } from './sharing/remote-desktop.ts';
import { findSmb } from './sharing/smb.ts';
import { findSwitchedServices } from './sharing/switched-services.ts';
import type { MacSystem } from './system.ts';

/** What this Mac offers: the sockets that others can reach, the switches behind them, and what they give. */
export function sharingProbe(system: MacSystem): Probe<'sharing'> {
  return { fact: 'sharing', budgetMs: 6000, read: (signal) => read(system, signal) };
}

/** launchd keeps its switches in the first of them. */
export function sharingWatchedFiles(system: Pick<MacSystem, 'root' | 'home'>): string[] {
  return [
    '/var/db/com.apple.xpc.launchd/disabled.plist',
    remoteManagementFile,
    exportsFile,
    internetSharingFile,
    mediaSharingFile(system.home),
    ...byHostFiles(system, 'com.apple.controlcenter'),
  ];
}

async function read(system: MacSystem, signal: AbortSignal): Promise<Reading<FactValue<'sharing'>>> {
  const [sockets, overrides, processes] = await Promise.all([
    readListeners(system, signal),
    readLaunchdOverrides(system, signal),
    listProcesses(system, signal),
  ]);
  if (!sockets.ok) return unknown(sockets.reason, sockets.source, sockets.detail);
  const open = sockets.listeners.filter((listener) => !listener.loopback);
  const scene: Scene = { system, open, overrides, processes, signal };
  const findings = await Promise.all([
    findSmb(scene),
    ...findSwitchedServices(scene),
    findNfs(scene),
    findPrinters(scene),
    findRemoteDesktop(scene),
    findMediaSharing(scene),
    findAirPlay(scene),
    findInternetSharing(scene),
  ]);
  const found = together(findings);
  const sources = new Set([...found.offers, ...found.unread].map((each) => each.source));
  return known(found, [...sources].join(', ') || listenersSource);
}
