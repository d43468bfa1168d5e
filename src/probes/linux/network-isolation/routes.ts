/** include/uapi/linux/route.h */
const routeUp = 0x1;
const routeRejects = 0x200;

export const routesFile = '/proc/net/route';
export const routesFile6 = '/proc/net/ipv6_route';
export const tablesFile = '/proc/net/fib_trie';

/**
 * Adapters over which a route of the main table leads everywhere, or to half of everywhere: two halves are how OpenVPN
 * covers a default route without touching it (its manual, "def1"). @returns undefined where the text is no such table.
 */
export function defaultAdapters(text: string): string[] | undefined {
  const [heading = '', ...lines] = text.trimEnd().split('\n');
  if (!/^Iface\s+Destination\s+Gateway\s+Flags\b/.test(heading)) return undefined;
  const found: string[] = [];
  for (const line of lines) {
    const [adapter = '', destination = '', , flags = '', , , , mask = ''] = line.trim().split(/\s+/);
    if (!/^[0-9A-F]{8}$/.test(destination) || !/^[0-9A-F]{8}$/.test(mask)) return undefined;
    if (leads(flags) && isWide(mask) && adapter !== '*') found.push(adapter);
  }
  return found;
}

/** The kernel writes the mask as this computer keeps it in memory: 128.0.0.0 is 00000080 here, 80000000 there. */
function isWide(mask: string): boolean {
  return mask === '00000000' || mask === '00000080' || mask === '80000000';
}

/** The same for IPv6, of all tables at once. The route by which the kernel refuses what it has no route for is on `lo`. */
export function defaultAdapters6(text: string): string[] | undefined {
  const found: string[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, length = '', , , , , , , flags = '', adapter = ''] = line.trim().split(/\s+/);
    if (!/^[0-9a-f]{2}$/.test(length) || !/^[0-9a-f]{8}$/.test(flags)) return undefined;
    if (leads(flags) && Number.parseInt(length, 16) <= 1 && adapter !== 'lo') found.push(adapter);
  }
  return found;
}

function leads(flags: string): boolean {
  const bits = Number.parseInt(flags, 16);
  return (bits & routeUp) !== 0 && (bits & routeRejects) === 0;
}

/**
 * Numbers of the other IPv4 tables that lead everywhere: what wg-quick and policy routing set up is not in the main one.
 * The kernel tells the adapter of none of them.
 */
export function tablesWithDefault(text: string): string[] {
  const found = new Set<string>();
  let table = '';
  let prefix = '';
  for (const line of text.split('\n')) {
    // `Id 51820:`, and `Main:` and `Local:`, which are told elsewhere.
    const heading = /^(?:Id (\d+)|\w+):$/.exec(line);
    if (heading !== null) table = heading[1] ?? '';
    prefix = /^\s*\|-- (\S+)$/.exec(line)?.[1] ?? prefix;
    const isWhole = /^\s+\/[01] \S+ UNICAST\b/.test(line);
    if (isWhole && table !== '' && (prefix === '0.0.0.0' || prefix === '128.0.0.0')) found.add(table);
  }
  return [...found];
}
