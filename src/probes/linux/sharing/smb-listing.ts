import { isIP } from 'node:net';
import type { KeptAnswer } from '../../kept-answer.ts';
import type { LinuxSystem } from '../system.ts';

const smbclient = '/usr/bin/smbclient';
const retryMs = 600_000;

/** The names of the shares that a stranger sees; undefined where strangers are refused or smbclient is missing. */
export type VisibleShares = readonly string[] | undefined;

/** Asks the server of this machine as a guest would, a child process: kept while `key` stays the same. */
export function listVisibleShares(
  system: LinuxSystem,
  kept: KeptAnswer<VisibleShares>,
  key: string,
  server: { readonly address: string; readonly port: number },
  signal: AbortSignal,
): Promise<VisibleShares> {
  return kept.get(`${key} ${server.address} ${server.port}`, async () => {
    const host = reachable(server.address);
    const args = ['-N', '-g', '-p', String(server.port), '-L', `//${host}`];
    const result = await system.run(smbclient, args, { signal, timeoutMs: 3000 });
    const value = result.ok && result.code === 0 ? parseListing(result.stdout) : undefined;
    return { value, keepMs: value === undefined ? retryMs : Number.POSITIVE_INFINITY };
  });
}

function reachable(address: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return isIP(address) === 0 ? 'localhost' : address;
}

/** smbclient(1), -g: `Disk|public|comment`, `IPC|IPC$|…`, `Printer|…`. */
export function parseListing(output: string): string[] {
  return output
    .split('\n')
    .map((line) => line.split('|'))
    .filter(([type, name]) => type === 'Disk' && name !== undefined && name !== '' && name !== 'print$')
    .map(([, name]) => name ?? '');
}
