import * as z from 'zod';
import type { ScanningProduct } from '../facts/virus-scan.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;

/** The computer was scanned for viruses not too long ago, from one end to the other. */
export const virusScan = defineRule({
  id: 'virus-scan',
  clauses: ['IS-9', 'IS-10'],
  needs: 'virus-scan',
  limits: z.strictObject({
    days: z.number().positive().describe('days; the longest since a full or quick scan was finished'),
  }),
  remedies: {
    linux: { settingsPage: 'antivirus', by: 'it' },
    windows: { settingsPage: 'antivirus', by: 'user' },
    macos: { settingsPage: null, by: 'it' },
  },
  describeLimit: ({ days }) => ({ id: 'virus-scan.limit', values: { days } }),
  judge({ products, notedAt }, { days }, moment) {
    const now = Date.parse(moment.at);
    const daysSince = (at: string) => (now - Date.parse(at)) / dayInMs;
    const told = [...products.map((each) => each.finishedAt), notedAt].filter((date) => date !== null);
    // A day ahead of the clock cannot be true; less is a clock that is a little slow.
    const [future] = told.filter((at) => daysSince(at) < -1);
    const finished = newest(told.filter((at) => daysSince(at) >= -1));
    const observed = seen(finished ?? future ?? null);
    if (finished !== null && daysSince(finished) <= days) return pass(observed);
    if (future !== undefined) return undecided(observed, { id: 'virus-scan.reason.future' });
    const silent = products.find((product) => !isTold(product, (at) => daysSince(at) > days));
    if (silent !== undefined)
      return undecided(observed, { id: 'virus-scan.reason.not-told', values: { product: silent.name } });
    const last = finished ?? newest(products.map((each) => each.ranAt));
    if (last === null) return fail(observed, { id: 'virus-scan.reason.none' });
    return fail(observed, { id: 'virus-scan.reason.old', values: { last, days } });
  },
});

/** Whether a product tells enough to be held to it: when it finished, or that none has even run for too long. */
function isTold({ finishedAt, ranAt }: ScanningProduct, isOld: (at: string) => boolean): boolean {
  return finishedAt !== null || (ranAt !== null && isOld(ranAt));
}

function newest(dates: readonly (string | null)[]): string | null {
  const told = dates.filter((date) => date !== null);
  return told.toSorted((one, other) => Date.parse(other) - Date.parse(one))[0] ?? null;
}

function seen(finished: string | null): Message {
  if (finished === null) return { id: 'virus-scan.observed.none' };
  return { id: 'virus-scan.observed.finished', values: { finished } };
}
