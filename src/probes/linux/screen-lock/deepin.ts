import type { Lock } from '../../first-lock.ts';
import type { BusReply } from '../bus-call.ts';
import { type NoSetting, noSetting } from '../gsettings/setting.ts';
import type { DesktopSession, ReadLock } from './lock.ts';

/** The power service of the session: V23 and later, then V20 (dde-daemon, session/power1). */
const services = ['org.deepin.dde.Power1', 'com.deepin.daemon.Power'] as const;

/** Deepin and UOS keep the wait behind their power service; the lock screen always asks for the password. */
export const readDeepinLock: ReadLock = async (session) => {
  let last: NoSetting = noSetting('desktop-not-answering', `D-Bus ${services[0]}`);
  for (const service of services) {
    const reply = await readProperties(session, service);
    if (reply.ok) return lockOf(service, new Map(pairs(reply.body[0])));
    last = noSetting(reasonOf(reply.reason), `D-Bus ${service}`, reply.detail);
    if (reply.reason !== 'no-service') return last;
  }
  return last;
};

function readProperties({ system, signal }: DesktopSession, service: string): Promise<BusReply> {
  return system.callBus(
    {
      bus: 'session',
      destination: service,
      path: `/${service.replaceAll('.', '/')}`,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      args: [service],
    },
    signal,
  );
}

function lockOf(service: string, properties: ReadonlyMap<unknown, unknown>): Lock | NoSetting {
  const source = `D-Bus ${service}`;
  const onLine = earliest(properties, 'LinePower');
  const onBattery = earliest(properties, 'Battery');
  if (onLine === undefined || onBattery === undefined)
    return noSetting('unparsable', source, 'no lock delay');
  const wait = hasNoBattery(properties) ? onLine : Math.max(onLine, onBattery);
  return {
    ok: true,
    mechanism: 'dde-lock',
    wait: wait === Number.POSITIVE_INFINITY ? 'never' : wait,
    grace: 0,
    passwordRequired: true,
    managed: false,
    source: `${source} LinePowerLockDelay`,
  };
}

/** Seconds, 0 is never; the screen going dark locks too where `ScreenBlackLock` is on. */
function earliest(
  properties: ReadonlyMap<unknown, unknown>,
  power: 'LinePower' | 'Battery',
): number | undefined {
  const lock = properties.get(`${power}LockDelay`);
  const black = properties.get(`${power}ScreenBlackDelay`);
  if (typeof lock !== 'number') return undefined;
  const delays =
    properties.get('ScreenBlackLock') === true && typeof black === 'number' ? [lock, black] : [lock];
  return Math.min(...delays.map((delay) => (delay > 0 ? delay : Number.POSITIVE_INFINITY)));
}

/** A dictionary of batteries; where it is not told the laptop's longer wait is taken. */
function hasNoBattery(properties: ReadonlyMap<unknown, unknown>): boolean {
  const batteries = properties.get('BatteryIsPresent');
  return Array.isArray(batteries) && pairs(batteries).every(([, present]) => present === false);
}

function pairs(value: unknown): [unknown, unknown][] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry): entry is [unknown, unknown] => Array.isArray(entry) && entry.length === 2);
}

function reasonOf(reason: Extract<BusReply, { ok: false }>['reason']): NoSetting['reason'] {
  if (reason === 'no-bus' || reason === 'no-service') return 'desktop-not-answering';
  return reason;
}
