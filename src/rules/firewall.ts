import * as z from 'zod';
import { type Firewall, type FirewallState, networkKinds } from '../facts/firewall.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const firewallLimits = z.strictObject({
  onDomainNetworks: z
    .boolean()
    .describe(
      'whether it has to be on in the network of the company’s own domain too; elsewhere it always has',
    ),
});
type Limits = z.infer<typeof firewallLimits>;

/** A firewall that is not on: how little is missing, the least first. Of several, a person mends that one. */
const failures = ['open', 'snoozed', 'expired', 'off-domain', 'off-private', 'off-public', 'off'] as const;
type Standing = 'on' | 'unknown' | (typeof failures)[number];

/** A firewall is on, on every kind of network. One is enough. */
export const firewall = defineRule({
  id: 'firewall',
  clauses: [],
  needs: 'firewall',
  limits: firewallLimits,
  remedies: {
    linux: { settingsPage: 'firewall', by: 'it' },
    windows: { settingsPage: 'firewall', by: 'user' },
    macos: { settingsPage: 'firewall', by: 'user' },
  },
  describeLimit: (limits) => ({
    id: limits.onDomainNetworks ? 'firewall.limit.everywhere' : 'firewall.limit.outside',
  }),
  judge({ firewalls, unread }, limits) {
    const findings = firewalls.map((each) => ({ firewall: each, standing: standingOf(each, limits) }));
    const observed = seen(firewalls);
    if (findings.some(({ standing }) => standing === 'on')) return pass(observed);
    const open = findings.find(({ standing }) => standing === 'unknown')?.firewall;
    if (open !== undefined) return undecided(observed, reasonOf(open.doubt ?? 'state-unknown', open));
    const [hidden] = unread;
    if (hidden !== undefined)
      return undecided(observed, { id: 'firewall.reason.unread', values: { source: hidden.source } });
    for (const failure of failures) {
      const nearest = findings.find(({ standing }) => standing === failure);
      if (nearest !== undefined) return fail(observed, reasonOf(failure, nearest.firewall));
    }
    return fail(observed, { id: 'firewall.reason.none' });
  },
});

function standingOf({ state, networks }: Firewall, { onDomainNetworks }: Limits): Standing {
  if (state !== 'on' || networks === undefined) return state;
  const asked = networkKinds.filter((kind) => kind !== 'domain' || onDomainNetworks);
  const states = asked.map((kind) => networks[kind]);
  const isAll = (wanted: FirewallState) => states.every((each) => each === wanted);
  if (isAll('on')) return 'on';
  if (isAll('off')) return 'off';
  const off = asked.find((kind) => networks[kind] === 'off');
  if (off !== undefined) return `off-${off}`;
  return states.includes('open') ? 'open' : 'unknown';
}

function seen(firewalls: readonly Firewall[]): Message {
  if (firewalls.length === 0) return { id: 'firewall.observed.none' };
  return { id: 'firewall.observed.firewalls', values: { firewalls: firewalls.map((each) => each.name) } };
}

function reasonOf(what: string, { name, source }: Firewall): Message {
  const doubted = (what === 'conflicting' || what === 'single-source') && { source };
  return { id: `firewall.reason.${what}`, values: { firewall: name, ...doubted } };
}
