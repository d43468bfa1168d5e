import type { BackupTrace } from '../facts/backup.ts';
import type { FactValue } from '../facts/registry.ts';
import type { BackupPlace } from './backup-place.ts';

type Found = Pick<FactValue<'backup'>, 'backups' | 'unread'>;

export const noTrace: Found = { backups: [], unread: [] };

export function traceOf(
  tool: BackupTrace['tool'],
  finishedAt: number | null,
  source: string,
  exact = true,
): Found {
  const date = finishedAt === null ? null : new Date(finishedAt).toISOString();
  return { backups: [{ tool, finishedAt: date, exact, source }], unread: [] };
}

export function unreadTrace(source: string, detail: string): Found {
  return { backups: [], unread: [{ source, detail }] };
}

/** Of a note that IT's own backup may have left. @param notedAt ISO. */
export function traceOfNote(notedAt: string | null, source: string): Found {
  return notedAt === null ? noTrace : traceOf('note', Date.parse(notedAt), source);
}

/** Of a place that the policy names. */
export function traceAt(path: string, place: BackupPlace): Found {
  if (place.found === 'nothing') return noTrace;
  if (place.found === 'unread') return unreadTrace(path, place.detail);
  return traceOf(place.tool, place.finishedAt, path, place.exact);
}

export function together(found: readonly Found[], namedHere: boolean): FactValue<'backup'> {
  return {
    backups: found.flatMap(({ backups }) => backups),
    namedHere,
    unread: found.flatMap(({ unread }) => unread),
  };
}
