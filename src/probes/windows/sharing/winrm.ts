import { readNumber } from '../registry-value.ts';
import { serviceRuns } from '../running-programs.ts';
import { type Finding, nothingFound, offered, type Scene, unreadOf } from './finding.ts';

export const listenerKey = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WSMAN\\Listener';
export const winrmPolicy = {
  hive: 'HKLM',
  key: 'SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service',
  name: 'AllowAutoConfig',
} as const;
const name = 'WinRM';

/** Remote PowerShell: the service alone listens to nobody, it needs a listener, made by hand or by policy. */
export async function findWinrm({ system, programs }: Scene): Promise<Finding> {
  if (serviceRuns(programs, name) !== true) return nothingFound;
  const byPolicy = await readNumber(system.registry, winrmPolicy);
  const listeners = await system.registry.subkeys('HKLM', listenerKey);
  const source = byPolicy.ok && byPolicy.value ? byPolicy.source : `HKLM\\${listenerKey}`;
  const isOpen = (byPolicy.ok && byPolicy.value) || (listeners.ok && (listeners.value ?? []).length > 0);
  if (isOpen) return offered({ kind: 'remote-login', name, reach: 'accounts', active: true, source });
  if (!listeners.ok) return unreadOf('remote-login', source, listeners);
  return byPolicy.ok ? nothingFound : unreadOf('remote-login', byPolicy.source, byPolicy);
}
