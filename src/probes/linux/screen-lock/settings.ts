import { openGSettings } from '../gsettings/gsettings.ts';
import { type NoSetting, noSetting, type Setting } from '../gsettings/setting.ts';
import type { DesktopSession } from './lock.ts';

/** A key to read. `missing`: what holds on versions that don't have it yet; without it the key has to be there. */
export interface Wanted {
  readonly schema: string;
  readonly key: string;
  readonly missing?: number | boolean | null;
}

type Read = Exclude<Setting, NoSetting>;

/** All keys that a desktop's lock depends on, or the first that cannot be read. */
export interface Values {
  number(name: string): number;
  flag(name: string): boolean;
  /** Whether the key is there at all. */
  has(name: string): boolean;
  source(name: string): string;
  readonly managed: boolean;
}

export async function readSettings(
  { system, desktop, signal }: DesktopSession,
  wanted: Readonly<Record<string, Wanted>>,
): Promise<(Values & { readonly ok: true }) | NoSetting> {
  const settings = await openGSettings(system, desktop.env, signal);
  const names = Object.keys(wanted);
  const read = await Promise.all(names.map((name) => readOne(settings, wanted[name])));
  const found = new Map<string, Read>();
  for (const [index, setting] of read.entries()) {
    if (!setting.ok) return setting;
    found.set(names[index] ?? '', setting);
  }
  return values(found);
}

async function readOne(
  settings: Awaited<ReturnType<typeof openGSettings>>,
  wanted: Wanted | undefined,
): Promise<Setting> {
  if (wanted === undefined) return noSetting('missing-source', '');
  const { schema, key, missing } = wanted;
  const setting = await settings.read(schema, key);
  if (!setting.ok && setting.reason === 'missing-source' && missing !== undefined)
    return { ok: true, value: missing, managed: false, source: setting.source };
  if (setting.ok && !['number', 'boolean'].includes(typeof setting.value))
    return noSetting('unparsable', setting.source, JSON.stringify(setting.value));
  return setting;
}

function values(found: ReadonlyMap<string, Read>): Values & { readonly ok: true } {
  const get = (name: string): Read => {
    const setting = found.get(name);
    if (setting === undefined) throw new Error(`${name} was not asked for`);
    return setting;
  };
  return {
    ok: true,
    number: (name) => Number(get(name).value),
    flag: (name) => get(name).value === true,
    has: (name) => get(name).value !== null,
    source: (name) => get(name).source,
    managed: [...found.values()].some((setting) => setting.managed),
  };
}
