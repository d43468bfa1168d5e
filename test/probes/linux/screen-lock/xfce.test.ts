import { describe, test } from 'vitest';
import { home, type Machine } from '../machine.ts';
import { expectLock, type LockCase, testDenied } from './lock-case.ts';

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

const xfceCases: LockCase[] = [
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

testDenied('xfconf', { ...xfce, ...users(channel('')) }, `${home}/.config/${channelFile}`);
testDenied('xscreensaver', { ...xfce, ...xscreensaver('') }, `${home}/.xscreensaver`);
