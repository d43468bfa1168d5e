import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import type { BusCall, BusReply } from '../../../src/probes/linux/bus-call.ts';
import { busCaller } from '../../../src/probes/linux/message-bus.ts';
import { screenLockProbe, screenLockWatchedFiles } from '../../../src/probes/linux/screen-lock.ts';
import type { LinuxSystem } from '../../../src/probes/linux/system.ts';
import { testOnMachine } from '../../not-run.ts';
import { dconfPrograms, home, type Machine, machine, put } from './machine.ts';
import { servicePrograms, startBus, startService } from './private-bus.ts';
import { temporaryFolder } from './temporary-folder.ts';

const never = new AbortController().signal;
const read = (system: LinuxSystem) => screenLockProbe(system).read(never);

/** What a case promises: the facts of a lock in brief, or the reason for none. */
type Expected =
  | [wait: number | 'never', grace: number | 'never', password: boolean, managed?: 'managed']
  | string;

async function expectLock(given: Machine, expected: Expected): Promise<void> {
  const system = machine(given);
  const reading = await read(system);
  expect(system.started).toEqual([]);
  if (typeof expected === 'string') {
    expect(reading).toMatchObject({
      state: expected === 'no-graphical-session' ? 'absent' : 'unknown',
      reason: expected,
    });
    return;
  }
  const [wait, grace, passwordRequired, managed] = expected;
  expect(reading).toMatchObject({
    state: 'known',
    value: { wait, grace, passwordRequired, managed: managed === 'managed' },
  });
  if (reading.state === 'known')
    expect(facts['screen-lock'].value.safeParse(reading.value).success).toBe(true);
}

type Case = [name: string, given: Machine, expected: Expected];
const onDconf = { programs: dconfPrograms };

function cases(desktop: string, base: Machine, table: readonly Case[]): void {
  describe(desktop, () => {
    for (const [name, given, expected] of table)
      testOnMachine(onDconf, name, () => expectLock({ ...base, ...given }, expected));
  });
}

function names(owned: readonly string[]): (call: BusCall) => BusReply {
  return ({ member, args = [] }) =>
    member === 'NameHasOwner'
      ? { ok: true, body: [owned.includes(String(args[0]))] }
      : { ok: false, reason: 'no-service', detail: '' };
}

const gnome: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' },
  programs: ['gnome-shell'],
  schemas: 'debian-12',
  bus: names(['org.gnome.Shell.ScreenShield', 'org.gnome.DisplayManager']),
};

