import type { UnreadLock } from '../first-lock.ts';
import type { Answer } from './answer.ts';
import type { Hive, Registry, RegistryValue } from './system.ts';
import { unknownReason } from './unread.ts';

/** Where a value stands, as `reg query` would be given it. */
export interface Place {
  readonly hive: Hive;
  readonly key: string;
  readonly name: string;
}

/** A value that is there, or `undefined`, or why neither can be said. */
export type Found<T> =
  | { readonly ok: true; readonly value: T | undefined; readonly source: string }
  | UnreadLock;

/** A whole number of REG_DWORD, or of the digits in a REG_SZ: which of the two a value is differs by who wrote it. */
export async function readNumber(registry: Registry, place: Place): Promise<Found<number>> {
  return numberIn(await registry.value(place.hive, place.key, place.name), placeName(place));
}

export function numberIn(found: Answer<RegistryValue | undefined>, source: string): Found<number> {
  if (!found.ok) return { ok: false, reason: unknownReason(found.reason), source, detail: found.detail };
  const { value } = found;
  if (value === undefined || typeof value === 'number') return { ok: true, value, source };
  if (typeof value === 'string' && /^\d{1,10}$/.test(value.trim()))
    return { ok: true, value: Number(value), source };
  return unparsable(source, value);
}

export async function readText(registry: Registry, place: Place): Promise<Found<string>> {
  const source = placeName(place);
  const found = await registry.value(place.hive, place.key, place.name);
  if (!found.ok) return { ok: false, reason: unknownReason(found.reason), source, detail: found.detail };
  const { value } = found;
  if (value === undefined || typeof value === 'string') return { ok: true, value, source };
  return unparsable(source, value);
}

export function placeName({ hive, key, name }: Place): string {
  return `${hive}\\${key}\\${name}`;
}

function unparsable(source: string, value: RegistryValue): UnreadLock {
  return { ok: false, reason: 'unparsable', source, detail: String(value).slice(0, 40) };
}
