import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStatus } from '../../../src/probes/linux/passwd-status.ts';
import { readPolicy } from '../../../src/probes/linux/password-age/accounts-service.ts';
import { readListing } from '../../../src/probes/linux/password-age/chage.ts';
import { dayOf } from '../../../src/probes/linux/password-age/passwd-day.ts';
import { passwordAgeProbe } from '../../../src/probes/linux/password-age.ts';
import type { LinuxSystem } from '../../../src/probes/linux/system.ts';
import type { CommandResult } from '../../../src/probes/run-command.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { cannot, machineWith, notAborted, output, systemWith } from './fake-machine.ts';

const local = {
  'etc/passwd': 'root:x:0:0::/root:/bin/bash\ncarol:x:1001:1001::/home/carol:/bin/bash\n',
  'etc/shadow': '',
};
const noDaemon: LinuxSystem['callBus'] = async () => ({
  ok: false,
  reason: 'no-service',
  detail: 'no AccountsService',
});

/** AccountsService as captured on Debian 12 (22.08.8): (expires, last change, min, max, warn, inactive). */
function daemonSaying(lastChange: unknown, mode: unknown = 0): LinuxSystem['callBus'] {
  return async ({ member }) => ({
    ok: true,
    body: member === 'Get' ? [mode] : [-1, lastChange, 0, 99_999, 7, -1],
  });
}

async function read(
  commands: Record<string, CommandResult>,
  bus = noDaemon,
  files: Record<string, string> = local,
) {
  return passwordAgeProbe(systemWith(await machineWith(files), commands, bus)).read(notAborted);
}

// Captured on Debian 12 (shadow 4.13), Fedora 39's own passwd, and shadow 4.8 of Ubuntu 20.04.
const status = {
  debian: output('carol P 2026-10-05 0 99999 7 -1\n'),
  american: output('carol P 10/05/2026 0 99999 7 -1\n'),
  fedora: output('carol PS 2026-10-05 0 99999 7 -1 (Password set, SHA512 crypt.)\n'),
  mustChange: output('carol P 1970-01-01 0 99999 7 -1\n'),
  never: output('carol P never 0 99999 7 -1\n'),
  locked: output('carol L 2026-01-02 0 99999 7 -1\n'),
  none: output('carol NP 2026-01-02 0 99999 7 -1\n'),
  noNewPrivileges: output('carol P\n'),
  rootOnly: output('', 1, 'Only root can do that.\n'),
};
const listing = (value: string) =>
  output(`Last password change\t\t\t\t\t: ${value}\nPassword expires\t\t\t\t\t: never\n`);

describe('passwd -S', () => {
  test.each([['debian'], ['american'], ['fedora']] as const)(
    'the line of %s gives the day',
    async (which) => {
      expect(await read({ '/usr/bin/passwd -S': status[which] })).toEqual({
        state: 'known',
        value: { changedOn: '2026-10-05', account: 'local' },
        source: 'passwd -S',
      });
    },
  );

  test.each([
    ['mustChange', 'must-change'],
    ['never', 'never-set'],
    ['locked', 'locked-account'],
    ['none', 'never-set'],
  ] as const)('%s has no date: %s', async (which, reason) => {
    expect(await read({ '/usr/bin/passwd -S': status[which] })).toMatchObject({ state: 'unknown', reason });
  });

  test.each([['noNewPrivileges'], ['rootOnly']] as const)(
    '%s is denied, and chage is asked',
    async (which) => {
      const commands = { '/usr/bin/passwd -S': status[which] };
      expect(await read(commands)).toMatchObject({ state: 'unknown', reason: 'denied' });
      expect(await read({ ...commands, '/usr/bin/chage': listing('2026-10-05') })).toMatchObject({
        value: { changedOn: '2026-10-05' },
        source: 'chage -l',
      });
    },
  );
});

