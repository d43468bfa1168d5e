import * as z from 'zod';
import { publicKey } from './public-key.ts';

/** A device changes its key. Signed with the old one, over a statement that the new one signed: neither alone changes anything. */
export const rotationType = 'deskward-key-rotation+jws';
export const newKeyType = 'deskward-new-key+jws';

export const rotationHeader = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(rotationType),
  kid: z.string().min(1).max(80).describe('the device'),
});
export const rotation = z.object({
  v: z.literal(1),
  newKey: z.string().max(4000).describe('a compact JWS: `newKey`, signed by it'),
});

export const newKeyHeader = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(newKeyType),
  jwk: publicKey,
});
/** The one from which on a key signs. */
export const firstReport = z.object({ epoch: z.int().positive(), sequence: z.int().positive() });
export type FirstReport = z.infer<typeof firstReport>;

export const newKey = z.object({
  v: z.literal(1),
  device: z.string().min(1).max(80),
  replaces: z.string().max(60).describe('RFC 7638 thumbprint of the old key'),
  ...firstReport.shape,
});
export type NewKey = z.infer<typeof newKey>;

/** Once it is on the endpoint's disk, and again for the same request. From then on the old key signs nothing that is taken. */
export const rotationReply = z.object({
  device: z.string(),
  key: z.string().describe('RFC 7638 thumbprint of the new key'),
  from: firstReport
    .optional()
    .catch(undefined)
    .describe('what it signs; a request that came by another way may have said another number'),
});
export type RotationReply = z.infer<typeof rotationReply>;