cases('GNOME', gnome, [
  ['nothing set: its defaults', {}, [300, 0, true]],
  ['15 minutes', { dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 900\n' }, [900, 0, true]],
  ['never', { dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 0\n' }, ['never', 0, true]],
  ['a lock delay', { dconf: '[org/gnome/desktop/screensaver]\nlock-delay=uint32 30\n' }, [300, 30, true]],
  ['no lock', { dconf: '[org/gnome/desktop/screensaver]\nlock-enabled=false\n' }, [300, 0, false]],
  [
    'locking forbidden',
    { dconf: '[org/gnome/desktop/lockdown]\ndisable-lock-screen=true\n' },
    [300, 0, false],
  ],
  [
    'an administrator sets and locks it: the user cannot change it',
    {
      dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 0\n',
      dconfSystem: '[org/gnome/desktop/session]\nidle-delay=uint32 240\n',
      locks: ['/org/gnome/desktop/session/idle-delay'],
    },
    [240, 0, true, 'managed'],
  ],
  [
    'an administrator sets it and locks nothing: the user has the last word',
    {
      dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 600\n',
      dconfSystem: '[org/gnome/desktop/session]\nidle-delay=uint32 240\n',
    },
    [600, 0, true],
  ],
  [
    "MATE's and Cinnamon's settings are not GNOME's",
    {
      dconf:
        '[org/mate/desktop/session]\nidle-delay=1\n[org/cinnamon/desktop/session]\nidle-delay=uint32 60\n',
    },
    [300, 0, true],
  ],
  ['gnome-shell does not run', { programs: ['xfwm4'] }, 'locker-not-running'],
  ['no GDM: it has no lock screen', { bus: names([]) }, ['never', 0, true]],
  ['an old shell under GDM', { bus: names(['org.gnome.DisplayManager']) }, [300, 0, true]],
  ['no bus to ask', { bus: () => ({ ok: false, reason: 'no-bus', detail: '' }) }, 'desktop-not-answering'],
  ['no schema', { schemas: 'old-ukui' }, 'missing-source'],
  ['a broken database', { files: { [`${home}/.config/dconf/user`]: 'GVariantGarbage' } }, 'unparsable'],
  [
    'Flashback',
    { env: { XDG_CURRENT_DESKTOP: 'GNOME-Flashback:GNOME' }, programs: ['gnome-flashback'] },
    [300, 0, true],
  ],
  [
    'Budgie with its screen saver',
    { env: { XDG_CURRENT_DESKTOP: 'Budgie:GNOME' }, programs: ['budgie-screensaver'] },
    [300, 0, true],
  ],
  [
    'Budgie without',
    { env: { XDG_CURRENT_DESKTOP: 'Budgie:GNOME' }, programs: ['budgie-wm'] },
    'locker-not-running',
  ],
]);

const mate: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'MATE' },
  programs: ['mate-session', 'mate-screensaver'],
  schemas: 'debian-12',
};
cases('MATE', mate, [
  ['defaults are minutes', {}, [300, 0, true]],
  ['15 minutes', { dconf: '[org/mate/desktop/session]\nidle-delay=15\n' }, [900, 0, true]],
  ['the lock delay is minutes', { dconf: '[org/mate/screensaver]\nlock-delay=2\n' }, [300, 120, true]],
  ['never', { dconf: '[org/mate/desktop/session]\nidle-delay=0\n' }, ['never', 0, true]],
  [
    'no screen saver',
    { dconf: '[org/mate/screensaver]\nidle-activation-enabled=false\n' },
    ['never', 0, true],
  ],
  ['no lock', { dconf: '[org/mate/screensaver]\nlock-enabled=false\n' }, [300, 0, false]],
  [
    'locking forbidden',
    { dconf: '[org/mate/desktop/lockdown]\ndisable-lock-screen=true\n' },
    [300, 0, false],
  ],
  [
    "GNOME's settings are not MATE's",
    { dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 0\n' },
    [300, 0, true],
  ],
  [
    'an administrator has locked it',
    {
      dconfSystem: '[org/mate/desktop/session]\nidle-delay=4\n',
      locks: ['/org/mate/desktop/session/idle-delay'],
    },
    [240, 0, true, 'managed'],
  ],
  ['the screen saver does not run', { programs: ['mate-session'] }, 'locker-not-running'],
  ['the session manager does not run', { programs: ['mate-screensaver'] }, 'locker-not-running'],
  ['not installed', { schemas: 'gnome-only' }, 'missing-source'],
]);

cases(
  'Cinnamon',
  {
    env: { XDG_CURRENT_DESKTOP: 'X-Cinnamon' },
    programs: ['cinnamon', 'cinnamon-screensaver'],
    schemas: 'debian-12',
  },
  [
    ['its default of 15 minutes', {}, [900, 0, true]],
    [
      '5 minutes and a delay, in seconds',
      {
        dconf:
          '[org/cinnamon/desktop/session]\nidle-delay=uint32 300\n[org/cinnamon/desktop/screensaver]\nlock-delay=uint32 15\n',
      },
      [300, 15, true],
    ],
    ['never', { dconf: '[org/cinnamon/desktop/session]\nidle-delay=uint32 0\n' }, ['never', 0, true]],
    ['no lock', { dconf: '[org/cinnamon/desktop/screensaver]\nlock-enabled=false\n' }, [900, 0, false]],
    ['the locker does not run', { programs: ['cinnamon'] }, 'locker-not-running'],
    [
      'a locker that only the bus knows',
      { programs: ['cinnamon', 'python3'], bus: names(['org.cinnamon.ScreenSaver']) },
      [900, 0, true],
    ],
  ],
);

const newUkui = '[org/ukui/screensaver]\nidle-delay=10\n';
cases(
  'UKUI',
  {
    env: { XDG_CURRENT_DESKTOP: 'UKUI' },
    programs: ['ukui-session', 'ukui-screensaver-backend'],
    schemas: 'debian-12',
  },
  [
    ['defaults are minutes', {}, [300, 0, true]],
    ['10 minutes', { dconf: newUkui }, [600, 0, true]],
    ['off', { dconf: '[org/ukui/screensaver]\nidle-activation-enabled=false\n' }, ['never', 0, true]],
    ['-1 is never', { dconf: '[org/ukui/screensaver]\nidle-delay=-1\n' }, ['never', 0, true]],
    ['no password', { dconf: '[org/ukui/screensaver]\nlock-enabled=false\n' }, [300, 0, false]],
    ['a delay of minutes', { dconf: '[org/ukui/screensaver]\nlock-delay=1\n' }, [300, 60, true]],
    ['no schema of the screen saver', { schemas: 'old-ukui' }, 'missing-source'],
    ['the backend does not run', { programs: ['ukui-session'] }, 'locker-not-running'],
  ],
);

const kscreenlocker = `${home}/.config/kscreenlockerrc`;
const kde: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' },
  programs: ['plasmashell', 'kwin_wayland'],
};
const kdeCases: Case[] = [
  ['nothing set: its defaults', {}, [300, 5, true]],
  [
    'minutes and seconds',
    { files: { [kscreenlocker]: '[Daemon]\nTimeout=15\nLockGrace=60\n' } },
    [900, 60, true],
  ],
  [
    'a fraction of a minute in Plasma 6',
    { files: { [kscreenlocker]: '[Daemon]\nTimeout=2.5\n' } },
    [150, 5, true],
  ],
  [
    'a fraction in Plasma 5 says nothing',
    {
      env: { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '5' },
      files: { [kscreenlocker]: '[Daemon]\nTimeout=2.5\n' },
    },
    'unparsable',
  ],
  ['off', { files: { [kscreenlocker]: '[Daemon]\nAutolock=false\n' } }, ['never', 5, true]],
  ['zero minutes', { files: { [kscreenlocker]: '[Daemon]\nTimeout=0\n' } }, ['never', 5, true]],
  [
    'no password, Plasma 6',
    { files: { [kscreenlocker]: '[Daemon]\nRequirePassword=false\n' } },
    [300, 5, false],
  ],
  ['no password, Plasma 5', { files: { [kscreenlocker]: '[Daemon]\nLock=false\n' } }, [300, 5, false]],
  ['a grace without end', { files: { [kscreenlocker]: '[Daemon]\nLockGrace=-1\n' } }, [300, 'never', true]],
  ['only another group', { files: { [kscreenlocker]: '[Greeter]\nTimeout=60\n' } }, [300, 5, true]],
  ['not a number', { files: { [kscreenlocker]: '[Daemon]\nTimeout=soon\n' } }, 'unparsable'],
  ['not a text', { files: { [kscreenlocker]: Buffer.alloc(64) } }, 'unparsable'],
  ['a folder in its place', { files: { [`${kscreenlocker}/x`]: '' } }, 'failed'],
  ['X11', { programs: ['plasmashell', 'ksmserver'] }, [300, 5, true]],
  ['no locker', { programs: ['plasmashell'] }, 'locker-not-running'],
  [
    'an administrator fixes the group',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[Daemon][$i]\nTimeout=4\n',
        [kscreenlocker]: '[Daemon]\nTimeout=60\nAutolock=false\n',
      },
    },
    [240, 5, true, 'managed'],
  ],
  [
    'an administrator fixes a key',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[Daemon]\nTimeout[$i]=4\n',
        [kscreenlocker]: '[Daemon]\nTimeout=60\nLockGrace=0\n',
      },
    },
    [240, 0, true, 'managed'],
  ],
  [
    'an administrator fixes the file',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[$i]\n[Daemon]\nTimeout=4\n',
        [kscreenlocker]: '[Daemon]\nLockGrace=500\n',
      },
    },
    [240, 5, true, 'managed'],
  ],
  [
    'an administrator suggests: the user has the last word',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[Daemon]\nTimeout=4\n',
        [kscreenlocker]: '[Daemon]\nTimeout=60\n',
      },
    },
    [3600, 5, true],
  ],
  [
    'several folders of the system, the first counts most',
    {
      env: { XDG_CURRENT_DESKTOP: 'KDE', XDG_CONFIG_DIRS: '/site:/etc/xdg' },
      files: {
        '/site/kscreenlockerrc': '[Daemon]\nTimeout=3\n',
        '/etc/xdg/kscreenlockerrc': '[Daemon]\nTimeout=9\n',
      },
    },
    [180, 5, true],
  ],
];
describe('KDE Plasma', () => {
  test.each(kdeCases)('%s', (_name, given, expected) => expectLock({ ...kde, ...given }, expected));
});

