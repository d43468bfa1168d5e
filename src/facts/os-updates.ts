import * as z from 'zod';
import { defineFact } from './fact.ts';

export const osUpdates = defineFact({
  name: 'os-updates',
  meaning: 'Until when this system had every update of its maker that was out.',
  value: z.object({
    currentAt: z.iso
      .datetime()
      .nullable()
      .describe('the last moment at which nothing that was out was missing; null where nothing tells of one'),
    bound: z
      .enum(['exact', 'at-least'])
      .describe('at-least: it may have been current for longer; what came out since is not known here'),
    missing: z
      .int()
      .nonnegative()
      .nullable()
      .describe('updates that the system knows of and has not installed; null where it does not count them'),
    restartSince: z.iso
      .datetime()
      .nullable()
      .describe('since when updates that are installed wait for a restart; null where none do'),
    // Agents before these fields did not tell.
    lacksSince: z.iso
      .datetime()
      .optional()
      .describe(
        'when something came out that is missing, as nothing at all was installed since before; older updates may be missing, too',
      ),
    lookedAt: z.iso
      .datetime()
      .optional()
      .describe('when the system itself last looked for updates, with success; where it tells'),
    pausedUntil: z.iso
      .datetime()
      .optional()
      .describe('until when somebody has paused updates; where somebody has'),
    version: z.string().describe('of the system; empty where it has none that tells of updates'),
  }),
  example: {
    currentAt: '2026-11-20T06:15:00.000Z',
    bound: 'exact',
    missing: 0,
    restartSince: null,
    version: 'Debian 12.15',
  },
});
