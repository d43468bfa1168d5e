import { join } from 'node:path';
import { known, type Reading, type UnknownReason, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { type Answer, KeptAnswer } from '../kept-answer.ts';
import type { Probe } from '../probe.ts';
import { identityOf } from './file-identity.ts';
import { isLocalAccount } from './local-account.ts';
import { askPasswd } from './passwd-status.ts';
import { askAccountsService } from './password-age/accounts-service.ts';
import { askChage } from './password-age/chage.ts';
import type { LastChange } from './password-age/last-change.ts';
import { dayOf } from './password-age/passwd-day.ts';
import { isShadowSettled } from './settled-shadow.ts';
import type { LinuxSystem } from './system.ts';

type Read = Reading<FactValue<'password-age'>>;

const sourceNames = {
  accounts: 'AccountsService GetPasswordExpirationPolicy',
  passwd: 'passwd -S',
  chage: 'chage -l',
} as const;
type SourceName = keyof typeof sourceNames;

/** Asked again after this though nothing changed: a daemon or a right may have come since. */
const retryMs = 600_000;

/**
 * When the user's own password was changed. Every date is the UTC day that shadow(5) counts. While /etc/shadow is the
 * same file with the same times, the answer is the same: a warm scan is two `stat` calls.
 */
export function passwordAgeProbe(system: LinuxSystem): Probe<'password-age'> {
  const kept = new KeptAnswer<Read>();
  const files = [join(system.root, 'etc/shadow'), join(system.root, 'etc/passwd')];
  return {
    fact: 'password-age',
    budgetMs: 5000,
    read: async (signal) => kept.get(await identityOf(files), () => ask(system, signal)),
  };
}

async function ask(system: LinuxSystem, signal: AbortSignal): Promise<Answer<Read>> {
  if (!(await isLocalAccount(system)))
    return {
      value: unknown('remote-account', '/etc/passwd', `${system.userName} is not in /etc/passwd`),
      keepMs: retryMs,
    };
  // passwd reads the file itself, so it is right where a daemon lags behind; both are asked, once per change of the file.
  const [accounts, status] = await Promise.all([
    askAccountsService(system, signal),
    askPasswd(system, signal),
  ]);
  const passwd = dayOf(status);
  if (passwd.said !== 'nothing')
    return { value: reading('passwd', passwd, remark(passwd, accounts)), keepMs: Number.POSITIVE_INFINITY };
  if (accounts.said !== 'nothing') {
    const keepMs = (await isShadowSettled(system)) ? Number.POSITIVE_INFINITY : 0;
    return { value: reading('accounts', accounts), keepMs };
  }
  const chage = await askChage(system, signal);
  if (chage.said !== 'nothing') return { value: reading('chage', chage), keepMs: Number.POSITIVE_INFINITY };
  const silent = { accounts, passwd, chage };
  return { value: whyNot(silent), keepMs: signal.aborted ? 0 : retryMs };
}

function reading(from: SourceName, change: Exclude<LastChange, { said: 'nothing' }>, remark = ''): Read {
  const source = sourceNames[from] + remark;
  if (change.said === 'no-date') return unknown(change.reason, source, change.detail);
  return known({ changedOn: change.on, account: 'local' }, source);
}

/** Agreement is worth saying, and so is a daemon that says something else. */
function remark(passwd: LastChange, accounts: LastChange): string {
  if (accounts.said === 'nothing' || passwd.said !== 'date') return '';
  if (accounts.said === 'no-date') return '';
  if (accounts.on === passwd.on) return `, ${sourceNames.accounts}`;
  return ` (AccountsService still says ${accounts.on})`;
}

const telling: readonly UnknownReason[] = ['remote-account', 'denied', 'timed-out', 'unparsable', 'failed'];

function whyNot(silent: Record<SourceName, LastChange>): Read {
  const heard = Object.values(silent).filter((change) => change.said === 'nothing');
  const reason = telling.find((each) => heard.some((change) => change.reason === each)) ?? 'missing-source';
  const detail = heard.map((change) => change.detail).join('; ');
  return unknown(reason, Object.values(sourceNames).join(', '), detail);
}
