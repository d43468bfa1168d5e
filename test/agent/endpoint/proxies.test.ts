import { afterEach, expect, test, vi } from 'vitest';
import { proxiesOfEnvironment } from '../../../src/agent/endpoint/proxies.ts';

const url = 'https://endpoint.example:8470';

afterEach(() => void vi.unstubAllEnvs());

function environment(values: Readonly<Record<string, string>>): void {
  for (const name of ['https_proxy', 'all_proxy', 'no_proxy', 'http_proxy', 'npm_config_proxy'])
    for (const spelling of [name, name.toUpperCase()]) vi.stubEnv(spelling, undefined);
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
}

test.each([
  ['nothing', {}, 'direct'],
  ['HTTPS_PROXY', { HTTPS_PROXY: 'http://proxy.example:3128' }, 'http://proxy.example:3128'],
  ['its small letters', { https_proxy: 'http://proxy.example:3128' }, 'http://proxy.example:3128'],
  ['ALL_PROXY', { ALL_PROXY: 'http://proxy.example:3128' }, 'http://proxy.example:3128'],
  ['a proxy without a scheme', { HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128'],
  ['a proxy that speaks TLS', { HTTPS_PROXY: 'https://proxy.example:443' }, 'https://proxy.example:443'],
  ['a proxy for plain HTTP only', { HTTP_PROXY: 'http://proxy.example:3128' }, 'direct'],
  ['NO_PROXY', { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: '.example' }, 'direct'],
  [
    'NO_PROXY for others',
    { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: 'localhost,10.0.0.1' },
    'http://proxy.example:3128',
  ],
])('%s', async (_name, values, proxy) => {
  environment(values as Readonly<Record<string, string>>);
  expect(await proxiesOfEnvironment(url)).toEqual([proxy]);
});
