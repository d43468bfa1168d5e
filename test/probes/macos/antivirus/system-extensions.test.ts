import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSystemExtensions } from '../../../../src/probes/macos/antivirus/system-extensions.ts';

const heading = 'enabled\tactive\tteamID\tbundleID (version)\tname\t[state]';

test('Cisco’s two, as a sample script of Microsoft’s shows them', () => {
  const output = [
    '2 extension(s)',
    '--- com.apple.system_extension.network_extension',
    heading,
    '*\t*\tDE8Y96K9QP\tcom.cisco.endpoint.svc.networkextension (1.15.5/837)\tAMP Network Extension\t[activated enabled]',
    '--- com.apple.system_extension.endpoint_security',
    heading,
    '*\t*\tDE8Y96K9QP\tcom.cisco.endpoint.svc.securityextension (1.15.5/837)\tAMP Security Extension\t[activated enabled]',
  ].join('\n');
  expect(parseSystemExtensions(output)).toEqual([
    { bundle: 'com.cisco.endpoint.svc.networkextension', state: 'activated enabled' },
    { bundle: 'com.cisco.endpoint.svc.securityextension', state: 'activated enabled' },
  ]);
});

test('those that wait, or are about to go, say so', () => {
  const output = [
    '2 extension(s)',
    heading,
    '\t*\t57P38MF5GS\tcom.f5.access.macos.DNSProxy (7260.0.0.1/7260.0.0.1)\tDNSProxy\t[activated waiting for user]',
    '\t\tUBF8T346G9\tcom.microsoft.wdav.epsext (101.56.62/101.56.62)\tMicrosoft Defender Endpoint Security Extension\t[terminated waiting to uninstall on reboot]',
    '',
  ].join('\n');
  expect(parseSystemExtensions(output)?.map(({ state }) => state)).toEqual([
    'activated waiting for user',
    'terminated waiting to uninstall on reboot',
  ]);
});

test('none at all is an answer, other words are not', () => {
  expect(parseSystemExtensions('0 extension(s)\n')).toEqual([]);
  expect(parseSystemExtensions('')).toBeUndefined();
  expect(parseSystemExtensions('At this time, this tool cannot be used')).toBeUndefined();
});

test('whatever is printed below the count, it answers', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Array.isArray(parseSystemExtensions(`1 extension(s)\n${text}`))).toBe(true);
    }),
  );
});
