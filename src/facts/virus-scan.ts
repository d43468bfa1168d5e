import * as z from 'zod';
import { defineFact } from './fact.ts';

export const virusScan = defineFact({
  name: 'virus-scan',
  meaning: 'When the antivirus products of this computer last finished a full or a quick scan of it.',
  value: z.object({
    products: z
      .array(
        z.object({
          name: z.string().describe('as its maker writes it'),
          finishedAt: z.iso
            .datetime()
            .nullable()
            .describe('when its last full or quick scan came to its end; null where it does not tell'),
          ranAt: z.iso
            .datetime()
            .nullable()
            .describe('when a scan of any kind last ran, finished or not; null where it does not tell'),
          source: z.string().describe('where it was read'),
        }),
      )
      .describe('every product that could have scanned'),
    notedAt: z.iso
      .datetime()
      .nullable()
      .describe('when IT’s own scan job last noted that it had finished; null where it leaves no note'),
  }),
  example: {
    products: [
      {
        name: 'Microsoft Defender Antivirus',
        finishedAt: '2026-11-19T05:39:31.264Z',
        ranAt: '2026-11-19T05:31:02.000Z',
        source: 'Microsoft-Windows-Windows Defender/Operational 1001',
      },
    ],
    notedAt: null,
  },
});
export type ScanningProduct = (typeof virusScan.example)['products'][number];
