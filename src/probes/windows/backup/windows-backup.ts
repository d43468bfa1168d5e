import { noTrace, traceOf, unreadTrace } from '../../backup-trace.ts';
import { eventTime } from '../event-time.ts';
import type { WindowsSystem } from '../system.ts';

/**
 * Where its two programs note a backup that was finished without a fault. "Backup and Restore" of the Control Panel writes
 * 4098 into the Application log (4100 skipped files, 4104 failed). Images, `wbadmin` and Windows Server Backup write 4 into
 * a log of their own, whose event tells whether somebody chose the state of the system, in which no document is.
 */
export const backupLogs = [
  { channel: 'Application', finished: "*[System[Provider[@Name='Windows Backup'] and EventID=4098]]" },
  {
    channel: 'Microsoft-Windows-Backup',
    finished: "*[System[EventID=4] and EventData[Data[@Name='UserInputSSB']='false']]",
  },
] as const;

/** A log forgets its oldest events: that none is there says nothing of whether there ever was a backup. */
export async function findWindowsBackup({ newestEvent }: WindowsSystem) {
  const found = await Promise.all(
    backupLogs.map(async ({ channel, finished }) => {
      const event = await newestEvent(channel, finished);
      if (!event.ok) return event.reason === 'missing' ? noTrace : unreadTrace(channel, event.detail);
      if (event.value === undefined) return noTrace;
      const at = eventTime(event.value);
      return at === null
        ? unreadTrace(channel, 'an event without a time')
        : traceOf('windows-backup', Date.parse(at), channel);
    }),
  );
  return { backups: found.flatMap(({ backups }) => backups), unread: found.flatMap(({ unread }) => unread) };
}
