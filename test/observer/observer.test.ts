import { describe, expect, test } from 'vitest';
import { writtenObservations } from '../../src/observer/observer.ts';
import { MemoryStore, thresholds, WatchedDesk } from './watched-desk.ts';

const minute = 60;
const hour = 3600;
const never = new AbortController().signal;

async function desk(change: Partial<WatchedDesk> = {}): Promise<WatchedDesk> {
  return Object.assign(new WatchedDesk(), change).start();
}

describe('what is noted', () => {
  test('a screen left open for longer than is allowed, with start, length and who told', async () => {
    const watched = await desk();
    await watched.pass(19 * minute);
    await watched.touch().pass(2 * minute);
    expect(await watched.spells()).toEqual([
      {
        startedAt: '2026-11-24T09:00:00.000Z',
        seconds: expect.closeTo(19 * minute, -2.4),
        unlockedSeconds: expect.closeTo(19 * minute, -2.4),
        presenting: false,
        ongoing: false,
        source: 'a desk',
      },
    ]);
  });

  test('a computer left on for longer than is allowed, though locked', async () => {
    const watched = await desk();
    await watched.pass(5 * minute);
    watched.locked = true;
    await (await watched.tell('locked')).pass(2 * hour);
    expect(await watched.spells()).toEqual([
      expect.objectContaining({ seconds: 2 * hour, unlockedSeconds: 300, ongoing: true }),
    ]);
  });

  test('nothing of who keeps to the rules', async () => {
    const watched = await desk();
    for (let absence = 0; absence < 10; absence += 1) {
      await watched.pass(5 * minute);
      watched.locked = true;
      await (await watched.tell('locked')).pass(20 * minute);
      watched.locked = false;
      await watched.touch().tell('unlocked');
      await watched.pass(3 * minute);
      watched.touch();
    }
    expect(await watched.spells()).toEqual([]);
    expect(watched.store.text).not.toContain('11-24T10');
  });

  test('a film is told apart', async () => {
    const watched = await desk({ presenting: true });
    await watched.pass(90 * minute);
    watched.touch().presenting = false;
    await watched.pass(2 * minute);
    expect(await watched.spells()).toEqual([expect.objectContaining({ presenting: true, ongoing: false })]);
  });

  test('no night asleep, and no clock that is set', async () => {
    const watched = await desk();
    await watched.pass(5 * minute);
    await watched.sleep(9 * hour);
    watched.wall += 5 * hour * 1000;
    await watched.pass(5 * minute);
    expect(await watched.spells()).toEqual([]);
  });

  test('no more than the last fifty, of fourteen days', async () => {
    const watched = await desk();
    for (let day = 0; day < 60; day += 1) {
      await watched.touch().pass(10 * minute);
      await watched.touch().pass(5 * minute);
    }
    expect(await watched.spells()).toHaveLength(50);
    watched.wall += 15 * 86_400_000;
    await watched.touch().pass(10 * minute);
    await watched.touch().pass(2 * minute);
    expect(await watched.spells()).toHaveLength(1);
  });

  test('nothing where the policy does not want it: then nobody looks', async () => {
    const watched = await desk({ wanted: null });
    await watched.pass(8 * hour);
    expect(watched.looks).toBe(0);
    expect(watched.store.text).toBe(null);
    expect(await watched.read()).toMatchObject({ state: 'unknown', reason: 'not-observed-yet' });
  });
});

describe('a change', () => {
  test('is told when a spell becomes too long and when it ends, not while it grows', async () => {
    const watched = await desk();
    await watched.pass(430);
    expect(watched.changes).toEqual([]);
    await watched.pass(1);
    expect(watched.changes).toHaveLength(1);
    await watched.pass(20 * minute);
    expect(watched.changes).toHaveLength(1);
    await watched.pass(15 * minute);
    expect(watched.changes).toHaveLength(2);
    await watched.touch().pass(3 * minute);
    expect(watched.changes).toHaveLength(3);
  });

  test('is none at the start: the first answer waits for the first look', async () => {
    const watched = new WatchedDesk();
    const reading = watched.read();
    await watched.start();
    expect(await reading).toMatchObject({ state: 'known', value: { sight: 'whole', spells: [] } });
    expect(watched.changes).toEqual([]);
  });

  test('a night that goes on is the same fact for hours', async () => {
    const watched = await desk();
    await watched.pass(4 * hour + minute);
    const early = await watched.spells();
    await watched.pass(3 * hour);
    expect(await watched.spells()).toEqual(early);
    await watched.pass(hour);
    expect(await watched.spells()).toEqual([expect.objectContaining({ seconds: 8 * hour })]);
  });
});

