import { known, unknown } from '../../../facts/fact.ts';
import { ridOf } from '../account-kind.ts';
import { fromFileTime } from '../file-time.ts';
import { hasFlag, userFlags, wasNeverSet } from '../local-password.ts';
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
  return dated(user.value, now, await remark(system, token, user.value, now));
}

function dated(user: LocalUser, now: Date, said: string): PasswordAgeReading {
  if (user.passwordExpired) return unknown('must-change', source, 'usri3_password_expired');
  if (wasNeverSet(user)) return unknown('never-set', source, `usri3_password_age ${user.passwordAgeSeconds}`);
  const changedOn = changeDay(user, now);
  if (changedOn === undefined)
    return unknown('unparsable', source, `usri3_password_age ${user.passwordAgeSeconds}`);
  return known({ changedOn, account: 'local' }, source + said);
}

function changeDay({ passwordAgeSeconds }: LocalUser, now: Date): string | undefined {
  return dayOf(now.getTime() - passwordAgeSeconds * 1000);
}

/** The sign-in keeps a copy of the date: agreement is worth saying; after a change the copy is the older one. */
async function remark(system: WindowsSystem, token: TokenUser, user: LocalUser, now: Date): Promise<string> {
  const flag = hasFlag(user, userFlags.passwordNotRequired) ? ' (UF_PASSWD_NOTREQD: may be empty)' : '';
  const session = await system.logonSession();
  if (!session.ok || session.value.sid !== token.sid || session.value.passwordLastSet === 0n) return flag;
  const copy = dayOf(fromFileTime(session.value.passwordLastSet));
  if (copy === undefined) return flag;
  if (copy === changeDay(user, now)) return `, LsaGetLogonSessionData${flag}`;
  return ` (at sign-in it was ${copy})${flag}`;
}
