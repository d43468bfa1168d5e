import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseListeners } from '../../../../src/probes/macos/sharing/listeners.ts';

const heading =
  'Active Internet connections (including servers)\nProto Recv-Q Send-Q  Local Address          Foreign Address        (state)\n';
const listens = (address: string, proto = 'tcp4') =>
  `${heading}${proto}       0      0  ${address.padEnd(22)} *.*                    LISTEN     \n`;

test.each([
  ['tcp4', '*.22', 22, false],
  ['tcp6', '*.445', 445, false],
  ['tcp46', '*.5204', 5204, false],
  ['tcp4', '192.168.1.23.5900', 5900, false],
  ['tcp6', '2408:8207:1:2:3c4d:5e6f:7a8b:9c0d.445', 445, false],
  ['tcp6', 'fe80::1c2b:3d4e%en0.3283', 3283, false],
  ['tcp4', '127.0.0.1.631', 631, true],
  ['tcp4', '127.8.9.10.445', 445, true],
  ['tcp6', '::1.631', 631, true],
  ['tcp6', '::ffff:127.0.0.1.445', 445, true],
  ['tcp6', 'fe80::1%lo0.49153', 49_153, true],
])('%s %s', (proto, address, port, loopback) => {
  expect(parseListeners(listens(address, proto))).toEqual([
    { port, loopback, address: address.slice(0, address.lastIndexOf('.')) },
  ]);
});

test('connections are no listeners, and neither are other protocols', () => {
  const output = [
    'tcp4       0      0  192.168.1.23.445       192.168.1.40.50211     ESTABLISHED',
    'tcp4       0      0  192.168.1.23.22        192.168.1.40.50212     TIME_WAIT',
    'udp4       0      0  *.5353                 *.*                               ',
  ].join('\n');
  expect(parseListeners(`${heading}${output}\n`)).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['a usage text', 'netstat: illegal option -- W\nUsage:\tnetstat [-AaLln]'],
  ['a table with a listener that was cut off', listens('2408:8207:1:2:3c4d:5e')],
  ['a table with a listener at no port', listens('*.*')],
])('%s is no table', (_what, output) => {
  expect(parseListeners(output)).toBeUndefined();
});

test('whatever stands below the heading, it answers', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const { port } of parseListeners(heading + text) ?? []) expect(port).toBeGreaterThanOrEqual(0);
    }),
  );
});
