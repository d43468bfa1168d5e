import * as z from 'zod';
import { publicJwk } from '../jws/device-key.ts';
import { profiles } from '../policy/policy.ts';
import { bundleKeys } from '../protocol/bundle-keys.ts';
import { isSafeAddress } from '../protocol/enrolment.ts';
import { describeError, type Log } from './log.ts';

/** What the endpoint said when this device joined. */
const enrolment = z
  .object({
    origin: z.url().describe('where reports go, without a path'),
    pin: z.string().nullable().default(null).describe("the endpoint's key, see pinShape; null on loopback"),
    device: z.string().min(1),
    epoch: z.int().positive(),
    key: z
      .string()
      .nullable()
      .default(null)
      .describe('RFC 7638 thumbprint of the key that signs for it; null: the one that is there'),
    keySince: z.iso
      .datetime()
      .nullable()
      .default(null)
      .describe('when that key took the place of another; null: it is as old as its file'),
    settles: z
      .string()
      .nullable()
      .default(null)
      .describe(
        'SHA-256 of the request to join by file that it answers, or came before the answer to; null: none',
      ),
    profile: z.enum(profiles),
    department: z.string(),
    policyKey: publicJwk.nullable().default(null).describe('who signs policies; null: nobody'),
    bundleKeys: bundleKeys
      .nullable()
      .default(null)
      .describe('for files, where there is no network; null: the endpoint had none yet'),
  })
  // An address that was edited into plain HTTP, or lost its pin, is none.
  .refine(isSafeAddress);
export type Enrolment = z.infer<typeof enrolment>;

export const settingsSchema = z.object({
  language: z.enum(['system', 'zh-CN', 'en']),
  enrolment: enrolment.nullable(),
  autostart: z.boolean(),
});
export type SettingsValues = z.infer<typeof settingsSchema>;
export type SettingName = keyof SettingsValues;

export const defaultSettings: SettingsValues = { language: 'system', enrolment: null, autostart: true };

/** The file is `settings.json` in the agent's folder; electron-store calls this option `name`, conf `configName`. */
export const settingsFileName = 'settings';

export interface Settings {
  get<Name extends SettingName>(name: Name): SettingsValues[Name];
  /** @returns false where it could not be stored; the value then holds until the program ends. */
  set<Name extends SettingName>(name: Name, value: SettingsValues[Name]): boolean;
}

/** What conf and electron-store have in common, as far as settings need it. */
export interface SettingsStore {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

/** Settings over a store on disk. A value that does not decode counts as not set: someone edited the file. */
export function settingsFrom(store: SettingsStore, log: Log): Settings {
  const unstored: Partial<SettingsValues> = {};
  return {
    get(name) {
      const held = unstored[name];
      return held === undefined ? readSetting(store, name, log) : (held as SettingsValues[typeof name]);
    },
    set(name, value) {
      try {
        store.set(name, value);
        delete unstored[name];
        return true;
      } catch (error) {
        log.error(`The setting ${name} could not be stored: ${describeError(error)}`);
        unstored[name] = value;
        return false;
      }
    },
  };
}

function readSetting<Name extends SettingName>(
  store: SettingsStore,
  name: Name,
  log: Log,
): SettingsValues[Name] {
  try {
    const stored = store.get(name);
    if (stored === undefined) return defaultSettings[name];
    const decoded = settingsSchema.shape[name].safeParse(stored);
    if (decoded.success) return decoded.data as SettingsValues[Name];
    log.warn(`The setting ${name} is not one that this version understands; its default is used.`);
  } catch (error) {
    log.error(`The setting ${name} could not be read: ${describeError(error)}`);
  }
  return defaultSettings[name];
}
