import { expect, test } from 'vitest';
import { passwordAgeProbe } from '../../../src/probes/macos/password-age.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const policy = '/usr/bin/dscl . -read /Users/carol accountPolicyData';
const authority = '/usr/bin/dscl . -read /Users/carol AuthenticationAuthority';
const local = ['AuthenticationAuthority: ;ShadowHash;HASHLIST:<SALTED-SHA512-PBKDF2>'];
const withPolicy = (inside: string) => [
  'dsAttrTypeNative:accountPolicyData:',
  ` <?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${inside}</dict></plist>`,
  '',
];
const set = (time: string) => withPolicy(`<key>passwordLastSetTime</key>${time}`);

const read = (commands: CapturedMac['commands'], timeZone = 'Asia/Shanghai') =>
  passwordAgeProbe(capturedMac({ commands, timeZone })).read(notAborted);

// 2026-10-31T16:30:00Z
test.each([
  ['Asia/Shanghai', '2026-11-01'],
  ['Europe/Berlin', '2026-10-31'],
  ['America/Los_Angeles', '2026-10-31'],
])('the day is the one on the calendar of this computer: %s', async (timeZone, changedOn) => {
  const reading = await read({ [policy]: set('<real>1793464200.5</real>'), [authority]: local }, timeZone);
  expect(reading).toMatchObject({ state: 'known', value: { changedOn, account: 'local' } });
});

test.each([
  ['no time at all', withPolicy('<key>creationTime</key><real>1790226754.93116</real>'), 'never-set'],
  ['a time of zero', set('<real>0</real>'), 'never-set'],
  ['no policy data', ['No such key: accountPolicyData'], 'never-set'],
  ['a time before all times', set('<real>-5</real>'), 'unparsable'],
  ['a time in milliseconds', set('<real>1793464200000</real>'), 'unparsable'],
  ['a word', set('<string>yesterday</string>'), 'unparsable'],
  ['no number', set('<real>nan</real>'), 'unparsable'],
  ['data that is no list', ['dsAttrTypeNative:accountPolicyData:', ' 62706c69 73743030'], 'unparsable'],
  ['another answer', ['Welcome to dscl'], 'unparsable'],
])('%s is unknown: %s', async (_what, output, reason) => {
  expect(await read({ [policy]: output, [authority]: local })).toMatchObject({ state: 'unknown', reason });
});

test('a copy of a directory’s account has a date of its own, which is not the password’s', async () => {
  const mobile = [
    'AuthenticationAuthority:',
    ' ;LocalCachedUser;/Active Directory/CORP/corp.example.com:carol:E9F6',
  ];
  const reading = await read({ [policy]: set('<real>1793464200</real>'), [authority]: mobile });
  expect(reading).toMatchObject({ state: 'unknown', reason: 'remote-account' });
});

test('where it cannot be told whether it is a copy, nothing is told', async () => {
  const reading = await read({
    [policy]: set('<real>1793464200</real>'),
    [authority]: { cannot: 'timed-out' },
  });
  expect(reading).toMatchObject({ state: 'unknown', reason: 'timed-out' });
});

test('dscl is not on this system', async () => {
  expect(await read({})).toMatchObject({ state: 'unknown', reason: 'missing-source' });
});
