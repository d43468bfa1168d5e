import { readText } from '../registry-value.ts';
import type { Registry } from '../system.ts';

export const updateSettingsKey = 'SOFTWARE\\Microsoft\\WindowsUpdate\\UX\\Settings';
/** `2026-12-05T08:30:00Z`: a text, where others take it for a number of seconds. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Until when somebody has paused updates on Windows' settings page; it stands on when that is over. @returns milliseconds since 1970. */
export async function readPausedUntil(registry: Registry): Promise<number | undefined> {
  const place = { hive: 'HKLM', key: updateSettingsKey, name: 'PauseUpdatesExpiryTime' } as const;
  const found = await readText(registry, place);
  if (!found.ok || found.value === undefined || !moment.test(found.value)) return undefined;
  const until = Date.parse(found.value);
  return Number.isNaN(until) ? undefined : until;
}
