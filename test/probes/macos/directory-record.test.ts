import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAttribute } from '../../../src/probes/macos/directory-record.ts';

const parse = (stdout: string, stderr = '', name = 'AuthenticationAuthority') =>
  parseAttribute(stdout, stderr, name, 'dscl');

test.each([
  ['AuthenticationAuthority: ;ShadowHash; ;SecureToken;\n', ';ShadowHash; ;SecureToken;'],
  [
    'AuthenticationAuthority:\n ;LocalCachedUser;/LDAPv3/x:carol:1\n ;ShadowHash;\n',
    ';LocalCachedUser;/LDAPv3/x:carol:1\n ;ShadowHash;',
  ],
  ['dsAttrTypeStandard:AuthenticationAuthority: ;Basic;\n', ';Basic;'],
])('%j', (stdout, text) => {
  expect(parse(stdout)).toEqual({ ok: true, text });
});

test('a record without it is an answer', () => {
  expect(parse('No such key: AuthenticationAuthority\n')).toEqual({ ok: true, text: undefined });
  expect(parse('', 'No such key: accountPolicyData\n', 'accountPolicyData')).toEqual({
    ok: true,
    text: undefined,
  });
  expect(parse('No such key: accountPolicyData\n')).toMatchObject({ ok: false, reason: 'unparsable' });
});

test.each([
  ['<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)', 'remote-account'],
  ['<dscl_cmd> DS Error: -14120 (eDSPermissionError)', 'denied'],
  ['Operation failed with error: eDSServiceUnavailable', 'unparsable'],
  ['', 'unparsable'],
])('%s: %s', (stderr, reason) => {
  expect(parse('', stderr)).toMatchObject({ ok: false, reason });
});

test('whatever is printed, it answers', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (stdout, stderr) => {
      expect(parse(stdout, stderr)).toHaveProperty('ok');
    }),
  );
});
