import { expect, test } from 'vitest';
import { withoutWaiting } from '../../../src/agent/scanner/without-waiting.ts';
import { known, type Reading, unknown } from '../../../src/facts/fact.ts';
import { osUpdates } from '../../../src/facts/os-updates.ts';
import type { FactValue } from '../../../src/facts/registry.ts';
import type { Probe } from '../../../src/probes/probe.ts';
import { handTimers } from '../hand-timers.ts';
import { keptLog } from '../kept-log.ts';
import { machine } from '../machine.ts';
import { temporaryFolder } from '../temporary-folder.ts';

type Answer = Reading<FactValue<'os-updates'>>;
const never = new AbortController().signal;
const withMissing = (missing: number): Answer => known({ ...osUpdates.example, missing }, 'apt');
const beingRead = unknown('being-read');

/** A probe that answers when the test says so, in an agent that does not wait for it. */
function slowProbe(folder = temporaryFolder()) {
  const timers = handTimers();
  const waiting: ((answer: Answer) => void)[] = [];
  const seen = { scansAskedFor: 0, works: 0, now: new Date('2026-11-24T08:00:00Z') };
  const probe: Probe<'os-updates'> = {
    fact: 'os-updates',
    budgetMs: 30_000,
    mayTakeSeconds: true,
    read: (signal) => {
      seen.works += 1;
      return new Promise((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(unknown('timed-out')));
      });
    },
  };
  const onAnswer = (): void => {
    seen.scansAskedFor += 1;
  };
  const platform = { ...machine().platform, probes: [probe as unknown as Probe] };
  const deps = { folder, log: keptLog(), now: () => seen.now, onAnswer, onLate: () => undefined, timers };
  const [unhurried] = withoutWaiting(platform, deps).probes;
  const read = (): Promise<unknown> => (unhurried as Probe).read(never);
  return {
    seen,
    timers,
    folder,
    /** What a scan gets from a probe that answers at once. */
    async readAtOnce(answer: Answer) {
      const reading = read();
      waiting.splice(0).forEach((tell) => void tell(answer));
      return reading;
    },
    /** What a scan gets from a probe that is still at work when its patience is over. */
    async readImpatiently() {
      const reading = read();
      timers.advance(100);
      return reading;
    },
    async comesLate(answer: Answer) {
      waiting.splice(0).forEach((tell) => void tell(answer));
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('a probe that answers at once is taken at its word', async () => {
  const { readAtOnce, seen } = slowProbe();
  expect(await readAtOnce(withMissing(0))).toEqual(withMissing(0));
  expect(await readAtOnce(withMissing(2))).toEqual(withMissing(2));
  expect(seen.scansAskedFor).toBe(0);
});

test('one that takes longer is being read, and its answer asks for another scan', async () => {
  const { readImpatiently, comesLate, readAtOnce, seen } = slowProbe();
  expect(await readImpatiently()).toEqual(beingRead);
  expect(seen.scansAskedFor).toBe(0);
  await comesLate(withMissing(2));
  expect(seen.scansAskedFor).toBe(1);
  expect(await readAtOnce(withMissing(2))).toEqual(withMissing(2));
});

test('what it said before is taken meanwhile; the same again asks for nothing', async () => {
  const { readAtOnce, readImpatiently, comesLate, seen } = slowProbe();
  await readAtOnce(withMissing(2));
  expect(await readImpatiently()).toEqual(withMissing(2));
  await comesLate(withMissing(2));
  expect(seen.scansAskedFor).toBe(0);
  expect(await readImpatiently()).toEqual(withMissing(2));
  await comesLate(withMissing(0));
  expect(seen.scansAskedFor).toBe(1);
});

test('scans that come while it works do not make it work twice', async () => {
  const { readImpatiently, seen } = slowProbe();
  await readImpatiently();
  await readImpatiently();
  expect(seen.works).toBe(1);
});

test('what it said is kept over a restart, for a week', async () => {
  const folder = temporaryFolder();
  await slowProbe(folder).readAtOnce(withMissing(2));
  const restarted = slowProbe(folder);
  expect(await restarted.readImpatiently()).toEqual(withMissing(2));
  restarted.seen.now = new Date('2026-12-01T08:00:01Z');
  expect(await restarted.readImpatiently()).toEqual(beingRead);
});

test('what could not be read replaces nothing that is kept', async () => {
  const folder = temporaryFolder();
  const { readAtOnce } = slowProbe(folder);
  await readAtOnce(withMissing(2));
  expect(await readAtOnce(unknown('failed'))).toEqual(unknown('failed'));
  expect(await slowProbe(folder).readImpatiently()).toEqual(withMissing(2));
});

test('one that is always late with the same failure asks for one scan, and is stopped at its budget', async () => {
  const { readImpatiently, timers, comesLate, seen } = slowProbe();
  for (let round = 0; round < 3; round += 1) {
    expect(await readImpatiently()).toEqual(beingRead);
    timers.advance(30_000);
    await comesLate(withMissing(9));
  }
  expect(seen.works).toBe(3);
  expect(seen.scansAskedFor).toBe(1);
});
