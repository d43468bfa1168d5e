import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Journal, journalFileName, openJournal, readJournal } from '../../src/agent/journal.ts';
import type { Status, Verdict } from '../../src/rules/verdict.ts';
import { keptLog } from './kept-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

function verdict(status: Status, at: string, rule = 'screen-lock', wait = 300): Verdict {
  return {
    rule,
    status,
    severity: 'required',
    observed: { id: 'screen-lock.observed.locks', values: { wait, grace: 0 } },
    limit: { id: 'screen-lock.limit' },
    reason: status === 'pass' ? null : { id: 'screen-lock.reason.wait', values: { wait } },
    source: null,
    at,
  };
}

function open(folder: string, maxBytes?: number): Journal {
  return openJournal({ folder, log: keptLog(), ...(maxBytes !== undefined && { maxBytes }) });
}

const at = (hour: number) => `2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`;

test('one line a change, none for the same again', async () => {
  const folder = temporaryFolder();
  const journal = open(folder);
  await journal.record([verdict('pass', at(1))]);
  await journal.record([verdict('pass', at(2))]);
  await journal.record([verdict('fail', at(3), 'screen-lock', 900)]);
  expect(journal.entries().map((entry) => [entry.at, entry.status])).toEqual([
    [at(1), 'pass'],
    [at(3), 'fail'],
  ]);
  expect(journal.since()).toEqual({ 'screen-lock': at(3) });
});

test('another value with the same status is a line, but not a new since', async () => {
  const folder = temporaryFolder();
  const journal = open(folder);
  await journal.record([verdict('fail', at(1), 'screen-lock', 900)]);
  const turned = await journal.record([verdict('fail', at(2), 'screen-lock', 600)]);
  expect(journal.entries()).toHaveLength(2);
  expect(journal.since()).toEqual({ 'screen-lock': at(1) });
  expect(turned).toEqual([]);
});

test('a fail is new once: not in the next scan, not after a restart', async () => {
  const folder = temporaryFolder();
  const first = open(folder);
  expect(await first.record([verdict('fail', at(1))])).toHaveLength(1);
  expect(await first.record([verdict('fail', at(2))])).toHaveLength(0);
  const second = open(folder);
  expect(await second.record([verdict('fail', at(3))])).toHaveLength(0);
  expect(second.since()).toEqual({ 'screen-lock': at(1) });
  expect(await second.record([verdict('pass', at(4))])).toHaveLength(0);
  expect(await second.record([verdict('fail', at(5))])).toHaveLength(1);
});

test('a spell of unknown between two fails is not a new fail; between pass and fail it is', async () => {
  const journal = open(temporaryFolder());
  await journal.record([verdict('fail', at(1))]);
  await journal.record([verdict('unknown', at(2))]);
  expect(await journal.record([verdict('fail', at(3))])).toHaveLength(0);
  await journal.record([verdict('pass', at(4))]);
  await journal.record([verdict('unknown', at(5))]);
  expect(await journal.record([verdict('fail', at(6))])).toHaveLength(1);
});

test('cut off at any byte it says what it said before, and takes the next line', async () => {
  const folder = temporaryFolder();
  const path = join(folder, journalFileName);
  const journal = open(folder);
  await journal.record([verdict('pass', at(1))]);
  const whole = statSync(path).size;
  await journal.record([verdict('fail', at(2))]);
  const bytes = readFileSync(path);
  for (let length = whole; length < bytes.length; length += 1) {
    writeFileSync(path, bytes.subarray(0, length));
    const again = open(folder);
    expect(again.entries()).toHaveLength(1);
    await again.record([verdict('fail', at(3))]);
    expect(readJournal(folder).map((entry) => entry.status)).toEqual(['pass', 'fail']);
  }
});

test('a line that makes no sense costs only itself', async () => {
  const folder = temporaryFolder();
  const path = join(folder, journalFileName);
  await open(folder).record([verdict('fail', at(1))]);
  appendFileSync(path, '{"rule":7}\nrubbish\n');
  expect(open(folder).since()).toEqual({ 'screen-lock': at(1) });
});

test('it stays below its size and never forgets the last word on a rule', async () => {
  const folder = temporaryFolder();
  const journal = open(folder, 4000);
  await journal.record([verdict('fail', at(1), 'sharing')]);
  for (let index = 0; index < 200; index += 1)
    await journal.record([verdict(index % 2 === 0 ? 'pass' : 'unknown', at(2))]);
  expect(statSync(join(folder, journalFileName)).size).toBeLessThanOrEqual(4000);
  const again = open(folder, 4000);
  expect(again.since()['sharing' as string]).toBe(at(1));
  expect(again.entries().length).toBeGreaterThan(3);
  expect(await again.record([verdict('fail', at(3), 'sharing')])).toHaveLength(0);
});

test('reading it for others leaves an unfinished line alone', async () => {
  const folder = temporaryFolder();
  const path = join(folder, journalFileName);
  await open(folder).record([verdict('fail', at(1))]);
  appendFileSync(path, '{"at":"2026');
  const before = readFileSync(path, 'utf8');
  expect(readJournal(folder)).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toBe(before);
});
