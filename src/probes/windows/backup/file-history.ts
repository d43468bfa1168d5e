import { noTrace, traceOf, unreadTrace } from '../../backup-trace.ts';
import { fromFileTime } from '../file-time.ts';
import type { WindowsSystem } from '../system.ts';

export const fileHistoryKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\FileHistory';
const name = 'ProtectedUpToTime';
const source = `HKCU\\${fileHistoryKey} ${name}`;
/** Written when a drive is chosen: without it File History was never set up. */
const configuration = '%LOCALAPPDATA%\\Microsoft\\Windows\\FileHistory\\Configuration\\Config1.xml';

/**
 * File History writes up to when everything is protected. Others saw it zeroed while it copies: then, and only then, it
 * does not tell.
 */
export async function findFileHistory({ registry, fileExists }: WindowsSystem) {
  const [configured, until] = await Promise.all([
    fileExists(configuration),
    registry.value('HKCU', fileHistoryKey, name),
  ]);
  if (!configured.ok) return unreadTrace(configuration, configured.detail);
  if (!configured.value) return noTrace;
  if (!until.ok) return unreadTrace(source, until.detail);
  if (until.value === undefined) return traceOf('file-history', null, source);
  if (typeof until.value !== 'bigint') return unreadTrace(source, 'not a REG_QWORD');
  if (until.value === 0n) return unreadTrace(source, 'zero, as while it copies');
  return traceOf('file-history', fromFileTime(until.value), source);
}
