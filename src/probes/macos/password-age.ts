import { Temporal } from 'temporal-polyfill';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { readAttribute } from './directory-record.ts';
import { parsePropertyList } from './property-list.ts';
import type { MacSystem } from './system.ts';

type Read = Reading<FactValue<'password-age'>>;

/**
 * When the user's own password was changed, as this computer's directory has it. A network account has no record here;
 * a mobile account's is a copy that a server's password was written into, on a day of its own.
 */
export function passwordAgeProbe(system: MacSystem): Probe<'password-age'> {
  return { fact: 'password-age', budgetMs: 5000, read: (signal) => read(system, signal) };
}

async function read(system: MacSystem, signal: AbortSignal): Promise<Read> {
  const [policy, authority] = await Promise.all([
    readAttribute(system, 'accountPolicyData', signal),
    readAttribute(system, 'AuthenticationAuthority', signal),
  ]);
  if (!policy.ok) return unknown(policy.reason, policy.source, policy.detail);
  if (!authority.ok) return unknown(authority.reason, authority.source, authority.detail);
  // kDSValueAuthAuthorityLocalCachedUser: the account lives in the directory that is named behind it.
  if (authority.text?.includes(';LocalCachedUser;') === true)
    return unknown('remote-account', 'dscl AuthenticationAuthority', 'a mobile account');
  return lastSet(policy.text, system.timeZone);
}

const source = 'dscl accountPolicyData passwordLastSetTime';

/** A record that has never had a password keeps its creation time only (seen on an account made by dscl). */
async function lastSet(policy: string | undefined, timeZone: string): Promise<Read> {
  if (policy === undefined) return unknown('never-set', source);
  const values = await parsePropertyList(Buffer.from(policy));
  if (values === undefined) return unknown('unparsable', source, 'accountPolicyData is no property list');
  const { passwordLastSetTime: time } = values;
  if (time === undefined || time === 0) return unknown('never-set', source);
  const changedOn = localDay(time, timeZone);
  if (changedOn === undefined) return unknown('unparsable', source, String(time));
  return known({ changedOn, account: 'local' }, source);
}

/** 2100-01-01: what is later is no date that somebody set a password on. */
const latest = 4_102_444_800;

/** Seconds since 1970, as the day on this computer's calendar. */
function localDay(time: unknown, timeZone: string): string | undefined {
  if (typeof time !== 'number' || !(time > 0 && time < latest)) return undefined;
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(time * 1000));
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
