import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** A network interface as the kernel has it. */
export interface Interface {
  /** Such as `en0` or `utun3`. */
  readonly name: string;
  /** It is on, and what it tells of its medium does not say that nothing is connected. */
  readonly connected: boolean;
  /** It has an address that leads further than its own link. */
  readonly hasAddress: boolean;
}

export interface Interfaces {
  readonly ok: true;
  readonly interfaces: readonly Interface[];
}

export const interfacesSource = 'ifconfig -a';

export async function readInterfaces(system: MacSystem, signal: AbortSignal): Promise<Interfaces | Unread> {
  const result = await system.run('/sbin/ifconfig', ['-a'], { signal });
  if (!result.ok) return silent(result, interfacesSource);
  const interfaces = parseInterfaces(result.stdout);
  if (interfaces === undefined) return unread('unparsable', interfacesSource, firstWords(result.stdout));
  return { ok: true, interfaces };
}

/** ifconfig(8) speaks English everywhere. @returns undefined where the loopback, which every Mac has, is not told. */
export function parseInterfaces(output: string): Interface[] | undefined {
  const paragraphs = output.split(/\n(?=\S)/);
  const interfaces = paragraphs.flatMap((paragraph) => parseInterface(paragraph) ?? []);
  return interfaces.some(({ name }) => name === 'lo0') ? interfaces : undefined;
}

function parseInterface(paragraph: string): Interface | undefined {
  const [, name, flags = ''] = /^(\w+): flags=[0-9a-f]+<([A-Z0-9_,-]*)>/i.exec(paragraph) ?? [];
  if (name === undefined) return undefined;
  const isUp = flags.split(',').includes('UP');
  return {
    name,
    connected: isUp && !/^\s+status: inactive\b/m.test(paragraph),
    hasAddress: /^\s+inet \d/m.test(paragraph) || /^\s+inet6 (?!fe80:|::1 )[0-9a-f]/m.test(paragraph),
  };
}
