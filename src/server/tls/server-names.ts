import { hostname, networkInterfaces } from 'node:os';

const wildcards = new Set(['0.0.0.0', '::', '[::]']);
const itself = ['localhost', '127.0.0.1', '::1'];

/** Where an endpoint is found. IPv6 without brackets. */
export interface ServerNames {
  /** The one that enrolment strings name. */
  readonly main: string;
  readonly all: readonly string[];
}

/**
 * An address rather than the computer's name where nothing was said: other computers can always reach it, while many
 * networks do not know the name.
 * @param host what the endpoint listens on.
 * @param chosen what IT calls it, or null.
 */
export function serverNames(host: string, chosen: string | null): ServerNames {
  const bare = withoutBrackets(host);
  const found = wildcards.has(host) ? [...ownAddresses(), hostname()] : [bare];
  const main = chosen === null ? (found[0] ?? bare) : withoutBrackets(chosen);
  return { main, all: [...new Set([main, ...found, ...itself])] };
}

/** As it stands in a URL. */
export function inUrl(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}

/** IPv4 first: more networks have it. Link-local addresses are of no use without the name of an interface. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter(({ internal, address }) => !internal && !/^fe80:|^169\.254\./i.test(address))
    .sort((a, b) => a.family.localeCompare(b.family))
    .map(({ address }) => address);
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
