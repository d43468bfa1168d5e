import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { asDate, readPropertyList, valueAt } from './property-list.ts';
import type { MacSystem } from './system.ts';
import { readVersion } from './version.ts';

export const softwareUpdateFile = '/Library/Preferences/com.apple.SoftwareUpdate.plist';

/**
 * What Software Update itself noted: when it last looked, and since when it has offered what is newer than this system.
 * Its counter of updates stands on after they are installed, and its offers of a next major version are no updates.
 */
export function osUpdatesProbe(system: MacSystem): Probe<'os-updates'> {
  return { fact: 'os-updates', budgetMs: 4000, read: () => read(system) };
}

async function read({ root }: MacSystem): Promise<Reading<FactValue<'os-updates'>>> {
  const [list, version] = await Promise.all([readPropertyList(root, softwareUpdateFile), readVersion(root)]);
  if (list.found === 'missing') return unknown('missing-source', softwareUpdateFile, list.detail);
  if (list.found !== 'list') return unknown(list.found, softwareUpdateFile, list.detail);
  if (version === undefined) return unknown('missing-source', softwareUpdateFile, 'no version of macOS');
  const { LastSuccessfulDate, FirstOfferDateDictionary } = list.values;
  const lookedAt = asDate(LastSuccessfulDate);
  const offers = newerOffers(FirstOfferDateDictionary, version);
  if (lookedAt === undefined && offers.length === 0)
    return unknown('missing-source', `${softwareUpdateFile} LastSuccessfulDate`, 'not there');
  const first = offers.map(({ at }) => at).sort()[0];
  return known(
    {
      currentAt: first ?? lookedAt ?? null,
      bound: 'exact',
      missing: offers.length,
      restartSince: null,
      version,
    },
    `${softwareUpdateFile} ${first === undefined ? 'LastSuccessfulDate' : 'FirstOfferDateDictionary'}`,
  );
}

interface Offer {
  readonly version: string;
  readonly at: string;
}

/** `MSU_UPDATE_25G229_patch_26.7_minor`; what was installed since stays in the list. */
export function newerOffers(offers: unknown, version: string): Offer[] {
  const names = typeof offers === 'object' && offers !== null ? Object.keys(offers) : [];
  return names.flatMap((name) => {
    const offered = /^MSU_UPDATE_[^_]+_patch_(\d+(?:\.\d+)*)(?:_minor)?(?:_rsr)?$/.exec(name)?.[1];
    const at = asDate(valueAt(offers, name));
    return offered !== undefined && at !== undefined && isNewer(offered, version)
      ? [{ version: offered, at }]
      : [];
  });
}

function isNewer(offered: string, version: string): boolean {
  const [one, other] = [offered, version].map((text) => text.split('.').map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (one?.[at] ?? 0) - (other?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
