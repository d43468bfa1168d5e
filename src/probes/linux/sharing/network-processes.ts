import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Process } from '../processes.ts';
import type { Scene } from './finding.ts';

/** The running programs of these names that share this machine's network. */
export function onThisNetwork(scene: Pick<Scene, 'list' | 'system'>, names: readonly string[]): Process[] {
  const named = scene.list.processes.filter((process) => names.includes(process.name));
  return named.filter(({ pid }) => hasOurNetwork(scene.system.root, pid) !== false);
}

/**
 * Programs of a container have a network of their own and are not what listens here, though /proc shows them
 * (network_namespaces(7)). Each network has its own inode for its table, which anybody may look at; /proc/PID/ns/net only
 * its user may. @returns undefined where it cannot be told.
 */
export function hasOurNetwork(root: string, pid: number): boolean | undefined {
  const ours = tableOf(root, 'net');
  const theirs = tableOf(root, `${pid}/net`);
  return ours === undefined || theirs === undefined ? undefined : ours === theirs;
}

/** /proc/net is that of the reader. */
function tableOf(root: string, folder: string): number | undefined {
  try {
    return statSync(join(root, 'proc', folder, 'tcp')).ino;
  } catch {
    return undefined; // It ended meanwhile.
  }
}
