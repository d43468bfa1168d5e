import * as z from 'zod';

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
  enrolmentString: z.string().describe('the token with where the endpoint is and how it is known'),
  file: z
    .string()
    .nullable()
    .optional()
    .describe('the same for a machine that no network reaches; null: the endpoint has no keys for files'),
  expiresAt: z.iso.datetime(),
});
export type NewToken = z.infer<typeof newToken>;

/** A token as the list shows it: never the secret. */
export const tokenRow = z.object({
  id: z.string(),
  profile: z.string(),
  department: z.string(),
  uses: z.int().describe('how many devices it may enrol'),
  used: z.int().describe('how many it has enrolled'),
  madeAt: z.iso.datetime(),
  madeBy: z.string().describe('name of the account; empty where it was made on the command line'),
  expiresAt: z.iso.datetime(),
});
export type TokenRow = z.infer<typeof tokenRow>;

/** Answer of `GET /api/v1/tokens`: those that can still enrol a device, newest first. */
export const tokenList = z.object({ tokens: z.array(tokenRow) });
export type TokenList = z.infer<typeof tokenList>;
