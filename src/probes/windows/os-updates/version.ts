import type { UnreadLock } from '../../first-lock.ts';
import { readNumber } from '../registry-value.ts';
import type { Registry } from '../system.ts';

export const versionKey = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/** As `winver` shows it: 26100.9457. */
export interface WindowsVersion {
  readonly ok: true;
  readonly build: number;
  readonly revision: number;
}

export async function readVersion(registry: Registry): Promise<WindowsVersion | UnreadLock> {
  const [build, revision] = await Promise.all([
    readNumber(registry, { hive: 'HKLM', key: versionKey, name: 'CurrentBuild' }),
    readNumber(registry, { hive: 'HKLM', key: versionKey, name: 'UBR' }),
  ]);
  if (!build.ok) return build;
  if (!revision.ok) return revision;
  if (build.value !== undefined && revision.value !== undefined)
    return { ok: true, build: build.value, revision: revision.value };
  const source = `HKLM\\${versionKey}`;
  return { ok: false, reason: 'missing-source', source, detail: 'CurrentBuild, UBR' };
}
