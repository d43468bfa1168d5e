import { expect, test } from 'vitest';
import { readPowerLock } from '../../../../src/probes/windows/screen-lock/power.ts';
import { powerPolicy, powerSettings } from '../../../../src/probes/windows/screen-lock/power-settings.ts';
import { homePcWith } from '../machines.ts';

type Setting = keyof typeof powerSettings;
type Values = Partial<Record<Setting, readonly [ac: number, dc: number] | 'refused'>>;
type Capabilities = { modernStandby?: boolean; sleepS3?: boolean; hibernate?: boolean; battery?: boolean };
interface Given {
  readonly can?: Capabilities;
  readonly set?: Values;
  readonly registry?: object;
  readonly limited?: boolean;
  readonly domainJoined?: unknown;
}

const never = [0, 0] as const;
const always = [1, 1] as const;
const unset: Values = { displayOff: never, sleep: never, hibernate: never, consoleLock: always };

function read({ can = {}, set = {}, registry = {}, limited = false, domainJoined = false }: Given) {
  const settings = Object.entries({ ...unset, ...set }).map(([name, value]) => {
    const { subgroup, setting } = powerSettings[name as Setting];
    const told =
      value === 'refused'
        ? { refused: 'failed', detail: 'PowerReadACValueIndex: 2' }
        : { ac: value[0], dc: value[1] };
    return [`${subgroup}/${setting}`, told];
  });
  const capabilities = { modernStandby: false, sleepS3: true, hibernate: true, battery: false, ...can };
  const power = { capabilities, settings: Object.fromEntries(settings) };
  return readPowerLock(homePcWith({ power, registry, domainJoined }), limited);
}

const standby: Capabilities = { modernStandby: true, sleepS3: false, battery: true };
const delay = (value: number) => ({ 'HKCU\\Control Panel\\Desktop': { DelayLockInterval: value } });
const policyOf = (name: Setting, values: object) => ({
  [`HKLM\\${powerPolicy}\\${powerSettings[name].setting}`]: values,
});

const classic: [name: string, given: Given, expected: object][] = [
  [
    'sleep locks',
    { set: { sleep: [300, 0] } },
    { mechanism: 'sleep', wait: 300, grace: 0, passwordRequired: true },
  ],
  [
    'hibernation locks, where it comes first',
    { set: { sleep: [900, 0], hibernate: [600, 0] } },
    { mechanism: 'hibernation', wait: 600 },
  ],
  [
    'the display going off does not',
    { set: { displayOff: [300, 0] } },
    { mechanism: 'display off', wait: 300, passwordRequired: false },
  ],
  ['nothing set', {}, { wait: 'never', passwordRequired: false }],
  [
    'waking without a password',
    { set: { sleep: [300, 0], consoleLock: [0, 1] } },
    { wait: 300, passwordRequired: false },
  ],
  [
    'a PC that cannot sleep',
    { can: { sleepS3: false, hibernate: false }, set: { sleep: [300, 0] } },
    { wait: 'never' },
  ],
  [
    'a display time that is not told locks nothing anyway',
    { set: { sleep: [300, 0], displayOff: 'refused' } },
    { mechanism: 'sleep', wait: 300 },
  ],
  [
    'with a machine inactivity limit the display locks, without a word on waking',
    { set: { displayOff: [240, 0], consoleLock: never }, limited: true },
    { mechanism: 'display off', wait: 240, passwordRequired: true, managed: true },
  ],
];
test.each(classic)('classic sleep: %s', async (_name, given, expected) => {
  expect(await read(given)).toMatchObject({ ok: true, ...expected });
});

