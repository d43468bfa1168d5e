import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';

// Wine lacks much of Windows, in every way that a thing can be lacking: no DLL, no function, a function that says no, and
// one that says yes and tells nothing. None of it may look like an answer.

test('without a Security Center no product is told, not even that there is none', () => {
  const products = ask('securityProducts', ['antivirus']);
  assert.equal(products.ok, false);
  assert.equal(products.reason, 'missing');
});

test('without a Security Center nothing is said of how the firewalls stand', () => {
  assert.equal(ask('securityHealth', ['firewall']).ok, false);
});

test('an event log that is none has no event, and does not say that there is none', () => {
  assert.equal(ask('newestEvent', ['Microsoft-Windows-Windows Defender/Operational', '*']).ok, false);
});

test('a power scheme that is a stub is no scheme without time-outs', () => {
  const video = '7516b95f-f776-4464-8c53-06167f40cc99';
  const setting = ask('powerSetting', [video, '3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e']);
  assert.equal(setting.ok, false);
});

test('shares that can not be listed are not none', () => {
  const shares = ask('networkShares', []);
  assert.equal(shares.ok, false);
});

test('an account whose details are not told has no password age', () => {
  const { USERNAME = '' } = process.env;
  assert.equal(ask('localUser', [USERNAME]).ok, false);
  assert.equal(ask('internetIdentity', [USERNAME]).ok, false);
});

test('an account that is not there is told as such', () => {
  assert.deepEqual(ask('localUser', ['没有这个人']), { ok: true });
});

test('a logon session without a date of the password is refused or has none', () => {
  const session = ask('logonSession', []);
  assert.ok(!session.ok || session.value.passwordLastSet === 0n);
});

test('the user of the process is read from its token', () => {
  const user = ask('tokenUser', []);
  assert.ok(user.ok);
  assert.match(user.value.sid, /^S-1-5-21-/);
  const { USERNAME = '' } = process.env;
  assert.equal(user.value.name, USERNAME);
});

test('a file is found through the variables in its path, and one that is missing is not', () => {
  assert.deepEqual(ask('fileExists', ['%SystemRoot%\\system32\\kernel32.dll']), { ok: true, value: true });
  assert.deepEqual(ask('fileExists', ['%SystemRoot%\\system32\\没有.scr']), { ok: true, value: false });
});

test('the programs that run are told by their file names', () => {
  const names = ask('processNames', []);
  assert.ok(names.ok);
  assert.ok(names.value.includes('node.exe'), names.value.join());
});

test('the SMBIOS table is bytes, or refused', () => {
  const table = ask('smbios', []);
  assert.ok(!table.ok || table.value.length > 8);
});
