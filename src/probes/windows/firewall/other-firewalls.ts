import type { Firewall } from '../../../facts/firewall.ts';
import { type RunningPrograms, serviceRuns } from '../running-programs.ts';
import { agree, type Claim, evidence } from '../security-center/agreement.ts';
import { isInstalled } from '../security-center/is-installed.ts';
import {
  claimOf,
  comSource,
  type List,
  type Listed,
  mergedProducts,
  readListed,
  readRegistered,
  registrySource,
} from '../security-center/product-lists.ts';
import type { WindowsSystem } from '../system.ts';

/** What Security Center's two lists were read to say. */
interface Lists {
  readonly registered: List;
  readonly listed: List;
}

/** Firewalls of other makers that are registered with Security Center; Windows' own is not among them. */
export async function readOtherFirewalls(
  system: WindowsSystem,
  programs: RunningPrograms,
): Promise<{ readonly firewalls: Firewall[]; readonly unread: readonly Unread[] }> {
  const [registered, listed] = await Promise.all([
    readRegistered(system, 'firewall'),
    readListed(system, 'firewall'),
  ]);
  const lists = { registered, listed };
  const isStale = serviceRuns(programs, 'wscsvc') === false;
  const read = await Promise.all(
    mergedProducts([registered, listed]).map((product) => readProduct(system, lists, product, isStale)),
  );
  return { firewalls: read.filter((each) => each !== undefined), unread: unreadIn(lists) };
}

/** @returns undefined for a registration whose program is gone. */
async function readProduct(
  system: WindowsSystem,
  { registered, listed }: Lists,
  product: Listed,
  isStale: boolean,
): Promise<Firewall | undefined> {
  const installed = await isInstalled(system, product.paths);
  if (installed === false) return undefined;
  const claims = [
    ...claimOf(registrySource('firewall'), registered, product),
    ...claimOf(comSource, listed, product),
  ];
  // What Security Center holds while its service stands still is old; a registration without a program is no firewall.
  const isDoubtful = isStale || installed === undefined;
  const { realTime, doubt } = agree(isDoubtful ? claims.map(asUnknown) : claims, true);
  return {
    name: product.name || product.guid,
    state: realTime,
    ...((doubt === 'conflicting' || doubt === 'single-source') && { doubt }),
    source: isStale ? `${evidence(claims)}; service wscsvc: stopped` : evidence(claims),
  };
}

function asUnknown(claim: Claim): Claim {
  return { ...claim, realTime: 'unknown' };
}

interface Unread {
  readonly source: string;
  readonly detail: string;
}

/** One of the two lists is enough to know which there are; where neither exists, as on a server, there is none to miss. */
function unreadIn({ registered, listed }: Lists): Unread[] {
  const refused = [
    { source: registrySource('firewall'), list: registered },
    { source: comSource, list: listed },
  ].flatMap(({ source, list }) => (list.ok ? [] : [{ source, detail: list.detail }]));
  const isTold = [registered, listed].some((list) => list.ok && list.value !== undefined);
  return isTold ? [] : refused;
}
