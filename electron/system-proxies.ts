import type { Session } from 'electron';
import type { FindProxies } from '../src/agent/endpoint/proxies.ts';

/** What the system says, its automatic configuration (PAC) included: Chromium reads all of it. */
export function systemProxies(session: () => Pick<Session, 'resolveProxy'>): FindProxies {
  return async (url) => proxiesOf(await session().resolveProxy(url));
}

/**
 * Chromium's answer has the form of a PAC script's: `PROXY host:port; HTTPS host:port; DIRECT`
 * (https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file).
 * @returns the ways in their order. A kind that the agent can't use stays in, so that the log can name it.
 */
export function proxiesOf(answer: string): readonly string[] {
  const ways = answer
    .split(';')
    .map((way) => way.trim())
    .filter((way) => way !== '')
    .map(wayOf);
  return ways.length === 0 ? ['direct'] : ways;
}

function wayOf(way: string): string {
  const [kind = '', place = ''] = way.split(/\s+/);
  const scheme = kind.toLowerCase();
  if (scheme === 'direct') return 'direct';
  return `${scheme === 'proxy' ? 'http' : scheme}://${place}`;
}