const modern: [name: string, given: Given, expected: object][] = [
  [
    'the display going off locks',
    { set: { displayOff: [300, 300] } },
    { wait: 300, grace: 0, passwordRequired: true },
  ],
  [
    'so does sleep',
    { set: { displayOff: [900, 900], sleep: [300, 300] } },
    { mechanism: 'sleep', wait: 300 },
  ],
  [
    'after the delay that the user chose',
    { set: { displayOff: [300, 300] }, registry: delay(60) },
    { wait: 300, grace: 60 },
  ],
  [
    '0xFFFFFFFF is never',
    { set: { displayOff: [300, 300] }, registry: delay(0xffff_ffff) },
    { wait: 300, passwordRequired: false },
  ],
  [
    'in a domain at once',
    { set: { displayOff: [300, 300] }, registry: delay(0xffff_ffff), domainJoined: true },
    { wait: 300, grace: 0, passwordRequired: true },
  ],
  [
    'waking without a password',
    { set: { displayOff: [300, 300], consoleLock: never } },
    { passwordRequired: false },
  ],
  [
    'waking without a password on battery only',
    { set: { displayOff: [300, 300], consoleLock: [1, 0] } },
    { passwordRequired: false },
  ],
];
test.each(modern)('Modern Standby: %s', async (_name, given, expected) => {
  expect(await read({ can: standby, ...given })).toMatchObject({ ok: true, ...expected });
});

const supplies: [name: string, given: Given, expected: object][] = [
  ['the longer of mains and battery', { can: { battery: true }, set: { sleep: [180, 900] } }, { wait: 900 }],
  ['never is longer than any', { can: { battery: true }, set: { sleep: [180, 0] } }, { wait: 'never' }],
  ['mains alone without a battery', { set: { sleep: [180, 0] } }, { wait: 180 }],
  [
    'each has its own first lock: sleep on mains, hibernation on battery',
    { can: { battery: true }, set: { sleep: [240, 0], hibernate: [0, 300] } },
    { wait: 300, mechanism: 'hibernation', passwordRequired: true },
  ],
];
test.each(supplies)('%s', async (_name, given, expected) => {
  expect(await read(given)).toMatchObject({ ok: true, ...expected });
});

test('policy wins for the supply that it names, and the key is the source', async () => {
  const registry = policyOf('sleep', { ACSettingIndex: 240 });
  const lock = await read({ set: { sleep: [1800, 1800] }, registry });
  expect(lock).toMatchObject({
    wait: 240,
    managed: true,
    source: `HKLM\\${powerPolicy}\\${powerSettings.sleep.setting}\\ACSettingIndex`,
  });
  expect(await read({ can: { battery: true }, set: { sleep: [1800, 1800] }, registry })).toMatchObject({
    wait: 1800,
  });
  expect(await read({ set: { sleep: 'refused' }, registry })).toMatchObject({ wait: 240 });
});

test('without a policy the source is what powercfg shows', async () => {
  expect(await read({ set: { sleep: [300, 0] } })).toMatchObject({
    managed: false,
    source: 'powercfg SUB_SLEEP STANDBYIDLE AC',
  });
});

test.each<[string, Given]>([
  ['the time of sleep', { set: { sleep: 'refused' } }],
  ['whether waking asks', { set: { sleep: [300, 0], consoleLock: 'refused' } }],
  [
    'whether waking asks, with Modern Standby',
    { can: standby, set: { displayOff: [300, 300], consoleLock: 'refused' } },
  ],
  [
    'whether it is in a domain',
    {
      can: standby,
      set: { displayOff: [300, 300] },
      registry: delay(60),
      domainJoined: { refused: 'failed', detail: 'NetGetJoinInformation: 1717' },
    },
  ],
  ['a policy', { set: { sleep: [300, 0] }, registry: policyOf('sleep', { ACSettingIndex: 'soon' }) }],
])('where Windows does not tell %s, nothing is said', async (_name, given) => {
  expect(await read(given)).toMatchObject({ ok: false });
});

test('what can do nothing needs not be told: no delay needs no domain, no sleep needs no word on waking', async () => {
  const silent = { refused: 'failed', detail: 'NetGetJoinInformation: 1717' };
  expect(await read({ can: standby, set: { displayOff: [300, 300] }, domainJoined: silent })).toMatchObject({
    wait: 300,
  });
  expect(await read({ set: { consoleLock: 'refused' } })).toMatchObject({ ok: true, wait: 'never' });
});

test('without the capabilities nothing is said', async () => {
  const power = { capabilities: { refused: 'failed', detail: 'CallNtPowerInformation: 1' } };
  expect(await readPowerLock(homePcWith({ power }), false)).toMatchObject({
    ok: false,
    reason: 'failed',
    source: 'GetPwrCapabilities',
  });
});
