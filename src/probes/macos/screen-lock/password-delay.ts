import type { Seconds } from '../../../facts/fact.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** Whether and when the password is asked for once the screen saver runs or the display is off. */
export interface PasswordDelay {
  readonly ok: true;
  readonly asked: boolean;
  readonly grace: Seconds;
  readonly source: string;
}

const source = 'sysadminctl -screenLock status';

/**
 * Asks the keybag, where macOS keeps this since 10.13; the settings file's `askForPassword` says nothing any more
 * (mathiasbynens/dotfiles#922). It answers in the session of the user whose screen it is, and nobody else
 * (osquery/osquery#6451).
 */
export async function readPasswordDelay(
  system: MacSystem,
  signal: AbortSignal,
): Promise<PasswordDelay | Unread> {
  const result = await system.run('/usr/sbin/sysadminctl', ['-screenLock', 'status'], {
    signal,
    timeoutMs: 4000,
  });
  if (!result.ok) return silent(result, source);
  const delay = parsePasswordDelay(`${result.stderr}\n${result.stdout}`);
  if (delay === undefined)
    return unread('desktop-not-answering', source, firstWords(result.stderr || result.stdout));
  return { ok: true, ...delay, source };
}

/** A grace that MobileKeyBag keeps for "never": the largest 32-bit number; sysadminctl also writes it as -1. */
const never = 2_147_483_647;

/** The lines are NSLog's, with the time before them, on the error output, and in English in every language. */
export function parsePasswordDelay(output: string): { asked: boolean; grace: Seconds } | undefined {
  const lines = [
    ...output.matchAll(/\bscreenLock (?:is (off)|delay is (?:(immediate)|(-?\d+(?:\.\d+)?) seconds?))\s*$/gm),
  ];
  const [line] = lines;
  if (line === undefined || lines.length > 1) return undefined;
  const [, off, immediate, seconds] = line;
  if (off !== undefined) return { asked: false, grace: 'never' };
  if (immediate !== undefined) return { asked: true, grace: 0 };
  const grace = Number(seconds);
  return grace < 0 || grace >= never ? { asked: false, grace: 'never' } : { asked: true, grace };
}
