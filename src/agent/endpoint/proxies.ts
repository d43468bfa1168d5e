import { getProxyForUrl } from 'proxy-from-env';

/**
 * Ways to a URL in the order in which to try them: `direct`, or the URL of a proxy (`http://host:port`, `https://…`),
 * as a proxy configuration of the system lists them. Never empty.
 */
export type FindProxies = (url: string) => Promise<readonly string[]>;

/** What HTTPS_PROXY, ALL_PROXY and NO_PROXY say, in small letters too. */
export const proxiesOfEnvironment: FindProxies = async (url) => {
  const proxy = getProxyForUrl(url);
  return [proxy === '' ? 'direct' : withCommonScheme(proxy)];
};

/** A proxy written as `host:port` speaks HTTP, as curl has it; the library would give it the scheme of our URL. */
function withCommonScheme(proxy: string): string {
  const bare = proxy.replace(/^https:\/\//, '');
  const written = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].map((name) => process.env[name]);
  return bare !== proxy && written.includes(bare) ? `http://${bare}` : proxy;
}
