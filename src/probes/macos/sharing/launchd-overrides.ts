import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** What was switched on or off by hand; a service that never was stands in neither list, and is as macOS ships it. */
export interface LaunchdOverrides {
  readonly ok: true;
  /** Undefined: never switched. */
  readonly isEnabled: (label: string) => boolean | undefined;
}

export const overridesSource = 'launchctl print-disabled system';

export async function readLaunchdOverrides(
  system: MacSystem,
  signal: AbortSignal,
): Promise<LaunchdOverrides | Unread> {
  const result = await system.run('/bin/launchctl', ['print-disabled', 'system'], { signal });
  if (!result.ok) return silent(result, overridesSource);
  const services = parseDisabledServices(result.stdout);
  if (services === undefined)
    return unread('unparsable', overridesSource, firstWords(result.stdout || result.stderr));
  return { ok: true, isEnabled: (label) => services.get(label) };
}

/**
 * `"com.apple.smbd" => disabled`, before macOS 13 `=> true`: the list is of disabled services, so `true` is "disabled"
 * (usnistgov/macos_security#167).
 * @returns whether each label is enabled; undefined where the text is no such list.
 */
export function parseDisabledServices(output: string): Map<string, boolean> | undefined {
  if (!/^\s*disabled services = \{/m.test(output)) return undefined;
  const lines = output.matchAll(/^\s*"([^"]+)" => (enabled|disabled|true|false)\s*$/gm);
  return new Map(
    [...lines].map(([, label = '', state]) => [label, state === 'enabled' || state === 'false']),
  );
}
