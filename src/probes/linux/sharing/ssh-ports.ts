import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../read-text.ts';

const config = '/etc/ssh/sshd_config';
const more = '/etc/ssh/sshd_config.d';

/** The ports that sshd's configuration names, beside its usual one. */
export async function configuredSshPorts(root: string): Promise<number[]> {
  const names = await readdir(join(root, more)).catch((): string[] => []);
  const files = [config, ...names.filter((name) => name.endsWith('.conf')).map((name) => join(more, name))];
  const read = await Promise.all(files.map((file) => readText(root, file)));
  return read.flatMap((file) => (file.found === 'text' ? parseSshPorts(file.text) : []));
}

/** sshd_config(5): `Port 2222`, and `ListenAddress host:2222` or `[::]:2222`; keywords in any case. */
export function parseSshPorts(text: string): number[] {
  const ports = [...text.matchAll(/^[ \t]*port(?:[ \t]+|[ \t]*=[ \t]*)"?(\d+)"?[ \t]*(?:#.*)?$/gim)];
  const addresses = [...text.matchAll(/^[ \t]*listenaddress[ \t=]+(?:\[[^\]\n]*\]|[^\s:\]]+):(\d+)\b/gim)];
  return [...ports, ...addresses]
    .map((match) => Number(match[1]))
    .filter((port) => port > 0 && port < 65_536);
}
