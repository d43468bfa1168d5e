import * as z from 'zod';
import type { FactValue } from '../facts/registry.ts';
import type { Offer } from '../facts/sharing.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

/** The computer gives nothing to the network: no share of anyone's making, no door for remote control. */
export const sharing = defineRule({
  id: 'sharing',
  clauses: ['CR-10'],
  needs: 'sharing',
  limits: z.strictObject({
    allowed: z.array(z.string()).describe('names of shares and services that IT allows, exactly as reported'),
  }),
  remedies: {
    linux: { settingsPage: 'sharing', by: 'user' },
    windows: { settingsPage: 'sharing', by: 'user' },
    macos: { settingsPage: 'sharing', by: 'user' },
  },
  describeLimit: (limits) =>
    limits.allowed.length === 0
      ? { id: 'sharing.limit.none' }
      : { id: 'sharing.limit.allowed', values: { allowed: limits.allowed } },
  judge(value, limits) {
    const offers = value.offers.filter((offer) => !limits.allowed.includes(offer.name));
    if (offers.length > 0) return fail(seen(offers), reasonFor(offers));
    const [unread] = value.unread;
    if (unread !== undefined)
      return undecided(
        { id: 'sharing.observed.partly' },
        { id: 'sharing.reason.unread', values: { source: unread.source } },
      );
    return pass(nothingShared(value.others ?? []));
  },
});

/** Of many open ports these are said; the device's page has them all. */
const mostPorts = 8;

function nothingShared(others: NonNullable<FactValue<'sharing'>['others']>): Message {
  if (others.length === 0) return { id: 'sharing.observed.none' };
  const ports = others.slice(0, mostPorts).map(({ port, program }) => {
    if (port === null) return program ?? '?';
    return program === null ? `${port}` : `${port} (${program})`;
  });
  const more = others.length > mostPorts ? ['…'] : [];
  return { id: 'sharing.observed.other-ports', values: { ports: [...ports, ...more] } };
}

function seen(offers: readonly Offer[]): Message {
  return {
    id: 'sharing.observed.offers',
    values: { offers: offers.map((offer) => offer.name), count: offers.length },
  };
}

function reasonFor(offers: readonly Offer[]): Message {
  const what = offers.some((offer) => offer.active) ? 'open' : 'prepared';
  return { id: `sharing.reason.${what}`, values: { count: offers.length } };
}