describe('chage -l', () => {
  test.each([
    ['2026-10-05', { said: 'date', on: '2026-10-05' }],
    ['Oct 05, 2026', { said: 'date', on: '2026-10-05' }],
    ['never', { said: 'no-date', reason: 'never-set' }],
    ['password must be changed', { said: 'no-date', reason: 'must-change' }],
    ['Okt 05, 2026', { said: 'nothing', reason: 'unparsable' }],
    ['2026-02-30', { said: 'nothing', reason: 'unparsable' }],
  ])('%s', (value, expected) => {
    expect(readListing(`Last password change : ${value}\n`)).toMatchObject(expected);
  });

  test('a version without -i is asked again without it', async () => {
    const commands = {
      '/usr/bin/chage -i': output('', 2, 'chage: invalid option -- i'),
      '/usr/bin/chage -l': listing('Oct 05, 2026'),
    };
    expect(await read(commands)).toMatchObject({ value: { changedOn: '2026-10-05' } });
  });
});

describe('AccountsService', () => {
  test('answers alone where passwd may not: no child process is needed for a date', async () => {
    expect(
      await read({ '/usr/bin/passwd': status.noNewPrivileges }, daemonSaying(1_791_158_400n)),
    ).toMatchObject({
      value: { changedOn: '2026-10-05', account: 'local' },
      source: 'AccountsService GetPasswordExpirationPolicy',
    });
  });

  test.each([
    ['0 has to be changed', daemonSaying(0), 'must-change'],
    ['an empty field is -1 day', daemonSaying(-86_400), 'never-set'],
    ['no password at all', daemonSaying(1_791_158_400, 2), 'never-set'],
    ['to be set at the next sign-in', daemonSaying(1_791_158_400, ['u', [1]]), 'must-change'],
  ])('%s', async (_, bus, reason) => {
    expect(await read({}, bus)).toMatchObject({ state: 'unknown', reason });
  });

  test('an account without a line in shadow is all zeros: never set', () => {
    expect(readPolicy([0, 0, 0, 0, 0, 0])).toMatchObject({ said: 'no-date', reason: 'never-set' });
  });

  test('where it lags behind the file, the one that reads the file is right, and the other is named', async () => {
    const bus = daemonSaying(1_767_312_000);
    expect(await read({ '/usr/bin/passwd': status.debian }, bus)).toMatchObject({
      value: { changedOn: '2026-10-05' },
      source: 'passwd -S (AccountsService still says 2026-01-02)',
    });
    expect(await read({ '/usr/bin/passwd': status.mustChange }, bus)).toMatchObject({
      reason: 'must-change',
    });
  });

  test('a refusal is denied', async () => {
    const bus: LinuxSystem['callBus'] = async () => ({
      ok: false,
      reason: 'denied',
      detail: 'Authentication is required',
    });
    expect(await read({}, bus)).toMatchObject({ state: 'unknown', reason: 'denied' });
  });
});

test('an account that is not in /etc/passwd is kept elsewhere, and nobody is asked', async () => {
  const system = systemWith(
    await machineWith({ 'etc/passwd': 'root:x:0:0::/root:/bin/bash\ncaroline:x:1:1:::\n' }),
  );
  expect(await passwordAgeProbe(system).read(notAborted)).toMatchObject({
    state: 'unknown',
    reason: 'remote-account',
  });
  expect(system.started).toEqual([]);
});

test('without any source the answer is missing-source', async () => {
  expect(await read({})).toMatchObject({ state: 'unknown', reason: 'missing-source' });
});

test.each([['timed-out'], ['denied'], ['failed']] as const)('%s is told as such', async (reason) => {
  expect(await read({ '/usr/bin/passwd': cannot(reason) })).toMatchObject({ state: 'unknown', reason });
});

