import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Process } from '../processes.ts';
import type { Scene } from './finding.ts';

/**
 * The running programs of these names that share this machine's network. Those of a container have a network of their own
 * and are not what listens here, though /proc shows them (network_namespaces(7)).
 */
export function onThisNetwork(scene: Pick<Scene, 'list' | 'system'>, names: readonly string[]): Process[] {
  const { root } = scene.system;
  const named = scene.list.processes.filter((process) => names.includes(process.name));
  if (named.length === 0) return [];
  const own = tableOf(root, 'net');
  return named.filter(({ pid }) => {
    const other = tableOf(root, `${pid}/net`);
    return own === undefined || other === undefined || own === other;
  });
}

/** Each network namespace has its own inode for its table, which anybody may look at; /proc/PID/ns/net only its user may. */
function tableOf(root: string, folder: string): number | undefined {
  try {
    return statSync(join(root, 'proc', folder, 'tcp')).ino;
  } catch {
    return undefined; // It ended meanwhile.
  }
}
