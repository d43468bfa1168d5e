import { type Answer, answer } from '../answer.ts';
import type { NetworkAdapter, WindowsSystem } from '../system.ts';

/** Devices of the class "Net" (devguid.h, GUID_DEVCLASS_NET): each adapter's key below tells which device it is. */
export const networkClass =
  'SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}';

/**
 * The service of an adapter's driver, in lower case: unlike the adapter's name and description it is the same in every
 * language. Empty where there is no device behind the adapter.
 */
export async function adapterDriver(
  { registry }: Pick<WindowsSystem, 'registry'>,
  { guid }: Pick<NetworkAdapter, 'guid'>,
): Promise<Answer<string>> {
  const connection = `${networkClass}\\${guid}\\Connection`;
  const device = await registry.value('HKLM', connection, 'PnpInstanceID');
  if (!device.ok) return device;
  if (typeof device.value !== 'string') return answer('');
  const key = `SYSTEM\\CurrentControlSet\\Enum\\${device.value}`;
  const service = await registry.value('HKLM', key, 'Service');
  if (!service.ok) return service;
  return answer(typeof service.value === 'string' ? service.value.toLowerCase() : '');
}
