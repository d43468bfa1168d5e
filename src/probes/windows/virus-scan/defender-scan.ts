import type { ScanningProduct } from '../../../facts/virus-scan.ts';
import { decodeFileTime, defenderName } from '../antivirus/defender.ts';
import { eventTime } from '../event-time.ts';
import type { WindowsSystem } from '../system.ts';

export const defenderChannel = 'Microsoft-Windows-Windows Defender/Operational';
const finished = 1001;
/** Scan Parameters Index: 1 quick, 2 full; 3 is of chosen folders, and says nothing of the rest. The words are translated. */
const whole = [1, 2].map((index) => `Data[@Name='Scan Parameters Index']='${index}'`).join(' or ');
const wholeScans = `*[System[EventID=${finished}] and EventData[${whole}]]`;
const scanKey = 'SOFTWARE\\Microsoft\\Windows Defender\\Scan';

/**
 * Defender notes each scan that came to its end in the event log, which everybody may read and which forgets the oldest.
 * LastScanRun is of any scan, finished or not: it can only show that there was none.
 */
export async function readDefenderScan({ registry, newestEvent }: WindowsSystem): Promise<ScanningProduct> {
  const [event, lastRun] = await Promise.all([
    newestEvent(defenderChannel, wholeScans),
    registry.value('HKLM', scanKey, 'LastScanRun'),
  ]);
  const finishedAt = event.ok && event.value !== undefined ? eventTime(event.value) : null;
  const ranAt = lastRun.ok ? decodeFileTime(lastRun.value) : null;
  const told = event.ok ? (finishedAt ?? 'none in the log') : event.detail;
  const ran = lastRun.ok ? (ranAt ?? 'not there') : lastRun.detail;
  return {
    name: defenderName,
    finishedAt,
    ranAt,
    source: `${defenderChannel} ${finished}: ${told}; HKLM\\${scanKey}\\LastScanRun: ${ran}`,
  };
}
