import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDefaults } from '../../../../src/probes/macos/network-isolation/routes.ts';

const heading =
  'Routing tables\n\nInternet:\nDestination        Gateway            Flags               Netif Expire\n';

test.each([
  ['a gateway', 'default            192.168.64.1       UGScg                 en0       ', ['en0']],
  ['half of everywhere', '0/1                172.18.12.193      UGScg               utun3       ', ['utun3']],
  ['the other half', '128.0/1            172.18.12.193      UGSc                utun3       ', ['utun3']],
  ['a second way, for whoever asks for it', 'default  180.166.126.91  UGScI  ppp0', ['ppp0']],
  [
    'a bridge of virtual machines',
    'default            link#15            UCSIg           bridge100      !',
    [],
  ],
  ['a network', '10.20/24           link#16            UCS                   en7      !', []],
])('%s', (_what, line, adapters) => {
  expect(parseDefaults(`${heading}${line}\n`)).toEqual(adapters);
});

test.each(['', 'netstat: illegal option -- q\n'])('%j is no table', (output) => {
  expect(parseDefaults(output)).toBeUndefined();
});

test('whatever stands below the heading, it answers', () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseDefaults(heading + text))));
});
