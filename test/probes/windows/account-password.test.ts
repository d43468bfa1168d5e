import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { accountPasswordProbe } from '../../../src/probes/windows/account-password.ts';
import { refusal } from '../../../src/probes/windows/answer.ts';
import type { WindowsSystem } from '../../../src/probes/windows/system.ts';
import { capturedWindows } from './captured-machine.ts';
import { allMachines, homePcWith, machineOf } from './machines.ts';

const ask = (system: WindowsSystem) => accountPasswordProbe(system).read(new AbortController().signal);
const read = (file: string) => ask(capturedWindows(machineOf(file)));

test.each([
  ['hello-pin.json', 'set', 'Windows Hello LogonCredsAvailable'],
  ['smart-card-required.json', 'set', 'NetUserGetInfo level 3, UF_SMARTCARD_REQUIRED'],
  ['microsoft-account.json', 'elsewhere', 'NetUserGetInfo level 24'],
  ['entra-account.json', 'elsewhere', 'GetTokenInformation TokenUser'],
  ['domain-pc.json', 'elsewhere', 'GetTokenInformation TokenUser'],
  ['password-none.json', 'none', 'NetUserGetInfo level 3, LsaGetLogonSessionData'],
  ['password-clock-set-back.json', 'untold', 'NetUserGetInfo level 3'],
  ['home-pc.json', 'untold', 'NetUserGetInfo level 3'],
  ['password-not-required.json', 'untold', 'NetUserGetInfo level 3'],
  ['password-must-change.json', 'untold', 'NetUserGetInfo level 3'],
])('%s: the password is %s', async (file, state, source) => {
  expect(await read(file)).toMatchObject({ state: 'known', value: { password: { state, source } } });
});

test('no name of an account is told', async () => {
  for (const { file, machine } of allMachines()) {
    const said = JSON.stringify(await read(file));
    for (const name of Object.keys(machine.localUsers)) expect(said, file).not.toContain(name);
  }
});

test('a name that stands for another account than the one that is signed in tells nothing of its password', async () => {
  const user = { passwordAgeSeconds: 1_795_136_400, flags: 66_081, rid: 1002, passwordExpired: false };
  expect(await ask(homePcWith({ localUsers: { 李明: user } }))).toMatchObject({
    value: { password: { state: 'unclear' } },
  });
});

test('where nothing at all is told the fact is unknown, with the reason', async () => {
  const denied = async () => refusal('denied', 'NetUserGetInfo: 5');
  const registry = { ...homePcWith({}).registry, value: denied };
  const system = { ...homePcWith({}), registry, tokenUser: denied, localAccounts: denied };
  expect(await ask(system)).toMatchObject({ state: 'unknown', reason: 'denied' });
});

test('every machine gives a value in its declared shape, or a reason', async () => {
  for (const { file } of allMachines()) {
    const reading = await read(file);
    if (reading.state === 'known') facts['account-password'].value.parse(reading.value);
    else expect([file, reading.state]).toEqual([file, 'unknown']);
  }
});
