import { join } from 'node:path';
import { type Finding, nothingFound, openOn, type Scene, unreadOf } from './finding.ts';
import { askPrinters } from './ipp.ts';

const socket = '/run/cups/cups.sock';

/** Printers that CUPS gives to others. A cupsd that listens for this computer alone shares none, whatever they are marked. */
export async function findPrinters(scene: Scene): Promise<Finding> {
  const open = openOn(scene, [631]);
  if (open === undefined) return nothingFound;
  const printers = await askPrinters(join(scene.system.root, socket), scene.signal);
  if (printers === undefined)
    return unreadOf('printer', socket, 'port 631 is open, but CUPS does not list its printers');
  const shared = printers.filter((printer) => printer.shared);
  return {
    offers: shared.map(({ name }) => ({
      kind: 'printer',
      name,
      reach: 'unknown',
      active: true,
      source: 'CUPS',
    })),
    unread: [],
  };
}
