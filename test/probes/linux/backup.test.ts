import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { FactValue } from '../../../src/facts/registry.ts';
import { backupProbe } from '../../../src/probes/linux/backup.ts';
import { testOnMachine } from '../../not-run.ts';
import { notAborted } from './fake-machine.ts';
import { type Machine, machine, put, type TestSystem } from './machine.ts';

async function read(system: TestSystem, places: readonly string[] = []): Promise<FactValue<'backup'>> {
  const reading = await backupProbe(system).read(notAborted, places);
  if (reading.state !== 'known') throw new Error(JSON.stringify(reading));
  expect(system.started).toEqual([]);
  return reading.value;
}
const readOf = (given: Machine, places?: readonly string[]) => read(machine(given), places);

/** A machine with documents in /docs; `run` runs a program with its settings and caches inside the machine, too. */
function withDocuments() {
  const system = machine({ files: { '/docs/letter.txt': 'important' } });
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: join(system.root, 'home'),
    RESTIC_PASSWORD: 'test',
    BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
  };
  mkdirSync(env.HOME, { recursive: true });
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { env, cwd: system.root, stdio: 'pipe' });
  return { system, run };
}

testOnMachine(
  { programs: ['/usr/bin/restic'] },
  'restic backup: none before the first, then the date of the newest snapshot',
  async () => {
    const { system, run } = withDocuments();
    run('restic', 'init', '--repo', 'repo');
    const trace = { tool: 'restic', exact: true, source: '/repo' };
    expect((await read(system, ['/repo'])).backups).toEqual([{ ...trace, finishedAt: null }]);
    run('restic', 'backup', '--repo', 'repo', 'docs');
    const [first = ''] = readdirSync(join(system.root, 'repo/snapshots'));
    const before = new Date('2026-10-01T00:00:00Z');
    utimesSync(join(system.root, 'repo/snapshots', first), before, before);
    expect((await read(system, ['/repo'])).backups).toEqual([{ ...trace, finishedAt: before.toISOString() }]);
    const begun = Date.now() - 1000;
    run('restic', 'backup', '--repo', 'repo', 'docs');
    const [newest] = (await read(system, ['/repo'])).backups;
    expect(Date.parse(newest?.finishedAt ?? '')).toBeGreaterThan(begun);
  },
);

testOnMachine(
  { programs: ['/usr/bin/borg'] },
  'borg create: when its repository was last written, which is told to be no proof',
  async () => {
    const { system, run } = withDocuments();
    const begun = Date.now() - 1000;
    run('borg', 'init', '--encryption=none', 'repo');
    run('borg', 'create', 'repo::first', 'docs');
    const { backups, unread } = await read(system, ['/repo']);
    expect(unread).toEqual([]);
    expect(backups).toMatchObject([{ tool: 'borg', exact: false, source: '/repo' }]);
    expect(Date.parse(backups[0]?.finishedAt ?? '')).toBeGreaterThan(begun);
  },
);

testOnMachine({ root: true }, 'the note of IT’s own job, as touch leaves it', async () => {
  const system = machine({});
  const at = new Date('2026-11-23T18:00:00Z');
  put(system.root, '/var/lib/deskward/backup', '');
  utimesSync(join(system.root, '/var/lib/deskward/backup'), at, at);
  const { backups, namedHere } = await read(system);
  expect(namedHere).toBe(false);
  expect(backups).toEqual([
    { tool: 'note', finishedAt: at.toISOString(), exact: true, source: '/var/lib/deskward/backup' },
  ]);
});

test('a file at a place that the policy names is no backup: its user could have touched it', async () => {
  const system = machine({ files: { '/home/tester/.backed-up': '' } });
  const { backups, unread } = await read(system, ['~/.backed-up']);
  expect(backups).toEqual([]);
  expect(unread).toMatchObject([{ source: '/home/tester/.backed-up' }]);
});

test('a place that is not there is no backup; one of another system is not named here', async () => {
  expect(await readOf({}, ['/srv/backup'])).toEqual({ backups: [], namedHere: true, unread: [] });
  const windows = ['C:\\ProgramData\\Company\\backed-up', '%ProgramData%\\done'];
  expect(await readOf({}, windows)).toEqual({ backups: [], namedHere: false, unread: [] });
});

test('a folder that is no repository, and a repository that can not be read, do not tell', async () => {
  const system = machine({});
  mkdirSync(join(system.root, 'srv/backup'), { recursive: true });
  expect((await read(system, ['/srv/backup'])).unread).toMatchObject([{ source: '/srv/backup' }]);
  for (const name of ['config', 'snapshots', 'keys'])
    writeFileSync(join(system.root, 'srv/backup', name), '');
  expect((await read(system, ['/srv/backup'])).unread).toMatchObject([{ source: '/srv/backup' }]);
});

testOnMachine(
  { programs: ['/usr/bin/mkfifo'] },
  'a place that does not answer is asked once, however many scans look: the next file is read all the same',
  async () => {
    const system = machine({ files: { '/srv/dead/data/0/1': '', '/srv/next/config': '' } });
    // As a server that has died: whoever opens it waits until somebody comes.
    const config = join(system.root, 'srv/dead/config');
    execFileSync('/usr/bin/mkfifo', [config]);
    // More than libuv has threads.
    const looks = Array.from({ length: 8 }, () => read(system, ['/srv/dead']));
    await vi.waitFor(async () => expect((await read(system, ['/srv/next'])).unread).toHaveLength(1));
    writeFileSync(config, '[repository]\n');
    for (const { backups } of await Promise.all(looks)) expect(backups).toMatchObject([{ tool: 'borg' }]);
  },
);

test('a snapshot that restic was still writing when it was killed is no backup', async () => {
  const system = machine({
    files: { '/srv/restic/config': '', '/srv/restic/keys/one': '', '/srv/restic/snapshots/.nfs0001': '' },
  });
  put(system.root, `/srv/restic/snapshots/${'0a'.repeat(32)}-tmp-4711`, '');
  const { backups } = await read(system, ['/srv/restic']);
  expect(backups).toEqual([{ tool: 'restic', finishedAt: null, exact: true, source: '/srv/restic' }]);
});

// The key as Déjà Dup's own keyfile of GSettings has it (its schema org.gnome.DejaDup, path /org/gnome/deja-dup/).
const keyfile = '/home/tester/.var/app/org.gnome.DejaDup/config/glib-2.0/settings/keyfile';
test.each([
  ["last-backup='2026-11-22T08:00:00.123456Z'", ['2026-11-22T08:00:00.123Z'], 0],
  ["last-backup=''", [], 0],
  ['periodic=true', [], 0],
  ["last-backup='gestern'", [], 1],
])('Déjà Dup of Flathub: %s', async (line, dates, untold) => {
  const text = `[org/gnome/deja-dup]\n${line}\n\n[org/gnome/deja-dup/google]\nfolder='pc'\n`;
  const { backups, unread } = await readOf({ files: { [keyfile]: text } });
  expect(backups.map(({ finishedAt }) => finishedAt)).toEqual(dates);
  expect(unread).toHaveLength(untold);
});
