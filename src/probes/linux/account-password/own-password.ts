import { type PasswordFinding, unclear } from '../../account-password-reading.ts';
import type { Answer } from '../../kept-answer.ts';
import {
  askOwnAccount,
  getPasswordMode,
  passwordModes,
  plainNumber,
  whyNoReply,
} from '../accounts-service.ts';
import { isLocalAccount } from '../local-account.ts';
import { askPasswd } from '../passwd-status.ts';
import { readText } from '../read-text.ts';
import { isShadowSettled } from '../settled-shadow.ts';
import type { LinuxSystem } from '../system.ts';

const passwdSource = 'passwd -S';
const accountsSource = 'AccountsService PasswordMode';
/** Asked again after this though nothing changed: a daemon or a right may have come since. */
const retryMs = 600_000;

/** Whether the user's own account has a password. `passwd` reads the file itself; AccountsService follows it. */
export async function readOwnPassword(
  system: LinuxSystem,
  signal: AbortSignal,
): Promise<Answer<PasswordFinding>> {
  if (!(await isLocalAccount(system))) return { value: await ofAnotherPlace(system), keepMs: retryMs };
  const status = await askPasswd(system, signal);
  if (status.ok)
    return { value: { state: status.password, source: passwdSource }, keepMs: Number.POSITIVE_INFINITY };
  const mode = await askOwnAccount(system, getPasswordMode, signal);
  if (mode.ok) {
    const keepMs = (await isShadowSettled(system)) ? Number.POSITIVE_INFINITY : 0;
    return { value: ofMode(plainNumber(mode.body[0])), keepMs };
  }
  const why = status.reason === 'missing-source' ? whyNoReply(mode) : status.reason;
  const value = unclear(why, `${passwdSource}, ${accountsSource}`, `${status.detail}; ${mode.detail}`);
  return { value, keepMs: signal.aborted ? 0 : retryMs };
}

/** "To be set at the next sign-in" is said of an empty password and of one that has to be changed. */
function ofMode(mode: number): PasswordFinding {
  if (mode === passwordModes.none) return { state: 'none', source: accountsSource };
  if (mode === passwordModes.regular) return { state: 'set', source: accountsSource };
  return mode === passwordModes.setAtLogin
    ? unclear('must-change', accountsSource, 'PasswordMode 1')
    : unclear('unparsable', accountsSource, String(mode));
}

/** Directories, by their names in nsswitch.conf(5); their PAM modules (pam_sss, pam_winbind, pam_ldap) refuse an empty password. */
const directories = ['sss', 'winbind', 'ldap'];

async function ofAnotherPlace({ root }: LinuxSystem): Promise<PasswordFinding> {
  const source = '/etc/nsswitch.conf passwd';
  const file = await readText(root, 'etc/nsswitch.conf');
  const services = file.found === 'text' ? (/^\s*passwd:(.*)$/m.exec(file.text)?.[1] ?? '').split(/\s+/) : [];
  const directory = services.find((service) => directories.includes(service));
  return directory === undefined
    ? { state: 'untold', source }
    : { state: 'elsewhere', source: `${source}: ${directory}` };
}
