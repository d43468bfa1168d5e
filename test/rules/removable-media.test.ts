import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import type { Medium } from '../../src/facts/removable-media.ts';
import { mediumKinds } from '../../src/facts/removable-media.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { removableMedia } from '../../src/rules/removable-media.ts';
import { cases, disc, hoursAgo, media, medium } from './removable-media.cases.ts';
import { testCases } from './rule-case.ts';

describe('removable-media', () => testCases('removable-media', cases));

type Limits = z.infer<typeof removableMedia.limits>;
const none: Limits = { allowed: [], discsAllowed: false, lookbackDays: 1, unwatched: 'told' };
const moment = { at: hoursAgo(0), today: '2026-11-24' };
const judge = (value: ReturnType<typeof media>, limits: Limits) =>
  removableMedia.judge(value, limits, moment, noAssignment);
const narrow = (value: ReturnType<typeof media>, limits: Limits) => {
  if (removableMedia.narrow === undefined) throw new Error('it narrows');
  return removableMedia.narrow(value, limits, moment, noAssignment);
};
const allowing = (...serials: string[]): Limits => ({
  ...none,
  allowed: serials.map((serial) => ({ serial })),
});

describe('what IT writes into its list', () => {
  test.each([
    ['as it was reported', '60A44C413FAEF290395F00F4'],
    ['in small letters, as another system shows it', '60a44c413faef290395f00f4'],
  ])('a serial number %s is known', (_how, serial) => {
    expect(judge(media(medium()), allowing(serial))).toMatchObject({ status: 'pass' });
  });

  test('blanks with which a bridge fills a serial number up do not make another one', () => {
    expect(judge(media(medium({ serial: '  S3Z9NB0K  ' })), allowing('S3Z9NB0K')).status).toBe('pass');
  });

  test.each(['60A44C413FAEF290395F00F', '60A44C41', '0A44C413FAEF290395F00F4'])(
    'a part of a serial number (%s) is none',
    (serial) => {
      expect(judge(media(medium()), allowing(serial)).status).toBe('fail');
    },
  );

  test('discs are allowed or not, whatever else is in the computer', () => {
    expect(judge(media(disc), { ...none, discsAllowed: true }).status).toBe('pass');
    expect(judge(media(disc, medium()), { ...none, discsAllowed: true })).toMatchObject({
      status: 'fail',
      reason: { id: 'removable-media.reason.foreign', values: { count: 1 } },
    });
  });

  test('of a disc that a token on USB shows, IT can list the token', () => {
    const token = medium({ kind: 'disc', maker: 'EnterSafe', model: 'ePass3000', serial: 'EP3000A17' });
    expect(judge(media(token), none)).toMatchObject({
      status: 'fail',
      reason: { id: 'removable-media.reason.foreign' },
    });
    expect(judge(media(token), allowing('EP3000A17')).status).toBe('pass');
    expect(judge(media(token), { ...none, discsAllowed: true }).status).toBe('pass');
    expect(judge(media(token, disc), allowing('EP3000A17'))).toMatchObject({
      reason: { id: 'removable-media.reason.disc', values: { count: 1 } },
    });
  });

  test('where nobody looks back, only what is in the computer now counts', () => {
    const now = { ...none, lookbackDays: 0 };
    expect(judge(media(medium({ lastSeen: hoursAgo(0.1) })), now).status).toBe('pass');
    expect(judge({ ...media(), watchedSince: null }, now).status).toBe('pass');
    expect(judge(media(medium()), now).status).toBe('fail');
  });
});

describe('time that nobody watched', () => {
  const strict: Limits = { ...none, unwatched: 'unknown' };
  const onWindows = { ...media(), kept: ['usb-drive' as const] };
  const since = (watchedSince: string | null, value = media()) => ({ ...value, watchedSince });

  test.each([
    ['a whole day was watched', since(hoursAgo(24)), 'none'],
    ['the first look', since(hoursAgo(0)), 'none-since'],
    ['the agent was off an hour ago', since(hoursAgo(1)), 'none-since'],
    ['a look of nobody who watches', since(null), 'none-unwatched'],
    ['Windows kept USB drives, the first look', since(hoursAgo(0), onWindows), 'none-on-usb-since'],
    ['Windows kept USB drives, a single look', since(null, onWindows), 'none-on-usb-unwatched'],
    ['everything is kept', since(null, { ...media(), kept: [...mediumKinds] }), 'none'],
  ])('is no fault of anybody, and no pass claims it: %s', (_name, value, claim) => {
    expect(judge(value, none)).toMatchObject({
      status: 'pass',
      observed: { id: `removable-media.observed.${claim}` },
    });
  });

  test.each([
    ['the first look', since(hoursAgo(0)), 'unknown'],
    ['an hour short of the day', since(hoursAgo(23)), 'unknown'],
    ['a single look', since(null), 'unknown'],
    ['Windows, which keeps nothing of cards and discs', since(null, onWindows), 'unknown'],
    ['a whole day was watched', since(hoursAgo(24)), 'pass'],
    ['everything is kept', since(null, { ...media(), kept: [...mediumKinds] }), 'pass'],
  ])('leaves it undecided where the policy wants all of it: %s', (_name, value, status) => {
    const verdict = judge(value, strict);
    expect(verdict.status).toBe(status);
    if (status === 'unknown') expect(verdict.reason?.id).toBe('removable-media.reason.not-watched');
  });

  test('hides nothing that was seen', () => {
    expect(judge(since(null, media(medium())), strict).status).toBe('fail');
    expect(judge(since(null, media(medium({ lastSeen: hoursAgo(3) }))), strict).status).toBe('fail');
  });

  test('counts for nothing where only what is in now is judged', () => {
    expect(judge(since(null), { ...strict, lookbackDays: 0 }).status).toBe('pass');
  });
});

