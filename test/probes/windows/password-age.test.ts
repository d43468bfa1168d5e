import { afterAll, expect, test, vi } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { refusal } from '../../../src/probes/windows/answer.ts';
import { passwordAgeProbe } from '../../../src/probes/windows/password-age.ts';
import type { WindowsSystem } from '../../../src/probes/windows/system.ts';
import { capturedWindows } from './captured-machine.ts';
import { allMachines, homePcWith, machineOf } from './machines.ts';

vi.stubEnv('TZ', 'Asia/Shanghai');
afterAll(() => vi.unstubAllEnvs());

const now = () => new Date('2026-11-20T09:00:00+08:00');
const ask = (system: WindowsSystem) => passwordAgeProbe(system, now).read(new AbortController().signal);
const read = (file: string) => ask(capturedWindows(machineOf(file)));
const local = (user: object) =>
  ask(
    homePcWith({
      logonSession: { passwordLastSet: '0' },
      localUsers: {
        李明: { passwordAgeSeconds: 1_722_600, flags: 513, rid: 1001, passwordExpired: false, ...user },
      },
    }),
  );

test("a local account: the day on the computer's own calendar, and both records that agree on it", async () => {
  expect(await read('home-pc.json')).toEqual({
    state: 'known',
    value: { changedOn: '2026-10-31', account: 'local' },
    source: 'NetUserGetInfo level 3, LsaGetLogonSessionData',
  });
});

test('after a change the account itself is right, and the sign-in has the older date', async () => {
  expect(await read('password-changed-since-sign-in.json')).toMatchObject({
    value: { changedOn: '2026-11-19' },
    source: 'NetUserGetInfo level 3, LsaGetLogonSessionData: 2026-06-01',
  });
});

test('a sign-in that cannot be read takes nothing away', async () => {
  const system = {
    ...homePcWith({}),
    logonSession: async () => refusal('denied', 'LsaGetLogonSessionData: 5'),
  };
  expect(await ask(system)).toMatchObject({
    value: { changedOn: '2026-10-31' },
    source: 'NetUserGetInfo level 3',
  });
});

test('an account that may be empty keeps its date, and nobody claims that it is empty', async () => {
  expect(await read('password-not-required.json')).toMatchObject({
    state: 'known',
    value: { changedOn: '2026-10-31' },
    source: 'NetUserGetInfo level 3, LsaGetLogonSessionData, UF_PASSWD_NOTREQD',
  });
});

test('a password without a date was never set, or set on a day that only the sign-in has', async () => {
  expect(await read('password-never-set.json')).toMatchObject({
    reason: 'never-set',
    detail: 'usri3_password_age 0',
  });
  expect(await read('password-clock-set-back.json')).toMatchObject({
    reason: 'conflicting-sources',
    detail: 'usri3_password_age 0, yet at sign-in it was 2027-05-20',
  });
  const untold = homePcWith({ logonSession: { refused: 'denied', detail: 'LsaGetLogonSessionData: 5' } });
  expect(
    await ask({ ...untold, localUser: capturedWindows(machineOf('password-never-set.json')).localUser }),
  ).toMatchObject({ reason: 'never-set' });
});

test.each([
  ['just below twenty years', { passwordAgeSeconds: 630_719_999 }, 'known'],
  ['a second old', { passwordAgeSeconds: 1 }, 'known'],
  ['twenty years', { passwordAgeSeconds: 630_720_000 }, 'never-set'],
  ['as old as can be told', { passwordAgeSeconds: 0xffff_ffff }, 'never-set'],
  ['expired, whatever its age', { passwordExpired: true, passwordAgeSeconds: 60 }, 'must-change'],
])('a local password %s: %s', async (_name, user, said) => {
  const reading = await local(user);
  expect(reading.state === 'unknown' ? reading.reason : reading.state).toBe(said);
});

test('a domain account: what the domain said at the sign-in, and a local namesake is not asked', async () => {
  const machine = capturedWindows(machineOf('same-named-local-account.json'));
  const asked: string[] = [];
  const system: WindowsSystem = {
    ...machine,
    localUser: async (name) => {
      asked.push(name);
      return machine.localUser(name);
    },
  };
  expect(await ask(system)).toEqual({
    state: 'known',
    value: { changedOn: '2026-07-15', account: 'domain' },
    source: 'LsaGetLogonSessionData PasswordLastSet',
  });
  expect(asked).toEqual([]);
});

test('a FILETIME that is no date is not one', async () => {
  const machine = machineOf('domain-pc.json');
  const system = capturedWindows(machine);
  const session = await system.logonSession();
  if (!session.ok) throw new Error('the domain PC has a sign-in');
  const odd = { ...session, value: { ...session.value, passwordLastSet: 0x7fff_ffff_ffff_ffffn } };
  expect(await ask({ ...system, logonSession: async () => odd })).toMatchObject({
    state: 'unknown',
    reason: 'unparsable',
  });
});

test.each([
  ['tokenUser', 'denied'],
  ['internetIdentity', 'denied'],
  ['localUser', 'denied'],
] as const)('%s that is denied makes it unknown', async (call, reason) => {
  const system = { ...homePcWith({}), [call]: async () => refusal('denied', `${call}: 5`) };
  expect(await ask(system)).toMatchObject({ state: 'unknown', reason, detail: `${call}: 5` });
});

test('an account that is gone from the computer is a contradiction', async () => {
  expect(await ask(homePcWith({ localUsers: { 李明: null } }))).toMatchObject({
    reason: 'conflicting-sources',
  });
});

test('every machine gives a value in its declared shape, or a reason', async () => {
  for (const { file } of allMachines()) {
    const reading = await read(file);
    if (reading.state === 'known') facts['password-age'].value.parse(reading.value);
    else expect([file, reading.state]).toEqual([file, 'unknown']);
  }
});
