import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Medium } from '../../facts/removable-media.ts';
import type { Probe } from '../probe.ts';
import { budgetMs } from './budget.ts';
import { fromFileTime } from './file-time.ts';
import { identityOf } from './removable-media/identity.ts';
import { kindOf } from './removable-media/kind.ts';
import type { StorageNode } from './storage.ts';
import type { WindowsSystem } from './system.ts';
import { unknownReason, unread } from './unread.ts';

/** Counts the disks that are in the computer, and changes with each that comes or goes. */
export const disksKey = 'SYSTEM\\CurrentControlSet\\Services\\disk\\Enum';
const source = 'SetupAPI, disks and drives for discs';

/** What Windows keeps of every disk that was ever connected, USBSTOR and UAS alike, and of drives whether a disc is in. */
export function removableMediaProbe(system: WindowsSystem): Probe<'removable-media'> {
  return { fact: 'removable-media', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<FactValue<'removable-media'>>> {
  const nodes = await system.storageNodes();
  if (!nodes.ok) return unread(nodes, source);
  // Windows itself lies on a disk: who tells of none has told nothing.
  if (!nodes.value.some(({ kind }) => kind === 'disk'))
    return unknown('missing-source', source, 'no disk is told of');
  const external = withoutLaunchers(nodes.value).filter((node) => kindOf(node) !== null);
  const closed = external.filter(({ medium }) => medium !== undefined && !medium.ok);
  return known(
    {
      media: external.flatMap(mediumOf),
      // A disc is put into a drive, and a card into a reader, that stay: of these Windows keeps nothing.
      kept: ['usb-drive'],
      watchedSince: null,
      comparedWith: null,
      left: 0,
      unread: closed.map(({ id, medium }) => ({ source: id, detail: whyClosed(medium) })),
    },
    source,
  );
}

/** A stick may show a disc with programs of its own beside itself: that is the stick, and no disc of anybody's. */
function withoutLaunchers(nodes: readonly StorageNode[]): readonly StorageNode[] {
  const sticks = new Set(nodes.filter(({ kind }) => kind === 'disk').map(({ parent }) => parent));
  return nodes.filter(({ kind, parent }) => kind !== 'disc' || parent === '' || !sticks.has(parent));
}

function mediumOf(node: StorageNode): Medium[] {
  const kind = kindOf(node);
  const lastSeen = node.isPresent ? null : lastSeenOf(node);
  // A drive that nobody can open is told as that; one that is gone without a date was here at no known time.
  if (kind === null || lastSeen === undefined || isClosedOrEmpty(node)) return [];
  return [
    { kind, ...identityOf(node, kind), firstSeen: instant(node.firstInstall), lastSeen, source: node.id },
  ];
}

function isClosedOrEmpty({ medium }: StorageNode): boolean {
  return medium !== undefined && !(medium.ok && medium.value.isIn);
}

/** Windows writes down when a device went, but not while it is off: then it was last there when it came. */
function lastSeenOf({ kind, lastArrival, lastRemoval }: StorageNode): string | undefined {
  if (kind === 'disc') return undefined;
  return instant(lastArrival > lastRemoval ? lastArrival : lastRemoval) ?? undefined;
}

/** @returns null where Windows has no date. */
function instant(ticks: bigint): string | null {
  return ticks <= 0n ? null : new Date(fromFileTime(ticks)).toISOString();
}

function whyClosed(medium: StorageNode['medium']): string {
  return medium === undefined || medium.ok ? '' : `${unknownReason(medium.reason)}: ${medium.detail}`;
}
