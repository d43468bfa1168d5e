import * as z from 'zod';
import { defineFact } from './fact.ts';

/** `unknown` is an answer: the product is there, but does not tell. */
const onOff = z.enum(['on', 'off', 'unknown']);

export const antivirus = defineFact({
  name: 'antivirus',
  meaning: 'The antivirus products of this computer: running, watching in real time, with which signatures.',
  value: z.object({
    products: z
      .array(
        z.object({
          name: z.string().describe('the name of the product as its maker writes it'),
          running: onOff.describe('whether its engine is running'),
          realTime: onOff.describe('whether it checks files as they are opened'),
          signaturesAt: z.iso
            .datetime()
            .nullable()
            .describe('when the signatures in use were made; null where the product does not tell'),
          source: z.string().describe('where this product was seen'),
        }),
      )
      .describe('every product that was found, on guard or not'),
  }),
  example: {
    products: [
      {
        name: 'ClamAV',
        running: 'on',
        realTime: 'on',
        signaturesAt: '2026-11-20T08:00:00Z',
        source: 'clamd socket /run/clamav/clamd.ctl',
      },
    ],
  },
});
export type AntivirusProduct = (typeof antivirus.example)['products'][number];
