import { type Dictionary, readPropertyList } from './property-list.ts';
import type { MacSystem } from './system.ts';
import { type Unread, unread } from './unread.ts';

/** What an administrator has fixed in one domain by a configuration profile. */
export interface ManagedPreferences {
  readonly ok: true;
  /** Undefined where nothing is fixed. */
  readonly value: (key: string) => { readonly value: unknown; readonly source: string } | undefined;
}

/** The user's profiles come before the computer's; both come before anything the user has set. */
export function managedFiles({ userName }: Pick<MacSystem, 'userName'>, domain: string): string[] {
  const folder = '/Library/Managed Preferences';
  return [`${folder}/${userName}/${domain}.plist`, `${folder}/${domain}.plist`];
}

export async function readManagedPreferences(
  system: MacSystem,
  domain: string,
): Promise<ManagedPreferences | Unread> {
  const lists: { source: string; values: Dictionary }[] = [];
  for (const source of managedFiles(system, domain)) {
    const list = await readPropertyList(system.root, source);
    if (list.found === 'list') lists.push({ source, values: list.values });
    else if (list.found !== 'missing') return unread(list.found, source, list.detail);
  }
  return {
    ok: true,
    value(key) {
      const list = lists.find(({ values }) => key in values);
      return list && { value: list.values[key], source: list.source };
    },
  };
}
