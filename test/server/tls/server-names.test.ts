import { hostname, networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { inUrl, serverNames } from '../../../src/server/tls/server-names.ts';

const external = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
  .map(({ address }) => address);

test.each(['0.0.0.0', '::', '[::]'])('on %s it is found by each of its addresses and by its name', (host) => {
  const { main, all } = serverNames(host, null);
  expect(all).toEqual(expect.arrayContaining([...external, hostname(), 'localhost', '127.0.0.1', '::1']));
  expect(external.length === 0 ? [hostname()] : external).toContain(main);
  expect(all.some((name) => name.startsWith('fe80'))).toBe(false);
});

test('what IT calls it comes first', () => {
  expect(serverNames('0.0.0.0', 'endpoint.example').main).toBe('endpoint.example');
  expect(serverNames('10.0.0.5', null)).toEqual({
    main: '10.0.0.5',
    all: ['10.0.0.5', 'localhost', '127.0.0.1', '::1'],
  });
});

test('an IPv6 address has brackets in a URL and none in a certificate', () => {
  expect(serverNames('[fd00::2]', null).main).toBe('fd00::2');
  expect(['fd00::2', '10.0.0.5', 'endpoint.example'].map(inUrl)).toEqual([
    '[fd00::2]',
    '10.0.0.5',
    'endpoint.example',
  ]);
});
