import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSignInPage } from '../../../../src/probes/linux/account-password/sign-in-page.ts';
import { machineWith } from '../fake-machine.ts';
import { pageOf } from './page-of.ts';

type Row = readonly [name: string, manager: string, files: Record<string, string>, source: string | null];

const nopasswd = 'auth sufficient pam_succeed_if.so user ingroup nopasswdlogin\n@include common-auth\n';
const dropIn = '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin carol --noclear %I $TERM\n';

/** Sections and keys as Debian 12 ships and comments them: gdm3 43.0, lightdm 1.26, sddm 0.19, greetd 0.9, lxdm 0.5.3. */
const rows: readonly Row[] = [
  ['GDM as shipped', 'gdm3', { 'etc/gdm3/daemon.conf': '[daemon]\n#  AutomaticLoginEnable = true\n' }, null],
  [
    'GDM on Debian',
    'gdm3',
    { 'etc/gdm3/daemon.conf': '[daemon]\nAutomaticLoginEnable = true\nAutomaticLogin = carol\n' },
    '/etc/gdm3/daemon.conf',
  ],
  [
    'GDM on Ubuntu, as AccountsService writes it',
    'gdm3',
    { 'etc/gdm3/custom.conf': '[daemon]\nAutomaticLoginEnable=True\nAutomaticLogin=carol\n' },
    '/etc/gdm3/custom.conf',
  ],
  [
    'GDM on Fedora',
    'gdm',
    { 'etc/gdm/custom.conf': '[daemon]\nAutomaticLoginEnable=1\nAutomaticLogin=carol\n' },
    '/etc/gdm/custom.conf',
  ],
  [
    'GDM that signs in after a while',
    'gdm3',
    { 'etc/gdm3/daemon.conf': '[daemon]\nTimedLoginEnable=true\nTimedLogin=carol\nTimedLoginDelay=10\n' },
    '/etc/gdm3/daemon.conf',
  ],
  [
    'GDM with a name, but switched off',
    'gdm3',
    { 'etc/gdm3/daemon.conf': '[daemon]\nAutomaticLoginEnable=false\nAutomaticLogin=carol\n' },
    null,
  ],
  [
    'GDM switched on for nobody',
    'gdm3',
    { 'etc/gdm3/daemon.conf': '[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=\n' },
    null,
  ],
  [
    'GDM with the key in another section',
    'gdm3',
    { 'etc/gdm3/daemon.conf': '[security]\nAutomaticLoginEnable=true\nAutomaticLogin=carol\n' },
    null,
  ],
  [
    'LightDM',
    'lightdm',
    { 'etc/lightdm/lightdm.conf': '[Seat:*]\n#autologin-user=\nautologin-user=carol\n' },
    '/etc/lightdm/lightdm.conf',
  ],
  [
    'LightDM, by the old name of the section',
    'lightdm',
    { 'etc/lightdm/lightdm.conf.d/10.conf': '[SeatDefaults]\nautologin-user=carol\n' },
    '/etc/lightdm/lightdm.conf.d/10.conf',
  ],
  [
    'LightDM, taken back by a more important file',
    'lightdm',
    {
      'usr/share/lightdm/lightdm.conf.d/50.conf': '[Seat:*]\nautologin-user=live\n',
      'etc/lightdm/lightdm.conf': '[Seat:*]\nautologin-user=\n',
    },
    null,
  ],
  [
    'LightDM for another seat than the first',
    'lightdm',
    { 'etc/lightdm/lightdm.conf': '[Seat:seat1]\nautologin-user=carol\n' },
    null,
  ],
  [
    'LightDM in a file that it does not read',
    'lightdm',
    { 'etc/lightdm/lightdm.conf.d/10.conf.bak': '[Seat:*]\nautologin-user=carol\n' },
    null,
  ],
  [
    'LightDM that begins with a guest',
    'lightdm',
    { 'etc/lightdm/lightdm.conf': '[Seat:seat0]\nautologin-guest=true\n' },
    '/etc/lightdm/lightdm.conf',
  ],
  [
    'SDDM',
    'sddm',
    { 'etc/sddm.conf.d/kde_settings.conf': '[Autologin]\nSession=plasma\nUser=carol\n' },
    '/etc/sddm.conf.d/kde_settings.conf',
  ],
  [
    'SDDM, taken back',
    'sddm',
    {
      'etc/sddm.conf.d/kde_settings.conf': '[Autologin]\nUser=carol\n',
      'etc/sddm.conf': '[Autologin]\nUser=\n',
    },
    null,
  ],
  [
    'greetd',
    'greetd',
    { 'etc/greetd/config.toml': '[initial_session]\ncommand = "sway"\nuser = "carol"\n' },
    '/etc/greetd/config.toml [initial_session]',
  ],
  [
    'greetd as shipped',
    'greetd',
    { 'etc/greetd/config.toml': '[default_session]\ncommand = "/usr/sbin/agreety --cmd /bin/sh"\n' },
    null,
  ],
  [
    'LXDM',
    'lxdm',
    { 'etc/lxdm/lxdm.conf': '[base]\n# autologin=dgod\nautologin=carol\n' },
    '/etc/lxdm/lxdm.conf autologin',
  ],
  [
    'SUSE',
    'sddm',
    { 'etc/sysconfig/displaymanager': 'DISPLAYMANAGER_AUTOLOGIN="carol"\n' },
    '/etc/sysconfig/displaymanager',
  ],
  ['SUSE as installed', 'sddm', { 'etc/sysconfig/displaymanager': 'DISPLAYMANAGER_AUTOLOGIN=""\n' }, null],
  [
    'a page that asks a group for no password',
    'lightdm',
    { 'etc/pam.d/lightdm': nopasswd, 'etc/group': 'users:x:100:\nnopasswdlogin:x:998:carol\n' },
    '/etc/group nopasswdlogin',
  ],
  [
    'such a group without members',
    'lightdm',
    { 'etc/pam.d/lightdm': nopasswd, 'etc/group': 'nopasswdlogin:x:998:\n' },
    null,
  ],
  [
    'members of such a group, and a page that does not care',
    'lightdm',
    { 'etc/pam.d/lightdm': `# ${nopasswd}`, 'etc/group': 'nopasswdlogin:x:998:carol\n' },
    null,
  ],
  [
    'a text console that signs somebody in',
    'gdm3',
    { 'etc/systemd/system/getty@tty1.service.d/autologin.conf': dropIn },
    '/etc/systemd/system/getty@tty1.service.d/autologin.conf',
  ],
  [
    'a text console as systemd has it',
    'gdm3',
    { 'etc/systemd/system/getty@.service': "ExecStart=-/sbin/agetty -o '-p -- \\\\u' --noclear - $TERM\n" },
    null,
  ],
];

