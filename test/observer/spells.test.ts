import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  longestSilence,
  nothingSeen,
  type Observation,
  observe,
  openSpell,
  restored,
  type Spell,
  type Tracker,
} from '../../src/observer/spells.ts';
import type { Instant } from '../../src/probes/presence.ts';

const minute = 60;
/** Seconds by which a counter of idle time may be off. */
const slack = 1.5;

/** A computer with somebody in front of it, told to the tracker as a system would tell it. */
class Desk {
  awake = 1000;
  asleep = 0;
  boot = 'first';
  wall = Date.parse('2026-11-24T09:00:00Z');
  touched = 1000;
  locked: boolean | null = false;
  presenting = false;
  tellsSleep = true;
  tracker: Tracker = nothingSeen;
  readonly ended: Spell[] = [];

  at(): Instant {
    const { awake, asleep, boot, wall, tellsSleep } = this;
    return { awake, asleep: tellsSleep ? asleep : null, boot: tellsSleep ? boot : null, wall };
  }

  pass(seconds: number): this {
    this.awake += seconds;
    this.wall += seconds * 1000;
    return this;
  }

  touch(): this {
    this.touched = this.awake;
    return this;
  }

  unlock(): this {
    this.locked = false;
    return this.touch();
  }

  present(on: boolean): this {
    this.presenting = on;
    return this;
  }

  /** A system that tells of it does so when the screen locks, not when it is locked already. */
  lock(told: boolean): this {
    const locks = this.locked !== true;
    this.locked = true;
    return told && locks ? this.look(true) : this;
  }

  /** Sleeps; the clock of a system that does not tell goes on meanwhile. */
  sleep(seconds: number, told: boolean): this {
    if (told) this.tell({ kind: 'suspending', at: this.at() });
    this.wall += seconds * 1000;
    this.asleep += seconds;
    if (!this.tellsSleep) this.awake += seconds;
    if (told) this.tell({ kind: 'resumed', at: this.at() });
    return this;
  }

  setClock(seconds: number): this {
    this.wall += seconds * 1000;
    return this;
  }

  /** The agent ends and starts again, with what it wrote down. */
  restart(): this {
    this.tracker = restored(JSON.parse(JSON.stringify(this.tracker)) as Tracker);
    return this;
  }

  reboot(): this {
    this.boot += '+';
    this.awake = 20;
    this.asleep = 0;
    return this.touch().restart();
  }

  look(justLocked = false): this {
    const { locked, presenting } = this;
    const idle = Math.max(0, this.awake - this.touched);
    return this.tell({ kind: 'look', at: this.at(), idle, locked, presenting, source: 'test', justLocked });
  }

  tell(event: Observation): this {
    const { tracker, ended } = observe(this.tracker, event);
    this.tracker = tracker;
    if (ended !== null) this.ended.push(ended);
    return this;
  }

  /** Nobody touches anything, and the observer looks every two minutes. */
  watch(seconds: number): this {
    for (let left = seconds; left > 0; left -= 2 * minute) this.pass(Math.min(left, 2 * minute)).look();
    return this;
  }

  /** The spell that goes on. */
  open(): Spell | null {
    return openSpell(this.tracker);
  }

  longest(): number {
    return Math.max(...[...this.ended, this.open()].map((spell) => spell?.seconds ?? 0));
  }
}

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

type Deed = (desk: Desk) => void;
const span = fc.double({ min: 0.1, max: 900, noNaN: true });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: span.map(
      (seconds): Deed =>
        (desk) =>
          desk.pass(seconds).look(),
    ),
  },
  {
    weight: 3,
    arbitrary: span.map(
      (seconds): Deed =>
        (desk) =>
          desk.pass(seconds),
    ),
  },
  { weight: 3, arbitrary: fc.constant<Deed>((desk) => desk.touch()) },
  {
    weight: 2,
    arbitrary: fc.boolean().map(
      (told): Deed =>
        (desk) =>
          desk.lock(told),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Deed>((desk) => desk.unlock()) },
  {
    weight: 2,
    arbitrary: fc.boolean().map(
      (on): Deed =>
        (desk) =>
          desk.present(on),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.double({ min: longestSilence + 1, max: 50_000, noNaN: true }), fc.boolean()).map(
      ([seconds, told]): Deed =>
        (desk) =>
          desk.sleep(seconds, told),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: -1e8, max: 1e8 }).map(
      (seconds): Deed =>
        (desk) =>
          desk.setClock(seconds),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Deed>((desk) => desk.restart()) },
  { weight: 1, arbitrary: fc.constant<Deed>((desk) => desk.reboot()) },
);
const day = fc.tuple(fc.boolean(), fc.array(deed, { minLength: 1, maxLength: 60 }));

