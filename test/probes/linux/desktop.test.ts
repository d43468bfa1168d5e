import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectDesktop } from '../../../src/probes/linux/desktop.ts';
import { type Machine, machine } from './machine.ts';

test.each([
  ['GNOME', 'GNOME'],
  ['ubuntu:GNOME', 'GNOME'],
  ['GNOME-Classic:GNOME', 'GNOME'],
  ['GNOME-Flashback:GNOME', 'GNOME Flashback'],
  ['Budgie:GNOME', 'Budgie'],
  ['KDE', 'KDE Plasma'],
  ['XFCE', 'XFCE'],
  ['MATE', 'MATE'],
  ['X-Cinnamon', 'Cinnamon'],
  ['UKUI', 'UKUI'],
  ['Deepin', 'Deepin'],
  ['DDE', 'Deepin'],
])('XDG_CURRENT_DESKTOP=%s is %s', async (spoken, name) => {
  expect(await detectDesktop(machine({ env: { XDG_CURRENT_DESKTOP: spoken } }))).toMatchObject({
    kind: 'known',
    name,
  });
});

test.each(['sway', 'Hyprland', 'LXQt', 'Unity:Unity7:ubuntu', 'Pantheon', 'COSMIC'])(
  'XDG_CURRENT_DESKTOP=%s is a desktop that is not read',
  async (spoken) => {
    const system = machine({ env: { XDG_CURRENT_DESKTOP: spoken }, programs: ['gnome-shell'] });
    expect(await detectDesktop(system)).toEqual({ kind: 'unsupported', name: spoken });
  },
);

const withoutVariable: [string, Machine, object][] = [
  ['its shell tells', { programs: ['bash', 'gnome-shell'] }, { kind: 'known', name: 'GNOME' }],
  ['Plasma', { programs: ['kwin_wayland', 'plasmashell'] }, { kind: 'known', name: 'KDE Plasma' }],
  ['XFCE', { programs: ['xfwm4', 'xfce4-session'] }, { kind: 'known', name: 'XFCE' }],
  ['MATE', { programs: ['mate-session'] }, { kind: 'known', name: 'MATE' }],
  [
    'Cinnamon, its name cut by the kernel',
    { programs: ['cinnamon-session'] },
    { kind: 'known', name: 'Cinnamon' },
  ],
  ['UKUI', { programs: ['ukui-session'] }, { kind: 'known', name: 'UKUI' }],
  ['Deepin', { programs: ['dde-session-daemon'] }, { kind: 'known', name: 'Deepin' }],
  [
    'what the desktop says of itself counts more than its program',
    { programs: [{ name: 'xfce4-panel', env: { XDG_CURRENT_DESKTOP: 'sway' } }] },
    { kind: 'unsupported', name: 'sway' },
  ],
  ['a lone compositor', { programs: ['sway'] }, { kind: 'unsupported', name: 'sway' }],
  ['only a display', { env: { DISPLAY: ':0' } }, { kind: 'unsupported', name: 'unknown (:0)' }],
  ['only a Wayland display', { env: { WAYLAND_DISPLAY: 'wayland-0' } }, { kind: 'unsupported' }],
  ['nothing at all', { programs: ['bash', 'sshd'] }, { kind: 'none' }],
];
test.each(withoutVariable)('without the variable: %s', async (_name, given, expected) => {
  expect(await detectDesktop(machine(given))).toMatchObject(expected);
});

test("another user's desktop is not this user's", async () => {
  const system = machine({ programs: ['gnome-shell'] });
  expect(await detectDesktop({ ...system, uid: system.uid + 1 })).toEqual({ kind: 'none' });
});

test('where running programs are hidden, "no desktop" is not said', async () => {
  const system = machine({});
  rmSync(join(system.root, 'proc/1'), { recursive: true });
  expect(await detectDesktop(system)).toEqual({ kind: 'hidden' });
});

test("the desktop's own environment is taken, with the agent's for what it lacks", async () => {
  const env = { XDG_CONFIG_HOME: '/elsewhere', XDG_CURRENT_DESKTOP: 'MATE' };
  const system = machine({
    env: { HOME: '/x', XDG_CONFIG_HOME: '/agent' },
    programs: [{ name: 'mate-session', env }],
  });
  expect(await detectDesktop(system)).toMatchObject({ env: { ...env, HOME: '/x' } });
});