const channelFile = 'xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml';
const xfce: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'XFCE' },
  programs: ['xfce4-session', 'xfce4-screensaver'],
  schemas: 'debian-12',
};
const channel = (inner: string, attributes = '') =>
  `<?xml version="1.1" encoding="UTF-8"?>\n\n<channel name="xfce4-screensaver" version="1.0"${attributes}>\n${inner}</channel>\n`;
const idleMinutes = (count: number, attributes = '') =>
  `<property name="saver" type="empty"><property name="idle-activation" type="empty"><property name="delay" type="int" value="${count}"${attributes}/></property></property>`;
const users = (xml: string) => ({ files: { [`${home}/.config/${channelFile}`]: xml } });
const xscreensaver = (text: string): Machine => ({
  programs: ['xfce4-session', 'xscreensaver'],
  files: { [`${home}/.xscreensaver`]: text },
});

const xfceCases: Case[] = [
  ['nothing set: its defaults', {}, [300, 0, true]],
  ['15 minutes', users(channel(idleMinutes(15))), [900, 0, true]],
  ['below one minute it takes ten', users(channel(idleMinutes(0))), [600, 0, true]],
  ['another type is as unset', users(channel(idleMinutes(15).replace('"int"', '"string"'))), [300, 0, true]],
  [
    'no screen saver',
    users(
      channel(
        '<property name="saver" type="empty"><property name="enabled" type="bool" value="false"/></property>',
      ),
    ),
    ['never', 0, true],
  ],
  [
    'no lock',
    users(
      channel(
        '<property name="lock" type="empty"><property name="enabled" type="bool" value="false"/></property>',
      ),
    ),
    [300, 0, false],
  ],
  [
    'the lock comes minutes later',
    users(
      channel(
        '<property name="lock" type="empty"><property name="saver-activation" type="empty"><property name="delay" type="int" value="3"/></property></property>',
      ),
    ),
    [300, 180, true],
  ],
  [
    'no lock with the screen saver',
    users(
      channel(
        '<property name="lock" type="empty"><property name="saver-activation" type="empty"><property name="enabled" type="bool" value="false"/></property></property>',
      ),
    ),
    [300, 0, false],
  ],
  [
    'an administrator has locked it',
    {
      files: {
        [`/etc/xdg/${channelFile}`]: channel(idleMinutes(4, ' locked="other;tester"')),
        [`${home}/.config/${channelFile}`]: channel(idleMinutes(60)),
      },
    },
    [240, 0, true, 'managed'],
  ],
  [
    'an administrator has locked it for others',
    {
      files: {
        [`/etc/xdg/${channelFile}`]: channel(idleMinutes(4, ' locked="somebody;else"')),
        [`${home}/.config/${channelFile}`]: channel(idleMinutes(60)),
      },
    },
    [3600, 0, true],
  ],
  [
    'an administrator has locked the channel, but not for the group',
    {
      files: {
        [`/etc/xdg/${channelFile}`]: channel(idleMinutes(4), ' unlocked="@admins"'),
        [`${home}/.config/${channelFile}`]: channel(idleMinutes(60)),
        '/etc/group': 'users:x:100:\nadmins:x:101:other,tester\n',
      },
    },
    [3600, 0, true],
  ],
  ['garbage', users('this is no xml'), 'unparsable'],
  ['cut off', users(channel(idleMinutes(15)).slice(0, 150)), 'unparsable'],
  ['another document', users('<html><body/></html>'), 'unparsable'],
  ['no locker runs', { programs: ['xfce4-session'] }, 'locker-not-running'],
  ['a locker of the user’s own', { programs: ['xfce4-session', 'xautolock'] }, 'unsupported-desktop'],
  [
    'light-locker without an X server',
    { programs: ['xfce4-session', 'light-locker'] },
    'desktop-not-answering',
  ],
  ['xscreensaver, nothing set: it does not lock', xscreensaver(''), [600, 0, false]],
  [
    'xscreensaver locks',
    xscreensaver('timeout:\t0:05:00\nlock:\t\tTrue\nlockTimeout:\t0:00:20\n'),
    [300, 20, true],
  ],
  ['xscreensaver is off', xscreensaver('mode:\t\toff\nlock:\tTrue\n'), ['never', 0, true]],
  ['xscreensaver, garbage', xscreensaver('timeout:\tsoon\n'), 'unparsable'],
  [
    'two lockers: the one that asks first for the password',
    {
      programs: ['xfce4-session', 'xfce4-screensaver', 'xscreensaver'],
      files: { [`${home}/.xscreensaver`]: 'timeout: 0:02:00\nlock: False\n' },
    },
    [300, 0, true],
  ],
];
describe('XFCE', () => {
  test.each(xfceCases)('%s', (_name, given, expected) => expectLock({ ...xfce, ...given }, expected));
});