/** What was really so, in pieces of a millisecond's exactness: one entry for each stretch of time. */
class Witness extends Desk {
  readonly stretches: { boot: string; from: number; to: number; locked: boolean }[] = [];
  readonly touches: { boot: string; at: number }[] = [];
  readonly sleeps: { boot: string; at: number }[] = [];

  /** The run of the computer in which the tracker heard something last. */
  heardIn = this.boot;

  override tell(event: Observation): this {
    this.heardIn = this.boot;
    return super.tell(event);
  }

  override pass(seconds: number): this {
    const { boot, awake: from, locked } = this;
    super.pass(seconds);
    this.stretches.push({ boot, from, to: this.awake, locked: locked === true });
    return this;
  }

  override touch(): this {
    this.touches.push({ boot: this.boot, at: this.awake });
    return super.touch();
  }

  override sleep(seconds: number, told: boolean): this {
    this.sleeps.push({ boot: this.boot, at: this.awake });
    return super.sleep(seconds, told);
  }

  /** What the tracker holds true now, against what was. */
  contradictions(): string[] {
    const { spell, last } = this.tracker;
    if (spell === null || last === null) return [];
    const { from, until, unlockedUntil } = spell;
    const here = <One extends { boot: string }>(one: One) => one.boot === this.heardIn;
    const within = ({ at }: { at: number }) => at > from + slack && at < until;
    const lockedAt = this.stretches
      .filter(here)
      .filter((stretch) => stretch.locked && unlockedUntil !== null)
      .filter((stretch) => stretch.to > from + slack && stretch.from < (unlockedUntil ?? 0));
    return [
      ...this.touches
        .filter(here)
        .filter(within)
        .map(() => 'touched'),
      ...this.sleeps
        .filter(here)
        .filter(within)
        .map(() => 'slept'),
      ...lockedAt.map(() => 'locked'),
      ...(until > last.awake || from > until ? ['longer than it can be'] : []),
    ];
  }
}

test('whatever happens, no spell claims a moment in which somebody was there, or that the computer slept', () => {
  fc.assert(
    fc.property(day, ([tellsSleep, deeds]) => {
      const desk = new Witness();
      desk.tellsSleep = tellsSleep;
      for (const act of deeds) {
        act(desk);
        expect(desk.contradictions()).toEqual([]);
      }
    }),
    { numRuns: 3000 },
  );
});

test('the lengths are the same whatever the clock says', () => {
  fc.assert(
    fc.property(day, fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 60 }), ([, deeds], jumps) => {
      const [steady, jumping] = [new Desk(), new Desk()];
      for (const [index, act] of deeds.entries()) {
        act(steady);
        act(jumping.setClock(jumps[index] ?? 0));
      }
      const lengths = (desk: Desk) =>
        [...desk.ended, desk.open()].map((spell) => spell && { ...spell, startedAt: 0 });
      expect(lengths(jumping)).toEqual(lengths(steady));
    }),
  );
});

test('who is away for a while with the observer at work is missed by no more than one look', () => {
  const away = fc.integer({ min: 5 * minute, max: 12 * 3600 });
  fc.assert(
    fc.property(fc.array(fc.tuple(away, fc.boolean()), { minLength: 1, maxLength: 5 }), (aways) => {
      const desk = new Desk().look();
      for (const [seconds, slept] of aways) {
        desk.touch().look().watch(seconds);
        if (slept) desk.sleep(3600, false);
        desk.touch().pass(1).look();
        const found = desk.ended.findLast((spell) => spell.seconds > minute)?.seconds ?? 0;
        expect(found).toBeGreaterThanOrEqual(seconds - 2 * minute);
        expect(found).toBeLessThanOrEqual(seconds + slack);
      }
    }),
  );
});
