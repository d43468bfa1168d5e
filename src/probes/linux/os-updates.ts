import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { listsFolder, readArchives, updatesArchive } from './os-updates/archives.ts';
import { historyFile, readLastUpgrade } from './os-updates/last-upgrade.ts';
import { type MissingUpdates, missingUpdatesReader } from './os-updates/missing-updates.ts';
import { readText } from './read-text.ts';
import type { LinuxSystem } from './system.ts';

/** Written when an installed update wants a restart (update-notifier, unattended-upgrades). */
export const restartFile = '/run/reboot-required';

/**
 * Until when this system lacked nothing, on distributions with apt: nothing was missing when its lists were made, or,
 * where something waits, when all that waited was last installed. Other distributions are not read yet.
 */
export function osUpdatesProbe(system: LinuxSystem): Probe<'os-updates'> {
  const readMissing = missingUpdatesReader(system);
  return {
    fact: 'os-updates',
    budgetMs: 30_000,
    mayTakeSeconds: true,
    read: (signal) => read(system, () => readMissing(signal)),
  };
}

async function read(
  { root }: LinuxSystem,
  readMissing: () => Promise<MissingUpdates>,
): Promise<Reading<FactValue<'os-updates'>>> {
  const archives = await readArchives(root);
  const updates = updatesArchive(archives);
  if (updates === undefined)
    return unknown('missing-source', listsFolder, 'no list of an archive of updates');
  const told = await readMissing();
  if (!told.ok) return unknown(told.reason, 'apt-get --simulate upgrade');
  const own = archives.filter(({ origin }) => origin === updates.origin).map(({ label }) => label);
  const missing = told.labels.filter((label) => own.includes(label)).length;
  const upgradedAt = missing === 0 ? undefined : await readLastUpgrade(root);
  const source = `${listsFolder} ${updates.names.join(' ')}`;
  return known(
    {
      currentAt: currentAt(updates.at, missing, upgradedAt)?.toISOString() ?? null,
      // Nothing may have come since: that such an archive is old does not say that nobody looked.
      bound: missing === 0 && !updates.isFresh ? 'at-least' : 'exact',
      missing,
      restartSince: await modifiedAt(root, restartFile),
      version: await readVersion(root),
    },
    missing === 0 ? source : `${source}, ${historyFile}`,
  );
}

/** What was installed before the lists were made may have lacked what they had. */
function currentAt(listedAt: Date, missing: number, upgradedAt: Date | undefined): Date | undefined {
  if (missing === 0) return listedAt;
  return upgradedAt === undefined || upgradedAt < listedAt ? upgradedAt : listedAt;
}

async function modifiedAt(root: string, path: string): Promise<string | null> {
  const file = await stat(join(root, path)).catch(() => undefined);
  return file?.mtime.toISOString() ?? null;
}

/** os-release(5) */
async function readVersion(root: string): Promise<string> {
  const file = await readText(root, '/etc/os-release');
  return (file.found === 'text' && /^PRETTY_NAME="?([^"\n]*)/m.exec(file.text)?.[1]) || '';
}
