import type { LinuxSystem } from '../system.ts';
import { type Dconf, notReadable, openDconf } from './dconf.ts';
import { askGSettingsTool } from './gsettings-tool.ts';
import { Unparsable } from './gvariant.ts';
import { openSchemas, type Schemas } from './schemas.ts';
import { type NoSetting, noSetting, type Setting } from './setting.ts';

/** The settings of GLib's programs, as one moment has them. */
export interface GSettings {
  read(schema: string, key: string): Promise<Setting>;
}

/**
 * Reads the databases themselves: no child process, no bus. Where this environment keeps its settings another way
 * (GSETTINGS_BACKEND, a profile that needs dconf-service), each key is asked from the `gsettings` program.
 * `env`: the environment of the running desktop, since it decides what the desktop sees.
 */
export async function openGSettings(
  system: LinuxSystem,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<GSettings> {
  const tool: GSettings = { read: (schema, key) => askGSettingsTool(system, env, schema, key, signal) };
  const { GSETTINGS_BACKEND } = env;
  if (GSETTINGS_BACKEND && GSETTINGS_BACKEND !== 'dconf') return tool;
  const places = { root: system.root, uid: system.uid, home: system.home, env };
  const [dconf, schemas] = await Promise.all([openDconf(places), openSchemas(places)]);
  if (dconf === notReadable) return tool;
  return { read: async (schema, key) => readSetting(dconf, schemas, schema, key) };
}

function readSetting(dconf: Dconf | NoSetting, schemas: Schemas, schema: string, key: string): Setting {
  const declared = schemas.key(schema, key);
  if ('ok' in declared) return declared;
  if ('ok' in dconf) return dconf;
  try {
    const { value, locked, source } = dconf.read(declared.path);
    if (value !== undefined && declared.allows(value))
      return { ok: true, value: value.value, managed: locked, source: `${source} ${declared.path}` };
    return {
      ok: true,
      value: declared.defaultValue,
      managed: locked,
      source: `${declared.source} ${schema} ${key}`,
    };
  } catch (error) {
    if (error instanceof Unparsable) return noSetting('unparsable', `dconf ${declared.path}`, error.message);
    throw error;
  }
}
