import * as z from 'zod';
import { deviceDescription } from './report.ts';

export const enrolmentType = 'deskward-enrolment+jws';

/** Signed with the new key, whose public half stands in the header (`jwk`): possession is proven. */
export const enrolmentRequest = z.object({
  v: z.literal(1),
  token: z.string().min(1).max(200),
  description: deviceDescription,
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>;

export const enrolmentReply = z.object({
  device: z.string().min(1).max(80),
  epoch: z.int().positive(),
  profile: z.enum(['standard', 'confidential', 'dedicated']),
  department: z.string(),
});
export type EnrolmentReply = z.infer<typeof enrolmentReply>;

/** `deskward://host:port/?token=…`: what IT hands to a new device. */
export interface EnrolmentString {
  readonly origin: string;
  readonly token: string;
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** @returns null for anything that is not an enrolment string this version can use safely. */
export function parseEnrolmentString(text: string): EnrolmentString | null {
  const match =
    /^deskward:\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+):(\d{1,5})\/\?token=([A-Za-z0-9_-]{16,200})$/i.exec(
      text.trim(),
    );
  const [, host, port, token] = match ?? [];
  if (host === undefined || port === undefined || token === undefined) return null;
  if (!loopback.has(host.toLowerCase()) || Number(port) > 65_535) return null;
  return { origin: `http://${host}:${port}`, token };
}

export function formatEnrolmentString(host: string, port: number, token: string): string {
  return `deskward://${host}:${port}/?token=${token}`;
}
