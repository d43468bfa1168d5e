import { noTrace, traceOf, unreadTrace } from '../../backup-trace.ts';
import { readPropertyList, valueAt } from '../property-list.ts';
import type { MacSystem } from '../system.ts';

/** Closed to programs without Full Disk Access: that it can't be read does not say that there is no backup. */
export const timeMachineFile = '/Library/Preferences/com.apple.TimeMachine.plist';

/** A date in SnapshotDates is a backup that was finished on that destination; AttemptDates tell of others. */
export async function findTimeMachine({ root }: Pick<MacSystem, 'root'>) {
  const list = await readPropertyList(root, timeMachineFile);
  if (list.found === 'missing') return noTrace;
  if (list.found !== 'list') return unreadTrace(timeMachineFile, list.detail);
  const { Destinations: destinations } = list.values;
  if (!Array.isArray(destinations) || destinations.length === 0) return noTrace;
  const dates = destinations.flatMap((each) => datesIn(valueAt(each, 'SnapshotDates')));
  return traceOf('time-machine', dates.length === 0 ? null : Math.max(...dates), timeMachineFile);
}

function datesIn(list: unknown): number[] {
  return Array.isArray(list) ? list.flatMap((date) => (date instanceof Date ? [date.getTime()] : [])) : [];
}
