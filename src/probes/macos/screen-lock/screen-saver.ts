import type { ManagedPreferences } from '../managed-preferences.ts';
import { parsePropertyList } from '../property-list.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';
import type { Wait } from './wait.ts';

const key = 'idleTime';
const source = `com.apple.screensaver ${key}`;

/**
 * When the screen saver starts. A profile wins over what the user has set, which System Settings keeps for each user and
 * computer (ByHost). The same key without a host is not looked at: nothing says that macOS would heed it.
 *
 * A value that is not written is no value: macOS then takes its own, which Apple does not publish (20 minutes by what
 * others have seen). It is left open rather than assumed; it can only make the screen dark sooner.
 */
export async function readScreenSaver(
  system: MacSystem,
  managed: ManagedPreferences,
  signal: AbortSignal,
): Promise<Wait | Unread> {
  const fixed = managed.value(key);
  if (fixed !== undefined) return asWait(fixed.value, `${fixed.source} ${key}`, true);
  const result = await system.run(
    '/usr/bin/defaults',
    ['-currentHost', 'export', 'com.apple.screensaver', '-'],
    {
      signal,
    },
  );
  if (!result.ok) return silent(result, source);
  const values = await parsePropertyList(Buffer.from(result.stdout));
  if (values === undefined) return unread('unparsable', source, firstWords(result.stdout || result.stderr));
  if (!(key in values)) return unread('missing-source', `${source} (not set)`, "macOS's own default holds");
  return asWait(values[key], source, false);
}

/** Seconds; 0 is never. */
function asWait(idle: unknown, from: string, managed: boolean): Wait | Unread {
  if (typeof idle !== 'number' || !Number.isFinite(idle) || idle < 0)
    return unread('unparsable', from, `${String(idle)} is no number of seconds`);
  return { ok: true, wait: idle === 0 ? 'never' : idle, mechanism: 'screen saver', managed, source: from };
}
