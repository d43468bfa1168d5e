import { z } from 'zod';

/** Enrolment tokens as IT sees them; the secret itself is shown once, when it is made. */
export const tokenRequest = z.object({
  profile: z.enum(['standard', 'confidential', 'dedicated']),
  department: z.string().trim().max(100),
  uses: z.int().min(1).max(100_000),
  days: z.int().min(1).max(365),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

export const newToken = z.object({
  id: z.string(),
  token: z.string().describe('shown once; the endpoint keeps only its hash'),
  expiresAt: z.iso.datetime(),
});
export type NewToken = z.infer<typeof newToken>;
