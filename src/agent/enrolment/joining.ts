import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readReply } from '../../bundle/signed-reply.ts';
import { sha256 } from '../../jws/sha256.ts';
import { bundleKeys } from '../../protocol/bundle-keys.ts';
import { isSafeAddress } from '../../protocol/enrolment.ts';
import { readEnrolmentFile } from '../../protocol/enrolment-file.ts';
import { replaceFile } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';
import type { Enrolment } from '../settings.ts';
import { type SigningDeps, signEnrolment } from './sign-enrolment.ts';

export const joiningFileName = 'joining.json';
const joining = z
  .object({
    origin: z.url(),
    pin: z.string().nullable(),
    bundleKeys,
    key: z.string().describe('RFC 7638 thumbprint of the one that signed it'),
    request: z.string().describe('signed once: the reply names its hash, however often it was exported'),
    since: z.iso.datetime(),
  })
  .refine(isSafeAddress);
/** This device has asked by file to be taken in, and has no answer yet. */
export type Joining = z.infer<typeof joining>;

/** `bad-file`: IT gave no such file, or it was changed. `not-stored`: the disk did not take it. */
export type JoiningOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'bad-file' | 'key-unavailable' | 'not-stored';
      readonly detail: string;
    };

/**
 * @returns null where nothing is asked for, also where a crash left a request that this enrolment settles. A file that makes
 * no sense counts as none: IT's can be taken in again.
 */
export function readJoining(folder: string, enrolment: Pick<Enrolment, 'settles'> | null): Joining | null {
  try {
    const asked = joining.parse(JSON.parse(readFileSync(join(folder, joiningFileName), 'utf8')));
    return enrolment?.settles === sha256(asked.request) ? null : asked;
  } catch {
    return null;
  }
}

/** What an enrolment settles that is made now, in whatever way. */
export function requestToSettle(folder: string): string | null {
  const asked = readJoining(folder, null);
  return asked && sha256(asked.request);
}

/** Takes IT's file up: from now on what is exported asks to be taken in, until the reply has come. */
export async function beginJoining(
  text: string,
  { now, ...deps }: SigningDeps & { readonly now: Date },
): Promise<JoiningOutcome> {
  const target = readEnrolmentFile(text);
  if (target === null) return { ok: false, reason: 'bad-file', detail: '' };
  const signed = await signEnrolment(target.token, deps);
  if (!signed.ok) return signed;
  const { origin, pin, bundleKeys: keys } = target;
  const { jws: request, key } = signed;
  const asked: Joining = { origin, pin, bundleKeys: keys, key, request, since: now.toISOString() };
  try {
    await replaceFile(join(deps.folder, joiningFileName), JSON.stringify(asked));
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: 'not-stored', detail: describeError(error) };
  }
}

/** It has joined, this way or another. */
export function endJoining(folder: string, log: Log): void {
  try {
    rmSync(join(folder, joiningFileName), { force: true });
  } catch (error) {
    log.error(`The request to join could not be removed: ${describeError(error)}`);
  }
}

/** @returns the enrolment that a reply brings to what was asked for; null where it is no answer to that. */
export function enrolmentIn(
  text: string,
  { request, origin, pin, key, bundleKeys: keys }: Joining,
): Enrolment | null {
  const read = readReply(text, keys.sign);
  if (!read.ok || read.reply.enrolment?.request !== sha256(request)) return null;
  const { profile, department, policyKey = null } = read.reply.enrolment;
  const { device, epoch } = read.reply;
  const settles = sha256(request);
  return {
    origin,
    pin,
    device,
    epoch,
    key,
    keySince: null,
    settles,
    profile,
    department,
    policyKey,
    bundleKeys: keys,
  };
}
