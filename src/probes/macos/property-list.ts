import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Dictionary = Readonly<Record<string, unknown>>;

/** A settings file: what it holds, or that it is not there, or why it could not be read. */
export type PropertyList =
  | { readonly found: 'list'; readonly values: Dictionary }
  | { readonly found: 'missing' | 'denied' | 'failed' | 'unparsable'; readonly detail: string };

/** A settings file below `root`. A file that is not there is an answer: nothing is set. */
export async function readPropertyList(root: string, path: string): Promise<PropertyList> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(root, path));
  } catch (error) {
    return { found: whyUnread((error as NodeJS.ErrnoException).code), detail: String(error) };
  }
  const values = await parsePropertyList(bytes);
  if (values === undefined) return { found: 'unparsable', detail: `${path} is no property list` };
  return { found: 'list', values };
}

/** @returns the dictionary of a property list in XML or binary form; undefined for anything else. */
export async function parsePropertyList(bytes: Buffer): Promise<Dictionary | undefined> {
  return asDictionary(await parsed(bytes));
}

/** @returns the items of a property list that is a list itself, in XML or binary form; undefined for anything else. */
export async function parsePropertyItems(bytes: Buffer): Promise<readonly unknown[] | undefined> {
  const items = await parsed(bytes);
  return Array.isArray(items) ? items : undefined;
}

async function parsed(bytes: Buffer): Promise<unknown> {
  const input = asInput(bytes);
  if (input === undefined) return undefined;
  // Loaded with the first list: it is of no use on the other systems that this program runs on.
  const { parse } = await import('plist');
  try {
    return parse(input);
  } catch {
    return undefined;
  }
}

/** The package takes other text for a list of the old OpenStep kind, and finds values in garbage. */
function asInput(bytes: Buffer): string | Uint8Array | undefined {
  if (bytes.subarray(0, 8).toString('latin1') === 'bplist00') return new Uint8Array(bytes);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const isXml = /^\s*<(\?xml|!DOCTYPE plist|plist)\b/.test(text) && /<\/plist>\s*$/.test(text);
  return isXml ? text.trim() : undefined;
}

function asDictionary(value: unknown): Dictionary | undefined {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlain && !(value instanceof Date) && !ArrayBuffer.isView(value)
    ? (value as Dictionary)
    : undefined;
}

/** @returns what stands under these keys, one inside the other; undefined where one of them is not there. */
export function valueAt(values: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inside, key) => asDictionary(inside)?.[key], values);
}

/** `defaults write -bool` writes true, `-int` 1: macOS takes either for a switch. Undefined for anything else. */
export function asSwitch(value: unknown): boolean | undefined {
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  return undefined;
}

/** @returns an instant as ISO text; undefined for what is no date. */
export function asDate(value: unknown): string | undefined {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
}

function whyUnread(code: string | undefined): 'missing' | 'denied' | 'failed' {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
}