describe('the limit', () => {
  test.each([
    [{ ...none, lookbackDays: 0 }, 'now.no-discs'],
    [none, 'seen.no-discs'],
    [{ ...none, discsAllowed: true }, 'seen.discs'],
    [{ ...none, unwatched: 'unknown' as const }, 'whole.no-discs'],
  ])('says no more than is judged', (limits, id) => {
    expect(removableMedia.describeLimit(limits).id).toBe(`removable-media.limit.${id}`);
  });
});

describe('what a person reads', () => {
  const named = (change: Partial<Medium>) => {
    const { media: names } = judge(media(medium(change)), none).observed?.values ?? {};
    return names;
  };

  test('is what stands on the thing, and the number that IT needs', () => {
    expect(named({})).toEqual(['Kingston DataTraveler 3.0 (60A44C413FAEF290395F00F4)']);
    expect(named({ maker: 'SanDisk', model: 'SanDisk Ultra' })).toEqual([
      'SanDisk Ultra (60A44C413FAEF290395F00F4)',
    ]);
    expect(named({ maker: '', serial: null, serialState: 'none' })).toEqual(['DataTraveler 3.0']);
    expect(named({ maker: '', model: '' })).toEqual(['(60A44C413FAEF290395F00F4)']);
    expect(named({ maker: '', model: '', serial: null, serialState: 'none' })).toEqual(['/sys/block/sdb']);
  });

  test('of what is gone, until when it was there', () => {
    const lastSeen = hoursAgo(2);
    expect(judge(media(medium({ lastSeen })), none).reason?.values).toEqual({ count: 1, lastSeen });
  });
});

describe('what leaves the computer', () => {
  test('neither what IT knows, nor what was here long ago', () => {
    const all = media(
      medium({ serial: 'KNOWN-1' }),
      medium({ serial: 'FOREIGN-1' }),
      medium({ serial: 'OLD-1', lastSeen: hoursAgo(200) }),
    );
    const sent = narrow(all, allowing('known-1'));
    expect(sent.media.map(({ serial }) => serial)).toEqual(['FOREIGN-1']);
    expect(JSON.stringify(sent)).not.toMatch(/KNOWN-1|OLD-1/i);
  });

  test('of very many a part, and how many more there are', () => {
    const many = Array.from({ length: 100 }, (_, index) => medium({ serial: `S${index}` }));
    const sent = narrow(media(...many), none);
    expect([sent.media.length, sent.left]).toEqual([40, 60]);
    expect(judge(sent, allowing(...many.slice(0, 40).map(({ serial }) => serial ?? '')))).toMatchObject({
      status: 'unknown',
      reason: { id: 'removable-media.reason.not-compared' },
    });
  });

  test('a second time nothing more is left out', () => {
    const once = narrow(media(medium()), none);
    expect(narrow(once, allowing('60A44C413FAEF290395F00F4'))).toBe(once);
  });

  const serials = fc.constantFrom('A', 'B', 'C', 'D');
  const anyMedium = fc
    .record({
      kind: fc.constantFrom(...mediumKinds),
      serial: fc.option(serials),
      hours: fc.option(fc.constantFrom(1, 23, 30, 60, 200)),
      unread: fc.boolean(),
    })
    .map(({ kind, serial, hours, unread }) => {
      const serialState = serial !== null ? 'read' : unread ? 'unread' : 'none';
      return medium({ kind, serial, serialState, lastSeen: hours === null ? null : hoursAgo(hours) });
    });
  const anyLimits = fc.record({
    allowed: fc.uniqueArray(serials).map((all) => all.map((serial) => ({ serial }))),
    discsAllowed: fc.boolean(),
    lookbackDays: fc.constantFrom(0, 1, 2, 7),
    unwatched: fc.constantFrom('told' as const, 'unknown' as const),
  });

  test('gives the same verdict by the same limits, and by others the same or unknown', () => {
    fc.assert(
      fc.property(fc.array(anyMedium, { maxLength: 6 }), anyLimits, anyLimits, (all, then, now) => {
        const sent = narrow(media(...all), then);
        expect(judge(sent, then)).toEqual(judge(media(...all), then));
        const { status } = judge(sent, now);
        if (status !== 'unknown') expect(status).toBe(judge(media(...all), now).status);
      }),
    );
  });
});
