import type { MacSystem } from './system.ts';
import { firstWords, silent, type Unread, unread } from './unread.ts';

/** One attribute of the user's record in this computer's own directory; undefined where the record has none. */
export interface Attribute {
  readonly ok: true;
  readonly text: string | undefined;
}

/** Of the user's own record, which a user may read (`dscl . -read` of accountPolicyData was seen without sudo). */
export async function readAttribute(
  system: MacSystem,
  name: string,
  signal: AbortSignal,
): Promise<Attribute | Unread> {
  const source = `dscl . -read /Users/${system.userName} ${name}`;
  const args = ['.', '-read', `/Users/${system.userName}`, name];
  const result = await system.run('/usr/bin/dscl', args, { signal });
  return result.ok ? parseAttribute(result.stdout, result.stderr, name, source) : silent(result, source);
}

/** dscl(1) prints `Name: value`, or `Name:` and the value below it; native attributes get `dsAttrTypeNative:` before. */
export function parseAttribute(
  stdout: string,
  stderr: string,
  name: string,
  source: string,
): Attribute | Unread {
  const all = `${stdout}\n${stderr}`;
  // A user who signs in against a server and has no copy of the account here.
  if (all.includes('eDSRecordNotFound')) return unread('remote-account', source, 'eDSRecordNotFound');
  if (/eDSPermissionError|eDSOperationNotPermitted/.test(all))
    return unread('denied', source, firstWords(all));
  if (new RegExp(`^No such key: ${name}$`, 'm').test(all)) return { ok: true, text: undefined };
  const found = new RegExp(`^(?:dsAttrType(?:Native|Standard):)?${name}:(.*)$`, 'ms').exec(stdout)?.[1];
  if (found === undefined) return unread('unparsable', source, firstWords(all));
  return { ok: true, text: found.trim() };
}
