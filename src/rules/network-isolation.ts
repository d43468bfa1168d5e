import * as z from 'zod';
import { type NetworkWay, networkWays } from '../facts/network-isolation.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

/** A machine that is set apart stays apart: no way leads from it to any other network. */
export const networkIsolation = defineRule({
  id: 'network-isolation',
  clauses: ['CR-10'],
  needs: 'network-isolation',
  limits: z.strictObject({
    allowed: z
      .array(z.string())
      .describe('names of adapters that IT allows, exactly as reported: whatever leads over them is allowed'),
  }),
  remedies: {
    linux: { settingsPage: 'network', by: 'user' },
    windows: { settingsPage: 'network', by: 'user' },
    macos: { settingsPage: 'network', by: 'user' },
  },
  describeLimit: ({ allowed }) =>
    allowed.length === 0
      ? { id: 'network-isolation.limit.none' }
      : { id: 'network-isolation.limit.allowed', values: { allowed } },
  judge(value, limits) {
    const ways = value.ways.filter((way) => !limits.allowed.includes(way.adapter));
    const [first] = networkWays.filter((kind) => ways.some((way) => way.kind === kind));
    if (first !== undefined) return fail(seen(ways), reasonFor(first, ways));
    const [unread] = value.unread;
    if (unread !== undefined)
      return undecided(
        { id: 'network-isolation.observed.partly' },
        { id: 'network-isolation.reason.unread', values: { source: unread.source } },
      );
    return pass({ id: 'network-isolation.observed.none' });
  },
});

function seen(ways: readonly NetworkWay[]): Message {
  return { id: 'network-isolation.observed.ways', values: { adapters: adaptersOf(ways) } };
}

/** Of several ways the one to begin with: a route goes with the connection that it leads over. */
function reasonFor(kind: NetworkWay['kind'], ways: readonly NetworkWay[]): Message {
  const adapters = adaptersOf(ways.filter((way) => way.kind === kind));
  return { id: `network-isolation.reason.${kind}`, values: { adapters } };
}

function adaptersOf(ways: readonly NetworkWay[]): string[] {
  return [...new Set(ways.map(({ adapter, source }) => adapter || source))];
}
