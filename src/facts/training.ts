import * as z from 'zod';
import { defineFact } from './fact.ts';

export const training = defineFact({
  name: 'training',
  meaning: 'Whether the rulebook was read on this computer and its questions answered, and when.',
  value: z.object({
    rulebook: z.int().positive().describe('version of the rulebook that is read now'),
    passed: z
      .object({
        rulebook: z.int().positive().describe('version of the rulebook that was read'),
        on: z.iso.date().describe("by the computer's own calendar"),
        score: z.int().nonnegative().describe('right answers, of ten'),
      })
      .nullable()
      .describe('the last time that the questions were passed; null for never'),
  }),
  example: { rulebook: 1, passed: { rulebook: 1, on: '2026-10-12', score: 9 } },
});
