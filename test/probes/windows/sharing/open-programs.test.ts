import { describe, expect, test } from 'vitest';
import { findOpenPrograms, openPrograms } from '../../../../src/probes/windows/sharing/open-programs.ts';
import { sceneWith } from './scene.ts';

const find = async (change: Record<string, unknown>) => findOpenPrograms(await sceneWith(change));

describe.each(openPrograms.map((program) => [program.name, program] as const))('%s', (name, program) => {
  test('is open where one of its services or processes runs', async () => {
    for (const service of program.services)
      expect((await find({ services: { [service]: 4 } })).offers).toMatchObject([
        { kind: program.kind, name, active: true, source: `service ${service}` },
      ]);
    for (const process of program.processes)
      expect((await find({ processes: ['explorer.exe', process.toUpperCase()] })).offers).toMatchObject([
        { kind: program.kind, name, source: `process ${process}` },
      ]);
  });

  test('is not open where it is only installed', async () => {
    for (const service of program.services)
      expect(await find({ services: { [service]: 1 } })).toEqual({ offers: [], unread: [] });
  });
});

test('each program has a name of its own, and no two share a service or a process', () => {
  const names = openPrograms.flatMap((program) => [
    program.name,
    ...program.services.map((service) => `service ${service.toLowerCase()}`),
    ...program.processes.map((process) => `process ${process.toLowerCase()}`),
  ]);
  expect(new Set(names).size).toBe(names.length);
});

test('where services or processes cannot be listed, "none" is not said', async () => {
  expect(await find({ services: { refused: 'denied', detail: 'OpenSCManagerW: 5' } })).toMatchObject({
    offers: [],
    unread: [{ kind: 'remote-login', detail: 'OpenSCManagerW: 5' }],
  });
  const processes = { refused: 'failed', detail: 'CreateToolhelp32Snapshot: 8' };
  expect(await find({ processes, services: { ToDesk_Service: 4 } })).toMatchObject({
    offers: [{ name: 'ToDesk' }],
    unread: [{ kind: 'remote-control', detail: 'CreateToolhelp32Snapshot: 8' }],
  });
});
