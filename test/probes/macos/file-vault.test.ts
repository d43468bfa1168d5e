import { expect, test } from 'vitest';
import { parseFileVault, readFileVault } from '../../../src/probes/macos/file-vault.ts';
import { capturedMac, notAborted } from './captured-mac.ts';

// Sentences as published by others who had them (test/fixtures/macos/ORIGIN.md).
test.each([
  ['FileVault is On.\n', 'on'],
  ['FileVault is Off.\n', 'off'],
  ['FileVault is On, but needs to be restarted to finish.\n', 'partly'],
  ['FileVault is Off, but will be enabled after the next restart.\n', 'partly'],
  ['FileVault is On.\nEncryption in progress: Percent completed = 41.2\n', 'partly'],
  ['FileVault is Off.\nDecryption in progress: Percent completed = 3.1\n', 'partly'],
  ["FileVault is Off.\nDeferred enablement appears to be active for user 'carol'.\n", 'off'],
])('%j is %s', (output, state) => {
  expect(parseFileVault(output)).toEqual({ ok: true, state });
});

test.each(['', 'FileVault ist ein.\n', 'FileVault master keychain appears to be installed.\n', 'On.\n'])(
  '%j says nothing',
  (output) => expect(parseFileVault(output)).toBeUndefined(),
);

test('a program that is not there, or says something else, is not "off"', async () => {
  expect(await readFileVault(capturedMac({ commands: {} }), notAborted)).toMatchObject({
    ok: false,
    reason: 'missing-source',
  });
  const odd = capturedMac({ commands: { '/usr/bin/fdesetup status': ['Error: not supported'] } });
  expect(await readFileVault(odd, notAborted)).toMatchObject({ ok: false, reason: 'unparsable' });
});
