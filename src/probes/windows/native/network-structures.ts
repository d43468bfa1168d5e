import { type Structure, structure } from './structure.ts';

// What the network stack tells (netioapi.h); test/wine has a C compiler confirm each offset.

/** A network adapter as NDIS knows it. Its name and description are WCHAR[IF_MAX_STRING_SIZE + 1]. */
export const interfaceRow = structure('MIB_IF_ROW2', 'iphlpapi.h', {
  InterfaceLuid: 'u64',
  InterfaceIndex: 'u32',
  InterfaceGuid: ['u32', 4],
  Alias: ['u16', 257],
  Description: ['u16', 257],
  PhysicalAddressLength: 'u32',
  PhysicalAddress: ['u8', 32],
  PermanentPhysicalAddress: ['u8', 32],
  Mtu: 'u32',
  Type: 'u32',
  TunnelType: 'u32',
  MediaType: 'u32',
  PhysicalMediumType: 'u32',
  AccessType: 'u32',
  DirectionType: 'u32',
  // Eight BOOLEANs of one bit each, the first in the lowest.
  InterfaceAndOperStatusFlags: 'u8',
  OperStatus: 'u32',
  AdminStatus: 'u32',
  MediaConnectState: 'u32',
  NetworkGuid: ['u32', 4],
  ConnectionType: 'u32',
  TransmitLinkSpeed: 'u64',
  ReceiveLinkSpeed: 'u64',
  // What it has carried so far.
  InOctets: ['u64', 9],
  OutOctets: ['u64', 9],
});
export const interfaceTable = structure('MIB_IF_TABLE2', 'iphlpapi.h', {
  NumEntries: 'u32',
  Table: interfaceRow,
});

export const addressPrefix = structure('IP_ADDRESS_PREFIX', 'iphlpapi.h', {
  // SOCKADDR_INET: 28 bytes, of which the IPv6 address is the larger member.
  Prefix: ['u32', 7],
  PrefixLength: 'u8',
});
export const routeRow = structure('MIB_IPFORWARD_ROW2', 'iphlpapi.h', {
  InterfaceLuid: 'u64',
  InterfaceIndex: 'u32',
  DestinationPrefix: addressPrefix,
  NextHop: ['u32', 7],
  SitePrefixLength: 'u8',
  ValidLifetime: 'u32',
  PreferredLifetime: 'u32',
  Metric: 'u32',
  Protocol: 'u32',
  Loopback: 'u8',
  AutoconfigureAddress: 'u8',
  Publish: 'u8',
  Immortal: 'u8',
  Age: 'u32',
  Origin: 'u32',
});
export const routeTable = structure('MIB_IPFORWARD_TABLE2', 'iphlpapi.h', {
  NumEntries: 'u32',
  Table: routeRow,
});

export const networkStructures: readonly Structure[] = [
  interfaceRow,
  interfaceTable,
  addressPrefix,
  routeRow,
  routeTable,
];
