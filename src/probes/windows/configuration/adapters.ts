import type { Configuration } from '../../../facts/configuration.ts';
import { type Answer, answer } from '../answer.ts';
import { networkClass } from '../network-isolation/adapter-driver.ts';
import type { NetworkAdapter, WindowsSystem } from '../system.ts';
import { isBuiltIn } from './built-in.ts';

type Adapter = NonNullable<Configuration['adapters']>[number];

/** NDIS_PHYSICAL_MEDIUM (ntddndis.h). */
const media: Readonly<Record<number, Adapter['kind']>> = { 8: 'cellular', 9: 'wifi', 14: 'ethernet' };
const [wifi, broadband, broadband2] = [71, 243, 244];

/** The cards that belong to the computer, with the address that each was built with. */
export async function readBuiltInAdapters(system: WindowsSystem): Promise<Answer<readonly Adapter[]>> {
  const all = await system.networkAdapters();
  if (!all.ok) return all;
  const adapters: Adapter[] = [];
  for (const adapter of all.value) {
    const kind = kindOf(adapter);
    if (!adapter.isHardware || kind === undefined) continue;
    const belongs = await belongsToComputer(system, adapter);
    if (!belongs.ok) return belongs;
    if (belongs.value) adapters.push({ kind, address: adapter.address });
  }
  return answer(adapters);
}

function kindOf({ medium, type }: NetworkAdapter): Adapter['kind'] | undefined {
  if (type === wifi) return 'wifi';
  return type === broadband || type === broadband2 ? 'cellular' : media[medium];
}

async function belongsToComputer(
  { registry }: WindowsSystem,
  { guid }: NetworkAdapter,
): Promise<Answer<boolean>> {
  const device = await registry.value('HKLM', `${networkClass}\\${guid}\\Connection`, 'PnpInstanceID');
  if (!device.ok) return device;
  return typeof device.value === 'string' ? isBuiltIn(registry, device.value) : answer(false);
}
