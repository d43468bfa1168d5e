import { known, unknown } from '../../../facts/fact.ts';
import { fromFileTime } from '../file-time.ts';
import type { TokenUser, WindowsSystem } from '../system.ts';
import { unread } from '../unread.ts';
import { dayOf } from './own-calendar.ts';
import type { PasswordAgeReading } from './reading.ts';

const source = 'LsaGetLogonSessionData PasswordLastSet';

/**
 * An account of a domain: what the domain told at the sign-in, which Windows keeps. No server is asked: that blocks for
 * seconds away from the office. After a change the new date is there from the next sign-in on.
 */
export async function readDomainAccount(
  system: WindowsSystem,
  token: TokenUser,
): Promise<PasswordAgeReading> {
  const session = await system.logonSession();
  if (!session.ok) return unread(session, source);
  const { sid, passwordLastSet } = session.value;
  if (sid !== token.sid) return unknown('conflicting-sources', source, `the sign-in of ${sid}`);
  if (passwordLastSet === 0n) return unknown('remote-account', source, '0');
  const changedOn = dayOf(fromFileTime(passwordLastSet));
  if (changedOn === undefined) return unknown('unparsable', source, String(passwordLastSet));
  return known({ changedOn, account: 'domain' }, source);
}
