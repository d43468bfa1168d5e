import { known, type Reading } from '../../facts/fact.ts';
import type { NetworkWay } from '../../facts/network-isolation.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { budgetMs } from './budget.ts';
import { adapterDriver } from './network-isolation/adapter-driver.ts';
import { adapterKind, tunnel } from './network-isolation/adapter-kind.ts';
import type { NetworkAdapter, WindowsSystem } from './system.ts';
import { unread } from './unread.ts';

type Value = FactValue<'network-isolation'>;
type Unread = Value['unread'][number];

const adaptersSource = 'GetIfTable2';
const routesSource = 'GetIpForwardTable2';

/** The adapters that are connected, and those over which a route leads everywhere. */
export function networkIsolationProbe(system: WindowsSystem): Probe<'network-isolation'> {
  return { fact: 'network-isolation', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<Value>> {
  const [adapters, routes] = await Promise.all([system.networkAdapters(), system.wideRoutes()]);
  if (!adapters.ok) return unread(adapters, adaptersSource);
  const connected = adapters.value.filter(({ isUp }) => isUp);
  const connections = await Promise.all(connected.map((adapter) => connection(system, adapter)));
  return known(
    {
      ways: [
        ...connections.flatMap(({ way }) => way ?? []),
        ...(routes.ok ? defaultRoutes(connected, routes.value) : []),
      ],
      unread: [
        ...connections.flatMap((each) => each.unread ?? []),
        ...(routes.ok ? [] : [{ source: routesSource, detail: routes.detail }]),
      ],
    },
    `${adaptersSource}, ${routesSource}`,
  );
}

async function connection(
  system: WindowsSystem,
  adapter: NetworkAdapter,
): Promise<{ readonly way?: NetworkWay; readonly unread?: Unread }> {
  const driver = await adapterDriver(system, adapter);
  const kind = adapterKind(adapter, driver.ok ? driver.value : '');
  if (kind !== null) return { way: { kind, adapter: adapter.name, source: adaptersSource } };
  return driver.ok ? {} : { unread: { source: adapter.name, detail: driver.detail } };
}

/**
 * A disconnected adapter keeps its routes. A tunnel of Windows' own (Teredo, ISATAP) has one at all times, and carries
 * nothing but over a way that is listed itself.
 */
function defaultRoutes(connected: readonly NetworkAdapter[], routes: readonly number[]): NetworkWay[] {
  return connected
    .filter(({ index, type }) => routes.includes(index) && type !== tunnel)
    .map(({ name }) => ({ kind: 'default-route', adapter: name, source: routesSource }));
}
