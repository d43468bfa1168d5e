import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** A TCP socket that waits for others. */
export interface Listener {
  readonly port: number;
  /** As netstat writes it; `*` is every address of this computer. */
  readonly address: string;
  readonly loopback: boolean;
}

export interface Listeners {
  readonly ok: true;
  readonly listeners: readonly Listener[];
}

export const listenersSource = 'netstat -anW -p tcp';

/**
 * All of them, whoever opened them: launchd's, which wait for services that are started on demand, show to any user here,
 * where lsof(8) shows root's to root alone. `-W` keeps long IPv6 addresses from losing their port.
 */
export async function readListeners(system: MacSystem, signal: AbortSignal): Promise<Listeners | Unread> {
  const result = await system.run('/usr/sbin/netstat', ['-anW', '-p', 'tcp'], { signal });
  if (!result.ok) return silent(result, listenersSource);
  const listeners = parseListeners(result.stdout);
  if (listeners === undefined) return unread('unparsable', listenersSource, firstWords(result.stdout));
  return { ok: true, listeners };
}

/**
 * `tcp4 0 0 *.445 *.* LISTEN`: the port stands behind the last dot. The heading is the same in every language.
 * @returns undefined where the text is no such table, or has a waiting socket that makes no sense.
 */
export function parseListeners(output: string): Listener[] | undefined {
  if (!/^Proto +Recv-Q +Send-Q +Local Address/m.test(output)) return undefined;
  const listeners: Listener[] = [];
  for (const line of output.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (!/^tcp\d*$/.test(fields[0] ?? '') || fields[5] !== 'LISTEN') continue;
    const [, address = '', port = ''] = /^(.+)\.(\d{1,5})$/.exec(fields[3] ?? '') ?? [];
    if (port === '') return undefined;
    listeners.push({ address, port: Number(port), loopback: isLoopback(address) });
  }
  return listeners;
}

/** All of 127/8 (RFC 1122, 3.2.1.3) also mapped, ::1, and what is bound to the loopback interface (`fe80::1%lo0`). */
function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\./.test(address) || address === '::1' || address.endsWith('%lo0');
}
