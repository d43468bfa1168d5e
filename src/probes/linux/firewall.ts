import { known, type Reading } from '../../facts/fact.ts';
import type { Firewall } from '../../facts/firewall.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { findFirewalld } from './firewall/firewalld.ts';
import { type KernelRules, kernelRulesReader } from './firewall/kernel-rules.ts';
import { findUfw, ufwUnit } from './firewall/ufw.ts';
import type { LinuxSystem } from './system.ts';
import { readUnitStates } from './unit-states.ts';

/** Whether a firewall keeps others out: ufw and firewalld by what everybody may read of them, the kernel's own rules as root. */
export function firewallProbe(system: LinuxSystem): Probe<'firewall'> {
  const readKernelRules = kernelRulesReader();
  return {
    fact: 'firewall',
    budgetMs: 6000,
    async read(signal): Promise<Reading<FactValue<'firewall'>>> {
      const units = await readUnitStates(system, [ufwUnit], signal);
      const scene = { system, units, signal };
      const [kernel, ...managers] = await Promise.all([
        readKernelRules(scene),
        findUfw(scene),
        findFirewalld(scene),
      ]);
      const managed = managers.flatMap(({ firewall }) => firewall ?? []);
      const firewalls = [
        ...managed.map((each) => (kernel.open ? disproved(each) : each)),
        ...(kernel.firewall === undefined ? [] : [kernel.firewall]),
      ];
      const unread = [...managers, kernel].flatMap((finding) => finding.unread ?? []);
      return known({ firewalls, unread }, placesOf(firewalls, kernel));
    },
  };
}

/** What says that it is on, while the kernel lets everything in. */
function disproved(firewall: Firewall): Firewall {
  if (firewall.state !== 'on') return firewall;
  const source = `${firewall.source}; the kernel has no such rules`;
  return { ...firewall, state: 'unknown', doubt: 'conflicting', source };
}

function placesOf(firewalls: readonly Firewall[], { unread }: KernelRules): string {
  if (firewalls.length > 0) return firewalls.map(({ source }) => source).join('; ');
  return unread?.source ?? '/proc/modules, nft list ruleset';
}
