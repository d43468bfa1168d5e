import * as z from 'zod';
import { bundleKeys } from './bundle-keys.ts';
import { isLoopback } from './loopback.ts';
import { publicKey } from './public-key.ts';
import { deviceDescription } from './report.ts';

export const enrolmentType = 'deskward-enrolment+jws';

/** Signed with the new key, whose public half stands in the header (`jwk`): possession is proven. */
export const enrolmentRequest = z.object({
  v: z.literal(1),
  token: z.string().min(1).max(200),
  description: deviceDescription,
  leaves: z
    .string()
    .max(4000)
    .optional()
    .describe('see `leave`: where this computer takes a key of its own, and another one keeps the old one'),
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>;

export const leaveType = 'deskward-leave+jws';

/** Signed with the old key: the computer that enrols with the new one speaks for that device no more. */
export const leave = z.object({
  v: z.literal(1),
  device: z.string().min(1).max(80),
  key: z.string().describe('RFC 7638 thumbprint of the new key'),
});
export type Leave = z.infer<typeof leave>;

export const enrolmentReply = z.object({
  device: z.string().min(1).max(80),
  epoch: z.int().positive(),
  profile: z.enum(['standard', 'confidential', 'dedicated']),
  department: z.string(),
  policyKey: publicKey.nullable().optional().catch(null).describe('signs policies; pinned from here on'),
  bundleKeys: bundleKeys.nullable().optional().catch(null).describe('pinned like it'),
});
export type EnrolmentReply = z.infer<typeof enrolmentReply>;

/** SHA-256 of the endpoint's public key (SubjectPublicKeyInfo, DER), in hexadecimal: what browsers and openssl show too. */
export const pinShape = /^[0-9a-f]{64}$/;

/** Where an endpoint is, and by which key it is known. No pin: plain HTTP, to this computer itself only. */
export interface EndpointAddress {
  /** `https://host:port` where there is a pin, else `http://host:port`. */
  readonly origin: string;
  readonly pin: string | null;
}

/** `deskward://host:port/?token=…&pin=sha256:…`: what IT hands to a new device. */
export interface EnrolmentString extends EndpointAddress {
  readonly token: string;
}

const enrolmentString =
  /^deskward:\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+):(\d{1,5})\/\?token=([A-Za-z0-9_-]{16,200})(?:&pin=sha256:([0-9a-f]{64}))?$/i;

/** @returns null for anything that is not an enrolment string this version can use safely. */
export function parseEnrolmentString(text: string): EnrolmentString | null {
  const [, host, port, token, pin] = enrolmentString.exec(text.trim()) ?? [];
  if (host === undefined || port === undefined || token === undefined || Number(port) > 65_535) return null;
  if (pin === undefined)
    return isLoopback(host) ? { origin: `http://${host}:${port}`, pin: null, token } : null;
  return { origin: `https://${host}:${port}`, pin: pin.toLowerCase(), token };
}

/** Whether the address is one that a device may send to: with a pin over TLS, without one no further than itself. */
export function isSafeAddress({ origin, pin }: EndpointAddress): boolean {
  const [, scheme, host] = /^(https?):\/\/(.+):\d+$/.exec(origin) ?? [];
  if (host === undefined) return false;
  return pin === null ? scheme === 'http' && isLoopback(host) : scheme === 'https' && pinShape.test(pin);
}

export function formatEnrolmentString(
  host: string,
  port: number,
  token: string,
  pin: string | null = null,
): string {
  return `deskward://${host}:${port}/?token=${token}${pin === null ? '' : `&pin=sha256:${pin}`}`;
}
