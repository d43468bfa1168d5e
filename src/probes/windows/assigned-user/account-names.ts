import type { RegistryValue, TokenUser, WindowsSystem } from '../system.ts';

const signInPage = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI';
const names = ['SAMUser', 'User'];

/**
 * The names of accounts by their SIDs, as far as this computer itself has them: its own accounts, and whom its sign-in
 * page last let in. No SID is looked up: a domain's are looked up on its controllers, which may not be in reach.
 */
export async function readAccountNames(
  system: WindowsSystem,
  me: TokenUser,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const [local, last, sessions] = await Promise.all([
    system.localAccounts(),
    system.registry.values('HKLM', signInPage),
    system.registry.valuesBelow('HKLM', `${signInPage}\\SessionData`, [
      'LoggedOnUserSID',
      ...names.map((name) => `LoggedOn${name}`),
    ]),
  ]);
  const { COMPUTERNAME: computer = '.' } = system.env;
  return merged([
    [me.sid, [`${me.domain}\\${me.name}`]],
    ...(local.ok ? local.value : []).map(
      ({ rid, name }) => [`${me.machineSid}-${rid}`, [`${computer}\\${name}`, `.\\${name}`]] as const,
    ),
    ...(sessions.ok ? (sessions.value ?? []) : []).map(({ values }) => namesIn(values, 'LoggedOn')),
    namesIn(last.ok ? (last.value ?? null) : null, 'LastLoggedOn'),
  ]);
}

type Named = readonly [sid: string, names: readonly string[]];

function namesIn(values: Readonly<Record<string, RegistryValue>> | null, prefix: string): Named {
  const text = (name: string): string => String(values?.[`${prefix}${name}`] ?? '');
  return [text('UserSID'), names.map(text).filter(Boolean)];
}

function merged(found: readonly Named[]): ReadonlyMap<string, readonly string[]> {
  const bySid = new Map<string, readonly string[]>();
  for (const [sid, more] of found) {
    const all = [...(bySid.get(sid) ?? []), ...more];
    bySid.set(sid, [...new Set(all)]);
  }
  return bySid;
}
