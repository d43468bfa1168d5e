import type { Program, SoftwareFact } from '../../../../src/facts/approved-software.ts';
import { approvedSoftwareProbe } from '../../../../src/probes/linux/approved-software.ts';
import { machineWith, notAborted, systemWith } from '../fake-machine.ts';

export type Files = Readonly<Record<string, string>>;
export const systemd = { 'proc/1/comm': 'systemd\n' };
export const entry = (...lines: string[]) => ['[Desktop Entry]', 'Type=Application', ...lines, ''].join('\n');
export const dpkg = (name: string, state = 'installed') =>
  `Package: ${name}\nStatus: install ok ${state}\nMaintainer: Debian Games Team <games@example.org>\n\n`;

export async function read(files: Files, commands = {}): Promise<SoftwareFact> {
  const system = systemWith(await machineWith({ ...systemd, ...files }), commands);
  const reading = await approvedSoftwareProbe(system).read(notAborted);
  if (reading.state !== 'known') throw new Error(`not known: ${reading.reason}`);
  return reading.value;
}
export const namesOf = (programs: readonly Program[]) => programs.map(({ names }) => names);
export const installedIn = ({ programs }: SoftwareFact) => programs.filter(({ kind }) => kind !== 'running');
