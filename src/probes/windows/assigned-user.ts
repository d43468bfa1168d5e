import type { Person } from '../../facts/assigned-user.ts';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { readAccountNames } from './assigned-user/account-names.ts';
import { type Profile, profileList, readProfiles } from './assigned-user/profiles.ts';
import { readServiceAccounts } from './assigned-user/service-accounts.ts';
import { budgetMs } from './budget.ts';
import type { WindowsSystem } from './system.ts';
import { unread } from './unread.ts';

type Value = FactValue<'assigned-user'>;

const tokenSource = 'GetTokenInformation';
const profileSource = `HKLM\\${profileList}`;

/** Who is signed in here, and whose profile was in use when. */
export function assignedUserProbe(system: WindowsSystem): Probe<'assigned-user'> {
  return { fact: 'assigned-user', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<Value>> {
  const token = await system.tokenUser();
  if (!token.ok) return unread(token, tokenSource);
  const me = token.value;
  const [names, profiles, services] = await Promise.all([
    readAccountNames(system, me),
    readProfiles(system.registry),
    readServiceAccounts(system.registry),
  ]);
  const found = profiles.ok ? profiles.value : [];
  const person = ({ sid, lastAt, isLoaded }: Profile, source: string): Person => ({
    names: [...(names.get(sid) ?? [])],
    anyCase: true,
    now: isLoaded,
    lastAt: lastAt === null ? null : new Date(lastAt).toISOString(),
    source,
  });
  const own = { lastAt: null, ...found.find(({ sid }) => sid === me.sid), sid: me.sid, isLoaded: true };
  const others = found
    .filter(({ sid, lastAt, isLoaded }) => sid !== me.sid && (isLoaded || lastAt !== null))
    .map((profile) => person(profile, `${profileSource}\\${profile.sid}`))
    .filter(({ names: all }) => !all.some((name) => services.has(name.toLowerCase())));
  return known(
    {
      people: [person(own, tokenSource), ...others],
      // Of every account that has a profile Windows keeps the last time.
      knownSince: null,
      comparedWith: null,
      unread: historyUnread(profiles, own),
    },
    `${tokenSource}, ${profileSource}`,
  );
}

/** Who is signed in has a profile that was loaded: a Windows that did not write down when, writes it down of nobody. */
function historyUnread(profiles: Awaited<ReturnType<typeof readProfiles>>, own: Profile): Value['unread'] {
  if (!profiles.ok) return [{ source: profileSource, detail: profiles.detail }];
  return own.lastAt === null ? [{ source: profileSource, detail: 'no LocalProfileLoadTime' }] : [];
}
