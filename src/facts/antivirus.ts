import * as z from 'zod';
import { defineFact } from './fact.ts';

/** `unknown` is an answer: the product is there, but does not tell. */
const onOff = z.enum(['on', 'off', 'unknown']);
/** As Windows Security Center tells them apart: paused for a while, and switched off for want of a licence. */
const protection = z.enum([...onOff.options, 'snoozed', 'expired']);

export const antivirus = defineFact({
  name: 'antivirus',
  meaning: 'The antivirus products of this computer: running, watching in real time, with which signatures.',
  value: z.object({
    products: z
      .array(
        z.object({
          name: z.string().describe('the name of the product as its maker writes it'),
          running: onOff.describe('whether its engine is running'),
          realTime: protection.describe('whether it checks files as they are opened'),
          signaturesAt: z.iso
            .datetime()
            .nullable()
            .describe(
              'when the signatures in use were made, or last known to be the newest; null where the product does not tell',
            ),
          // Agents before these fields did not tell: absent means unknown, and no doubt.
          signatures: z
            .enum(['current', 'outdated', 'unknown'])
            .optional()
            .describe('what the product reports of its signatures to the system, without a date'),
          doubt: z
            .enum(['conflicting', 'single-source', 'stale'])
            .optional()
            .describe('why what was said of it was not believed: `source` has who said what'),
          source: z.string().describe('where this product was seen'),
        }),
      )
      .describe('every product that was found, on guard or not'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .optional()
      .describe('lists of products that could not be read: another one may be on guard, unseen'),
  }),
  example: {
    products: [
      {
        name: 'ClamAV',
        running: 'on',
        realTime: 'on',
        signaturesAt: '2026-11-20T08:00:00Z',
        signatures: 'unknown',
        source: 'clamd socket /run/clamav/clamd.ctl',
      },
    ],
    unread: [],
  },
});
export type AntivirusProduct = (typeof antivirus.example)['products'][number];
