import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountPasswordProbe } from '../../../src/probes/linux/account-password.ts';
import type { LinuxSystem } from '../../../src/probes/linux/system.ts';
import type { CommandResult } from '../../../src/probes/run-command.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { cannot, machineWith, notAborted, output, systemWith } from './fake-machine.ts';

const passwd = 'root:x:0:0::/root:/bin/bash\ncarol:x:1001:1001::/home/carol:/bin/bash\n';
const local = { 'etc/passwd': passwd, 'etc/shadow': '', 'proc/1/comm': 'systemd\n' };
const mode = (value: unknown): LinuxSystem['callBus'] => {
  return async () => ({ ok: true, body: [value] });
};

async function read(
  commands: Record<string, CommandResult>,
  bus?: LinuxSystem['callBus'],
  files: Record<string, string> = local,
) {
  return accountPasswordProbe(systemWith(await machineWith(files), commands, bus)).read(notAborted);
}

const status = (line: string) => ({ '/usr/bin/passwd -S': output(`carol ${line}\n`) });
const noNewPrivileges = status('P');

describe('the password of the own account', () => {
  test.each([
    ['P 2026-10-05 0 99999 7 -1', 'set'],
    ['PS 2026-10-05 0 99999 7 -1 (Password set, SHA512 crypt.)', 'set'],
    ['NP 2026-10-05 0 99999 7 -1', 'none'],
    ['NP 1970-01-01 0 99999 7 -1', 'none'],
    ['L 2026-10-05 0 99999 7 -1', 'locked'],
    ['P 1970-01-01 0 99999 7 -1', 'set'],
  ])('passwd -S says %s: %s', async (line, state) => {
    expect(await read(status(line))).toMatchObject({
      state: 'known',
      value: { password: { state, source: 'passwd -S' } },
    });
  });

  test.each([
    [0, 'set'],
    [2, 'none'],
    [['u', [2]], 'none'],
    [1, 'unclear'],
    ['?', 'unclear'],
  ])('where passwd may not read, AccountsService tells: PasswordMode %j is %s', async (value, state) => {
    expect(await read(noNewPrivileges, mode(value))).toMatchObject({
      value: { password: { state, source: 'AccountsService PasswordMode' } },
    });
  });

  test.each([
    ['sss', 'elsewhere'],
    ['winbind', 'elsewhere'],
    ['systemd', 'untold'],
  ])('an account that is not of this computer, with %s: %s', async (service, state) => {
    const files = {
      'etc/passwd': 'root:x:0:0::/root:/bin/bash\n',
      'etc/nsswitch.conf': `passwd:         files ${service}\n`,
    };
    expect(await read(status('P 2026-10-05'), mode(0), files)).toMatchObject({
      value: { password: { state } },
    });
  });

  test('nobody who tells is unclear, with the reason', async () => {
    expect(await read({ '/usr/bin/passwd': cannot('denied') })).toMatchObject({
      value: { password: { state: 'unclear', source: 'passwd -S, AccountsService PasswordMode' } },
    });
  });
});

test('a warm scan starts no child process; a changed shadow file does', async () => {
  const root = await machineWith(local);
  const system = systemWith(root, status('P 2026-10-05 0 99999 7 -1'));
  const probe = accountPasswordProbe(system);
  const first = await probe.read(notAborted);
  expect(await probe.read(notAborted)).toEqual(first);
  expect(system.started).toHaveLength(1);
  await writeFile(join(root, 'etc/shadow.new'), '');
  await rename(join(root, 'etc/shadow.new'), join(root, 'etc/shadow'));
  await probe.read(notAborted);
  expect(system.started).toHaveLength(2);
});

const needs = { root: true, programs: ['/usr/sbin/ip', '/usr/bin/passwd', '/usr/sbin/useradd'] };

testOnMachine(needs, 'a real user with, without, and with a locked password', async () => {
  const readings = await readInSandbox<'account-password'>(`
    user carol; echo 'carol:Xy9!abcd' | chpasswd; read_fact carol account-password set warm
    passwd -q -l carol; read_fact carol account-password locked
    passwd -q -u carol; passwd -q -d carol; read_fact carol account-password none
    ln -sf /lib/systemd/system/lightdm.service /etc/systemd/system/display-manager.service
    mkdir -p /etc/lightdm; printf '[Seat:*]\\nautologin-user=carol\\n' > /etc/lightdm/lightdm.conf
    echo 'carol:Xy9!abcd' | chpasswd; read_fact carol account-password automatic`);
  const found = Object.fromEntries(readings.map(({ label, reading }) => [label, reading]));
  expect(found).toMatchObject({
    set: { state: 'known', value: { password: { state: 'set' }, automaticSignIn: { state: 'off' } } },
    locked: { value: { password: { state: 'locked' } } },
    none: { value: { password: { state: 'none' } } },
    automatic: {
      value: {
        password: { state: 'set' },
        automaticSignIn: { state: 'on', source: '/etc/lightdm/lightdm.conf' },
      },
    },
  });
  expect(readings.find(({ label }) => label === 'warm')).toMatchObject({ children: 0 });
});

testOnMachine(
  { ...needs, programs: [...needs.programs, '/usr/libexec/accounts-daemon', '/usr/bin/dbus-send'] },
  'what the real AccountsService is told, GDM’s file has, and the password of whoever may gain no privileges',
  async () => {
    const readings = await readInSandbox<'account-password'>(`
      user carol; echo 'carol:Xy9!abcd' | chpasswd
      ln -sf /lib/systemd/system/gdm3.service /etc/systemd/system/display-manager.service
      mkdir -p /etc/gdm3; printf '[daemon]\\n' > /etc/gdm3/daemon.conf
      dbus-daemon --system --fork
      /usr/lib/polkit-1/polkitd --no-debug >&2 & /usr/libexec/accounts-daemon >&2 &
      call() { dbus-send --system --print-reply --dest=org.freedesktop.Accounts "$@"; }
      wait_for call /org/freedesktop/Accounts org.freedesktop.Accounts.FindUserByName string:carol
      alone() { as carol setpriv --no-new-privs "$NODE" "$DRIVER" account-password "$1"; }
      alone set
      own=/org/freedesktop/Accounts/User$(id -u carol)
      call $own org.freedesktop.Accounts.User.SetAutomaticLogin boolean:true >&2
      call $own org.freedesktop.Accounts.User.SetPasswordMode int32:2 >&2
      has_none() { call $own org.freedesktop.DBus.Properties.Get string:org.freedesktop.Accounts.User string:PasswordMode | grep -q 'int32 2'; }
      wait_for has_none; wait_for grep -q AutomaticLogin=carol /etc/gdm3/daemon.conf
      alone none`);
    expect(readings).toMatchObject([
      {
        label: 'set',
        reading: {
          value: {
            password: { state: 'set', source: 'AccountsService PasswordMode' },
            automaticSignIn: { state: 'off' },
          },
        },
      },
      {
        label: 'none',
        reading: {
          value: {
            password: { state: 'none', source: 'AccountsService PasswordMode' },
            automaticSignIn: { state: 'on', source: '/etc/gdm3/daemon.conf' },
          },
        },
      },
    ]);
  },
);
