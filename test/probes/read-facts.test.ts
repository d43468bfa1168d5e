import { expect, test } from 'vitest';
import { known, type Reading, unknown } from '../../src/facts/fact.ts';
import { type FactName, type FactValue, facts } from '../../src/facts/registry.ts';
import type { Probe } from '../../src/probes/probe.ts';
import { readFacts } from '../../src/probes/read-facts.ts';

type Read<Name extends FactName> = (signal: AbortSignal) => Promise<Reading<FactValue<Name>>>;

function probe<Name extends FactName>(fact: Name, read: Read<Name>, budgetMs = 60_000): Probe {
  return { fact, budgetMs, read };
}
const sharing = known(facts.sharing.example, 'here');
const never = () => new Promise<never>(() => {});

test('each probe’s reading stands under the name of its fact', async () => {
  const age = known(facts['password-age'].example, 'passwd -S');
  const readings = await readFacts([
    probe('sharing', async () => sharing),
    probe('password-age', async () => age),
  ]);
  expect(readings).toEqual({ sharing, 'password-age': age });
});

test('no probes, no readings', async () => {
  expect(await readFacts([])).toEqual({});
});

test('probes run side by side', async () => {
  let meet: () => void = () => {};
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const waits = probe('sharing', () => met.then(() => sharing));
  const comes = probe('antivirus', async () => {
    meet();
    return unknown('denied');
  });
  expect(await readFacts([waits, comes])).toMatchObject({ sharing, antivirus: { reason: 'denied' } });
});

test('a probe that hangs is unknown for its fact alone, and is told to stop', async () => {
  let stopped: AbortSignal | undefined;
  const hangs = probe(
    'antivirus',
    (signal) => {
      stopped = signal;
      return never();
    },
    20,
  );
  const readings = await readFacts([hangs, probe('sharing', async () => sharing)]);
  expect(readings).toEqual({ sharing, antivirus: unknown('timed-out', undefined, '20 ms') });
  expect(stopped?.aborted).toBe(true);
});

test('a probe that throws, now or later, is unknown with what it said', async () => {
  const now = probe('antivirus', () => {
    throw new Error('no such thing');
  });
  const later = probe('sharing', () => Promise.reject('not even an error'));
  expect(await readFacts([now, later])).toMatchObject({
    antivirus: { state: 'unknown', reason: 'failed', detail: 'no such thing' },
    sharing: { state: 'unknown', reason: 'failed', detail: 'not even an error' },
  });
});

test('a value outside the fact’s shape is not judged', async () => {
  const lies = probe('password-age', async () =>
    known({ changedOn: 'yesterday', account: 'local' }, 'passwd -S'),
  );
  expect(await readFacts([lies])).toMatchObject({
    'password-age': { state: 'unknown', reason: 'unparsable', source: 'passwd -S' },
  });
});

test('a probe that fails after its time is up disturbs nobody', async () => {
  const late = probe(
    'antivirus',
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
    10,
  );
  expect(await readFacts([late])).toMatchObject({ antivirus: { state: 'unknown', reason: 'timed-out' } });
});
