import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

export interface Routes {
  readonly ok: true;
  /** Interfaces over which a gateway leads everywhere, or to half of everywhere. */
  readonly defaults: readonly string[];
}

export const routesSource = 'netstat -rn';

export async function readRoutes(system: MacSystem, signal: AbortSignal): Promise<Routes | Unread> {
  const result = await system.run('/usr/sbin/netstat', ['-rn'], { signal });
  if (!result.ok) return silent(result, routesSource);
  const defaults = parseDefaults(result.stdout);
  if (defaults === undefined) return unread('unparsable', routesSource, firstWords(result.stdout));
  return { ok: true, defaults };
}

/** `0/1` and `128.0/1`, as netstat shortens them, together cover a default route without touching it. */
const wide = new Set(['default', '0/1', '128.0/1', '::/1', '8000::/1']);

/**
 * Only routes with a gateway (G): without one, macOS keeps a default for the bridge that its virtual machines share. The
 * column of the interface stands elsewhere in other versions. @returns undefined where there is no table.
 */
export function parseDefaults(output: string): string[] | undefined {
  const found = new Set<string>();
  let column = -1;
  for (const line of output.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (/^Destination +Gateway +Flags\b/.test(line)) column = fields.indexOf('Netif');
    const adapter = fields[column];
    if (adapter !== undefined && wide.has(fields[0] ?? '') && fields[2]?.includes('G')) found.add(adapter);
  }
  return column < 0 ? undefined : [...found];
}
