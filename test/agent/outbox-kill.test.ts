import { expect, test } from 'vitest';
import { Outbox } from '../../src/agent/outbox.ts';
import { bundle } from './bundle.ts';
import { keptLog } from './kept-log.ts';
import { runUntilKilled } from './killed-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

function lastOf(said: readonly string[], sign: '+' | '-'): number {
  return Number(said.findLast((line) => line.startsWith(sign))?.slice(2) ?? 0);
}

/** Empties what the killed writer left. */
async function takeAll(folder: string): Promise<number[]> {
  const log = keptLog();
  const outbox = await Outbox.open({ folder, log });
  const sequences: number[] = [];
  for (let first = await outbox.first(); first !== null; first = await outbox.first()) {
    expect(first.jws).toBe(String(first.sequence).repeat(200));
    sequences.push(first.sequence);
    await outbox.acknowledge(first);
  }
  await outbox.close();
  expect(log.lines).toEqual([]);
  return sequences;
}

test('twenty kills at random moments lose no report whose append resolved, and repeat none', async () => {
  const folder = temporaryFolder();
  const program = await bundle('test/agent/outbox-writer.ts', temporaryFolder());
  let added = 0;
  let acknowledged = 0;
  for (let kill = 0; kill < 20; kill += 1) {
    const said = await runUntilKilled(program, [folder], { afterLines: 1 + Math.floor(Math.random() * 120) });
    expect(said.filter((line) => !/^(begun|[+-] \d+)$/.test(line))).toEqual([]);
    added = Math.max(added, lastOf(said, '+'));
    acknowledged = Math.max(acknowledged, lastOf(said, '-'));
    const waiting = await takeAll(folder);
    // What the writer was doing when it died may have happened or not: one more added, one more acknowledged.
    const most = range(acknowledged + 1, added + 1);
    const least = range(acknowledged + 2, added);
    expect(waiting).toEqual(most.filter((sequence) => waiting.includes(sequence)));
    expect(least.filter((sequence) => !waiting.includes(sequence))).toEqual([]);
    added = acknowledged = Math.max(added, ...waiting);
  }
});

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
