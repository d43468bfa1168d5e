import { createPrivateKey, sign } from 'node:crypto';
import * as z from 'zod';
import { isSignedBy, readHeader, readJws, readPayload } from '../jws/compact-jws.ts';
import { importKey, type PublicJwk } from '../jws/device-key.ts';
import { type BundleReply, bundleReply, maxBundleBytes, replyType } from '../protocol/bundle.ts';

/** `forged`: not signed by the endpoint that this device enrolled with, or changed since. */
export type ReplyRefusal = 'not-a-reply' | 'forged' | 'unreadable';
export type ReadReply =
  | { readonly ok: true; readonly reply: BundleReply }
  | { readonly ok: false; readonly reason: ReplyRefusal };

const header = z.strictObject({ alg: z.literal('ES256'), typ: z.literal(replyType) });

/** @param pem the endpoint's private key for replies. */
export function signReply(reply: BundleReply, pem: string): string {
  const signed = [{ alg: 'ES256', typ: replyType }, reply]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const key = createPrivateKey(pem);
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** The signature first: nothing of an unsigned file is looked into, but for what kind of file it is. */
export function readReply(text: string, pinned: PublicJwk): ReadReply {
  const jws = text.length > maxBundleBytes ? null : readJws(text.trim());
  if (jws === null || !header.safeParse(readHeader(jws)).success) return { ok: false, reason: 'not-a-reply' };
  const key = importKey(pinned);
  if (key === null || !isSignedBy(jws, key)) return { ok: false, reason: 'forged' };
  const read = bundleReply.safeParse(readPayload(jws));
  return read.success ? { ok: true, reply: read.data } : { ok: false, reason: 'unreadable' };
}
