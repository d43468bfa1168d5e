import { firstWords } from '../unread.ts';
import { type Finding, isOpen, nothingFound, offered, type Scene, unreadOf } from './finding.ts';
import { listenersSource } from './listeners.ts';

const source = 'cupsctl';
const name = 'Printer Sharing';

/** A cupsd that others can reach shares; one that listens for this computer alone does not, whatever it was told. */
export async function findPrinters(scene: Scene): Promise<Finding> {
  if (isOpen(scene, 631))
    return offered({ kind: 'printer', name, reach: 'unknown', active: true, source: listenersSource });
  const result = await scene.system.run('/usr/sbin/cupsctl', [], { signal: scene.signal });
  if (!result.ok) return unreadOf('printer', source, result.reason);
  const shared = parseSharesPrinters(result.stdout);
  if (shared === undefined) return unreadOf('printer', source, firstWords(result.stderr || result.stdout));
  if (!shared) return nothingFound;
  return offered({ kind: 'printer', name, reach: 'unknown', active: false, source });
}

/** cupsctl(8): one setting a line. */
export function parseSharesPrinters(output: string): boolean | undefined {
  const value = /^_share_printers=([01])$/m.exec(output)?.[1];
  return value === undefined ? undefined : value === '1';
}
