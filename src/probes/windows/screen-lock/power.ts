import { firstLock, type Lock, type UnreadLock, untilPassword } from '../../first-lock.ts';
import type { PowerCapabilities, WindowsSystem } from '../system.ts';
import { unknownReason } from '../unread.ts';
import { readDelayLock } from './delay-lock.ts';
import { type PowerValue, powerSettings, readPowerSetting, type Supply } from './power-settings.ts';

interface Situation {
  readonly system: WindowsSystem;
  readonly capabilities: PowerCapabilities;
  readonly supply: Supply;
  /** See `readScreenSaverLock`: with a machine inactivity limit, a display that goes off locks too. */
  readonly alwaysLocks: boolean;
}

type Timeout = Exclude<keyof typeof powerSettings, 'consoleLock'>;

/**
 * What display, sleep and hibernation lock, under the supply on which it comes later: a laptop has to lock on mains and
 * on battery.
 */
export async function readPowerLock(system: WindowsSystem, alwaysLocks: boolean): Promise<Lock | UnreadLock> {
  const found = await system.powerCapabilities();
  if (!found.ok)
    return {
      ok: false,
      reason: unknownReason(found.reason),
      source: 'GetPwrCapabilities',
      detail: found.detail,
    };
  const capabilities = found.value;
  const supplies: readonly Supply[] = capabilities.battery ? ['ac', 'dc'] : ['ac'];
  const locks = await Promise.all(
    supplies.map((supply) => readOn({ system, capabilities, supply, alwaysLocks })),
  );
  return locks.reduce(later);
}

function later(one: Lock | UnreadLock, other: Lock | UnreadLock): Lock | UnreadLock {
  if (!one.ok || !other.ok) return one.ok ? other : one;
  return untilPassword(other) > untilPassword(one) ? other : one;
}

/** A display that goes dark under classic sleep (S3) locks nothing by itself. */
async function readOn(situation: Situation): Promise<Lock | UnreadLock> {
  const { alwaysLocks, capabilities } = situation;
  const sleeps = capabilities.modernStandby ? readStandbyLocks(situation) : readWakeLocks(situation);
  const dark = await readTimeout(situation, 'displayOff', { locks: alwaysLocks, managed: alwaysLocks });
  const display = dark.ok || alwaysLocks ? dark : neverDark(dark.source);
  return firstLock([...(await sleeps), display]);
}

/** With Modern Standby a display that goes off is the beginning of sleep, and waking asks for the password. */
async function readStandbyLocks(situation: Situation): Promise<readonly (Lock | UnreadLock)[]> {
  const [waking, delay] = await Promise.all([readConsoleLock(situation), readDelayLock(situation.system)]);
  if (!waking.ok) return [waking];
  if (!delay.ok) return [delay];
  const locks = waking.value === 1 && delay.grace !== 'never';
  const managed = waking.managed || delay.managed;
  const starts = await Promise.all(
    (['displayOff', 'sleep'] as const).map((what) => readTimeout(situation, what, { locks, managed })),
  );
  return starts.map((start) =>
    start.ok && start.passwordRequired ? { ...start, grace: delay.grace } : start,
  );
}

/** Under classic sleep, waking asks for the password where the power scheme says so. */
async function readWakeLocks(situation: Situation): Promise<readonly (Lock | UnreadLock)[]> {
  const { sleepS3, hibernate } = situation.capabilities;
  const waking = await readConsoleLock(situation);
  const sleeps = (['sleep', 'hibernate'] as const).filter((what) => (what === 'sleep' ? sleepS3 : hibernate));
  return Promise.all(sleeps.map((what) => readWakeLock(situation, what, waking)));
}

function readConsoleLock({ system, supply }: Situation): Promise<PowerValue | UnreadLock> {
  return readPowerSetting(system, powerSettings.consoleLock, supply);
}

async function readWakeLock(
  situation: Situation,
  what: Timeout,
  waking: PowerValue | UnreadLock,
): Promise<Lock | UnreadLock> {
  const lock = await readTimeout(situation, what, {
    locks: waking.ok && waking.value === 1,
    managed: waking.ok && waking.managed,
  });
  const isOff = lock.ok && lock.wait === 'never';
  return waking.ok || isOff ? lock : waking;
}

const mechanisms = { displayOff: 'display off', sleep: 'sleep', hibernate: 'hibernation' } as const;

async function readTimeout(
  { system, supply }: Situation,
  what: Timeout,
  { locks, managed = false }: { readonly locks: boolean; readonly managed?: boolean },
): Promise<Lock | UnreadLock> {
  const timeout = await readPowerSetting(system, powerSettings[what], supply);
  if (!timeout.ok) return timeout;
  const isOn = timeout.value > 0;
  return {
    ok: true,
    mechanism: mechanisms[what],
    wait: isOn ? timeout.value : 'never',
    grace: 0,
    passwordRequired: isOn && locks,
    managed: managed || timeout.managed,
    source: timeout.source,
  };
}

/** A display time that could not be read, where it would lock nothing anyway. */
function neverDark(source: string): Lock {
  const { displayOff: mechanism } = mechanisms;
  return {
    ok: true,
    mechanism,
    wait: 'never',
    grace: 0,
    passwordRequired: false,
    managed: false,
    source,
  };
}
