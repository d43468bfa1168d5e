import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { budgetMs } from './budget.ts';
import { readRunningPrograms } from './running-programs.ts';
import { type Scene, together } from './sharing/finding.ts';
import { findNearby } from './sharing/nearby.ts';
import { findNetworkShares } from './sharing/network-shares.ts';
import { findNfs } from './sharing/nfs.ts';
import { findOpenPrograms } from './sharing/open-programs.ts';
import { findPrinters } from './sharing/printers.ts';
import { findRemoteDesktop } from './sharing/remote-desktop.ts';
import { findWinrm } from './sharing/winrm.ts';
import type { WindowsSystem } from './system.ts';

/** What this computer gives to the network: shares, shared printers, and services that let somebody in. */
export function sharingProbe(system: WindowsSystem): Probe<'sharing'> {
  return { fact: 'sharing', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<FactValue<'sharing'>>> {
  const scene: Scene = { system, programs: await readRunningPrograms(system) };
  const found = together([
    ...(await Promise.all([
      findNetworkShares(scene),
      findPrinters(scene),
      findRemoteDesktop(scene),
      findWinrm(scene),
      findNearby(scene),
      findNfs(scene),
    ])),
    findOpenPrograms(scene),
  ]);
  const sources = new Set([...found.offers, ...found.unread].map((each) => each.source));
  return known(found, [...sources].join(', ') || 'NetShareEnum');
}
