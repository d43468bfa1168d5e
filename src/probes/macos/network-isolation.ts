import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { NetworkWay } from '../../facts/network-isolation.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import {
  type InterfaceKind,
  interfacesFile,
  kindByName,
  kindsIn,
} from './network-isolation/interface-kinds.ts';
import { type Interface, interfacesSource, readInterfaces } from './network-isolation/interfaces.ts';
import { readRoutes, routesSource } from './network-isolation/routes.ts';
import { readPropertyList } from './property-list.ts';
import type { MacSystem } from './system.ts';

/** The interfaces that are connected, and those over which a gateway leads everywhere. */
export function networkIsolationProbe(system: MacSystem): Probe<'network-isolation'> {
  return { fact: 'network-isolation', budgetMs: 4000, read: (signal) => read(system, signal) };
}

async function read(
  system: MacSystem,
  signal: AbortSignal,
): Promise<Reading<FactValue<'network-isolation'>>> {
  const [told, routes, list] = await Promise.all([
    readInterfaces(system, signal),
    readRoutes(system, signal),
    readPropertyList(system.root, interfacesFile),
  ]);
  if (!told.ok) return unknown(told.reason, told.source, told.detail);
  const connected = told.interfaces.filter((each) => each.connected);
  const kinds = list.found === 'list' ? kindsIn(list) : new Map<string, InterfaceKind>();
  return known(
    {
      ways: [
        ...connected.flatMap((each) => connection(each, kinds)),
        ...(routes.ok ? defaultRoutes(connected, routes.defaults) : []),
      ],
      unread: [
        ...(list.found === 'list' ? [] : [{ source: interfacesFile, detail: list.detail }]),
        ...(routes.ok ? [] : [{ source: routes.source, detail: routes.detail }]),
      ],
    },
    `${interfacesSource}, ${routesSource}`,
  );
}

/** Every Mac has tunnels of its own at all times; one that leads out has an address beyond its own link. */
function connection(
  { name, hasAddress }: Interface,
  kinds: ReadonlyMap<string, InterfaceKind>,
): NetworkWay[] {
  const tunnel = kindByName(name);
  const kind = tunnel ?? kinds.get(name);
  if (kind === undefined || (tunnel !== undefined && !hasAddress)) return [];
  return [{ kind, adapter: name, source: interfacesSource }];
}

/** A tunnel's own default route is there without anybody behind it; one that is in use is listed as a connection. */
function defaultRoutes(connected: readonly Interface[], defaults: readonly string[]): NetworkWay[] {
  return connected
    .filter(({ name }) => defaults.includes(name) && kindByName(name) === undefined)
    .map(({ name }) => ({ kind: 'default-route', adapter: name, source: routesSource }));
}
