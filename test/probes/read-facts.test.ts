import { describe, expect, test } from 'vitest';
import { known, type Reading } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/registry.ts';
import type { Probe } from '../../src/probes/probe.ts';
import { readFacts } from '../../src/probes/read-facts.ts';

const good: Probe<'sharing'> = {
  fact: 'sharing',
  budgetMs: 60_000,
  read: async () => known({ offers: [], unread: [] }, '/proc/net/tcp'),
};

/** A screen-lock probe that misbehaves, beside a good one. */
async function beside(read: Probe['read'], budgetMs = 60_000) {
  const bad: Probe = { fact: 'screen-lock', budgetMs, read };
  const readings = await readFacts([bad, good]);
  expect(readings.sharing).toEqual(known({ offers: [], unread: [] }, '/proc/net/tcp'));
  return readings['screen-lock'];
}

describe('a probe that misbehaves makes its own fact unknown, and no other', () => {
  test('one that throws', async () => {
    const thrower = () => Promise.reject(new Error('disk on fire'));
    expect(await beside(thrower)).toMatchObject({
      state: 'unknown',
      reason: 'failed',
      detail: 'disk on fire',
    });
  });

  test('one that throws before it has begun', async () => {
    const thrower = () => {
      throw new TypeError('no such thing');
    };
    expect(await beside(thrower)).toMatchObject({ state: 'unknown', reason: 'failed' });
  });

  test('one that hangs is told to stop', async () => {
    let stopped = false;
    const hangs = (signal: AbortSignal) =>
      new Promise<never>(() => {
        signal.addEventListener('abort', () => {
          stopped = true;
        });
      });
    expect(await beside(hangs, 1)).toMatchObject({ state: 'unknown', reason: 'timed-out', detail: '1 ms' });
    expect(stopped).toBe(true);
  });

  test('one that answers nonsense', async () => {
    const wait = 'soon' as unknown as number;
    const liar = async () => known({ ...facts['screen-lock'].example, wait }, 'dconf') as Reading<never>;
    expect(await beside(liar)).toMatchObject({ state: 'unknown', reason: 'unparsable', source: 'dconf' });
  });

  test('one that answers an endless number', async () => {
    const endless = { ...facts['screen-lock'].example, wait: Number.POSITIVE_INFINITY };
    const liar = async () => known(endless, 'dconf') as Reading<never>;
    expect(await beside(liar)).toMatchObject({ state: 'unknown', reason: 'unparsable' });
  });
});

test('probes run beside each other, not one after the other', async () => {
  let begun = 0;
  let release: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Each waits until both have begun: one after the other would never end.
  const meets = async (): Promise<Reading<never>> => {
    begun += 1;
    if (begun === 2) release();
    await all;
    return { state: 'absent', reason: 'no-graphical-session' };
  };
  const readings = await readFacts([
    { fact: 'screen-lock', budgetMs: 60_000, read: meets },
    { fact: 'antivirus', budgetMs: 60_000, read: meets },
  ]);
  expect(Object.keys(readings)).toEqual(['screen-lock', 'antivirus']);
});
