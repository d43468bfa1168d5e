import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rememberUpdates, withUpdatesBefore } from '../../../src/agent/scanner/remembered-updates.ts';
import { known, type Reading, unknown } from '../../../src/facts/fact.ts';
import { osUpdates } from '../../../src/facts/os-updates.ts';
import type { FactValue } from '../../../src/facts/registry.ts';
import type { Platform, Probe } from '../../../src/probes/probe.ts';
import { keptLog } from '../kept-log.ts';
import { machine } from '../machine.ts';
import { temporaryFolder } from '../temporary-folder.ts';

type Value = FactValue<'os-updates'>;
const never = new AbortController().signal;
const hourInMs = 3_600_000;
const at = (hoursAgo: number): string => new Date(Date.now() - hoursAgo * hourInMs).toISOString();
const [longAgo, lately] = [at(60 * 24), at(48)];
const whole: Partial<Value> = { missing: 0, currentAt: lately };
const behind: Partial<Value> = { missing: 1, currentAt: longAgo };

/** A system that answers this, in an agent or a scan that keeps its memory in the folder. */
async function read(
  wrap: typeof rememberUpdates,
  folder: string,
  answer: Partial<Value> | Reading<Value>,
  installation: string | null = 'one',
) {
  const reading = 'state' in answer ? answer : known({ ...osUpdates.example, ...answer }, 'apt');
  const probe: Probe<'os-updates'> = { fact: 'os-updates', budgetMs: 1000, read: async () => reading };
  const platform: Platform = {
    ...machine().platform,
    probes: [probe as unknown as Probe],
    ...(installation !== null && { installation: async () => installation }),
  };
  const [wrapped] = wrap(platform, folder, keptLog()).probes;
  return (wrapped as Probe).read(never);
}
const path = (folder: string): string => join(folder, 'updates.json');
const moment = (currentAt: string | null) => ({ state: 'known', value: { currentAt } });

test('that a system lacked nothing two days ago stays true over a restart, for the agent and for a scan', async () => {
  const folder = temporaryFolder();
  await read(rememberUpdates, folder, whole);
  const agent = await read(rememberUpdates, folder, behind);
  expect(agent).toMatchObject({
    value: { currentAt: lately, missing: 1, bound: 'exact' },
    source: 'apt, updates.json',
  });
  expect(await read(withUpdatesBefore, folder, behind)).toEqual(agent);
});

test('what the system itself tells of a later moment counts, and one without a moment gets it as the least', async () => {
  const folder = temporaryFolder();
  await read(rememberUpdates, folder, whole);
  const later = at(1);
  expect(await read(rememberUpdates, folder, { missing: 1, currentAt: later })).toMatchObject(moment(later));
  expect(await read(rememberUpdates, folder, { missing: 1, currentAt: null })).toMatchObject({
    value: { currentAt: lately, bound: 'at-least' },
  });
});

test.each([
  ['another installation', behind, 'two'],
  ['an installation that can’t be told from others', behind, null],
  ['another version of the system', { ...behind, version: 'Debian 11' }, 'one'],
  ['a system that does not count what it lacks', { ...behind, missing: null }, 'one'],
] as const)('the memory says nothing of %s', async (_, answer, installation) => {
  const folder = temporaryFolder();
  await read(rememberUpdates, folder, whole);
  for (const wrap of [rememberUpdates, withUpdatesBefore])
    expect(await read(wrap, folder, answer, installation)).toMatchObject(moment(longAgo));
});

test('a memory from ahead of the clock is none', async () => {
  const folder = temporaryFolder();
  await read(rememberUpdates, folder, { missing: 0, currentAt: at(-1) });
  for (const wrap of [rememberUpdates, withUpdatesBefore])
    expect(await read(wrap, folder, behind)).toMatchObject(moment(longAgo));
});

test('a system that was put back to older lists, and lacks nothing by them, is remembered by these', async () => {
  const folder = temporaryFolder();
  await read(rememberUpdates, folder, whole);
  const older = at(30 * 24);
  expect(await read(rememberUpdates, folder, { missing: 0, currentAt: older })).toMatchObject(moment(older));
  expect(await read(rememberUpdates, folder, behind)).toMatchObject(moment(older));
});

test('what could not be read stays so', async () => {
  const folder = temporaryFolder();
  await read(rememberUpdates, folder, whole);
  expect(await read(rememberUpdates, folder, unknown('timed-out'))).toEqual(unknown('timed-out'));
});

test('a spoilt file makes no pass: a scan leaves it, the agent sets it aside and goes on', async () => {
  const folder = temporaryFolder();
  writeFileSync(path(folder), `{"v":1,"currentAt":"${lately}"}`);
  expect(await read(withUpdatesBefore, folder, behind)).toMatchObject(moment(longAgo));
  expect(existsSync(`${path(folder)}.spoilt`)).toBe(false);
  expect(await read(rememberUpdates, folder, behind)).toMatchObject(moment(longAgo));
  expect(existsSync(`${path(folder)}.spoilt`)).toBe(true);
  await read(rememberUpdates, folder, whole);
  expect(JSON.parse(readFileSync(path(folder), 'utf8'))).toMatchObject({ currentAt: lately });
});

test('a scan writes nothing', async () => {
  const folder = temporaryFolder();
  await read(withUpdatesBefore, folder, whole);
  expect(existsSync(path(folder))).toBe(false);
});
