import * as z from 'zod';

/** One request of an agent and the endpoint's answer, as they went over the wire. */
const exchange = z.object({
  path: z.string(),
  request: z.string(),
  status: z.int(),
  reply: z.string(),
});
export type WireExchange = z.infer<typeof exchange>;

/** Everything that one device and its endpoint said, in order; `origin` says where it came from. */
export const capturedWire = z.object({
  origin: z.object({ version: z.string(), commit: z.string(), capturedAt: z.iso.datetime(), by: z.string() }),
  exchanges: z.array(exchange),
  /** What went by file: from the device, the endpoint's replies to it before and after the sign-off, and its private key. */
  files: z.object({
    bundle: z.string(),
    replies: z.array(z.string()),
    encryptKey: z.string().describe('PEM, of an endpoint that is gone'),
  }),
});
export type CapturedWire = z.infer<typeof capturedWire>;
