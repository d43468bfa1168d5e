import type { Configuration } from '../../../facts/configuration.ts';
import { type PropertyList, valueAt } from '../property-list.ts';

type Adapter = NonNullable<Configuration['adapters']>[number];

/** SCNetworkInterfaceType (SCNetworkConfiguration.h). */
const kinds: Readonly<Record<string, Adapter['kind']>> = {
  Ethernet: 'ethernet',
  IEEE80211: 'wifi',
  WWAN: 'cellular',
};

/** Of every interface that the Mac ever met, those that are its own (IOBuiltin), with the address each was built with. */
export function builtInAdapters(list: Extract<PropertyList, { found: 'list' }>): Adapter[] {
  const { Interfaces: entries } = list.values;
  return (Array.isArray(entries) ? entries : []).flatMap((entry) => {
    const kind = kinds[String(valueAt(entry, 'SCNetworkInterfaceType'))];
    const address = valueAt(entry, 'IOMACAddress');
    // Thunderbolt's sockets are interfaces, too, for a cable between two Macs.
    const isSocket = /Thunderbolt/.test(String(valueAt(entry, 'SCNetworkInterfaceInfo', 'UserDefinedName')));
    if (kind === undefined || isSocket || valueAt(entry, 'IOBuiltin') !== true) return [];
    return [{ kind, address: ArrayBuffer.isView(address) ? addressOf(address) : '' }];
  });
}

function addressOf(data: ArrayBufferView): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('-');
}
