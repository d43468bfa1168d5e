import type { Answer } from '../answer.ts';
import type { Registry, UpdateDates } from '../system.ts';
import { type CumulativeUpdates, readCumulativeUpdates } from './cumulative-update.ts';
import { readLastInstallation } from './last-installation.ts';
import { readPausedUntil } from './pause.ts';
import { readRestartSince } from './restart.ts';
import type { WindowsVersion } from './version.ts';

/** What a Windows tells of its updates; each may be missing without the others. */
export interface Evidence {
  readonly version: WindowsVersion;
  readonly record: Answer<CumulativeUpdates>;
  readonly windowsUpdate: Answer<UpdateDates>;
  /** After when nothing at all was installed; asked for only where the record does not tell. */
  readonly lastInstallation: Date | undefined;
  /** Milliseconds since 1970, as what follows. */
  readonly restartSince: number | undefined;
  readonly pausedUntil: number | undefined;
}

export async function readEvidence(
  registry: Registry,
  version: WindowsVersion,
  askWindowsUpdate: (version: WindowsVersion) => Promise<Answer<UpdateDates>>,
): Promise<Evidence> {
  const [record, windowsUpdate, pausedUntil] = await Promise.all([
    readCumulativeUpdates(registry, version.revision),
    askWindowsUpdate(version),
    readPausedUntil(registry),
  ]);
  const { installedAt, newerWaits } = record.ok ? record.value : nothingRecorded;
  return {
    version,
    record,
    windowsUpdate,
    pausedUntil,
    restartSince: await readRestartSince(registry, newerWaits),
    lastInstallation:
      installedAt === undefined ? await readLastInstallation(registry, windowsUpdate) : undefined,
  };
}

const nothingRecorded: CumulativeUpdates = { installedAt: undefined, newerWaits: false };
