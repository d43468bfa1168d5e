import { known, unknown } from '../../../facts/fact.ts';
import { ridOf } from '../account-kind.ts';
import { fromFileTime } from '../file-time.ts';
import { dateAtSignIn, hasFlag, hasNoDate, userFlags } from '../local-password.ts';
import type { LocalUser, TokenUser, WindowsSystem } from '../system.ts';
import { unread } from '../unread.ts';
import { dayOf } from './own-calendar.ts';
import type { PasswordAgeReading } from './reading.ts';

const source = 'NetUserGetInfo level 3';
const onlineSource = 'NetUserGetInfo level 24';

/** An account of this computer: its own records know the day, unless the account belongs to an online identity. */
export async function readLocalAccount(
  system: WindowsSystem,
  token: TokenUser,
  now: Date,
): Promise<PasswordAgeReading> {
  const online = await system.internetIdentity(token.name);
  // Windows 7 does not know level 24, and has no such accounts.
  if (!online.ok && online.reason !== 'not-supported') return unread(online, onlineSource);
  if (online.ok && online.value?.linked === true)
    return unknown('cloud-account', onlineSource, online.value.provider);
  const user = await system.localUser(token.name);
  if (!user.ok) return unread(user, source);
  if (user.value === undefined) return unknown('conflicting-sources', source, 'no account of that name');
  if (user.value.rid !== ridOf(token.sid))
    return unknown('conflicting-sources', source, `account ${user.value.rid} has the name of ${token.sid}`);
  return dated(user.value, now, await dateAtSignIn(system, token));
}

function dated(user: LocalUser, now: Date, atSignIn: bigint | undefined): PasswordAgeReading {
  const said = `usri3_password_age ${user.passwordAgeSeconds}`;
  if (user.passwordExpired) return unknown('must-change', source, 'usri3_password_expired');
  if (hasNoDate(user)) return undated(said, atSignIn);
  const changedOn = changeDay(user, now);
  if (changedOn === undefined) return unknown('unparsable', source, said);
  return known({ changedOn, account: 'local' }, source + remark(user, changedOn, atSignIn));
}

function undated(said: string, atSignIn: bigint | undefined): PasswordAgeReading {
  const copy = copiedDay(atSignIn);
  if (copy === undefined) return unknown('never-set', source, said);
  return unknown('conflicting-sources', source, `${said}, yet at sign-in it was ${copy}`);
}

function changeDay({ passwordAgeSeconds }: LocalUser, now: Date): string | undefined {
  return dayOf(now.getTime() - passwordAgeSeconds * 1000);
}

function copiedDay(atSignIn: bigint | undefined): string | undefined {
  return atSignIn === undefined || atSignIn === 0n ? undefined : dayOf(fromFileTime(atSignIn));
}

/** The sign-in keeps a copy of the date: agreement is worth saying; after a change the copy is the older one. */
function remark(user: LocalUser, changedOn: string, atSignIn: bigint | undefined): string {
  const flag = hasFlag(user, userFlags.passwordNotRequired) ? ', UF_PASSWD_NOTREQD' : '';
  const copy = copiedDay(atSignIn);
  if (copy === undefined) return flag;
  return copy === changedOn ? `, LsaGetLogonSessionData${flag}` : `, LsaGetLogonSessionData: ${copy}${flag}`;
}
