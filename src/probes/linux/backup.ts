import { isAbsolute, join } from 'node:path';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { lookAtBackupPlace } from '../backup-place.ts';
import { together, traceAt, traceOfNote } from '../backup-trace.ts';
import { readNote } from '../it-note.ts';
import type { Probe } from '../probe.ts';
import { findDejaDup, findSandboxedDejaDup } from './backup/deja-dup.ts';
import { noteFile } from './it-note.ts';
import type { LinuxSystem } from './system.ts';

const backupNote = noteFile('backup');

/** What Déjà Dup tells, and the places that the policy names: repositories of restic or Borg, and IT's note. */
export function backupProbe(system: LinuxSystem): Probe<'backup'> {
  return { fact: 'backup', budgetMs: 4000, read: (signal, places = []) => read(system, signal, places) };
}

async function read(
  system: LinuxSystem,
  signal: AbortSignal,
  places: readonly string[],
): Promise<Reading<FactValue<'backup'>>> {
  const here = places.map((path) => path.replace(/^~(?=\/)/, system.home)).filter(isAbsolute);
  const found = await Promise.all([
    findDejaDup(system, signal),
    findSandboxedDejaDup(system),
    readNote(join(system.root, backupNote)).then((at) => traceOfNote(at, backupNote)),
    ...here.map(async (path) => traceAt(path, await lookAtBackupPlace(join(system.root, path)))),
  ]);
  return known(together(found, here.length > 0), ['org.gnome.DejaDup', backupNote, ...here].join(', '));
}
