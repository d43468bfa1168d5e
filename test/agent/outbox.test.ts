import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { refusedFileName } from '../../src/agent/outbox/set-aside.ts';
import { Outbox, outboxFileName } from '../../src/agent/outbox.ts';
import { keptLog } from './kept-log.ts';
import { sampleReport } from './sample-reports.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function openOutbox(folder: string, options = {}): Promise<Outbox> {
  const outbox = await Outbox.open({ folder, log: keptLog(), ...options });
  onTestFinished(() => outbox.close());
  await outbox.begin('device-1', 1);
  return outbox;
}

async function add(outbox: Outbox, ...texts: string[]): Promise<void> {
  for (const text of texts)
    expect(await outbox.append(async (head) => sampleReport(head, text))).toEqual({ ok: true });
}

/** One bit of a letter turned over, as a bad disk does. */
function spoil(bytes: Buffer, index: number): void {
  bytes.writeUInt8(bytes.readUInt8(index) ^ 0x20, index);
}

/** Takes everything out, oldest first. */
async function drain(outbox: Outbox): Promise<string[]> {
  const texts: string[] = [];
  for (let first = await outbox.first(); first !== null; first = await outbox.first()) {
    texts.push(first.jws);
    await outbox.acknowledge(first);
  }
  return texts;
}

function fileOf(folder: string): string {
  return join(folder, outboxFileName);
}

test('what was added comes out in order, once, after the agent was started anew', async () => {
  const folder = temporaryFolder();
  const before = await openOutbox(folder);
  await add(before, 'a', 'b', 'c');
  await before.close();
  const after = await openOutbox(folder);
  expect(after.waiting).toBe(3);
  expect(await drain(after)).toEqual(['a', 'b', 'c']);
  await after.close();
  expect((await openOutbox(folder)).waiting).toBe(0);
});

test('numbers and hashes go on from the last report after all of them were acknowledged', async () => {
  const folder = temporaryFolder();
  const before = await openOutbox(folder, { compactAbove: 0 });
  await add(before, 'a', 'b');
  await drain(before);
  const { head } = before;
  await before.close();
  expect(head.sequence).toBe(2);
  expect((await openOutbox(folder)).head).toEqual(head);
});

test('acknowledged reports leave the disk', async () => {
  const folder = temporaryFolder();
  const outbox = await openOutbox(folder, { compactAbove: 1000 });
  for (let round = 0; round < 50; round += 1) {
    await add(outbox, 'x'.repeat(500));
    await drain(outbox);
  }
  expect(readFileSync(fileOf(folder)).length).toBeLessThan(3000);
  expect(outbox.head.sequence).toBe(50);
});

test('a record cut off at any byte costs that record and no other', async () => {
  const folder = temporaryFolder();
  const first = await openOutbox(folder);
  await add(first, 'a', 'b');
  const whole = readFileSync(fileOf(folder)).length;
  await add(first, 'the one that is torn');
  await first.close();
  const bytes = readFileSync(fileOf(folder));
  for (let length = whole; length < bytes.length; length += 1) {
    writeFileSync(fileOf(folder), bytes.subarray(0, length));
    const outbox = await openOutbox(folder);
    await add(outbox, 'next');
    expect(await drain(outbox), `cut at ${length}`).toEqual(['a', 'b', 'next']);
    await outbox.close();
  }
});

test('an end of zeros, as a power cut can leave it, is mended', async () => {
  const folder = temporaryFolder();
  const before = await openOutbox(folder);
  await add(before, 'a');
  await before.close();
  appendFileSync(fileOf(folder), Buffer.alloc(4096));
  const after = await openOutbox(folder);
  await add(after, 'b');
  expect(await drain(after)).toEqual(['a', 'b']);
});

test('a spoilt record in the middle is set aside as a file, told, and the others go on', async () => {
  const folder = temporaryFolder();
  const before = await openOutbox(folder);
  await add(before, 'first', 'second', 'third');
  await before.close();
  const bytes = readFileSync(fileOf(folder));
  spoil(bytes, bytes.indexOf('second') + 1);
  writeFileSync(fileOf(folder), bytes);
  const log = keptLog();
  const after = await openOutbox(folder, { log });
  expect(await drain(after)).toEqual(['first', 'third']);
  const aside = readdirSync(folder).find((name) => name.startsWith('outbox-damaged-'));
  expect(readFileSync(join(folder, aside ?? ''), 'latin1')).toContain('sEcond');
  expect(log.lines.join('\n')).toContain('set aside');
});

test('the number of a report that was lost at the end is never given to another one', async () => {
  const folder = temporaryFolder();
  const before = await openOutbox(folder);
  await add(before, 'a', 'b', 'lost');
  await before.close();
  const bytes = readFileSync(fileOf(folder));
  spoil(bytes, bytes.indexOf('lost'));
  writeFileSync(fileOf(folder), bytes);
  const after = await openOutbox(folder);
  await add(after, 'next');
  expect(after.head.sequence).toBeGreaterThan(3);
  expect(await drain(after)).toEqual(['a', 'b', 'next']);
});

