import { type SwitchFinding, together, unclear } from '../../account-password-reading.ts';
import { readText } from '../read-text.ts';
import { filesIn, isUnclear } from './key-files.ts';

/** Where systemd looks for units that an administrator, a program or an image has changed (systemd.unit(5)). */
const folders = ['/etc/systemd/system', '/run/systemd/system'];
const consoleUnit = /\/(getty|autovt|console-getty|serial-getty|container-getty)(@[^/]*)?\.service(\.d)?$/;
/** agetty(8): `--autologin` or `-a`, and a user. */
const autologin = /^ExecStart=.*\bagetty\b.*\s(?:--autologin[ =]|-a ?)\w/m;

/** Whether a text console signs somebody in. */
export async function consoleSignIn(root: string): Promise<SwitchFinding> {
  const files: string[] = [];
  for (const folder of folders) {
    const units = await filesIn(root, folder);
    if (isUnclear(units)) return units;
    for (const unit of units.filter((path) => consoleUnit.test(path))) {
      const parts = unit.endsWith('.d') ? await filesIn(root, unit) : [unit];
      if (isUnclear(parts)) return parts;
      files.push(...parts);
    }
  }
  const consoles = await Promise.all(files.map((file) => consoleOf(root, file)));
  return together(consoles, 'systemd getty@.service');
}

/** A link may lead nowhere: then systemd has no such unit. */
async function consoleOf(root: string, source: string): Promise<SwitchFinding> {
  const file = await readText(root, source);
  if (file.found === 'denied' || file.found === 'failed') return unclear(file.found, source);
  const isOn = file.found === 'text' && autologin.test(file.text);
  return { state: isOn ? 'on' : 'off', source: isOn ? source : 'systemd getty@.service' };
}
