import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestSilence, type Observation } from '../../src/observer/spells.ts';
import { Desk, minute, slack } from './tracked-desk.ts';

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
