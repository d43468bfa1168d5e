import type { SafeStorage } from 'electron';
import { expect, test } from 'vitest';
import { keyProtectorOf } from '../../electron/key-protector.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

/** Electron's own answers are checked in test/e2e; here only what is made of them. */
function storage(available: boolean, backend: Backend): SafeStorage {
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text: string) => Buffer.from(`locked:${text}`),
    decryptString: (bytes: Buffer) => bytes.toString().replace('locked:', ''),
  } as unknown as SafeStorage;
}

test.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'] as const)('%s is a keyring', (backend) => {
  expect(keyProtectorOf(storage(true, backend), 'linux').kind).toBe('os');
});

test.each(['basic_text', 'unknown'] as const)('%s is none: the file’s mode is all there is', (backend) => {
  expect(keyProtectorOf(storage(true, backend), 'linux').kind).toBe('file');
});

test('a keyring that does not answer protects nothing', () => {
  expect(keyProtectorOf(storage(false, 'gnome_libsecret'), 'linux').kind).toBe('file');
});

test('Windows and macOS have one protection, whatever the Linux backend is called', () => {
  expect(keyProtectorOf(storage(true, 'basic_text'), 'win32').kind).toBe('os');
});

test('bytes come back as they went in, also those that are no text', () => {
  const protector = keyProtectorOf(storage(true, 'kwallet6'), 'linux');
  const key = Buffer.from([0, 255, 128, 10, 13]);
  expect(protector.protect(key).equals(key)).toBe(false);
  expect(protector.unprotect(protector.protect(key))).toEqual(key);
});
