import { expect, test } from 'vitest';
import { adapterKind } from '../../../../src/probes/windows/network-isolation/adapter-kind.ts';

const adapter = {
  index: 12,
  guid: '{5D1A7C3E-0B6F-4E55-9C1A-000000000001}',
  name: '以太网',
  type: 6,
  medium: 0,
  isUp: true,
  isHardware: true,
  address: '',
};

// Types and media as ipifcons.h and ntddndis.h number them, drivers as their makers' INF files name their services.
test.each([
  ['Wi-Fi', { type: 71, medium: 9 }, 'netwtw10', 'wifi'],
  ['mobile broadband', { type: 243, medium: 8 }, 'mbbcx', 'cellular'],
  ['mobile broadband that calls itself Ethernet', { medium: 8 }, '', 'cellular'],
  ['a phone over Bluetooth', { medium: 10 }, 'bthpan', 'tethering'],
  ['an Android phone on USB', {}, 'usbrndis6', 'tethering'],
  ['an iPhone on USB', {}, 'netaapl64', 'tethering'],
  ['a connection of Remote Access', { type: 23 }, '', 'dial-up'],
  ['WireGuard', { type: 53 }, 'wireguard', 'vpn'],
  ['OpenVPN', {}, 'tap0901', 'vpn'],
  ['OpenVPN Connect', {}, 'tap_ovpnconnect', 'vpn'],
  ['OpenVPN without a tap', { type: 53 }, 'wintun', 'vpn'],
  ['深信服 EasyConnect', {}, 'sangforvnic', 'vpn'],
  ['a network card', { medium: 14 }, 'rt640x64', null],
  ['a network card on USB', { medium: 14 }, 'rtux64w10', null],
  ['the switch of Hyper-V', { isHardware: false }, 'vmsmp', null],
  ['the host’s side of VMware', { isHardware: false }, 'vmnetadapter', null],
  ['the loopback', { type: 24 }, '', null],
])('%s', (_what, change, driver, kind) => {
  expect(adapterKind({ ...adapter, ...change }, driver)).toBe(kind);
});
