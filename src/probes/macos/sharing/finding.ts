import type { FactValue } from '../../../facts/registry.ts';
import type { ProcessList } from '../processes.ts';
import type { MacSystem } from '../system.ts';
import type { Unread } from '../unread.ts';
import type { LaunchdOverrides } from './launchd-overrides.ts';
import type { Listener } from './listeners.ts';

/** What one kind of sharing contributes to the fact. */
export type Finding = FactValue<'sharing'>;
export type Offer = Finding['offers'][number];
export type ShareKind = Offer['kind'];

/** What all kinds look at, read once a scan. */
export interface Scene {
  readonly system: MacSystem;
  /** Those that other computers can reach. */
  readonly open: readonly Listener[];
  readonly overrides: LaunchdOverrides | Unread;
  readonly processes: ProcessList | Unread;
  readonly signal: AbortSignal;
}

export const nothingFound: Finding = { offers: [], unread: [] };

export function together(findings: readonly Finding[]): Finding {
  const others = findings.flatMap((finding) => finding.others ?? []);
  return {
    ...(others.length === 0 ? {} : { others }),
    offers: findings.flatMap((finding) => finding.offers),
    unread: findings.flatMap((finding) => finding.unread),
  };
}

export function offered(...offers: Offer[]): Finding {
  return { offers, unread: [] };
}

export function unreadOf(kind: ShareKind, source: string, detail: string): Finding {
  return { offers: [], unread: [{ kind, source, detail }] };
}

export function isOpen({ open }: Pick<Scene, 'open'>, port: number): boolean {
  return open.some((listener) => listener.port === port);
}