const otherCases: Case[] = [
  ['sway', { env: { XDG_CURRENT_DESKTOP: 'sway' } }, 'unsupported-desktop'],
  ['a display of nobody', { env: { DISPLAY: ':0' } }, 'unsupported-desktop'],
  ['nobody is signed in', { programs: ['sshd'] }, 'no-graphical-session'],
  ['GNOME’s schemas without GNOME', { schemas: 'debian-12' }, 'no-graphical-session'],
  ['Deepin without an answer', { env: { XDG_CURRENT_DESKTOP: 'Deepin' } }, 'desktop-not-answering'],
  [
    'Deepin denied',
    { env: { XDG_CURRENT_DESKTOP: 'Deepin' }, bus: () => ({ ok: false, reason: 'denied', detail: '' }) },
    'denied',
  ],
  [
    'Deepin answers something else',
    { env: { XDG_CURRENT_DESKTOP: 'Deepin' }, bus: () => ({ ok: true, body: [7] }) },
    'unparsable',
  ],
];
test.each(otherCases)('%s', (_name, given, expected) => expectLock(given, expected));

const power = [
  'LinePowerLockDelay=i:300',
  'BatteryLockDelay=i:180',
  'LinePowerScreenBlackDelay=i:240',
  'BatteryScreenBlackDelay=i:0',
];
const deepinCases: [string, string, string[], Expected][] = [
  [
    'V23 on a desktop computer',
    'org.deepin.dde.Power1',
    [...power, 'ScreenBlackLock=b:false', "BatteryIsPresent=a{sb}:{'Display': false}"],
    [300, 0, true],
  ],
  [
    'V23, the dark screen locks',
    'org.deepin.dde.Power1',
    [...power, 'ScreenBlackLock=b:true', "BatteryIsPresent=a{sb}:{'Display': false}"],
    [240, 0, true],
  ],
  [
    'V20 on a laptop: the longer of the two',
    'com.deepin.daemon.Power',
    ['LinePowerLockDelay=i:300', 'BatteryLockDelay=i:900', 'ScreenBlackLock=b:false'],
    [900, 0, true],
  ],
  [
    'V20, never on battery',
    'com.deepin.daemon.Power',
    ['LinePowerLockDelay=i:300', 'BatteryLockDelay=i:0', "BatteryIsPresent=a{sb}:{'BAT0': true}"],
    ['never', 0, true],
  ],
];
for (const [name, service, properties, [wait, grace, passwordRequired]] of deepinCases as [
  string,
  string,
  string[],
  [number, number, boolean],
][])
  testOnMachine({ programs: servicePrograms }, `Deepin over a real bus: ${name}`, async () => {
    const bus = await startBus();
    const script = new URL('bus-service.py', import.meta.url).pathname;
    const running = await startService(
      script,
      [service, `/${service.replaceAll('.', '/')}`, service, ...properties],
      bus,
    );
    const system = {
      ...machine({ env: { XDG_CURRENT_DESKTOP: 'Deepin' } }),
      callBus: busCaller(() => bus.env),
    };
    expect(await read(system)).toMatchObject({
      state: 'known',
      value: { desktop: 'Deepin', wait, grace, passwordRequired },
    });
    await running.stop();
    await bus.stop();
  });

