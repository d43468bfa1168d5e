import * as z from 'zod';
import type { Program } from '../../facts/approved-software.ts';
import { textKey } from '../text-key.ts';
import { comparable, comparableExecutable, comparableNames } from './program-name.ts';

const texts = z.array(z.string().trim().min(1));

/** One program, or one maker, on a list of IT: a program is meant that any of these names, always as a whole. */
export const softwareEntry = z.strictObject({
  name: z.string().trim().min(1).describe('as people call it; a program of this name is meant'),
  also: texts.exactOptional().describe('its other names: in other languages, of its package, of its bundle'),
  executables: texts.exactOptional().describe('file names of its programs; .exe may be left out'),
  publishers: texts.exactOptional().describe('everything by these makers'),
});
export type SoftwareEntry = z.infer<typeof softwareEntry>;

/** A list to look programs up in, however long it is. */
export interface SoftwareList {
  /** @returns the entry that means this program, the first of the list where several do. */
  find(program: Program): SoftwareEntry | undefined;
  /** Whether an entry has this name. */
  names(name: string): boolean;
}

export function softwareList(entries: readonly SoftwareEntry[]): SoftwareList {
  const names = indexed(entries, ({ name, also = [] }) => [name, ...also], comparable);
  const executables = indexed(entries, (entry) => entry.executables ?? [], comparableExecutable);
  const publishers = indexed(entries, (entry) => entry.publishers ?? [], comparable);
  return {
    find({ names: own, executables: files, publisher }) {
      return (
        firstOf(own.flatMap(comparableNames), names) ??
        firstOf(files.map(comparableExecutable), executables) ??
        (publisher === null ? undefined : publishers.get(comparable(publisher)))
      );
    },
    names: (name) => names.has(comparable(name)),
  };
}

/** Names an entry by what it means, so that it can be told whether two lists mean the same. */
export function entryKey({ name, also, executables, publishers }: SoftwareEntry): string {
  return textKey(JSON.stringify([name, also ?? [], executables ?? [], publishers ?? []]));
}

type Index = ReadonlyMap<string, SoftwareEntry>;

function indexed(
  entries: readonly SoftwareEntry[],
  textsOf: (entry: SoftwareEntry) => readonly string[],
  compared: (text: string) => string,
): Index {
  const index = new Map<string, SoftwareEntry>();
  for (const entry of entries)
    for (const text of textsOf(entry).map(compared)) if (!index.has(text)) index.set(text, entry);
  return index;
}

function firstOf(texts: readonly string[], index: Index): SoftwareEntry | undefined {
  for (const text of texts) {
    const entry = index.get(text);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
