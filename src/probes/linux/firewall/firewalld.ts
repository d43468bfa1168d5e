import type { Firewall } from '../../../facts/firewall.ts';
import type { BusReply } from '../bus-call.ts';
import { nameHasOwner } from '../message-bus.ts';
import type { Finding, Scene } from './scene.ts';

const name = 'org.fedoraproject.FirewallD1';
/** The zone that accepts everything (firewalld.zones(5)). */
const acceptsAll = 'trusted';

/**
 * Fedora's, RHEL's and SUSE's firewall: its rules are in force while its daemon is on the bus. Its state and its files are
 * closed to users; which zones are in use it tells everybody (seen on 1.3.3).
 */
export async function findFirewalld({ system, signal }: Scene): Promise<Finding> {
  const owner = await nameHasOwner(system.callBus, 'system', name, signal);
  if (owner !== 'yes') return {};
  const ask = (iface: string, member: string) =>
    system.callBus(
      { bus: 'system', destination: name, path: '/org/fedoraproject/FirewallD1', interface: iface, member },
      signal,
    );
  const [fallback, active] = await Promise.all([
    ask(name, 'getDefaultZone'),
    ask(`${name}.zone`, 'getActiveZones'),
  ]);
  const zones = zonesIn(fallback, active);
  const source = `${name}, zones: ${zones?.join(', ') ?? '?'}`;
  return { firewall: { name: 'firewalld', state: stateIn(zones), source } };
}

function stateIn(zones: readonly string[] | undefined): Firewall['state'] {
  if (zones === undefined) return 'unknown';
  return zones.includes(acceptsAll) ? 'open' : 'on';
}

/** The default zone is in use wherever no other is. */
function zonesIn(fallback: BusReply, active: BusReply): string[] | undefined {
  const zone = fallback.ok ? fallback.body[0] : undefined;
  const entries = active.ok ? active.body[0] : undefined;
  if (typeof zone !== 'string' || !Array.isArray(entries)) return undefined;
  const used = entries.flatMap((entry) => (Array.isArray(entry) ? [String(entry[0])] : []));
  return [...new Set([zone, ...used])];
}
