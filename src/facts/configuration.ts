import * as z from 'zod';
import { defineFact } from './fact.ts';

const bytes = z.number().nonnegative().nullable().describe('bytes; null where the system does not tell');

export const configuration = defineFact({
  name: 'configuration',
  meaning: 'What this computer is built of and called: what nothing but a person’s hand changes.',
  value: z.object({
    processor: z.string().describe('empty where the system does not tell'),
    memory: z
      .object({
        told: z.enum(['modules', 'total']).describe('each module, or only all memory as one'),
        modules: z.array(z.object({ bytes: z.number().nonnegative(), serial: z.string() })),
      })
      .nullable()
      .describe('null where it could not be read'),
    disks: z
      .array(z.object({ model: z.string(), serial: z.string(), bytes }))
      .nullable()
      .describe(
        'built-in ones: none on USB, in a card reader or in a dock; null where they could not be read',
      ),
    adapters: z
      .array(
        z.object({
          kind: z.enum(['ethernet', 'wifi', 'cellular']),
          address: z
            .string()
            .describe('as it was built in, `00-11-22-33-44-55`; empty where that is not told'),
        }),
      )
      .nullable()
      .describe('built-in ones: no program’s, none on USB or in a dock; null where they could not be read'),
    edition: z.string().describe('of the operating system, whatever its version'),
    hostName: z.string().describe('what a person called the computer; a network may lend it another name'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .describe('sources that could not be read'),
  }),
  example: {
    processor: '13th Gen Intel(R) Core(TM) i5-13400',
    memory: {
      told: 'modules',
      modules: [
        { bytes: 8_589_934_592, serial: '9C1D04A7' },
        { bytes: 8_589_934_592, serial: '9C1D04B2' },
      ],
    },
    disks: [{ model: 'SAMSUNG MZVL2512HCJQ-00BL2', serial: 'S64KNX0T123456', bytes: 512_110_190_592 }],
    adapters: [{ kind: 'ethernet', address: '00-00-5E-00-53-01' }],
    edition: 'Professional',
    hostName: 'CORP-PC-0117',
    unread: [],
  },
});
export type Configuration = z.infer<(typeof configuration)['value']>;