const files: [string, Machine, string][] = [
  ['dconf', { ...mate, files: { [`${home}/.config/dconf/user`]: 'x' } }, `${home}/.config/dconf/user`],
  ['compiled schemas', mate, '/usr/share/glib-2.0/schemas/gschemas.compiled'],
  ['kscreenlockerrc', { ...kde, files: { [kscreenlocker]: '[Daemon]\n' } }, kscreenlocker],
  [
    'kscreenlockerrc of the system',
    { ...kde, files: { '/etc/xdg/kscreenlockerrc': '' } },
    '/etc/xdg/kscreenlockerrc',
  ],
  ['xfconf', { ...xfce, ...users(channel('')) }, `${home}/.config/${channelFile}`],
  ['xscreensaver', { ...xfce, ...xscreensaver('') }, `${home}/.xscreensaver`],
];

for (const [name, given, path] of files)
  testOnMachine(
    { root: true },
    `a file that may not be read is denied, never a default: ${name}`,
    async () => {
      const system = machine(given);
      chmodSync(system.root, 0o755);
      chmodSync(join(system.root, path), 0o600);
      process.seteuid?.('nobody');
      try {
        expect(await read(system)).toMatchObject({
          state: 'unknown',
          reason: 'denied',
          source: expect.stringContaining(path),
        });
      } finally {
        process.seteuid?.(0);
      }
    },
  );

