import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../../../facts/approved-software.ts';
import { type FoundPrograms, noPrograms, programNamed, unreadPrograms } from '../../found-programs.ts';
import type { KeptAnswer } from '../../kept-answer.ts';
import { firstExisting } from '../first-existing.ts';
import type { LinuxSystem } from '../system.ts';

/** sqlite, ndb and Berkeley DB, in the place of openSUSE and Fedora and in the old one (rpm's `_dbpath`). */
const databases = ['/usr/lib/sysimage/rpm', '/var/lib/rpm'].flatMap((folder) =>
  ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((name) => `${folder}/${name}`),
);
const source = 'rpm -qa';
/** RPM's tags in its own format: the same in every language. */
const query = ['-qa', '--queryformat', '%{NAME}\\t%{VENDOR}\\n'];

/** The packages of Fedora, openEuler, openSUSE. Only rpm reads its database: it is asked once for each state of it. */
export async function findRpm(
  system: LinuxSystem,
  kept: KeptAnswer<FoundPrograms>,
  signal: AbortSignal,
): Promise<FoundPrograms & { readonly there: boolean }> {
  const database = await firstExisting(system.root, databases);
  if (database === undefined) return { ...noPrograms, there: false };
  const found = await kept.get(await stateOf(join(system.root, database)), async () => {
    const value = await askRpm(system, signal);
    return { value, keepMs: value.unread.length === 0 ? Number.POSITIVE_INFINITY : 0 };
  });
  return { ...found, there: true };
}

/**
 * When the database was last written to; what came last can stand in the log beside it, until sqlite moves it over. Not
 * their times of change: rpm itself sets the log's owner whenever it looks (4.18, as root).
 */
async function stateOf(database: string): Promise<string> {
  const written = [database, `${database}-wal`].map(async (path) => {
    const file = await stat(path, { bigint: true }).catch(() => undefined);
    return file === undefined ? '' : `${file.ino}:${file.size}:${file.mtimeNs}`;
  });
  return (await Promise.all(written)).join(' ');
}

async function askRpm(system: LinuxSystem, signal: AbortSignal): Promise<FoundPrograms> {
  const result = await system.run('/usr/bin/rpm', query, {
    signal,
    timeoutMs: 5000,
    maxOutput: 4 * 1024 * 1024,
  });
  if (!result.ok) return unreadPrograms(source, result.reason);
  if (result.code !== 0) return unreadPrograms(source, `exit code ${result.code}`);
  return { programs: parseRpmList(result.stdout), unread: [] };
}

export function parseRpmList(output: string): Program[] {
  return output.split('\n').flatMap((line) => {
    const [name = '', vendor = ''] = line.split('\t');
    if (name === '') return [];
    return [
      {
        ...programNamed([name], 'component', source),
        publisher: vendor === '(none)' || vendor === '' ? null : vendor,
      },
    ];
  });
}
