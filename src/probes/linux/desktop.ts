import { join } from 'node:path';
import { listProcesses, type Process } from './processes.ts';
import { readBytes } from './read-bytes.ts';
import type { LinuxSystem } from './system.ts';

/** The desktops whose settings are read, by the names their makers write. */
export const desktopNames = [
  'GNOME',
  'GNOME Flashback',
  'Budgie',
  'KDE Plasma',
  'XFCE',
  'MATE',
  'Cinnamon',
  'UKUI',
  'Deepin',
] as const;
export type DesktopName = (typeof desktopNames)[number];

export type RunningDesktop =
  | RunningKnownDesktop
  /** A graphical session of a desktop that we don't read; `name` as it calls itself. */
  | { readonly kind: 'unsupported'; readonly name: string }
  /** This user has no graphical session. */
  | { readonly kind: 'none' }
  /** Running programs cannot be listed here, so nothing can be said. */
  | { readonly kind: 'hidden' };

export interface RunningKnownDesktop {
  readonly kind: 'known';
  readonly name: DesktopName;
  /** The environment of the desktop's own process where it can be read: it decides where the desktop keeps its settings. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names of this user's running programs, as the kernel cuts them. */
  readonly programs: ReadonlySet<string>;
}

/** The words of XDG_CURRENT_DESKTOP, lower case; the more particular ones come first in the variable. */
const byWord: Readonly<Record<string, DesktopName>> = {
  'gnome-flashback': 'GNOME Flashback',
  budgie: 'Budgie',
  gnome: 'GNOME',
  'gnome-classic': 'GNOME',
  kde: 'KDE Plasma',
  xfce: 'XFCE',
  mate: 'MATE',
  'x-cinnamon': 'Cinnamon',
  cinnamon: 'Cinnamon',
  ukui: 'UKUI',
  deepin: 'Deepin',
  dde: 'Deepin',
};

/** Programs that run only in their desktop's sessions, most telling first (`comm`, cut at 15 characters). */
const byProgram: readonly (readonly [program: string, desktop: DesktopName])[] = [
  ['budgie-wm', 'Budgie'],
  ['budgie-panel', 'Budgie'],
  ['gnome-flashback', 'GNOME Flashback'],
  ['gnome-shell', 'GNOME'],
  ['plasmashell', 'KDE Plasma'],
  ['ksmserver', 'KDE Plasma'],
  ['xfce4-session', 'XFCE'],
  ['xfce4-panel', 'XFCE'],
  ['xfdesktop', 'XFCE'],
  ['mate-session', 'MATE'],
  ['mate-panel', 'MATE'],
  ['cinnamon-sessio', 'Cinnamon'],
  ['cinnamon', 'Cinnamon'],
  ['ukui-session', 'UKUI'],
  ['ukui-panel', 'UKUI'],
  ['dde-session', 'Deepin'],
  ['dde-session-dae', 'Deepin'],
  ['startdde', 'Deepin'],
  ['dde-desktop', 'Deepin'],
  ['dde-shell', 'Deepin'],
];

/** Other graphical sessions: seen, but not read. */
const otherSessions: ReadonlySet<string> = new Set([
  ...['sway', 'Hyprland', 'niri', 'river', 'labwc', 'wayfire', 'weston', 'cosmic-session', 'cosmic-comp'],
  ...['lxqt-session', 'lxsession', 'enlightenment', 'i3', 'openbox', 'awesome', 'bspwm', 'icewm', 'fluxbox'],
  ...['kwin_x11', 'kwin_wayland', 'Xorg', 'Xwayland', 'xfwm4', 'marco', 'pantheon-sessio', 'gala', 'phosh'],
]);

/**
 * The desktop that runs now, for this user. The agent's own environment is asked first (XDG Desktop Entry Specification,
 * XDG_CURRENT_DESKTOP); started by cron, ssh or systemd it has none, then the running programs and theirs tell.
 * Installed schemas and settings say nothing: they are there for desktops that nobody uses.
 */
export async function detectDesktop(system: LinuxSystem): Promise<RunningDesktop> {
  const { processes, complete } = await listProcesses(system.root);
  const own = processes.filter((process) => process.uid === system.uid);
  const { XDG_CURRENT_DESKTOP, DISPLAY, WAYLAND_DISPLAY } = system.env;
  const spoken = XDG_CURRENT_DESKTOP?.trim();
  if (spoken) return spokenDesktop(system, own, spoken);
  const found = programOf(
    own,
    byProgram.map(([program]) => program),
  );
  if (found !== undefined) return seenDesktop(system, own, found);
  const other = own.find((process) => otherSessions.has(process.name));
  if (other !== undefined) return { kind: 'unsupported', name: other.name };
  if (DISPLAY || WAYLAND_DISPLAY)
    return { kind: 'unsupported', name: `unknown (${DISPLAY || WAYLAND_DISPLAY})` };
  return complete ? { kind: 'none' } : { kind: 'hidden' };
}

async function spokenDesktop(
  system: LinuxSystem,
  own: readonly Process[],
  spoken: string,
): Promise<RunningDesktop> {
  const name = nameOf(spoken);
  if (name === undefined) return { kind: 'unsupported', name: spoken };
  const programs = byProgram.filter(([, desktop]) => desktop === name).map(([program]) => program);
  const process = programOf(own, programs);
  const theirs = process === undefined ? {} : await environmentOf(system, process);
  return known(name, { ...system.env, ...theirs, XDG_CURRENT_DESKTOP: spoken }, own);
}

async function seenDesktop(
  system: LinuxSystem,
  own: readonly Process[],
  process: Process,
): Promise<RunningDesktop> {
  const theirs = await environmentOf(system, process);
  const { XDG_CURRENT_DESKTOP: spoken } = theirs;
  const name = spoken ? nameOf(spoken) : byProgram.find(([program]) => program === process.name)?.[1];
  if (name === undefined) return { kind: 'unsupported', name: spoken ?? process.name };
  return known(name, { ...system.env, ...theirs }, own);
}

function known(
  name: DesktopName,
  env: RunningKnownDesktop['env'],
  own: readonly Process[],
): RunningKnownDesktop {
  return { kind: 'known', name, env, programs: new Set(own.map((process) => process.name)) };
}

function nameOf(spoken: string): DesktopName | undefined {
  const names = spoken.split(':').map((word) => byWord[word.toLowerCase()]);
  return names.find((name) => name !== undefined);
}

function programOf(own: readonly Process[], names: readonly string[]): Process | undefined {
  for (const name of names) {
    const process = own.find((candidate) => candidate.name === name);
    if (process !== undefined) return process;
  }
  return undefined;
}

/** Empty where it may not be read, as of a program with capabilities (proc_pid_environ(5)). */
async function environmentOf({ root }: LinuxSystem, { pid }: Process): Promise<Record<string, string>> {
  const file = await readBytes(join(root, 'proc', String(pid), 'environ'));
  if (!file.ok) return {};
  const pairs = file.bytes
    .toString('utf8')
    .split('\0')
    .filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
