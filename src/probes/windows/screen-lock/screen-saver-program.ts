import { win32 } from 'node:path';
import type { UnreadLock } from '../../first-lock.ts';
import { placeName, readText } from '../registry-value.ts';
import type { WindowsSystem } from '../system.ts';
import { unknownReason } from '../unread.ts';

/** Group policy "Personalization": each value that is set here wins over the user's own. Text, all of them. */
export const screenSaverPolicy = 'Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop';
export interface Program {
  readonly ok: true;
  /** Whether one is chosen, and its file is there: without it no screen saver starts. */
  readonly exists: boolean;
  readonly source: string;
  readonly managed: boolean;
}

export const ownSettings = 'Control Panel\\Desktop';
const name = 'SCRNSAVE.EXE';

/**
 * The screen saver that would start. Where group policy forces one that is not installed, the policy is ignored and the
 * user's own counts (Personalization, "Force specific screen saver").
 */
export async function readProgram(system: WindowsSystem): Promise<Program | UnreadLock> {
  const forced = await readFrom(system, screenSaverPolicy, true);
  if (!forced.ok || forced.exists) return forced;
  return readFrom(system, ownSettings, false);
}

async function readFrom(system: WindowsSystem, key: string, managed: boolean): Promise<Program | UnreadLock> {
  const place = { hive: 'HKCU', key, name } as const;
  const chosen = await readText(system.registry, place);
  if (!chosen.ok) return chosen;
  const source = placeName(place);
  for (const path of candidates(chosen.value ?? '')) {
    const file = await system.fileExists(path);
    if (!file.ok) return { ok: false, reason: unknownReason(file.reason), source: path, detail: file.detail };
    if (file.value) return { ok: true, exists: true, source, managed };
  }
  return { ok: true, exists: false, source, managed };
}

/** A name without a folder is looked for where Windows keeps its own screen savers. */
function candidates(program: string): readonly string[] {
  const path = program.trim().replace(/^"(.*)"$/, '$1');
  if (path === '') return [];
  if (win32.isAbsolute(path) || path.startsWith('%')) return [path];
  return [`%SystemRoot%\\System32\\${path}`, `%SystemRoot%\\${path}`];
}
