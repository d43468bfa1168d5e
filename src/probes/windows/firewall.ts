import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { budgetMs } from './budget.ts';
import { readOtherFirewalls } from './firewall/other-firewalls.ts';
import { readWindowsFirewall } from './firewall/windows-firewall.ts';
import { readRunningPrograms } from './running-programs.ts';
import type { WindowsSystem } from './system.ts';

/** Windows' own firewall by its settings and its service, those of other makers by what Security Center has of them. */
export function firewallProbe(system: WindowsSystem): Probe<'firewall'> {
  return { fact: 'firewall', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<FactValue<'firewall'>>> {
  const programs = await readRunningPrograms(system);
  const [own, others] = await Promise.all([
    readWindowsFirewall(system, programs),
    readOtherFirewalls(system, programs),
  ]);
  const firewalls = [own, ...others.firewalls];
  return known({ firewalls, unread: [...others.unread] }, firewalls.map(({ source }) => source).join('; '));
}
