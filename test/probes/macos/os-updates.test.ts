import { expect, test } from 'vitest';
import { newerOffers, osUpdatesProbe, softwareUpdateFile } from '../../../src/probes/macos/os-updates.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const version: CapturedMac['files'] = {
  '/System/Library/CoreServices/SystemVersion.plist': { plist: { ProductVersion: '26.6.2' }, form: 'xml' },
};
const lookedAt = { date: '2026-11-19T18:40:50.000Z' };

/** As a public agent's test has it from macOS 26.6, in September 2026. */
const offers = {
  'MSU_UPDATE_25F71_patch_26.5_minor': { date: '2026-05-20T16:15:10.000Z' },
  'MSU_UPDATE_25G229_patch_26.7_minor': { date: '2026-09-15T01:36:31.000Z' },
  'MSU_UPDATE_26A428_patch_27.0_major': { date: '2026-09-15T01:36:31.000Z' },
};

async function read(plist: Record<string, unknown>, form: 'xml' | 'binary' = 'xml') {
  const files = { ...version, [softwareUpdateFile]: { plist, form } } as CapturedMac['files'];
  const reading = await osUpdatesProbe(capturedMac({ files, commands: {} })).read(notAborted);
  return reading.state === 'known' ? reading.value : reading.reason;
}

test.each(['xml', 'binary'] as const)(
  'nothing newer on offer: current when it last looked (%s)',
  async (form) => {
    const counter = { LastRecommendedUpdatesAvailable: 1 };
    expect(await read({ ...counter, LastSuccessfulDate: lookedAt }, form)).toMatchObject({
      currentAt: lookedAt.date,
      missing: 0,
      version: '26.6.2',
    });
  },
);

test('something newer on offer: missing since it was first offered', async () => {
  expect(await read({ LastSuccessfulDate: lookedAt, FirstOfferDateDictionary: offers })).toMatchObject({
    currentAt: '2026-09-15T01:36:31.000Z',
    missing: 1,
  });
});

test('an old offer, and one of a next major version, are no updates that are missing', () => {
  const dates = Object.fromEntries(Object.entries(offers).map(([name, { date }]) => [name, new Date(date)]));
  expect(newerOffers(dates, '26.6.2')).toEqual([{ version: '26.7', at: '2026-09-15T01:36:31.000Z' }]);
  expect(newerOffers(dates, '26.7')).toEqual([]);
  expect(newerOffers(dates, '26.4.1')).toHaveLength(2);
  expect(newerOffers(undefined, '26.7')).toEqual([]);
});

test.each([
  ['no date', { AutomaticCheckEnabled: true }],
  ['a date that is none', { LastSuccessfulDate: 'yesterday' }],
])('%s is unknown', async (_, plist) => {
  expect(await read(plist)).toBe('missing-source');
});
