import { describe, expect, test } from 'vitest';
import { known, type Reading, unknown } from '../../src/facts/fact.ts';
import type { MediaFact, Medium } from '../../src/facts/removable-media.ts';
import { mediaNotedBefore, watchedMedia } from '../../src/observer/media-observer.ts';
import type { ObservationStore } from '../../src/observer/observer.ts';
import { removableMedia } from '../../src/rules/removable-media.ts';
import { medium } from '../rules/removable-media.cases.ts';

const never = new AbortController().signal;
const stick = medium({ firstSeen: null });
const other = medium({ firstSeen: null, serial: 'OTHER-1' });

/** A computer whose clock and ports are in the test's hands, and the file that outlives the agent. */
class Desk implements ObservationStore {
  text: string | null = null;
  aside: string[] = [];
  writings = 0;
  plugged: Medium[] = [];
  unread: MediaFact['unread'] = [];
  kept: MediaFact['kept'] = [];
  answer: Reading<MediaFact> | null = null;
  clock = Date.parse('2026-11-24T01:00:00.000Z');
  read = () => this.text;
  write = async (text: string) => {
    this.text = text;
    this.writings += 1;
  };
  setAside = (why: string) => {
    this.aside.push(why);
    this.text = null;
  };
  readonly probe = {
    fact: 'removable-media' as const,
    budgetMs: 1000,
    read: async () => this.answer ?? known(this.#look(), '/sys/block'),
  };
  now = () => new Date(this.clock);
  agent = () => watchedMedia({ probe: this.probe, store: this, now: this.now, onTrouble: this.trouble });
  troubles: string[] = [];
  trouble = (sentence: string) => {
    this.troubles.push(sentence);
  };
  pass(minutes: number): void {
    this.clock += minutes * 60_000;
  }
  #look(): MediaFact {
    const { plugged: media, unread, kept } = this;
    return { media, unread, kept, watchedSince: null, comparedWith: null, left: 0 };
  }
}

async function valueFrom(probe: Pick<ReturnType<Desk['agent']>, 'read'>): Promise<MediaFact> {
  const reading = await probe.read(never);
  if (reading.state !== 'known') throw new Error(reading.state);
  return reading.value;
}
const short = ({ media }: MediaFact) =>
  media.map(({ serial, firstSeen, lastSeen }) => [serial, firstSeen?.slice(11, 16), lastSeen?.slice(11, 16)]);
const [first, second] = [stick.serial, other.serial];

describe('while the agent runs', () => {
  test('what was noted goes with its file, as after a sign-off', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    desk.plugged = [stick];
    await valueFrom(agent);
    desk.text = null;
    desk.plugged = [];
    desk.pass(10);
    expect(await valueFrom(agent)).toMatchObject({ media: [], watchedSince: '2026-11-24T01:10:00.000Z' });
    expect(desk.text).not.toContain(first);
  });

  test('what went is known with when it was there, and what comes again is the same', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    expect(await valueFrom(agent)).toMatchObject({ media: [], watchedSince: '2026-11-24T01:00:00.000Z' });
    desk.pass(10);
    desk.plugged = [stick];
    expect(short(await valueFrom(agent))).toEqual([[first, '01:10', undefined]]);
    desk.pass(10);
    desk.plugged = [other];
    expect(short(await valueFrom(agent))).toEqual([
      [second, '01:20', undefined],
      [first, '01:10', '01:10'],
    ]);
    desk.pass(10);
    desk.plugged = [{ ...stick, source: '/sys/block/sdq' }];
    expect(short(await valueFrom(agent))).toEqual([
      [first, '01:10', undefined],
      [second, '01:20', '01:20'],
    ]);
  });

  test('a drive that could not be looked into takes nothing for gone', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    desk.plugged = [stick];
    await valueFrom(agent);
    desk.pass(5);
    desk.plugged = [];
    desk.unread = [{ source: '/sys/block/sdc', detail: 'size: failed' }];
    expect(short(await valueFrom(agent))).toEqual([[first, '01:00', undefined]]);
  });

  test('what cannot be read at all is told as it is, and forgets nothing', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    desk.plugged = [stick];
    await valueFrom(agent);
    desk.answer = unknown('failed', '/sys/block');
    expect(await agent.read(never)).toEqual(desk.answer);
    desk.answer = null;
    desk.plugged = [];
    expect(short(await valueFrom(agent))).toEqual([[first, '01:00', '01:00']]);
  });

  test('a system that keeps its own history is asked, and from when on somebody watched is told beside it', async () => {
    const desk = new Desk();
    desk.kept = ['usb-drive'];
    const [firstSeen, lastSeen] = ['2026-11-20T00:00:00.000Z', '2026-11-23T20:00:00.000Z'];
    desk.plugged = [{ ...stick, firstSeen, lastSeen }];
    expect(await valueFrom(desk.agent())).toMatchObject({
      kept: ['usb-drive'],
      watchedSince: '2026-11-24T01:00:00.000Z',
      media: [{ firstSeen, lastSeen }],
    });
  });

  test('pulled out while the computer was off, it was last seen by the look that saw it', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    desk.kept = ['usb-drive'];
    desk.plugged = [{ ...stick, firstSeen: '2026-11-20T00:00:00.000Z' }];
    await valueFrom(agent);
    desk.pass(60);
    desk.plugged = [
      { ...stick, firstSeen: '2026-11-20T00:00:00.000Z', lastSeen: '2026-11-23T20:00:00.000Z' },
    ];
    expect(short(await valueFrom(agent))).toEqual([[first, '00:00', '01:00']]);
  });

  test('an unchanged desk gives the same fact at every look, and hardly anything is written', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    desk.plugged = [stick];
    const before = await valueFrom(agent);
    for (let minute = 0; minute < 9; minute += 1) {
      desk.pass(1);
      expect(await valueFrom(agent)).toEqual(before);
    }
    expect(desk.writings).toBe(1);
  });
});

