import { expect, test } from 'vitest';
import { accountPasswordProbe } from '../../../src/probes/macos/account-password.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const authority = '/usr/bin/dscl . -read /Users/carol AuthenticationAuthority';
const settings = '/Library/Preferences/com.apple.loginwindow.plist';
// As captured by others, shortened: a local account has a hash, its own Kerberos, and a token for the disk.
const shadow = ';ShadowHash;HASHLIST:<SALTED-SHA512-PBKDF2>';
const ways = {
  local: `${shadow} ;Kerberosv5;;carol@LKDC:SHA1.F1E2;LKDC:SHA1.F1E2; ;SecureToken;`,
  withoutToken: `${shadow} ;Kerberosv5;;carol@LKDC:SHA1.F1E2;LKDC:SHA1.F1E2;`,
  mobile: ';LocalCachedUser;/Active Directory/CORP/corp.example.com:carol:E9F6',
  disabled: `${shadow} ;SecureToken; ;DisabledUser;`,
};

function read(
  way: string | null,
  fileVault: 'On' | 'Off' | undefined,
  files: CapturedMac['files'] = { [settings]: { plist: {}, form: 'xml' } },
) {
  const said = way === null ? ['No such key: AuthenticationAuthority'] : [`AuthenticationAuthority: ${way}`];
  const commands: CapturedMac['commands'] = {
    [authority]: said,
    ...(fileVault && { '/usr/bin/fdesetup status': [`FileVault is ${fileVault}.`] }),
  };
  return accountPasswordProbe(capturedMac({ commands, files })).read(notAborted);
}

test.each([
  ['a local account that opens the disk', ways.local, 'On', { state: 'set' }],
  ['a local account that does not', ways.withoutToken, 'On', { state: 'untold' }],
  ['a disk that is open anyway', ways.local, 'Off', { state: 'untold', wouldTell: 'filevault' }],
  ['a disk of which nothing is known', ways.local, undefined, { state: 'unclear' }],
  ['an account without any way in', null, 'On', { state: 'untold' }],
  ['a mobile account', ways.mobile, 'Off', { state: 'elsewhere' }],
  ['a disabled account', ways.disabled, 'On', { state: 'locked' }],
] as const)('the password of %s', async (_name, way, fileVault, password) => {
  expect(await read(way, fileVault)).toMatchObject({ state: 'known', value: { password } });
});

test.each([
  ['nobody is set', {}, 'Off', 'off'],
  ['somebody is set', { autoLoginUser: 'carol' }, 'Off', 'on'],
  ['somebody is set, and the disk is closed at the start', { autoLoginUser: 'carol' }, 'On', 'off'],
] as const)('automatic login where %s', async (_name, plist, fileVault, state) => {
  const files: CapturedMac['files'] = { [settings]: { plist, form: 'xml' } };
  expect(await read(ways.local, fileVault, files)).toMatchObject({ value: { automaticSignIn: { state } } });
});

test.each([
  [true, 'on'],
  [1, 'on'],
  [false, 'off'],
  ['yes', 'unclear'],
])('GuestEnabled %j is %s', async (GuestEnabled, state) => {
  const files: CapturedMac['files'] = { [settings]: { plist: { GuestEnabled }, form: 'xml' } };
  expect(await read(ways.local, 'On', files)).toMatchObject({ value: { guest: { state } } });
});

test('settings that are no list say nothing, and no name of an account is told', async () => {
  const reading = await read(ways.local, 'Off', { [settings]: { text: ['garbage'] } });
  expect(reading).toMatchObject({
    value: { guest: { state: 'unclear' }, automaticSignIn: { state: 'unclear' } },
  });
  expect(JSON.stringify(reading)).not.toContain('carol');
});
