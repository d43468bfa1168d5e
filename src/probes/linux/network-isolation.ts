import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { NetworkWay } from '../../facts/network-isolation.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { type Adapter, adaptersFolder, readAdapters } from './network-isolation/adapters.ts';
import {
  defaultAdapters,
  defaultAdapters6,
  routesFile,
  routesFile6,
  tablesFile,
  tablesWithDefault,
} from './network-isolation/routes.ts';
import { readText } from './read-text.ts';
import type { LinuxSystem } from './system.ts';

type Value = FactValue<'network-isolation'>;

/** The connections that are up, and the routes that lead everywhere, as the kernel keeps them. */
export function networkIsolationProbe(system: Pick<LinuxSystem, 'root'>): Probe<'network-isolation'> {
  return { fact: 'network-isolation', budgetMs: 2000, read: () => read(system.root) };
}

async function read(root: string): Promise<Reading<Value>> {
  let adapters: Adapter[];
  try {
    adapters = await readAdapters(root);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unknown(code === 'ENOENT' ? 'missing-source' : 'denied', adaptersFolder, String(error));
  }
  const found = await Promise.all([
    readRoutes(root, routesFile, defaultAdapters),
    // IPv6 may be switched off.
    readRoutes(root, routesFile6, defaultAdapters6, 'optional'),
    readOtherTables(root),
  ]);
  const silent = new Set(adapters.filter(({ connected }) => !connected).map(({ name }) => name));
  const ways = [
    ...connections(adapters),
    // A route over an adapter without a cable leads nowhere until there is one.
    ...found.flatMap((each) => each.ways).filter(({ adapter }) => !silent.has(adapter)),
  ];
  const value = { ways, unread: found.flatMap((each) => each.unread) };
  return known(value, `${adaptersFolder}, ${routesFile}`);
}

function connections(adapters: readonly Adapter[]): NetworkWay[] {
  return adapters.flatMap(({ name, kind, connected }) =>
    kind === null || !connected ? [] : [{ kind, adapter: name, source: `${adaptersFolder}/${name}` }],
  );
}

async function readRoutes(
  root: string,
  source: string,
  parse: (text: string) => string[] | undefined,
  need: 'essential' | 'optional' = 'essential',
): Promise<Value> {
  const file = await readText(root, source);
  if (file.found === 'missing' && need === 'optional') return { ways: [], unread: [] };
  if (file.found !== 'text') return { ways: [], unread: [{ source, detail: file.found }] };
  const over = parse(file.text);
  if (over === undefined) return { ways: [], unread: [{ source, detail: 'unparsable' }] };
  return { ways: [...new Set(over)].map((adapter) => defaultRoute(adapter, source)), unread: [] };
}

async function readOtherTables(root: string): Promise<Value> {
  const file = await readText(root, tablesFile);
  if (file.found !== 'text') return { ways: [], unread: [{ source: tablesFile, detail: file.found }] };
  const ways = tablesWithDefault(file.text).map((id) => defaultRoute('', `${tablesFile}, table ${id}`));
  return { ways, unread: [] };
}

function defaultRoute(adapter: string, source: string): NetworkWay {
  return { kind: 'default-route', adapter, source };
}