test('a warm scan starts no child process; a changed shadow file does', async () => {
  const root = await machineWith(local);
  const system = systemWith(root, { '/usr/bin/passwd -S': status.debian });
  const probe = passwordAgeProbe(system);
  const first = await probe.read(notAborted);
  expect(await probe.read(notAborted)).toEqual(first);
  expect(system.started).toHaveLength(1);
  // As passwd(1) does it: a new file, renamed over the old one.
  await writeFile(join(root, 'etc/shadow.new'), '');
  await rename(join(root, 'etc/shadow.new'), join(root, 'etc/shadow'));
  await probe.read(notAborted);
  expect(system.started).toHaveLength(2);
});

test('garbage never throws and never becomes a date', () => {
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `carol P ${text}`),
  );
  fc.assert(
    fc.property(garbage, (text) => {
      for (const change of [dayOf(readStatus(text, 'carol')), readListing(text)])
        if (change.said === 'date') expect(change.on).toMatch(/^\d{4}-\d\d-\d\d$/);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.anything()), (body) => {
      const change = readPolicy(body);
      if (change.said === 'date') expect(new Date(change.on).toISOString().slice(0, 10)).toBe(change.on);
    }),
  );
});

const needs = { root: true, programs: ['/usr/sbin/ip', '/usr/bin/chage', '/usr/sbin/useradd'] };

testOnMachine(
  needs,
  'a real user’s real date, then changed, forgotten, locked and removed, by passwd and chage',
  async () => {
    const readings = await readInSandbox<'password-age'>(`
    user carol; echo 'carol:Xy9!abcd' | chpasswd
    chage -d 2026-10-05 carol; read_fact carol password-age set warm
      chage -d 2026-01-31 carol; read_fact carol password-age older
      chage -d 0 carol; read_fact carol password-age must-change
      chage -d -1 carol; read_fact carol password-age never
      chage -d 2026-10-05 carol; passwd -q -l carol; read_fact carol password-age locked
      passwd -q -u carol; passwd -q -d carol; read_fact carol password-age none
      echo 'carol:Xy9!abcd' | chpasswd; chage -d 2026-10-05 carol
      as carol setpriv --no-new-privs "$NODE" "$DRIVER" password-age no-new-privileges
    `);
    expect(Object.fromEntries(readings.map(({ label, reading }) => [label, reading]))).toMatchObject({
      set: { state: 'known', value: { changedOn: '2026-10-05', account: 'local' } },
      older: { value: { changedOn: '2026-01-31' } },
      'must-change': { state: 'unknown', reason: 'must-change' },
      never: { state: 'unknown', reason: 'never-set' },
      locked: { state: 'unknown', reason: 'locked-account' },
      none: { state: 'unknown', reason: 'never-set' },
      'no-new-privileges': { state: 'unknown', reason: 'denied' },
    });
    expect(readings.find(({ label }) => label === 'warm')).toMatchObject({ children: 0 });
  },
);

testOnMachine(
  {
    ...needs,
    programs: [
      ...needs.programs,
      '/usr/libexec/accounts-daemon',
      '/usr/bin/dbus-daemon',
      '/usr/bin/dbus-send',
    ],
  },
  'the real AccountsService gives the date to a program without new privileges',
  async () => {
    const readings = await readInSandbox<'password-age'>(`
      user carol; echo 'carol:Xy9!abcd' | chpasswd; chage -d 2026-10-05 carol
      dbus-daemon --system --fork
      /usr/lib/polkit-1/polkitd --no-debug >&2 & /usr/libexec/accounts-daemon >&2 &
      has_daemon() { dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.Accounts | grep -q true; }
      wait_for has_daemon
      as carol setpriv --no-new-privs "$NODE" "$DRIVER" password-age alone again
      read_fact carol password-age both`);
    expect(readings).toMatchObject([
      { label: 'alone', reading: { state: 'known', value: { changedOn: '2026-10-05' } } },
      // Asked again: within seconds of a change the daemon may not have followed yet.
      { label: 'again', reading: { state: 'known', value: { changedOn: '2026-10-05' } } },
      { label: 'both', reading: { source: 'passwd -S, AccountsService GetPasswordExpirationPolicy' } },
    ]);
  },
);
