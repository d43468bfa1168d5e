import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LinuxSystem } from './system.ts';

/** AccountsService follows /etc/shadow with half a second's delay: its word alone is not kept within this of a change. */
const settledMs = 10_000;

/** Whether /etc/shadow has been as it is for so long that AccountsService must have seen it. */
export async function isShadowSettled({ root }: LinuxSystem): Promise<boolean> {
  const shadow = await stat(join(root, 'etc/shadow')).catch(() => undefined);
  return shadow !== undefined && Math.abs(Date.now() - shadow.ctimeMs) > settledMs;
}
