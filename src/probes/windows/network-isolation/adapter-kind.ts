import type { NetworkWay } from '../../../facts/network-isolation.ts';
import type { NetworkAdapter } from '../system.ts';

export type AdapterKind = Exclude<NetworkWay['kind'], 'default-route'> | null;

/** ipifcons.h. Every connection of Remote Access is PPP: broadband as well as Windows' own VPN. */
const ppp = 23;
const ownOfAProgram = 53;
const wifi = 71;
export const tunnel = 131;
const mobileBroadband = new Set([243, 244]);
/** NDIS_PHYSICAL_MEDIUM (ntddndis.h). */
const wirelessWan = 8;
const bluetooth = 10;

/** Drivers of a phone that lends its connection: Microsoft's for Remote NDIS, Apple's for the iPhone. */
const phones = new Set([
  'usbrndis',
  'usbrndis6',
  'usb_rndis',
  'usb_rndisx',
  'rndismp6',
  'rndismpx',
  'netaapl',
  'netaapl64',
]);
/** OpenVPN's own, and those that other makers built of it under names of theirs (tap0901, tapoas, tap_ovpnconnect …). */
const tap = /^tap/;
/** Drivers of other VPN programs that call their adapter Ethernet, by the names in their makers' INF files. */
const vpns = new Set([
  'ovpn-dco',
  'wintun',
  'wireguard',
  'vpnva', // Cisco AnyConnect and Secure Client
  'vpnva64',
  'pangpd', // Palo Alto GlobalProtect
  'ftsvnic', // Fortinet
  'ft_vnic',
  'jnprva', // Pulse Secure, Ivanti
  'cpvna', // Check Point
  'vna_ap',
  'sangforvnic', // 深信服 EasyConnect
  'zttap300', // ZeroTier
]);

/** What leads out by its kind alone; null for a cable, and for what connects parts of this computer with each other. */
export function adapterKind({ type, medium }: NetworkAdapter, driver: string): AdapterKind {
  if (type === wifi) return 'wifi';
  if (mobileBroadband.has(type) || medium === wirelessWan) return 'cellular';
  if (medium === bluetooth || phones.has(driver)) return 'tethering';
  if (type === ppp) return 'dial-up';
  if (type === ownOfAProgram || vpns.has(driver) || tap.test(driver)) return 'vpn';
  return null;
}
