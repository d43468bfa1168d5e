import { describe, expect, test } from 'vitest';
import { Desk, minute } from './tracked-desk.ts';

describe('a spell', () => {
  test('is as long as nobody touched the computer, and open as long as it was not locked', () => {
    const desk = new Desk().look().watch(10 * minute);
    desk.lock(true).watch(30 * minute);
    expect(desk.open()).toMatchObject({ seconds: 40 * minute, unlockedSeconds: 10 * minute });
    desk.unlock().look();
    expect(desk.ended.at(-1)).toMatchObject({
      startedAt: Date.parse('2026-11-24T09:00:00Z'),
      seconds: 40 * minute,
      unlockedSeconds: 10 * minute,
      presenting: false,
      source: 'test',
    });
  });

  test('of a lock that was not told is open only as far as it was seen open', () => {
    const desk = new Desk()
      .look()
      .watch(4 * minute)
      .pass(90)
      .lock(false)
      .pass(30)
      .look();
    expect(desk.open()).toMatchObject({ seconds: 6 * minute, unlockedSeconds: 4 * minute });
  });

  test('of a screen that was locked by hand was never open', () => {
    const desk = new Desk()
      .look()
      .pass(30)
      .touch()
      .lock(true)
      .watch(20 * minute);
    expect(desk.open()).toMatchObject({ seconds: 20 * minute, unlockedSeconds: 0 });
  });

  test('says nothing of the lock where nobody tells of it', () => {
    const desk = new Desk();
    desk.locked = null;
    expect(
      desk
        .look()
        .watch(20 * minute)
        .open(),
    ).toMatchObject({ seconds: 20 * minute, unlockedSeconds: null });
  });

  test('ends with a touch, also one that is over before the next look', () => {
    const desk = new Desk()
      .look()
      .watch(10 * minute)
      .pass(20)
      .touch()
      .pass(40)
      .look();
    expect(desk.ended.at(-1)?.seconds).toBe(10 * minute);
    expect(desk.open()?.seconds).toBe(40);
  });

  test('does not begin before the observer: what was before was not seen', () => {
    const desk = new Desk()
      .pass(3600)
      .look()
      .watch(5 * minute);
    expect(desk.longest()).toBe(5 * minute);
  });
});

describe('sleep and the clock', () => {
  test.each([true, false])('a night asleep is no spell, told: %s', (told) => {
    const desk = new Desk()
      .look()
      .watch(4 * minute)
      .sleep(8 * 3600, told)
      .look()
      .watch(4 * minute);
    expect(desk.longest()).toBe(4 * minute);
  });

  test('two rests with a sleep between them are two', () => {
    const desk = new Desk()
      .look()
      .watch(20 * minute)
      .sleep(60, false)
      .look()
      .watch(20 * minute);
    expect(desk.longest()).toBe(20 * minute);
  });

  test('where the system does not tell of sleep, a silence is taken for one', () => {
    const desk = new Desk();
    desk.tellsSleep = false;
    desk
      .look()
      .watch(4 * minute)
      .sleep(2 * 3600, false)
      .look();
    expect(desk.longest()).toBe(4 * minute);
  });

  test.each([-86_400, 3600, 31_536_000])(
    'a clock that is set by %s s neither makes nor breaks a spell',
    (by) => {
      const desk = new Desk()
        .look()
        .watch(10 * minute)
        .setClock(by)
        .watch(10 * minute);
      expect(desk.ended).toEqual([]);
      expect(desk.open()).toMatchObject({
        seconds: 20 * minute,
        startedAt: Date.parse('2026-11-24T09:00:00Z'),
      });
    },
  );

  test('after starting the computer anew, what was before is another spell', () => {
    const desk = new Desk()
      .look()
      .watch(10 * minute)
      .reboot()
      .look()
      .watch(3 * minute);
    expect(desk.longest()).toBe(10 * minute);
  });
});

describe('a restart of the agent', () => {
  test('goes on with the spell where the idle time proves that nobody came', () => {
    const desk = new Desk()
      .look()
      .watch(10 * minute)
      .restart()
      .pass(15 * minute)
      .look();
    expect(desk.open()).toMatchObject({ seconds: 25 * minute, unlockedSeconds: 25 * minute });
  });

  test('does not, where somebody came meanwhile', () => {
    const desk = new Desk()
      .look()
      .watch(10 * minute)
      .restart()
      .pass(5 * minute)
      .touch()
      .pass(10 * minute);
    desk.look();
    expect(desk.longest()).toBe(10 * minute);
  });

  test('does not, where the computer slept meanwhile', () => {
    const desk = new Desk()
      .look()
      .watch(10 * minute)
      .restart()
      .pass(60)
      .sleep(3600, false)
      .pass(60)
      .look();
    expect(desk.longest()).toBe(10 * minute);
  });
});

describe('a presentation', () => {
  test('is a spell of its own, also when the idle time runs on through it', () => {
    const desk = new Desk().look().watch(2 * minute);
    desk.presenting = true;
    desk.watch(90 * minute);
    desk.presenting = false;
    desk.watch(6 * minute);
    expect(desk.ended.map(({ presenting, seconds }) => [presenting, seconds])).toEqual([
      [false, 2 * minute],
      [true, 90 * minute],
    ]);
    // From the first look without it: it may have ended just before.
    expect(desk.open()).toMatchObject({ presenting: false, seconds: 4 * minute });
  });

  test('needs an open screen', () => {
    const desk = new Desk();
    desk.presenting = true;
    desk
      .look()
      .lock(true)
      .watch(10 * minute);
    expect(desk.open()).toMatchObject({ presenting: false, seconds: 10 * minute });
  });
});
