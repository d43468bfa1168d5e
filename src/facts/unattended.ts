import * as z from 'zod';
import { defineFact } from './fact.ts';

export const unattended = defineFact({
  name: 'unattended',
  meaning:
    'The times in which this computer was awake and nobody touched it, for longer than its policy allows.',
  value: z.object({
    since: z.iso.datetime().describe('when the agent first watched this computer'),
    noted: z
      .object({ unlockedSeconds: z.number().positive(), awakeSeconds: z.number().positive() })
      .describe('seconds beyond which a time is noted, open and in all; nothing shorter is kept'),
    sight: z
      .enum(['whole', 'no-lock', 'none'])
      .describe('what can be seen now: all of it, everything but the lock, or nothing'),
    spells: z
      .array(
        z.object({
          startedAt: z.iso.datetime().describe("by the computer's own clock, when it was first seen"),
          seconds: z.number().nonnegative().describe('how long at least; sleep is not counted'),
          unlockedSeconds: z
            .number()
            .nonnegative()
            .nullable()
            .describe('how much of it, from its start, the screen was open; null where nobody told'),
          presenting: z.boolean().describe('full-screen video, slides or a shared screen'),
          ongoing: z.boolean().describe('whether it was going on when this was read'),
          source: z.string().describe('who told of it'),
        }),
      )
      .describe('the oldest first'),
  }),
  example: {
    since: '2026-11-20T00:55:00.000Z',
    noted: { unlockedSeconds: 430, awakeSeconds: 1920 },
    sight: 'whole',
    spells: [
      {
        startedAt: '2026-11-24T05:44:00.000Z',
        seconds: 2400,
        unlockedSeconds: 1140,
        presenting: false,
        ongoing: false,
        source: 'org.gnome.Mutter.IdleMonitor, org.gnome.ScreenSaver',
      },
    ],
  },
});
export type NotedSpell = (typeof unattended.example)['spells'][number];
