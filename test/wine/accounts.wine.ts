import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { type Scenario, type Sections, scenario } from './scenario.ts';

/** Whatever was answered, everything that Windows lent was given back. */
function givesBack(machine: Scenario): void {
  assert.deepEqual(machine.leaks(), []);
}

const user = (values: Sections[string]): Sections => ({
  'user.张伟': { status3: 0, status24: 0, ...values },
});

test('the age of a local password, its flags and its number are read', () => {
  const machine = scenario(
    user({ passwordAge: 8_640_000, flags: 0x10201, rid: 1001, passwordExpired: 0, fullName: '张伟' }),
  );
  assert.deepEqual(ask('localUser', ['张伟'], machine), {
    ok: true,
    value: { passwordAgeSeconds: 8_640_000, flags: 0x10201, rid: 1001, passwordExpired: false },
  });
  assert.deepEqual(machine.calls(), [
    'call NetUserGetInfo',
    'allocate NetUserGetInfo',
    'release NetApiBufferFree',
  ]);
  givesBack(machine);
});

test('numbers above 2^31 stay what they are', () => {
  const machine = scenario(user({ passwordAge: 0xffffffff, flags: 0x80000201, passwordExpired: 1 }));
  const read = ask('localUser', ['张伟'], machine);
  assert.ok(read.ok);
  assert.equal(read.value?.passwordAgeSeconds, 0xffffffff);
  assert.equal(read.value?.flags, 0x80000201);
  assert.equal(read.value?.passwordExpired, true);
  givesBack(machine);
});

test('an account that is not on this computer is none, and one that is denied is no answer', () => {
  const machine = scenario({ 'user.li': { status3: 5, status24: 5 } });
  assert.deepEqual(ask('localUser', ['nobody'], machine), { ok: true });
  const denied = ask('localUser', ['li'], machine);
  assert.equal(denied.ok, false);
  assert.equal(denied.reason, 'denied');
  givesBack(machine);
});

test('a Microsoft account is told with its provider', () => {
  const machine = scenario(
    user({ internetIdentity: 1, provider: 'MicrosoftAccount', principal: 'zhang@example.com' }),
  );
  assert.deepEqual(ask('internetIdentity', ['张伟'], machine), {
    ok: true,
    value: { linked: true, provider: 'MicrosoftAccount', principal: 'zhang@example.com' },
  });
  givesBack(machine);
});

test('an account of this computer alone is linked to none', () => {
  const machine = scenario(user({ internetIdentity: 0 }));
  assert.deepEqual(ask('internetIdentity', ['张伟'], machine), {
    ok: true,
    value: { linked: false, provider: '', principal: '' },
  });
  givesBack(machine);
});

const guest = { name: '来宾', rid: 501, flags: 0x10222 };
const accounts = {
  'account.0': { name: 'Administrator', rid: 500, flags: 0x10203 },
  'account.1': guest,
  'account.2': { name: '张伟', rid: 1001 },
};

test('every account is told by its name and number, however many calls it takes', () => {
  for (const page of [3, 2, 1]) {
    const machine = scenario({ accounts: { count: 3, page }, ...accounts });
    assert.deepEqual(ask('localAccounts', [], machine), {
      ok: true,
      value: [
        { name: 'Administrator', rid: 500, flags: 0x10203 },
        guest,
        { name: '张伟', rid: 1001, flags: 0 },
      ],
    });
    givesBack(machine);
  }
});

test('a list of accounts that is denied, empty, or empty in the middle, is no list', () => {
  const denied = ask('localAccounts', [], scenario({ accounts: { status: 5 } }));
  assert.equal(denied.ok, false);
  assert.equal(denied.reason, 'denied');
  const empty = scenario({ accounts: { count: 0 } });
  assert.equal(ask('localAccounts', [], empty).ok, false);
  givesBack(empty);
  const endless = scenario({ accounts: { count: 3, page: 0 }, ...accounts });
  assert.equal(ask('localAccounts', [], endless).ok, false);
  givesBack(endless);
});

test('a computer of a domain, of a workgroup, and one that does not say', () => {
  const joined = scenario({ join: { kind: 3, name: 'CORP' } });
  assert.deepEqual(ask('domainJoined', [], joined), { ok: true, value: true });
  givesBack(joined);
  const alone = scenario({ join: { kind: 2, name: 'WORKGROUP' } });
  assert.deepEqual(ask('domainJoined', [], alone), { ok: true, value: false });
  givesBack(alone);
  assert.equal(ask('domainJoined', [], scenario({ join: { kind: 0 } })).ok, false);
  assert.equal(ask('domainJoined', [], scenario({ join: { status: 5 } })).ok, false);
});

for (const [kind, sid] of [
  ['an account of a domain', 'S-1-5-21-1004336348-1177238915-682003330-1104'],
  ['an account of Microsoft Entra ID', 'S-1-12-1-3434343434-1212121212-2323232323-4242424242'],
] as const)
  test(`${kind} is known by its token`, () => {
    const read = ask('tokenUser', [], scenario({ token: { sid } }));
    assert.ok(read.ok);
    assert.equal(read.value.sid, sid);
  });

test('an account that does not answer is given up in time, and the program ends', () => {
  const machine = scenario({ ...user({}), hang: { NetUserGetInfo: 1 } });
  const read = ask('localUser', ['张伟'], machine);
  assert.equal(read.ok, false);
  assert.equal(read.reason, 'timed-out');
});
