import { expect, test } from 'vitest';
import { proxiesOf, systemProxies } from '../../electron/system-proxies.ts';

test.each([
  ['DIRECT', ['direct']],
  ['', ['direct']],
  ['PROXY proxy.example:3128', ['http://proxy.example:3128']],
  ['PROXY a:1;PROXY b:2; DIRECT', ['http://a:1', 'http://b:2', 'direct']],
  ['HTTPS proxy.example:443', ['https://proxy.example:443']],
  ['SOCKS5 proxy.example:1080; DIRECT', ['socks5://proxy.example:1080', 'direct']],
  ['PROXY [fd00::1]:3128', ['http://[fd00::1]:3128']],
])('%j', (answer, ways) => {
  expect(proxiesOf(answer)).toEqual(ways);
  for (const way of ways) if (way !== 'direct') expect(URL.canParse(way)).toBe(true);
});

test('the system is asked for the endpoint’s own address', async () => {
  const asked: string[] = [];
  const session = {
    resolveProxy: async (url: string) => {
      asked.push(url);
      return 'PROXY proxy.example:3128';
    },
  };
  expect(await systemProxies(() => session)('https://endpoint.example:8470')).toEqual([
    'http://proxy.example:3128',
  ]);
  expect(asked).toEqual(['https://endpoint.example:8470']);
});
