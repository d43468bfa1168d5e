import { describe, expect, test } from 'vitest';
import type { BusReply } from '../../../../src/probes/linux/bus-call.ts';
import { busCaller } from '../../../../src/probes/linux/message-bus.ts';
import { testOnMachine } from '../../../not-run.ts';
import { type Machine, machine } from '../machine.ts';
import { servicePrograms, startBus, startService } from '../private-bus.ts';
import { type Expected, expectLock, type LockCase, readLock } from './lock-case.ts';

const deepin: Machine = { env: { XDG_CURRENT_DESKTOP: 'Deepin' } };
const answering = (reply: BusReply): Machine => ({ bus: () => reply });
const properties = (...pairs: readonly [string, unknown][]) => answering({ ok: true, body: [pairs] });

const troubles: LockCase[] = [
  ['no bus', {}, 'desktop-not-answering'],
  ['no power service', answering({ ok: false, reason: 'no-service', detail: '' }), 'desktop-not-answering'],
  ['denied', answering({ ok: false, reason: 'denied', detail: '' }), 'denied'],
  ['no answer in time', answering({ ok: false, reason: 'timed-out', detail: '' }), 'timed-out'],
  ['an answer that is no list of properties', answering({ ok: true, body: [7] }), 'unparsable'],
  ['no lock delay', properties(['SleepLock', true]), 'unparsable'],
  ['a lock delay on mains alone', properties(['LinePowerLockDelay', 300]), 'unparsable'],
  [
    'a lock delay that is a word',
    properties(['LinePowerLockDelay', 'soon'], ['BatteryLockDelay', 300]),
    'unparsable',
  ],
];
describe('Deepin', () => {
  test.each(troubles)('%s', (_name, given, expected) => expectLock({ ...deepin, ...given }, expected));
});

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
    const script = new URL('../bus-service.py', import.meta.url).pathname;
    const running = await startService(
      script,
      [service, `/${service.replaceAll('.', '/')}`, service, ...properties],
      bus,
    );
    const system = {
      ...machine(deepin),
      callBus: busCaller(() => bus.env),
    };
    expect(await readLock(system)).toMatchObject({
      state: 'known',
      value: { desktop: 'Deepin', wait, grace, passwordRequired },
    });
    await running.stop();
    await bus.stop();
  });
