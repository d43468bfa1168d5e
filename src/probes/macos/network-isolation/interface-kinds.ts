import type { NetworkWay } from '../../../facts/network-isolation.ts';
import { type PropertyList, valueAt } from '../property-list.ts';

export type InterfaceKind = Exclude<NetworkWay['kind'], 'default-route'>;

/** Where macOS writes down every interface that it ever met, with its kind; readable by everybody. */
export const interfacesFile = '/Library/Preferences/SystemConfiguration/NetworkInterfaces.plist';

/** SCNetworkInterfaceType (SCNetworkConfiguration.h). */
const types: Readonly<Record<string, InterfaceKind>> = {
  IEEE80211: 'wifi',
  WWAN: 'cellular',
  Modem: 'dial-up',
};
/** What lends its own connection over USB is Ethernet there; its maker's name for it tells. */
const phones = new Set(['iPhone', 'iPad']);

/** Kind by name (`en0`) of the interfaces that lead out by their kind alone. */
export function kindsIn(list: Extract<PropertyList, { found: 'list' }>): Map<string, InterfaceKind> {
  const { Interfaces: entries } = list.values;
  const kinds = new Map<string, InterfaceKind>();
  for (const entry of Array.isArray(entries) ? entries : []) {
    const name = valueAt(entry, 'BSD Name');
    const kind = types[String(valueAt(entry, 'SCNetworkInterfaceType'))] ?? phoneKind(entry);
    if (typeof name === 'string' && kind !== undefined) kinds.set(name, kind);
  }
  return kinds;
}

function phoneKind(entry: unknown): InterfaceKind | undefined {
  const product = valueAt(entry, 'SCNetworkInterfaceInfo', 'USB Product Name');
  const name = valueAt(entry, 'SCNetworkInterfaceInfo', 'UserDefinedName');
  return phones.has(String(product)) || name === 'Bluetooth PAN' ? 'tethering' : undefined;
}

/** What is named by its driver needs no file: a tunnel's is the same on every Mac. */
export function kindByName(name: string): InterfaceKind | undefined {
  if (/^(utun|ipsec|tun|tap)\d+$/.test(name)) return 'vpn';
  return /^ppp\d+$/.test(name) ? 'dial-up' : undefined;
}
