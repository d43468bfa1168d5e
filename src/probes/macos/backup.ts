import { isAbsolute, join } from 'node:path/posix';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { lookAtBackupPlace } from '../backup-place.ts';
import { together, traceAt, traceOfNote } from '../backup-trace.ts';
import { readNote } from '../it-note.ts';
import type { Probe } from '../probe.ts';
import { findTimeMachine, timeMachineFile } from './backup/time-machine.ts';
import { noteFile } from './it-note.ts';
import type { MacSystem } from './system.ts';

const backupNote = noteFile('backup');

/** What Time Machine wrote down, the places that the policy names, and IT's note. */
export function backupProbe(system: MacSystem): Probe<'backup'> {
  return { fact: 'backup', budgetMs: 4000, read: (_signal, places = []) => read(system, places) };
}

async function read(system: MacSystem, places: readonly string[]): Promise<Reading<FactValue<'backup'>>> {
  const here = places.map((path) => path.replace(/^~(?=\/)/, system.home)).filter(isAbsolute);
  const found = await Promise.all([
    findTimeMachine(system),
    readNote(join(system.root, backupNote)).then((at) => traceOfNote(at, backupNote)),
    ...here.map(async (path) => traceAt(path, await lookAtBackupPlace(join(system.root, path)))),
  ]);
  return known(together(found, here.length > 0), [timeMachineFile, backupNote, ...here].join(', '));
}
