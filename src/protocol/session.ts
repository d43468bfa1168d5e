import * as z from 'zod';

/** Signing in to IT's page, and the first visit that makes the administrator. */
export const userName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}._@-]+$/u, 'letters, digits and . _ @ - only');
/** OWASP ASVS 2.1: at least 12 characters, long ones allowed, no composition rules. */
export const newPassword = z.string().min(12).max(256);

export const signInRequest = z.object({ user: z.string().max(200), password: z.string().max(256) });
export type SignInRequest = z.infer<typeof signInRequest>;

export const setupRequest = z.object({
  code: z.string().min(1).max(200),
  user: userName,
  password: newPassword,
});
export type SetupRequest = z.infer<typeof setupRequest>;

export const sessionState = z.object({
  user: z.string().nullable(),
  needsSetup: z.boolean().describe('no administrator exists yet'),
});
export type SessionState = z.infer<typeof sessionState>;