/** The keys of newer builds, as their users report them; the schema itself is not public. */
const idleLockSchema = `<schemalist><schema id="org.ukui.screensaver" path="/org/ukui/screensaver/">
  <key name="idle-activation-enabled" type="b"><default>true</default></key>
  <key name="lock-enabled" type="b"><default>false</default></key>
  <key name="idle-delay" type="i"><default>5</default></key>
  <key name="idle-lock-enabled" type="b"><default>true</default></key>
  <key name="idle-lock" type="i"><default>10</default></key>
</schema></schemalist>`;

testOnMachine(
  { programs: ['/usr/bin/glib-compile-schemas'] },
  'UKUI that locks apart from its screen saver',
  async () => {
    const system = machine({ env: { XDG_CURRENT_DESKTOP: 'UKUI' }, programs: ['ukui-screensaver-backend'] });
    const folder = 'usr/share/glib-2.0/schemas';
    put(system.root, `${folder}/ukui.gschema.xml`, idleLockSchema);
    execFileSync('/usr/bin/glib-compile-schemas', [join(system.root, folder)]);
    expect(await read(system)).toMatchObject({ value: { wait: 600, grace: 0, passwordRequired: true } });
  },
);

test('the watched files are those of this user and of the administrator', () => {
  const env = { XDG_CONFIG_HOME: '/c', XDG_CONFIG_DIRS: '/site:/etc/xdg' };
  const files = screenLockWatchedFiles(machine({ env }));
  for (const file of [
    '/c/dconf/user',
    '/c/kscreenlockerrc',
    '/site/kscreenlockerrc',
    `/c/${channelFile}`,
    `${home}/.xscreensaver`,
  ])
    expect(files).toContain(file);
});

test('a probe of this very machine gives an answer of the declared shape, in a folder of nobody too', async () => {
  const system = machine({});
  const reading = await read({ ...system, root: temporaryFolder() });
  expect(reading).toMatchObject({ state: 'unknown', reason: 'denied' });
});
