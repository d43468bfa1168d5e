import type { AntivirusProduct } from '../../facts/antivirus.ts';
import { known, type Reading, type UnknownReason, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { readDefender } from './antivirus/defender.ts';
import { findEngine, findKnown, knownProducts } from './antivirus/known-products.ts';
import { readProduct, type Scene } from './antivirus/product.ts';
import { budgetMs } from './budget.ts';
import { readRunningPrograms } from './running-programs.ts';
import {
  comSource,
  defenderGuid,
  isDefender,
  type Listed,
  mergedProducts,
  readListed,
  readRegistered,
  registrySource,
} from './security-center/product-lists.ts';
import type { WindowsSystem } from './system.ts';
import { unknownReason } from './unread.ts';

/**
 * Which antivirus is on this computer: Security Center's registry and its COM list, Defender's own service and settings,
 * and the other makers' services and processes. A product is on guard where two of them say so and none denies it.
 */
export function antivirusProbe(system: WindowsSystem): Probe<'antivirus'> {
  return { fact: 'antivirus', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<FactValue<'antivirus'>>> {
  const scene = await look(system);
  const candidates = candidatesOf(scene);
  const read = await Promise.all(candidates.map((candidate) => readProduct(scene, candidate)));
  const products = [...read.filter((product) => product !== undefined), ...presentOnly(scene, candidates)];
  const unread = unreadLists(scene);
  const [hidden] = unread;
  if (products.length === 0 && hidden !== undefined)
    return unknown(hidden.reason, hidden.source, hidden.detail);
  return known(
    { products, unread: unread.map(({ source, detail }) => ({ source, detail })) },
    placesOf(scene).join(', '),
  );
}

/** Where an administrator would look; what each place says of a product stands with the product. */
function placesOf({ registered, listed, defender }: Scene): string[] {
  const places = [
    registered.ok && registered.value && registrySource('antivirus'),
    listed.ok && listed.value && comSource,
  ];
  const told = places.filter((place) => typeof place === 'string');
  return told.length > 0 ? told : [defender.source];
}

async function look(system: WindowsSystem): Promise<Scene> {
  const programs = await readRunningPrograms(system);
  const [registered, listed, defender] = await Promise.all([
    readRegistered(system, 'antivirus'),
    readListed(system, 'antivirus'),
    readDefender(system, programs),
  ]);
  return { system, registered, listed, defender, programs };
}

/** Every product of either list, and Defender, which is a part of Windows even where no list has it. */
function candidatesOf({ registered, listed, defender }: Scene): Listed[] {
  const candidates = mergedProducts([registered, listed]);
  const isThere = defender.installed || defender.runs === true;
  if (!isThere || candidates.some(({ guid }) => isDefender(guid))) return candidates;
  return [...candidates, { ...unlisted, guid: defenderGuid }];
}

const unlisted: Listed = { guid: '', name: '', paths: [], realTime: 'unknown', signatures: 'unknown' };

/** Products that run and that Security Center does not have: there, and no more can be said of them. */
function presentOnly({ programs }: Scene, candidates: readonly Listed[]): AntivirusProduct[] {
  const listed = candidates.map(({ name, paths }) => findKnown(name, paths));
  return knownProducts.flatMap((product) => {
    const engine = listed.includes(product) ? undefined : findEngine(product, programs);
    if (engine === undefined || !engine.running) return [];
    return [
      {
        name: product.name,
        running: 'on' as const,
        realTime: 'unknown' as const,
        signaturesAt: null,
        signatures: 'unknown' as const,
        source: engine.source,
      },
    ];
  });
}

interface UnreadList {
  readonly source: string;
  readonly detail: string;
  readonly reason: UnknownReason;
}

/** One of the two lists is enough to know which products there are. Windows Server has neither. */
function unreadLists({ registered, listed }: Scene): UnreadList[] {
  const named = [
    { source: registrySource('antivirus'), list: registered },
    { source: comSource, list: listed },
  ];
  if (named.some(({ list }) => list.ok && list.value !== undefined)) return [];
  const refused = named.flatMap(({ source, list }) =>
    list.ok ? [] : [{ source, detail: list.detail, reason: unknownReason(list.reason) }],
  );
  if (refused.length > 0) return refused;
  return [
    { source: 'Windows Security Center', detail: 'not a part of this Windows', reason: 'missing-source' },
  ];
}
