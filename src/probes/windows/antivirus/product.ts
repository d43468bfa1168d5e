import type { AntivirusProduct } from '../../../facts/antivirus.ts';
import { type RunningPrograms, serviceRuns } from '../running-programs.ts';
import { type Agreed, agree, type Claim, evidence } from '../security-center/agreement.ts';
import { isInstalled } from '../security-center/is-installed.ts';
import {
  claimOf,
  comSource,
  isDefender,
  type List,
  type Listed,
  registrySource,
} from '../security-center/product-lists.ts';
import type { WindowsSystem } from '../system.ts';
import { type DefenderState, defenderName } from './defender.ts';
import { findEngine, findKnown, type KnownProduct } from './known-products.ts';

/** All that was read of a machine, before it is put together. */
export interface Scene {
  readonly system: Pick<WindowsSystem, 'fileExists'>;
  readonly registered: List;
  readonly listed: List;
  readonly defender: DefenderState;
  readonly programs: RunningPrograms;
}

/** What a product shows of itself, apart from what Security Center holds of it. */
interface Own {
  readonly claims: readonly Claim[];
  readonly runs: boolean | undefined;
  readonly known?: KnownProduct | undefined;
  readonly signaturesAt: string | null;
}

/** @returns undefined for a registration whose programs are gone: uninstallers leave them behind, still "on". */
export async function readProduct(scene: Scene, product: Listed): Promise<AntivirusProduct | undefined> {
  const ofWindows = isDefender(product.guid);
  const installed = ofWindows || (await isInstalled(scene.system, product.paths));
  if (installed === false) return undefined;
  const own: Own = ofWindows ? scene.defender : ownOf(scene, product);
  const center = [
    ...claimOf(registrySource('antivirus'), scene.registered, product),
    ...claimOf(comSource, scene.listed, product),
  ];
  const silent = stoppedReporter(scene.programs, own.known);
  const claims = [...(silent === undefined ? center : center.map(asOld)), ...own.claims];
  const { realTime, signatures, doubt } = believable(
    agree(claims, own.signaturesAt !== null),
    silent !== undefined,
    installed,
  );
  const doubts = [silent && `service ${silent}: stopped`, installed || 'program: unread'];
  return {
    name: nameOf(product, own.known),
    running: runningOf(realTime, own.runs, claims),
    realTime,
    signaturesAt: own.signaturesAt,
    signatures,
    ...(doubt && { doubt }),
    source: [evidence([...center, ...own.claims]), ...doubts].filter(isText).join('; '),
  };
}

/** An engine that stands still guards nothing, whatever is registered; one that runs proves no more than that. */
function ownOf({ programs }: Scene, product: Listed): Own {
  const known = findKnown(product.name, product.paths);
  const engine = known && findEngine(known, programs);
  const isStill = engine !== undefined && !engine.running;
  const claims: Claim[] = isStill ? [{ source: engine.source, realTime: 'off', signatures: 'unknown' }] : [];
  return { claims, runs: engine?.running, known, signaturesAt: null };
}

/** While the service that reports is stopped, what Security Center holds is what was once reported. */
function stoppedReporter(programs: RunningPrograms, known: KnownProduct | undefined): string | undefined {
  const reporters = ['wscsvc', known?.reporter].filter((name) => name !== undefined);
  return reporters.find((name) => serviceRuns(programs, name) === false);
}

function asOld({ source }: Claim): Claim {
  return { source, realTime: 'unknown', signatures: 'unknown' };
}

function believable(agreed: Agreed, silent: boolean, installed: boolean | undefined): Agreed {
  if (silent && agreed.realTime === 'unknown') return { ...agreed, doubt: 'stale' };
  // A registration alone is no product: it outlives its program.
  if (agreed.realTime === 'on' && installed === undefined)
    return { ...agreed, realTime: 'unknown', doubt: 'single-source' };
  return agreed;
}

function runningOf(
  realTime: Agreed['realTime'],
  runs: boolean | undefined,
  claims: readonly Claim[],
): AntivirusProduct['running'] {
  if (realTime === 'on' || runs) return 'on';
  return runs === false && !claims.some((claim) => claim.realTime === 'on') ? 'off' : 'unknown';
}

/** A name that begins with `@` is a reference to a resource, which the registry does not resolve. */
function nameOf({ name, guid }: Listed, known: KnownProduct | undefined): string {
  if (name !== '' && !name.startsWith('@')) return name;
  return known?.name ?? (isDefender(guid) ? defenderName : guid);
}

function isText(part: unknown): part is string {
  return typeof part === 'string' && part !== '';
}
