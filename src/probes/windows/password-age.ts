import { unknown } from '../../facts/fact.ts';
import type { Probe } from '../probe.ts';
import { accountKind } from './account-kind.ts';
import { budgetMs } from './budget.ts';
import { readDomainAccount } from './password-age/domain-account.ts';
import { readLocalAccount } from './password-age/local-account.ts';
import type { PasswordAgeReading } from './password-age/reading.ts';
import type { WindowsSystem } from './system.ts';
import { unread } from './unread.ts';

const source = 'GetTokenInformation TokenUser';

/** When the password of the signed-in account was changed: what is asked depends on where the account lives. */
export function passwordAgeProbe(
  system: WindowsSystem,
  now: () => Date = () => new Date(),
): Probe<'password-age'> {
  return { fact: 'password-age', budgetMs, read: () => readAge(system, now()) };
}

async function readAge(system: WindowsSystem, now: Date): Promise<PasswordAgeReading> {
  const token = await system.tokenUser();
  if (!token.ok) return unread(token, source);
  const { sid } = token.value;
  switch (accountKind(token.value)) {
    case 'local':
      return readLocalAccount(system, token.value, now);
    case 'domain':
      return readDomainAccount(system, token.value);
    case 'entra':
      return unknown('cloud-account', source, sid);
    case 'service':
      return unknown('missing-source', source, `${sid} is no account of a person`);
    case 'unclear':
      return unknown('failed', source, 'the SID of this computer could not be read');
  }
}
