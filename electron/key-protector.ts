import type { SafeStorage } from 'electron';
import { fileProtector, type KeyProtector } from '../src/agent/identity.ts';

/** Backends of Electron's safeStorage that keep their key outside of our own files; `basic_text` hides it in plain sight. */
const keyrings = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']);

/**
 * The OS's protection where there really is one, else the file's mode alone. Only after the app is ready:
 * before, Linux has not chosen a backend yet (https://www.electronjs.org/docs/latest/api/safe-storage).
 */
export function keyProtectorOf(safeStorage: SafeStorage, os: NodeJS.Platform): KeyProtector {
  if (!safeStorage.isEncryptionAvailable()) return fileProtector;
  if (os === 'linux' && !keyrings.has(safeStorage.getSelectedStorageBackend())) return fileProtector;
  return {
    kind: 'os',
    protect: (plain) => safeStorage.encryptString(plain.toString('base64')),
    unprotect: (stored) => Buffer.from(safeStorage.decryptString(stored), 'base64'),
  };
}
