import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { ScanningProduct } from '../../facts/virus-scan.ts';
import type { Probe } from '../probe.ts';
import { findEngine, knownProducts } from './antivirus/known-products.ts';
import { budgetMs } from './budget.ts';
import { noteSource, readNote } from './it-note.ts';
import { type RunningPrograms, readRunningPrograms, serviceRuns } from './running-programs.ts';
import { isInstalled } from './security-center/is-installed.ts';
import { isDefender, mergedProducts, readListed, readRegistered } from './security-center/product-lists.ts';
import type { WindowsSystem } from './system.ts';
import { readDefenderScan } from './virus-scan/defender-scan.ts';

/** Defender tells of its scans; what other makers' products did, they tell nobody. */
export function virusScanProbe(system: WindowsSystem): Probe<'virus-scan'> {
  return { fact: 'virus-scan', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<FactValue<'virus-scan'>>> {
  const programs = await readRunningPrograms(system);
  const [defender, others, notedAt] = await Promise.all([
    readDefenderScan(system),
    readOthers(system, programs),
    readNote(system, 'virus-scan'),
  ]);
  // What a Defender that was put out of work once scanned still counts; that it scans no more is no news of it.
  const runs = !programs.services.ok || serviceRuns(programs, 'WinDefend') === true;
  const isThere = runs || defender.finishedAt !== null;
  const products = [...(isThere ? [defender] : []), ...others];
  if (products.length === 0 && notedAt === null && !programs.services.ok)
    return unknown('partly-readable', 'EnumServicesStatusExW', programs.services.detail);
  const source = products.map((product) => product.source).join('; ') || defender.source;
  return known({ products, notedAt }, notedAt === null ? source : `${noteSource('virus-scan')}; ${source}`);
}

async function readOthers(system: WindowsSystem, programs: RunningPrograms): Promise<ScanningProduct[]> {
  const lists = await Promise.all([readRegistered(system, 'antivirus'), readListed(system, 'antivirus')]);
  const registered = mergedProducts(lists).filter(
    ({ guid, realTime }) => !isDefender(guid) && realTime !== 'off',
  );
  const installed = await Promise.all(
    registered.map(async ({ name, guid, paths }) =>
      (await isInstalled(system, paths)) === false ? [] : [silent(name || guid, 'Security Center')],
    ),
  );
  const named = registered.map(({ name }) => name);
  const running = knownProducts.flatMap((product) => {
    const engine = named.some((name) => product.names.test(name)) ? undefined : findEngine(product, programs);
    return engine?.running === true ? [silent(product.name, engine.source)] : [];
  });
  return [...installed.flat(), ...running];
}

function silent(name: string, source: string): ScanningProduct {
  return { name, finishedAt: null, ranAt: null, source };
}
