import { isAbsolute, join } from 'node:path/posix';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { lookAtBackupPlace } from '../backup-place.ts';
import { together, traceAt } from '../backup-trace.ts';
import type { Probe } from '../probe.ts';
import { findTimeMachine, timeMachineFile } from './backup/time-machine.ts';
import type { MacSystem } from './system.ts';

/** What Time Machine wrote down, and the places that the policy names. */
export function backupProbe(system: MacSystem): Probe<'backup'> {
  return { fact: 'backup', budgetMs: 4000, read: (_signal, places = []) => read(system, places) };
}

async function read(system: MacSystem, places: readonly string[]): Promise<Reading<FactValue<'backup'>>> {
  const here = places.map((path) => path.replace(/^~(?=\/)/, system.home)).filter(isAbsolute);
  const found = await Promise.all([
    findTimeMachine(system),
    ...here.map(async (path) => traceAt(path, await lookAtBackupPlace(join(system.root, path)))),
  ]);
  return known(together(found, here.length > 0), [timeMachineFile, ...here].join(', '));
}
