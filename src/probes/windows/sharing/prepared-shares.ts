import type { Answer } from '../answer.ts';
import { answer } from '../answer.ts';
import type { NetworkShare, Registry, RegistryValue } from '../system.ts';

export const sharesKey = 'SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares';
const securityKey = `${sharesKey}\\Security`;

/** The shares that the Server service will make when it starts; those that last until then only are not among them. */
export async function readPreparedShares(registry: Registry): Promise<Answer<NetworkShare[]>> {
  const found = await registry.values('HKLM', sharesKey);
  if (!found.ok) return found;
  return answer(Object.entries(found.value ?? {}).map(([name, value]) => preparedShare(name, value)));
}

/** REG_MULTI_SZ of `Type=0`, `Path=D:\x`, `Remark=…` and more. One that cannot be read is a disk share, as most are. */
export function preparedShare(name: string, value: RegistryValue): NetworkShare {
  const lines = Array.isArray(value) ? (value as readonly string[]) : [];
  const field = (key: string): string | undefined =>
    lines.find((line) => line.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
  const type = Number(field('type') ?? 0);
  return {
    name,
    type: Number.isInteger(type) ? type >>> 0 : 0,
    remark: field('remark') ?? '',
    path: field('path'),
    securityDescriptor: undefined,
  };
}

/** What the registry keeps of who may enter a share; `undefined` where it keeps nothing, or does not tell. */
export async function readShareSecurity(registry: Registry, share: string): Promise<Uint8Array | undefined> {
  const found = await registry.value('HKLM', securityKey, share);
  return found.ok && found.value instanceof Uint8Array ? found.value : undefined;
}
