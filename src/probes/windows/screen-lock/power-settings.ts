import type { UnreadLock } from '../../first-lock.ts';
import { readNumber } from '../registry-value.ts';
import type { WindowsSystem } from '../system.ts';
import { unknownReason } from '../unread.ts';

/** A setting of the power scheme, by its GUIDs (winnt.h) and by the names that `powercfg /aliases` lists. */
interface PowerSettingName {
  readonly subgroup: string;
  readonly setting: string;
  readonly alias: string;
}

const sleepSubgroup = '238c9fa8-0aad-41ed-83f4-97be242c8f20';

/** Time-outs are in seconds, 0 is never. `consoleLock`: whether waking asks for the password, 0 or 1. */
export const powerSettings = {
  displayOff: {
    subgroup: '7516b95f-f776-4464-8c53-06167f40cc99',
    setting: '3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e',
    alias: 'SUB_VIDEO VIDEOIDLE',
  },
  sleep: {
    subgroup: sleepSubgroup,
    setting: '29f6c1db-86da-48c5-9fdb-f2b67b1f44da',
    alias: 'SUB_SLEEP STANDBYIDLE',
  },
  hibernate: {
    subgroup: sleepSubgroup,
    setting: '9d7815a6-7ee4-497e-8888-515a05f02364',
    alias: 'SUB_SLEEP HIBERNATEIDLE',
  },
  consoleLock: {
    subgroup: 'fea3413e-7e05-4911-9a71-700331f1c294',
    setting: '0e796bdb-100d-47d6-a2d5-f7d2daa51f51',
    alias: 'SUB_NONE CONSOLELOCK',
  },
} as const satisfies Record<string, PowerSettingName>;

/** Group policy "Power Management": a key for each setting below, a value for each supply. */
export const powerPolicy = 'SOFTWARE\\Policies\\Microsoft\\Power\\PowerSettings';

/** Mains or battery. */
export type Supply = 'ac' | 'dc';

export interface PowerValue {
  readonly ok: true;
  readonly value: number;
  readonly managed: boolean;
  readonly source: string;
}

/** The value in force on this supply: group policy before the active power scheme. */
export async function readPowerSetting(
  system: WindowsSystem,
  { subgroup, setting, alias }: PowerSettingName,
  supply: Supply,
): Promise<PowerValue | UnreadLock> {
  const policy = await readNumber(system.registry, {
    hive: 'HKLM',
    key: `${powerPolicy}\\${setting}`,
    name: supply === 'ac' ? 'ACSettingIndex' : 'DCSettingIndex',
  });
  if (!policy.ok) return policy;
  if (policy.value !== undefined)
    return { ok: true, value: policy.value, managed: true, source: policy.source };
  const scheme = await system.powerSetting(subgroup, setting);
  const source = `powercfg ${alias} ${supply.toUpperCase()}`;
  if (!scheme.ok) return { ok: false, reason: unknownReason(scheme.reason), source, detail: scheme.detail };
  return { ok: true, value: scheme.value[supply], managed: false, source };
}
