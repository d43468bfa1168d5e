import * as z from 'zod';
import { defineFact } from './fact.ts';

export const passwordAge = defineFact({
  name: 'password-age',
  meaning: 'The day on which the password of the signed-in account was last changed.',
  value: z.object({
    changedOn: z.iso.date().describe('calendar day of the last change, as the system records it'),
    account: z.enum(['local', 'domain']).describe('where the account lives'),
  }),
  example: { changedOn: '2026-10-01', account: 'local' },
});
