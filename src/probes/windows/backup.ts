import { win32 } from 'node:path';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { together, traceAt, traceOfNote } from '../backup-trace.ts';
import type { Probe } from '../probe.ts';
import { findFileHistory } from './backup/file-history.ts';
import { findWindowsBackup } from './backup/windows-backup.ts';
import { budgetMs } from './budget.ts';
import { noteSource, readNote } from './it-note.ts';
import type { WindowsSystem } from './system.ts';

/** What File History and Windows Backup tell, the places that the policy names, and IT's note. */
export function backupProbe(system: WindowsSystem): Probe<'backup'> {
  return { fact: 'backup', budgetMs, read: (_signal, places = []) => read(system, places) };
}

async function read(system: WindowsSystem, places: readonly string[]): Promise<Reading<FactValue<'backup'>>> {
  const here = places.filter(isOfWindows);
  const found = await Promise.all([
    findFileHistory(system),
    findWindowsBackup(system),
    readNote(system, 'backup').then((at) => traceOfNote(at, noteSource('backup'))),
    ...here.map(async (path) => traceAt(path, await system.backupPlace(path))),
  ]);
  return known(
    together(found, here.length > 0),
    ['File History', 'Windows Backup', noteSource('backup'), ...here].join(', '),
  );
}

/** `/var/backup` is absolute to Windows, too; a policy that names it means another system. */
function isOfWindows(path: string): boolean {
  return path.startsWith('%') || (win32.isAbsolute(path) && !path.startsWith('/'));
}
