import type { Sighting } from '../../sightings.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

const program = '/usr/bin/last';
const args = ['-y', '-n', '500'];
export const lastSource = 'last -y';

/** `carol  console  Fri Nov 20 2026 08:41   still logged in`; a remote one has its host before the day. */
const line =
  /^(\S+)\s+\S+\s.*?[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d{4}) (\d{2}):(\d{2})(?:\s+(still logged in))?/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Written down beside people by last(1). */
const noPeople = new Set(['reboot', 'shutdown']);
/** The last line. */
const beginning = /^(wtmp|utx\.log) begins /;

export type LastSignIns = { readonly ok: true; readonly signIns: readonly Sighting[] } | Unread;

/** Who signed in, as the system wrote it down; to the minute, in this computer's own time. */
export async function readLastSignIns(system: MacSystem, signal: AbortSignal): Promise<LastSignIns> {
  const result = await system.run(program, args, { signal });
  if (!result.ok) return silent(result, lastSource);
  if (result.code !== 0) return unread('failed', lastSource, firstWords(result.stderr));
  const lines = result.stdout.split('\n').filter((text) => text.trim() !== '' && !beginning.test(text));
  const read = lines.map((text) => ({ text, match: line.exec(text) }));
  const strange = read.find(({ match }) => match === null);
  if (strange !== undefined) return unread('unparsable', lastSource, firstWords(strange.text));
  // Not even a start of the computer: nobody writes it down.
  if (read.length === 0) return unread('missing-source', lastSource, 'empty');
  return { ok: true, signIns: read.flatMap(({ match }) => (match === null ? [] : sightingIn(match))) };
}

function sightingIn([, name = '', month = '', ...numbers]: RegExpExecArray): Sighting[] {
  if (noPeople.has(name) || name.startsWith('_')) return [];
  const [day = 1, year = 0, hour = 0, minute = 0] = numbers.slice(0, 4).map(Number);
  const at = new Date(year, months.indexOf(month), day, hour, minute).getTime();
  return [{ name, at, now: numbers[4] !== undefined, source: lastSource }];
}
