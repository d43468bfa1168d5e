import type { LinuxSystem } from '../system.ts';
import type { GValue } from './gvariant.ts';
import { type NoSetting, noSetting, type Setting } from './setting.ts';

const program = '/usr/bin/gsettings';

/** One key by way of gsettings(1): for backends that are not files we can read. Two child processes a key. */
export async function askGSettingsTool(
  system: LinuxSystem,
  env: Readonly<Record<string, string | undefined>>,
  schema: string,
  key: string,
  signal: AbortSignal,
): Promise<Setting> {
  const source = `gsettings get ${schema} ${key}`;
  const options = { signal, env: defined(env) };
  const [value, writable] = await Promise.all([
    system.run(program, ['get', schema, key], options),
    system.run(program, ['writable', schema, key], options),
  ]);
  if (!value.ok) return noSetting(reasonOf(value.reason), source, `${program}: ${value.reason}`);
  if (value.code !== 0) return noSetting('missing-source', source, value.stderr.trim());
  const parsed = parseGVariantText(value.stdout.trim());
  if (parsed === undefined) return noSetting('unparsable', source, value.stdout.trim().slice(0, 200));
  const managed = writable.ok && writable.code === 0 && writable.stdout.trim() === 'false';
  return { ok: true, value: parsed, managed, source };
}

/** GVariant's text format, of the basic types: `uint32 300`, `true`, `-5`, `2.5`, `'text'`. */
export function parseGVariantText(text: string): GValue | undefined {
  const bare = text.replace(/^(?:byte|u?int(?:16|32|64)|double) /, '');
  if (bare === 'true' || bare === 'false') return bare === 'true';
  if (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(bare)) return Number(bare);
  if (/^0x[0-9a-f]+$/.test(bare)) return Number(bare);
  const quoted = /^(['"])(.*)\1$/s.exec(bare)?.[2];
  return quoted?.replace(/\\(['"\\])/g, '$1');
}

function reasonOf(
  reason: 'missing' | 'denied' | 'timed-out' | 'too-much-output' | 'failed',
): NoSetting['reason'] {
  if (reason === 'missing') return 'missing-source';
  return reason === 'too-much-output' ? 'unparsable' : reason;
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
