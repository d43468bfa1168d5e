import { parsePropertyItems, valueAt } from '../property-list.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** An entry of the registry of devices, as ioreg(8) writes it in XML. */
export type RegistryEntry = unknown;

/**
 * All devices of a class and of what it is the base of, with everything below them. None is an answer: then ioreg prints
 * nothing.
 */
export async function readEntries(
  system: MacSystem,
  ofClass: string,
  signal: AbortSignal,
): Promise<readonly RegistryEntry[] | Unread> {
  const source = `ioreg ${ofClass}`;
  const result = await system.run('/usr/sbin/ioreg', ['-a', '-r', '-l', '-c', ofClass], { signal });
  if (!result.ok) return silent(result, source);
  if (result.code === 0 && result.stdout.trim() === '') return [];
  const entries = await parsePropertyItems(Buffer.from(result.stdout));
  return entries ?? unread('unparsable', source, firstWords(result.stderr || result.stdout));
}

export function childrenOf(entry: RegistryEntry): readonly RegistryEntry[] {
  const children = valueAt(entry, 'IORegistryEntryChildren');
  return Array.isArray(children) ? children : [];
}

/** The entry and everything below it. */
export function* allBelow(entry: RegistryEntry): Generator<RegistryEntry> {
  yield entry;
  for (const child of childrenOf(entry)) yield* allBelow(child);
}

/** @returns what stands there as text, trimmed; '' where nothing does. */
export function textAt(entry: RegistryEntry, ...keys: readonly string[]): string {
  const text = valueAt(entry, ...keys);
  return typeof text === 'string' ? text.trim() : '';
}

/** Names of the whole disks below an entry, such as `disk4`: partitions and images on them are not whole media of it. */
export function disksBelow(entry: RegistryEntry): readonly string[] {
  return [...allBelow(entry)]
    .filter((each) => valueAt(each, 'Whole') === true)
    .map((each) => textAt(each, 'BSD Name'))
    .filter((name) => name !== '');
}
