import { expect, test } from 'vitest';
import {
  readRunningPrograms,
  seenRunning,
  serviceRuns,
} from '../../../src/probes/windows/running-programs.ts';
import { homePcWith } from './machines.ts';

test('names have no case, and a service that only starts does not run yet', async () => {
  const programs = await readRunningPrograms(homePcWith({ services: { SSHD: 2 } }));
  expect(serviceRuns(programs, 'windefend')).toBe(true);
  expect(serviceRuns(programs, 'sshd')).toBe(false);
  expect(serviceRuns(programs, 'no such service')).toBeUndefined();
  expect(seenRunning(programs, ['sshd'], ['EXPLORER.exe'])).toBe('process EXPLORER.exe');
  expect(seenRunning(programs, ['WINDEFEND'], [])).toBe('service WINDEFEND');
  expect(seenRunning(programs, ['sshd'], ['sshd.exe'])).toBeUndefined();
});

test('what was refused is neither running nor stopped', async () => {
  const programs = await readRunningPrograms(
    homePcWith({
      services: { refused: 'denied', detail: 'OpenSCManagerW: 5' },
      processes: { refused: 'failed', detail: 'CreateToolhelp32Snapshot: 8' },
    }),
  );
  expect(serviceRuns(programs, 'WinDefend')).toBeUndefined();
  expect(seenRunning(programs, ['WinDefend'], ['MsMpEng.exe'])).toBeUndefined();
});
