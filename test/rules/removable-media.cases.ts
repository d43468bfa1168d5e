import { known, unknown } from '../../src/facts/fact.ts';
import type { MediaFact, Medium } from '../../src/facts/removable-media.ts';
import type { RuleCase } from './rule-case.ts';

/** A stick that is in the computer, or another medium. */
export function medium(change: Partial<Medium> = {}): Medium {
  return {
    kind: 'usb-drive',
    maker: 'Kingston',
    model: 'DataTraveler 3.0',
    serial: '60A44C413FAEF290395F00F4',
    serialState: 'read',
    firstSeen: '2026-11-24T01:12:00.000Z',
    lastSeen: null,
    source: '/sys/block/sdb',
    ...change,
  };
}

export function media(...all: Medium[]): MediaFact {
  return {
    media: all,
    kept: [],
    watchedSince: '2026-11-20T00:55:00.000Z',
    comparedWith: null,
    left: 0,
    unread: [],
  };
}

/** Hours before the scan of a case. */
export const hoursAgo = (hours: number): string =>
  new Date(Date.parse('2026-11-24T04:00:00.000Z') - hours * 3_600_000).toISOString();
export const disc = medium({ kind: 'disc', model: 'DVDRAM GUD1N', serial: null, serialState: 'none' });
export const nameless = medium({ serial: null, serialState: 'none' });
export const unreadable = medium({ kind: 'card', serial: null, serialState: 'unread' });

const read = (...all: Medium[]) => known(media(...all), '/sys/block');
const because = (expect: 'fail' | 'unknown', reason: string) =>
  ({ expect, reason: `removable-media.reason.${reason}` }) as const;
const unread = [{ source: '/sys/block/sr0', detail: '/run/udev/data/b11:0: missing' }];

export const cases: readonly RuleCase<MediaFact>[] = [
  { name: 'nothing is in the computer', reading: read(), expect: 'pass', reason: null },
  { name: 'a stick that is in it', reading: read(medium()), ...because('fail', 'foreign') },
  { name: 'a card', reading: read(medium({ kind: 'card' })), ...because('fail', 'foreign') },
  {
    name: 'a disk on Thunderbolt',
    reading: read(medium({ kind: 'external-disk' })),
    ...because('fail', 'foreign'),
  },
  { name: 'a disc', reading: read(disc), ...because('fail', 'disc') },
  {
    name: 'a stick without a serial number can be on no list',
    reading: read(nameless),
    ...because('fail', 'no-serial'),
  },
  {
    name: 'a stick that went three hours ago',
    reading: read(medium({ lastSeen: hoursAgo(3) })),
    ...because('fail', 'gone'),
  },
  {
    name: 'a stick that went longer ago than is looked back',
    reading: read(medium({ lastSeen: hoursAgo(25) })),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a date a week ahead is no date',
    reading: read(medium({ lastSeen: hoursAgo(-7 * 24) })),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'what is in the computer is said before what was',
    reading: read(medium({ lastSeen: hoursAgo(3) }), disc),
    ...because('fail', 'disc'),
  },
  {
    name: 'a card whose number the reader keeps to itself may be a known one',
    reading: read(unreadable),
    ...because('unknown', 'serial-unread'),
  },
  {
    name: 'what is foreign is so, whatever could not be read',
    reading: read(unreadable, medium()),
    ...because('fail', 'foreign'),
  },
  {
    name: 'a drive that could not be looked into',
    reading: known({ ...media(), unread }, '/sys/block'),
    ...because('unknown', 'unread'),
  },
  {
    name: 'a stick beside a drive that could not be looked into',
    reading: known({ ...media(medium()), unread }, '/sys/block'),
    ...because('fail', 'foreign'),
  },
  {
    name: 'nothing now, and nobody watched before: the pass says so',
    reading: known({ ...media(), watchedSince: null }, '/sys/block'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'nothing could be read',
    reading: unknown('missing-source', '/sys/block'),
    expect: 'unknown',
    reason: 'unknown.missing-source',
  },
];
