import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** A program of another maker that macOS lets look at what all others do. */
export interface SystemExtension {
  readonly bundle: string;
  /** In words that are the same in every language, such as `activated enabled` or `activated waiting for user`. */
  readonly state: string;
}

export interface SystemExtensions {
  readonly ok: true;
  readonly extensions: readonly SystemExtension[];
}

const source = 'systemextensionsctl list';

export async function listSystemExtensions(
  system: MacSystem,
  signal: AbortSignal,
): Promise<SystemExtensions | Unread> {
  const result = await system.run('/usr/bin/systemextensionsctl', ['list'], { signal, timeoutMs: 4000 });
  if (!result.ok) return silent(result, source);
  const extensions = parseSystemExtensions(result.stdout);
  if (extensions === undefined) return unread('unparsable', source, firstWords(result.stdout));
  return { ok: true, extensions };
}

/** A line each, in tabs: enabled, active, team, bundle with its version, name, `[state]`. */
export function parseSystemExtensions(output: string): SystemExtension[] | undefined {
  if (!/^\d+ extension\(s\)/.test(output)) return undefined;
  const lines = output.matchAll(/^[ *]*\t[ *]*\t[^\t]*\t(\S+) \([^\t]*\)\t[^\t]*\t\[([^\]]*)\]\s*$/gm);
  return [...lines].map(([, bundle = '', state = '']) => ({ bundle, state }));
}
