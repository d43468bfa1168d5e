import type { DesktopSession } from '../desktop-session.ts';
import type { BusCall } from './bus-call.ts';
import { nameHasOwner } from './message-bus.ts';
import type { LinuxSystem } from './system.ts';

/** Milliseconds for all questions together. */
const budgetMs = 1000;

/** GsmInhibitorFlag: the session is kept from being marked as idle (gnome-session, org.gnome.SessionManager.xml). */
const idleInhibited = 8;

/** Each desktop has its own way to say that nobody wants a window now; a yes from any of them counts. */
const questions: readonly BusCall[] = [
  {
    // GNOME, MATE and Cinnamon: full-screen video, slides, and screen sharing inhibit idleness.
    bus: 'session',
    destination: 'org.gnome.SessionManager',
    path: '/org/gnome/SessionManager',
    interface: 'org.gnome.SessionManager',
    member: 'IsInhibited',
    signature: 'u',
    args: [idleInhibited],
  },
  {
    // KDE Plasma: do not disturb, which it also switches on while the screen is shared or mirrored.
    bus: 'session',
    destination: 'org.freedesktop.Notifications',
    path: '/org/freedesktop/Notifications',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    args: ['org.freedesktop.Notifications', 'Inhibited'],
  },
  {
    // Xfce and older Plasma, by the freedesktop.org power management interface: presentation mode, full-screen video.
    bus: 'session',
    destination: 'org.freedesktop.PowerManagement',
    path: '/org/freedesktop/PowerManagement/Inhibit',
    interface: 'org.freedesktop.PowerManagement.Inhibit',
    member: 'HasInhibit',
  },
];

export function linuxDesktopSession(system: Pick<LinuxSystem, 'callBus'>): DesktopSession {
  return {
    async isPresenting() {
      const signal = AbortSignal.timeout(budgetMs);
      const answers = await Promise.all(questions.map((question) => isYes(system, question, signal)));
      return answers.includes(true);
    },
    hasTrayHost: () =>
      nameHasOwner(system.callBus, 'session', 'org.kde.StatusNotifierWatcher', AbortSignal.timeout(budgetMs)),
  };
}

/** A service that is not there is not started for the question. */
async function isYes(
  { callBus }: Pick<LinuxSystem, 'callBus'>,
  question: BusCall,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await nameHasOwner(callBus, question.bus, question.destination, signal)) !== 'yes') return false;
  const reply = await callBus(question, signal);
  return reply.ok && reply.body[0] === true;
}