test('an outbox that vanished goes on above every number it can have given', async () => {
  const folder = temporaryFolder();
  const before = await openOutbox(folder);
  await add(before, ...Array.from({ length: 100 }, (_, index) => `report ${index}`));
  await before.close();
  rmSync(fileOf(folder));
  const after = await openOutbox(folder);
  await add(after, 'next');
  expect(after.head.sequence).toBeGreaterThan(100);
});

test('reports of an earlier enrolment are set aside, and the new epoch begins with one', async () => {
  const folder = temporaryFolder();
  const outbox = await openOutbox(folder);
  await add(outbox, 'of the old epoch');
  await outbox.begin('device-1', 2);
  await add(outbox, 'of the new one');
  expect(outbox.head).toMatchObject({ epoch: 2, sequence: 1 });
  expect(await drain(outbox)).toEqual(['of the new one']);
  const aside = readdirSync(folder).find((name) => name.startsWith('outbox-unsent-'));
  expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toContain('of the old epoch');
});

test('a refused report goes to a file of its own with the reason, and the next one is free', async () => {
  const folder = temporaryFolder();
  const outbox = await openOutbox(folder);
  await add(outbox, 'refused', 'good');
  const first = await outbox.first();
  if (first === null) throw new Error('nothing waits');
  expect(await outbox.quarantine(first, 'invalid-report: shape')).toBe(true);
  expect(await drain(outbox)).toEqual(['good']);
  const line: unknown = JSON.parse(readFileSync(join(folder, refusedFileName), 'utf8'));
  expect(line).toMatchObject({ jws: 'refused', reason: 'invalid-report: shape', sequence: 1 });
});

test('a full outbox says so and keeps what it has', async () => {
  const folder = temporaryFolder();
  const outbox = await openOutbox(folder, { maxBytes: 2000 });
  await add(outbox, 'x'.repeat(1900));
  const refused = await outbox.append(async (head) => sampleReport(head, 'one too many'));
  expect(refused).toMatchObject({ ok: false, reason: 'full' });
  expect(outbox.waiting).toBe(1);
});

test('an outbox that was full takes in a report for each that left, though its file is not written anew each time', async () => {
  const folder = temporaryFolder();
  const outbox = await openOutbox(folder, { maxBytes: 8000 });
  const text = 'x'.repeat(1900);
  await add(outbox, `${text}1`, `${text}2`, `${text}3`, `${text}4`);
  for (let number = 5; number < 9; number += 1) {
    const full = await outbox.append(async (head) => sampleReport(head, 'one too many'));
    expect(full).toMatchObject({ ok: false, reason: 'full' });
    const first = await outbox.first();
    if (first !== null) await outbox.acknowledge(first);
    await add(outbox, `${text}${number}`);
  }
  expect(statSync(fileOf(folder)).size).toBeGreaterThan(8000);
  expect((await drain(outbox)).map((jws) => jws.at(-1))).toEqual(['5', '6', '7', '8']);
});

test('a report that was changed on the disk while the agent runs is never sent', async () => {
  const folder = temporaryFolder();
  const outbox = await openOutbox(folder);
  await add(outbox, 'spoilt', 'good');
  const bytes = readFileSync(fileOf(folder));
  spoil(bytes, bytes.indexOf('spoilt'));
  writeFileSync(fileOf(folder), bytes);
  expect(await outbox.first()).toBeNull();
  expect(await drain(outbox)).toEqual(['good']);
});

test('an outbox that was emptied while the agent runs takes reports again', async () => {
  const folder = temporaryFolder();
  const outbox = await openOutbox(folder);
  await add(outbox, 'gone');
  truncateSync(fileOf(folder), 0);
  expect(await outbox.first()).toBeNull();
  await outbox.begin('device-1', 1);
  await add(outbox, 'new');
  expect(await drain(outbox)).toEqual(['new']);
  expect(outbox.head.sequence).toBeGreaterThan(1);
});

type Step = { do: 'add'; text: string } | { do: 'acknowledge' | 'refuse' | 'restart' | 'tear' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('add' as const), text: fc.string({ maxLength: 300 }) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('acknowledge' as const, 'refuse' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'tear' as const) }) },
  ),
  { maxLength: 25 },
);

test('whatever is done to it, it holds what a list would hold', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(400), async (todo, compactAbove) => {
      const folder = temporaryFolder();
      let outbox = await openOutbox(folder, { compactAbove });
      const list: string[] = [];
      let added = 0;
      for (const step of todo) {
        if (step.do === 'add') {
          await add(outbox, step.text);
          list.push(step.text);
          added += 1;
        } else if (step.do === 'acknowledge' || step.do === 'refuse') {
          const first = await outbox.first();
          expect(first?.jws).toBe(list.shift());
          if (first !== null)
            await (step.do === 'refuse' ? outbox.quarantine(first, 'no') : outbox.acknowledge(first));
        } else {
          await outbox.close();
          if (step.do === 'tear') appendFileSync(fileOf(folder), '0000001f 12345678 {"kind":"rep');
          outbox = await openOutbox(folder, { compactAbove });
        }
        expect(outbox.waiting).toBe(list.length);
        expect(outbox.head.sequence).toBe(added);
      }
      expect(await drain(outbox)).toEqual(list);
      await outbox.close();
      expect(existsSync(fileOf(folder))).toBe(true);
    }),
    { numRuns: 40 },
  );
});
