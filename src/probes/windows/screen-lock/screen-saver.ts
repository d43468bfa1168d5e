import type { Lock, UnreadLock } from '../../first-lock.ts';
import type { Answer } from '../answer.ts';
import { numberIn, placeName, readNumber, readText } from '../registry-value.ts';
import type { WindowsSystem } from '../system.ts';
import { unknownReason } from '../unread.ts';
import { readProgram, screenSaverPolicy } from './screen-saver-program.ts';

/** Seconds after the screen saver's start in which the mouse ends it without a password; 5 where it is not set. */
export const gracePeriod = {
  hive: 'HKLM',
  key: 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
  name: 'ScreenSaverGracePeriod',
} as const;
const defaultGrace = 5;

/** One setting as it is in force; `managed` where group policy has set it. */
type Part = { readonly ok: true; readonly value: number; readonly source: string; readonly managed: boolean };

/**
 * The screen saver locks only where it is on, has a time, has a program that is there, and asks for the password.
 * SPI_GETSCREENSAVEACTIVE alone says "on" even where none is chosen, so the program decides too.
 * @param alwaysLocks where a machine inactivity limit is set, Windows locks when the screen saver starts, secured or not
 *   (Security policy settings reference, "Machine inactivity limit").
 */
export async function readScreenSaverLock(
  system: WindowsSystem,
  alwaysLocks: boolean,
): Promise<Lock | UnreadLock> {
  const [{ active, secure, timeout }, program, grace] = await Promise.all([
    readSettings(system),
    readProgram(system),
    readNumber(system.registry, gracePeriod),
  ]);
  for (const part of [active, timeout]) if (part.ok && part.value === 0) return noSaver(part);
  if (program.ok && !program.exists) return noSaver(program);
  if (!active.ok) return active;
  if (!timeout.ok) return timeout;
  if (!program.ok) return program;
  if (!secure.ok && !alwaysLocks) return secure;
  const passwordRequired = alwaysLocks || (secure.ok && secure.value !== 0);
  if (passwordRequired && !grace.ok) return grace;
  return {
    ok: true,
    mechanism: 'screen saver',
    wait: timeout.value,
    grace: passwordRequired && grace.ok ? (grace.value ?? defaultGrace) : 0,
    passwordRequired,
    managed: alwaysLocks || [active, secure, timeout, program].some((part) => part.ok && part.managed),
    source: timeout.source,
  };
}

async function readSettings(system: WindowsSystem) {
  const now = await system.screenSaver();
  const [active, secure, timeout] = await Promise.all([
    inForce(system, 'ScreenSaveActive', 'SPI_GETSCREENSAVEACTIVE', now.active),
    inForce(system, 'ScreenSaverIsSecure', 'SPI_GETSCREENSAVESECURE', now.secure),
    inForce(system, 'ScreenSaveTimeOut', 'SPI_GETSCREENSAVETIMEOUT', now.timeoutSeconds),
  ]);
  return { active, secure, timeout };
}

/** Group policy first; then what Windows itself goes by in this session. */
async function inForce(
  { registry }: WindowsSystem,
  name: string,
  call: string,
  now: Answer<boolean | number>,
): Promise<Part | UnreadLock> {
  const place = { hive: 'HKCU', key: screenSaverPolicy, name } as const;
  const text = await readText(registry, place);
  const policy = text.ok ? numberIn(text, placeName(place)) : text;
  if (!policy.ok) return policy;
  if (policy.value !== undefined)
    return { ok: true, value: policy.value, source: policy.source, managed: true };
  const source = `SystemParametersInfo ${call}`;
  if (!now.ok) return { ok: false, reason: unknownReason(now.reason), source, detail: now.detail };
  return { ok: true, value: Number(now.value), source, managed: false };
}

function noSaver({ source, managed }: { readonly source: string; readonly managed: boolean }): Lock {
  return {
    ok: true,
    mechanism: 'screen saver',
    wait: 'never',
    grace: 0,
    passwordRequired: false,
    managed,
    source,
  };
}
