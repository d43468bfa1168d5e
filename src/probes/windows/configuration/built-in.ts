import { type Answer, answer, refusal } from '../answer.ts';
import type { Registry } from '../system.ts';

/** What belongs to the computer itself shares its container (GUID_CONTAINER_ID_INTERNALLY_CONNECTED_DEVICE, devpkey). */
const computer = '{00000000-0000-0000-ffff-ffffffffffff}';

/** Whether a device (`SCSI\…\…`) is built in: one that can be taken off, on whatever bus, is in a container of its own. */
export async function isBuiltIn(registry: Registry, device: string): Promise<Answer<boolean>> {
  const key = `SYSTEM\\CurrentControlSet\\Enum\\${device}`;
  const container = await registry.value('HKLM', key, 'ContainerID');
  if (!container.ok) return container;
  // Windows gives every device one.
  if (container.value === undefined) return refusal('missing', `${key}: no ContainerID`);
  return answer(String(container.value).toLowerCase() === computer);
}
