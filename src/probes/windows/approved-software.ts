import { known } from '../../facts/fact.ts';
import { type FoundPrograms, runningPrograms, softwareFact, unreadPrograms } from '../found-programs.ts';
import type { Probe } from '../probe.ts';
import { findShortcuts } from './approved-software/shortcuts.ts';
import { findSteamGames } from './approved-software/steam-games.ts';
import { findStorePackages } from './approved-software/store-packages.ts';
import { findInstalled } from './approved-software/uninstall-keys.ts';
import { budgetMs } from './budget.ts';
import type { WindowsSystem } from './system.ts';

/** Every program on this computer: what was installed, what the menus show, and what runs. */
export function approvedSoftwareProbe(system: WindowsSystem): Probe<'approved-software'> {
  return {
    fact: 'approved-software',
    budgetMs,
    read: async () => {
      const places = await Promise.all([
        findInstalled(system),
        findStorePackages(system),
        findShortcuts(system),
        findSteamGames(system),
        findRunning(system),
      ]);
      return known(softwareFact(places), 'Uninstall, AppModel, Start Menu, CreateToolhelp32Snapshot');
    },
  };
}

async function findRunning(system: WindowsSystem): Promise<FoundPrograms> {
  const source = 'CreateToolhelp32Snapshot';
  const names = await system.processNames();
  if (!names.ok) return unreadPrograms(source, names.detail);
  return { programs: runningPrograms(names.value, source), unread: [] };
}
