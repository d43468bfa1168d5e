import type { FactValue } from '../../../facts/registry.ts';
import type { RunningPrograms } from '../running-programs.ts';
import type { WindowsSystem } from '../system.ts';

/** What one kind of sharing contributes to the fact. */
export type Finding = FactValue<'sharing'>;
export type Offer = Finding['offers'][number];
export type Reach = Offer['reach'];

/** What all kinds look at. */
export interface Scene {
  readonly system: WindowsSystem;
  readonly programs: RunningPrograms;
}

export const nothingFound: Finding = { offers: [], unread: [] };

/** The same share told by two sources is one offer: the first source keeps it. Windows' names have no case. */
export function together(findings: readonly Finding[]): Finding {
  const offers = new Map<string, Offer>();
  for (const offer of findings.flatMap((finding) => finding.offers)) {
    const key = `${offer.kind}\n${offer.name.toLowerCase()}`;
    if (!offers.has(key)) offers.set(key, offer);
  }
  return { offers: [...offers.values()], unread: findings.flatMap((finding) => finding.unread) };
}

export function offered(...offers: Offer[]): Finding {
  return { offers, unread: [] };
}

/** Something of this kind may be there: `refused` is why that could not be read. */
export function unreadOf(
  kind: Offer['kind'],
  source: string,
  refused: { readonly reason: string; readonly detail?: string | undefined },
): Finding {
  return { offers: [], unread: [{ kind, source, detail: refused.detail ?? refused.reason }] };
}
