import * as z from 'zod';
import { defineFact } from './fact.ts';

/** What a volume is for: it holds the system, other data of this computer, or memory that was written out. */
const roles = ['system', 'data', 'swap'] as const;

/**
 * `prepared`: encrypted with a key that lies open beside it, until it is switched on. `locked`: encrypted, and nobody has
 * opened it. `unmounted`: not encrypted, and not in use, so that what lies on it is not seen. `unclear`: it could not be read,
 * or what was read does not say.
 */
const states = [
  'encrypted',
  'open',
  'encrypting',
  'decrypting',
  'suspended',
  'prepared',
  'locked',
  'unmounted',
  'unclear',
] as const;

export const diskEncryption = defineFact({
  name: 'disk-encryption',
  meaning: 'Whether what lies on the disks of this computer can be read without a key.',
  value: z.object({
    volumes: z
      .array(
        z.object({
          name: z.string().describe('where it stands: a drive such as C:, or a folder such as /home'),
          role: z.enum(roles),
          state: z.enum(states),
          source: z.string().describe('where it was read'),
          detail: z.string().optional().describe('what was unclear; technical'),
        }),
      )
      .describe('the system first; sticks and disks that come and go are not among them'),
  }),
  example: {
    volumes: [
      { name: '/', role: 'system', state: 'encrypted', source: '/sys/dev/block/253:1' },
      { name: '/home', role: 'data', state: 'encrypted', source: '/sys/dev/block/253:2' },
    ],
  },
});
export type Volume = (typeof diskEncryption.example)['volumes'][number];
