import { type SwitchFinding, unclear } from '../../account-password-reading.ts';
import { type Place, placeName, readNumber, readText } from '../registry-value.ts';
import type { WindowsSystem } from '../system.ts';

const winlogon = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';
const inWinlogon = (name: string): Place => ({ hive: 'HKLM', key: winlogon, name });
const autoAdminLogon = inWinlogon('AutoAdminLogon');
const on = 1;

/** The switch "only allow Windows Hello sign-in for Microsoft accounts". */
export const helloOnly: Place = {
  hive: 'HKLM',
  key: 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\PasswordLess\\Device',
  name: 'DevicePasswordLessBuildVersion',
};
const helloOnlyIsOn = 2;

/** Whether Windows signs somebody in when it starts ("Configure Windows to automate logon"; netplwiz and Autologon set it). */
export async function readAutomaticSignIn(system: WindowsSystem): Promise<SwitchFinding> {
  const { registry } = system;
  const source = placeName(autoAdminLogon);
  const automatic = await readNumber(registry, autoAdminLogon);
  if (!automatic.ok) return unclear(automatic.reason, automatic.source, automatic.detail);
  if (automatic.value !== on) return { state: 'off', source };
  const user = await readText(registry, inWinlogon('DefaultUserName'));
  if (!user.ok) return unclear(user.reason, user.source, user.detail);
  // Without a name Windows asks, as if it were off.
  if (user.value === undefined || user.value === '')
    return { state: 'off', source: `${source}, DefaultUserName` };
  if (await needsHello(system, user.value))
    return unclear('conflicting-sources', source, `1, but ${helloOnly.name} is 2 and the account is online`);
  return { state: 'on', source };
}

/** Then Windows takes no password for a Microsoft account, and has no use for the one that it was left. */
async function needsHello(system: WindowsSystem, user: string): Promise<boolean> {
  const hello = await readNumber(system.registry, helloOnly);
  if (!hello.ok || hello.value !== helloOnlyIsOn) return false;
  const online = await system.internetIdentity(user);
  return online.ok && online.value?.linked === true;
}
