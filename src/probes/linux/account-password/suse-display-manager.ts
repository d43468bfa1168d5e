import { type SwitchFinding, unclear } from '../../account-password-reading.ts';
import { readText } from '../read-text.ts';

const source = '/etc/sysconfig/displaymanager';

/** SUSE's own setting, which its display managers are given; YaST and the installer write it. */
export async function suseSignIn(root: string): Promise<SwitchFinding> {
  const file = await readText(root, source);
  if (file.found === 'denied' || file.found === 'failed') return unclear(file.found, source);
  const isOn = file.found === 'text' && /^\s*DISPLAYMANAGER_AUTOLOGIN=["']?[^"'\s]/m.test(file.text);
  return { state: isOn ? 'on' : 'off', source };
}
