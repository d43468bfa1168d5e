import type { FactValue } from '../../../facts/registry.ts';
import type { ProcessList } from '../processes.ts';
import type { LinuxSystem } from '../system.ts';
import type { Listener } from './listeners.ts';

/** What one kind of sharing contributes to the fact. */
export type Finding = FactValue<'sharing'>;
export type ShareKind = Finding['offers'][number]['kind'];

/** What all kinds look at, read once a scan. */
export interface Scene {
  readonly system: LinuxSystem;
  /** Those that other computers can reach. */
  readonly open: readonly Listener[];
  /** Those that only this computer can reach. */
  readonly loopback: readonly Listener[];
  readonly list: ProcessList;
  readonly signal: AbortSignal;
}

export const nothingFound: Finding = { offers: [], unread: [] };

export function together(findings: readonly Finding[]): Finding {
  const others = findings.flatMap((finding) => finding.others ?? []);
  return {
    offers: findings.flatMap((finding) => finding.offers),
    unread: findings.flatMap((finding) => finding.unread),
    ...(others.length > 0 && { others }),
  };
}

export function unreadOf(kind: ShareKind, source: string, detail: string): Finding {
  return { offers: [], unread: [{ kind, source, detail }] };
}

/** @returns the first open TCP listener on one of these ports. */
export function openOn(scene: Pick<Scene, 'open'>, ports: readonly number[]): Listener | undefined {
  return scene.open.find((listener) => listener.protocol === 'tcp' && ports.includes(listener.port));
}
