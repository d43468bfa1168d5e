import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { scenario } from './scenario.ts';

const session = {
  sid: 'S-1-5-21-1004336348-1177238915-682003330-1104',
  authenticationPackage: 'Kerberos',
  logonType: 11,
  passwordLastSet: '133400000000000000',
  passwordMustChange: '0x7FFFFFFFFFFFFFFF',
};

test('the logon session tells when the password was set, to the last digit', () => {
  const machine = scenario({ session });
  assert.deepEqual(ask('logonSession', [], machine), {
    ok: true,
    value: {
      ...session,
      passwordLastSet: 133400000000000000n,
      passwordMustChange: 0x7fffffffffffffffn,
    },
  });
  assert.deepEqual(machine.leaks(), []);
});

test('a session that is denied is no session without a date', () => {
  // STATUS_ACCESS_DENIED (ntstatus.h)
  const machine = scenario({ session: { ...session, status: '0xC0000022' } });
  const read = ask('logonSession', [], machine);
  assert.equal(read.ok, false);
  assert.deepEqual(machine.leaks(), []);
});

test('success with nothing in it is not an answer, or an answer that tells nothing', () => {
  const machine = scenario({ session: {} });
  const read = ask('logonSession', [], machine);
  assert.ok(!read.ok || (read.value.passwordLastSet === 0n && read.value.sid === ''));
  assert.deepEqual(machine.leaks(), []);
});
