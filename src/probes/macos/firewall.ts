import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { applicationFirewallReader } from './firewall/application-firewall.ts';
import type { MacSystem } from './system.ts';

/** macOS' own firewall. Its packet filter, pf, is for root to see, and firewalls of other makers tell nobody how they stand. */
export function firewallProbe(system: MacSystem): Probe<'firewall'> {
  const readFirewall = applicationFirewallReader(system);
  return {
    fact: 'firewall',
    // System Information may take its time.
    budgetMs: 18_000,
    async read(signal): Promise<Reading<FactValue<'firewall'>>> {
      const read = await readFirewall(signal);
      if (!read.ok) return unknown(read.reason, read.source, read.detail);
      const { state, source } = read;
      return known({ firewalls: [{ name: 'macOS', state, source }], unread: [] }, source);
    },
  };
}