describe('what cannot be seen', () => {
  const blind = { state: 'unreadable', reason: 'idle-unreadable', detail: 'sway' } as const;

  test('is unknown, with its reason', async () => {
    const watched = await desk({ instead: blind });
    expect(await watched.read()).toMatchObject({
      state: 'unknown',
      reason: 'idle-unreadable',
      detail: 'sway',
    });
  });

  test('is asked for less and less often, and seen when it comes', async () => {
    const watched = await desk({ instead: blind, locked: true });
    await watched.pass(24 * hour);
    expect(watched.looks).toBeLessThan(110);
    watched.instead = null;
    await watched.touch().pass(15 * minute);
    expect(await watched.read()).toMatchObject({ state: 'known' });
    expect(watched.changes).toHaveLength(1);
  });

  test('is nobody where there is no desktop', async () => {
    const watched = await desk({ instead: { state: 'absent', reason: 'no-graphical-session' } });
    expect(await watched.read()).toEqual({
      state: 'absent',
      reason: 'no-graphical-session',
      source: undefined,
    });
  });

  test('ends a spell where it was last seen', async () => {
    const watched = await desk();
    await watched.pass(4 * minute);
    watched.instead = blind;
    await watched.pass(3 * minute);
    watched.instead = null;
    await watched.pass(5 * minute);
    expect(await watched.spells()).toEqual([]);
  });

  test('leaves what was seen before standing', async () => {
    const watched = await desk();
    await watched.pass(20 * minute);
    watched.instead = blind;
    await watched.pass(10 * minute);
    expect(await watched.read()).toMatchObject({ state: 'known', value: { sight: 'none' } });
    expect(await watched.spells()).toHaveLength(1);
  });

  test('of the lock is said', async () => {
    const watched = await desk({ locked: null });
    await watched.pass(hour);
    expect(await watched.read()).toMatchObject({
      value: { sight: 'no-lock', spells: [{ unlockedSeconds: null, seconds: expect.closeTo(hour, -3) }] },
    });
  });
});

describe('a restart', () => {
  test('loses nothing that was noted, and goes on with a spell that is proven', async () => {
    const watched = await desk();
    await watched.pass(10 * minute);
    await watched.observer.stop();
    await watched.again(25 * minute);
    expect(await watched.spells()).toEqual([
      expect.objectContaining({ seconds: 35 * minute, unlockedSeconds: 35 * minute, ongoing: true }),
    ]);
    await watched.observer.stop();
    await watched.touch().again(hour);
    expect((await watched.spells()).filter((spell) => !spell.ongoing)).toHaveLength(1);
  });

  test('in the same program begins with what the file says, and tells no change of its own', async () => {
    const watched = await desk();
    await watched.pass(20 * minute);
    await watched.touch().pass(5 * minute);
    await watched.observer.stop();
    const { writes } = watched.store;
    await watched.observer.stop();
    expect(watched.store.writes).toBe(writes);
    watched.store.text = null;
    watched.changes.length = 0;
    await watched.start();
    expect(await watched.spells()).toEqual([]);
    expect(watched.changes).toEqual([]);
    await watched.pass(15 * minute);
    expect(await watched.spells()).toHaveLength(1);
    expect(watched.store.text).toContain('spells');
  });

  test('by a kill goes on too, with what was written ten minutes ago or later', async () => {
    const watched = await desk();
    await watched.pass(40 * minute);
    await watched.again(5 * minute);
    expect(await watched.spells()).toEqual([expect.objectContaining({ seconds: 45 * minute })]);
  });

  test('does not go on where the system has no name for a run of the computer', async () => {
    const watched = await desk({ boot: null });
    await watched.pass(10 * minute);
    await watched.observer.stop();
    await watched.again(minute);
    expect((await watched.spells()).every((spell) => spell.seconds < 5 * minute)).toBe(true);
  });

  test.each(['', '{', '{"v":2}', '[]', '{"v":1,"since":"x"}'])(
    'on a file of %j begins anew, and keeps it',
    async (text) => {
      const store = new MemoryStore();
      store.text = text;
      const watched = await desk({ store });
      expect(store.aside).toBeTruthy();
      expect(await watched.spells()).toEqual([]);
    },
  );

  test('a disk that is full is told, and nothing else is lost', async () => {
    const watched = await desk();
    watched.store.broken = true;
    await watched.pass(20 * minute);
    expect(watched.troubles.join()).toContain('disk full');
    expect(await watched.spells()).toHaveLength(1);
  });
});

describe('how often it looks', () => {
  test('a working day of eight hours: seldom, and never past the moment that counts', async () => {
    const watched = await desk();
    for (let at = 0; at < 8 * hour; at += minute) await watched.touch().pass(minute);
    expect(watched.looks).toBeLessThan(260);
    expect(watched.questions).toBeLessThanOrEqual(watched.looks);
  });

  test('a night behind a lock: every five minutes', async () => {
    const watched = await desk({ locked: true });
    await watched.pass(16 * hour);
    expect(watched.looks).toBeLessThan(200);
    expect(watched.store.writes).toBeLessThan(110);
    expect(watched.questions).toBe(0);
  });
});

describe('a program that looks once', () => {
  const reading = (store: MemoryStore, wanted: typeof thresholds | null = thresholds) =>
    writtenObservations({ store, thresholds: () => wanted }).read(never);

  test('says what the running agent wrote', async () => {
    const watched = await desk({ wall: Date.now() - 30 * minute * 1000 });
    await watched.pass(20 * minute);
    expect(await reading(watched.store)).toMatchObject({
      state: 'known',
      value: { spells: [{ ongoing: true }] },
    });
  });

  test('says that nobody has watched, where nobody has for a day', async () => {
    const watched = await desk({ wall: Date.now() - 25 * hour * 1000 });
    await watched.pass(minute);
    const notYet = { state: 'unknown', reason: 'not-observed-yet' };
    expect(await reading(watched.store)).toMatchObject(notYet);
    expect(await reading(new MemoryStore())).toMatchObject(notYet);
  });

  test('says so where the file makes no sense', async () => {
    const store = new MemoryStore();
    store.text = 'what?';
    expect(await reading(store)).toMatchObject({ state: 'unknown', reason: 'unparsable' });
  });
});
