import { expect, test } from 'vitest';
import { backupProbe } from '../../../src/probes/windows/backup.ts';
import { capturedWindows } from './captured-machine.ts';
import { homePcWith, machineOf } from './machines.ts';

const notAborted = new AbortController().signal;

test.each([
  ['home-pc.json', [], 0],
  ['backup-file-history.json', ['2026-11-20T00:00:00.000Z'], 0],
  ['backup-file-history-never.json', [null], 0],
  ['backup-file-history-copying.json', [], 1],
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
