import { known, unknown } from '../../src/facts/fact.ts';
import type { Firewall, firewall } from '../../src/facts/firewall.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof firewall.example;
const one = (change: Partial<Firewall>): Firewall => ({
  name: 'Windows Firewall',
  state: 'on',
  source: 'mpssvc',
  ...change,
});
const found = (...firewalls: Firewall[]) => known<Value>({ firewalls, unread: [] }, 'mpssvc');
const networks = { public: 'on', private: 'on', domain: 'on' } as const;
const unread = { source: 'nf_tables', detail: 'its rules are told to root only' };

export const cases: readonly RuleCase<Value>[] = [
  { name: 'on', reading: found(one({})), expect: 'pass', reason: null },
  { name: 'on in every kind of network', reading: found(one({ networks })), expect: 'pass', reason: null },
  { name: 'none', reading: found(), expect: 'fail', reason: 'firewall.reason.none' },
  ...(['off', 'open', 'snoozed', 'expired'] as const).map((state) => ({
    name: state,
    reading: found(one({ state })),
    expect: 'fail' as const,
    reason: `firewall.reason.${state}`,
  })),
  ...(['public', 'private', 'domain'] as const).map((kind) => ({
    name: `off in ${kind} networks`,
    reading: found(one({ networks: { ...networks, [kind]: 'off' } })),
    expect: 'fail' as const,
    reason: `firewall.reason.off-${kind}`,
  })),
  {
    name: 'off in all three kinds is off',
    reading: found(one({ networks: { public: 'off', private: 'off', domain: 'off' } })),
    expect: 'fail',
    reason: 'firewall.reason.off',
  },
  {
    name: 'on everywhere, and letting everything in at home',
    reading: found(one({ networks: { ...networks, private: 'open' } })),
    expect: 'fail',
    reason: 'firewall.reason.open',
  },
  {
    name: 'off in one kind is a failure whatever is not known of another',
    reading: found(one({ networks: { public: 'off', private: 'unknown', domain: 'on' } })),
    expect: 'fail',
    reason: 'firewall.reason.off-public',
  },
  {
    name: 'not known of one kind of network',
    reading: found(one({ networks: { ...networks, domain: 'unknown' } })),
    expect: 'unknown',
    reason: 'firewall.reason.state-unknown',
  },
  {
    name: 'another maker’s is on in Windows’ place',
    reading: found(one({ state: 'off' }), one({ name: 'ESET' })),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'one that does not tell keeps one that is off from deciding',
    reading: found(one({ state: 'off' }), one({ name: '360', state: 'unknown' })),
    expect: 'unknown',
    reason: 'firewall.reason.state-unknown',
  },
  ...(['conflicting', 'single-source'] as const).map((doubt) => ({
    name: `what is told of it is ${doubt}`,
    reading: found(one({ state: 'unknown', doubt })),
    expect: 'unknown' as const,
    reason: `firewall.reason.${doubt}`,
  })),
  {
    name: 'of several that are not on, the one nearest to it is named',
    reading: found(one({ state: 'off' }), one({ name: 'Norton', state: 'expired' })),
    expect: 'fail',
    reason: 'firewall.reason.expired',
  },
  {
    name: 'rules that could not be read may keep others out',
    reading: known<Value>({ firewalls: [one({ name: 'ufw', state: 'off' })], unread: [unread] }, 'ufw'),
    expect: 'unknown',
    reason: 'firewall.reason.unread',
  },
  {
    name: 'what is on needs nothing else',
    reading: known<Value>({ firewalls: [one({})], unread: [unread] }, 'ufw'),
    expect: 'pass',
    reason: null,
  },
  { name: 'not told', reading: unknown('denied', 'alf'), expect: 'unknown', reason: 'unknown.denied' },
];