describe('over a restart', () => {
  test('what went meanwhile was last seen before it, and nobody claims to have watched', async () => {
    const desk = new Desk();
    desk.plugged = [stick];
    await valueFrom(desk.agent());
    desk.pass(120);
    desk.plugged = [];
    const value = await valueFrom(desk.agent());
    expect(short(value)).toEqual([[first, '01:00', '01:00']]);
    expect(value.watchedSince).toBe('2026-11-24T03:00:00.000Z');
  });

  test('what is spoilt is set aside, and watching begins anew', async () => {
    const desk = new Desk();
    desk.text = '{"v":1,"media":[{';
    expect(short(await valueFrom(desk.agent()))).toEqual([]);
    expect(desk.aside).toHaveLength(1);
    expect(JSON.parse(desk.text)).toMatchObject({ v: 1, media: [] });
  });

  test('a disk that takes nothing is said, and the look counts all the same', async () => {
    const desk = new Desk();
    desk.write = async () => {
      throw new Error('ENOSPC');
    };
    desk.plugged = [stick];
    expect(short(await valueFrom(desk.agent()))).toEqual([[first, '01:00', undefined]]);
    expect(desk.troubles.join()).toContain('ENOSPC');
  });

  test('the file stays small, whatever is plugged in for how long', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    for (let day = 0; day < 300; day += 1) {
      desk.plugged = [medium({ serial: `S${day}` })];
      await valueFrom(agent);
      desk.pass(1440);
    }
    desk.plugged = [];
    expect((await valueFrom(agent)).media).toHaveLength(31);
    desk.plugged = Array.from({ length: 500 }, (_, index) => medium({ serial: `T${index}` }));
    expect((await valueFrom(agent)).media).toHaveLength(200);
  });
});

describe('a program that looks once', () => {
  test('knows what the running agent has noted, and writes nothing', async () => {
    const desk = new Desk();
    const agent = desk.agent();
    desk.plugged = [stick];
    await valueFrom(agent);
    desk.pass(30);
    desk.plugged = [];
    const { writings } = desk;
    const value = await valueFrom(mediaNotedBefore({ probe: desk.probe, store: desk, now: desk.now }));
    expect(short(value)).toEqual([[first, '01:00', '01:00']]);
    expect(value.watchedSince).toBe('2026-11-24T01:00:00.000Z');
    expect(desk.writings).toBe(writings);
  });

  test.each([
    ['without a note', null],
    ['with one that is spoilt', '{"v":'],
  ])('%s it says that nobody watched', async (_how, text) => {
    const desk = new Desk();
    desk.text = text;
    const once = mediaNotedBefore({ probe: desk.probe, store: desk, now: desk.now });
    expect(await valueFrom(once)).toMatchObject({ media: [], watchedSince: null });
  });

  test('does not rely on an agent that has not looked for three hours', async () => {
    const desk = new Desk();
    await valueFrom(desk.agent());
    desk.pass(180);
    const once = mediaNotedBefore({ probe: desk.probe, store: desk, now: desk.now });
    expect((await valueFrom(once)).watchedSince).toBe(null);
  });
});

test('as much as the rule looks back, and no less, is kept', () => {
  const days = { allowed: [], discsAllowed: false, lookbackDays: 30, unwatched: 'told' };
  expect(removableMedia.limits.safeParse(days).success).toBe(true);
  expect(removableMedia.limits.safeParse({ ...days, lookbackDays: 31 }).success).toBe(false);
});
