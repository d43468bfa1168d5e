import * as z from 'zod';
import { defineFact } from './fact.ts';

/** A drive on USB, an SD or MMC card, a disc in a drive, a disk on Thunderbolt, FireWire or the like. */
export const mediumKinds = ['usb-drive', 'card', 'disc', 'external-disk'] as const;

export const removableMedia = defineFact({
  name: 'removable-media',
  meaning:
    'Drives, cards and discs from outside that are in this computer or were; once it leaves the computer, only those ' +
    'that its policy has something against.',
  value: z.object({
    media: z
      .array(
        z.object({
          kind: z.enum(mediumKinds),
          maker: z.string().describe('of a disc: who made the drive; empty where nobody tells'),
          model: z.string().describe('of a disc: the drive; empty where nobody tells'),
          serial: z
            .string()
            .nullable()
            .describe('as the device itself says it, of a disc the drive on USB; null where none was read'),
          serialState: z
            .enum(['read', 'none', 'unread'])
            .describe('whether it has a serial number: one that could not be read may be a known one'),
          firstSeen: z.iso.datetime().nullable().describe('null where nobody noted it'),
          lastSeen: z.iso.datetime().nullable().describe('null while it is in the computer'),
          source: z.string().describe('where it was seen'),
        }),
      )
      .describe('all that are known, or of these the ones that the policy has something against'),
    kept: z
      .array(z.enum(mediumKinds))
      .describe('kinds of which the system itself keeps what came and went, whether anybody watched or not'),
    watchedSince: z.iso
      .datetime()
      .nullable()
      .describe('from when on somebody has watched without a break; null where nobody does'),
    comparedWith: z
      .object({
        allowed: z.array(z.string()).describe('keys of the serial numbers on the list'),
        discs: z.boolean().describe('whether discs were allowed'),
        lookbackDays: z.number().nonnegative(),
      })
      .nullable()
      .describe('what every medium was compared with; null while all of them stand here'),
    left: z.int().nonnegative().describe('how many more there are that were too many to list'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .describe('drives that are here and could not be read: while there is one, "none" cannot be said'),
  }),
  example: {
    media: [
      {
        kind: 'usb-drive',
        maker: 'Kingston',
        model: 'DataTraveler 3.0',
        serial: '60A44C413FAEF290395F00F4',
        serialState: 'read',
        firstSeen: '2026-11-24T01:12:00.000Z',
        lastSeen: null,
        source: '/sys/block/sdb',
      },
    ],
    kept: [],
    watchedSince: '2026-11-24T00:55:00.000Z',
    comparedWith: { allowed: ['1k9xq3z'], discs: false, lookbackDays: 1 },
    left: 0,
    unread: [],
  },
});
export type MediaFact = (typeof removableMedia)['example'];
export type Medium = MediaFact['media'][number];
