import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NetworkWay } from '../../../facts/network-isolation.ts';
import { readText } from '../read-text.ts';

/** A network adapter as the kernel shows it. `kind`: null for a cable and for what only connects parts of this machine. */
export interface Adapter {
  readonly name: string;
  readonly kind: Exclude<NetworkWay['kind'], 'default-route'> | null;
  readonly connected: boolean;
}

export const adaptersFolder = '/sys/class/net';

/** linux/if.h */
const interfaceUp = 0x1;
/** linux/if_arp.h: PPP, and the tunnels of the kernel itself (IP in IP, IPv6, SIT, GRE, GRE over IPv6). */
const ppp = 512;
const tunnels = new Set([768, 769, 776, 778, 823]);
/** ARPHRD_NONE: packets without a link below them, as tun and WireGuard carry them. */
const noLink = 65_534;
/** SET_NETDEV_DEVTYPE of the drivers; the same in every language and under any name of the adapter. */
const deviceTypes: Readonly<Record<string, Adapter['kind']>> = {
  wlan: 'wifi',
  wwan: 'cellular',
  bluetooth: 'tethering',
  wireguard: 'vpn',
  ppp: 'dial-up',
};
/** Drivers that only a phone lending its connection is bound to; a network card on USB has another. */
const phoneDrivers = new Set(['rndis_host', 'ipheth']);

/** @throws Error where the folder can't be listed. */
export async function readAdapters(root: string): Promise<Adapter[]> {
  const names = await readdir(join(root, adaptersFolder));
  // The bonding driver keeps its list of bonds in a file among the adapters.
  const adapters = names.filter((name) => name !== 'bonding_masters');
  return Promise.all(adapters.map((name) => readAdapter(root, name)));
}

async function readAdapter(root: string, name: string): Promise<Adapter> {
  const folder = `${adaptersFolder}/${name}`;
  const text = async (file: string): Promise<string> => {
    const read = await readText(root, `${folder}/${file}`);
    return read.found === 'text' ? read.text.trim() : '';
  };
  const link = (file: string): Promise<string> => readlink(join(root, folder, file)).then(basename, () => '');
  const [type, flags, state, uevent, tunFlags, driver, master] = await Promise.all([
    ...['type', 'flags', 'operstate', 'uevent', 'tun_flags'].map(text),
    link('device/driver'),
    link('master'),
  ]);
  const isUp = (Number(flags) & interfaceUp) !== 0;
  return {
    name,
    kind: kindOf(Number(type), {
      deviceType: /^DEVTYPE=(.*)$/m.exec(uevent ?? '')?.[1] ?? '',
      driver: driver ?? '',
      isTun: tunFlags !== '',
      isPartOfBridge: master !== '',
    }),
    // A tunnel has no carrier to tell of: "unknown" is what it says while it works (Documentation/networking/operstates).
    connected: isUp && (state === 'up' || state === 'unknown'),
  };
}

interface Signs {
  readonly deviceType: string;
  readonly driver: string;
  readonly isTun: boolean;
  readonly isPartOfBridge: boolean;
}

function kindOf(type: number, { deviceType, driver, isTun, isPartOfBridge }: Signs): Adapter['kind'] {
  const byDevice = deviceTypes[deviceType];
  if (byDevice !== undefined) return byDevice;
  if (phoneDrivers.has(driver)) return 'tethering';
  if (type === ppp) return 'dial-up';
  if (tunnels.has(type) || type === noLink) return 'vpn';
  // A tap in a bridge is the cable of a virtual machine.
  return isTun && !isPartOfBridge ? 'vpn' : null;
}
