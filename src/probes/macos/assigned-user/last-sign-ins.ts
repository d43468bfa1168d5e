import type { Sighting } from '../../sightings.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

const program = '/usr/bin/last';
/** Lines that are asked for. */
const most = 500;
const args = ['-y', '-n', `${most}`];
export const lastSource = 'last -y';

/** `carol  console  Fri Nov 20 2026 08:41   still logged in`; a remote one has its host before the day. */
const line =
  /^(\S+)\s+\S+\s.*?[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d{4}) (\d{2}):(\d{2})(?:\s+(still logged in))?/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Written down beside people by last(1). */
const noPeople = new Set(['reboot', 'shutdown']);
/** The last line, from when on there are others; also where they were too many. */
const beginning = /^(wtmp|utx\.log) begins /;

/** `since`: from when on all was told, in milliseconds since 1970. */
export type LastSignIns =
  | { readonly ok: true; readonly signIns: readonly Sighting[]; readonly since: number }
  | Unread;

/** Who signed in, as the system wrote it down; to the minute, in this computer's own time. */
export async function readLastSignIns(system: MacSystem, signal: AbortSignal): Promise<LastSignIns> {
  const result = await system.run(program, args, { signal });
  if (!result.ok) return silent(result, lastSource);
  if (result.code !== 0) return unread('failed', lastSource, firstWords(result.stderr));
  const told = result.stdout.split('\n').filter((text) => text.trim() !== '');
  const lines = told.filter((text) => !beginning.test(text));
  const read = lines.map((text) => ({ text, match: line.exec(text) }));
  const strange = read.find(({ match }) => match === null);
  if (strange !== undefined) return unread('unparsable', lastSource, firstWords(strange.text));
  // Not even a start of the computer: nobody writes it down.
  if (read.length === 0) return unread('missing-source', lastSource, 'empty');
  const matches = read.map(({ match }) => match).filter((match) => match !== null);
  return {
    ok: true,
    signIns: matches.flatMap((match) => sightingIn(match)),
    since: Math.min(...[...matches, ...beginningIn(told)].map((match) => timeIn(match))),
  };
}

/** Of all that was asked for; where that was not all there is, the earliest line says how far back it goes. */
function beginningIn(told: readonly string[]): RegExpExecArray[] {
  const match = line.exec(told.find((text) => beginning.test(text)) ?? '');
  return match === null || told.length > most ? [] : [match];
}

function sightingIn(match: RegExpExecArray): Sighting[] {
  const [, name = ''] = match;
  if (noPeople.has(name) || name.startsWith('_')) return [];
  return [{ name, at: timeIn(match), now: match[7] !== undefined, source: lastSource }];
}

function timeIn([, , month = '', ...numbers]: RegExpExecArray): number {
  const [day = 1, year = 0, hour = 0, minute = 0] = numbers.slice(0, 4).map(Number);
  return new Date(year, months.indexOf(month), day, hour, minute).getTime();
}
