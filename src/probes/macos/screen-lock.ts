import { known, type Reading, toNumber, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { byHostFiles } from './by-host-files.ts';
import { type ManagedPreferences, managedFiles, readManagedPreferences } from './managed-preferences.ts';
import { asSwitch } from './property-list.ts';
import { readDisplaySleep } from './screen-lock/display-sleep.ts';
import { type PasswordDelay, readPasswordDelay } from './screen-lock/password-delay.ts';
import { readScreenSaver } from './screen-lock/screen-saver.ts';
import type { Wait } from './screen-lock/wait.ts';
import type { MacSystem } from './system.ts';
import type { Unread } from './unread.ts';

const managedDomain = 'com.apple.screensaver';

/**
 * macOS asks for the password a grace after the screen saver starts or the display goes dark, whichever is first: one
 * setting for both ("Require password after screen saver begins or display is turned off").
 */
export function screenLockProbe(system: MacSystem): Probe<'screen-lock'> {
  return { fact: 'screen-lock', budgetMs: 5000, read: (signal) => read(system, signal) };
}

/** Files whose change can change what this probe reads. The keybag is in none that a user may read. */
export function screenLockWatchedFiles(system: MacSystem): string[] {
  return [
    ...managedFiles(system, managedDomain),
    ...byHostFiles(system, 'com.apple.screensaver'),
    '/Library/Preferences/com.apple.PowerManagement.plist',
  ];
}

async function read(system: MacSystem, signal: AbortSignal): Promise<Reading<FactValue<'screen-lock'>>> {
  const managed = await readManagedPreferences(system, managedDomain);
  if (!managed.ok) return unknown(managed.reason, managed.source, managed.detail);
  const [password, saver, display] = await Promise.all([
    readPasswordDelay(system, signal),
    readScreenSaver(system, managed, signal),
    readDisplaySleep(system, signal),
  ]);
  if (!password.ok) return unknown(password.reason, password.source, password.detail);
  return together(strictest(password, managed), [saver, display], managed);
}

/** A profile's delay that is longer than what the keybag says is the worse of two answers, and worse is what is told. */
function strictest(password: PasswordDelay, managed: ManagedPreferences): PasswordDelay {
  const delay = managed.value('askForPasswordDelay');
  const isAsked = asSwitch(managed.value('askForPassword')?.value) === true;
  if (!isAsked || typeof delay?.value !== 'number' || !password.asked) return password;
  if (delay.value <= toNumber(password.grace)) return password;
  return {
    ...password,
    grace: delay.value,
    source: `${delay.source} askForPasswordDelay, ${password.source}`,
  };
}

function together(
  password: PasswordDelay,
  waits: readonly (Wait | Unread)[],
  managed: ManagedPreferences,
): Reading<FactValue<'screen-lock'>> {
  const told = waits.filter((wait) => wait.ok);
  const untold = waits.filter((wait) => !wait.ok);
  const first = told.toSorted((one, other) => toNumber(one.wait) - toNumber(other.wait))[0];
  if (first === undefined) {
    const [saver] = untold;
    return unknown(saver?.reason ?? 'failed', saver?.source, untold.map((each) => each.detail).join('; '));
  }
  const asksManaged = ['askForPassword', 'askForPasswordDelay'].some(
    (key) => managed.value(key) !== undefined,
  );
  return known(
    {
      desktop: 'macOS',
      mechanism: first.mechanism,
      wait: first.wait,
      grace: password.grace,
      passwordRequired: password.asked,
      managed: asksManaged || told.some((wait) => wait.managed),
      // Without a password no wait makes a lock, whatever is not told.
      ...(password.asked && untold.length > 0 && { unread: untold.map((each) => each.source) }),
    },
    `${first.source}, ${password.source}`,
  );
}
