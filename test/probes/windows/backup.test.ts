import { expect, test } from 'vitest';
import { answer } from '../../../src/probes/windows/answer.ts';
import { backupProbe } from '../../../src/probes/windows/backup.ts';
import { capturedWindows } from './captured-machine.ts';
import { homePcWith, machineOf } from './machines.ts';

const notAborted = new AbortController().signal;

test.each([
  ['home-pc.json', [], 0],
  ['backup-file-history.json', ['2026-11-20T00:00:00.000Z'], 0],
  ['backup-file-history-never.json', [null], 0],
  ['backup-file-history-copying.json', [], 1],
  ['backup-windows-backup.json', ['2026-10-18T04:00:00.000Z', '2026-11-20T04:12:31.264Z'], 0],
  ['backup-image-old.json', ['2026-10-11T20:40:02.500Z'], 0],
  ['backup-log-denied.json', ['2026-10-18T04:00:00.000Z'], 1],
  ['backup-noted.json', ['2026-11-20T01:00:00.000Z'], 0],
])('%s', async (file, dates, untold) => {
  const reading = await backupProbe(capturedWindows(machineOf(file))).read(notAborted);
  if (reading.state !== 'known') throw new Error(reading.state);
  expect(reading.value.backups.map(({ finishedAt }) => finishedAt)).toEqual(dates);
  expect(reading.value.unread).toHaveLength(untold);
});

test('of the places that a policy names, those of Windows are looked at', async () => {
  const asked: string[] = [];
  const system = {
    ...homePcWith({}),
    backupPlace: async (path: string) => {
      asked.push(path);
      return { found: 'backup', tool: 'restic', finishedAt: 1_795_000_000_000, exact: true } as const;
    },
  };
  const places = ['/var/lib/company/done', 'D:\\备份', '%ProgramData%\\Company\\done', '~/done'];
  const reading = await backupProbe(system).read(notAborted, places);
  expect(asked).toEqual(['D:\\备份', '%ProgramData%\\Company\\done']);
  expect(reading).toMatchObject({
    value: { namedHere: true, backups: [{ tool: 'restic' }, { tool: 'restic' }] },
  });
});

test('Windows Backup is asked for finished backups alone, and for none of the system’s state', async () => {
  const asked = new Map<string, string>();
  const system = {
    ...homePcWith({}),
    newestEvent: async (channel: string, xpath: string) => {
      asked.set(channel, xpath);
      return answer(undefined);
    },
  };
  expect(await backupProbe(system).read(notAborted)).toMatchObject({ value: { backups: [], unread: [] } });
  expect(asked.get('Application')).toBe("*[System[Provider[@Name='Windows Backup'] and EventID=4098]]");
  expect(asked.get('Microsoft-Windows-Backup')).toContain("Data[@Name='UserInputSSB']='false'");
});

test('an event without a time does not tell', async () => {
  const system = { ...homePcWith({}), newestEvent: async () => answer('<Event/>') };
  expect(await backupProbe(system).read(notAborted)).toMatchObject({
    value: { backups: [], unread: [{ source: 'Application' }, { source: 'Microsoft-Windows-Backup' }] },
  });
});
