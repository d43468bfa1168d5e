import { unknown } from '../../facts/fact.ts';
import type { Probe } from '../probe.ts';
import { budgetMs } from './budget.ts';
import { readEvidence } from './os-updates/evidence.ts';
import { updatesOf } from './os-updates/updates-of.ts';
import { readVersion } from './os-updates/version.ts';
import { windowsUpdate } from './os-updates/windows-update.ts';
import type { WindowsSystem } from './system.ts';

/**
 * Until when this Windows lacked nothing. Its monthly updates are cumulative: with the one that is in force it has all
 * before it, and until the next second Tuesday there is none after it. What Windows Update says of itself stands beside it.
 */
export function osUpdatesProbe(
  system: WindowsSystem,
  now: () => Date = () => new Date(),
): Probe<'os-updates'> {
  const askWindowsUpdate = windowsUpdate(system, now);
  return {
    fact: 'os-updates',
    budgetMs,
    // A few times a day, when Windows Update is asked.
    mayTakeSeconds: true,
    async read() {
      const version = await readVersion(system.registry);
      if (!version.ok) return unknown(version.reason, version.source, version.detail);
      const evidence = await readEvidence(system.registry, version, askWindowsUpdate);
      return updatesOf(evidence, now());
    },
  };
}
