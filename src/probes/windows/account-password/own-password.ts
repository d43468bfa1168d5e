import { type PasswordFinding, unclear } from '../../account-password-reading.ts';
import { accountKind, ridOf } from '../account-kind.ts';
import type { Answer } from '../answer.ts';
import { dateAtSignIn, hasFlag, hasNoDate, userFlags } from '../local-password.ts';
import { readNumber } from '../registry-value.ts';
import type { TokenUser, WindowsSystem } from '../system.ts';
import { unknownReason } from '../unread.ts';

const tokenSource = 'GetTokenInformation TokenUser';
const onlineSource = 'NetUserGetInfo level 24';
const accountSource = 'NetUserGetInfo level 3';

/** The sign-in page's own record of who has a Windows Hello PIN: 1, and 2 for those who have none. */
export const helloProvider =
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers\\{D6886603-9D2F-4EB2-B667-1971041FA96B}';
const helloIsSetUp = 1;

/** Whether the signed-in account has a password, as far as Windows tells without one being tried. */
export async function readOwnPassword(system: WindowsSystem): Promise<PasswordFinding> {
  const token = await system.tokenUser();
  if (!token.ok) return refused(token, tokenSource);
  const { sid } = token.value;
  switch (accountKind(token.value)) {
    case 'local':
      return ofLocalAccount(system, token.value);
    case 'domain':
    case 'entra':
      return { state: 'elsewhere', source: tokenSource };
    case 'service':
      return unclear('missing-source', tokenSource, `${sid} is no account of a person`);
    case 'unclear':
      return unclear('failed', tokenSource, 'the SID of this computer could not be read');
  }
}

async function ofLocalAccount(system: WindowsSystem, token: TokenUser): Promise<PasswordFinding> {
  const online = await system.internetIdentity(token.name);
  // Windows 7 does not know level 24, and has no such accounts.
  if (!online.ok && online.reason !== 'not-supported') return refused(online, onlineSource);
  if (online.ok && online.value?.linked === true) return { state: 'elsewhere', source: onlineSource };
  return (await byHello(system, token)) ?? byOwnRecord(system, token);
}

/** Windows lets nobody set up a PIN, a face or a finger for an account without a password. */
async function byHello(
  { registry }: WindowsSystem,
  { sid }: TokenUser,
): Promise<PasswordFinding | undefined> {
  const place = { hive: 'HKLM', key: `${helloProvider}\\${sid}`, name: 'LogonCredsAvailable' } as const;
  const hello = await readNumber(registry, place);
  if (!hello.ok || hello.value !== helloIsSetUp) return undefined;
  return { state: 'set', source: 'Windows Hello LogonCredsAvailable' };
}

/**
 * A password that was never set, as the sign-in says too, of an account that needs none, is none. Any date may be that of
 * an empty one.
 */
async function byOwnRecord(system: WindowsSystem, token: TokenUser): Promise<PasswordFinding> {
  const user = await system.localUser(token.name);
  if (!user.ok) return refused(user, accountSource);
  if (user.value?.rid !== ridOf(token.sid))
    return unclear('conflicting-sources', accountSource, 'the account of that name is another one');
  if (hasFlag(user.value, userFlags.smartcardRequired))
    return { state: 'set', source: `${accountSource}, UF_SMARTCARD_REQUIRED` };
  const mayBeEmpty = hasFlag(user.value, userFlags.passwordNotRequired);
  if (mayBeEmpty && !user.value.passwordExpired && hasNoDate(user.value))
    if ((await dateAtSignIn(system, token)) === 0n)
      return { state: 'none', source: `${accountSource}, LsaGetLogonSessionData` };
  return { state: 'untold', wouldTell: 'windows-hello', source: accountSource };
}

function refused(answer: Extract<Answer<unknown>, { ok: false }>, source: string): PasswordFinding {
  return unclear(unknownReason(answer.reason), source, answer.detail);
}
