import type { MacSystem } from './system.ts';
import { firstWords, silent, type Unread, unread } from './unread.ts';

/** `partly`: being encrypted or decrypted, or waiting for a restart to begin or to end it. */
export interface FileVault {
  readonly ok: true;
  readonly state: 'on' | 'off' | 'partly';
}

export const fileVaultSource = 'fdesetup status';

/** fdesetup(8) has its sentences in its code, in English whatever the system's language; it needs no right for this one. */
export async function readFileVault(system: MacSystem, signal: AbortSignal): Promise<FileVault | Unread> {
  const result = await system.run('/usr/bin/fdesetup', ['status'], { signal });
  if (!result.ok) return silent(result, fileVaultSource);
  return parseFileVault(result.stdout) ?? unread('unparsable', fileVaultSource, firstWords(result.stdout));
}

/** "On." may be followed by how far encryption has come, and by "but needs to be restarted to finish". */
export function parseFileVault(output: string): FileVault | undefined {
  const said = /^FileVault is (On|Off)([.,])/m.exec(output);
  if (said === null) return undefined;
  const isUnderWay = said[2] === ',' || /^(En|De)cryption in progress/m.test(output);
  if (isUnderWay) return { ok: true, state: 'partly' };
  return { ok: true, state: said[1] === 'On' ? 'on' : 'off' };
}