test.each(rows)('automatic sign-in: %s', async (_name, manager, files, source) => {
  const { automaticSignIn } = await pageOf(manager, files);
  if (source === null) expect(automaticSignIn.state).toBe('off');
  else expect(automaticSignIn).toEqual({ state: 'on', source });
});

const auto = { 'etc/lightdm/lightdm.conf': '[Seat:*]\nautologin-user=carol\n' };

describe('which display manager counts', () => {
  test('what another one has left behind counts for nothing', async () => {
    expect((await pageOf('gdm3', auto)).automaticSignIn.state).toBe('off');
    expect((await pageOf(undefined, auto)).automaticSignIn.state).toBe('off');
  });

  test('without systemd it is the one that Debian names', async () => {
    const files = { ...auto, 'etc/X11/default-display-manager': '/usr/sbin/lightdm\n' };
    const root = await machineWith(files);
    expect((await readSignInPage(root)).automaticSignIn.state).toBe('on');
  });

  test('of one that is not known here nothing is claimed', async () => {
    const page = await pageOf('ly', {});
    expect(page.automaticSignIn).toMatchObject({ state: 'unclear', source: 'display manager ly' });
    expect(page.guest.state).toBe('unclear');
  });
});

test('a text console whose settings cannot be read may sign somebody in', async () => {
  const file = '/etc/systemd/system/getty@tty1.service.d/autologin.conf';
  // A folder in its place, as below.
  const { automaticSignIn } = await pageOf('gdm3', { [`${file.slice(1)}/in-the-way`]: '' });
  expect(automaticSignIn).toMatchObject({ state: 'unclear', source: file });
});

test('a file that cannot be read is not one that sets nothing', async () => {
  const root = await machineWith({ 'etc/X11/default-display-manager': '/usr/sbin/lightdm\n' });
  // A folder in its place: no right decides whether it can be read, so this holds for root too.
  await mkdir(join(root, 'etc/lightdm/lightdm.conf'), { recursive: true });
  expect((await readSignInPage(root)).automaticSignIn).toMatchObject({
    state: 'unclear',
    source: '/etc/lightdm/lightdm.conf',
  });
});

describe('guests', () => {
  const script = { 'usr/sbin/guest-account': '#!/bin/sh\n' };
  test.each([
    ['Ubuntu 16.04: allowed where nobody forbids it', script, 'on', '/usr/sbin/guest-account'],
    ['Debian: allowed, but nothing that makes the account', {}, 'off', 'LightDM guest-account-script'],
    [
      'Ubuntu 18.04: forbidden by a file that is shipped',
      {
        ...script,
        'usr/share/lightdm/lightdm.conf.d/50-disable-guest.conf': '[Seat:*]\nallow-guest=false\n',
      },
      'off',
      '/usr/share/lightdm/lightdm.conf.d/50-disable-guest.conf',
    ],
    [
      'a script of another name',
      { 'opt/guest': '', 'etc/lightdm/lightdm.conf': '[LightDM]\nguest-account-script=/opt/guest --add\n' },
      'on',
      '/opt/guest',
    ],
  ])('LightDM on %s', async (_name, files, state, source) => {
    expect((await pageOf('lightdm', files)).guest).toEqual({ state, source });
  });

  test('no other display manager has such a thing', async () => {
    expect((await pageOf('gdm3', script)).guest.state).toBe('off');
  });
});
